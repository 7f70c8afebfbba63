"""Narrowing held against the exact answers of linear programming: on generated packs and on the shipped one.

Narrowing is sound by construction, and so exact as the derived relations make it. Counts are those of a run with
these seeds; each comparison tells what it found where it fails.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from checker.engine.levels import all_ranges, holds_at
from checker.maths.interval import Span
from checker.model.case import Question
from checker.model.rule import LEVELS
from tests.engine.generated import Pack
from tests.engine.oracle import MARGIN, exact_ranges, holds, verdict, with_shares
from tests.engine.shipped import questions

PERCENT = 0.01
"""An end that is off by less (in logarithms) counts as found."""
FAR = 500.0
"""An end so far out stands for no figure, and is as good as open."""


class Verdicts(NamedTuple):
    """Questions at levels: how many hold, how many don't, and for how many narrowing says otherwise."""

    holding: int
    empty: int
    graver: list[str]
    milder: list[str]


class Ranges(NamedTuple):
    """Ranges of quantities at levels: how many, and those that narrowing leaves too wide or makes too narrow."""

    all: int
    wide: list[str]
    narrow: list[str]

    @property
    def share(self) -> float:
        """The share of ranges that are too wide."""
        return len(self.wide) / self.all


def verdicts(asked: Sequence[Question], ruled: Sequence[Question] | None = None) -> Verdicts:
    """What narrowing says of questions beside what is so; cases on the threshold are left out."""
    found = Verdicts(0, 0, [], [])
    for i, (question, exactly) in enumerate(zip(asked, ruled or asked, strict=True)):
        (held,) = [holds_at(question)]
        for number, level in enumerate(LEVELS):
            exact, here = verdict(exactly, level), f"{i} at {level}"
            found = found._replace(holding=found.holding + (exact is True), empty=found.empty + (exact is False))
            if exact is True and held > number:
                found.graver.append(here)
            if exact is False and held <= number:
                found.milder.append(here)
    return found


def exactly(asked: Sequence[Question]) -> list[tuple[int, dict[str, Span]]]:
    """The exact ranges of each question that holds, at one level each, in turn: number of the question, and ranges."""
    found = ((i, exact_ranges(question, LEVELS[i % len(LEVELS)])) for i, question in enumerate(asked))
    return [(i, spans) for i, spans in found if spans]


def ranges(asked: Sequence[Question], exact: Sequence[tuple[int, dict[str, Span]]]) -> Ranges:
    """The ranges that narrowing finds beside the exact ones."""
    found = Ranges(0, [], [])
    for i, want in exact:
        level = LEVELS[i % len(LEVELS)]
        got = all_ranges(asked[i], level)
        assert got is not None, f"{i} at {level} holds"
        for name, span in want.items():
            here = f"{i} at {level}: {name} {got[name]} for {span}"
            found = found._replace(all=found.all + 1)
            if _sticks_out(_near(got[name]), _near(span), PERCENT):
                found.wide.append(here)
            if _sticks_out(_near(span), _near(got[name]), MARGIN):
                found.narrow.append(here)
    return found


def _near(span: Span) -> Span:
    return max(span[0], -FAR), min(span[1], FAR)


def _sticks_out(a: Span, b: Span, by: float) -> bool:
    return a[0] < b[0] - by or a[1] > b[1] + by


def generated(cyclic: bool, packs: int, each: int) -> list[Question]:
    """Questions to packs of rules in circles, or in trees."""
    made = [Pack(seed, cyclic) for seed in range(packs)]
    return [pack.question(0.7) for pack in made for _ in range(each)]


def one_by_one(asked: Sequence[Question]) -> list[Question]:
    """The same questions without derived relations."""
    return [question.one_by_one() for question in asked]


def test_on_trees_every_verdict_and_range_is_exact() -> None:
    """Where two quantities are joined by one way at most nothing is left to derive."""
    asked = generated(cyclic=False, packs=25, each=4)
    assert not any(question.derived for question in asked)
    told, found = verdicts(asked), ranges(asked, exactly(asked))
    assert min(told.holding, told.empty) > 60
    assert told.graver == told.milder == []
    assert found.all > 400
    assert found.wide == found.narrow == []


def test_on_circles_verdicts_are_exact() -> None:
    """No verdict is graver than the exact one, and of a thousand one is milder: there narrowing runs out of passes."""
    told = verdicts(generated(cyclic=True, packs=40, each=5))
    assert min(told.holding, told.empty) > 200
    assert told.graver == []
    assert len(told.milder) <= (told.holding + told.empty) / 500, told


