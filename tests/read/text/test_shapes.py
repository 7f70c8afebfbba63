"""The shapes that the readers check, against the schemas made of them and against files changed at random."""

import copy
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker.read.claim.claim_file import CLAIM
from checker.read.pack.rules import compile_pack
from checker.read.pack.topic import TOPIC
from checker.read.schema import _schema, rule_schema
from checker.read.text.document import parse
from checker.read.text.shapes import Anything, Fields, Shape, Text, check
from tests.small import SMALL, as_json, small, tables

Json = dict[str, Any]
SCHEMA = Draft202012Validator(rule_schema(small()))
CLAIM_SCHEMA = Draft202012Validator(_schema(CLAIM, {}))
A_CLAIM: Json = {
    "id": "a-run",
    "statement": "It cost $3 billion.",
    "source": {"title": "An article", "url": "https://example.org", "date": "2024-12-15", "evidence": "read"},
    "about": "a-model",
    "kind": "training_run",
    "date": "2024-12",
    "known": "no",
    "values": {"training_cost": "$3B", "chips": {"low": "10K", "high": "20K"}},
    "links": {"comparable_to": "gpt-4"},
    "accept": {"verdict": "implausible", "reason": "seen", "until": "2027-06-30"},
}


def is_shaped(value: Json, shape: Shape = TOPIC) -> bool:
    """Whether the reader finds a shape in some JSON, which is YAML as well."""
    document, problems = parse(json.dumps(value).encode(), "file.yaml")
    assert problems == []
    assert document is not None
    assert document.root is not None
    return check(document.root, shape, lambda *_: None)


def rules() -> Json:
    """A sound rule file that has something in each section, as JSON."""
    found: Json = as_json(SMALL.parent.joinpath("one-of-each.yaml").read_bytes())
    return found


def spots(value: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - JSON is anything
    """Every container in some JSON with each of its keys."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [spot for key, child in inside for spot in [(value, key), *spots(child)]]


TEXTS = [
    "",
    "x",
    "2",
    "0",
    "1.2.3",
    "1e999",
    "2024",
    "moe",
    "mfu",
    "mfu = 2 * x",
    "typical",
    "-1",
    ">= 1",
    "{x}",
    "date",
]
NEW: st.SearchStrategy[Any] = st.sampled_from([*TEXTS, "Not a Name", "reference/models.csv", [], ["x"], {}, None])


def changed(data: st.DataObject, value: Json) -> Json:
    """Some JSON after a few changes anywhere: parts taken out, renamed, or put in another's place."""
    for _ in range(data.draw(st.integers(1, 3))):
        place, key = data.draw(st.sampled_from(spots(value)))
        new = data.draw(NEW)
        if new is None:
            del place[key]
        elif isinstance(new, str) and isinstance(place, dict) and data.draw(st.booleans()):
            place[new or "other"] = place.pop(key)
        else:
            place[key] = copy.deepcopy(new)
        assume(value)
    return value


@given(st.data())
def test_shapes_and_schema_agree_on_whatever_is_changed(data: st.DataObject) -> None:
    """After a few changes anywhere in a rule file the reader's shapes and the schema still say the same."""
    value = changed(data, rules())
    assert SCHEMA.is_valid(value) == is_shaped(value)


@given(st.data())
def test_shape_and_schema_of_a_claim_agree(data: st.DataObject) -> None:
    """The same of a claim, whose figures and links are names of a pack and read by others."""
    value = changed(data, copy.deepcopy(A_CLAIM))
    assert CLAIM_SCHEMA.is_valid(value) == is_shaped(value, CLAIM)


@settings(max_examples=50)
@given(st.data())
def test_no_rule_file_brings_the_reader_down(data: st.DataObject) -> None:
    """Whatever is changed in a sound pack, there is a rulebook or there are problems; never an exception."""
    value = changed(data, as_json((SMALL / "runs.yaml").read_bytes()))
    found, problems = compile_pack(
        [(SMALL, "runs.yaml", json.dumps(value).encode()), *tables(SMALL, "small")], {SMALL: "small"}
    )
    assert (found is None) == bool(problems)
    assert problems or is_shaped(value)
    assert all(problem.what and problem.place.line for problem in problems)


def test_changes_are_told_apart() -> None:
    """The file that changes start from is sound, and a change can spoil it."""
    assert is_shaped(rules())
    assert not is_shaped(rules() | {"topic": []})
    assert is_shaped(A_CLAIM, CLAIM)
    assert not is_shaped(A_CLAIM | {"expect": "implausible"}, CLAIM)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"one": "x"}, []),
        ({}, [('a thing needs "one"', "write one: or two")]),
        ({"on": "x"}, [('unknown key "on" in a thing', "did you mean one?")]),
        ({"one": ""}, [('"one" is empty', "write one: or two")]),
        ({"one": ["x"]}, [('"one" is a list here', "write one: or two")]),
        ({"one": "y"}, [('"y" is not an x', "write x alone")]),
        ({"one": "x", "two": {}}, [('"two" is keys with values here', "write a day")]),
        ({"one": "x", "two": "3000"}, [('"3000" is not between 1900 and 2100', "write a year from 1900 to 2100")]),
        ({"one": "x", "two": "2024", "three": ""}, [("a thing has either two or three", "keep one of the two")]),
        ({"one": "x", "four": "x"}, [('unknown key "four" in a thing', "a thing may hold one, two or three")]),
    ],
)
def test_what_is_told(value: Json, told: list[tuple[str, str]]) -> None:
    """A mistake is told once, with what the shape has to say about that key."""
    shape = Fields(
        "a thing",
        {
            "one": Text("an x", pattern="x", instead="write x alone"),
            "two": Text("a day", date=True),
            "three": Anything(),
        },
        required=("one",),
        instead={"one": "write one: or two"},
        apart=("two", "three"),
    )
    document, _ = parse(json.dumps(value).encode(), "file.yaml")
    assert document is not None
    assert document.root is not None
    heard: list[tuple[str, str]] = []
    assert check(document.root, shape, lambda _, what, instead: heard.append((what, instead))) == (told == [])
    assert heard == told
