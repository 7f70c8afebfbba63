"""One question asked of many records: claimed figures as columns, one answer for each record.

Where the question is made of products alone, and few enough that all their combinations are known, these decide
(`folded.py`). Other questions are narrowed, as they are for a single claim.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from checker.engine.folded import Folded, folded, judged
from checker.engine.stack import stack
from checker.engine.sweep import fixpoint
from checker.engine.system import Flags, Floats, Ints, System, widened
from checker.maths.interval import FAR
from checker.model.case import Question
from checker.model.rule import LEVELS

BLOCK = 4096
"""Records run at once: the arrays of a block stay in the processor's cache."""
STRETCH = 1 << 20
"""Records looked at together, whatever their number: what bounds the memory."""


class Asked(NamedTuple):
    """A question made ready for records: a system for each level, and all combinations of its rows if there are few."""

    systems: tuple[System, ...]
    folded: Folded | None


def asked(question: Question) -> Asked:
    """A question made ready to be asked of records; figures that it claims itself are left out."""
    bare = question.without(*(p.key for p in question.said))
    systems = tuple(stack([bare], level) for level in LEVELS)
    return Asked(systems, folded(systems))


def answers(ready: Asked, figures: Mapping[str, Floats]) -> tuple[Ints, Flags]:
    """For each record the innermost level at which the question holds with it (3 where none does), and whether tested.

    `figures` has a column [N] for each claimed quantity, in the quantity's unit, NaN where a record says nothing.
    """
    names = [name for name in ready.systems[0].names if name in figures]
    count = len(next(iter(figures.values())))
    levels, is_tested = np.zeros(count, dtype=np.intp), np.zeros(count, dtype=bool)
    for start in range(0, count if names else 0, STRETCH):
        part = slice(start, start + STRETCH)
        columns = [np.log(figures[name][part]) for name in names]
        if ready.folded:
            places = [ready.systems[0].place(name) for name in names]
            levels[part], is_tested[part] = judged(ready.folded, places, columns)
        else:
            levels[part], is_tested[part] = _narrowed(ready.systems, dict(zip(names, columns, strict=True)))
    return levels, is_tested


def _narrowed(systems: Sequence[System], figures: Mapping[str, Floats]) -> tuple[Ints, Flags]:
    count = len(next(iter(figures.values())))
    levels = np.full(count, len(LEVELS), dtype=np.intp)
    is_tested: Flags = np.ones(count, dtype=bool)
    for start in range(0, count, BLOCK):
        left = np.arange(start, min(start + BLOCK, count))
        for number, system in enumerate(systems):
            empty = fixpoint(_said(system, figures, left)).empty
            levels[left[~empty]] = number
            left = left[empty]
            if not left.size:
                break
        lowest = start + np.flatnonzero(levels[start : start + BLOCK] == 0)
        is_tested[lowest] = _tested(systems[LEVELS.index("accepted")], figures, lowest)
    return levels, is_tested


def hold_with(question: Question, level: str, figures: Mapping[str, Floats]) -> Flags:
    """For each record whether a question, but for figures that it claims itself, holds with it at a level."""
    system = stack([question.without(*(p.key for p in question.said))], level)
    columns = {name: np.log(column) for name, column in figures.items() if name in system.names}
    count = len(next(iter(figures.values())))
    found: Flags = np.zeros(count, dtype=bool)
    for start in range(0, count, BLOCK):
        part = np.arange(start, min(start + BLOCK, count))
        found[part] = ~fixpoint(_said(system, columns, part)).empty
    return found


def _tested(system: System, figures: Mapping[str, Floats], records: Ints) -> Flags:
    """Whether the rest bounds some figure of each record, on one side at least, within a factor of 1000 of it."""
    found: Flags = np.zeros(len(records), dtype=bool)
    for name, column in figures.items():
        left = np.flatnonzero(~found & ~np.isnan(column[records]))
        if left.size:
            rest = {other: each for other, each in figures.items() if other != name}
            state, q = fixpoint(_said(system, rest, records[left])), system.place(name)
            figure = column[records[left]]
            found[left] = ~state.empty & ((figure - state.low[q] <= FAR) | (state.high[q] - figure <= FAR))
    return found


def _said(system: System, figures: Mapping[str, Floats], records: Ints) -> System:
    """The system of one case once for each of these records, narrowed to what the record says."""
    many = widened(system, len(records))
    for name, column in figures.items():
        q = many.place(name)
        many.low[q], many.high[q] = np.fmax(many.low[q], column[records]), np.fmin(many.high[q], column[records])
    return many
