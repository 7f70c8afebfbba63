"""One number for each quantity: figures as typed, else what is best known, and never outside of what is allowed."""

import math

import pytest
from msgspec.structs import replace

from checker.engine.best import best, settled
from checker.maths.interval import REACH, Span
from checker.model.case import Premise, Question
from tests.engine.premises import bound, claim, named, question, relation, when

BUY = relation("cost", cost=1, hours=-1, price=-1)
PRICE = bound("prior:price", "price", (1, 4), (0.5, 8), best=2)


def rough(quantity: str, low: float, typed: float, high: float) -> Premise:
    """A claimed figure with its rounding."""
    exact = math.log(typed), math.log(typed)
    plain = claim(quantity, low, high)
    return replace(plain, spans={**plain.spans, "best": exact})


def told(asked: Question, quantity: str, level: str = "typical") -> Span:
    """A quantity's best range in plain numbers."""
    low, high = best(asked, level)[quantity]
    return (0.0 if low < -REACH else math.exp(low)), (math.inf if high > REACH else math.exp(high))


def test_figures_stand_as_typed_and_the_rest_follows() -> None:
    """Rounding and ranges make no difference to a best number; relations are exact."""
    asked = question(BUY, PRICE, rough("cost", 90, 100, 110))
    assert told(asked, "cost") == pytest.approx((100, 100))
    assert told(asked, "price") == pytest.approx((2, 2))
    assert told(asked, "hours") == pytest.approx((50, 50))


def test_an_assumption_fills_only_what_nothing_surer_settles() -> None:
    """Where claims settle a price, what prices usually are doesn't pull it."""
    asked = question(BUY, PRICE, claim("cost", 100), claim("hours", 30))
    assert told(asked, "price")[0] == pytest.approx(100 / 30, rel=1e-6)


def test_of_two_assumptions_the_better_known_counts() -> None:
    """The wider one could check what the sharper one settles, and doesn't pull it."""
    sharp = bound("prior:hours", "hours", (9, 11), best=10)
    asked = question(BUY, PRICE, sharp, bound("prior:cost", "cost", (1, 100), best=90))
    assert told(asked, "cost") == pytest.approx((20, 20))


def test_figures_that_disagree_give_way_as_far_as_they_are_unsure() -> None:
    """Each gives way by the square of its uncertainty: the price, known five times better, by a 25th of the others."""
    asked = question(
        BUY, rough("cost", 10 * math.exp(3 - 0.1), 10 * math.exp(3), 10 * math.exp(3 + 0.1)),
        rough("hours", 10 * math.exp(-0.1), 10, 10 * math.exp(0.1)),
        rough("price", math.exp(3 - 0.02), math.exp(3.1), math.exp(3.12)),
    )  # fmt: skip
    found = {name: math.log(told(asked, name)[0]) for name in ("cost", "hours", "price")}
    by_cost, by_hours = found["cost"] - math.log(10) - 3, math.log(10) - found["hours"]
    assert by_cost == pytest.approx(by_hours, rel=1e-3)
    assert by_cost / (3.1 - found["price"]) == pytest.approx((0.1 / 0.07) ** 2, rel=1e-3)
    assert found["cost"] == pytest.approx(found["hours"] + found["price"], abs=1e-4)


def test_a_best_number_never_leaves_what_is_allowed() -> None:
    """An exact figure stays where it is, whatever the others make of it; a guess is moved to the end it crosses."""
    asked = question(BUY, rough("cost", 90, 100, 110), rough("hours", 9, 10, 11), claim("price", 12))
    assert told(asked, "price") == pytest.approx((12, 12), rel=1e-9)
    guess = bound("prior:chips", "chips", (5, 20), best=10)
    assert told(question(guess, claim("chips", 12, 15)), "chips") == pytest.approx((12, 12))
    assert told(question(guess, claim("chips", 6, 8)), "chips") == pytest.approx((8, 8))


def test_what_no_best_figure_reaches_stays_a_range() -> None:
    """An assumption that is only a bound has no best value."""
    hold = relation("hold", hours=1, chips=-1, time=-1)
    asked = question(hold, bound("prior:time", "time", (0, 100)), claim("hours", 1000))
    assert told(asked, "chips")[0] == pytest.approx(10, rel=1e-3)
    assert told(asked, "chips")[1] == math.inf
    assert told(asked, "time")[1] == pytest.approx(100, rel=1e-3)


def test_a_record_judges_and_does_not_move() -> None:
    """The largest known value is no best guess of how large this one is."""
    record = bound("prior:largest", "chips", (0, 100), record=True, best=100)
    asked = question(relation("same", chips=1, h100e=-1), record, bound("prior:h", "h100e", (0, 1000)))
    assert told(asked, "h100e") == pytest.approx((0, 100), rel=1e-3)


def test_figures_that_settle_each_other_settle_nothing_else() -> None:
    """A third figure that two have settled already takes no room from what is still open."""
    hold = relation("hold", hours=1, chips=-1, time=-1)
    figures = (claim("cost", 100), claim("hours", 50), claim("price", 2))
    low, high = told(question(BUY, hold, *figures, bound("prior:time", "time", (1, 10))), "chips")
    assert (low, high) == pytest.approx((5, 50), rel=1e-3)


def test_where_nothing_can_hold_the_figures_still_stand() -> None:
    """A claim that contradicts what is believed has its own best number nevertheless."""
    assert told(question(PRICE, claim("price", 100)), "price") == pytest.approx((100, 100))


def test_a_condition_that_holds_replaces_what_it_refines() -> None:
    """Of a large system the best guess is that for large ones, and of a small one the general."""
    time = bound("prior:time", "time", (1, 100), best=10)
    large = bound("prior:large", "time", (2, 50), guards=when("chips", 100, 1e9), refines="prior:time", best=30)
    large = replace(large, refines="time")
    rule = relation("r", chips=1, other=-1)
    assert told(question(rule, time, large, claim("chips", 150)), "time") == pytest.approx((30, 30))
    assert told(question(rule, time, large, claim("chips", 50)), "time") == pytest.approx((10, 10))


def test_settling_leaves_out_what_does_not_hold() -> None:
    """Conditional beliefs lose their conditions or are gone."""
    large = bound("prior:large", "time", (2, 50), guards=when("chips", 100, 1e9))
    rule = relation("r", chips=1, other=-1)
    on, off = (settled(question(rule, large, claim("chips", n)), "typical") for n in (150, 50))
    assert [(p.key, p.guards) for p in on.beliefs] == [(named("relation:r"), ()), (named("prior:large"), ())]
    assert [p.key for p in off.beliefs] == [named("relation:r")]
