"""One question asked of many records: claimed figures as columns, one answer for each record.

Where the question is made of products alone, and few enough that all their combinations are known, these decide
(`folded.py`). Other questions are narrowed, as they are for a single claim.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from checker.engine.arrays import Flags, Floats, Ints
from checker.engine.asking import Asking, asking
from checker.engine.eliminated import Eliminated, eliminated, judged, near
from checker.engine.sweep import sweep
from checker.model.case import Question
from checker.model.rule import LEVELS

BLOCK = 4096
"""Records run at once: the arrays of a block stay in the processor's cache."""
STRETCH = 1 << 20
"""Records looked at together, whatever their number: what bounds the memory."""


class Asked(NamedTuple):
    """A question made ready for records, at each level, and all combinations of its rows if there are few."""

    levels: tuple[Asking, ...]
    eliminated: Eliminated | None


def asked(question: Question) -> Asked:
    """A question made ready to be asked of records; figures that it claims itself are left out."""
    bare = question.without(*(p.key for p in question.said))
    levels = tuple(asking(bare, level) for level in LEVELS)
    return Asked(levels, eliminated(levels))


def answers(ready: Asked, figures: Mapping[str, Floats]) -> tuple[Ints, Flags]:
    """For each record the innermost level at which the question holds with it (3 where none does), and whether tested.

    `figures` has a column [N] for each claimed quantity, in the quantity's unit, NaN where a record says nothing.
    """
    line = ready.levels[0].network.line
    names = [name for name in line if name in figures]
    count = len(next(iter(figures.values())))
    levels, is_tested = np.zeros(count, dtype=np.intp), np.zeros(count, dtype=bool)
    for start in range(0, count if names else 0, STRETCH):
        part = slice(start, start + STRETCH)
        columns = [np.log(figures[name][part]) for name in names]
        if ready.eliminated:
            levels[part], is_tested[part] = judged(ready.eliminated, [line[name] for name in names], columns)
        else:
            levels[part], is_tested[part] = _narrowed(ready.levels, dict(zip(names, columns, strict=True)))
    return levels, is_tested


def _narrowed(asked: Sequence[Asking], figures: Mapping[str, Floats]) -> tuple[Ints, Flags]:
    count = len(next(iter(figures.values())))
    levels = np.full(count, len(LEVELS), dtype=np.intp)
    is_tested: Flags = np.ones(count, dtype=bool)
    for start in range(0, count, BLOCK):
        left = np.arange(start, min(start + BLOCK, count))
        for number, one in enumerate(asked):
            empty = sweep(one, *_said(one, figures, left)).empty
            levels[left[~empty]] = number
            left = left[empty]
            if not left.size:
                break
        lowest = start + np.flatnonzero(levels[start : start + BLOCK] == 0)
        is_tested[lowest] = _tested(asked[LEVELS.index("accepted")], figures, lowest)
    return levels, is_tested


def hold_with(question: Question, level: str, figures: Mapping[str, Floats]) -> Flags:
    """For each record whether a question, but for figures that it claims itself, holds with it at a level."""
    one = asking(question.without(*(p.key for p in question.said)), level)
    columns = {name: np.log(column) for name, column in figures.items() if name in one.network.line}
    count = len(next(iter(figures.values())))
    found: Flags = np.zeros(count, dtype=bool)
    for start in range(0, count, BLOCK):
        part = np.arange(start, min(start + BLOCK, count))
        found[part] = ~sweep(one, *_said(one, columns, part)).empty
    return found


def _tested(asked: Asking, figures: Mapping[str, Floats], records: Ints) -> Flags:
    """Whether some figure of each record is tested by the rest."""
    found: Flags = np.zeros(len(records), dtype=bool)
    for name, column in figures.items():
        left = np.flatnonzero(~found & ~np.isnan(column[records]))
        if left.size:
            rest = {other: each for other, each in figures.items() if other != name}
            state, q = sweep(asked, *_said(asked, rest, records[left])), asked.network.line[name]
            figure = column[records[left]]
            found[left] = ~state.empty & near(figure, state.low[q], state.high[q])
    return found


def _said(asked: Asking, figures: Mapping[str, Floats], records: Ints) -> tuple[Floats, Floats]:
    """The ranges [Q, N] before any rule speaks, for each of these records narrowed to what it says."""
    low, high = (np.repeat(np.array(ends)[:, None], len(records), axis=1) for ends in (asked.low, asked.high))
    for name, column in figures.items():
        q = asked.network.line[name]
        low[q], high[q] = np.fmax(low[q], column[records]), np.fmin(high[q], column[records])
    return low, high
