"""What a record was on a day."""

import pytest
from msgspec.structs import replace

from checker.cases.records import standing
from checker.maths.dates import days
from checker.maths.interval import exp
from checker.model.rule import Prior
from tests.cases.beliefs import prior, record, row, with_priors

GROWTH = prior("growth", "epochs", row((2, 2), (3, 3), best=2))
SYSTEMS = record(
    "h100e",
    ("2022-06", 8000, "Old One"),
    ("2024-09-02", 100_000, "Colossus"),
    ("2023-11", 14_400, "Eagle"),
    growth="growth",
)


def at(date: str, about: str = "x", systems: Prior = SYSTEMS) -> tuple[object, object, str]:
    """Typical and accepted record, and who holds it."""
    assert systems.record
    found = standing(systems.record, days(date)[1], about, with_priors(GROWTH))
    high = [exp(found.spans[level][1]) for level in ("typical", "accepted")]
    return pytest.approx(high[0]), pytest.approx(high[1]), found.holder.name if found.holder else ""


def test_a_record_steps_up_at_each_entry() -> None:
    """Before an entry's day the one before counts, and between entries nothing grows."""
    assert at("2024-08") == (14_400, 21_600, "Eagle")
    assert at("2024-09-02") == (100_000, 150_000, "Colossus")


def test_past_the_last_entry_growth_carries_it_on() -> None:
    """A year on, the largest system may be larger by a year's growth, at each level its own."""
    assert at("2025-09-02") == (pytest.approx(200_000, rel=2e-3), pytest.approx(450_000, rel=3e-3), "Colossus")


def test_before_the_first_entry_nothing_is_known() -> None:
    """With no entry there is no bound."""
    assert at("2020")[2] == ""
    assert at("2020")[0] == float("inf")


def test_a_known_figure_is_no_evidence_against_itself() -> None:
    """Colossus, by whatever spelling, is allowed what its own entry says, and no growth or margin beyond it."""
    assert at("2024-12", "COLOSSUS") == (100_000, 100_000, "Colossus")


def test_an_entry_below_the_record_of_others_changes_nothing() -> None:
    """Eagle is held against what was larger on that day, as all others are."""
    assert at("2024-12", "Eagle") == at("2024-12")


def test_records_that_grow_from_their_own_day() -> None:
    """A record of runs may be broken by as much as time has passed since it was set."""
    runs = record(
        "training_compute", ("2022-01-01", 10.0, "A"), ("2023-12-31", 50.0, "B"), growth="growth", grows_from="row"
    )
    assert at("2024-12-30", systems=runs) == (pytest.approx(100, rel=1e-2), pytest.approx(225, rel=1e-2), "B")


def test_holders_in_other_scripts_are_told_apart() -> None:
    """A record's holder is known by its name in its own script, and another one of that script isn't it."""
    theirs = record("h100e", ("2024-01-01", 10.0, "通义"), ("2024-06-01", 20.0, "文心"))
    day, book = days("2024-12")[1], with_priors(GROWTH)
    assert theirs.record
    names = ("通义", "文心", "---", "")
    typical = {name: exp(standing(theirs.record, day, name, book).spans["accepted"][1]) for name in names}
    assert typical["文心"] < typical["通义"] == typical["---"] == typical[""]


def test_a_new_record_takes_nothing_back() -> None:
    """A record set below what growth already allowed makes nothing stricter on the day it is set."""
    runs = record(
        "training_compute", ("2020-01-01", 10.0, "A"), ("2023-01-01", 20.0, "B"), growth="growth", grows_from="row"
    )
    assert runs.record
    before, after = (
        standing(runs.record, days(day)[1], "x", with_priors(GROWTH)).spans for day in ("2022-12-31", "2023-01-02")
    )
    assert all(after[level][1] >= before[level][1] for level in before)


def test_a_total_of_a_year_grows_from_year_to_year() -> None:
    """In December it is what it was in January; in the next January it has grown by a year."""
    spend = record("spend", ("2025-01-01", 16, "2025"), ("2026-01-01", 50, "2026"), growth="growth")
    assert spend.record
    yearly = replace(spend, record=replace(spend.record, by_year=True))
    dates = ("2026-12-31", "2027-01-31", "2027-12-31")
    found = [at(day, systems=yearly)[0] for day in dates]
    assert found[0] == 50
    assert found[1] == found[2] == pytest.approx(100, rel=0.01)
