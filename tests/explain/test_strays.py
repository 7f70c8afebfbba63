"""A figure that the stated kind hasn't is judged by itself, so that nothing absurd passes beside what is plausible."""

import pytest

from checker.audit import ask_words
from checker.explain.claim import Wanted
from checker.options import Options
from tests.explain.asking import book, judged

RUN = "kind=training_run training_cost=$80M hardware=H100 chips=16K duration=80 days date=2024-06"


def test_an_absurd_figure_of_another_kind_is_told_as_one_of_that_kind() -> None:
    """No rule of training runs speaks of queries; as a figure of a service it can't be."""
    found = judged(f"{RUN} query_energy=3 MWh")
    alone = judged("kind=serving query_energy=3 MWh date=2024-06")
    assert (found.verdict, found.astray) == (alone.verdict, "serving")
    assert [c.values for c in found.conflicts] == [c.values for c in alone.conflicts] == [("query_energy",)]


def test_what_tested_the_other_figures_is_still_told() -> None:
    """Beside the stray one's own test."""
    assert set(judged(RUN).tested) < set(judged(f"{RUN} query_energy=3 MWh").tested)


def test_a_sound_figure_of_another_kind_changes_no_verdict() -> None:
    """It stays unchecked, and the answer says of what kind it is."""
    found = judged(f"{RUN} query_energy=0.3 Wh")
    assert (found.verdict, found.astray, found.elsewhere) == ("plausible", "", {"query_energy": "serving"})


def test_a_graver_claim_stays_what_it_is() -> None:
    """The stray figure is told only where it is graver than all else."""
    found = judged("kind=training_run training_cost=$30B hardware=H100 date=2024-12 query_energy=3 Wh")
    assert (found.verdict, found.astray) == (judged("training_cost=$30B hardware=H100 date=2024-12").verdict, "")


@pytest.mark.parametrize("figure", ["query_energy=0.24 Wh duration=1 second", "query_energy=0.3 Wh energy=1 GWh"])
def test_a_figure_that_any_of_its_kinds_may_have_is_let_be(figure: str) -> None:
    """A second is no training run; as the time of a system it is just that."""
    assert judged(f"kind=serving {figure} date=2025-08").verdict == "plausible"


@pytest.mark.parametrize("kind", ["chip", "system", "fleet", "lab_year", "training_run", "world_year"])
@pytest.mark.parametrize("figure", ["query_energy=1 MWh", "query_water=1000 L"])
def test_nothing_absurd_passes_under_another_kind(kind: str, figure: str) -> None:
    """Whatever kind is stated."""
    assert judged(f"kind={kind} {figure} date=2025-06").verdict in ("implausible", "impossible")


def test_reasons_or_not_the_verdict_is_the_same() -> None:
    """Verdicts come first, for many claims at once."""
    for words in (f"{RUN} query_energy=3 MWh", f"{RUN} query_energy=0.3 Wh"):
        result = ask_words(words, book(), Options(wanted=Wanted(reasons="none")))
        assert result.cases[0].verdict == judged(words).verdict
