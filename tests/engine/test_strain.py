"""How much all must strain for a question to hold: one number that runs on over the levels."""

import pytest
from msgspec.structs import replace

from checker.engine.strain import strain
from checker.maths.interval import log
from checker.model.beside import Derived
from checker.model.case import Premise
from checker.model.rule import LEVELS
from tests.engine.premises import bound, claim, question, relation, when

CHIPS = bound("prior:chips", "chips", (5, 20), (2, 50), (1, 100), best=10)
SAME = relation("same", chips=1, h100e=-1)
WIDTHS = {"best": 1.0, "typical": 1.0, "accepted": 2.0, "limit": 8.0}


def loose(rule: Premise) -> Premise:
    """A rule that may be off by nothing typically, by 2x at accepted, by 8x at limit."""
    return replace(rule, spans={name: (-log(width), log(width)) for name, width in WIDTHS.items()})


@pytest.mark.parametrize(
    ("chips", "expected"),
    [
        (10, 0.0),
        (14, 0.5),  # 1.4 of the 2 between best and typical: 0.49 of the way in logarithms
        (19.9, 1.0),
        (30, 1.5),
        (49.9, 2.0),
        (70, 2.5),
        (99.9, 3.0),
        (101, 4.0),
        (7.2, 0.5),
        (3.2, 1.5),
        (1.42, 2.5),
        (1.01, 3.0),
        (0.99, 4.0),
    ],
)
def test_a_figure_strains_as_far_as_it_lies_along_the_levels(chips: float, expected: float) -> None:
    """0 at best, 1 typical, 2 accepted, 3 limit, 4 never; between two of them by eighths of the way."""
    assert strain(question(CHIPS, SAME, claim("h100e", chips))) == expected


@pytest.mark.parametrize(("cost", "expected"), [(10, 0.0), (14, 1.5), (19.9, 2.0), (40, 2.5), (79, 3.0), (81, 4.0)])
def test_a_rule_strains_as_its_tolerance_does(cost: float, expected: float) -> None:
    """The spans of rules are taken along just as those of assumptions are."""
    bought = loose(relation("buy", cost=1, chips=-1))
    assert strain(question(bought, claim("chips", 10), claim("cost", cost))) == expected


def test_what_rules_say_together_strains_along() -> None:
    """A derived relation is as wide as its rules are there: without it each would allow what both don't."""
    rules = [loose(relation("one", a=1, b=-1, c=-1)), loose(relation("two", d=1, b=1, c=-1))]
    asked = question(*rules, bound("prior:b", "b", (0.01, 100)), claim("a", 1), claim("d", 1), claim("c", 2))
    together = replace(asked, derived=(Derived((("one", 1.0), ("two", 1.0))),))
    assert strain(together) == strain(asked) == 2.0


def test_all_strain_at_once() -> None:
    """Two assumptions need half as much of the way as one alone."""
    hours = relation("hours", hours=1, chips=-1, time=-1)
    time = bound("prior:time", "time", (5, 20), (2, 50), (1, 100), best=10)
    assert strain(question(hours, CHIPS, time, claim("hours", 390))) == 1.0
    assert strain(question(hours, CHIPS, claim("time", 10), claim("hours", 390))) == 1.75


def test_an_end_that_opens_is_open_as_soon_as_the_level_is_left() -> None:
    """There is no way along to an end that is open."""
    one_sided = bound("prior:chips", "chips", (5, 20), (2, 50), (1, float("inf")), best=10)
    assert strain(question(one_sided, SAME, claim("h100e", 51))) == 2.125
    assert strain(question(one_sided, SAME, claim("h100e", 1e9))) == 2.125
    assert strain(question(one_sided, SAME, claim("h100e", 0.9))) == 4.0


def test_a_condition_is_decided_at_accepted() -> None:
    """What holds of large ones replaces what holds of all, as far as it goes."""
    large = bound("prior:large", "time", (5, 10), guards=when("chips", 100, 1e9), refines="time", best=7)
    time = bound("prior:time", "time", (1, 1000), best=100)
    rule = relation("r", chips=1, other=-1)
    assert strain(question(large, time, rule, claim("chips", 150), claim("time", 7))) == 0.0
    assert strain(question(large, time, rule, claim("chips", 150), claim("time", 11))) == 4.0
    assert strain(question(large, time, rule, claim("chips", 50), claim("time", 100))) == 0.0


def test_a_condition_that_only_the_limit_leaves_open_holds() -> None:
    """Decided by what is accepted, it stays so at the limit."""
    chips = bound("prior:chips", "chips", (200, 300), (150, 1000), (10, 1000), best=250)
    large = bound("prior:large", "time", (5, 10), guards=when("chips", 100, 1e9))
    rule = relation("r", chips=1, h100e=-1)
    assert strain(question(chips, large, rule, claim("h100e", 50), claim("time", 11))) == 4.0
    assert strain(question(chips, large, rule, claim("h100e", 50), claim("time", 9))) < 3.0


def test_levels_bound_the_strain() -> None:
    """A question that holds at a level strains no more than that level's number."""
    for number, level in enumerate(LEVELS, 1):
        low, high = CHIPS.spans[level]
        for end in (low + 1e-6, high - 1e-6):
            exact = replace(claim("chips", 1), spans=dict.fromkeys(("best", *LEVELS), (end, end)))
            assert number - 1 < strain(question(CHIPS, exact)) <= number
