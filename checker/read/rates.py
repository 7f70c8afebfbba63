"""Amounts that are told as rates, and rates as amounts: "8 exaFLOPs" of a peak, "$0.7M per day" of a day's cost."""

import re

from checker.maths import units
from checker.model.rule import Quantity

RATE = re.compile(r"\w*flops(?:/(?:gpu|chip|tpu)s?)?", re.IGNORECASE)
PERIODS = {"daily_": 86400.0, "monthly_": 2629800.0, "yearly_": 31557600.0}
"""How the name of an amount begins that is told of a day, a month or a year, and the seconds of it."""


def meant(unit: str, factor: float, dims: dict[str, float], quantity: Quantity) -> tuple[float, dict[str, float]]:
    """The factor and dimensions that a unit has beside this quantity, its own where nothing else fits.

    Of a peak, FLOPs are those of a second, whatever their capitals; what is told of a day may say so in its unit.
    """
    if units.fits(dims, quantity.dims):
        return factor, dims
    if RATE.fullmatch(unit) and units.fits({**dims, "[time]": -1.0}, quantity.dims):
        return factor, {**dims, "[time]": -1.0}
    left = {name: power for name, power in {**dims, "[time]": dims.get("[time]", 0) + 1}.items() if power}
    if not left and set(quantity.dims) <= set(units.COUNTED):
        left = dict(quantity.dims)
    period = next((seconds for begins, seconds in PERIODS.items() if quantity.id.startswith(begins)), 0.0)
    if period and units.fits(left, quantity.dims):
        return factor * period, left
    return factor, dims
