"""All combinations of a question's products, and what they leave to the figures that are given.

A set of products holds within given ranges if each of its elementary combinations alone does (Rockafellar, see
`maths/circuits.py`), so one look at each decides. Records with the same figures missing are looked at together: what
is missing is known by its range, so each combination leaves bounds on a product of the figures that are there.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from checker.engine.arrays import Flags, Floats, Ints
from checker.engine.asking import Asking
from checker.maths.elimination import Combination, every
from checker.maths.interval import OPEN, REACH, SLACK, TESTING
from checker.model.rule import LEVELS

BLOCK = 8192
"""Records with the same figures looked at in one go: more would not stay in the processor's cache."""
SMALL = 512
"""Records whose combinations are all looked at in one go."""
MOST = 64
"""Of more columns than this no two records are sure to miss the same."""
KEPT = 4096
"""So many bounds are kept."""
WORTH = 400
"""Once so many records with the same figures missing have been met it is worth while to fold what is missing."""
GROUP = 50
"""Fewer records than this are looked at with others, though what they miss is folded."""
FINE = 13
"""Digits to which two combinations must agree to be the same."""
ACCEPTED = LEVELS.index("accepted")


class Known(NamedTuple):
    """All C combinations of a question's rows: exponents [C, Q], spans `least` and `most` [L, C] at each level.

    `low` and `high` [L, Q] are the ranges of the quantities, `down` and `up` [L, C, Q] what each adds to a product.
    """

    exponents: Floats
    least: Floats
    most: Floats
    low: Floats
    high: Floats
    down: Floats
    up: Floats


class Bounds(NamedTuple):
    """What C products of the given figures may be at each level: exponents [C, G], `least` and `most` [L, C]."""

    exponents: Floats
    least: Floats
    most: Floats


class Eliminated(NamedTuple):
    """All combinations, with the bounds that they leave to figures by the numbers of the quantities that are given.

    Bounds are made as records are met; `met` counts the records with these quantities.
    """

    known: Known
    bounds: dict[tuple[int, ...], Bounds]
    met: Counter[tuple[int, ...]]


def eliminated(asked: Sequence[Asking]) -> Eliminated | None:
    """The combinations of one question, asked at each level; None where they are too many, or not all.

    Of cost = hours * price and hours = chips * time they are these two and cost = chips * time * price: a record that
    gives cost, chips and time is judged by the third alone, with price as a range.
    """
    net = asked[0].network
    rows = [{str(q): exponent for q, exponent in net.terms[row]} for row in range(net.direct)]
    combinations = None if net.alternatives or net.parts else every(rows)
    return Eliminated(_known(asked, rows, combinations), {}, Counter()) if combinations else None


def _known(asked: Sequence[Asking], rows: Sequence[dict[str, float]], combinations: Sequence[Combination]) -> Known:
    times = np.zeros((len(combinations), len(rows)))
    for c, combination in enumerate(combinations):
        times[c, [*combination]] = [*combination.values()]
    each = np.zeros((len(rows), len(asked[0].low)))
    for r, row in enumerate(rows):
        each[r, [int(q) for q in row]] = [*row.values()]
    exponents = times @ each
    exponents[np.abs(exponents) < SLACK] = 0.0
    count = len(rows)
    least, most = _terms(times, np.array([a.least[:count] for a in asked]), np.array([a.most[:count] for a in asked]))
    low, high = np.array([a.low for a in asked]), np.array([a.high for a in asked])
    return Known(exponents, least.sum(axis=2), most.sum(axis=2), low, high, *_terms(exponents, low, high))


