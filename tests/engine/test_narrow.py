"""What narrowing keeps, drops and leaves alone."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.engine.levels import all_ranges, are_empty, holds_at
from checker.engine.narrow import narrow
from checker.engine.stack import stack
from checker.maths.interval import SLACK, exp
from tests.engine.premises import bound, claim, question, relation, total, when

BUY = relation("cost", cost=1, hours=-1, price=-1)
HOLD = relation("hours", hours=1, chips=-1, time=-1)


def figures(*premises: object, level: str = "typical") -> dict[str, tuple[float, float]]:
    """Plain ranges of every quantity."""
    found = all_ranges(question(*premises), level)  # type: ignore[arg-type]
    assert found is not None
    return {name: (pytest.approx(exp(low)), pytest.approx(exp(high))) for name, (low, high) in found.items()}  # type: ignore[misc]


def test_products_go_both_ways() -> None:
    """A cost and a price give hours; hours and a price give a cost."""
    assert figures(BUY, claim("cost", 3e9), claim("price", 2))["hours"] == (1.5e9, 1.5e9)
    assert figures(BUY, claim("hours", 1.5e9), claim("price", 2))["cost"] == (3e9, 3e9)


def test_chains_are_followed_to_the_end() -> None:
    """A bound on time turns a cost into a least number of chips."""
    found = figures(BUY, HOLD, claim("cost", 3e9), claim("price", 2), bound("prior:t", "time", (0, 4383)))
    assert found["chips"] == (342231.3, math.inf) or found["chips"][0] == pytest.approx(342231.35)


def test_sums_go_all_three_ways() -> None:
    """A whole and one part give the other part."""
    add = total("add", "all", "base", "tune")
    assert figures(add, claim("base", 3), claim("tune", 4))["all"] == (7, 7)
    assert figures(add, claim("all", 7), claim("base", 3))["tune"] == (4, 4)
    assert holds_at([question(add, claim("all", 7), claim("base", 8))]) == [3]


def test_a_condition_waits_until_it_is_entailed() -> None:
    """An assumption about large runs says nothing while the run may be small."""
    large = bound("prior:large", "time", (1, 10), guards=when("chips", 100, math.inf))
    assert figures(large, claim("chips", 50, 200), relation("r", chips=1, other=-1))["time"] == (0, math.inf)
    assert figures(large, claim("chips", 100, 200), relation("r", chips=1, other=-1))["time"] == (1, 10)


def test_levels_are_tried_from_strict_to_wide() -> None:
    """The number of the innermost level that holds is found for each case of one run."""
    price = bound("prior:p", "price", (2, 3), (1, 5), (0.5, 50))
    asked = [question(price, claim("price", p)) for p in (2.5, 4, 20, 100)]
    assert holds_at(asked) == [0, 1, 2, 3]


def test_order_of_premises_never_matters() -> None:
    """Every order of the same premises gives the same ranges."""
    premises = [BUY, HOLD, claim("cost", 3e9), bound("prior:p", "price", (1, 5)), bound("prior:t", "time", (10, 4383))]
    first = all_ranges(question(*premises), "typical")
    assert all(all_ranges(question(*order), "typical") == first for order in permutations(premises))


@st.composite
def books(draw: st.DrawFn) -> tuple[list[object], dict[str, float]]:
    """Random relations over a few quantities, and an assignment (in logarithms) that satisfies them all."""
    names = "abcdef"
    point = {n: draw(st.floats(-20, 20)) for n in names}
    premises: list[object] = []
    for i in range(draw(st.integers(1, 6))):
        used = draw(st.lists(st.sampled_from(names), min_size=2, max_size=4, unique=True))
        signs = {n: draw(st.sampled_from((-1.0, 1.0, 2.0))) for n in used}
        value = math.exp(sum(point[n] * e for n, e in signs.items()))
        constant = bound(f"prior:k{i}", f"k{i}", (value * 0.9, value * 1.1))
        premises += [relation(f"r{i}", **signs, **{f"k{i}": -1.0}), constant]
    for n in draw(st.lists(st.sampled_from(names), max_size=6, unique=True)):
        low, high = draw(st.floats(0, 2)), draw(st.floats(0, 2))
        premises.append(bound(f"prior:{n}", n, (math.exp(point[n] - low), math.exp(point[n] + high))))
    return premises, point


@settings(max_examples=60, deadline=None)
@given(books())
def test_an_assignment_that_satisfies_everything_survives(book: tuple[list[object], dict[str, float]]) -> None:
    """Narrowing never drops a value that some assignment needs."""
    premises, point = book
    found = all_ranges(question(*premises), "typical")  # type: ignore[arg-type]
    assert found is not None
    for name, value in point.items():
        low, high = found.get(name, (value, value))
        assert low - 1e-6 <= value <= high + 1e-6


@settings(max_examples=40, deadline=None)
@given(books(), st.data())
def test_more_premises_never_widen_a_range(book: tuple[list[object], dict[str, float]], data: st.DataObject) -> None:
    """Dropping a premise can only widen ranges or revive a case."""
    premises, _ = book
    dropped = data.draw(st.integers(0, len(premises) - 1))
    whole = question(*premises)  # type: ignore[arg-type]
    less = whole.without(whole.premises[dropped].key)
    narrow_one, wide_one = all_ranges(whole, "typical"), all_ranges(less, "typical")
    assert narrow_one is not None
    assert wide_one is not None
    for name, (low, high) in wide_one.items():
        assert narrow_one[name][0] >= low - 1e-6
        assert narrow_one[name][1] <= high + 1e-6


def test_cases_of_one_run_do_not_disturb_each_other() -> None:
    """A column of many gives what it gives alone, also when its neighbours have other rules."""
    asked = [
        question(BUY, claim("cost", 3e9), claim("price", 2)),
        question(HOLD, claim("chips", 10), claim("time", 5)),
        question(BUY, HOLD, claim("cost", 1), claim("price", 3), claim("hours", 9)),
    ]
    system = stack(asked, "typical")
    together = narrow(system)
    assert list(together.empty) == are_empty(asked[:1], "typical") + are_empty(asked[1:2], "typical") + are_empty(
        asked[2:], "typical"
    )
    for n, one in enumerate(asked[:2]):
        alone = all_ranges(one, "typical")
        assert alone is not None
        for name, (low, high) in alone.items():
            q = system.place(name)
            assert np.isclose(together.low[q, n], low, atol=SLACK)
            assert np.isclose(together.high[q, n], high, atol=SLACK)
