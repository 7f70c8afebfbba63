"""Small systems of sparse linear equations: which unknowns some rows settle, and the point nearest to all of them."""

import math
from collections.abc import Iterable, Mapping, Sequence

NOTHING = 1e-7
"""What is left of a coefficient where an unknown is eliminated."""

Row = Mapping[int, float]
"""Unknown → its coefficient."""


class Settled:
    """The unknowns that the rows added so far leave only one value, whatever it is.

    The rows are kept in reduced echelon form: each has a 1 at an unknown of its own, which no other row has.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """What some rows settle together."""
        self._rows: dict[int, dict[int, float]] = {}
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Takes one more row into account."""
        left = dict(row)
        for unknown in [unknown for unknown in row if unknown in self._rows]:
            _subtract(left, self._rows[unknown], left.get(unknown, 0.0))
        if not left:
            return
        own = max(left, key=lambda unknown: abs(left[unknown]))
        whole = left[own]
        new = {unknown: factor / whole for unknown, factor in left.items()}
        for other in self._rows.values():
            _subtract(other, new, other.get(own, 0.0))
        self._rows[own] = new

    def __contains__(self, unknown: int) -> bool:
        """Whether an unknown has only one value left."""
        return len(self._rows.get(unknown, ())) == 1


def _subtract(row: dict[int, float], other: Row, times: float) -> None:
    """Takes another row so many times from a row, in place."""
    if not times:
        return
    for unknown, factor in other.items():
        left = row.get(unknown, 0.0) - times * factor
        if abs(left) > NOTHING:
            row[unknown] = left
        else:
            row.pop(unknown, None)


def least_squares(rows: Sequence[tuple[Row, float]], count: int) -> list[float]:
    """A point that misses the sums of all rows by least, squared and added up; unknowns that are left free are 0.

    Givens rotations, row by row (Golub and Van Loan, "Matrix Computations", 5.2.5).
    """
    upper: dict[int, tuple[dict[int, float], float]] = {}
    for row, wanted in rows:
        _rotate_in(upper, {unknown: factor for unknown, factor in row.items() if factor}, wanted)
    solved = [0.0] * count
    for unknown in sorted(upper, reverse=True):
        row, value = upper[unknown]
        solved[unknown] = (value - sum(f * solved[u] for u, f in row.items() if u != unknown)) / row[unknown]
    return solved


def _rotate_in(upper: dict[int, tuple[dict[int, float], float]], row: dict[int, float], value: float) -> None:
    """Adds a row to a triangle, each of whose rows begins with an unknown of its own."""
    size = max(map(abs, row.values()), default=0.0)
    while row:
        first = min(row)
        if first not in upper:
            upper[first] = row, value
            return
        top, at = upper[first]
        length = math.hypot(top[first], row[first])
        cosine, sine = top[first] / length, row[first] / length
        both = top.keys() | row.keys()
        upper[first] = (
            {u: cosine * top.get(u, 0.0) + sine * row.get(u, 0.0) for u in both},
            cosine * at + sine * value,
        )
        left = {u: cosine * row.get(u, 0.0) - sine * top.get(u, 0.0) for u in both if u != first}
        row, value = {u: f for u, f in left.items() if abs(f) > NOTHING**2 * size}, cosine * value - sine * at
