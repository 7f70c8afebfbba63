"""The recorder: for each end of each range, which premise last moved it, and from which earlier ends.

Low and high ends have separate causes. A run keeps the ranges of each of its passes; causes are read off them only
for the ends that somebody asks about. A cause names only ends of earlier passes, so they can't go in circles.
"""

from collections.abc import Iterable

from msgspec import Struct

from checker.engine.asking import Asking, asking
from checker.engine.network import Network, is_plain
from checker.engine.propagate import PATIENCE, Pass, Rest, propagate, span_of
from checker.maths.interval import SLACK, Span, is_open
from checker.model.case import Question
from checker.model.key import Key

LOW, HIGH = 0, 1
End = tuple[str, int]
Mark = tuple[int, int, str]
"""The pass that moved an end (0 is before all of them), the side and the quantity: which cause it is."""


class Cause(Struct, frozen=True):
    """One end of one range was moved to `value` by a premise, given earlier causes."""

    mark: Mark
    value: float
    keys: tuple[Key, ...]
    """One premise, or all those of a derived relation."""
    inputs: tuple[Mark, ...]

    @property
    def end(self) -> End:
        """The quantity and the side."""
        return self.mark[2], self.mark[1]


class Trace(Struct, frozen=True):
    """A traced run of one question: its ranges, whether nothing is left, and every cause."""

    question: Question
    level: str
    asked: Asking
    rest: Rest
    passes: list[Pass]

    @property
    def names(self) -> tuple[str, ...]:
        """The quantities."""
        return self.asked.network.names

    def span(self, quantity: str) -> Span:
        """Range of a quantity at the end of the run; any where no premise of it speaks of the quantity."""
        return span_of(self.asked, self.rest, quantity)

    @property
    def is_hasty(self) -> bool:
        """Whether rules spoke together before all that they say one by one was known."""
        return len(self.passes) > PATIENCE and bool(self.asked.implied)

    def clash(self) -> tuple[str, float] | None:
        """The quantity whose ends cross by most, and by how much (a logarithm)."""
        crossing = [low - high for low, high in zip(self.rest.low, self.rest.high, strict=True)]
        most = max(crossing, default=0.0)
        return (self.names[crossing.index(most)], most) if most > SLACK else None

    def behind(self, *ends: End) -> tuple[Cause, ...]:
        """All causes behind some ends, each after those it builds on."""
        line = self.asked.network.line
        marks = [*self._marks([(line[name], side) for name, side in ends if name in line], len(self.passes))]
        found: dict[Mark, Cause] = {}
        while marks:
            mark = marks.pop()
            if mark not in found:
                found[mark] = self._cause(mark)
                marks += found[mark].inputs
        return tuple(found[mark] for mark in sorted(found))

    def last(self, quantity: str, side: int) -> Cause | None:
        """What moved an end last, None where it is open."""
        mark = self._mark(self.asked.network.line[quantity], side, len(self.passes))
        return self._cause(mark) if mark else None

    def _moved(self, q: int, side: int, passes: int) -> int:
        """Which of so many passes moved an end last; 0 where none did."""
        return next((n for n in range(passes, 0, -1) if q in self.passes[n - 1][side]), 0)

    def _end(self, q: int, side: int, passes: int) -> float:
        """Where an end was after so many passes."""
        number = self._moved(q, side, passes)
        return self.passes[number - 1][side][q][0] if number else (self.asked.low, self.asked.high)[side][q]

    def _mark(self, q: int, side: int, passes: int) -> Mark | None:
        """What moved an end last within so many passes; None where it is still open."""
        number = self._moved(q, side, passes)
        return None if not number and is_open(self._end(q, side, 0)) else (number, side, self.names[q])

    def _marks(self, ends: Iterable[tuple[int, int]], passes: int) -> tuple[Mark, ...]:
        """What moved some ends within so many passes; an end that is open has no cause."""
        return tuple(sorted({mark for q, side in ends if (mark := self._mark(q, side, passes))}))

    def _cause(self, mark: Mark) -> Cause:
        number, side, quantity = mark
        net, q = self.asked.network, self.asked.network.line[quantity]
        if not number:
            return self._start(mark, self._end(q, side, 0))
        value, row = self.passes[number - 1][side][q]
        ends = [*_inputs(net, row, q, side), *self._switched_on_by(row, number - 1)]
        return Cause(mark, value, net.keys[row], self._marks(ends, number - 1))

    def _start(self, mark: Mark, value: float) -> Cause:
        """An end that a premise gives before anything propagates."""
        _, side, quantity = mark
        bounds = (p for p in self.question.premises if is_plain(p) and p.quantity == quantity)
        key = next(p.key for p in bounds if self.question.span(p, self.level)[side] == value)
        return Cause(mark, value, (key,), ())

    def _switched_on_by(self, row: int, passes: int) -> list[tuple[int, int]]:
        """The ends that after so many passes met the conditions of a row."""
        for conditions in self.asked.network.alternatives.get(row, ()):
            ends = {(q, side): self._end(q, side, passes) for q, *_ in conditions for side in (LOW, HIGH)}
            if all(ends[q, LOW] >= least and ends[q, HIGH] <= most for q, least, most in conditions):
                lows = [(q, LOW) for q, least, _ in conditions if not is_open(least)]
                return lows + [(q, HIGH) for q, _, most in conditions if not is_open(most)]
        return []


def _inputs(net: Network, row: int, q: int, side: int) -> list[tuple[int, int]]:
    """The ends on which it depends how far a row moves an end.

    A term's low end needs the high ends of the terms of like sign, and the low ends of the others.
    """
    if row in net.parts:
        whole, a, b = net.parts[row]
        return [(a, side), (b, side)] if q == whole else [(whole, side), (a + b - q, 1 - side)]
    own = next(exponent for other, exponent in net.terms[row] if other == q)
    return [(p, 1 - side if exponent * own > 0 else side) for p, exponent in net.terms[row] if p != q]


def traced(question: Question, level: str) -> Trace:
    """A run of one question with its causes; its ranges are the same as without."""
    asked, log = asking(question, level), list[Pass]()
    return Trace(question, level, asked, propagate(asked, log), log)


def keys_behind(trace: Trace, *ends: End) -> tuple[Key, ...]:
    """The premises behind some ends, sorted."""
    return tuple(sorted({key.family for cause in trace.behind(*ends) for key in cause.keys}))
