"""Many cases rule after rule: each ends where it ends alone, pass after pass at all rules."""

import math

import numpy as np
import pytest

from checker.engine.narrow import State, narrow
from checker.engine.stack import stack
from checker.engine.sweep import MANY, fixpoint, sweep
from checker.engine.system import System
from checker.model.case import Question
from checker.model.rule import LEVELS
from tests.engine.generated import Pack
from tests.engine.premises import bound, claim, question, relation, total, when

HOLD = relation("hold", hours=1, chips=-1, time=-1)
NEAR = 1e-4


def ends(system: System, state: State, case: int, name: str) -> tuple[float, float]:
    """A case's range of a quantity in plain numbers."""
    q = system.place(name)
    return math.exp(state.low[q, case]), math.exp(state.high[q, case])


def swept(*questions: Question) -> tuple[System, State]:
    """Questions rule after rule."""
    system = stack(questions, "typical")
    return system, sweep(system)


def test_every_term_is_narrowed_from_both_sides() -> None:
    """From two figures the third, whichever it is, and each end from the ends that bound it."""
    system, state = swept(
        question(HOLD, claim("chips", 10, 20), claim("time", 3, 5)),
        question(HOLD, claim("hours", 30, 100), claim("time", 3, 5)),
        question(HOLD, claim("hours", 30, 100), claim("chips", 10, 20)),
    )
    assert ends(system, state, 0, "hours") == pytest.approx((30, 100))
    assert ends(system, state, 1, "chips") == pytest.approx((6, 100 / 3))
    assert ends(system, state, 2, "time") == pytest.approx((1.5, 10))


def test_exponents_are_divided_by() -> None:
    """A square is narrowed to its root, and what stands below the line turns its ends."""
    system, state = swept(question(relation("square", area=1, side=-2), claim("area", 4, 9)))
    assert ends(system, state, 0, "side") == pytest.approx((2, 3))
    system, state = swept(question(relation("inverse", a=1, b=1), claim("a", 4, 5)))
    assert ends(system, state, 0, "b") == pytest.approx((0.2, 0.25))


def test_sums_are_narrowed_in_all_directions() -> None:
    """The whole from its parts, and a part from the whole less the other."""
    rule = total("sum", "whole", "first", "second")
    system, state = swept(
        question(rule, claim("first", 1, 2), claim("second", 3, 4)),
        question(rule, claim("whole", 10, 12), claim("second", 3, 4)),
    )
    assert ends(system, state, 0, "whole") == pytest.approx((4, 6))
    assert ends(system, state, 1, "first") == pytest.approx((6, 9))


def test_a_rule_with_a_condition_waits_for_it() -> None:
    """It is on where the ranges leave no doubt, and says nothing where they do."""
    large = bound("prior:large", "time", (1, 10), guards=when("chips", 100, 1e9))
    rule = relation("r", chips=1, other=-1)
    system, state = swept(*(question(large, rule, claim("chips", *c)) for c in ((150, 150), (50, 150), (50, 50))))
    q = system.place("time")
    assert ends(system, state, 0, "time") == pytest.approx((1, 10))
    assert (state.high[q, 1:] > 700).all()


def test_what_is_empty_is_said_of_its_case_alone() -> None:
    """From the start or in the course of the run; others go on."""
    limit = bound("prior:chips", "chips", (1, 10))
    asked = [question(HOLD, limit, claim("hours", 100), claim("time", t)) for t in (5, 20, 1)]
    asked.append(question(HOLD, limit, claim("chips", 11)))
    _, state = swept(*asked)
    assert state.empty.tolist() == [True, False, True, True]
    assert not state.astray.any()


def test_rules_that_chase_an_open_end_are_astray() -> None:
    """A range that still moves after all passes is told from one that rests."""
    chase = [relation("one", a=1, b=-1), relation("two", a=1, b=-1, k=-1), bound("prior:k", "k", (2, 2))]
    _, state = swept(question(*chase, claim("a", 1, float("inf"))), question(HOLD, claim("chips", 1)))
    assert state.astray.tolist() == [True, False]


def test_a_few_passes_find_no_less_than_is_so() -> None:
    """A first look leaves ranges wider than the end does, never narrower."""
    system = stack([Pack(seed, cyclic=False).question(0.1) for seed in range(12)], "accepted")
    first, last = sweep(system, 1), sweep(system)
    assert (first.low <= last.low + NEAR)[:, ~last.empty].all()
    assert (first.low < last.low - NEAR)[:, ~last.empty].any()


@pytest.mark.parametrize("level", LEVELS)
def test_the_two_ways_end_in_one_place(level: str) -> None:
    """Sums, conditions, circles and derived rules included: the same cases are empty, and the others have one range."""
    packs = [Pack(seed, cyclic=seed % 2 == 0) for seed in range(8)]
    for pack in packs:
        system = stack([pack.question(off, *pack.summed(), pack.guarded(1)) for off in (0.0, 0.1, 0.5)], level)
        one, other = sweep(system), narrow(system)
        settled = ~(one.empty | one.astray | other.astray)
        assert (one.empty == other.empty).all()
        assert np.abs(one.low - other.low)[:, settled].max(initial=0.0) < NEAR
        assert np.abs(one.high - other.high)[:, settled].max(initial=0.0) < NEAR


def test_from_many_cases_on_it_goes_rule_after_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few cases, and many whose exponents have either sign, are narrowed by all rules at once."""
    ways: list[str] = []
    monkeypatch.setattr("checker.engine.sweep.sweep", lambda *_: ways.append("sweep"))
    monkeypatch.setattr("checker.engine.sweep.narrow", lambda *_, **__: ways.append("narrow"))
    one = question(HOLD, claim("chips", 1))
    for count in (MANY - 1, MANY):
        fixpoint(stack([one] * count, "typical"))
    many = stack([one] * MANY, "typical")
    weight = np.repeat(many.rows.weight, MANY, axis=2)
    weight[:, :, 0] *= -1
    fixpoint(many._replace(rows=many.rows._replace(weight=weight)))
    assert ways == ["narrow", "sweep", "narrow"]
