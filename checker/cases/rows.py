"""The rows of a table that speak of a quantity in one context: by its attributes, its day, and that day's record."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from checker.cases.context import Allowed, Context
from checker.cases.records import standing
from checker.maths.interval import log
from checker.model.case import TERMS
from checker.model.identity import Identity
from checker.model.rule import Prior, Row, Rulebook

NEXT_TO_NONE = 1e-6
"""Hours that a chip which isn't on sale yet has been."""

ONE_BY_ONE = 32
"""Up to so many values of an attribute are looked up one by one."""


def rows_of(prior: Prior, world: Allowed, allowed: Allowed, about: str, at: Context, book: Rulebook) -> list[Row]:
    """The rows of a prior that speak of its quantity in one world; none where its table is silent."""
    if prior.record:
        found = standing(prior.record, at.day, about, book)
        if not found.holder:
            return []
        holder = found.holder
        own = None if found.spans["best"][0] == holder.value else holder.value
        return [Row(found.spans, None, {}, (holder.day, holder.day), holder.name, holder.source, own)]
    if prior.since:
        return _age(prior, allowed, at, book)
    possible = allowed | world
    fitting = _fitting(Identity(prior), tuple((a, possible.get(a, ())) for a in prior.keys))
    return fitting.timeless or [row for group in fitting.groups for row in _nearest(group, at.day, prior)]


class _Fitting(Struct, frozen=True):
    """Rows of a table, those of equal keys together; where no day is told of any, all of them at once."""

    groups: list[list[Row]]
    timeless: list[Row]


@lru_cache(maxsize=4096)
def _fitting(prior: Identity[Prior], asked: tuple[tuple[str, tuple[str, ...]], ...]) -> _Fitting:
    """The rows of a table that speak of these values of attributes.

    There are none where the table is silent on one of the attributes.
    """
    possible = dict(asked)
    rows = [r for r in prior.it.rows.among(possible, ONE_BY_ONE) if _fits_keys(r, possible)]
    if any(_is_silent(rows, a, possible[a]) for a in prior.it.sparse):
        return _Fitting([], [])
    by_keys: dict[tuple[tuple[str, str], ...], list[Row]] = {}
    for row in rows:
        by_keys.setdefault(tuple(sorted(row.keys.items())), []).append(row)
    groups = list(by_keys.values())
    is_dated = any(row.days for row in rows)
    return _Fitting(groups, [] if is_dated else [row for group in groups for row in group])


def _is_silent(rows: Sequence[Row], attribute: str, values: tuple[str, ...]) -> bool:
    """Whether no row speaks of a value that the attribute may have: how wide things are is then unknown."""
    return not {*values} <= {r.keys.get(attribute, value) for r in rows for value in values}


def _fits_keys(row: Row, possible: Allowed) -> bool:
    for attribute, value in row.keys.items():  # noqa: SIM110  # a plain loop: it is asked of hundreds of rows
        if value not in possible.get(attribute, ()):
            return False
    return True


def _nearest(alike: list[Row], day: int, prior: Prior) -> list[Row]:
    """Of rows with equal keys those that hold the day, else the nearest in time where the table allows that."""
    distances = [_distance(row, day) for row in alike]
    least = min(distances)
    if least and not prior.nearest:
        return []
    return [row for row, distance in zip(alike, distances, strict=True) if distance == least]


def _distance(row: Row, day: int) -> int:
    return max(row.days[0] - day, day - row.days[1], 0) if row.days else 0


def _age(prior: Prior, allowed: Allowed, at: Context, book: Rulebook) -> list[Row]:
    """Hours from the first day on sale to the date; next to none before that day, since no figure is below zero.

    Of several that may be meant each has its own; where it may be any that was on sale, nothing is known.
    """
    values = allowed.get(prior.since, ())
    attribute = book.attributes[prior.since]
    since = attribute.since
    if not values or not since.keys() >= {*values}:
        return []
    if len(values) > 1:
        anyone = sum(first <= at.day for value, first in since.items() if attribute.rarer.get(value) != "none")
        if len(values) >= anyone:
            return []
    ages = [(log(max(NEXT_TO_NONE, 24.0 * (at.day - since[v] + 1))), v) for v in values]
    return [
        Row(dict.fromkeys(TERMS, (h, h)), h, name=f"{v} on sale from {date.fromordinal(since[v]):%B %Y}")
        for h, v in sorted(ages, reverse=True)
    ]
