"""The smallest sets of premises that cannot all hold."""

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.engine.asking import Among, among
from checker.engine.best import settled
from checker.engine.levels import all_ranges, crossing
from checker.engine.propagate import propagate
from checker.engine.trace import HIGH, LOW, keys_behind, traced
from checker.maths.interval import ANY, NONE, exp, is_empty
from checker.model.case import BEST, CLAIMED, Premise, Question, is_against
from checker.model.finding import Conflict, Gap
from checker.model.key import ANCHORS, Key
from checker.model.rule import Prior

SURE = 0.1
"""What is known to better than this (in logarithms, at accepted) is not what a proof ends at."""
BEYOND = math.log(1e30)
"""From so large a gap on (a logarithm) it is told to be without bound: no slip of units or prefixes explains it."""
CLAIM = "claim"
"""The sort of keys that claimed figures have."""
MOST = 3
"""How many conflicts of one claim are told."""


class MinimalConflict(Struct, frozen=True):
    """A minimal conflict: its premises, the one that is said last, and by how much it fails."""

    keys: tuple[Key, ...]
    last: Premise
    gap: Gap

    def claims(self) -> set[str]:
        """Ids of the claims whose figures take part."""
        return {key.by for key in self.keys if key.sort == CLAIM}

    def values(self) -> set[Key]:
        """Keys of the claimed figures that take part."""
        return {key for key in self.keys if key.sort == CLAIM}


def minimal_conflicts(question: Question, level: str, among_claims: bool = False) -> list[MinimalConflict]:
    """Up to three minimal conflicts at a level; each is looked for without what broke.

    First come those that the claimed figures have among themselves, then those that are the hardest to excuse.
    With `among_claims` those that a single claim has by itself are passed over, with the figures that have them.
    """
    found = [
        MinimalConflict((p.key,), p, Gap()) for p in question.beliefs if is_against(p) and is_empty(p.spans[level])
    ]
    if among_claims:
        found = []
    left = question.of_figures()
    while len(found) < MOST and left.premises:
        one = _of_its_own(left, level) or _conflict(left, level)
        if one is None:
            break
        if among_claims and len(one.claims()) < 2:
            said = [key for key in one.keys if key.sort == CLAIM]
            left = left.without(*(said or _alike(left, one.last)))
            continue
        found.append(_narrowest(left, one, level))
        left = left.without(*_alike(left, one.last))
    return sorted(
        found,
        key=lambda c: (
            not is_against(c.last),
            c.last.basis != CLAIMED,
            *_excusable(c.gap),
            c.keys,
        ),
    )


def _conflict(question: Question, level: str) -> MinimalConflict | None:
    """A minimal conflict with its gap; None where all holds."""
    keys = mus(question, level)
    if not keys:
        return None
    only = question.only(keys)
    last = _last(only)
    return MinimalConflict(keys, last, gap(only, last, level))


def _of_its_own(question: Question, level: str) -> MinimalConflict | None:
    """A conflict that several claimed figures have by relations alone; None where there is none."""
    if len(question.said) < 2:
        return None
    others = [p.key for p in question.beliefs if p.basis != "relation"]
    return _conflict(question.without(*others), level)


def _narrowest(question: Question, one: MinimalConflict, level: str) -> MinimalConflict:
    """The conflict with whichever belief in force about what broke leaves the greatest gap.

    A price that even lists don't reach is told of what is paid at such a scale, where both are known.
    """
    if one.last.basis == CLAIMED:
        return one
    beliefs = [key for key in _alike(question, one.last)[1:] if key != one.last.key]
    told = [one]
    for key in beliefs:
        rest = question.without(one.last.key, *(other for other in beliefs if other != key))
        rival = _conflict(rest, level)
        if rival and rival.last.key == key and rival.values() == one.values():
            told.append(rival)
    return min(told, key=lambda c: _excusable(c.gap))


def _excusable(gap: Gap) -> tuple[float, ...]:
    """Gaps in order, those that are the hardest to excuse first."""
    return tuple(-float(f"{g or 1.0:.3g}") for g in (gap.accepted, gap.best))


def speaking(question: Question, conflict: Conflict) -> tuple[Premise, ...]:
    """The premises of a question that take part in a conflict."""
    return tuple(
        p
        for p in question.premises
        if (p.quantity in conflict.values if p.basis == CLAIMED else p.origin.rule in conflict.rules)
    )


def _alike(question: Question, last: Premise) -> list[Key]:
    """What broke, and all else that is believed of the same quantity: it would only break in the same way.

    Of a claimed figure that others contradict it is the figure alone: what they say meets those beliefs anew.
    """
    if last.basis == CLAIMED:
        return [last.key]
    return [last.key] + [
        p.key for p in question.premises if p.bounds_one and p.basis != "claimed" and p.quantity == last.quantity
    ]


