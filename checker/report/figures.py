"""Numbers as people write them: at most three digits, the field's own units, "at least" where an end is open."""

import math

from checker.patterns import later
from checker.report.forms import PICOJOULE, Parts, decimal, form_of, joined, parts, round_to, scientific, time_unit

UNBOUNDED = "without bound"
BEYOND = 10_000
"""From so many times on it is no matter of how many."""
WORDS = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "~": "about "}
TYPED = later(r"(?P<word>[<>]=?|~)?\s*(?P<number>\$?\d[\d.,_]*(?:[eE][+-]?\d+)?\s?[KMBTkmbt]?)(?![A-Za-z])(?P<rest>.*)")
"""A figure as typed: a sign that bounds it, digits with their size, and the unit."""
EACH = later(r" (?=an? )")
"""Before what a unit divides by: "Wh a query"."""
NEXT_TO_NONE = 1e-100
"""What is at most so much is nothing at all."""


def figure(low: float, high: float, unit: str, hardware: str = "", bare: bool = False, *, digits: int = 3) -> str:
    """A range as people write it; 0 and infinity are open ends, `bare` leaves "at least" and "at most" to others."""
    if low <= 0 and math.isinf(high):
        return "any amount"
    if low <= 0 < high < NEXT_TO_NONE:
        return "none"
    form = form_of(unit, hardware)
    if low <= 0 or math.isinf(high):
        word = "" if bare else "at most " if low <= 0 else "at least "
        return word + joined(*parts(high if low <= 0 else low, form, digits))
    first, last = parts(low, form, digits), parts(high, form, digits)
    if first == last:
        return joined(*first)
    first, last = _alike(first, last)
    return f"{_start(first, last)} to {joined(*last)}"


def _alike(first: Parts, last: Parts) -> tuple[Parts, Parts]:
    """Both ends, the upper one in full where the lower one has no thousands: "4 to 20,000 tokens a parameter"."""
    (number, noun), (upper, shared) = first, last
    if noun != shared or "$" in number or not number[-1].isdigit() or not upper.endswith("K"):
        return first, last
    return first, (f"{float(upper[:-1]) * 1000:,.0f}", shared)


def _start(first: Parts, last: Parts) -> str:
    """The lower end of a range: with a unit of its own where it shares neither prefix nor size with the upper one."""
    (number, noun), (upper, shared) = first, last
    is_bare = number[-1].isdigit() and "," not in number and not upper[-1].isdigit()
    if noun == shared and ("$" in number or not is_bare):
        return number
    (unit, each), (_, other) = _each(noun), _each(shared)
    return joined(number, unit if each == other else noun)


def _each(noun: str) -> Parts:
    """A unit, and what it divides by: "mg" and "a query"."""
    unit, *each = EACH.split(noun, maxsplit=1)
    return unit, "".join(each)


def typed(text: str, low: float, high: float, unit: str, hardware: str = "", *, bare: bool = False) -> str:
    """A claimed figure as it was typed, with its unit where none was, and a sign such as >= in words."""
    match = TYPED.fullmatch(text.strip())
    if not match:
        return figure(low, high, unit, hardware, bare) if text.strip()[:1] in ("", "{") else text.strip()
    word = "" if bare else WORDS.get(match["word"] or "", "")
    if match["rest"].strip() or "$" in match["number"]:
        return word + match["number"] + match["rest"]
    return word + _with_unit(match["number"].strip(), low, high, unit, hardware)


def _with_unit(number: str, low: float, high: float, unit: str, hardware: str) -> str:
    form = form_of(unit, hardware)
    if form.is_count and len(number) <= 9:
        return joined(number, form.noun)
    middle = high if low <= 0 else low if math.isinf(high) else (low + high) / 2
    return figure(middle, middle, unit, hardware)


def inner(low: float, high: float, unit: str) -> tuple[float, float]:
    """The range with ends of two digits that lie inside it, or of more where two would leave nothing."""
    for digits in (2, 3):
        tight = _rounded_up(low, unit, digits), _rounded_down(high, unit, digits)
        if tight[0] <= tight[1]:
            return tight
    return low, high


def _rounded_down(value: float, unit: str, digits: int) -> float:
    return value if value <= 0 or math.isinf(value) else _rounded(value, unit, digits, -1)


def _rounded_up(value: float, unit: str, digits: int) -> float:
    return value if value <= 0 or math.isinf(value) else _rounded(value, unit, digits, 1)


def _rounded(value: float, unit: str, digits: int, way: int) -> float:
    size = time_unit(value)[1] if unit == "hour" else PICOJOULE if unit == "Wh/FLOP" else 1.0
    near = round_to(value / size, digits)
    if (near * size - value) * way < -1e-9 * value:
        near = round_to(near + way * 10 ** (math.floor(math.log10(value / size)) - digits + 1), digits)
    return near * size


def off_by(value: float) -> str:
    """By how much something is missed: a factor, or that it is beyond all measure."""
    return f"over {BEYOND:,}x" if BEYOND < value < math.inf else factor(value)


def factor(value: float) -> str:
    """How many times, as 3.4x, 26x, 1,000x; two decimals close to one; an infinite one is without bound."""
    if math.isinf(value):
        return UNBOUNDED
    digits = 3 if 1 < round_to(value, 3) < 1.1 else 2
    value = round_to(value, digits)
    return f"{decimal(value, digits) if 1e-3 <= value < 1e7 else scientific(value, digits)}x"
