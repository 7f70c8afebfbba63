"""Answers of which only some can be so: nobody has 0.8 of a chip, nor a memory between two that are sold."""

import math

from checker.engine.best import best
from checker.maths.interval import Span
from checker.model.case import Premise, Question

WHOLE = frozenset({"chip", "server", "rack", "parameter", "token", "user", "image"})
"""Units that are counted one by one."""
SOLD = frozenset({"byte/chip"})
"""Units of which what is sold lies at the ends of what is known, and not between."""
SERVER = 24.0
"""So few chips stand in one server, and come by twos."""


def is_none(span: Span, unit: str) -> bool:
    """Whether a range of something that is counted holds not a single one."""
    return unit in WHOLE and span[1] < 0


def sold(claimed: float, span: Span) -> float:
    """Of the two figures that are sold the one nearer to what was claimed."""
    return min(span, key=lambda end: abs(end - claimed))


def snapped(value: float, span: Span, unit: str) -> float:
    """The figure nearest to one found that there can be; all are logarithms, and the span is where it may lie."""
    if unit not in WHOLE or value > math.log(1000):
        return value
    twos = math.log(2) * round(value / math.log(2))
    if unit == "chip" and value < math.log(SERVER) and span[0] <= twos <= span[1]:
        return max(twos, 0.0)
    return math.log(max(1, round(math.exp(value))))


def likely(rest: Question, premise: Premise, implied: Span, level: str, unit: str) -> float | None:
    """The best figure for a claimed quantity from all the rest, if there is one within what the rest implies."""
    low, high = best(rest, level).get(premise.quantity, implied)
    middle = (low + high) / 2
    if high - low >= math.log(2) + 1e-9 or not implied[0] <= middle <= implied[1]:
        return None
    return sold(premise.spans["best"][0], (low, high)) if unit in SOLD else snapped(middle, implied, unit)
