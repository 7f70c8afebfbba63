"""Assignments that satisfy every rule of the shipped pack, made by fixing one quantity after another."""

import math
import random
from collections.abc import Sequence
from functools import cache

from checker.cases.ground import ground
from checker.engine.levels import all_ranges
from checker.explain.crowded import Group, bent
from checker.maths.interval import REACH, Span, exp
from checker.model.case import Question, Subject
from checker.model.claim import Figure
from checker.model.place import Place
from checker.model.rule import Rulebook
from checker.options import Beliefs, book_for

QUANTITIES = ("training_cost", "chip_hours", "chips", "duration", "training_compute", "parameters", "tokens", "mfu")


@cache
def book() -> Rulebook:
    """The shipped pack."""
    found, problems = book_for(Beliefs())
    assert found is not None, problems
    return found


def figure(quantity: str, low: float, high: float | None = None) -> tuple[str, Figure]:
    """A claimed figure in logarithms."""
    span = (low, low if high is None else high)
    return "c", Figure(quantity, f"{exp(low):.4g}", span, low if high is None else (low + high) / 2, Place("made-up"))


def asked(day: int, hardware: str, *figures: tuple[str, Figure]) -> Question:
    """A question about a training run."""
    choices = {"hardware": hardware} if hardware else {}
    return ground(Subject("made-up", "training_run", day, tuple(figures), choices), book())


def witness(day: int, hardware: str, seed: int, rare: Sequence[Group] | None = None) -> dict[str, float] | None:
    """An assignment inside `accepted` that satisfies every relation, found by fixing one quantity after another.

    With `rare` it is inside `typical` but for these.
    """

    def ranges(*figures: tuple[str, Figure]) -> dict[str, Span] | None:
        question = asked(day, hardware, *figures)
        return all_ranges(question, "accepted") if rare is None else all_ranges(bent(question, rare), "typical")

    chance = random.Random(seed)  # noqa: S311  # no secret
    fixed: list[tuple[str, Figure]] = [figure("training_compute", chance.uniform(math.log(1e20), math.log(3e25)))]
    names = list(QUANTITIES)
    chance.shuffle(names)
    for name in names:
        spans = ranges(*fixed)
        if spans is None:
            return None
        low, high = spans.get(name, (0.0, 0.0))
        if name in spans and high - low < REACH and high - low > 1e-6:
            fixed.append(figure(name, chance.uniform(low, high)))
    return {n: f.span[0] for _, f in fixed for n in [f.quantity]} if ranges(*fixed) else None
