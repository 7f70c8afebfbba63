"""Columns of figures: each record gets the answer that a claim with the same figures gets."""

import math
import random

import numpy as np
import pytest
from msgspec.structs import replace

from checker.engine.columns import BLOCK, Asked, answers, asked, hold_with
from checker.engine.eliminated import GROUP, WORTH
from checker.engine.levels import contradicts, holds_at
from checker.explain.tested import which_tested
from checker.model.case import Question
from checker.model.key import key_of_claimed
from checker.model.rule import LEVELS
from tests.engine.generated import QUANTITIES, Pack, premise
from tests.engine.premises import bound, question, relation

COUNT = 2 * WORTH + GROUP
GIVEN = ((), ("a",), ("a", "b"), ("b", "c", "d"), ("a", "d", "e", "f"), ("c", "g", "h", "i", "j"))


def believed(pack: Pack, guarded: int = 0) -> Question:
    """A question about a pack that claims nothing."""
    question = pack.question(0.3, *(pack.guarded(n) for n in range(guarded)))
    return question.without(*(p.key for p in question.said))


def records(pack: Pack, count: int, ways: int) -> dict[str, np.ndarray]:
    """Figures near a pack's point, each record with one of some sets of quantities."""
    columns = {name: np.full(count, np.nan) for name in QUANTITIES}
    for n in range(count):
        for name in GIVEN[n % ways]:
            columns[name][n] = np.exp(pack.point[name] + pack.chance.gauss(0.0, 1.0))
    return columns


def as_claims(question: Question, columns: dict[str, np.ndarray], n: int) -> Question:
    """A record's figures as exact claims."""
    said = [
        premise(key_of_claimed("c", name), "claimed", ((name, 1.0),), [(float(np.log(column[n])),) * 2] * 3)
        for name, column in columns.items()
        if not np.isnan(column[n])
    ]
    return replace(question, said=tuple(said))


def differing(question: Question, ready: Asked, columns: dict[str, np.ndarray]) -> list[str]:
    """Records of which columns say something else than claims do."""
    levels, is_tested = answers(ready, columns)
    claims = [as_claims(question, columns, n) for n in range(len(levels))]
    wanted, tested = [holds_at(q) for q in claims], [which_tested(q) for q in claims]
    return [
        f"record {n}: level {levels[n]} for {wanted[n]}, tested {is_tested[n]} for {bool(tested[n])}"
        for n in range(len(levels))
        if levels[n] != wanted[n] or (not wanted[n] and bool(tested[n]) != is_tested[n])
    ]


@pytest.mark.parametrize("seed", [0, 4])
def test_products_alone_are_decided_by_their_combinations(seed: int) -> None:
    """Alike and mixed records get the level and the test of claims, however many lack the same figures."""
    pack = Pack(seed, cyclic=True)
    question = believed(pack)
    ready = asked(question)
    assert ready.eliminated
    for count, ways in ((COUNT, 2), (COUNT, len(GIVEN)), (GROUP * len(GIVEN) // 2, len(GIVEN))):
        assert differing(question, ready, records(pack, count, ways)) == []
    assert ready.eliminated.bounds


def test_every_level_is_reached() -> None:
    """The records held against claims here hold at every level, and at none."""
    packs = [Pack(seed, cyclic=True) for seed in (0, 2, 4, 5)]
    levels = [answers(asked(believed(pack)), records(pack, COUNT, len(GIVEN)))[0] for pack in packs]
    assert {int(level) for each in levels for level in each} == {*range(len(LEVELS) + 1)}


@pytest.mark.parametrize("seed", range(3))
def test_conditions_are_narrowed(seed: int) -> None:
    """Where beliefs hang on conditions, columns are narrowed as claims are."""
    pack = Pack(seed, cyclic=False)
    question = believed(pack, guarded=2)
    ready = asked(question)
    assert ready.eliminated is None
    assert differing(question, ready, records(pack, 60, len(GIVEN))) == []


def test_what_says_something_at_strict_levels_alone_is_heard_there() -> None:
    """A bound that limit leaves open counts at typical and accepted, of few records as of many."""
    wide = bound("prior:b", "b", (1, 2), (0.5, 4), (0, math.inf))
    ready = asked(question(relation("r", a=1, b=-1), wide))
    assert ready.eliminated
    for count in (1, WORTH):
        figures = np.tile([1.5, 3.0, 10.0], count)
        levels, _ = answers(ready, {"a": figures})
        assert {*zip(figures.tolist(), levels.tolist(), strict=True)} == {(1.5, 0), (3.0, 1), (10.0, 2)}
    assert ready.eliminated.bounds


def test_records_hold_with_a_question_where_claims_do() -> None:
    """Figures that the question claims itself have no say, and records beyond a block get what those before it get."""
    pack = Pack(2, cyclic=True)
    question = pack.question(0.3)
    some = records(pack, 60, len(GIVEN))
    wanted = [not contradicts(as_claims(question, some, n), "accepted") for n in range(60)]
    many = {name: np.tile(column, 2 * BLOCK // 60) for name, column in some.items()}
    assert question.said
    assert {*wanted} == {True, False}
    found = hold_with(question, "accepted", many)
    assert np.flatnonzero(found != np.tile(wanted, 2 * BLOCK // 60)).tolist()[:9] == []


def test_the_order_of_records_never_matters() -> None:
    """Shuffled records get the same answers."""
    pack = Pack(2, cyclic=True)
    columns = records(pack, COUNT, len(GIVEN))
    order = list(range(COUNT))
    random.Random(5).shuffle(order)  # noqa: S311  # no secret
    levels, tested = answers(asked(believed(pack)), columns)
    pack = Pack(2, cyclic=True)
    shuffled = {name: column[order] for name, column in records(pack, COUNT, len(GIVEN)).items()}
    again, tested_again = answers(asked(believed(pack)), shuffled)
    assert again.tolist() == levels[order].tolist()
    assert tested_again.tolist() == tested[order].tolist()


def test_exponents_are_taken_as_they_are() -> None:
    """A ** 3 = b to the last digit holds of records that satisfy it, few or many."""
    exact = question(relation("r", a=3.0, b=-1.0))
    for count in (GROUP // 2, 3 * WORTH):
        a = np.exp(np.linspace(1.0, 60.0, count))
        levels, _ = answers(asked(exact), {"a": a, "b": a**3})
        assert not levels.any()
