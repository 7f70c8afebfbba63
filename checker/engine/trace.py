"""The recorder: for each end of each range, which premise last moved it, and from which earlier ends.

Low and high ends have separate causes. A run keeps the ranges of each of its passes; causes are read off them only
for the ends that somebody asks about. A cause names only ends of earlier passes, so they can't go in circles.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct, field

from checker.engine.narrow import STILL, Reach, State, narrow
from checker.engine.stack import stack
from checker.engine.system import Flags, Floats, Rows, System, trimmed
from checker.maths.interval import ANY, SLACK, is_open
from checker.model.case import Question, family

LOW, HIGH = 0, 1
End = tuple[str, int]
Mark = tuple[int, int, str]
"""The pass that moved an end (0 is before all of them), the side and the quantity: which cause it is."""


class Cause(NamedTuple):
    """One end of one range was moved to `value` by a premise, given earlier causes."""

    mark: Mark
    value: float
    keys: tuple[str, ...]
    """One premise, or all those of a derived relation."""
    inputs: tuple[Mark, ...]

    @property
    def end(self) -> End:
        """The quantity and the side."""
        return self.mark[2], self.mark[1]


class Pass(NamedTuple):
    """The ranges before a pass [Q + 1, N], what each row allowed, the ranges after, and which ends moved [2, Q + 1, N].

    Rows that the pass looked at are those of the system or its derived ones.
    """

    before: tuple[Floats, Floats]
    reaches: list[Reach]
    after: tuple[Floats, Floats]
    moved: Flags


class Recorder(Struct):
    """Watches a run and keeps its passes."""

    passes: list[Pass] = field(default_factory=list)

    def see(self, _: System, before: tuple[Floats, Floats], reaches: list[Reach], after: tuple[Floats, Floats]) -> None:
        """Keeps one pass."""
        moved = np.stack((after[LOW] - before[LOW] > STILL, before[HIGH] - after[HIGH] > STILL))
        self.passes.append(Pass(before, reaches, after, moved))


class Trace(Struct, frozen=True):
    """A traced run of one question, a case of a system: its ranges, whether nothing is left, and every cause."""

    question: Question
    level: str
    system: System
    state: State
    passes: list[Pass]
    case: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The quantities."""
        return self.system.names

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return bool(self.state.empty[self.case])

    @property
    def is_astray(self) -> bool:
        """Whether ranges were still on the move at the end of the run."""
        return bool(self.state.astray[self.case])

    def span(self, quantity: str) -> tuple[float, float]:
        """Range of a quantity at the end of the run; any where no premise of it speaks of the quantity."""
        if quantity not in self.names:
            return ANY
        q = self.system.place(quantity)
        return float(self.state.low[q, self.case]), float(self.state.high[q, self.case])

    def clash(self) -> tuple[str, float] | None:
        """The quantity whose ends cross by most, and by how much (a logarithm)."""
        crossing = self.state.low[:-1, self.case] - self.state.high[:-1, self.case]
        q = int(crossing.argmax())
        return (self.names[q], float(crossing[q])) if crossing[q] > SLACK else None

    def behind(self, *ends: End) -> tuple[Cause, ...]:
        """All causes behind some ends, each after those it builds on."""
        todo = [end for end in ends if end[0] in self.names]
        marks = [mark for mark in (self._mark(*end, len(self.passes)) for end in todo) if mark]
        found: dict[Mark, Cause] = {}
        while marks:
            mark = marks.pop()
            if mark not in found:
                found[mark] = self._cause(mark)
                marks += found[mark].inputs
        return tuple(found[mark] for mark in sorted(found))

    def last(self, quantity: str, side: int) -> Cause | None:
        """What moved an end last, None where it is open."""
        mark = self._mark(quantity, side, len(self.passes))
        return self._cause(mark) if mark else None

    def _mark(self, quantity: str, side: int, passes: int) -> Mark | None:
        """Which of so many passes moved an end last; None where it is still open."""
        q = self.system.place(quantity)
        for number in range(passes, 0, -1):
            if self.passes[number - 1].moved[side, q, self.case]:
                return number, side, quantity
        start = (self.system.low, self.system.high)[side][q, self.case]
        return None if is_open(float(start)) else (0, side, quantity)

    def _marks(self, ends: Sequence[End], passes: int) -> tuple[Mark, ...]:
        """What moved some ends within so many passes; an end that is open has no cause."""
        return tuple(sorted({mark for mark in (self._mark(*end, passes) for end in ends) if mark}))

    def _cause(self, mark: Mark) -> Cause:
        number, side, quantity = mark
        q = self.system.place(quantity)
        if not number:
            return self._start(mark, float((self.system.low, self.system.high)[side][q, self.case]))
        found = self.passes[number - 1]
        value = float(found.after[side][q, self.case])
        keys, ends = self._row(found, q, side, value)
        return Cause(mark, value, keys, self._marks(ends, number - 1))

    def _start(self, mark: Mark, value: float) -> Cause:
        """An end that a premise gives before anything propagates."""
        _, side, quantity = mark
        bounds = (p for p in self.question.premises if p.bounds_one and not p.guards and p.quantity == quantity)
        key = next(p.key for p in bounds if self.question.span(p, self.level)[side] == value)
        return Cause(mark, value, (key,), ())

    def _row(self, found: Pass, q: int, side: int, value: float) -> tuple[tuple[str, ...], list[End]]:
        """The premises of the first row that moved an end so far, and the ends that it built on."""
        system = self.system
        for number, reach in enumerate(found.reaches):
            ends = reach.low if side == LOW else reach.high
            hits = np.argwhere((reach.where == q) & (abs(ends[:, :, self.case] - value) <= SLACK))
            if not len(hits):
                continue
            row, k = (int(n) for n in hits[0])
            if number:
                return self._sum(number - 1, k, side)
            if reach.where is system.derived.where:
                return system.sources[row], self._terms(system.derived, row, k, side)
            return (system.keys[row],), self._terms(system.rows, row, k, side) + self._switched_on_by(found, row)
        raise AssertionError(f"nothing moved {system.names[q]}")

    def _terms(self, rows: Rows, row: int, k: int, side: int) -> list[End]:
        """A term's low end needs the high ends of the terms of like sign, and the low ends of the others."""
        weights = rows.weight[row, :, self.case if rows.weight.shape[2] > 1 else 0]
        return [
            (self.names[rows.where[row, j]], 1 - side if weights[j] * weights[k] > 0 else side)
            for j in range(len(weights))
            if j != k and weights[j]
        ]

    def _switched_on_by(self, found: Pass, row: int) -> list[End]:
        low, high = (ends[:, self.case] for ends in found.before)
        for switch in self.system.switches:
            for conditions in switch.alternatives if switch.row == row else ():
                if all(low[q] >= a - SLACK and high[q] <= b + SLACK for q, a, b in conditions):
                    lows = [(self.names[q], LOW) for q, a, _ in conditions if not is_open(a)]
                    return lows + [(self.names[q], HIGH) for q, _, b in conditions if not is_open(b)]
        return []

    def _sum(self, number: int, k: int, side: int) -> tuple[tuple[str, ...], list[End]]:
        row = self.system.sums[number]
        whole, parts = self.names[row.whole], [self.names[p] for p in row.parts]
        ends = [(p, side) for p in parts] if k == 0 else [(whole, side), (parts[2 - k], 1 - side)]
        return (self.system.keys[row.row],), ends


def traced(question: Question, level: str) -> Trace:
    """A run of one question with its causes; its ranges are the same as without."""
    return traced_all([question], level)[0]


def traced_all(questions: Sequence[Question], level: str) -> list[Trace]:
    """One run of several questions, with the causes of each; few at once, as what every pass did is kept."""
    if not questions:
        return []
    recorder = Recorder()
    system = trimmed(stack(questions, level))
    state = narrow(system, recorder)
    return [Trace(question, level, system, state, recorder.passes, case) for case, question in enumerate(questions)]


def keys_behind(trace: Trace, *ends: End) -> tuple[str, ...]:
    """The premises behind some ends, sorted."""
    return tuple(sorted({family(key) for cause in trace.behind(*ends) for key in cause.keys}))
