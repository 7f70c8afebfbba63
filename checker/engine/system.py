"""Questions as arrays: quantities by cases for the ranges, rules by terms by cases for what narrows them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checker.maths.interval import OPEN, REACH, SLACK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]
else:  # importing numpy.typing takes longer than judging a claim
    Floats = Ints = Flags = np.ndarray

NOTHING = 1e-9
"""What is left of an exponent where a quantity is eliminated."""


class Switch(NamedTuple):
    """A row that holds only once one of its sets of conditions is entailed: (quantity, least low, greatest high)."""

    row: int
    alternatives: tuple[tuple[tuple[int, float, float], ...], ...]


class Conditions(NamedTuple):
    """All conditions of all switches, C in a row: the range [C, 1] within which each one's quantity [C] must lie.

    `alternatives` says where each set of conditions begins, `switches` which set is the first of each switch.
    """

    quantity: Ints
    least: Floats
    most: Floats
    alternatives: Ints
    switches: Ints


class SumRow(NamedTuple):
    """The ratio of `whole` to the sum of two parts lies in the row's span."""

    row: int
    whole: int
    parts: tuple[int, int]


class Rows(NamedTuple):
    """R sums of at most K terms: `where` [R, K] and `weight` [R, K, N], with their spans `least`, `most` [R, N].

    Where all cases have the same weights these stand but once, [R, K, 1]; so do spans, [R, 1], where all have the same.
    """

    where: Ints
    weight: Floats
    least: Floats
    most: Floats


class System(NamedTuple):
    """Q quantities, N cases; `low`, `high` [Q + 1, N] are the ranges before anything is propagated.

    The last line pads short rows. `keys` are the premises of the rows, `sources` those of each derived row.
    """

    names: tuple[str, ...]
    keys: tuple[str, ...]
    sources: tuple[tuple[str, ...], ...]
    low: Floats
    high: Floats
    rows: Rows
    derived: Rows
    switches: tuple[Switch, ...]
    sums: tuple[SumRow, ...]
    conditions: Conditions
    sorts: Ints
    """For each case a number that it shares with those that believe the same [N]."""
    times: Floats
    """How many times each derived row takes each row [D, R]."""

    def place(self, name: str) -> int:
        """Line of a quantity."""
        return self.names.index(name)


def combined(rows: Rows, times: Floats, quantities: int) -> Rows:
    """Rows taken so many times [D, R] and added up: the derived rows, their spans still open."""
    dense = np.zeros((len(rows.where), quantities + 1, rows.weight.shape[2]))
    for k in range(rows.where.shape[1]):
        dense[np.arange(len(rows.where)), rows.where[:, k]] += rows.weight[:, k]
    weights = np.tensordot(times, dense, 1)
    weights[np.abs(weights) < NOTHING] = 0.0
    used = weights.any(axis=2)
    order = np.argsort(~used, axis=1, kind="stable")[:, : max(1, int(used.sum(axis=1).max(initial=0)))]
    where = np.where(np.take_along_axis(used, order, axis=1), order, quantities).astype(np.intp)
    return Rows(where, np.take_along_axis(weights, order[:, :, None], axis=1), rows.least[:0], rows.most[:0])


def spanned(derived: Rows, times: Floats, rows: Rows) -> Rows:
    """Derived rows with the spans that follow from those of their rows; open where one of theirs is open."""
    if not len(times):
        return derived._replace(least=rows.least[:0], most=rows.most[:0])
    rising, falling = (times + np.abs(times)) / 2, (times - np.abs(times)) / 2
    least = np.maximum(rising @ rows.least + falling @ rows.most, -OPEN)
    most = np.minimum(rising @ rows.most + falling @ rows.least, OPEN)
    open_low, open_high = (np.where(np.abs(end) >= REACH, 1.0, 0.0) for end in (rows.least, rows.most))
    least[rising @ open_low - falling @ open_high > 0] = -OPEN
    most[rising @ open_high - falling @ open_low > 0] = OPEN
    return derived._replace(least=least, most=most)


def trimmed(system: System) -> System:
    """The system without derived rows that say nothing in any of its cases."""
    derived = system.derived
    tells = np.flatnonzero(((derived.least > -REACH) | (derived.most < REACH)).any(axis=1))
    if len(tells) == len(system.sources):
        return system
    rows = Rows(derived.where[tells], derived.weight[tells], derived.least[tells], derived.most[tells])
    return system._replace(derived=rows, sources=tuple(system.sources[d] for d in tells))


def widened(system: System, cases: int) -> System:
    """A system of one case as so many equal cases."""
    return taking(system, np.zeros(cases, dtype=np.intp))


def taking(system: System, cases: Ints) -> System:
    """A system of these cases of another, in this order; a case may come again."""

    def taken(rows: Rows) -> Rows:
        weight = rows.weight if rows.weight.shape[2] == 1 else rows.weight[:, :, cases]
        if rows.least.shape[1] == 1:
            return rows._replace(weight=weight)
        return Rows(rows.where, weight, rows.least[:, cases], rows.most[:, cases])

    low, high = system.low[:, cases], system.high[:, cases]
    rows, derived = taken(system.rows), taken(system.derived)
    return system._replace(low=low, high=high, rows=rows, derived=derived, sorts=system.sorts[cases])


def whole_system(
    names: tuple[str, ...],
    keys: tuple[str, ...],
    sources: tuple[tuple[str, ...], ...],
    low: Floats,
    high: Floats,
    rows: Rows,
    derived: Rows,
    times: Floats,
    switches: tuple[Switch, ...],
    sums: tuple[SumRow, ...],
) -> System:
    """A system of rows and of what is derived from them, the spans of the latter still open."""
    derived = spanned(derived, times, rows)
    conditions, sorts = conditions_of(switches, len(names)), np.arange(low.shape[1])
    return System(names, keys, sources, low, high, rows, derived, switches, sums, conditions, sorts, times)


def weighed(system: System, weight: Floats) -> System:
    """A system with other weights of the same signs."""
    rows = system.rows._replace(weight=weight)
    derived = spanned(combined(rows, system.times, len(system.names)), system.times, rows)
    return system._replace(rows=rows, derived=derived)


def conditions_of(switches: Sequence[Switch], nothing: int) -> Conditions:
    """The conditions of switches laid out for arrays; a set without any has one that `nothing` breaks."""
    sets = [[conditions or ((nothing, -2 * OPEN, 2 * OPEN),) for conditions in s.alternatives] for s in switches]
    flat = [condition for alternatives in sets for conditions in alternatives for condition in conditions]
    sizes = [len(conditions) for alternatives in sets for conditions in alternatives]
    return Conditions(
        np.array([q for q, _, _ in flat], dtype=np.intp),
        np.array([least - SLACK for _, least, _ in flat]).reshape(-1, 1),
        np.array([most + SLACK for _, _, most in flat]).reshape(-1, 1),
        np.cumsum([0, *sizes], dtype=np.intp)[:-1],
        np.cumsum([0, *(len(alternatives) for alternatives in sets)], dtype=np.intp)[:-1],
    )
