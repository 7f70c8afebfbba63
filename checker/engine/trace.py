"""The recorder: for each end of each range, which premise last moved it, and from which earlier ends.

Low and high ends have separate causes. The list of causes only grows, and a cause names only earlier
ones, so what is read off it can't go in circles.
"""

from typing import NamedTuple

from msgspec import Struct, field

from checker.engine.narrow import Reach, State, narrow
from checker.engine.stack import stack
from checker.engine.system import Floats, Rows, System
from checker.maths.interval import ANY, SLACK, is_open
from checker.model.case import Premise, Question, family

LOW, HIGH = 0, 1
End = tuple[str, int]


class Cause(NamedTuple):
    """One end of one range was moved to `value` by a premise, given earlier causes."""

    end: End
    value: float
    keys: tuple[str, ...]
    """One premise, or all those of a derived relation."""
    inputs: tuple[int, ...]


class Recorder(Struct):
    """Watches a run of a single case and keeps its causes."""

    question: Question
    level: str
    causes: list[Cause] = field(default_factory=list)
    latest: dict[End, int] = field(default_factory=dict)

    def start(self) -> None:
        """The ends that premises give before anything propagates: the tightest one each."""
        for premise in self.question.premises:
            if premise.bounds_one and not premise.guards:
                low, high = self.question.span(premise, self.level)
                self._start(premise, LOW, low)
                self._start(premise, HIGH, high)

    def _start(self, premise: Premise, side: int, value: float) -> None:
        end = (premise.quantity, side)
        known = self.causes[self.latest[end]].value if end in self.latest else None
        tighter = known is None or (value > known if side == LOW else value < known)
        if not is_open(value) and tighter:
            self._add(Cause(end, value, (premise.key,), ()))

    def _add(self, cause: Cause) -> None:
        self.causes.append(cause)
        self.latest[cause.end] = len(self.causes) - 1

    def see(
        self, system: System, before: tuple[Floats, Floats], reaches: list[Reach], after: tuple[Floats, Floats]
    ) -> None:
        """Adds a cause for each end that this pass moved."""
        found: list[Cause] = []
        for side in (LOW, HIGH):
            moved = abs(after[side][:, 0] - before[side][:, 0]) > SLACK
            for q in moved.nonzero()[0]:
                found += self._cause(system, before, reaches, int(q), side, float(after[side][q, 0]))
        for cause in found:
            self._add(cause)

    def _cause(
        self, system: System, before: tuple[Floats, Floats], reaches: list[Reach], q: int, side: int, value: float
    ) -> list[Cause]:
        end = (system.names[q], side)
        for number, reach in enumerate(reaches):
            ends = reach.low if side == LOW else reach.high
            hits = ((reach.where == q) & (abs(ends[:, :, 0] - value) <= SLACK)).nonzero()
            for row, k in zip(*hits, strict=True):
                if number:
                    return [Cause(end, value, *self._sum_inputs(system, number - 1, int(k), side))]
                if reach.where is system.derived.where:
                    inputs = self._inputs(system, system.derived, int(row), int(k), side)
                    return [Cause(end, value, system.sources[row], self._numbers(inputs))]
                inputs = self._inputs(system, system.rows, int(row), int(k), side)
                inputs += self._switched_on_by(system, before, int(row))
                return [Cause(end, value, (system.keys[row],), self._numbers(inputs))]
        return []

    def _inputs(self, system: System, rows: Rows, row: int, k: int, side: int) -> list[End]:
        """A term's low end needs the high ends of the terms of like sign, and the low ends of the others."""
        weights = rows.weight[row, :, 0]
        return [
            (system.names[rows.where[row, j]], 1 - side if weights[j] * weights[k] > 0 else side)
            for j in range(len(weights))
            if j != k and weights[j]
        ]

    def _numbers(self, ends: list[End]) -> tuple[int, ...]:
        """The causes of ends so far; an end that is open has none."""
        return tuple(sorted({self.latest[end] for end in ends if end in self.latest}))

    def _switched_on_by(self, system: System, before: tuple[Floats, Floats], row: int) -> list[End]:
        low, high = before
        for switch in system.switches:
            for conditions in switch.alternatives if switch.row == row else ():
                if all(low[q, 0] >= a - SLACK and high[q, 0] <= b + SLACK for q, a, b in conditions):
                    lows = [(system.names[q], LOW) for q, a, _ in conditions if not is_open(a)]
                    return lows + [(system.names[q], HIGH) for q, _, b in conditions if not is_open(b)]
        return []

    def _sum_inputs(self, system: System, number: int, k: int, side: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
        row = system.sums[number]
        whole, parts = system.names[row.whole], [system.names[p] for p in row.parts]
        ends = [(p, side) for p in parts] if k == 0 else [(whole, side), (parts[2 - k], 1 - side)]
        return (system.keys[row.row],), self._numbers(ends)


class Trace(NamedTuple):
    """A traced run of one question: its ranges, whether nothing is left, and every cause."""

    names: tuple[str, ...]
    state: State
    causes: tuple[Cause, ...]
    latest: dict[End, int]

    def span(self, quantity: str) -> tuple[float, float]:
        """Range of a quantity at the end of the run; any where no premise of it speaks of the quantity."""
        if quantity not in self.names:
            return ANY
        q = self.names.index(quantity)
        return float(self.state.low[q, 0]), float(self.state.high[q, 0])

    def behind(self, *ends: End) -> tuple[Cause, ...]:
        """All causes behind some ends, each after those it builds on."""
        todo = [self.latest[e] for e in ends if e in self.latest]
        found: set[int] = set()
        while todo:
            number = todo.pop()
            if number not in found:
                found.add(number)
                todo += self.causes[number].inputs
        return tuple(self.causes[n] for n in sorted(found))

    def clash(self) -> tuple[str, float] | None:
        """The quantity whose ends cross by most, and by how much (a logarithm)."""
        crossing = self.state.low[:-1, 0] - self.state.high[:-1, 0]
        q = int(crossing.argmax())
        return (self.names[q], float(crossing[q])) if crossing[q] > SLACK else None


def traced(question: Question, level: str) -> Trace:
    """A run of one question with its causes; its ranges are the same as without."""
    recorder = Recorder(question, level)
    recorder.start()
    system = stack([question], level)
    state = narrow(system, recorder)
    return Trace(system.names, state, tuple(recorder.causes), recorder.latest)


def keys_behind(trace: Trace, *ends: End) -> tuple[str, ...]:
    """The premises behind some ends, sorted."""
    return tuple(sorted({family(key) for cause in trace.behind(*ends) for key in cause.keys}))
