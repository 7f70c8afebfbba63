"""Questions stacked into arrays: quantities by cases for the ranges, rules by terms by cases for what narrows them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checker.maths.interval import OPEN
from checker.model.case import Premise, Question
from checker.model.rule import Condition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]
else:  # importing numpy.typing takes longer than judging a claim
    Floats = Ints = Flags = np.ndarray


class Switch(NamedTuple):
    """A row that holds only once one of its sets of conditions is entailed: (quantity, least low, greatest high)."""

    row: int
    alternatives: tuple[tuple[tuple[int, float, float], ...], ...]


class SumRow(NamedTuple):
    """The ratio of `whole` to the sum of two parts lies in the row's span."""

    row: int
    whole: int
    parts: tuple[int, int]


class System(NamedTuple):
    """Q quantities, N cases, R rows of at most K terms each.

    `low`, `high` [Q + 1, N] are the ranges before anything is propagated (the last line pads short rows);
    `where` [R, K] and `weight` [R, K, N] are the terms, `least`, `most` [R, N] the spans of their sums.
    """

    names: tuple[str, ...]
    rows: tuple[str, ...]
    low: Floats
    high: Floats
    where: Ints
    weight: Floats
    least: Floats
    most: Floats
    switches: tuple[Switch, ...]
    sums: tuple[SumRow, ...]

    def place(self, name: str) -> int:
        """Line of a quantity."""
        return self.names.index(name)


def stack(questions: Sequence[Question], levels: str | Sequence[str]) -> System:
    """Questions as columns of one system, each at its level; a rule that a question lacks is open in its column."""
    each = [levels] * len(questions) if isinstance(levels, str) else list(levels)
    names = sorted({name for q in questions for p in q.premises for name in _names(p)})
    line = {name: i for i, name in enumerate(names)}
    shapes: dict[str, Premise] = {}
    for question in questions:
        for premise in question.premises:
            if not _is_plain(premise):
                shapes.setdefault(premise.key, premise)
    rows = {key: i for i, key in enumerate(sorted(shapes))}
    low, high = _starts(questions, each, line)
    width = max((len(p.terms) for p in shapes.values()), default=1) or 1
    index = np.full((len(rows), width), len(names), dtype=np.intp)
    weight = np.zeros((len(rows), width, len(questions)))
    least = np.full((len(rows), len(questions)), -OPEN)
    most = np.full((len(rows), len(questions)), OPEN)
    for key, row in rows.items():
        for k, (name, _) in enumerate(shapes[key].terms):
            index[row, k] = line[name]
    for n, question in enumerate(questions):
        for premise in question.premises:
            row_of = rows.get(premise.key)
            if row_of is not None:
                least[row_of, n], most[row_of, n] = question.span(premise, each[n])
                weight[row_of, : len(premise.terms), n] = [e for _, e in premise.terms]
    switches = tuple(_switch(p, rows[k], line) for k, p in sorted(shapes.items()) if p.guards)
    sums = tuple(_sum(p, rows[k], line) for k, p in sorted(shapes.items()) if p.parts)
    return System(tuple(names), tuple(rows), low, high, index, weight, least, most, switches, sums)


def widened(system: System, cases: int) -> System:
    """A system of one case as so many equal cases."""
    low, high, weight, least, most = (
        np.repeat(a, cases, axis=-1) for a in (system.low, system.high, system.weight, system.least, system.most)
    )
    return system._replace(low=low, high=high, weight=weight, least=least, most=most)


def _names(premise: Premise) -> list[str]:
    return [
        *(name for name, _ in premise.terms),
        *premise.parts,
        *(condition.quantity for guard in premise.guards for condition in guard),
    ]


def _is_plain(premise: Premise) -> bool:
    """Whether it bounds one quantity from the start, and so needs no row."""
    return premise.bounds_one and not premise.guards


def _starts(questions: Sequence[Question], levels: Sequence[str], line: dict[str, int]) -> tuple[Floats, Floats]:
    low = np.full((len(line) + 1, len(questions)), -OPEN)
    high = np.full((len(line) + 1, len(questions)), OPEN)
    for n, question in enumerate(questions):
        for premise in question.premises:
            if _is_plain(premise):
                q, (least, most) = line[premise.quantity], question.span(premise, levels[n])
                low[q, n], high[q, n] = max(low[q, n], least), min(high[q, n], most)
    return low, high


def _switch(premise: Premise, row: int, line: dict[str, int]) -> Switch:
    return Switch(row, tuple(tuple(_condition(c, line) for c in guard) for guard in premise.guards))


def _condition(condition: Condition, line: dict[str, int]) -> tuple[int, float, float]:
    return line[condition.quantity], *condition.span


def _sum(premise: Premise, row: int, line: dict[str, int]) -> SumRow:
    whole, first, second = premise.parts
    return SumRow(row, line[whole], (line[first], line[second]))
