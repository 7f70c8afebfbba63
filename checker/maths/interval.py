"""Closed intervals of positive numbers, held as natural logarithms.

Figures span forty decades, and in logarithms a product is a sum. An open end is the finite number
±OPEN rather than an infinity, so that sums of open ends never become NaN.
"""

import math

Span = tuple[float, float]

OPEN = 2e5
REACH = 700.0
"""Any logarithm beyond ±REACH is an open end: e**700 is past every figure there could be.

OPEN is so much farther out that an open end is still known as one when an exponent divides or multiplies it.
"""
MOST, LEAST = 1e50, 1e-50
"""What a figure given by anybody may be, in its quantity's own unit: products of several stay within REACH."""
SLACK = 1e-9
"""How far two ends may cross by rounding of floats alone."""
TESTING = math.log(1000)
"""A figure is tested where the rest bounds it no farther off than this, on one side at least.

A bound farther off could hardly have failed."""

ANY: Span = (-OPEN, OPEN)
NONE: Span = (-OPEN, -300.0)
"""Of what there is none: no figure there could be lies in it, and its upper end is still a bound."""


def log(value: float) -> float:
    """Natural logarithm of a figure; 0 and infinity give open ends."""
    if value <= 0:
        return -OPEN
    return OPEN if math.isinf(value) else math.log(value)


def exp(value: float) -> float:
    """The figure of a logarithm; open ends give 0 and infinity."""
    if value <= -REACH:
        return 0.0
    return math.inf if value >= REACH else math.exp(value)


def span(low: float, high: float) -> Span:
    """The interval between two figures, 0 and infinity allowed."""
    return log(low), log(high)


def meet(a: Span, b: Span) -> Span:
    """What both allow; low end above high end where they have nothing in common."""
    return max(a[0], b[0]), min(a[1], b[1])


def hull(a: Span, b: Span) -> Span:
    """The smallest interval that holds both; where one is of nothing, the other."""
    if NONE in (a, b):
        return b if a == NONE else a
    return min(a[0], b[0]), max(a[1], b[1])


def inside(a: Span, b: Span) -> bool:
    """Whether a lies within b; nothing lies within everything."""
    return a == NONE or (b[0] - SLACK <= a[0] and a[1] <= b[1] + SLACK)


def is_empty(a: Span) -> bool:
    """Whether no number is left."""
    return a[0] > a[1] + SLACK


def is_open(end: float) -> bool:
    """Whether a logarithm stands for no bound at all."""
    return abs(end) >= REACH
