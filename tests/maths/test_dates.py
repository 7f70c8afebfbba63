"""Dates as published."""

import pytest

from checker.maths.dates import days


@pytest.mark.parametrize("text", ["3000", "9999-12", "0001", "1899-12-31", "2101-Q1"])
def test_years_beyond_all_reckoning_are_refused(text: str) -> None:
    """A date is within the years that are reckoned with, and the complaint names them."""
    with pytest.raises(ValueError, match=f'"{text}" is not between 1900 and 2100; write a year from 1900 to 2100'):
        days(text)


@pytest.mark.parametrize(("text", "count"), [("1900", 365), ("2100-12", 31), ("2024-Q1", 91), ("2024-02-29", 1)])
def test_a_date_is_all_the_days_that_it_may_mean(text: str, count: int) -> None:
    """A year, a quarter or a month has its first and its last day, at both ends of what is reckoned with."""
    first, last = days(text)
    assert last - first + 1 == count