def _terms(weights: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The least and the most [L, C, K] that each weighted interval adds to its sum; open ends stay far out."""
    rising = weights > 0
    at_low, at_high = weights * low[:, None, :], weights * high[:, None, :]
    return np.where(rising, at_low, at_high), np.where(rising, at_high, at_low)


def judged(ready: Eliminated, places: Sequence[int], columns: Sequence[Floats]) -> tuple[Ints, Flags]:
    """The innermost level at which each record holds, and whether it is tested, for columns of logarithms.

    `places` are the numbers of the columns' quantities. Records with the same figures go together if there are enough.
    """
    levels, is_tested = np.empty(len(columns[0]), dtype=np.intp), np.ones(len(columns[0]), dtype=bool)
    groups, others = _alike(columns)
    for group in groups:
        given = [k for k, column in enumerate(columns) if not np.isnan(column[group[0]])]
        bounds = _bounds(ready, tuple(places[k] for k in given), len(group))
        if bounds is None:
            others = np.concatenate([others, group])
            continue
        for start in range(0, len(group), BLOCK):
            block = group[start : start + BLOCK]
            figures = np.array([columns[k][block] for k in given]).reshape(-1, len(block))
            levels[block], is_tested[block] = _within(bounds, figures)
    for start in range(0, len(others), SMALL):
        block = others[start : start + SMALL]
        figures = np.array([column[block] for column in columns])
        levels[block], is_tested[block] = _whole(ready.known, places, figures)
    return levels, is_tested


def _alike(columns: Sequence[Floats]) -> tuple[list[Ints], Ints]:
    """Numbers of records that miss the same figures, `GROUP` or more together; and those of all other records."""
    if len(columns) > MOST:
        return [], np.arange(len(columns[0]))
    bits = np.min_scalar_type((1 << len(columns)) - 1)
    missing = np.zeros(len(columns[0]), dtype=bits)
    for k, column in enumerate(columns):
        missing |= np.isnan(column).astype(bits) << np.asarray(k, dtype=bits)
    order = np.argsort(missing, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(missing[order]) != 0])
    sizes = np.diff(starts, append=len(order))
    some = sizes >= GROUP
    groups = [order[first : first + size] for first, size in zip(starts[some], sizes[some], strict=True)]
    return groups, order[np.repeat(~some, sizes)]


def _bounds(ready: Eliminated, given: tuple[int, ...], count: int) -> Bounds | None:
    """What figures of these quantities must satisfy; None while too few records have had them."""
    bounds = ready.bounds.get(given)
    if bounds is None:
        ready.met[given] += count
        if ready.met[given] < WORTH or len(ready.bounds) >= KEPT:
            return None
        bounds = ready.bounds[given] = _fold(ready.known, list(given))
    return bounds


def _whole(known: Known, places: Sequence[int], figures: Floats) -> tuple[Ints, Flags]:
    """Level and whether tested of records with figures [G, N], NaN where there is none, from every combination."""
    levels = np.full(figures.shape[1], len(LEVELS), dtype=np.intp)
    left = np.arange(figures.shape[1])
    for level in range(len(LEVELS)):
        some = figures[:, left]
        outside = (some < known.low[level][places, None] - SLACK) | (some > known.high[level][places, None] + SLACK)
        fails = outside.any(axis=0) | (_room(known, level, places, some) < -SLACK).any(axis=0)
        levels[left[~fails]] = level
        left = left[fails]
        if not left.size:
            break
    is_tested: Flags = np.ones(figures.shape[1], dtype=bool)
    lowest = np.flatnonzero(levels == 0)
    is_tested[lowest] = _tested(known, places, figures[:, lowest])
    return levels, is_tested


def near(figures: Floats, low: Floats, high: Floats) -> Flags:
    """Which figures are near enough to the ends of what the rest leaves to them to be tested."""
    return np.asarray((figures - low <= TESTING) | (high - figures <= TESTING))


def _room(known: Known, level: int, places: Sequence[int], figures: Floats) -> Floats:
    """How far each combination [C, N] is from breaking at a level."""
    low, high = known.low[level][:, None], known.high[level][:, None]
    middle, half = (np.repeat(each, figures.shape[1], axis=1) for each in ((low + high) / 2, (high - low) / 2))
    is_given = ~np.isnan(figures)
    middle[places], half[places] = np.where(is_given, figures, middle[places]), np.where(is_given, 0.0, half[places])
    room = known.exponents @ middle
    room -= ((known.least[level] + known.most[level]) / 2)[:, None]
    np.abs(room, out=room)
    np.subtract(np.abs(known.exponents) @ half, room, out=room)
    room += ((known.most[level] - known.least[level]) / 2)[:, None]
    return np.asarray(room)


def _tested(known: Known, places: Sequence[int], figures: Floats) -> Flags:
    """Whether some figure of each record is tested by the rest."""
    low, high = known.low[ACCEPTED][places, None], known.high[ACCEPTED][places, None]
    found: Flags = np.asarray(near(figures, low, high).any(axis=0))
    left = np.flatnonzero(~found)
    if left.size:
        figures = figures[:, left]
        room = _room(known, ACCEPTED, places, figures)
        for figure, place in zip(figures, places, strict=True):
            reach = TESTING * np.abs(known.exponents[:, place])
            with_it = reach > 0
            found[left] |= ~np.isnan(figure) & (room[with_it] <= reach[with_it, None]).any(axis=0)
    return found


def _fold(known: Known, given: list[int]) -> Bounds:
    """What the given figures must satisfy, once everything else is known by its range alone."""
    rest = np.ones(known.exponents.shape[1], dtype=bool)
    rest[given] = False
    least, most = known.least - known.up[:, :, rest].sum(axis=2), known.most - known.down[:, :, rest].sum(axis=2)
    least, most = np.where(least < -REACH, -OPEN, least), np.where(most > REACH, OPEN, most)
    tells = ((least > known.down[:, :, given].sum(axis=2)) | (most < known.up[:, :, given].sum(axis=2))).any(axis=0)
    return _tidy(
        np.concatenate([known.exponents[tells][:, given], np.eye(len(given))]),
        np.concatenate([least[:, tells], known.low[:, given]], axis=1),
        np.concatenate([most[:, tells], known.high[:, given]], axis=1),
    )


def _tidy(exponents: Floats, least: Floats, most: Floats) -> Bounds:
    """Each product once, with the tightest bounds at each level."""
    if not exponents.size:
        return Bounds(exponents, least, most)
    lead = exponents[np.arange(len(exponents)), (exponents != 0).argmax(axis=1)]
    lead = np.where(lead == 0.0, 1.0, lead)
    ends, full = (least / lead, most / lead), exponents / lead[:, None]
    _, first, same = np.unique(np.round(full, FINE), axis=0, return_index=True, return_inverse=True)
    products = full[first]
    low, high = np.full((len(least), len(products)), -OPEN), np.full((len(least), len(products)), OPEN)
    for level in range(len(least)):
        np.maximum.at(low[level], same.ravel(), np.minimum(*ends)[level])
        np.minimum.at(high[level], same.ravel(), np.maximum(*ends)[level])
    return Bounds(products, low, high)


def _within(bounds: Bounds, figures: Floats) -> tuple[Ints, Flags]:
    """Level and whether tested of records, all with these figures [G, N]."""
    products = bounds.exponents @ figures
    levels = np.zeros(figures.shape[1], dtype=np.intp)
    is_tested: Flags = np.ones(figures.shape[1], dtype=bool)
    left, those = np.arange(figures.shape[1]), products
    for least, most in zip(bounds.least, bounds.most, strict=True):
        fails = np.asarray((those < (least - SLACK)[:, None]) | (those > (most + SLACK)[:, None])).any(axis=0)
        left, those = left[fails], those[:, fails]
        if not left.size:
            break
        levels[left] += 1
    reach = TESTING * np.abs(bounds.exponents).max(axis=1, initial=0.0)
    least, most = bounds.least[ACCEPTED], bounds.most[ACCEPTED]
    if not ((most - least) / 2 <= reach).any():
        room = np.minimum(products - least[:, None], most[:, None] - products)
        is_tested = np.asarray((room <= reach[:, None]).any(axis=0)) | (levels > 0)
    return levels, is_tested
