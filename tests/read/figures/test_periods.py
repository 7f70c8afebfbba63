"""Whole periods: what somebody chose is no measurement."""

import math

import pytest

from checker.cases.assemble import subject
from checker.maths.dates import days
from checker.read.claim.claims import read_ask
from tests.witness import book

TODAY = days("2026-11")[1]


def width(duration: str, kind: str) -> float:
    """By what factor either way a time is taken for a kind of subject."""
    claim, problems = read_ask({"kind": kind, "duration": duration, "energy": "1 TWh"}, book(), TODAY)
    assert claim, problems
    (low, high) = next(f.span for _, f in subject([claim], book(), {}).figures if f.quantity == "duration")
    return math.exp((high - low) / 2)


@pytest.mark.parametrize("duration", ["1 year", "1 month", "2 weeks", "30 days", "1year", "1  year"])
@pytest.mark.parametrize("kind", ["system", "fleet", "world_year", "contract"])
def test_a_whole_period_is_taken_as_it_stands(duration: str, kind: str) -> None:
    """But for months and years that differ."""
    assert width(duration, kind) == pytest.approx(1.02, abs=0.003)


def test_what_was_measured_is_rounded() -> None:
    """The time of a run is, and so is whatever is no whole number of days, weeks, months or years."""
    assert width("1 month", "training_run") > 1.15
    assert width("1.5 years", "system") == pytest.approx(1.034, abs=0.003)
    assert width("about 1 year", "system") > 1.3
    assert width("1 hour", "system") > 1.15


def test_exact_figures_stay_as_they_are() -> None:
    """A period is never wider than its rounding."""
    assert width("1,461 days", "system") <= 1.001
