"""The fixpoint for many cases at once: rule after rule, each on what the one before has left.

It ends where `narrow` ends, which looks at all rules at once and is quicker for a few cases. A case is put aside as
soon as it rests, so that the others don't wait for it.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from checker.engine.narrow import PASSES, PATIENCE, STILL, State, are_on, narrow, reach_of_sum
from checker.engine.system import Flags, Floats, Ints, Rows, System, taking, trimmed
from checker.maths.interval import OPEN, REACH, SLACK

MANY = 256
"""From so many cases on it is quicker to go rule after rule."""


class Term(NamedTuple):
    """A term of a row without padding; where cases differ in its weight there is none for all."""

    quantity: int
    place: int
    rising: bool
    weight: float | None


def fixpoint(system: System, passes: int = PASSES) -> State:
    """The fixpoint of a system, or what so many passes find, by the way that is quicker for so many cases."""
    is_many = system.low.shape[1] >= MANY and not (_is_mixed(system.rows) or _is_mixed(system.derived))
    return sweep(system, passes) if is_many else narrow(system, passes=passes)


def _is_mixed(rows: Rows) -> bool:
    """Whether an exponent has one sign in some cases and another in others, which `sweep` can't tell apart."""
    several = rows.weight.shape[2] > 1
    return several and bool(((rows.weight.max(axis=2) > 0) & (rows.weight.min(axis=2) < 0)).any())


def sweep(system: System, passes: int = PASSES) -> State:
    """The fixpoint of a system of many cases."""
    system = trimmed(system)
    low, high = system.low.copy(), system.high.copy()
    empty: Flags = np.asarray((low > high + SLACK).any(axis=0))
    active: Ints = np.flatnonzero(~empty)
    rules, derived = terms_of(system.rows), terms_of(system.derived)
    for number in range(passes):
        if not active.size:
            break
        part = taking(system, active)._replace(low=low[:, active], high=high[:, active])
        moved = _pass(part, part.rows, rules, direct=True)
        resting = np.flatnonzero(~moved | (number % PATIENCE == PATIENCE - 1))
        if system.sources and resting.size:
            rest = taking(part, resting)
            moved[resting] |= _pass(rest, rest.derived, derived, direct=False)
            part.low[:, resting], part.high[:, resting] = rest.low, rest.high
        low[:, active], high[:, active] = part.low, part.high
        gone = (part.low > part.high + SLACK).any(axis=0)
        empty[active[gone]] = True
        active = active[moved & ~gone]
    astray: Flags = np.zeros_like(empty)
    astray[active] = True
    return State(low, high, empty, astray)


def _pass(part: System, rows: Rows, rules: Sequence[Sequence[Term]], direct: bool) -> Flags:
    """Narrows in place by each row once; which cases moved."""
    moved: Flags = np.zeros(part.low.shape[1], dtype=bool)
    flags = are_on(part, part.low, part.high) if direct else ()
    on = {switch.row: each for switch, each in zip(part.switches, flags, strict=False)}
    for number, terms in enumerate(rules):
        least, most = rows.least[number], rows.most[number]
        if number in on:
            least, most = np.where(on[number], least, -OPEN), np.where(on[number], most, OPEN)
        for q, new_low, new_high in reaches(part, terms, weights(rows, number, terms), least, most, STILL):
            _tighten(part, q, new_low, new_high, moved)
    for row in part.sums if direct else ():
        reach = reach_of_sum(part, row, part.low, part.high)
        for k, q in enumerate(reach.where[0]):
            _tighten(part, int(q), reach.low[0, k], reach.high[0, k], moved)
    return moved


def weights(rows: Rows, number: int, terms: Sequence[Term]) -> list[float | Floats]:
    """The weights of a row's terms: one for all cases, or one for each."""
    return [rows.weight[number, t.place] if t.weight is None else t.weight for t in terms]


def terms_of(rows: Rows) -> list[list[Term]]:
    """The terms of each row, without those that only pad it."""
    is_one = rows.weight.shape[2] == 1
    return [
        [
            Term(int(q), place, bool(weight.max() > 0), float(weight[0]) if is_one else None)
            for place, (q, weight) in enumerate(zip(places, weights, strict=True))
            if weight.any()
        ]
        for places, weights in zip(rows.where, rows.weight, strict=True)
    ]


def reaches(
    system: System, terms: Sequence[Term], factors: Sequence[float | Floats], least: Floats, most: Floats, still: float
) -> Iterator[tuple[int, Floats, Floats]]:
    """For each term its quantity and the row's span less what the other terms can be.

    None where no term of any case reaches so near to what the others leave to it that it is not `still`.
    """
    if not terms:
        return
    pairs = list(zip(terms, factors, strict=True))
    lows = [weight * (system.low if t.rising else system.high)[t.quantity] for t, weight in pairs]
    highs = [weight * (system.high if t.rising else system.low)[t.quantity] for t, weight in pairs]
    floor, ceiling = least - reduce(np.add, highs), most - reduce(np.add, lows)
    widest = reduce(np.maximum, map(np.subtract, highs, lows))
    if not (np.maximum(floor, -ceiling) + widest > still).any():
        return
    for (term, weight), term_low, term_high in zip(pairs, lows, highs, strict=True):
        new_low, new_high = floor + term_high, ceiling + term_low
        if not term.rising:
            new_low, new_high = new_high, new_low
        if term.weight != 1.0:
            new_low, new_high = new_low / weight, new_high / weight
        yield term.quantity, new_low, new_high


def _tighten(part: System, q: int, new_low: Floats, new_high: Floats, moved: Flags) -> None:
    """Takes ends that are tighter; those so far out that they can only come of open ends say nothing."""
    higher = new_low > part.low[q] + STILL
    if higher.any():
        higher &= np.abs(new_low) < REACH
        part.low[q] = np.where(higher, new_low, part.low[q])
        moved |= higher
    lower = new_high < part.high[q] - STILL
    if lower.any():
        lower &= np.abs(new_high) < REACH
        part.high[q] = np.where(lower, new_high, part.high[q])
        moved |= lower