def mus(question: Question, level: str) -> tuple[Key, ...]:
    """A minimal conflict, or () where all holds; of those found from several starts, the shortest."""
    keys = behind(question, level)
    if not keys:
        return ()
    some = among(question, level, keys)
    spare = _spare(some, keys)
    tries = {_minimal(some, keys, order) for order in (spare, spare[::-1])}
    return min(tries, key=lambda t: (len(t), t))


def behind(question: Question, level: str) -> tuple[Key, ...]:
    """Premises that took part in a contradiction, not all of which it needs; () where all holds."""
    trace = traced(question, level)
    if trace.is_hasty:
        alone = traced(question.one_by_one(), level)
        trace = trace if alone.clash() is None else alone
    clash = trace.clash()
    return () if clash is None else keys_behind(trace, (clash[0], LOW), (clash[0], HIGH))


def minimal(question: Question, level: str, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """Premises of a conflict such that dropping any one of them resolves it; the first in order are dropped first."""
    some = among(question, level, keys)
    return _minimal(some, keys, _spare(some, keys))


def _spare(some: Among, keys: tuple[Key, ...]) -> list[Key]:
    """Premises of a conflict without any one of which it is there still."""
    return [key for key in keys if propagate(some.only({*keys} - {key})).is_empty]


def _minimal(some: Among, keys: tuple[Key, ...], spare: Sequence[Key]) -> tuple[Key, ...]:
    """A conflict less what can be spared, in this order."""
    kept = {*keys}.difference(spare[:1])
    for key in spare[1:]:  # any other resolves the conflict without it, and so it does whatever else is dropped
        if propagate(some.only(kept - {key})).is_empty:
            kept.remove(key)
    return tuple(sorted(kept))


def at(level: str, question: Question) -> Question:
    """The question with no best figure outside of what the level allows: a sparse peak's is none of a dense one."""
    return replace(question, beliefs=tuple(nearest(p, level) for p in question.beliefs))


def nearest(premise: Premise, level: str) -> Premise:
    """The premise with the best figure nearest to its own that the level allows."""
    (low, high), (least, most) = premise.spans[BEST], premise.spans[level]
    if (least <= low and high <= most) or least > most:
        return premise
    best = (min(max(low, least), most), max(min(high, most), least))
    return replace(premise, spans={**premise.spans, BEST: best})


def gap(mus: Question, last: Premise, level: str) -> Gap:
    """The least factor by which what is broken would have to move, at best and on the kindest terms.

    None where there is no such thing.
    """
    if last.spans[level] == NONE:
        return Gap()
    at_best = _apart(at(level, settled(mus, level)), nearest(last, level), BEST) or _apart(mus, last, level)
    kindest = 0.0 if level == "typical" else _apart(mus, last, "accepted")
    return Gap(_times(at_best), _times(kindest) if kindest else None)


def _times(apart: float) -> float:
    """The factor of a logarithm; infinite where it is so large that it says nothing."""
    return math.inf if apart > BEYOND else exp(apart)


def _apart(mus: Question, last: Premise, terms: str) -> float:
    """How far (a logarithm) a premise lies from what the others of its conflict leave to its quantity."""
    rest = all_ranges(mus.without(last.key), terms, at_rest=True)
    if rest is None:
        return crossing(mus, terms)
    low, high = rest.get(last.quantity, ANY)
    least, most = last.spans[terms if is_sharp(last) or terms != BEST else "typical"]
    return max(0.0, low - most, least - high)


def is_sharp(premise: Premise) -> bool:
    """Whether one figure says it all: a claim, a record, a linked subject's figure; else its typical range breaks."""
    return premise.basis == "claimed" or premise.record or premise.key.sort in ANCHORS


def _last(mus: Question) -> Premise:
    """The premise that a proof arrives at.

    It is what there is none of, a record or anchor, else the narrowest assumption, else a claimed figure. A cost too
    high for a price and the largest system ends at that system; with no record among them at the price, say.
    """
    refined = {p.refines for p in mus.premises if p.refines}
    bounds = [p for p in mus.premises if p.bounds_one and not (p.quantity in refined and not p.refines)]
    return min(bounds, key=lambda p: (_rank(p, mus), _width(p), p.key))


def _rank(premise: Premise, mus: Question) -> int:
    belief = premise.origin.belief
    if NONE in premise.spans.values():
        return -1
    if premise.record or premise.key.sort in ANCHORS or (isinstance(belief, Prior) and belief.since):
        return 0
    if premise.basis != "claimed":
        return 1 if _width(premise) > SURE else 3
    return 2 if sum(p.basis == "claimed" for p in mus.premises) > 1 else 4


def _width(premise: Premise) -> float:
    low, high = premise.spans["accepted"]
    return high - low