def test_on_circles_ranges_are_exact() -> None:
    """Of a hundred ranges at most one is wider than the exact one; rule by rule it is one in seven or so."""
    asked = generated(cyclic=True, packs=40, each=5)
    exact = exactly(asked)
    together, alone = ranges(asked, exact), ranges(one_by_one(asked), exact)
    assert together.all > 500
    assert together.narrow == alone.narrow == []
    assert together.share <= 0.01, f"{len(together.wide)} of {together.all} are too wide: {together.wide}"
    assert alone.share > 0.05, f"{len(alone.wide)} of {alone.all} are too wide without derived relations"


def test_conditions_hold_once_the_exact_ranges_entail_them() -> None:
    """The premises that are switched on are those of the least fixpoint, so verdicts and ranges are the same."""
    packs = [Pack(seed, cyclic=seed % 2 == 0) for seed in range(25)]
    asked = [p.question(0.5, *(p.guarded(n) for n in range(3))) for p in packs for _ in range(3)]
    told, found = verdicts(asked), ranges(asked, exactly(asked))
    assert min(told.holding, told.empty) > 60
    assert told.graver == found.narrow == []
    assert len(told.milder) <= (told.holding + told.empty) / 200, told
    assert found.share <= 0.01, f"{len(found.wide)} of {found.all} are too wide: {found.wide}"


@pytest.mark.parametrize("seed", range(40))
def test_sums_never_lose_an_assignment(seed: int) -> None:
    """The point that a pack was made around satisfies everything, and stays within every range at every level."""
    pack = Pack(seed, cyclic=seed % 2 == 0)
    asked = pack.question(0.0, *pack.summed())
    assert [holds_at(asked)] == [0]
    for level in LEVELS:
        found = all_ranges(asked, level)
        assert found is not None
        assert not [n for n, span in found.items() if _sticks_out((pack.point[n],) * 2, span, MARGIN)]


def test_sums_never_lose_a_share() -> None:
    """Whatever share of a sum its first part is, ranges hold all that is possible with it."""
    chance = random.Random(3)  # noqa: S311  # no secret
    packs = [Pack(seed, cyclic=True) for seed in range(25)]
    asked = [pack.question(0.3, *pack.summed()) for pack in packs for _ in range(4)]
    exact = [with_shares(q, (chance.uniform(0.001, 0.999), chance.uniform(0.001, 0.999))) for q in asked]
    exact = [q.one_by_one() for q in exact]
    some = [i for i, q in enumerate(exact) if holds(q, LEVELS[-1])]
    assert len(some) > 15
    wider, narrower = [asked[i] for i in some], [exact[i] for i in some]
    assert verdicts(wider, narrower).graver == []
    assert all_within(wider, narrower) == []


def all_within(asked: Sequence[Question], exact: Sequence[Question]) -> list[str]:
    """Quantities of which narrowing drops something that is possible."""
    dropped = []
    for question, ruled in zip(asked, exact, strict=True):
        for level in LEVELS:
            want, got = exact_ranges(ruled, level) or {}, all_ranges(question, level) or {}
            shared = want.keys() & got.keys()
            dropped += [f"{n} at {level}" for n in shared if _sticks_out(_near(want[n]), _near(got[n]), MARGIN)]
    return dropped


def without_sums(asked: Sequence[Question]) -> list[Question]:
    """The questions without their sums, which are not linear."""
    return [question.without(*(p.key for p in question.premises if p.parts)) for question in asked]


def test_on_the_shipped_pack_verdicts_are_exact() -> None:
    """Generated claims of three kinds are never judged graver than they should be, and one in 500 at most milder."""
    told = verdicts(without_sums(questions(120, seed=1)))
    assert min(told.holding, told.empty) > 60
    assert told.graver == []
    assert len(told.milder) <= (told.holding + told.empty) / 500, told


def test_on_the_shipped_pack_ranges_are_exact() -> None:
    """No range is wider than the exact one; rule by rule one in thirty or so is."""
    asked = without_sums(questions(120, seed=1))
    exact = exactly(asked)
    together, alone = ranges(asked, exact), ranges(one_by_one(asked), exact)
    assert together.all > 900
    assert together.narrow == alone.narrow == []
    assert together.wide == []
    assert alone.share > 0.03, f"{len(alone.wide)} of {alone.all} are too wide without derived relations"


def test_on_the_shipped_pack_sums_never_lose_an_assignment() -> None:
    """A claim that holds with some share of each sum is never called graver, nor are its ranges too narrow."""
    asked = [q for q in questions(150, seed=2) if any(p.parts for p in q.premises)]
    assert asked
    for share in (0.01, 0.5, 0.99):
        exact = [with_shares(q, [share] * sum(bool(p.parts) for p in q.premises)).one_by_one() for q in asked]
        assert verdicts(asked, exact).graver == []
        assert all_within(asked, exact) == []
