"""Slips planted in known training runs: the figure they were planted in is suspected first, and mended."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.explain.asking import judged

MODELS = Path("rules/reference/models.csv")
COLUMNS = {
    "parameters": "parameters",
    "tokens": "tokens",
    "training_compute": "flop_best",
    "chips": "chips",
    "duration": "duration_hours",
    "chip_hours": "chip_hours",
}
SLIPS = (
    ("chips", 0.1),
    ("parameters", 0.001),
    ("duration", 1 / 24),
    ("tokens", 0.001),
    ("chip_hours", 10),
    ("training_compute", 1000),
    ("duration", 24),
    ("tokens", 10),
    ("parameters", 1000),
    ("chip_hours", 0.1),
    ("chips", 10),
    ("training_compute", 0.1),
)
"""A digit or a prefix lost or too many, and hours for days: in turn for one known run after the other."""
FOUND = 11
LARGE = 500
"""Of runs on so many chips, a digit less leaves a number of chips that somebody might print."""


def runs() -> Iterator[dict[str, str]]:
    """The dense pretraining runs on hundreds of chips of which all figures are published, the oldest first."""
    with MODELS.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            figures = {quantity: row[column] for quantity, column in COLUMNS.items()}
            if (
                all(figures.values())
                and float(row["chips"]) >= LARGE
                and row["active_parameters"] == row["parameters"]
                and not row["base"]
            ):
                asked = {"hardware": f"'{row['hardware']}'", "date": row["date"], "known": "no"}
                if judged(words(figures | asked)).verdict == "plausible":
                    yield figures | asked


def words(values: dict[str, str]) -> str:
    """A question in words: figures in plain digits, chips as one counts them, durations in days."""
    return " ".join(f"{name}={_typed(name, value)}" for name, value in values.items())


def _typed(name: str, value: str) -> str:
    if name not in COLUMNS:
        return value
    if name == "duration":
        return f"{float(value) / 24:.3g} days"
    return f"{float(value):,.0f}" if name in ("chips", "chip_hours") else f"{float(value):.3g}"


def is_found(run: dict[str, str], quantity: str, factor: float) -> bool:
    """Whether a slip's figure is suspected first, and corrected to within a fifth of the published one."""
    right = float(run[quantity])
    suspects = judged(words(run | {quantity: f"{right * factor:.6g}"})).suspects
    first = suspects[0] if suspects else None
    return bool(first and first.value == quantity and first.corrected and 0.8 < first.corrected / right < 1.2)


def test_slips_planted_in_known_runs_are_found() -> None:
    """The right figure and the right correction come first in eleven of twelve at least."""
    tried = list(zip(runs(), SLIPS, strict=False))
    assert len(tried) == len(SLIPS)
    assert sum(is_found(run, *slip) for run, slip in tried) >= FOUND
