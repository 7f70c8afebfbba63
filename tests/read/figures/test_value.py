"""Tests of `checker.read.figures.value`: figures as people write them, with the range that their rounding allows."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.maths.interval import exp
from checker.model.attribute import Attribute
from checker.read.figures.value import BadValue, Parsed, Values, example, needs_unit, read_choice, read_figure
from tests.books import QUANTITIES, atoms, hardware, quantity

INF = math.inf


def read(name: str, text: str, *, exact: bool = False) -> Parsed:
    """A figure of a quantity of the small pack."""
    return read_figure(text, quantity(name), atoms(), hardware(), exact)


def ends(name: str, text: str, *, exact: bool = False) -> tuple[float, float]:
    """Its two ends."""
    low, high = read(name, text, exact=exact).span
    return exp(low), exp(high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$3B", 2.5e9, 3.5e9),
        ("3B USD", 2.5e9, 3.5e9),
        ("3000M USD", 2.5e9, 3.5e9),
        ("$0.003T", 2.5e9, 3.5e9),
        ("$3 billion", 2.5e9, 3.5e9),
        ("US$3bn", 2.5e9, 3.5e9),
        ("USD 3B", 2.5e9, 3.5e9),
        ("$3b", 2.5e9, 3.5e9),
        ("3e9 USD", 2.5e9, 3.5e9),
        ("$3,000,000,000", 2.5e9, 3.5e9),
        ("$3.0B", 2.95e9, 3.05e9),
        ("$534700", 534650, 534750),
        ("$100M", 80e6, 120e6),
        ("~$100M", 70e6, 130e6),
        ("≈ $100M", 70e6, 130e6),
        ("80-120 million USD", 75e6, 125e6),
        ("$20M-$50M", 16e6, 55e6),
        ("$20-50M", 16e6, 55e6),
        ("$20-50m", 16e6, 55e6),
        ("$900K-1.2M", 850e3, 1.25e6),
        ("$20M to $50M", 16e6, 55e6),
        ("> $100M", 80e6, INF),
        (">= $100M", 80e6, INF),
        ("≥$100M", 80e6, INF),
        ("< $100M", 0, 120e6),
        ("<= $100M", 0, 120e6),
    ],
)
def test_money(text: str, low: float, high: float) -> None:
    """A sum of money is the range that its rounding, its ends or its sign allow."""
    assert ends("training_cost", text) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("16,384", 16384, 16384),
        ("16384", 16384, 16384),
        ("1_000", 800, 1200),
        ("100,000", 80_000, 120_000),
        ("1,500", 1500, 1500),
        ("8", 8, 8),
        ("40", 35, 45),
        ("24K", 23.5e3, 24.5e3),
        ("2048", 2048, 2048),
        ("57000", 56500, 57500),
        ("300K", 250e3, 350e3),
        ("100K", 80e3, 120e3),
        ("16k", 15.5e3, 16.5e3),
        ("1e5", 80e3, 120e3),
        ("1.0e5", 95e3, 105e3),
        ("16K GPUs", 15.5e3, 16.5e3),
        ("10-20", 8, 24),
    ],
)
def test_counts(text: str, low: float, high: float) -> None:
    """A count with separators or four digits is exact; any other is rounded, by a fifth at most."""
    assert ends("chips", text) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("training_compute", "8e25 FLOP", 8e25),
        ("training_compute", "8e25", 8e25),
        ("training_compute", "1000 petaflop/s-days", 8.64e22),
        ("mfu", "40%", 0.4),
        ("mfu", "0.4", 0.4),
        ("duration", "4 months", 2922),
        ("duration", "54 days", 1296),
        ("duration", "3 weeks", 504),
        ("duration", "1 second", 1 / 3600),
        ("duration", "10.94 minutes", 10.94 / 60),
        ("chip_hours", "2.8M H100-hours", 2.8e6),
        ("chip_hours", "180K", 180e3),
        ("chip_hours", "100 GPU-years", 876_600),
        ("chip_hour_price", "$2/hour", 2),
        ("chip_hour_price", "$2 per GPU-hour", 2),
        ("chip_hour_price", "2 USD/chip/hour", 2),
        ("tokens_per_chip_second", "9600 tokens/s/GPU", 9600),
        ("emissions", "11390 t", 11_390_000),
        ("emissions", "552 t CO2e", 552_000),
        ("emissions", "24.7 t", 24_700),
        ("energy", "45 GWh", 45e9),
        ("query_energy", "0.34 Wh", 0.34),
        ("query_water", "519 mL", 0.519),
        ("power", "1.2 GW", 1.2e9),
        ("chip_power", "700W", 700),
        ("chip_peak", "1513 TFLOP/s", 1.513e15),
        ("chip_peak", "989 TFLOPS", 9.89e14),
        ("system_peak", "8 exaFLOPs", 8e18),
        ("system_peak", "8 exaflops", 8e18),
        ("chip_peak", "400 TFLOPs/GPU", 4e14),
        ("chip_peak", "1,248 TOPS", 1.248e15),
        ("system_peak", "20 PFLOP/s", 2e16),
        ("flop_per_token", "2000 GFLOP", 2e12),
        ("tokens", "15.6 T tokens", 15.6e12),
        ("parameters", "671B", 671e9),
        ("epochs", "1.2", 1.2),
        ("chip_memory", "80 GB", 80e9),
    ],
)
def test_units(name: str, text: str, value: float) -> None:
    """A figure comes back in its quantity's own unit; what is counted may be left out of the unit."""
    best = read(name, text).best
    assert best is not None
    assert exp(best) == pytest.approx(value)


