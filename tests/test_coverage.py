"""What the rules say of published values, counted again from the shipped tables."""

import csv
import math
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from checker.maths.interval import exp
from checker.model.beside import Observed
from checker.model.rule import Prior, Rulebook
from checker.options import Beliefs, book_for
from checker.report.rule_page import listing, page
from tests.small import as_json

ROOT = Path(__file__).parent.parent
Cells: TypeAlias = str | list[str]
LEAST = 10
"""From so many values on, most of them must lie inside the range."""


@cache
def book() -> Rulebook:
    """The shipped pack."""
    found, problems = book_for(Beliefs())
    assert found is not None, problems
    return found


@cache
def observed_in_files() -> dict[str, dict[str, Any]]:
    """Every `observed` of the rule files by the id of its assumption, read with another reader than ours."""
    files = sorted((ROOT / "rules").glob("*.yaml"))
    topics = [as_json(path.read_bytes()) for path in files]
    rules = [rule for topic in topics for rule in topic.get("assumptions", ())]
    return {rule["id"]: rule["observed"] for rule in rules if "observed" in rule}


def counts(cell: str, wanted: Cells) -> bool:
    """Whether a row counts by one of its cells."""
    if isinstance(wanted, list):
        return cell in wanted
    if " to " in wanted:
        low, high = wanted.split(" to ")
        return counts(cell, f">= {low}") and counts(cell, f"<= {high}")
    sign, _, bound = wanted.partition(" ")
    if sign not in (">=", "<=", "<", ">"):
        return cell == wanted
    if not cell:
        return False
    if cell[:4].isdigit() and "-" in cell[4:5]:  # a date
        order = (cell[: len(bound)] > bound) - (cell[: len(bound)] < bound)
    else:
        order = (float(cell) > float(bound)) - (float(cell) < float(bound))
    return {">=": order >= 0, "<=": order <= 0, "<": order < 0, ">": order > 0}[sign]


def recount(prior: Prior, told: dict[str, Any]) -> tuple[int, int, int]:
    """How many values the table has, and how many lie inside typical and accepted."""
    with (ROOT / "rules" / told["table"]).open(encoding="utf-8", newline="") as table:
        wanted = told.get("where", {}).items()
        rows = [row for row in csv.DictReader(table) if all(counts(row[column], cells) for column, cells in wanted)]
    values = [float(row[told["column"]]) for row in rows if row[told["column"]]]
    spans = {level: [exp(end) for end in prior.rows[0].spans[level]] for level in ("typical", "accepted")}
    within = [sum(low * (1 - 1e-9) <= v <= high * (1 + 1e-9) for v in values) for low, high in spans.values()]
    return len(values), within[0], within[1]


@pytest.mark.parametrize("id_", sorted(observed_in_files()))
def test_counts_are_those_of_the_table(id_: str) -> None:
    """An assumption's count of published values comes out again from its table."""
    prior = book().priors[id_]
    assert prior.observed is not None
    found = prior.observed
    assert (found.n, found.typical, found.accepted) == recount(prior, observed_in_files()[id_])


def test_ranges_hold_most_of_what_was_published() -> None:
    """Where there are values enough, typical holds at least six in ten of them and accepted nine in ten."""
    held = {p.id: p.observed for p in book().priors.values() if p.observed and p.observed.n >= LEAST}
    assert len(held) >= 15
    assert [id_ for id_, o in held.items() if o.typical < 0.6 * o.n] == []
    assert [id_ for id_, o in held.items() if o.accepted < math.floor(0.9 * o.n)] == []


def test_most_quantities_that_runs_are_told_by_are_held_against_data() -> None:
    """The ranges that verdicts on runs rest on most are among those with a count."""
    found = {prior.quantity for prior in book().priors.values() if prior.observed}
    assert {"duration", "utilisation", "tokens", "tokens_per_parameter", "cost_per_flop", "facility_factor"} <= found


def test_the_list_and_the_page_tell_the_counts() -> None:
    """`checker rules` and `checker rules ID` name the number of values, those inside, and who published them."""
    rules = book()
    observed = rules.priors["run-duration"].observed
    assert isinstance(observed, Observed)
    assert f"{observed.accepted} of {observed.n} published values; {observed.source}" in listing(rules)
    told = " ".join((page(rules, "run-duration") or "").split())
    inside = f"{observed.typical} lie inside typical, {observed.accepted} inside accepted ({observed.source})"
    assert f"Of {observed.n} published values {inside}" in told
