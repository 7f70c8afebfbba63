"""Numbers read as people write them, and read back as what they were."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.report.figures import factor, figure, inner, off_by, typed
from checker.report.forms import FORMS, article, scientific

INF = math.inf
SIZES = {
    "": 1, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, " quadrillion": 1e15, "k": 1e3, "G": 1e9, "P": 1e15, "E": 1e18,
    "Z": 1e21, "Y": 1e24,
}  # fmt: skip
TIMES = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1, "day": 24, "month": 730.5, "year": 8766}
NUMBER = re.compile(r"\$?([\d,.]+(?:e-?\d+)?)([KMBT]| quadrillion|) ?(.*)")


@pytest.mark.parametrize(
    ("ends", "unit", "hardware", "expected"),
    [
        ((3e9, 3e9), "USD", "", "$3B"),
        ((699.8e6, 699.8e6), "USD", "", "$700M"),
        ((2500, 2500), "USD", "", "$2,500"),
        ((342_231, INF), "chip", "H100", "at least 342K H100"),
        ((342_231, INF), "chip", "", "at least 342K chips"),
        ((1, 1), "chip", "", "1 chip"),
        ((1e5, 1e5), "H100e", "", "100K H100 equivalents"),
        ((1e5, 1e5), "H100e", "H100", "100K H100"),
        ((1e5, 1e5), "H100e", "A100", "100K H100 equivalents"),
        ((4383, 4383), "hour", "", "6 months"),
        ((730.5, 730.5), "hour", "", "1 month"),
        ((54 * 24, 54 * 24), "hour", "", "54 days"),
        ((0, 19), "hour", "", "at most 19 hours"),
        ((10.94 / 60, 10.94 / 60), "hour", "", "10.9 minutes"),
        ((1 / 3600, 1 / 3600), "hour", "", "1 second"),
        ((17532, 17532), "hour", "", "2 years"),
        ((2922, 4383), "hour", "", "4 to 6 months"),
        ((1.5e9, 1.5e9), "chip*hour", "H100", "1.5B H100-hours"),
        ((1.5e9, 1.5e9), "chip*hour", "", "1.5B chip-hours"),
        ((2, 2), "USD/chip/hour", "H100", "$2 an H100-hour"),
        ((1.8, 2.6), "USD/chip/hour", "H100", "$1.8 to $2.6 an H100-hour"),
        ((40e3, 40e3), "USD/chip", "", "$40K a chip"),
        ((40e3, 40e3), "USD/chip", "H100", "$40K an H100"),
        ((8e25, 8e25), "FLOP", "", "8e25 FLOP"),
        ((7.92e25, 8.41e25), "FLOP", "", "7.92e25 to 8.41e25 FLOP"),
        ((989e12, 989e12), "FLOP/s/chip", "H100", "989 TFLOP/s"),
        ((21.8e18, 21.8e18), "FLOP/s", "", "21.8 EFLOP/s"),
        ((15e12, 15e12), "token", "", "15T tokens"),
        ((405e9, 405e9), "parameter", "", "405B parameters"),
        ((0.4, 0.4), "ratio", "", "40%"),
        ((0.33, 0.48), "ratio", "", "33% to 48%"),
        ((150e6, 150e6), "W", "", "150 MW"),
        ((700, 700), "W/chip", "H100", "700 W"),
        ((45e9, 45e9), "Wh", "", "45 GWh"),
        ((0.34, 0.34), "Wh/query", "", "0.34 Wh a query"),
        ((11_390e3, 11_390e3), "kg", "", "11,400 t"),
        ((320, 320), "kg", "", "320 kg"),
        ((1_700, 9.4e9), "kg", "", "1.7 t to 9.4 Mt"),
        ((3.4e14, 4.6e15), "FLOP/s/chip", "", "340 TFLOP/s to 4.6 PFLOP/s"),
        ((2.4e-5, 4e-3), "kg/query", "", "24 mg to 4 g a query"),
        ((0.0225, 11.3), "L/Wh", "", "22.5 to 11,300 L a kWh"),
        ((700, 19e3), "chip", "H100", "700 to 19,000 H100"),
        ((1900, 19e3), "chip", "H100", "1,900 to 19,000 H100"),
        ((300, 9e6), "USD", "", "$300 to $9M"),
        ((1.48e-8 / 3600, 1.48e-8 / 3600), "Wh/FLOP", "", "14.8 nJ a FLOP"),
        ((0.00032, 0.00032), "L", "", "0.32 mL"),
        ((80e9, 80e9), "byte/chip", "", "80 GB"),
        ((132e3, 132e3), "W/rack", "", "132 kW a rack"),
        ((500, 500), "rack", "", "500 racks"),
        ((60e9, 60e9), "USD/year", "", "$60B a year"),
        ((1e-5, 1e-5), "USD/token", "", "$10 a million tokens"),
        ((3e-5, 3e-5), "kg/query", "", "30 mg a query"),
        ((3.35e12, 3.35e12), "byte/s/chip", "H100", "3.35 TB/s"),
        ((4, 4), "1", "", "4"),
        ((3, 3), "furlong", "", "3 furlong"),
        ((0, INF), "USD", "", "any amount"),
        ((999_600, 999_600), "chip", "", "1M chips"),
        ((1e9, 1.001e9), "USD", "", "$1B"),
    ],
)
def test_figure(ends: tuple[float, float], unit: str, hardware: str, expected: str) -> None:
    """Each unit is written as its field writes it, an open end as a bound."""
    assert figure(*ends, unit, hardware) == expected


def test_bare_figure_leaves_the_bound_to_the_sentence() -> None:
    """A bare figure has no "at most", since the sentence around it says "within"."""
    assert figure(0, 4383, "hour", bare=True) == "6 months"
    assert figure(4383, INF, "hour", bare=True) == "6 months"


def test_fewer_digits() -> None:
    """Fewer digits are printed where fewer are asked for."""
    assert figure(8.32e25, 8.32e25, "FLOP", digits=2) == "8.3e25 FLOP"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("H100", "an H100"), ("TPU v4", "a TPU v4"), ("Gaudi 2", "a Gaudi 2"), ("Ascend 910B", "an Ascend 910B"),
     ("MI300X", "an MI300X"), ("Radeon", "a Radeon")],
)  # fmt: skip
def test_article(name: str, expected: str) -> None:
    """The article follows how the name is spoken."""
    assert article(name) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.42, "3.4x"),
        (26, "26x"),
        (1000, "1,000x"),
        (1.31, "1.3x"),
        (1.034, "1.03x"),
        (4, "4x"),
        (1, "1x"),
        (3e8, "3e8x"),
    ],
)
def test_factor(value: float, expected: str) -> None:
    """A factor has two digits, or three where it is near one."""
    assert factor(value) == expected


@pytest.mark.parametrize(
    ("text", "ends", "unit", "expected"),
    [
        ("$3B", (2.5e9, 3.5e9), "USD", "$3B"),
        ("3000M USD", (2.5e9, 3.5e9), "USD", "3000M USD"),
        ("16,384 H100", (16384, 16384), "chip", "16,384 H100"),
        ("20K", (16e3, 24e3), "chip", "20K H100"),
        ("4e25", (3.5e25, 4.5e25), "FLOP", "4e25 FLOP"),
        ("15000000000000", (14e12, 16e12), "token", "15T tokens"),
        ("0.4", (0.35, 0.45), "ratio", "40%"),
        ("> $100M", (1e8, INF), "USD", "more than $100M"),
        ("<= 6 months", (0, 4383), "hour", "at most 6 months"),
        ("~$100M", (0.7e8, 1.3e8), "USD", "about $100M"),
        ("$20M-$50M", (2e7, 5e7), "USD", "$20M-$50M"),
        ("{low: 1000, high: 2000}", (1000, 2000), "chip", "1,000 to 2,000 H100"),
        ("", (1000, 2000), "chip", "1,000 to 2,000 H100"),
        ("2.8M H100-hours", (2.75e6, 2.85e6), "chip*hour", "2.8M H100-hours"),
    ],
)
def test_typed(text: str, ends: tuple[float, float], unit: str, expected: str) -> None:
    """A claimed figure stays as it was typed, with its unit and its sign in words."""
    assert typed(text, *ends, unit, "H100") == expected


def test_bare_typed_figure() -> None:
    """A bare claimed figure has no sign either."""
    assert typed("<= 6 months", 0, 4383, "hour", bare=True) == "6 months"


JOULES = {"p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "": 1, "k": 1e3, "M": 1e6}
SCALED = {
    **{f"{prefix}J a FLOP": size / 3600 for prefix, size in JOULES.items()},
    "per 1e18 FLOP": 1e-18,
    "kg a kWh": 1e-3,
    "L a kWh": 1e-3,
    "a million tokens": 1e-6,
    "Wh a million tokens": 1e-6,
}


MASSES = {"Gt": 1e12, "Mt": 1e9, "t": 1000, "kg": 1, "g": 0.001, "mg": 1e-6}


def read_back(text: str) -> float:
    """The number that a printed figure says, in its quantity's own unit."""
    match = NUMBER.fullmatch(text)
    assert match, text
    value = float(match[1].replace(",", "")) * SIZES[match[2]]
    if match[3] in SCALED:
        return value * SCALED[match[3]]
    noun = match[3].split(" ")[0]
    if noun.rstrip("s") in TIMES:
        return value * TIMES[noun.rstrip("s")]
    if noun.startswith("%"):
        return value / 100
    if noun in MASSES:
        return value * MASSES[noun]
    if noun == "mL":
        return value / 1000
    return value * SIZES[noun[0] if noun[:1] in SIZES and noun[1:2] in ("F", "W", "B") else ""]


