"""Six published runs: each holds as published, and with one figure ten times too large or too small it doesn't."""

import re

import pytest

from checker.engine.levels import holds_at
from checker.explain.claim import conflicts_at
from checker.explain.suspects import sought
from checker.model.finding import Suspect
from tests.explain.asking import DEEPSEEK, LLAMA, book, question, words

RUNS = {
    "DeepSeek-V3": DEEPSEEK,
    "Llama-3.1-405B": LLAMA,
    "PaLM": {
        "parameters": "540B", "tokens": "780B", "chips": "6144", "hardware": "TPU v4", "duration": "1200 hours",
        "training_compute": "2.5e24 FLOP", "date": "2022-04",
    },
    "OPT-175B": {
        "parameters": "175B", "tokens": "300B", "chips": "992", "hardware": "A100", "duration": "34 days",
        "chip_hours": "809,472", "training_compute": "4.3e23 FLOP", "date": "2022-05",
    },
    "BLOOM": {
        "parameters": "176B", "tokens": "366B", "chips": "384", "hardware": "A100", "chip_hours": "1.08M",
        "duration": "117 days", "energy": "433 MWh", "date": "2022-07",
    },
    "Gopher": {
        "parameters": "280B", "tokens": "300B", "chips": "4096", "hardware": "TPU v3", "duration": "920 hours",
        "training_compute": "6.3e23 FLOP", "date": "2021-12",
    },
}  # fmt: skip
ROUTES = ({"parameters", "active_parameters", "tokens"}, {"chips", "chip_hours", "duration"})
"""Figures that a product alone can't tell apart."""
FIGURE = re.compile(r"(\$?)([\d,.]+(?:e\d+)?)(.*)")
MILD = {("DeepSeek-V3", "tokens", 0.1)}
"""What is merely rare: all its hours for a tenth of its tokens, as some mixtures of experts make little of chips."""


def changed(text: str, factor: float) -> str:
    """A figure as typed, times a factor."""
    match = FIGURE.fullmatch(text)
    assert match
    return f"{match[1]}{float(match[2].replace(',', '')) * factor:.10g}{match[3]}".replace("e+", "e")


def route(quantity: str) -> set[str]:
    """The quantity and those that it can't be told from."""
    return next((side for side in ROUTES if quantity in side), {quantity})


def judged(texts: list[str]) -> list[tuple[int, tuple[Suspect, ...]]]:
    """The level at which each question holds, by number, and its suspects."""
    asked = [question(text) for text in texts]
    levels = [holds_at(q) for q in asked]
    return [
        (level, sought(q, level, conflicts_at(q, level, book()), book()) if level > 1 else ())
        for q, level in zip(asked, levels, strict=True)
    ]


@pytest.mark.parametrize("run", RUNS)
def test_a_published_run_holds(run: str) -> None:
    """Nothing is wrong with it; at most something about it is rare."""
    assert holds_at(question(words(RUNS[run]))) <= 1


@pytest.mark.parametrize("factor", [10, 0.1])
@pytest.mark.parametrize("run", RUNS)
def test_a_figure_off_by_ten_is_found(run: str, factor: float) -> None:
    """The claim is implausible or worse, and the first suspect is that figure, or one on its side of a product."""
    names = [n for n in RUNS[run] if n not in ("hardware", "date") and (run, n, factor) not in MILD]
    found = judged([words(RUNS[run], **{name: changed(RUNS[run][name], factor)}) for name in names])
    assert [name for name, (level, _) in zip(names, found, strict=True) if level < 2] == []
    assert [name for name, (_, many) in zip(names, found, strict=True) if many[0].value not in route(name)] == []
