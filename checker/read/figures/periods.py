"""Whole periods: a year's energy is told for a year that somebody chose, not for one that was measured and rounded."""

import re

from checker.maths.interval import Span
from checker.model.rule import Quantity
from checker.patterns import later
from checker.read.figures.value import Parsed

WHOLE = later(r"[0-9]+\s*(?:days?|weeks?|months?|quarters?|years?|yrs?)", re.IGNORECASE)
"""A period as one chooses it: a whole number of days, weeks, months, quarters or years."""
UNEVEN = 0.02
"""By so much (in logarithms) months and years differ from their mean."""


def period(text: str, parsed: Parsed, quantity: Quantity) -> Span | None:
    """The range of a figure where it is a period that somebody chose; None where it can't be one."""
    if not quantity.periods or parsed.best is None or not WHOLE.fullmatch(text):
        return None
    return max(parsed.span[0], parsed.best - UNEVEN), min(parsed.span[1], parsed.best + UNEVEN)
