"""Known subjects as a whole: true figures are let stand, tenfold slips are found."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from checker.audit import ask_words
from checker.model.result import ClaimResult
from checker.options import Options
from tests.explain.asking import book

ROWS = list(csv.DictReader(Path("rules/reference/models.csv").read_text(encoding="utf-8").splitlines()))
FOURTH = ROWS[::4]
"""Enough to notice a fault of some kind within a few seconds."""
FIGURES = {
    "flop_best": ("training_compute", "FLOP"), "parameters": ("parameters", ""), "tokens": ("tokens", ""),
    "chips": ("chips", ""), "duration_hours": ("duration", "hours"), "chip_hours": ("chip_hours", ""),
    "mfu": ("mfu", ""), "energy_mwh": ("energy", "MWh"), "emissions_t": ("emissions", "t"),
}  # fmt: skip
TWENTY = (
    "alexnet", "bert-large", "gpt-2", "t5-11b", "gpt-3", "gopher", "palm", "opt-175b", "bloom-176b", "gpt-4",
    "llama-65b", "llama-2-70b", "falcon-180b", "mixtral-8x7b", "llama-3.1-405b", "deepseek-v3", "qwen2.5-72b",
    "kimi-k2", "gpt-oss-120b", "grok-4",
)  # fmt: skip


def typed(row: dict[str, str], factor: float = 1) -> dict[str, str]:
    """A row's figures as one would type them, times a factor."""
    return {
        name: f"{float(row[column]) * factor:.4g} {unit}".strip()
        for column, (name, unit) in FIGURES.items()
        if row[column]
    }


def judged(row: dict[str, str], figures: dict[str, str], reasons: str = "none") -> ClaimResult:
    """A claim about a row's subject, by its name."""
    values = {"about": row["name"], "date": row["date"], **figures}
    result = ask_words(values, book(), Options(reasons=reasons))
    assert not result.problems, result.problems
    return result.cases[0].claims[0]


def test_true_figures_of_known_subjects_are_let_stand() -> None:
    """No row's own figures together are implausible, and not one in twenty needs anything rare."""
    found = {row["id"]: judged(row, typed(row)).verdict for row in FOURTH if typed(row)}
    counts = Counter(found.values())
    assert len(found) > 80
    assert counts["implausible"] == counts["impossible"] == 0, found
    assert counts["strained"] <= len(found) / 20


def test_tenfold_slips_are_found() -> None:
    """At least nine in ten of those on the figures of twenty subjects are implausible."""
    rows = [row for row in ROWS if row["id"] in TWENTY]
    slips = [(row, {name: text}) for n, row in enumerate(rows) for name, text in typed(row, (10, 0.1)[n % 2]).items()]
    found = [judged(row, figure).verdict for row, figure in slips]
    assert len(rows) == 20
    assert len(slips) > 100
    assert sum(verdict in ("implausible", "impossible") for verdict in found) >= 0.9 * len(found)


@pytest.mark.parametrize(("subject", "factor"), [("gpt-3", 10), ("llama-2-70b", 0.1)])
def test_slips_are_put_right(subject: str, factor: float) -> None:
    """The right figure comes first among the suspects."""
    (row,) = [row for row in ROWS if row["id"] == subject]
    for name, text in typed(row, factor).items():
        told = judged(row, {name: text}, "all")
        assert told.known
        assert told.suspects[0].corrected == pytest.approx(told.known.facts[name].low, rel=0.3), name