@pytest.mark.parametrize("name", QUANTITIES)
def test_examples_are_sound(name: str) -> None:
    """What a complaint tells people to write can be read."""
    read(name, example(quantity(name)))


@pytest.mark.parametrize(
    ("name", "text", "low", "high"),
    [
        ("duration", "6 months", 4383, 4383),
        ("duration", "<= 6 months", 0, 4383),
        ("chip_hour_price", "1.8-2.6 USD/chip/hour", 1.8, 2.6),
        ("mfu", "20%-40%", 0.2, 0.4),
        ("training_compute", ">= 1e24 FLOP", 1e24, INF),
        ("chips", ">= 10K", 10_000, INF),
    ],
)
def test_exact_ranges(name: str, text: str, low: float, high: float) -> None:
    """In rules nothing is rounded."""
    assert ends(name, text, exact=True) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "chip", "count"),
    [
        ("16,384 H100", "H100", 16384),
        ("100K H100s", "H100", 100_000),
        ("2048 H800 GPUs", "H800", 2048),
        ("50K TPU v4", "TPU v4", 50_000),
        ("50K tpuv4", "TPU v4", 50_000),
        ("16 A100-40GB", "A100", 16),
        ("8 NVIDIA A100 SXM4 40 GB", "A100", 8),
        ("16K", "", 16_000),
    ],
)
def test_chips_in_a_count(text: str, chip: str, count: float) -> None:
    """A count may name its chip, under any name that the chip is known by."""
    parsed = read("chips", text)
    assert parsed.chip == chip
    assert parsed.best is not None
    assert exp(parsed.best) == pytest.approx(count)


def test_a_range_of_chips_with_a_dash_in_its_name() -> None:
    """The dash of a range and the dash of a name are told apart."""
    assert ends("chips", "10-20 A100-40GB") == pytest.approx((8, 24))
    assert read("chips", "10-20 A100-40GB").chip == "A100"


def test_a_chip_in_a_compound_unit() -> None:
    """Chip-hours and prices may name their chip too."""
    assert read("chip_hours", "2.8M H800 GPU-hours").chip == "H800"
    assert read("chip_hour_price", "$2 per H100-hour").chip == "H100"


def test_best() -> None:
    """The best value is the figure as typed, the middle of a range in logarithms, and none of a bound."""
    best = read("training_cost", "$20M-$80M").best
    assert best is not None
    assert exp(best) == pytest.approx(40e6)
    assert read("training_cost", "> $20M").best is None


def test_unknown_choices() -> None:
    """An unknown chip is said with the nearest and how to add it; other choices with theirs."""
    with pytest.raises(BadValue) as caught:
        read_choice("H1000", hardware())
    assert caught.value.instead == "write H100, or add the chip to rules/reference/chips.csv"
    with pytest.raises(BadValue) as caught:
        read_choice("wide", Attribute("architecture", ("dense", "moe")))
    assert (caught.value.what, caught.value.instead) == ('unknown architecture "wide"', "write dense or moe")


