"""Amounts that are told as rates, and rates as amounts: "8 exaFLOPs" of a peak, "$0.7M per day" of a day's cost."""

import re

from checker.maths import units
from checker.model.rule import Quantity
from checker.patterns import later
from checker.read.figures.grammar import BadValue

RATE = later(r"\w*flops(?:(?:/|\s+per\s+)(?:gpu|chip|tpu)s?)?", re.IGNORECASE)
RATE_FOR_A_TIME = later(r"\w*flops?[-\s\u00b7*]*(?:day|hour|month|year)s?", re.IGNORECASE)
"""Petaflop-days: so many FLOP in every second of a day."""
PERIODS = {"hour": 3600.0, "daily": 86400.0, "monthly": 2629800.0, "yearly": 31557600.0}
"""The word in a quantity's name that says of what time its figures are told, and the seconds of it."""

PERIOD = later(
    r"\s*(?:/|\bper\b|\ban?\b|\beach\b|\bevery\b)\s*(?:h|hr|hour|d|day|week|month|mo|yr|year|s|sec|second|min|minute)s?\b"
)
WATTS = later(r"(?:[kMGT]?W|[a-z]*(watts?))(?![A-Za-z-])")
"""Watts in letters or in a word, and no watt-hours."""
HOURS = later(r"(W|watt)(?:h|-hours?| hours?)\b")


def meant(unit: str, factor: float, dims: dict[str, float], quantity: Quantity) -> tuple[float, dict[str, float]]:
    """The factor and dimensions that a unit has beside this quantity, its own where nothing else fits.

    Of a peak, FLOPs are those of a second, whatever their capitals; what is told of a day may say so in its unit, and
    need not where its name does, nor need the price of an hour.
    """
    if units.fits(dims, quantity.dims):
        return factor, dims
    if RATE.fullmatch(unit) and units.fits({**dims, "[time]": -1.0}, quantity.dims):
        return factor, {**dims, "[time]": -1.0}
    if RATE_FOR_A_TIME.fullmatch(unit) and units.fits({**dims, "[time]": 0.0}, quantity.dims):
        return factor, dict(quantity.dims)
    left = {name: power for name, power in {**dims, "[time]": dims.get("[time]", 0) + 1}.items() if power}
    if not left and set(quantity.dims) <= set(units.COUNTED):
        left = dict(quantity.dims)
    period = next((PERIODS[word] for word in quantity.id.split("_") if word in PERIODS), 0.0)
    if period and units.fits(left, quantity.dims):
        return factor * period, left
    if period and units.fits({**dims, "[time]": dims.get("[time]", 0) - 1}, quantity.dims):
        return factor / period, dict(quantity.dims)
    return factor, dims


def mistaken(text: str, dims: dict[str, float], quantity: Quantity) -> BadValue | None:
    """What to say of a rate given for an amount, or of an amount for a rate; None of anything else."""
    over = dims.get("[time]", 0) - quantity.dims.get("[time]", 0)
    if not over or not units.fits({**dims, "[time]": dims.get("[time]", 0) - over}, quantity.dims):
        return None
    if (quantity.dims.get("[mass]"), quantity.dims.get("[length]")) == (1, 2):
        return _energetic(text, over, quantity)
    if over == -1 and "[time]" not in quantity.dims:
        what = f'"{text}" is told for a time, but {quantity.id} is an amount, in {quantity.unit}'
        return BadValue(what, f'write "{PERIOD.sub("", text).replace("FLOPS", "FLOP")}" if that is the whole')
    return None


def _energetic(text: str, over: float, quantity: Quantity) -> BadValue | None:
    """The same of energy and power, which are taken for each other; `over` is the time that is there too often."""
    is_energy = quantity.dims["[time]"] == -2
    plain = PERIOD.sub("", text)
    hours = WATTS.sub(lambda word: f"{word[0].removesuffix('s')}-hours" if word[1] else f"{word[0]}h", plain)
    if over == (-2 if is_energy else -1):
        meant = f'write "{hours}"' if is_energy else f'write "{plain}", or "{hours}" as energy'
        return BadValue(f'"{text}" is neither power nor energy: a watt is a rate already', meant)
    if is_energy and over == -1:
        meant = f'write "{hours}" if that is meant, or give it as power' if hours != plain == text else ""
        return BadValue(f'"{text}" is power, a rate, but {quantity.id} is an amount, in {quantity.unit}', meant)
    if not is_energy and over == 1:
        watts = HOURS.sub(lambda word: word[1] + "s" * (word[1] == "watt"), text)
        meant = f'write "{watts}" if that is meant, or give it as energy'
        return BadValue(f'"{text}" is energy, an amount, but {quantity.id} is a rate, in {quantity.unit}', meant)
    return None
