"""Claims that the program had not seen: what was said of them at first stands, and is counted as an expert would."""

import pytest

from benchmarks.unseen import Row, counted, interval, sets

COLUMNS = {
    "id",
    "kind",
    "statement",
    "date",
    "subject_kind",
    "as_of",
    "figures",
    "expected",
    "reason",
    "source",
    "first",
}
SETS = sets()


@pytest.mark.parametrize("name", SETS)
def test_every_row_of_a_set_is_whole(name: str) -> None:
    """Each row has a name of its own, its label and where it was read, and what was said of it when it was new."""
    rows = SETS[name]
    assert len({row["id"] for row in rows}) == len(rows)
    assert [row["id"] for row in rows if not all(row.get(column) for column in COLUMNS)] == []
    assert {row["kind"] for row in rows} <= {"true", "false", "misleading", "unknown"}


def row(kind: str, expected: str) -> Row:
    """A row of a set, with its label alone."""
    return {"kind": kind, "expected": expected}


@pytest.mark.parametrize(
    ("kind", "expected", "said", "against"),
    [
        ("true", "plausible", "strained", 0),
        ("true", "plausible", "implausible", 1),
        ("false", "implausible", "impossible", 0),
        ("false", "implausible", "strained", 1),
        ("misleading", "strained", "implausible", 0),
        ("misleading", "strained", "plausible", 1),
        ("false", "plausible", "plausible", 0),
        ("unknown", "implausible", "plausible", 0),
        ("unknown", "plausible", "refused", 1),
    ],
)
def test_what_counts_against_the_program(kind: str, expected: str, said: str, against: int) -> None:
    """True claims must not be flagged, false ones must; what nobody knows counts only where it can't be read."""
    assert counted([row(kind, expected)], [said]).against == against


def test_a_share_is_told_with_how_sure_it_is() -> None:
    """Nothing of ten is no proof that it never happens: Wilson's interval reaches to 28 in a hundred."""
    assert interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-3)
    assert interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-3)
    assert interval(0, 0) == (0.0, 1.0)
