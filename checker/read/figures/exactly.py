"""Numbers as a person would type them, rounded nowhere: 3e9 dollars as "$3B", 16384 chips as "16,384"."""

import math

from checker.model.rule import Quantity
from checker.read.figures.grammar import MAGNITUDES
from checker.read.figures.value import needs_unit

DIGITS = 12
"""What a computer's number has beyond these is noise: 0.1 + 0.2 is 0.3."""
PREFIXED = {"W": "W", "Wh": "Wh", "FLOP/s": "FLOP/s", "byte": "B"}
"""Units that people size by a prefix, and what then stands behind it."""
PREFIXES = " kMGTP"
LONGHAND = frozenset(("hour", "s", "kg"))
"""Units of which nobody counts thousands by a letter."""


def as_typed(value: float, quantity: Quantity) -> str:
    """The text for a number in the quantity's own unit; read exactly it is the number again."""
    unit = quantity.unit
    if not math.isfinite(value) or value < 0:
        return f"{value:.{DIGITS}g}"
    if unit.startswith("USD"):
        return f"${_number(value)}{unit.removeprefix('USD')}"
    head = next((each for each in PREFIXED if f"{unit}/".startswith(f"{each}/")), "")
    if head:
        return _prefixed(value, head) + unit.removeprefix(head)
    if unit.startswith("FLOP"):
        return f"{_scientific(value) if value >= 1e6 else _number(value)} {unit}"
    if unit in LONGHAND and needs_unit(quantity):
        plural = "s" if unit == "hour" and value != 1 else ""
        return f"{_longhand(value) if value < 1e7 else _scientific(value)} {unit}{plural}"
    return f"{_number(value)} {unit}" if needs_unit(quantity) else _number(value)


def _prefixed(value: float, unit: str) -> str:
    power = min(max(0, math.floor(math.log10(value) / 3 + 1e-9)), len(PREFIXES) - 1) if value else 0
    if power == 0 or (unit, power) == ("byte", 1):  # nobody has kilobytes of anything
        return f"{_number(value)} {unit}"
    shown = _number(value / 1000**power)
    return f"{shown} {PREFIXES[power]}{PREFIXED[unit]}"


def _number(value: float) -> str:
    """With a letter for its size where that is shorter, and as a power of ten where it has none."""
    if value >= 1e15:
        return _scientific(value)
    plain = _longhand(value)
    size, letter = next(((MAGNITUDES[each], each) for each in "TBMK" if value >= MAGNITUDES[each]), (1.0, ""))
    short = f"{value / size:.{DIGITS}g}{letter}"
    return short if value >= 1e4 and len(short) < len(plain) else plain


def _longhand(value: float) -> str:
    """All its digits, thousands apart."""
    value = float(f"{value:.{DIGITS}g}")
    return _scientific(value) if 0 < value < 1e-4 else f"{value:,}".removesuffix(".0")


def _scientific(value: float) -> str:
    mantissa, exponent = f"{value:.{DIGITS - 1}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
