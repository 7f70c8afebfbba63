"""Narrows the ranges of a system to its fixpoint: every rule, in every direction, until nothing moves.

HC4 contraction in logarithms (Benhamou et al., "Revising hull and box consistency", 1999). A pass narrows
each quantity by every rule from the ranges of the pass before, so the order of rules can't matter, and
whatever a traced run records builds only on earlier passes. It never drops a value that some
assignment needs; where rules form cycles it may keep more than the exact range.
"""

from typing import NamedTuple, Protocol

import numpy as np

from checker.engine.system import Flags, Floats, Ints, Rows, SumRow, System, taking, trimmed
from checker.maths.interval import OPEN, REACH, SLACK

PASSES = 100
STILL = 1e-7
"""A range that moves by less (in logarithms) is taken as settled."""


PATIENCE = 10
"""After so many passes derived rules speak, though the others have not come to rest."""


class Reach(NamedTuple):
    """What one pass would narrow: for each row and term the ends it allows its quantity [R, K, N]."""

    where: Ints
    low: Floats
    high: Floats


class Watcher(Protocol):
    """Someone who looks on as ranges narrow."""

    def see(
        self, system: System, before: tuple[Floats, Floats], reaches: list[Reach], after: tuple[Floats, Floats]
    ) -> None:
        """One pass: the ranges before, what each row allows, the ranges after."""


class State(NamedTuple):
    """Ranges at the fixpoint [Q + 1, N], and in which cases nothing is left.

    `astray` are cases still on the move after all passes: rules in a circle that chase an open end for ever.
    """

    low: Floats
    high: Floats
    empty: Flags
    astray: Flags


def narrow(system: System, watcher: Watcher | None = None, passes: int = PASSES) -> State:
    """The fixpoint of a system; a case stops at the pass in which one of its ranges becomes empty.

    Once half of the cases have stopped the others go on by themselves, unless somebody looks on.
    Derived rules speak where the others have nothing more to say, so that no inference rests on more than it needs;
    and now and then where the others go on and on, since rules in a circle may creep for ever.
    """
    system = trimmed(system)
    low, high, empty, _ = found = _start(system)
    cases: Ints = np.arange(len(empty))
    runs = _runs(system.rows), _runs(system.derived)
    signs = _signs(system.rows), _signs(system.derived)
    at_rest = is_derived = False
    for number in range(passes):
        if empty.all():
            break
        if not watcher and 2 * np.count_nonzero(empty) >= len(empty):
            _keep(found, cases, low, high, empty)
            left = np.flatnonzero(~empty)
            cases, system, low, high, empty = cases[left], *_taken(system, left, low, high, empty)
            signs = _signs(system.rows), _signs(system.derived)
        reaches = _derived(system, signs[1], low, high) if is_derived else _direct(system, signs[0], low, high)
        tight_low, tight_high = _gather(runs[is_derived], reaches, low, high)
        tight_low, tight_high = np.where(empty, low, tight_low), np.where(empty, high, tight_high)
        moved = (tight_low - low > STILL) | (high - tight_high > STILL)
        if not moved.any():
            if at_rest or not system.sources:
                break
            at_rest = is_derived = not is_derived
            continue
        at_rest, is_derived = False, bool(system.sources) and number % PATIENCE == PATIENCE - 1
        if watcher:
            watcher.see(system, (low, high), reaches, (tight_low, tight_high))
        low = np.where(tight_low - low > STILL, tight_low, low)
        high = np.where(high - tight_high > STILL, tight_high, high)
        empty = _is_empty(low, high)
        if number == passes - 1:
            found.astray[cases] = moved.any(axis=0) & ~empty
    _keep(found, cases, low, high, empty)
    return found


def _start(system: System) -> State:
    """The ranges before anything is narrowed."""
    empty = _is_empty(system.low, system.high)
    return State(system.low.copy(), system.high.copy(), empty, np.zeros_like(empty))


def _taken(system: System, left: Ints, low: Floats, high: Floats, empty: Flags) -> tuple[System, Floats, Floats, Flags]:
    """Some cases of a system and of what is known of it so far."""
    return taking(system, left), low[:, left], high[:, left], empty[left]


def _keep(found: State, cases: Ints, low: Floats, high: Floats, empty: Flags) -> None:
    """Enters what was found of some cases."""
    found.low[:, cases], found.high[:, cases], found.empty[cases] = low, high, empty


class Runs(NamedTuple):
    """The terms of all rows in the order of their quantities, where each quantity's begin, and which these are."""

    order: Ints
    starts: Ints
    lines: Ints


def _runs(rows: Rows) -> Runs:
    order = np.argsort(rows.where, axis=None, kind="stable")
    lines = rows.where.ravel()[order]
    starts = np.flatnonzero(np.concatenate((np.ones(min(1, lines.size), dtype=bool), lines[1:] != lines[:-1])))
    return Runs(order, starts, lines[starts])


class Signs(NamedTuple):
    """What the weights of rows [R, K, N] say for all passes; where they are zero nothing is but padding."""

    rising: Flags
    padding: Flags
    divisor: Floats


