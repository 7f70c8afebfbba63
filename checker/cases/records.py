"""What a record was on a day: the largest known value so far, and how far growth may have carried it since."""

import re
from dataclasses import dataclass
from functools import cache

from checker.maths.dates import YEAR
from checker.maths.interval import ANY, OPEN, Span
from checker.model.case import TERMS
from checker.model.rule import Mark, Prior, Record, Rulebook


@dataclass(frozen=True, slots=True)
class Standing:
    """A record on a day: its span at each level, and the entry that holds it."""

    spans: dict[str, Span]
    holder: Mark | None
    grown: float
    """Years of growth that carry it past its last entry."""


def standing(record: Record, day: int, about: str, book: Rulebook) -> Standing:
    """The record on a day, without the subject's own entries; open at every level where there is none yet."""
    marks = [m for m in record.marks if m.day <= day and not is_same(about, m)]
    tops = {level: _top(record, marks, day, level, book) for level in TERMS}
    best = tops["best"]
    if best is None:
        return Standing(dict.fromkeys(TERMS, ANY), None, 0.0)
    base = best[1].value
    spans: dict[str, Span] = {}
    for level, top in tops.items():
        spans[level] = (base, max(base, top[0])) if top else (base, OPEN)
    spans["best"] = (best[0], best[0])
    return Standing(spans, best[1], best[2])


def _top(record: Record, marks: list[Mark], day: int, level: str, book: Rulebook) -> tuple[float, Mark, float] | None:
    """The greatest of the columns' records with their factors and growth, its entry, and the years it grew."""
    reach = record.reach.get("typical" if level == "best" else level, {})
    found: list[tuple[float, Mark, float]] = []
    for column, factor in reach.items():
        entries = [m for m in marks if m.column == column]
        rate = _growth(record, column, level, book)
        for holder, until in _reigns(entries, day):
            years = _years_grown(record, holder, until)
            found.append((holder.value + factor + years * rate, holder, years))
    return max(found, key=lambda f: (f[0], -f[1].day)) if found else None


def _reigns(entries: list[Mark], day: int) -> list[tuple[Mark, int]]:
    """Each entry that ever held the record, and until when: a new one takes back nothing that was allowed before."""
    holders: list[Mark] = []
    for mark in sorted(entries, key=lambda m: (m.day, -m.value)):
        if not holders or mark.value > holders[-1].value:
            holders.append(mark)
    ends = [m.day for m in holders[1:]] + [day] * bool(holders)
    return list(zip(holders, ends, strict=True))


def _years_grown(record: Record, holder: Mark, day: int) -> float:
    """From the entry that holds the record, or only past the column's last entry: till then the table is whole."""
    if record.grows_from == "row":
        return (day - holder.day) / YEAR
    last = max(m.day for m in record.marks if m.column == holder.column)
    return max(0, day - last) / YEAR


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


@cache
def slug(text: str) -> str:
    """A name without case and punctuation."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
