"""Dimensions as units that one can read."""

import pytest

from checker.maths.definitions import atoms
from checker.maths.dimensions import describe
from checker.maths.units import convert

KNOWN = atoms({})


@pytest.mark.parametrize(
    "unit",
    [
        *("USD", "chip", "H100e", "chip*hour", "USD/chip/hour", "FLOP", "FLOP/s", "FLOP/chip/s", "W", "W/chip", "Wh"),
        *("kg", "L", "1", "token/chip/hour", "FLOP/token", "Wh/query", "byte/chip", "USD/FLOP", "hour**2", "1/hour"),
    ],
)
def test_dimensions_are_shown_as_a_unit(unit: str) -> None:
    """Dimensions read as the unit that a rule would name, and that unit is understood again."""
    shown = describe(convert(unit, KNOWN).dims)
    assert shown == unit
    assert convert(shown, KNOWN).dims == convert(unit, KNOWN).dims
