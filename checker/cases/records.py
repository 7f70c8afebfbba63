"""What a record was on a day: the largest known value so far, and how far growth may have carried it since."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from msgspec import Struct

from checker.maths.dates import YEAR, end_of_year
from checker.maths.interval import ANY, OPEN, Span
from checker.model.case import TERMS
from checker.model.identity import Identity
from checker.model.names import slug
from checker.model.rule import Mark, Prior, Record, Rulebook

STRICT = ("best", "typical")
"""Levels at which a total is taken for the calendar year's; a firm's own year may end within the next one."""


class Standing(Struct, frozen=True):
    """A record on a day: its span at each level, and the entry that holds it."""

    spans: dict[str, Span]
    holder: Mark | None


def standing(record: Record, day: int, about: str, book: Rulebook) -> Standing:
    """The record on a day, without the subject's own entries; open at every level where there is none yet.

    At least as much as the largest of its own entries says is allowed: that is what the subject is known to have been.
    """
    entries = [m for m in record.marks if m.day <= day]
    its_own = [m for m in entries if is_same(about, m)] if about else []
    holders = _others(record, its_own, day) if its_own else _until(record, day)
    reigns = {
        by_year: {column: _reigns(record, column, some, day, by_year) for column, some in holders.items()}
        for by_year in {False, record.by_year}
    }
    tops = {level: _top(record, reigns[record.by_year and level in STRICT], level, book) for level in TERMS}
    best = tops["best"]
    if best is None:
        return Standing(dict.fromkeys(TERMS, ANY), None)
    own = {level: _own(record, its_own, level) for level in TERMS}
    holder = best[1]
    least = own["best"]
    if least and least.value > best[0]:
        holder, best = least, (least.value, least)
    base = holder.value
    spans: dict[str, Span] = {}
    for level, top in tops.items():
        mark = own[level]
        spans[level] = (base, max(base, top[0], mark.value if mark else base)) if top else (base, OPEN)
    spans["best"] = (best[0], best[0])
    return Standing(spans, holder)


def _own(record: Record, its_own: list[Mark], level: str) -> Mark | None:
    """The largest of a subject's own entries that count at a level."""
    columns = record.reach.get("typical" if level == "best" else level, {})
    return max((m for m in its_own if m.column in columns), key=lambda m: m.value, default=None)


def _top(
    record: Record, reigns: dict[str, list[tuple[Mark, float]]], level: str, book: Rulebook
) -> tuple[float, Mark] | None:
    """The greatest of the columns' records with their factors and growth, and its entry."""
    reach = record.reach.get("typical" if level == "best" else level, {})
    found: list[tuple[float, Mark]] = []
    for column, factor in reach.items():
        rate = _growth(record, column, level, book)
        found += [(m.value + factor + years * rate, m) for m, years in reigns.get(column, ())]
    return max(found, key=lambda f: (f[0], -f[1].day)) if found else None


def _holders(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Of each column every entry that ever held its record, the first first."""
    found: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda m: (m.day, -m.value)):
        holders = found.setdefault(mark.column, [])
        if not holders or mark.value > holders[-1].value:
            holders.append(mark)
    return found


def _others(record: Record, its_own: Collection[Mark], day: int) -> dict[str, list[Mark]]:
    """Who held each column's record until a day if a subject's own entries are none."""
    return _holders(m for m in record.marks if m.day <= day and m not in its_own)


def _until(record: Record, day: int) -> dict[str, list[Mark]]:
    """Who held each column's record until a day."""
    ever = _ever(Identity(record))
    found = {column: [m for m in holders if m.day <= day] for column, holders in ever.items()}
    return {column: holders for column, holders in found.items() if holders}


@lru_cache(maxsize=256)
def _ever(record: Identity[Record]) -> dict[str, list[Mark]]:
    """Who ever held each column's record."""
    return _holders(record.it.marks)


def _reigns(record: Record, column: str, holders: list[Mark], day: int, by_year: bool) -> list[tuple[Mark, float]]:
    """The entries that held a column's record, and the years that each grew.

    It grows until the next one, so that a new record takes back nothing that was allowed before: from its own day, or
    only past the column's last entry, till which the table is whole. A total of a year counts for all of it, so that
    it grows from the end of its year to the end of the claim's.
    """
    last = max(m.day for m in record.marks if m.column == column)
    starts = [m.day if record.grows_from == "row" else last for m in holders]
    ends = [*(m.day for m in holders[1:]), day]
    if by_year:
        starts, ends = list(map(end_of_year, starts)), [*ends[:-1], end_of_year(day)]
    return [(m, max(0, end - start) / YEAR) for m, start, end in zip(holders, starts, ends, strict=True)]


def _growth(record: Record, column: str, level: str, book: Rulebook) -> float:
    prior = book.priors.get(record.growth.get(column, ""))
    return _rate(prior, level) if prior else 0.0


def _rate(prior: Prior, level: str) -> float:
    row = prior.rows[0]
    if level == "best":
        return row.best if row.best is not None else sum(row.spans["typical"]) / 2
    return row.spans[level][1]


def is_same(about: str, mark: Mark) -> bool:
    """Whether a claim's subject is the one a record's entry is about."""
    wanted = slug(about)
    return bool(wanted) and wanted in {slug(mark.name), *map(slug, mark.aliases)}


def record_holders(book: Rulebook) -> set[str]:
    """Names of all that some record knows."""
    marks = [mark for prior in book.priors.values() if prior.record for mark in prior.record.marks]
    return {slug(name) for mark in marks for name in (mark.name, *mark.aliases)}