def test_which_quantities_need_a_unit() -> None:
    """Money, time, power, energy, mass, volume and memory must name their unit; counts and ratios need none."""
    bare = {name for name in QUANTITIES if not needs_unit(quantity(name))}
    assert bare == {
        "training_compute", "parameters", "active_parameters", "tokens", "chips", "h100e", "chip_hours", "mfu",
        "epochs", "chip_peak", "system_peak", "flop_per_token", "tokens_per_chip_second", "servers",
        "daily_queries", "monthly_tokens", "pue", "racks", "users",
    }  # fmt: skip


def test_a_name_of_a_megabyte_is_refused_unread() -> None:
    """Text that is no name is told by its length; comparing it with names would take longer than anyone waits."""
    for text in ("H100" + " " * 1_000_000 + "A100", "1," * 500_000, "H100 and " * 100_000):
        with pytest.raises(BadValue, match="has at most 300 characters"):
            read_choice(text, hardware())


def test_without_hardware() -> None:
    """A pack that knows no chips still reads figures."""
    assert Values(atoms(), None).figure("16,384 chips", quantity("chips")).chip == ""


@given(st.floats(1e-3, 999), st.sampled_from(["K", "M", "B", "T"]), st.integers(0, 6))
def test_units_never_change_a_figure(number: float, magnitude: str, digits: int) -> None:
    """The same digits with another magnitude give the same range."""
    text = f"{number:.{digits}f}"
    if not text.strip("0."):
        return
    low, high = ends("training_cost", f"${text}{magnitude}")
    power = {"K": 3, "M": 6, "B": 9, "T": 12}[magnitude]
    assert ends("training_cost", f"{text}e{power} USD") == pytest.approx((low, high))
    best = read("training_cost", f"${text}{magnitude}").best
    assert best is not None
    assert low <= exp(best) <= high <= 1.2 * exp(best) * (1 + 1e-9)


def is_read_or_refused(name: str, text: str) -> bool:
    """Whether a text is a figure, or is refused with what to write."""
    try:
        low, high = read(name, text).span
    except BadValue as error:
        return bool(error.what and error.instead)
    return low <= high


@given(st.text(max_size=30), st.sampled_from(sorted(QUANTITIES)))
def test_no_text_breaks_the_reader(text: str, name: str) -> None:
    """Whatever the text, it is read or refused with what to write."""
    assert is_read_or_refused(name, text)


FRAGMENTS = st.sampled_from([
    "$", "3", "1,000", ".5", "e9", "K", "M", " ", "-", "to", "~", ">=", "/", "hour", "H100", "USD", "%", "GPU", "t",
    "per", "^", "(",
])  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=7).map("".join), st.sampled_from(sorted(QUANTITIES)))
def test_no_shuffled_figure_breaks_the_reader(text: str, name: str) -> None:
    """Scraps of figures in any order are read or refused too."""
    assert is_read_or_refused(name, text)


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("about $500M", "~$500M"), ("up to $10M", "<= $10M"), ("under $10M", "< $10M"), ("at least $3B", ">= $3B"),
        ("more than  $3B", "> $3B"), ("$10⁹", "$1e9"), ("3.8 × 10^8 USD", "3.8e8 USD"), ("$3.8 x 10**8", "$3.8e8"),
    ],
)  # fmt: skip
def test_words_people_write_mean_what_signs_mean(words: str, signs: str) -> None:
    """A bound in words is the bound in signs, and a power of ten is an exponent."""
    one, other = (read_figure(text, quantity("training_cost"), atoms(), hardware()) for text in (words, signs))
    assert (one.span, one.best) == (other.span, other.best)


@pytest.mark.parametrize(("name", "text"), [("training_cost", "$17.6M"), ("duration", "6 months"), ("chips", "16,384")])
def test_a_bound_and_a_range_are_as_kind_as_the_figure_alone(name: str, text: str) -> None:
    """Whatever a figure may stand for keeps within "at least" it, "at most" it, and a range that it ends."""
    low, high = ends(name, text)
    for sign in (">=", ">"):
        assert ends(name, f"{sign} {text}") == pytest.approx((low, INF))
    for sign in ("<=", "<"):
        assert ends(name, f"{sign} {text}") == pytest.approx((0, high))
    assert ends(name, f"{text} to {text}") == pytest.approx((low, high))
