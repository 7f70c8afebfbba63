"""Generated questions to the shipped pack: a few figures of one size, more or less, with some choices and a date."""

import random
from functools import cache

from checker.cases.assemble import subject
from checker.cases.ground import ground
from checker.maths.dates import days
from checker.model.case import Question
from checker.model.rule import Rulebook
from checker.options import Beliefs, book_for
from checker.read.claim.claims import read_ask

TODAY = days("2026-11")[1]
SIZES: dict[str, dict[str, tuple[float, float]]] = {
    "training_run": {
        "training_cost": (4, 9.5),
        "chip_hours": (4, 8.5),
        "chips": (2, 5),
        "duration": (2, 3.5),
        "training_compute": (21, 26.5),
        "total_compute": (21, 26.5),
        "parameters": (9, 12),
        "active_parameters": (8.7, 11.7),
        "tokens": (11, 13.3),
        "mfu": (-0.7, -0.3),
        "tokens_per_chip_second": (2, 4),
        "power": (5, 8),
        "energy": (8, 11),
        "emissions": (4, 7),
        "h100e": (2, 5),
    },
    "system": {
        "system_cost": (6, 10.5),
        "chips": (2, 6),
        "power": (5, 9.3),
        "h100e": (2, 6),
        "servers": (1, 5),
        "system_peak": (17, 21.3),
        "chip_peak": (14, 15.6),
        "chip_power": (2.4, 3.1),
    },
    "serving": {
        "daily_queries": (5, 9.5),
        "daily_energy": (5, 9.5),
        "daily_cost": (3, 7.5),
        "query_energy": (-1, 1),
        "query_water": (-4, -2),
        "query_cost": (-4, -1),
        "active_parameters": (9, 12),
        "tokens": (2, 4),
        "chips": (2, 6),
    },
}
"""For each kind of subject some figures, from a small one to a large (powers of ten, in the pack's units)."""
CHOICES = {
    "hardware": ("A100-40", "H100", "TPU-V4"),
    "architecture": ("dense", "moe"),
    "terms": ("owned", "rental"),
    "comparable_to": ("llama-3.1-405b",),
    "based_on": ("llama-3.1-405b",),
}
DATES = ("2021-06", "2023-03", "2024-03", "2024-12", "2025-12")


@cache
def book() -> Rulebook:
    """The shipped pack."""
    found, problems = book_for(Beliefs())
    assert found is not None, problems
    return found


def words(chance: random.Random) -> dict[str, str]:
    """A question as somebody might type it."""
    kind = chance.choice(tuple(SIZES))
    size, off = chance.random(), chance.choice((0.0, 0.1, 0.3))
    asked = {"kind": kind, "date": chance.choice(DATES)}
    for name in chance.sample(sorted(SIZES[kind]), chance.randint(1, 4)):
        low, high = SIZES[kind][name]
        value = 10 ** (low + (high - low) * (size + chance.gauss(0.0, off)))
        asked[name] = f"{value:.{chance.randint(2, 4)}g} {book().quantities[name].unit}"
    for name, values in CHOICES.items():
        if chance.random() < (0.3 if kind == "training_run" or name == "hardware" else 0.0):
            asked[name] = chance.choice(values)
    return asked


def questions(count: int, seed: int) -> list[Question]:
    """So many questions; those that the pack can't read are tried anew."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    found: list[Question] = []
    while len(found) < count:
        claim, _ = read_ask(words(chance), book(), TODAY)
        if claim:
            found.append(ground(subject([claim], book(), {}), book()))
    return found
