"""What a sum leaves to its three quantities, which are logarithms: whole = ratio * (a + b)."""

import math
from collections.abc import Sequence

from checker.maths.interval import OPEN, REACH, SLACK


def bounds_of_sum(
    parts: tuple[int, int, int], least: float, most: float, low: Sequence[float], high: Sequence[float]
) -> list[tuple[int, float, float]]:
    """For the whole and both parts of it the range that the other two leave, where the ratio has this span."""
    whole, a, b = parts
    found = [(whole, _low(least + _log_of_sum(low[a], low[b])), _high(most + _log_of_sum(high[a], high[b])))]
    for part, other in ((a, b), (b, a)):
        new_low, new_high = _less(low[whole] - most, high[other]), _less(high[whole] - least, low[other])
        found.append((part, _low(new_low), -OPEN if new_high <= -REACH else _high(new_high)))
    return found


def _low(end: float) -> float:
    """An end so far out that it can only come of open ends is open itself."""
    return -OPEN if abs(end) >= REACH else end


def _high(end: float) -> float:
    return OPEN if abs(end) >= REACH else end


def _log_of_sum(one: float, other: float) -> float:
    """log(e**one + e**other)."""
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))


def _less(whole: float, part: float) -> float:
    """log(e**whole - e**part), and -OPEN where nothing is left but what rounding makes of it."""
    if whole - part <= SLACK:
        return -OPEN
    return whole + math.log1p(-math.exp(max(part - whole, -REACH)))
