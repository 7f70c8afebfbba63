"""The JSON Schemas and the readers agree on what a claim file and a rule file may look like."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.model.rule import Rulebook
from checker.read.claim.claims import read_claims
from checker.read.pack.compiled import shipped
from checker.read.pack.rules import compile_pack
from checker.read.schema import claim_schema, rule_schema
from tests.small import SMALL, as_json, small, sound

ROOT = Path(__file__).parent.parent.parent
Json = dict[str, Any]

CLAIM = """claims:
  - id: a-run
    statement: It cost $3 billion.
    source: {title: An article, url: https://example.org, date: 2024-12-15}
    about: a-model
    kind: training_run
    date: 2024-12
    values: {training_cost: $3B, hardware: H100, gpus: {low: 10K, high: 20K}, duration: "<= 6 months", precision: fp8}
    links: {comparable_to: gpt-4}
    expect: implausible
"""
RULES = (ROOT / "tests" / "packs" / "one-of-each.yaml").read_text(encoding="utf-8")
CHIPS = 'chips,source,evidence\n1000,"A report, 2024",read\n'


def accepts(schema: Json, text: str) -> bool:
    """Whether a schema accepts a YAML text."""
    return Draft202012Validator(schema).is_valid(as_json(text.encode()))


def reads_claim(text: str) -> bool:
    """Whether the reader takes a claim file."""
    claims, problems = read_claims([("file.yaml", text.encode())], small(), 0)
    return bool(claims) and not problems


def reads_rules(folder: Path, text: str) -> bool:
    """Whether the reader takes a rule file."""
    files = [(folder, "pack/file.yaml", text.encode()), (folder, "pack/reference/chips.csv", CHIPS.encode())]
    return not compile_pack(files, {folder: "pack"})[1]


def test_the_schemas_are_schemas() -> None:
    """Both are valid JSON Schemas of the edition they name."""
    for schema in (claim_schema(small()), rule_schema(small())):
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize(
    ("old", "new", "sound"),
    [
        ("", "", True),
        ("    kind: training_run\n", "", True),
        ("    date: 2024-12\n", "", True),
        ("    links: {comparable_to: gpt-4}\n", "", True),
        ("training_cost: $3B", "cost: $3B", True),
        ("{low: 10K, high: 20K}", "{low: 10K}", True),
        ("precision: fp8", "architecture: mixture of experts", True),
        ("expect: implausible", 'accept: {verdict: implausible, reason: "seen", until: 2027-06-30}', True),
        ("  - id: a-run\n", "  - id: a run\n", False),
        ("    statement: It cost $3 billion.\n", "", False),
        ("    about: a-model\n", "", False),
        (", date: 2024-12-15}", "}", False),
        ("{title: An article, ", "{", False),
        ("date: 2024-12-15", "date: 15 Dec 2024", False),
        ("date: 2024-12\n", "date: late\n", False),
        ("kind: training_run", "kind: trainig_run", False),
        ("expect: implausible", "expect: wrong", False),
        ("expect: implausible", "expected: implausible", False),
        ("about: a-model", "about: [a-model]", False),
        ("about: a-model", "about: ''", False),
        ("training_cost: $3B", "trainig_cost: $3B", False),
        ("training_cost: $3B", "training_cost: [$3B]", False),
        ("{low: 10K, high: 20K}", "{low: 10K, most: 20K}", False),
        ("{low: 10K, high: 20K}", "{}", False),
        ("{low: 10K, high: 20K}", "{value: 20K, source: {title: A report, date: 2024}}", True),
        ("{low: 10K, high: 20K}", "{value: {low: 10K}, source: {title: A report, date: 2024}}", True),
        ("{low: 10K, high: 20K}", "{value: 20K, source: {title: A report}}", False),
        ("{low: 10K, high: 20K}", "{value: 20K}", False),
        ("{low: 10K, high: 20K}", "{low: 10K, source: {title: A report, date: 2024}}", False),
        ("{low: 10K, high: 20K}", "{value: [20K], source: {title: A report, date: 2024}}", False),
        ("precision: fp8", "precision: fp7", False),
        ("links: {comparable_to: gpt-4}", "links: {compared_to: gpt-4}", False),
        ("links: {comparable_to: gpt-4}", "links: gpt-4", False),
        ("expect: implausible", "accept: {verdict: implausible, until: 2027-06-30}", False),
        ("expect: implausible", "accept: yes", False),
        (
            "expect: implausible",
            'expect: implausible\n    accept: {verdict: implausible, reason: "seen", until: 2027-06-30}',
            False,
        ),
        ("claims:\n", "claim:\n", False),
        ("claims:\n", "more: 1\nclaims:\n", False),
    ],
)
def test_reader_and_schema_agree_on_claims(old: str, new: str, sound: bool) -> None:
    """What the reader takes the schema accepts, and what one refuses the other does."""
    assert old in CLAIM
    text = CLAIM.replace(old, new) if old else CLAIM
    assert (reads_claim(text), accepts(claim_schema(small()), text)) == (sound, sound)


@pytest.mark.parametrize(
    ("old", "new", "sound"),
    [
        ("", "", True),
        ("inf}", "1e3}", True),
        ("inf}", "unbounded}", False),
        ("topic: Some\n", "", False),
        ("topic: Some", "topic: [Some]", False),
        ("kinds:", "kind:", False),
        ("fleet: all chips}", "Fleet: all chips, fleet: all}", False),
        ("{unit: USD, title: cost, ", "{title: cost, ", False),
        ("aliases: [cost]", "aliases: cost", False),
        ("aliases: [cost]", "alias: [cost]", False),
        ("others: accepted", "others: sometimes", False),
        ("{values: [bf16, fp8], usual", "{value: [bf16, fp8], usual", False),
        ("values: [bf16, fp8]", "values: []", False),
        ("    formula: mfu = 0.4\n", "", False),
        ("accepted: [0.5, 2]", "accepted: [0.5, 2, 3]", False),
        ("accepted: [0.5, 2]", "accepted: -1", False),
        ("accepted: [0.5, 2], ", "", False),
        ("when: [{kind: [training_run, fleet]}, {precision: fp8}]", "when: {kind: fleet}", True),
        ("when: [{kind: [training_run, fleet]}, {precision: fp8}]", "when: fleet", False),
        ("when: [{kind: [training_run, fleet]}, {precision: fp8}]", "when: []", False),
        ('says: {mfu: "{mfu}.", default: "{mfu}."}', 'says: "{mfu}."', True),
        ('says: {mfu: "{mfu}.", default: "{mfu}."}', "says: [a, b]", False),
        ("    why: So it is.\n    wrong_when: [never]\n", "    wrong_when: [never]\n", False),
        ("    wrong_when: [never]\n", "", False),
        ("wrong_when: [never]", "wrong_when: never", False),
        ("evidence: read", "evidence: hearsay", False),
        ("{title: A report, date: 2024, evidence: read}", "{title: A report}", False),
        ("[{title: A report, date: 2024, evidence: read}]", "[]", False),
        ("date: 2024-06-30", "date: June 2024", False),
        (
            "{table: reference/chips.csv, column: chips,",
            "{table: reference/chips.csv, typical: chips, accepted: chips,",
            True,
        ),
        ("{table: reference/chips.csv, column: chips,", "{table: reference/chips.csv, typical: chips,", False),
        ("{table: reference/chips.csv, column: chips,", "{table: reference/chips.csv,", False),
        ("column: chips, why: Counted.,", "column: chips,", False),
        ("column: chips, why", "column: [chips], why", False),
        ("column: chips, why", "column: chips, colour: red, why", False),
        ("    quantity: mfu\n", "", False),
        ("    limit: any\n", "", False),
        ("quantities: [chips]}", "quantities: chips}", False),
        ("{title: as good as, ", "{", False),
        ("kind: fleet, keep", "keep", False),
        ("factor: 1e3", "factor: many", False),
        ("value: 100K, ", "", False),
        (", verdict: plausible", ", verdict: good", False),
        ("given: {chips: 10K}", "given: {}", False),
        ("because: [a-relation]", "because: a-relation", False),
        ("slips: [{of: chips, factor: 1e3, says: thousands}]", "slips: {of: chips}", False),
    ],
)
def test_reader_and_schema_agree_on_rules(tmp_path: Path, old: str, new: str, sound: bool) -> None:
    """What the reader takes the schema accepts, and what one refuses the other does."""
    assert old in RULES
    text = RULES.replace(old, new) if old else RULES
    assert (reads_rules(tmp_path, text), accepts(rule_schema(small()), text)) == (sound, sound)


def test_scalars_may_be_what_an_editor_makes_of_them() -> None:
    """Numbers and truth values that an editor reads from plain text are accepted where the reader takes the text."""
    source = {"title": 2024, "date": 2024}
    claim = {"id": "a", "statement": True, "source": source, "about": "b", "values": {"chips": 16384, "mfu": 0.4}}
    assert Draft202012Validator(claim_schema(small())).is_valid({"claims": [claim]})


@pytest.mark.parametrize("path", sorted((ROOT / "claims").rglob("*.yaml")), ids=lambda path: path.name)
def test_the_shipped_claims_fit_the_schema(path: Path) -> None:
    """Every claim file of the house is accepted by the schema that the shipped pack gives."""
    errors = Draft202012Validator(claim_schema(pack())).iter_errors(as_json(path.read_bytes()))
    assert [f"{[*error.absolute_path]}: {error.message}" for error in errors] == []


@pytest.mark.parametrize("path", [*sorted(shipped().glob("*.yaml")), SMALL / "runs.yaml"], ids=lambda path: path.name)
def test_the_shipped_rules_fit_the_schema(path: Path) -> None:
    """Every rule file of the house is accepted by the schema."""
    errors = Draft202012Validator(rule_schema(pack())).iter_errors(as_json(path.read_bytes()))
    assert [f"{[*error.absolute_path]}: {error.message}" for error in errors] == []


@cache
def pack() -> Rulebook:
    """The shipped pack."""
    return sound(shipped(), "rules")
