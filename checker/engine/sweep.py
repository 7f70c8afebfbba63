"""The fixpoint of one question for many records at once: rule after rule, each on what the one before has left.

It ends where `propagate` ends, which goes over one question alone. A record is put aside as soon as it rests, so that
the others don't wait for it.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from checker.engine.arrays import Flags, Floats, Ints
from checker.engine.asking import Asking
from checker.engine.network import Conditions
from checker.engine.propagate import PASSES, PATIENCE, STILL
from checker.maths.interval import OPEN, REACH, SLACK


class State(NamedTuple):
    """Ranges at the fixpoint [Q, N], and for which records nothing is left."""

    low: Floats
    high: Floats
    empty: Flags


def sweep(asked: Asking, low: Floats, high: Floats, passes: int = PASSES) -> State:
    """The fixpoint of what is asked for N records that begin with these ranges [Q, N]."""
    low, high = low.copy(), high.copy()
    empty: Flags = np.asarray((low > high + SLACK).any(axis=0))
    active: Ints = np.flatnonzero(~empty)
    for number in range(passes):
        if not active.size:
            break
        lows, highs = low[:, active], high[:, active]
        moved = _pass(asked, asked.direct, lows, highs)
        resting = np.flatnonzero(~moved | (number % PATIENCE == PATIENCE - 1))
        if asked.implied and resting.size:
            rest_low, rest_high = lows[:, resting], highs[:, resting]
            moved[resting] |= _pass(asked, asked.implied, rest_low, rest_high)
            lows[:, resting], highs[:, resting] = rest_low, rest_high
        low[:, active], high[:, active] = lows, highs
        gone = (lows > highs + SLACK).any(axis=0)
        empty[active[gone]] = True
        active = active[moved & ~gone]
    return State(low, high, empty)


def _pass(asked: Asking, rows: Sequence[int], low: Floats, high: Floats) -> Flags:
    """Narrows in place by each of some rows once; which records moved."""
    net = asked.network
    moved: Flags = np.zeros(low.shape[1], dtype=bool)
    for row in rows:
        least, most = np.asarray(asked.least[row]), np.asarray(asked.most[row])
        if row in net.alternatives:
            is_on = reduce(np.logical_or, (_are_met(each, low, high) for each in net.alternatives[row]))
            least, most = np.where(is_on, least, -OPEN), np.where(is_on, most, OPEN)
        reaches = (
            _sum_reaches(net.parts[row], least, most, low, high)
            if row in net.parts
            else _reaches(net.terms[row], least, most, low, high)
        )
        for q, new_low, new_high in reaches:
            _tighten(low, high, q, new_low, new_high, moved)
    return moved


def _are_met(conditions: Conditions, low: Floats, high: Floats) -> Flags:
    """For which records the ranges entail all of some conditions."""
    found: Flags = np.ones(low.shape[1], dtype=bool)
    for q, least, most in conditions:
        found &= (low[q] >= least) & (high[q] <= most)
    return found


def _reaches(
    terms: Sequence[tuple[int, float]], least: Floats, most: Floats, low: Floats, high: Floats
) -> Iterator[tuple[int, Floats, Floats]]:
    """For each term its quantity and the row's span less what the other terms can be.

    None where no term of any record reaches farther than what the others leave to it.
    """
    lows = [exponent * (low if exponent > 0 else high)[q] for q, exponent in terms]
    highs = [exponent * (high if exponent > 0 else low)[q] for q, exponent in terms]
    floor, ceiling = least - reduce(np.add, highs), most - reduce(np.add, lows)
    widest = reduce(np.maximum, map(np.subtract, highs, lows))
    if not (np.maximum(floor, -ceiling) + widest > STILL).any():
        return
    for (q, exponent), term_low, term_high in zip(terms, lows, highs, strict=True):
        new_low, new_high = floor + term_high, ceiling + term_low
        if exponent < 0:
            new_low, new_high = new_high, new_low
        if exponent != 1.0:
            new_low, new_high = new_low / exponent, new_high / exponent
        yield q, _open(new_low, -OPEN), _open(new_high, OPEN)


def _sum_reaches(
    parts: tuple[int, int, int], least: Floats, most: Floats, low: Floats, high: Floats
) -> Iterator[tuple[int, Floats, Floats]]:
    """Whole = ratio * (a + b): what it leaves to all three."""
    whole, a, b = parts
    yield (
        whole,
        _open(least + np.logaddexp(low[a], low[b]), -OPEN),
        _open(most + np.logaddexp(high[a], high[b]), OPEN),
    )
    for part, other in ((a, b), (b, a)):
        new_low, new_high = _less(low[whole] - most, high[other]), _less(high[whole] - least, low[other])
        yield part, _open(new_low, -OPEN), np.where(new_high <= -REACH, -OPEN, _open(new_high, OPEN))


def _less(whole: Floats, part: Floats) -> Floats:
    """log(e**whole - e**part), and -OPEN where nothing is left but what rounding makes of it."""
    positive = whole - part > SLACK
    difference = np.where(positive, part - whole, -1.0)
    found: Floats = np.where(positive, whole + np.log1p(-np.exp(np.maximum(difference, -REACH))), -OPEN)
    return found


def _open(ends: Floats, end: float) -> Floats:
    """Ends so far out that they can only come of open ends are open themselves."""
    found: Floats = np.where(np.abs(ends) >= REACH, end, ends)
    return found


def _tighten(low: Floats, high: Floats, q: int, new_low: Floats, new_high: Floats, moved: Flags) -> None:
    """Takes ends that are tighter."""
    higher = new_low > low[q] + STILL
    if higher.any():
        low[q] = np.where(higher, new_low, low[q])
        moved |= higher
    lower = new_high < high[q] - STILL
    if lower.any():
        high[q] = np.where(lower, new_high, high[q])
        moved |= lower
