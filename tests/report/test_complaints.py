"""Input problems, word for word."""

import pytest

from checker.model.place import Place, Problem
from checker.report.complaints import LONG, complaint


def test_complaint() -> None:
    """A complaint has place and fault, the line with a caret under the column, and what to write instead."""
    line = "    values: {trainig_cost: $3B}"
    place = Place("tests/bad/unknown-key.yaml", 6, 14)
    problem = Problem(place, 'unknown quantity "trainig_cost"', "write training_cost", line)
    assert complaint(problem) == (
        'tests/bad/unknown-key.yaml:6:14: unknown quantity "trainig_cost"\n'
        "  6 |     values: {trainig_cost: $3B}\n"
        "                   ^\n"
        "  write training_cost"
    )


def test_complaint_that_quotes_much() -> None:
    """The middle of a long quotation is left out."""
    text = complaint(Problem(Place("a.yaml"), f'"{"x" * 5000}" is no formula'))
    assert text.startswith('a.yaml:1:1: "xxx')
    assert text.endswith('xxx" is no formula')
    assert len(text) < 600


def test_complaint_without_line() -> None:
    """Where there is no line to show, the place and the way out remain."""
    assert complaint(Problem(Place("a.yaml"), "the file is empty")) == "a.yaml:1:1: the file is empty"
    assert complaint(Problem(Place("a.yaml"), "empty", "write a claim")) == "a.yaml:1:1: empty\n  write a claim"


@pytest.mark.parametrize("column", [1, 60, 61, 200, 399, 400])
def test_complaint_about_a_long_line(column: int) -> None:
    """A long line is cut around the column, whose character the caret still points at."""
    line = "".join(chr(ord("a") + i % 26) for i in range(400))
    shown, caret = complaint(Problem(Place("a.yaml", 7, column), "bad", "", line)).splitlines()[1:]
    assert len(shown) <= len("  7 | ") + LONG
    assert shown[caret.index("^")] == line[column - 1]
    assert "…" in shown


def test_complaint_about_tabs() -> None:
    """A tab takes one column, so that the caret stands where it should."""
    shown, caret = complaint(Problem(Place("a.yaml", 7, 2), "bad", "", "\tx: 1")).splitlines()[1:]
    assert shown[caret.index("^")] == "x"
