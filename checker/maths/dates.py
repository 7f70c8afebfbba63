"""Dates as published: "2024", "2024-12", "2024-H2", "2024-Q3", "2024-12-15", each the days it may mean.

A day is an ordinal as in `datetime.date.toordinal`.
"""

import re
from datetime import date
from functools import lru_cache

from checker.patterns import later

FORM = later(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|H([12])|Q([1-4])))?")
YEAR = 365.25
DECEMBER = 12
FIRST, LAST = 1900, 2100
"""The years that are reckoned with: growth over a thousand of them is no figure."""


@lru_cache(maxsize=10_000)
def days(text: str) -> tuple[int, int]:
    """First and last day of a published date; ValueError says what is wrong with it."""
    match = FORM.fullmatch(text.strip())
    if not match:
        raise ValueError(f'"{text}" is no date; write 2024, 2024-12, 2024-H2, 2024-Q3 or 2024-12-15')
    year = int(match[1])
    if not FIRST <= year <= LAST:
        raise ValueError(f'"{text}" is not between {FIRST} and {LAST}; write a year from {FIRST} to {LAST}')
    first, last = _months(match)
    try:
        if match[3]:
            exact = date(year, first, int(match[3])).toordinal()
            return exact, exact
        return date(year, first, 1).toordinal(), end_of_month(year, last).toordinal()
    except ValueError as error:
        raise ValueError(f'"{text}" is not in the calendar') from error


def is_date(text: str) -> bool:
    """Whether a text is a published date."""
    try:
        days(text)
    except ValueError:
        return False
    return True


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match[4]:
        half = int(match[4])
        return 6 * half - 5, 6 * half
    if match[5]:
        quarter = int(match[5])
        return 3 * quarter - 2, 3 * quarter
    return (int(match[2]), int(match[2])) if match[2] else (1, 12)


def years(start: int, end: int) -> float:
    """Years from one day to another, 0 where the second is not later."""
    return max(0, end - start) / YEAR


def month_name(day: int) -> str:
    """A day as people say its month: "December 2024"."""
    when = date.fromordinal(day)
    return f"{when:%B} {when.year}"


def end_of_month(year: int, month: int) -> date:
    """The last day of a month; ValueError where there is none of this number."""
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1) if month < DECEMBER else date(year, month, 31)


def end_of_year(day: int) -> int:
    """The last day of a day's year."""
    return date(date.fromordinal(day).year, 12, 31).toordinal()
