"""One number beside each range: figures as typed, assumptions and lookups at their best, relations exact.

Where routes disagree, the point that gives least squares in logarithms, each figure weighing by how well
it is known. Records judge that number and don't move it. What no best figure reaches stays a range.
"""

from functools import lru_cache

from msgspec.structs import replace

from checker.engine.asking import Asking, asking
from checker.engine.levels import all_ranges, ranges_of
from checker.engine.propagate import Rest, is_met, propagate
from checker.maths.interval import ANY, REACH, Span, is_empty, meet
from checker.maths.linear import Settled, least_squares
from checker.model.case import BEST, TERMS, Origin, Premise, Question, is_published
from checker.model.identity import Identity
from checker.model.key import Key, key_of

SURE = 0.02
"""Least uncertainty (in logarithms) that any figure is given, so that no single one outweighs all."""
UNSURE = 1.0
"""Uncertainty of a figure whose range is open."""
EXACT = 1e-4
"""Uncertainty of a relation: small enough that none gives way visibly."""
KEPT = 4096
"""So many relations with some play are kept."""
PLAY = 1e-4
"""How far the least-squares point may miss a relation by rounding."""


def settled(question: Question, level: str) -> Question:
    """The question with its conditional beliefs decided at a level: those that hold there replace what they refine."""
    asked = asking(question, level)
    return _settled(question, asked, propagate(asked))


def _settled(question: Question, asked: Asking, rest: Rest) -> Question:
    net = asked.network
    on = {
        p.key
        for p in question.beliefs
        if p.guards and any(is_met(each, rest.low, rest.high) for each in net.alternatives[net.number[p.key]])
    }
    said = tuple(replace(p, guards=()) if p.guards else p for p in question.said)
    if not on and not any(p.guards for p in question.beliefs):
        return replace(question, said=said)
    beliefs, whole = _decided(Identity(question.beliefs), frozenset(on)), question.whole or question.beliefs
    return replace(question, said=said, beliefs=beliefs, whole=whole)


@lru_cache(maxsize=256)
def _decided(beliefs: Identity[tuple[Premise, ...]], on: frozenset[Key]) -> tuple[Premise, ...]:
    """Beliefs with those conditional ones that are on in place of what they refine, and without the others."""
    refined = {p.refines for p in beliefs.it if p.key in on}
    decided = []
    for premise in beliefs.it:
        if premise.guards:
            if premise.key in on:
                decided.append(replace(premise, guards=()))
        elif premise.bounds_one and premise.quantity in refined:
            decided.append(replace(premise, spans={**premise.spans, BEST: premise.spans["accepted"]}))
        else:
            decided.append(premise)
    return tuple(decided)


def best(question: Question, level: str) -> dict[str, Span]:
    """The best figure of every quantity as a range: a point where figures reach it, else what bounds leave of it."""
    asked = asking(question, level)
    rest = propagate(asked)
    allowed = {} if rest.is_empty else ranges_of(asked, rest)
    question = _settled(question, asked, rest)
    points = {name: _within(value, allowed.get(name, ANY)) for name, value in _points(question).items()}
    around = all_ranges(_around(question, points), BEST) or {}
    found = {name: meet(span, allowed.get(name, ANY)) for name, span in around.items()}
    return {name: span for name, span in found.items() if not is_empty(span)} | {
        name: (value, value) for name, value in points.items()
    }


def _within(value: float, span: Span) -> float:
    """A best figure is never outside of what is allowed."""
    return min(max(value, span[0]), span[1])


def _points(question: Question) -> dict[str, float]:
    """Least squares over figures with one best value and exact relations; what these don't settle is left out.

    Claims all count, and so does what is published of the very subject and not claimed.
    An assumption or lookup counts only for what nothing surer settles: a wide guess that could
    check a figure doesn't pull it.
    """
    relations = [p for p in question.premises if p.basis == "relation" and p.terms and _is_point(p)]
    bounds = [p for p in question.premises if p.bounds_one and not p.record and _is_point(p)]
    claimed = {p.quantity for p in bounds if p.basis == "claimed"}
    sure_of = {p.key for p in bounds if p.basis == "claimed" or (is_published(p) and p.quantity not in claimed)}
    names = sorted({name for p in (*bounds, *relations) for name, _ in p.terms})
    line = {name: n for n, name in enumerate(names)}
    figures: list[Premise] = []
    found = Settled({line[name]: exponent for name, exponent in p.terms} for p in relations)
    for premise in sorted(bounds, key=lambda p: (p.basis != "claimed", _uncertainty(p), p.key)):
        if premise.key in sure_of or line[premise.quantity] not in found:
            figures.append(premise)
            found.add({line[premise.quantity]: 1.0})
    if not figures:
        return {}
    sure = [(p, _uncertainty(p)) for p in figures] + [(p, EXACT) for p in relations]
    rows = [({line[n]: e / doubt for n, e in p.terms}, p.spans[BEST][0] / doubt) for p, doubt in sure]
    solved = least_squares(rows, len(names))
    return {name: solved[n] for name, n in line.items() if n in found}


def _is_point(premise: Premise) -> bool:
    low, high = premise.spans[BEST]
    return high - low < SURE / 1000


def _uncertainty(premise: Premise) -> float:
    low, high = premise.spans["accepted"]
    return max(SURE, (high - low) / 2) if high - low < REACH else UNSURE


def _around(question: Question, points: dict[str, float]) -> Question:
    """The question that finds what the points imply for the rest."""
    fixed = {
        name: Premise(
            key_of("point", name), "known", ((name, 1.0),), dict.fromkeys(TERMS, (value, value)), Origin(name)
        )
        for name, value in points.items()
    }
    said = tuple(replace(p, spans=fixed[p.quantity].spans) if p.quantity in points else p for p in question.said)
    kept = (p for p in question.beliefs if not p.record and not (p.bounds_one and p.quantity in points))
    others = (fixed[name] for name in fixed.keys() - {p.quantity for p in said})
    beliefs = (*(_loose(Identity(p)) if p.basis == "relation" else p for p in kept), *others)
    return replace(question, said=said, beliefs=beliefs, whole=question.whole or question.beliefs, bent={})


@lru_cache(maxsize=KEPT)
def _loose(relation: Identity[Premise]) -> Premise:
    """A relation with some play at its best."""
    low, high = relation.it.spans[BEST]
    return replace(relation.it, spans={**relation.it.spans, BEST: (low - PLAY, high + PLAY)})
