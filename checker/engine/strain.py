"""How much all must strain for a question to hold: one number, continuous over the levels."""

from collections.abc import Sequence

import numpy as np

from checker.engine.best import settled
from checker.engine.narrow import narrow
from checker.engine.stack import stack
from checker.engine.system import Floats, System, widened
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
    systems = [stack([settled_one], level) for level in TERMS]
    tried = np.linspace(0, len(TERMS) - 1, STEPS * (len(TERMS) - 1) + 1)
    empty = narrow(_between(systems, tried)).empty
    return next((float(t) for t, is_empty in zip(tried, empty, strict=True) if not is_empty), NEVER)


def _between(systems: Sequence[System], tried: Floats) -> System:
    """One system whose cases lie that far between the levels."""
    below = np.minimum(tried.astype(int), len(systems) - 2)
    share = tried - below

    def mixed(ends: Sequence[Floats]) -> Floats:
        each = np.stack([end[:, 0] for end in ends])
        between = (1 - share)[:, None] * each[below] + share[:, None] * each[below + 1]
        is_open = np.abs(each[below + 1]) >= REACH
        found: Floats = np.where(is_open & (share > 0)[:, None], each[below + 1], between).T
        return found

    many = widened(systems[0], len(tried))
    low, high = mixed([s.low for s in systems]), mixed([s.high for s in systems])
    rows, derived = (
        wide._replace(least=mixed([r.least for r in each]), most=mixed([r.most for r in each]))
        for wide, each in ((many.rows, [s.rows for s in systems]), (many.derived, [s.derived for s in systems]))
    )
    return many._replace(low=low, high=high, rows=rows, derived=derived)