def _signs(rows: Rows) -> Signs:
    padding = rows.weight == 0
    return Signs(rows.weight > 0, padding, np.where(padding, 1.0, rows.weight))


def _direct(system: System, signs: Signs, low: Floats, high: Floats) -> list[Reach]:
    """What the rows allow, those that are on, and then what the sums do."""
    least, most = _spans(system, low, high)
    rows = system.rows._replace(least=least, most=most)
    return [_products(rows, signs, low, high), *(reach_of_sum(system, s, low, high) for s in system.sums)]


def _derived(system: System, signs: Signs, low: Floats, high: Floats) -> list[Reach]:
    """What the derived rows allow."""
    return [_products(system.derived, signs, low, high)]


def _is_empty(low: Floats, high: Floats) -> Flags:
    return np.asarray((low > high + SLACK).any(axis=0))


def _spans(system: System, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Each row's span, open while its switch is off."""
    if not system.switches:
        return system.rows.least, system.rows.most
    off = ~are_on(system, low, high)
    least, most = (np.repeat(e, off.shape[1] // e.shape[1], axis=1) for e in (system.rows.least, system.rows.most))
    rows = [switch.row for switch in system.switches]
    least[rows], most[rows] = np.where(off, -OPEN, least[rows]), np.where(off, OPEN, most[rows])
    return least, most


def are_on(system: System, low: Floats, high: Floats) -> Flags:
    """Which switches [S, N] are on: those with a set of conditions that the ranges entail."""
    if not system.switches:
        return np.zeros((0, low.shape[1]), dtype=bool)
    quantity, least, most, alternatives, switches = system.conditions
    holds = (low[quantity] >= least) & (high[quantity] <= most)
    sets = np.logical_and.reduceat(holds, alternatives, axis=0)
    found: Flags = np.logical_or.reduceat(sets, switches, axis=0)
    return found


def _products(rows: Rows, signs: Signs, low: Floats, high: Floats) -> Reach:
    """For each term of each row: its row's span less what the other terms can be."""
    where, weight, least, most = rows
    rising, padding, divisor = signs
    at_low, at_high = weight * low[where], weight * high[where]
    term_low, term_high = np.where(rising, at_low, at_high), np.where(rising, at_high, at_low)
    floor = least[:, None, :] - (term_high.sum(axis=1, keepdims=True) - term_high)
    ceiling = most[:, None, :] - (term_low.sum(axis=1, keepdims=True) - term_low)
    new_low = np.where(rising, floor, ceiling) / divisor
    new_high = np.where(rising, ceiling, floor) / divisor
    return Reach(where, _open(new_low, -OPEN, padding), _open(new_high, OPEN, padding))


def _open(ends: Floats, end: float, padding: Flags) -> Floats:
    """Ends so far out that they can only come of open ends are open themselves."""
    found: Floats = np.where(padding | (np.abs(ends) >= REACH), end, ends)
    return found


def reach_of_sum(system: System, row: SumRow, low: Floats, high: Floats) -> Reach:
    """Whole = ratio * (a + b), narrowed in all three directions."""
    least, most = system.rows.least[row.row], system.rows.most[row.row]
    whole, (a, b) = row.whole, row.parts
    new_low = [least + np.logaddexp(low[a], low[b])]
    new_high = [most + np.logaddexp(high[a], high[b])]
    for other in (b, a):
        new_low.append(_less(low[whole] - most, high[other]))
        new_high.append(_less(high[whole] - least, low[other]))
    nothing = np.zeros((3, low.shape[1]), dtype=bool)
    index = np.array([whole, a, b], dtype=np.intp)
    lows, highs = _open(np.stack(new_low), -OPEN, nothing), _open(np.stack(new_high), OPEN, nothing)
    highs[1:] = np.where(np.stack(new_high[1:]) <= -REACH, -OPEN, highs[1:])
    return Reach(index[None], lows[None], highs[None])


def _less(whole: Floats, part: Floats) -> Floats:
    """log(e**whole - e**part), and -OPEN where nothing is left but what rounding makes of it."""
    positive = whole - part > SLACK
    difference = np.where(positive, part - whole, -1.0)
    found: Floats = np.where(positive, whole + np.log1p(-np.exp(np.maximum(difference, -700.0))), -OPEN)
    return found


def _gather(runs: Runs, reaches: list[Reach], low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The tightest ends over all rows, for each quantity."""
    products = reaches[0]
    new_low, new_high = low.copy(), high.copy()
    if products.where.size:
        order, starts, lines = runs
        cases = low.shape[1]
        lows = products.low.reshape(-1, cases)[order]
        highs = products.high.reshape(-1, cases)[order]
        new_low[lines] = np.maximum(new_low[lines], np.maximum.reduceat(lows, starts, axis=0))
        new_high[lines] = np.minimum(new_high[lines], np.minimum.reduceat(highs, starts, axis=0))
    for reach in reaches[1:]:
        for k, q in enumerate(reach.where[0]):
            new_low[q], new_high[q] = np.maximum(new_low[q], reach.low[0, k]), np.minimum(new_high[q], reach.high[0, k])
    return new_low, new_high
