"""What narrowing keeps, drops and leaves alone."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from checker.engine import propagate as module
from checker.engine.asking import asking
from checker.engine.levels import all_ranges, holds_at
from checker.engine.propagate import Pass, at_once, propagate, resumed, span_of
from checker.engine.sweep import sweep
from checker.maths.interval import ANY, exp
from checker.model.beside import Derived
from checker.model.rule import LEVELS
from tests.engine.generated import Pack
from tests.engine.premises import bound, claim, question, relation, total, when
from tests.engine.shipped import questions

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
    assert [holds_at(question(add, claim("all", 7), claim("base", 8)))] == [3]


def test_a_condition_waits_until_it_is_entailed() -> None:
    """An assumption about large runs says nothing while the run may be small."""
    large = bound("prior:large", "time", (1, 10), guards=when("chips", 100, math.inf))
    assert figures(large, claim("chips", 50, 200), relation("r", chips=1, other=-1))["time"] == (0, math.inf)
    assert figures(large, claim("chips", 100, 200), relation("r", chips=1, other=-1))["time"] == (1, 10)


def test_levels_are_tried_from_strict_to_wide() -> None:
    """The number of the innermost level that holds is found for each case of one run."""
    price = bound("prior:p", "price", (2, 3), (1, 5), (0.5, 50))
    asked = [question(price, claim("price", p)) for p in (2.5, 4, 20, 100)]
    assert [holds_at(q) for q in asked] == [0, 1, 2, 3]


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


def test_what_is_claimed_and_nowhere_else_spoken_of_is_held_against_itself() -> None:
    """Two claims about a quantity without rules contradict each other."""
    rules = (relation("r", a=1.0, b=-1.0), bound("prior:a", "a", (1, 2)))
    assert holds_at(question(*rules, claim("z", 1.0))) == 0
    assert holds_at(question(*rules, claim("z", 1.0), bound("claim:d:z", "z", (3.0, 3.0)))) == len(LEVELS)


def test_rules_that_chase_an_open_end_are_astray() -> None:
    """A range that still moves after all passes is told from one that rests."""
    chase = [relation("one", a=1, b=-1), relation("two", a=1, b=-1, k=-1), bound("prior:k", "k", (2, 2))]
    assert propagate(asking(question(*chase, claim("a", 1, float("inf"))), "typical")).is_astray
    assert not propagate(asking(question(HOLD, claim("chips", 1)), "typical")).is_astray


def test_what_rules_imply_is_heard_though_others_never_rest() -> None:
    """What only two rules together contradict is found while a circle elsewhere chases an open end."""
    split = [relation("less", p=1, x=-1, y=-1), relation("more", q=1, x=-1, y=-1, g=-1), bound("prior:g", "g", (1, 2))]
    chase = [relation("one", a=1, b=-1), relation("two", a=1, b=-1, k=-1), bound("prior:k", "k", (2, 2))]
    whole = question(*split, *chase, claim("p", 1), claim("q", 100), claim("a", 1, math.inf))
    implying = replace(whole, derived=(Derived((("less", -1.0), ("more", 1.0))),))
    assert propagate(asking(whole, "typical")).is_astray
    asked = asking(implying, "typical")
    assert propagate(asked).is_empty
    assert sweep(asked, np.array(asked.low)[:, None], np.array(asked.high)[:, None]).empty.all()


def test_what_rules_say_at_once_is_what_the_first_pass_finds() -> None:
    """It is so of every quantity, and a range as wide as the end leaves or wider."""
    asked = [asking(Pack(seed, cyclic=False).question(0.0), "accepted") for seed in range(12)]
    logs: list[list[Pass]] = [[] for _ in asked]
    rests = [propagate(each, log) for each, log in zip(asked, logs, strict=True)]
    for each, ((lows, highs), *_) in zip(asked, logs, strict=True):
        for name, q in each.network.line.items():
            first = lows[q][0] if q in lows else each.low[q], highs[q][0] if q in highs else each.high[q]
            assert at_once(each, name) == first
    spans = [
        (at_once(e, name), span_of(e, r, name)) for e, r in zip(asked, rests, strict=True) for name in e.network.line
    ]
    assert all(a[0] <= b[0] + 1e-6 and b[1] - 1e-6 <= a[1] for a, b in spans)
    assert any(a[0] < b[0] - 1e-4 for a, b in spans)
    assert at_once(asked[0], "weather") == ANY


def test_each_pass_builds_on_the_one_before_alone() -> None:
    """A bound goes one rule farther with each pass, whatever the order of the rules."""
    log: list[Pass] = []
    chain = [relation(f"r{n}", **{f"q{n}": 1, f"q{n + 1}": -1}) for n in range(4)]
    asked = asking(question(*chain, claim("q0", 5)), "typical")
    propagate(asked, log)
    assert [[asked.network.names[q] for q in lows] for lows, _ in log] == [["q1"], ["q2"], ["q3"], ["q4"]]


@pytest.mark.parametrize("seed", range(8))
def test_a_run_goes_on_where_it_rested(seed: int) -> None:
    """Narrowing one range of what rests ends where it would have ended from the start."""
    pack = Pack(seed, cyclic=True)
    whole = pack.question(0.1, *pack.summed(), pack.guarded(1))
    for premise in whole.said:
        asked = asking(whole.lacking(premise), "accepted")
        rest = propagate(asked)
        if not rest.is_empty and not rest.is_astray:
            q, (low, high) = asked.network.line[premise.quantity], premise.spans["accepted"]
            anew, on = propagate(asking(whole, "accepted")), resumed(asked, rest, q, low, high)
            assert on.end == anew.end
            assert anew.is_empty or [*on.low, *on.high] == pytest.approx([*anew.low, *anew.high], abs=1e-4)


def test_rows_with_room_need_not_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run ends, and by the same moves, where no row is left out for the room it has nor reckoned with others."""
    asked = [asking(each, level) for each in questions(12, 3) for level in LEVELS]
    logs: list[list[Pass]] = [[] for _ in asked]
    rests = [propagate(each, log) for each, log in zip(asked, logs, strict=True)]
    monkeypatch.setattr(module, "NEAR", math.inf)
    monkeypatch.setattr(module, "FEW", 10**6)
    logged: list[list[Pass]] = [[] for _ in asked]
    assert rests == [propagate(each, log) for each, log in zip(asked, logged, strict=True)]
    assert logs == logged
    assert any(moves for log in logs for moves in log)
