"""A claim that states no kind is judged as one that has all of its figures, and says as which."""

from pathlib import Path

import pytest

from checker.audit import ask_words, check_paths, claims_of
from checker.explain.claim import Reasons, Wanted
from checker.model.finding import Taken
from checker.model.result import CaseResult
from checker.options import Options
from tests.explain.asking import book, judged


def case(words: str) -> CaseResult:
    """One question judged."""
    result = ask_words(words, book(), Options())
    assert not result.problems, result.problems
    return result.cases[0]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("query_energy=3 Wh", "serving"),
        ("query_energy=0.4 Wh tokens=1000 active_parameters=8B", "serving"),
        ("rnd_compute_cost=$3B", "lab_year"),
        ("system_peak=1 EFLOP/s", "system"),
        ("power_of_data_centres=50 GW", "world_year"),
    ],
)
def test_the_one_kind_that_has_all_figures_is_taken(asked: str, kind: str) -> None:
    """And the answer says so; there is no other to tell of."""
    found = case(f"{asked} date=2025-06")
    assert (found.kind, found.claims[0].taken) == (kind, Taken(kind, is_usual=True))


def test_what_its_kind_tests_is_not_unchecked() -> None:
    """The energy of a query alone, and an absurd one."""
    assert judged("query_energy=0.3 Wh date=2025-06").verdict == "plausible"
    assert judged("query_energy=3 kWh date=2025-06").verdict in ("implausible", "impossible")


@pytest.mark.parametrize("asked", ["training_cost=$100M", "energy=50 GWh", "power=20 MW duration=3 months", "chips=8K"])
def test_what_a_training_run_has_is_one_without_a_word(asked: str) -> None:
    """As it always was."""
    found = case(f"{asked} date=2024-06")
    assert (found.kind, found.claims[0].taken) == ("training_run", None)


def test_of_several_kinds_the_usual_one_is_taken_where_it_holds() -> None:
    """A chip's rating is a chip's, though a system has it too; what it would be there is told."""
    found = case("chip_power=700W hardware=H100 date=2024-06")
    assert (found.kind, found.verdict) == ("chip", "plausible")
    assert found.claims[0].taken == Taken("chip", is_usual=True, others={"system": "plausible"})


def test_another_kind_is_taken_where_the_claim_holds_better_so() -> None:
    """So many servers stand on no single site, but one owner may have them."""
    found = case("servers=3M energy=50 TWh date=2026-06")
    as_usual = case("servers=3M energy=50 TWh date=2026-06 kind=system").verdict
    assert (found.kind, found.verdict, as_usual) == ("fleet", "plausible", "strained")
    others = {"system": "strained", "world_year": "plausible"}
    assert found.claims[0].taken == Taken("fleet", is_usual=False, others=others)


def test_what_fails_as_any_kind_fails() -> None:
    """As the most usual of those as which it fails least."""
    found = case("servers=500B date=2026-11")
    assert found.verdict in ("implausible", "impossible")


FILE = """claims:
  - {id: energy-of-a-query, statement: S, source: {title: T, date: 2025-06}, about: chat, values: {query_energy: 3 kWh}}
  - {id: servers, statement: S, source: {title: T, date: 2026-06}, about: all, values: {servers: 3M, energy: 50 TWh}}
"""


@pytest.mark.parametrize("reasons", ["all", "none"])
def test_claims_in_files_are_taken_likewise(tmp_path: Path, reasons: Reasons) -> None:
    """Whether or not it is told why."""
    path = tmp_path / "claims.yaml"
    path.write_text(FILE, encoding="utf-8")
    result = check_paths([path], book(), Options(wanted=Wanted(reasons=reasons)))
    assert [found.kind for found in result.cases] == ["serving", "fleet"]
    assert [claim.taken.kind for claim in claims_of(result) if claim.taken] == ["serving", "fleet"]
