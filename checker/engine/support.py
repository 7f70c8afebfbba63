"""What holds each end of each range where it is, once nothing moves any more: the cheap cousin of a traced run."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from checker.engine.narrow import STILL, State, are_on, reach_of_sum
from checker.engine.sweep import reaches, terms_of, weights
from checker.engine.system import Flags, Floats, Ints, Rows, System
from checker.maths.interval import OPEN, Span, is_open
from checker.model.case import Premise, Question, family

LOW, HIGH = 0, 1
End = tuple[int, int]
"""Line of a quantity, and the side."""
NEAR = 100 * STILL
"""An end that a row allows within so much (a logarithm) is held by it."""
NOBODY = -1


class Support(NamedTuple):
    """A system at rest, and which row holds each end [N, 2, Q + 1]: rows first, derived ones after; else NOBODY."""

    system: System
    state: State
    holder: Ints
    on: Flags
    """Which switches are on [N, S]."""

    def mark(self, case: int) -> tuple[int, bytes, bytes]:
        """What two cases share that believe the same and whose ends are held by the same rows."""
        return int(self.system.sorts[case]), self.holder[case].tobytes(), self.on[case].tobytes()


def support(system: System, state: State) -> Support:
    """The holders of all ends; an end that stands where it began is held by nobody but its own premises."""
    holder = np.full((2, *state.low.shape), NOBODY, dtype=np.int16)
    resting = system._replace(low=state.low, high=state.high)
    on = are_on(system, state.low, state.high)
    _hold(holder, resting, resting.derived, len(system.keys), {})
    _hold(holder, resting, resting.rows, 0, {s.row: flags for s, flags in zip(system.switches, on, strict=True)})
    for row in system.sums:
        reach = reach_of_sum(system, row, state.low, state.high)
        for k, q in enumerate(reach.where[0]):
            _take(holder, resting, row.row, int(q), reach.low[0, k], reach.high[0, k])
    holder[LOW][np.abs(state.low - system.low) < NEAR] = NOBODY
    holder[HIGH][np.abs(state.high - system.high) < NEAR] = NOBODY
    return Support(system, state, np.ascontiguousarray(holder.transpose(2, 0, 1)), np.ascontiguousarray(on.T))


def _hold(holder: Ints, resting: System, rows: Rows, first: int, switched: dict[int, Flags]) -> None:
    """Enters the rows that hold an end; of several the one that comes first."""
    for number, terms in reversed([*enumerate(terms_of(rows))]):
        least, most = rows.least[number], rows.most[number]
        if number in switched:
            least, most = np.where(switched[number], least, -OPEN), np.where(switched[number], most, OPEN)
        for q, low, high in reaches(resting, terms, weights(rows, number, terms), least, most, -NEAR):
            _take(holder, resting, first + number, q, low, high)


def _take(holder: Ints, resting: System, number: int, q: int, low: Floats, high: Floats) -> None:
    holder[LOW, q] = np.where(np.abs(low - resting.low[q]) < NEAR, number, holder[LOW, q])
    holder[HIGH, q] = np.where(np.abs(high - resting.high[q]) < NEAR, number, holder[HIGH, q])


def beliefs_behind(question: Question, at_rest: Support, case: int, ends: list[End]) -> tuple[str, ...]:
    """Keys of the premises behind some ends that are not claimed figures, sorted; relations among them."""
    own: dict[str, list[Premise]] = {}
    for premise in question.beliefs:
        if premise.bounds_one and not premise.guards:
            own.setdefault(premise.quantity, []).append(premise)
    found: set[str] = set()
    seen: set[End] = set()
    todo = list(ends)
    while todo:
        end = todo.pop()
        if end not in seen:
            seen.add(end)
            number = int(at_rest.holder[case, end[1], end[0]])
            if number == NOBODY:
                bounds = own.get(at_rest.system.names[end[0]], ())
                found |= {family(p.key) for p in bounds if _holds(question.span(p, "accepted"), at_rest, case, end)}
            else:
                found |= _keys(at_rest.system, number)
                todo += _inputs(at_rest, case, number, end)
    return tuple(sorted(found))


def _holds(span: Span, at_rest: Support, case: int, end: End) -> bool:
    """Whether a premise's span ends just where a range does."""
    q, side = end
    value = (at_rest.state.low, at_rest.state.high)[side][q, case]
    return not is_open(span[side]) and bool(abs(span[side] - value) < NEAR)


def _keys(system: System, number: int) -> set[str]:
    count = len(system.keys)
    return {family(system.keys[number])} if number < count else {*system.sources[number - count]}


def _inputs(at_rest: Support, case: int, number: int, end: End) -> Iterator[End]:
    """The ends on which a row's hold of an end rests."""
    system, count = at_rest.system, len(at_rest.system.keys)
    for row in system.sums:
        if row.row == number:
            yield from _sum_inputs((row.whole, *row.parts), end)
            return
    rows, row_number = (system.rows, number) if number < count else (system.derived, number - count)
    yield from _row_inputs(rows, row_number, case, end)
    for switch in system.switches:
        if switch.row == number:
            low, high = at_rest.state.low[:, case], at_rest.state.high[:, case]
            for conditions in switch.alternatives:
                if all(low[q] >= a - NEAR and high[q] <= b + NEAR for q, a, b in conditions):
                    yield from ((q, LOW) for q, a, _ in conditions if not is_open(a))
                    yield from ((q, HIGH) for q, _, b in conditions if not is_open(b))
                    return


def _row_inputs(rows: Rows, number: int, case: int, end: End) -> Iterator[End]:
    """A term's low end needs the high ends of the terms of like sign, and the low ends of the others."""
    weights = rows.weight[number, :, case if rows.weight.shape[2] > 1 else 0]
    places = rows.where[number]
    own = next(w for q, w in zip(places, weights, strict=True) if q == end[0])
    for q, weight in zip(places, weights, strict=True):
        if weight and q != end[0]:
            yield int(q), 1 - end[1] if weight * own > 0 else end[1]


def _sum_inputs(parts: tuple[int, int, int], end: End) -> Iterator[End]:
    """The whole's end needs those of its parts on the same side; a part's the whole's, and the other's opposite."""
    whole, *others = parts
    if end[0] == whole:
        yield from ((q, end[1]) for q in others)
    else:
        yield whole, end[1]
        yield from ((q, 1 - end[1]) for q in others if q != end[0])
