"""Many records rule after rule: each ends where it ends alone, pass after pass."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from checker.engine.asking import Asking, asking
from checker.engine.propagate import propagate
from checker.engine.sweep import State, sweep
from checker.model.case import Question
from checker.model.rule import LEVELS
from tests.engine.generated import Pack
from tests.engine.premises import bound, question, relation, total, when
from tests.engine.shipped import questions

HOLD = relation("hold", hours=1, chips=-1, time=-1)
NEAR = 1e-4


def swept(asked: Question, *figures: Mapping[str, float | tuple[float, float]], level: str = "typical") -> "Swept":
    """A question with the figures of some records, rule after rule."""
    one = asking(asked, level)
    low, high = (np.repeat(np.array(ends)[:, None], len(figures), axis=1) for ends in (one.low, one.high))
    for n, record in enumerate(figures):
        for name, figure in record.items():
            least, most = figure if isinstance(figure, tuple) else (figure, figure)
            q = one.network.line[name]
            low[q, n], high[q, n] = math.log(least), math.log(most)
    return Swept(one, sweep(one, low, high))


class Swept:
    """Ranges at the end, in plain numbers."""

    def __init__(self, asked: Asking, state: State) -> None:
        """What was asked, and where it ended."""
        self.asked, self.state = asked, state

    def ends(self, record: int, name: str) -> tuple[float, float]:
        """A record's range of a quantity."""
        q = self.asked.network.line[name]
        return math.exp(self.state.low[q, record]), math.exp(self.state.high[q, record])


def test_every_term_is_narrowed_from_both_sides() -> None:
    """From two figures the third, whichever it is, and each end from the ends that bound it."""
    found = swept(
        question(HOLD),
        {"chips": (10, 20), "time": (3, 5)},
        {"hours": (30, 100), "time": (3, 5)},
        {"hours": (30, 100), "chips": (10, 20)},
    )
    assert found.ends(0, "hours") == pytest.approx((30, 100))
    assert found.ends(1, "chips") == pytest.approx((6, 100 / 3))
    assert found.ends(2, "time") == pytest.approx((1.5, 10))


def test_exponents_are_divided_by() -> None:
    """A square is narrowed to its root, and what stands below the line turns its ends."""
    square = swept(question(relation("square", area=1, side=-2)), {"area": (4, 9)})
    assert square.ends(0, "side") == pytest.approx((2, 3))
    assert swept(question(relation("inverse", a=1, b=1)), {"a": (4, 5)}).ends(0, "b") == pytest.approx((0.2, 0.25))


def test_sums_are_narrowed_in_all_directions() -> None:
    """The whole from its parts, and a part from the whole less the other."""
    found = swept(
        question(total("sum", "whole", "first", "second")),
        {"first": (1, 2), "second": (3, 4)},
        {"whole": (10, 12), "second": (3, 4)},
    )
    assert found.ends(0, "whole") == pytest.approx((4, 6))
    assert found.ends(1, "first") == pytest.approx((6, 9))


def test_a_rule_with_a_condition_waits_for_it() -> None:
    """It is on where the ranges leave no doubt, and says nothing where they do."""
    large = bound("prior:large", "time", (1, 10), guards=when("chips", 100, 1e9))
    found = swept(
        question(large, relation("r", chips=1, other=-1)), {"chips": 150}, {"chips": (50, 150)}, {"chips": 50}
    )
    q = found.asked.network.line["time"]
    assert found.ends(0, "time") == pytest.approx((1, 10))
    assert (found.state.high[q, 1:] > 700).all()


def test_what_is_empty_is_said_of_its_record_alone() -> None:
    """From the start or in the course of the run; others go on."""
    limit = bound("prior:chips", "chips", (1, 10))
    found = swept(question(HOLD, limit), *({"hours": 100, "time": t} for t in (5, 20, 1)), {"chips": (11, 10)})
    assert found.state.empty.tolist() == [True, False, True, True]


@pytest.mark.parametrize("level", LEVELS)
def test_the_two_engines_end_in_one_place(level: str) -> None:
    """Sums, conditions, circles and implied rows included: the same records are empty, the others have one range."""
    for seed in range(24):
        pack = Pack(seed, cyclic=seed % 2 == 0)
        agree([pack.question(off, *pack.summed(), pack.guarded(1)) for off in (0.0, 0.1, 0.5)], level)


@pytest.mark.parametrize("level", LEVELS)
def test_of_the_shipped_pack_too(level: str) -> None:
    """Questions as people ask them."""
    agree(questions(60, seed=5), level)


def agree(asked: Sequence[Question], level: str) -> None:
    """Each question ends in one place, as a column of one record and by itself."""
    for one in (asking(q, level) for q in asked):
        rest = propagate(one)
        low, high, empty = sweep(one, np.array(one.low)[:, None], np.array(one.high)[:, None])
        assert bool(empty[0]) == rest.is_empty
        if not rest.is_empty and not rest.is_astray:
            assert np.abs(low[:, 0] - rest.low).max() < NEAR
            assert np.abs(high[:, 0] - rest.high).max() < NEAR
