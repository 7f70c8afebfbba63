"""One question asked of many records: claimed figures as columns, one answer for each record.

Where the question is made of products alone, and few enough that all their combinations are known, one look at each
combination decides (Rockafellar). Records with the same figures missing are looked at together: what is missing
is known by its range, so each combination leaves bounds on a product of the figures that are there.
Other questions are narrowed, as they are for a single claim.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from checker.engine.sweep import fixpoint
from checker.engine.system import CLAIMED, Flags, Floats, Ints, Rows, System, stack, widened
from checker.maths.circuits import Combination, every
from checker.maths.interval import OPEN, REACH, SLACK
from checker.model.case import Question
from checker.model.rule import LEVELS

BLOCK = 8192
"""Records judged at once, whatever their number: what bounds the memory."""
SMALL = 2048
"""Records whose combinations are all looked at in one go: more would not stay in the processor's cache."""
WORTH = 300
"""From so many records with the same figures missing it is worth while to look at them by themselves."""
FINE = 9
"""Digits to which two combinations must agree to be the same."""


class Bounds(NamedTuple):
    """What C products of the given figures may be at each level: exponents [C, G], `least` and `most` [L, C]."""

    exponents: Floats
    least: Floats
    most: Floats


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


class Asked(NamedTuple):
    """A question made ready for records: a system for each level, and all combinations of its rows if there are few."""

    systems: tuple[System, ...]
    known: Known | None


def asked(question: Question) -> Asked:
    """A question without claimed figures, ready to be asked of records."""
    systems = tuple(
        stack([question.without(*(p.key for p in question.premises if p.basis == CLAIMED))], level) for level in LEVELS
    )
    first = systems[0]
    rows = [_row(first.rows, r) for r in range(len(first.keys))]
    combinations = None if first.switches or first.sums else every(rows)
    return Asked(systems, _known(systems, rows, combinations) if combinations else None)


def _known(systems: Sequence[System], rows: Sequence[dict[str, float]], combinations: Sequence[Combination]) -> Known:
    times = np.zeros((len(combinations), len(rows)))
    for c, combination in enumerate(combinations):
        times[c, [*combination]] = [*combination.values()]
    each = np.zeros((len(rows), len(systems[0].names)))
    for r, row in enumerate(rows):
        each[r, [int(q) for q in row]] = [*row.values()]
    exponents = times @ each
    exponents[np.abs(exponents) < SLACK] = 0.0
    least, most = _terms(
        times, np.stack([s.rows.least[:, 0] for s in systems]), np.stack([s.rows.most[:, 0] for s in systems])
    )
    low, high = np.stack([s.low[:-1, 0] for s in systems]), np.stack([s.high[:-1, 0] for s in systems])
    return Known(exponents, least.sum(axis=2), most.sum(axis=2), low, high, *_terms(exponents, low, high))


