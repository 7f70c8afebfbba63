"""Units as people write them."""

import math
import re

import pytest

from checker.maths.definitions import atoms
from checker.maths.units import convert, fits, times

KNOWN = atoms({})


def same(text: str, other: str) -> bool:
    """Whether two unit texts mean the same."""
    a, b = convert(text, KNOWN), convert(other, KNOWN)
    return a.dims == b.dims and math.isclose(a.factor, b.factor, rel_tol=1e-12)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("h", "hour"),
        ("hrs", "hours"),
        ("d", "days"),
        ("mo", "months"),
        ("yr", "years"),
        ("tokens", "token"),
        ("GPUs", "chip"),
        ("TPU", "chips"),
        ("accelerators", "chip"),
        ("params", "parameter"),
        ("prompts", "query"),
        ("nodes", "server"),
        ("dollars", "USD"),
        ("litres", "L"),
        ("tonnes", "t"),
        ("KW", "kW"),
        ("TFLOPS", "TFLOP/s"),
        ("teraflops", "TFLOP"),
        ("exaFLOP", "EFLOP"),
        ("Petaflop", "PFLOP"),
        ("zettaFLOPS", "ZFLOP/s"),
        ("%", "percent"),
        ("USD per GPU-hour", "USD/chip/hour"),
        ("USD per GPU hour", "USD/chip/hour"),
        ("USD an hour", "USD/h"),
        ("USD per a day", "USD/day"),
        ("chip-hours", "chip*hour"),
        ("chip·hours", "chip*hour"),
        ("tokens/second/GPU", "token/s/chip"),
        ("FLOP/(token*parameter)", "FLOP/token/parameter"),
        ("tonnes CO2e", "t"),
        ("kg of CO2", "kg"),
        ("tCO2e", "t"),
        ("tCO2eq", "t"),
        ("metric tons of CO2 equivalent", "t"),
        ("kgCO2", "kg"),
        ("MtCO2e", "Mt"),
        ("PFLOPS-days", "petaflop/s-days"),
        ("hour^2", "hour*hour"),
        ("hour**2", "hour*hour"),
        ("hour^-1", "1/hour"),
        ("Hours", "hours"),
        ("gpus", "chips"),
        ("ratio", "1"),
        ("epochs", "1"),
    ],
)
def test_spellings_of_one_unit_mean_the_same(text: str, other: str) -> None:
    """Plurals, short forms, strokes, hyphens and words such as "per" and "an" make no difference."""
    assert same(text, other)


@pytest.mark.parametrize(
    ("large", "times_", "small"),
    [
        ("day", 24, "hour"),
        ("week", 168, "hour"),
        ("month", 730.5, "hour"),
        ("year", 8766, "hour"),
        ("minute", 60, "s"),
        ("GW", 1e6, "kW"),
        ("kWh", 3.6, "MJ"),
        ("TWh", 1e12, "Wh"),
        ("PWh", 1e15, "Wh"),
        ("EWh", 1e18, "Wh"),
        ("PW", 1e15, "W"),
        ("Mt", 1e9, "kg"),
        ("kt", 1000, "tonne"),
        ("gallon", 3.785411784, "L"),
        ("L", 1000, "mL"),
        ("YFLOP", 1e24, "FLOP"),
        ("TB", 1000, "GB"),
        ("1", 100, "percent"),
        ("petaflop/s-day", 8.64e19, "FLOP"),
        ("MW", 1e9, "mWh/h"),
    ],
)
def test_factors_between_units(large: str, times_: float, small: str) -> None:
    """A month is 730.5 hours and a year 8766; prefixes, energy and volume are as everywhere."""
    assert convert(large, KNOWN).factor / convert(small, KNOWN).factor == pytest.approx(times_, rel=1e-9)


@pytest.mark.parametrize("word", ["chip", "token", "parameter", "H100e", "query", "server", "USD", "FLOP", "byte"])
def test_counted_things_are_dimensions_of_their_own(word: str) -> None:
    """No counted thing passes for another, or for a plain number."""
    others = [convert(other, KNOWN).dims for other in ("chip", "token", "USD", "FLOP", "byte", "1") if other != word]
    assert convert(word, KNOWN).dims not in others


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("hourz", '"hourz" is no unit known here; did you mean "hour"?'),
        ("qwxzj", '"qwxzj" is no unit known here'),
        ("mw", '"mw" is no unit known here; did you mean "MW"?'),
        ("mwh", '"mwh" may be MWH or mWh; capitals matter here'),
        ("", "a unit is missing"),
        ("chip-", "a unit ends too early"),
        ("USD/", "a unit ends too early"),
        ("(chip", "a bracket is not closed"),
        ("chip)", '"chip)" is no unit: ")" should not be there'),
        ("hour^x", "the exponent of a unit must be a digit from 0 to 9"),
        ("hour^99999", "the exponent of a unit must be a digit from 0 to 9"),
        ("hour^", "the exponent of a unit must be a digit from 0 to 9"),
    ],
)
def test_what_is_no_unit_is_told_with_the_nearest(text: str, complaint: str) -> None:
    """The part that is no unit is named, with the known unit that looks most like it."""
    with pytest.raises(ValueError, match=r"unit|capitals|bracket|exponent") as error:
        convert(text, KNOWN)
    assert str(error.value) == complaint


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("USD/hour", "USD/chip/hour"),
        ("W", "W/chip"),
        ("GFLOP", "FLOP/token"),
        ("TFLOP/s", "FLOP/s/chip"),
        ("tokens/s", "token/s/chip"),
        ("hours", "chip*hour"),
        ("percent", "ratio"),
        ("months", "hour"),
        ("kWh", "Wh"),
    ],
)
def test_counted_dimensions_may_be_left_out(found: str, wanted: str) -> None:
    """A claim may write $2/hour for the price of a chip-hour."""
    assert fits(convert(found, KNOWN).dims, convert(wanted, KNOWN).dims)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("chip*hour", "hour"),
        ("token", "parameter"),
        ("H100e", "chip"),
        ("USD", "USD/chip/hour"),
        ("FLOP", "FLOP/s"),
        ("W", "Wh"),
        ("percent", "chip"),
        ("hour", "USD"),
        ("1/hour", "USD/hour"),
        ("USD/server", "USD/chip"),
    ],
)
def test_wrong_dimensions_never_fit(found: str, wanted: str) -> None:
    """What is left out may be understood; what is wrong never is."""
    assert not fits(convert(found, KNOWN).dims, convert(wanted, KNOWN).dims)


def test_dimensions_that_cancel_are_gone() -> None:
    """A product of units has no dimension with exponent 0."""
    assert times(convert("USD/hour", KNOWN), convert("hour", KNOWN)).dims == {"[currency]": 1.0}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("((YFLOP^9)^9)^9", "its numbers and units multiply to about 1e+1944, beyond all bounds"),
        ("((FLOP^9)^9)^9", "the exponents of a unit multiply to more than 9"),
        (100 * "YFLOP*" + "YFLOP", '"YFLOP*YFLOP*YFLOP*YFLOP*YFLOP*YFLOP*YFLO..." is too long for a unit'),
        (30 * "YFLOP*" + "YFLOP", "its numbers and units multiply to about 1e+312"),
        (90 * "(" + "FLOP" + 90 * ")^9", "is too long for a unit"),
    ],
)
def test_towers_of_exponents_are_no_unit(text: str, complaint: str) -> None:
    """What multiplies to more than can be reckoned with is refused before it is reckoned out."""
    with pytest.raises(ValueError, match=re.escape(complaint)):
        convert(text, KNOWN)
