"""Dates as people say them."""

from datetime import date

from checker.maths.dates import days, month_name


def date_words(text: str) -> str:
    """A published date in words: "15 Dec 2024", "December 2024", "2024"; left as it is where it is no date."""
    try:
        first, last = days(text)
    except ValueError:
        return text
    if first == last:
        when = date.fromordinal(first)
        return f"{when.day} {when:%b} {when.year}"
    if "H" in text or "Q" in text:
        return " ".join(reversed(text.strip().split("-")))
    return month_name(last) if "-" in text else text.strip()


def by_month(text: str, day: int) -> str:
    """The month that a date falls in, or ends with: "December 2024"; of the day where the text is no date."""
    try:
        return month_name(days(text)[1])
    except ValueError:
        return month_name(day)


def in_digits(day: int) -> str:
    """A day as tables write it: 2024-12-15."""
    return date.fromordinal(day).isoformat()


def until(day: int) -> str:
    """Where what is dated ends: ", to June 2026"; "" where nothing is."""
    return f", to {month_name(day)}" if day else ""
