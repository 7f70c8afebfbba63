"""Prints how many rare things published claims need at once, by their labels: the study behind rules/rare.yaml.

    python benchmarks/rare.py

Counted are the claims of this repository by the expert's word, those of tests/accuracy/*.csv by their label, and each
row of rules/reference/models.csv as a claim about a run that nobody knows. A smallest set is looked for, however many
rules/rare.yaml allows.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from checker.cases.assemble import subject
from checker.explain.crowded import bendable, fewest
from checker.explain.kinds import settled
from checker.explain.meant import meant_with_strays
from checker.explain.yielding import ground
from checker.model.claim import Claim
from checker.model.rule import Rulebook
from checker.options import Beliefs, book_for
from checker.read.claim.claims import read_claims

ROOT = Path(__file__).resolve().parent.parent
OWN = [*sorted((ROOT / "claims").glob("*.yaml")), ROOT / "tests" / "accuracy" / "missed.yaml"]
BLIND = sorted((ROOT / "tests" / "accuracy").glob("*.csv"))
MODELS = ROOT / "rules" / "reference" / "models.csv"
UNITS = {
    "training_compute": ("flop_best", " FLOP"), "parameters": ("parameters", ""), "tokens": ("tokens", ""),
    "active_parameters": ("active_parameters", ""), "chips": ("chips", ""), "duration": ("duration_hours", " hours"),
    "chip_hours": ("chip_hours", ""), "mfu": ("mfu", ""), "hfu": ("hfu", ""), "energy": ("energy_mwh", " MWh"),
    "emissions": ("emissions_t", " t"),
}  # fmt: skip
"""Quantity → its column in the table of models, and the unit of that."""
MOST = 9
NEVER = "not accepted"
COLUMNS = (*map(str, range(MOST + 1)), NEVER)


def main() -> int:
    """Prints the table; 1 where the rules can't be read."""
    book, problems = book_for(Beliefs())
    if book is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    book = replace(book, at_once=0)
    found: dict[str, Counter[str]] = {}
    for label, claim in _labelled(book):
        found.setdefault(label, Counter())[needed(claim, book)] += 1
    print(f"| claims | {' | '.join(COLUMNS)} |\n| --- |{' ---: |' * len(COLUMNS)}")
    for label in sorted(found):
        print(f"| {label} | {' | '.join(str(found[label][column] or '') for column in COLUMNS)} |")
    return 0


def needed(claim: Claim, book: Rulebook) -> str:
    """How many rare things a claim needs at once, or that it doesn't hold at accepted."""
    question, level = meant_with_strays(ground(subject([replace(claim, links=())], book, {}), book), book)
    if level != 1:
        return NEVER if level else "0"
    groups = bendable(question)
    return next((str(many) for many in range(1, MOST) if fewest(question, groups, many) is not None), str(MOST))


def _labelled(book: Rulebook) -> Iterator[tuple[str, Claim]]:
    own, _ = read_claims([(str(path), path.read_bytes()) for path in OWN], book, 0)
    yield from ((f"expert: {claim.expect}", claim) for claim in settled(own, book))
    for path in BLIND:
        rows = list(csv.DictReader(path.open(encoding="utf-8")))
        labels = {row["id"]: row["kind"] for row in rows}
        given = [(row, dict(f.split("=", 1) for f in row["figures"].split("; ") if f)) for row in rows]
        claims = _claims([(r["id"], r["subject_kind"], r["as_of"], values) for r, values in given], book)
        yield from ((f"blind: {labels[claim.id]}", claim) for claim in settled(claims, book))
    models = [model for row in csv.DictReader(MODELS.open(encoding="utf-8")) for model in _model(row)]
    yield from (("published models", claim) for claim in _claims(models, book))


def _model(row: dict[str, str]) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """A row of the table of models as a claim; without its compute where it builds on another: that may hold both's."""
    values = {name: f"{float(row[column]):.3g}{unit}" for name, (column, unit) in UNITS.items() if row[column]}
    if values.get("active_parameters") == values.get("parameters"):
        values.pop("active_parameters", None)
    if row["base"]:
        values.pop("training_compute", None)
    if row["cost_low"]:
        values["training_cost"] = f"${float(row['cost_low']):.3g}-${float(row['cost_high']):.3g}"
    values |= {name: row[name] for name in ("hardware", "stage", "domain") if row[name]}
    values |= {"architecture": row["architecture"]} if row["architecture"] in {"dense", "moe"} else {}
    if len(values) > 1:
        yield row["id"], "training_run", row["date"], values


def _claims(given: Sequence[tuple[str, str, str, dict[str, str]]], book: Rulebook) -> tuple[Claim, ...]:
    """Claims about subjects that no table knows; those that can't be read are left out."""
    claims = [
        {
            "id": id_, "statement": id_, "source": {"title": "a table", "date": date}, "about": f"an unknown {id_}",
            "kind": kind, "date": date, "known": "no", "values": {k: v for k, v in values.items() if k != "base_model"},
        }
        for id_, kind, date, values in given
    ]  # fmt: skip
    return read_claims([("table.yaml", json.dumps({"claims": claims}).encode())], book, 0)[0]


if __name__ == "__main__":
    sys.exit(main())
