"""How much all must strain for a question to hold: one number, continuous over the levels."""

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from checker.engine.asking import Asking, asking
from checker.engine.best import settled
from checker.engine.propagate import propagate
from checker.maths.interval import REACH
from checker.model.case import TERMS, Question

STEPS = 8
"""How finely each stretch between two levels is tried."""
NEVER = float(len(TERMS))


def strain(question: Question) -> float:
    """The least strain at which a question holds: 0 at best, 1 typical, 2 accepted, 3 limit; 4 where it never does.

    Between two levels every span is taken as far along from the stricter to the wider one.
    """
    settled_one = settled(question, "accepted")
    asked = [asking(settled_one, level) for level in TERMS]
    tried = range(STEPS * (len(TERMS) - 1) + 1)
    first = bisect_left(tried, True, key=lambda step: not propagate(_between(asked, step)).is_empty)
    return first / STEPS if first < len(tried) else NEVER


def _between(asked: Sequence[Asking], step: int) -> Asking:
    """What is asked so many steps along from the strictest level."""
    below = min(step // STEPS, len(asked) - 2)
    share = step / STEPS - below
    strict, wide = asked[below], asked[below + 1]
    if not share:
        return strict

    def mixed(ends: Sequence[float], wider: Sequence[float]) -> list[float]:
        return [b if abs(b) >= REACH else (1 - share) * a + share * b for a, b in zip(ends, wider, strict=True)]

    return replace(
        wide,
        low=mixed(strict.low, wide.low),
        high=mixed(strict.high, wide.high),
        least=mixed(strict.least, wide.least),
        most=mixed(strict.most, wide.most),
    )