@given(st.floats(-6, 27), st.sampled_from(sorted(set(FORMS) - {"H100e"})))
def test_reads_back(exponent: float, unit: str) -> None:
    """Whatever is printed has at most three significant digits and reads back within one percent."""
    value = 10**exponent
    text = figure(value, value, unit)
    match = NUMBER.fullmatch(text)
    assert match, text
    assert len(re.sub(r"e.*|[,.]", "", match[1]).strip("0")) <= 3
    assert math.isclose(read_back(text), value, rel_tol=0.01)


@given(st.floats(-3, 26), st.floats(0.001, 5), st.sampled_from(sorted(FORMS)))
def test_inner_stays_inside(exponent: float, width: float, unit: str) -> None:
    """A range whose ends are rounded to be printed lies inside the range that it stands for, as printed too."""
    low, high = 10**exponent, 10 ** (exponent + width)
    least, most = inner(low, high, unit)
    assert low * (1 - 1e-6) <= least <= most <= high * (1 + 1e-6)
    if width > 0.1 and unit != "H100e":
        assert read_back(figure(most, most, unit)) <= high * (1 + 1e-6)
        assert read_back(figure(least, least, unit)) >= low * (1 - 1e-6)


def test_inner_leaves_open_ends_open() -> None:
    """An open end has nothing to be rounded."""
    assert inner(0, 0.6998e9, "USD") == (0, 690e6)
    assert inner(0.6918e9, INF, "USD") == (700e6, INF)


@pytest.mark.parametrize(
    ("times", "said"), [(3.42, "3.4x"), (10_000, "10,000x"), (10_400, "over 10,000x"), (INF, "without bound")]
)
def test_a_gap_beyond_measure_is_no_number(times: float, said: str) -> None:
    """Whether it is 11,000x or 7,700,000x is no matter."""
    assert off_by(times) == said


@given(st.floats(1e-300, 1e300))
def test_scientific(value: float) -> None:
    """A number in scientific form has one digit before the point and reads back."""
    assert math.isclose(float(scientific(value)), value, rel_tol=0.006)