def _terms(weights: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """The least and the most [L, C, K] that each weighted interval adds to its sum; open ends stay far out."""
    rising = weights > 0
    at_low, at_high = weights * low[:, None, :], weights * high[:, None, :]
    return np.where(rising, at_low, at_high), np.where(rising, at_high, at_low)


def _row(rows: Rows, number: int) -> dict[str, float]:
    """A row's exponents by the number of the quantity."""
    pairs = zip(rows.where[number], rows.weight[number, :, 0], strict=True)
    return {str(q): float(weight) for q, weight in pairs if weight}


def levels_of(ready: Asked, figures: Mapping[str, Floats]) -> Ints:
    """For each record the number of the innermost level at which the question holds with it; 3 where none does.

    `figures` has a column [N] of logarithms for each claimed quantity, in the quantity's unit, NaN where a record says
    nothing.
    """
    return _folded(ready.known, ready.systems[0].names, figures) if ready.known else _narrowed(ready, figures)


def _narrowed(ready: Asked, figures: Mapping[str, Floats]) -> Ints:
    count = len(next(iter(figures.values())))
    found = np.full(count, len(LEVELS), dtype=np.intp)
    for start in range(0, count, BLOCK):
        block = {name: column[start : start + BLOCK] for name, column in figures.items()}
        left = np.arange(len(next(iter(block.values()))))
        for number, system in enumerate(ready.systems):
            empty = fixpoint(_said(system, {name: column[left] for name, column in block.items()})).empty
            found[start + left[~empty]] = number
            left = left[empty]
            if not left.size:
                break
    return found


def _said(system: System, figures: Mapping[str, Floats]) -> System:
    """The system of one case once for each record, narrowed to what that record says."""
    many = widened(system, len(next(iter(figures.values()))))
    for name, column in figures.items():
        if name in many.names:
            q = many.place(name)
            many.low[q], many.high[q] = np.fmax(many.low[q], column), np.fmin(many.high[q], column)
    return many


def _folded(known: Known, quantities: Sequence[str], figures: Mapping[str, Floats]) -> Ints:
    """The levels from all combinations, records with the same figures together."""
    names = [name for name in quantities if name in figures]
    places = [quantities.index(name) for name in names]
    columns = [figures[name] for name in names]
    missing = np.zeros(len(columns[0]), dtype=np.int64)
    for k, column in enumerate(columns):
        missing |= np.isnan(column).astype(np.int64) << k
    order = np.argsort(missing, kind="stable")
    cuts = np.flatnonzero(np.diff(missing[order])) + 1
    found = np.empty(len(missing), dtype=np.intp)
    if len(missing) < WORTH * (len(cuts) + 1):
        for start in range(0, len(missing), SMALL):
            found[start : start + SMALL] = _whole(known, places, np.stack([c[start : start + SMALL] for c in columns]))
        return found
    for group in np.split(order, cuts):
        given = [k for k in range(len(names)) if not missing[group[0]] >> k & 1]
        bounds = _fold(known, [places[k] for k in given])
        for start in range(0, len(group), BLOCK):
            block = group[start : start + BLOCK]
            found[block] = _within(bounds, np.stack([columns[k][block] for k in given]) if given else None, len(block))
    return found


def _whole(known: Known, places: list[int], figures: Floats) -> Ints:
    """The innermost level at which every combination holds of each record's figures [G, N], NaN where there is none."""
    found = np.full(figures.shape[1], len(known.least), dtype=np.intp)
    left = np.arange(figures.shape[1])
    for level in range(len(known.least)):
        fails = _fails(known, level, places, figures[:, left])
        found[left[~fails]] = level
        left = left[fails]
    return found


def _fails(known: Known, level: int, places: list[int], figures: Floats) -> Flags:
    """Which records break a combination or a range at a level."""
    low = np.repeat(known.low[level][:, None], figures.shape[1], axis=1)
    high = np.repeat(known.high[level][:, None], figures.shape[1], axis=1)
    beyond: Flags = np.asarray(((figures < low[places] - SLACK) | (figures > high[places] + SLACK)).any(axis=0))
    low[places], high[places] = np.fmax(low[places], figures), np.fmin(high[places], figures)
    middle, half = (known.least[level] + known.most[level]) / 2, (known.most[level] - known.least[level]) / 2
    apart = np.abs(known.exponents @ ((low + high) / 2) - middle[:, None])
    apart -= np.abs(known.exponents) @ ((high - low) / 2)
    beyond |= (apart > (half + SLACK)[:, None]).any(axis=0)
    return beyond


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
    ends = least / lead, most / lead
    products, same = np.unique(np.round(exponents / lead[:, None], FINE), axis=0, return_inverse=True)
    low, high = np.full((len(least), len(products)), -OPEN), np.full((len(least), len(products)), OPEN)
    for level in range(len(least)):
        np.maximum.at(low[level], same.ravel(), np.minimum(*ends)[level])
        np.minimum.at(high[level], same.ravel(), np.maximum(*ends)[level])
    return Bounds(products, low - SLACK, high + SLACK)


def _within(bounds: Bounds, figures: Floats | None, count: int) -> Ints:
    """The innermost level at which all products of each record's figures [G, N] are within their bounds."""
    products = bounds.exponents @ figures if figures is not None else np.zeros((len(bounds.exponents), count))
    found = np.zeros(count, dtype=np.intp)
    for least, most in zip(bounds.least, bounds.most, strict=True):
        found += np.asarray((products < least[:, None]) | (products > most[:, None])).any(axis=0)
    return found
