"""The table of known models: each name means one of them, and a row's figures agree with one another."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from checker.model.names import slug

TABLES = Path(__file__).parent.parent / "rules" / "reference"
FIGURES = ("parameters", "tokens", "flop_best", "chips", "chip_hours", "cost_high")
OPERATIONS = {"dense": 6, "moe": 6, "encoder-decoder": 3}
"""Operations of training for each parameter and token, by architecture."""

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """A table's rows, cells by column."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(row: Row, column: str) -> float:
    """A cell's number, 0 where it is empty."""
    return float(row[column] or 0)


@pytest.fixture(scope="module")
def models() -> list[Row]:
    """The table of known models."""
    return rows("models.csv")


def test_every_name_of_a_model_means_one_model(models: list[Row]) -> None:
    """No two models share an id, a name or an alias, however they are hyphenated, spaced and capitalised."""
    meant: dict[str, set[str]] = defaultdict(set)
    for row in models:
        for name in (row["id"], row["name"], *filter(None, map(str.strip, row["aliases"].split(";")))):
            meant[slug(name)].add(row["id"])
            meant["".join(c for c in name.casefold() if c.isalnum() or c == "+")].add(row["id"])
    assert {name: ids for name, ids in meant.items() if len(ids) > 1 or not name} == {}


@pytest.mark.parametrize("family", ["Llama 3", "Llama 2", "Gemini", "Qwen2.5", "Qwen3", "Gemma", "Phi-3", "Claude"])
def test_a_family_is_no_model(models: list[Row], family: str) -> None:
    """A name that several sizes share is nobody's alias."""
    names = {slug(name) for row in models for name in (row["id"], row["name"], *row["aliases"].split(";"))}
    assert slug(family) not in names


def test_models_are_told_in_words_that_the_rules_have(models: list[Row]) -> None:
    """Chips are ids of chips.csv, bases are ids of this table, and each row says something of its model."""
    chips = {row["id"] for row in rows("chips.csv")} | {""}
    ids = {row["id"] for row in models} | {""}
    assert [row["id"] for row in models if row["hardware"] not in chips or row["base"] not in ids] == []
    assert {row["stage"] for row in models} <= {"pretrain", "finetune", "rl"}
    assert {row["architecture"] for row in models} <= {*OPERATIONS, "conv", "other", "unknown"}
    assert [row["id"] for row in models if not any(row[column] for column in FIGURES)] == []


def test_figures_of_a_model_agree(models: list[Row]) -> None:
    """Low is below high, chips times hours are chip-hours, and compute follows from parameters and tokens within 2x."""
    wrong = [f"{row['id']}: {what}" for row in models for what, holds in _agreements(row).items() if not holds]
    assert wrong == []


def _agreements(row: Row) -> dict[str, bool]:
    low, best, high = (number(row, f"flop_{end}") for end in ("low", "best", "high"))
    total, active, tokens = (number(row, column) for column in ("parameters", "active_parameters", "tokens"))
    hours, chip_hours = number(row, "chips") * number(row, "duration_hours"), number(row, "chip_hours")
    expected = OPERATIONS.get(row["architecture"], 0) * active * tokens
    comparable = best and expected and row["stage"] == "pretrain" and row["domain"] == "language"
    return {
        "compute in order": low <= best <= high,
        "cost in order": number(row, "cost_low") <= number(row, "cost_high"),
        "active within all": not total or active <= total,
        "chip-hours": not hours or not chip_hours or 0.95 < hours / chip_hours < 1.05,
        "compute of parameters and tokens": not comparable or 0.5 < best / expected < 2,
    }
