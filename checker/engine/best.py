"""One number beside each range: figures as typed, assumptions and lookups at their best, relations exact.

Where routes disagree, the point that gives least squares in logarithms, each figure weighing by how well
it is known. Records judge that number and don't move it. What no best figure reaches stays a range.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from msgspec.structs import replace

from checker.engine.levels import all_ranges, ranges_of
from checker.engine.narrow import State, are_on, narrow
from checker.engine.stack import stack
from checker.engine.system import Floats, System
from checker.maths.interval import ANY, REACH, Span, is_empty, meet
from checker.model.case import BEST, TERMS, Origin, Premise, Question, is_published
from checker.model.same import Same

SURE = 0.02
"""Least uncertainty (in logarithms) that any figure is given, so that no single one outweighs all."""
UNSURE = 1.0
"""Uncertainty of a figure whose range is open."""
EXACT = 1e-4
"""Uncertainty of a relation: small enough that none gives way visibly."""
NOTHING = 1e-7
"""What counts as zero among directions of length one."""
PLAY = 1e-4
"""How far the least-squares point may miss a relation by rounding."""


def settled(question: Question, level: str) -> Question:
    """The question with its conditional beliefs decided at a level: those that hold there replace what they refine."""
    system = stack([question], level)
    return _settled(question, system, narrow(system))


def _settled(question: Question, system: System, state: State) -> Question:
    flags = are_on(system, state.low, state.high)[:, 0]
    on = {system.keys[switch.row] for switch, is_on in zip(system.switches, flags, strict=True) if is_on}
    said = tuple(replace(p, guards=()) if p.guards else p for p in question.said)
    return replace(question, said=said, beliefs=_decided(Same(question.beliefs), frozenset(on)))


@lru_cache(maxsize=256)
def _decided(beliefs: Same[tuple[Premise, ...]], on: frozenset[str]) -> tuple[Premise, ...]:
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
    system = stack([question], level)
    state = narrow(system)
    allowed = ranges_of(system, state)[0] or {}
    question = _settled(question, system, state)
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
    figures: list[Premise] = []
    open_ways = _null_space(_rows(relations, names))
    for premise in sorted(bounds, key=lambda p: (p.basis != "claimed", _uncertainty(p), p.key)):
        line = names.index(premise.quantity)
        if premise.key in sure_of or not _is_settled(open_ways, line):
            figures.append(premise)
            open_ways = _fixing(open_ways, line)
    if not figures:
        return {}
    rows = _rows((*figures, *relations), names)
    target = np.array([p.spans[BEST][0] for p in (*figures, *relations)])
    sure = np.array([_uncertainty(p) for p in figures] + [EXACT] * len(relations))
    solved = np.linalg.lstsq(rows / sure[:, None], target / sure, rcond=None)[0]
    return {name: float(solved[i]) for i, name in enumerate(names) if _is_settled(open_ways, i)}


def _is_point(premise: Premise) -> bool:
    low, high = premise.spans[BEST]
    return high - low < SURE / 1000


def _rows(premises: Sequence[Premise], names: list[str]) -> Floats:
    rows = np.zeros((len(premises), len(names)))
    for row, premise in zip(rows, premises, strict=True):
        for name, exponent in premise.terms:
            row[names.index(name)] = exponent
    return rows


def _uncertainty(premise: Premise) -> float:
    low, high = premise.spans["accepted"]
    return max(SURE, (high - low) / 2) if high - low < REACH else UNSURE


def _null_space(rows: Floats) -> Floats:
    """The ways in which quantities may still move together, as columns: an orthonormal basis of the null space."""
    if not rows.size:
        return np.eye(rows.shape[1])
    _, sizes, directions = np.linalg.svd(rows, full_matrices=True)
    rank = int((sizes > NOTHING * sizes.max()).sum())
    return np.asarray(directions[rank:].T)


def _is_settled(ways: Floats, line: int) -> bool:
    """Whether no way moves this quantity."""
    return bool(np.abs(ways[line]).max(initial=0.0) < NOTHING)


def _fixing(ways: Floats, line: int) -> Floats:
    """The ways that are left once this quantity is fixed: one fewer, unless it was settled."""
    if _is_settled(ways, line):
        return ways
    most = int(np.abs(ways[line]).argmax())
    rest = ways[:, np.arange(ways.shape[1]) != most]
    return np.asarray(rest - np.outer(ways[:, most], rest[line] / ways[line, most]))


def _around(question: Question, points: dict[str, float]) -> Question:
    """The question that finds what the points imply for the rest."""
    kept = [_loose(p) for p in question.premises if not p.record and not (p.bounds_one and p.quantity in points)]
    fixed = [
        Premise(f"point:{name}", "known", ((name, 1.0),), dict.fromkeys(TERMS, (value, value)), Origin(name))
        for name, value in points.items()
    ]
    return replace(question.holding(kept + fixed), bent={})


def _loose(premise: Premise) -> Premise:
    if premise.basis != "relation":
        return premise
    low, high = premise.spans[BEST]
    return replace(premise, spans={**premise.spans, BEST: (low - PLAY, high + PLAY)})
