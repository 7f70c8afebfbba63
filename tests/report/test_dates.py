"""Dates are said as people say them."""

import pytest

from checker.report.dates import by_month, date_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024-12-15", "15 Dec 2024"), ("2024-12", "December 2024"), ("2024", "2024"), ("2024-H2", "H2 2024"),
     ("2024-Q3", "Q3 2024"), ("September 2024", "September 2024"), ("", "")],
)  # fmt: skip
def test_date_words(text: str, expected: str) -> None:
    """A published date is said in words; what is no date stays as it is."""
    assert date_words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("2024-12-15", "December 2024"), ("2024", "December 2024"), ("?", "January 2024")]
)
def test_by_month(text: str, expected: str) -> None:
    """A date stands for the month that it ends with; a day stands in for what is no date."""
    assert by_month(text, 738900) == expected
