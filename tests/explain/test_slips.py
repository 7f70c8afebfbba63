"""A slip is told in the words for the sizes that were given and meant."""

import math

import pytest
from msgspec.structs import replace

from checker.explain.slips import slips
from checker.model.beside import Slip
from tests.engine.premises import claim, question
from tests.explain import asking
from tests.explain.asking import judged
from tests.explain.books import book


@pytest.mark.parametrize(
    ("quantity", "first"),
    [("duration", [["own"]]), ("mfu", [["own"], ["10"]]), ("emissions", [["10"]]), ("training_cost", [["10"]])],
)
def test_what_is_mistaken_most_often_is_tried_first(quantity: str, first: list[list[str]]) -> None:
    """The unit of a time, what a share is a share of, and otherwise a place of the decimal point, each in its group."""
    figure = claim(quantity, 0.5)
    known = replace(book(), slips=(Slip(quantity, math.log(24), "own"),))
    found = slips(figure, question(figure), known)
    assert [[slip.says or f"{math.exp(abs(slip.factor)):.0f}" for slip in group][:1] for group in found] == first


@pytest.mark.parametrize(
    ("words", "name", "slip"),
    [
        (
            "parameters=405T tokens=15.6T training_compute=3.8e25 date=2024-07",
            "parameters",
            "billions taken for trillions",
        ),
        (
            "parameters=405M tokens=15.6T training_compute=3.8e25 date=2024-07",
            "parameters",
            "billions taken for millions",
        ),
        ("parameters=8B tokens=36B training_compute=1.7e24 date=2025-05", "tokens", "trillions taken for billions"),
        (
            "training_cost=$50K hardware=H100 chip_hours=25M date=2024-10",
            "training_cost",
            "millions taken for thousands",
        ),
        (
            "training_cost=$50,000 hardware=H100 chip_hours=25M date=2024-10",
            "training_cost",
            "millions taken for thousands",
        ),
        ("energy=1287 GWh training_compute=3.14e23 date=2021-04", "energy", "megawatt-hours taken for gigawatt-hours"),
        ("kind=system chips=100K hardware=H100 power=150 kW date=2025-01", "power", "megawatts taken for kilowatts"),
    ],
)
def test_a_prefix_is_named_as_it_was_typed(words: str, name: str, slip: str) -> None:
    """What is meant is taken for what is given, each by the size in which the figure was typed."""
    (found,) = [suspect for suspect in judged(words).suspects if suspect.value == name]
    assert found.slip.endswith(f": {slip}")


def test_a_unit_without_words_for_its_sizes_has_none() -> None:
    """An exponent of FLOP is no word: "yottaFLOP taken for ronnaFLOP" helps nobody."""
    found = judged("kind=chip hardware=H100 chip_price=$30 date=2024-07").suspects
    assert all("{" not in suspect.slip for suspect in found)


@pytest.mark.parametrize(
    ("words", "name", "slip"),
    [
        ("hardware=MI355X mfu=563% precision=bf16 date=2026-06", "mfu", "8.1x too large: a share of the A100's peak"),
        ("hardware=H100 chips=2048 duration=720 hours chip_hours=3.02B date=2024-05", "chip_hours", "2,048x too large"),
        (
            "hardware=H100 chips=64 chip_hours=720 duration=30 days date=2024-05",
            "chip_hours",
            "64x too small: hours taken",
        ),
        (
            "hardware=A100 training_compute=248 PFLOP chips=2500 duration=1 day date=2020-06",
            "training_compute",
            "86,400x",
        ),
        (
            "hardware=H100 chip_hours=1M chip_hour_price=$200/hour date=2024-06",
            "chip_hour_price",
            "100x too large: cents",
        ),
        (
            "hardware=H100 chip_hours=1M chip_hour_price=$25000/hour date=2024-06",
            "chip_hour_price",
            "15,000x too large",
        ),
        ("kind=chip hardware=H100 link_bandwidth=7200 GB/s date=2023-08", "link_bandwidth", "8x too large: bits taken"),
        ("kind=chip hardware=H100 chip_peak=312 TFLOP/s date=2024-05", "chip_peak", "the A100's figure"),
        ("kind=chip hardware=MI300X chip_memory=80 GB date=2024-05", "chip_memory", "the H100's figure"),
        ("parameters=340M tokens=100B energy=1287 MWh hardware=V100 date=2020-12", "energy", "GPT-3's figure"),
    ],
)
def test_a_slip_by_what_is_known_of_others(words: str, name: str, slip: str) -> None:
    """Another chip's peak, another model's figure, a quantity multiplied in twice: each is told as what it was."""
    first = judged(words).suspects[0]
    assert (first.value, first.slip[: len(slip)]) == (name, slip)


def test_a_share_of_another_chip_s_peak_gives_the_right_one() -> None:
    """563 % of an A100's 312 TFLOP/s are 70 % of an MI355X's 2,500."""
    first = judged("hardware=MI355X mfu=563% precision=bf16 date=2026-06").suspects[0]
    assert first.corrected == pytest.approx(0.70, abs=0.01)


@pytest.mark.parametrize(
    ("words", "name", "corrected"),
    [
        ("kind=chip hardware=V100 chip_memory=64 GB date=2024-05", "chip_memory", 32e9),
        ("kind=system hardware=H100 chips=1000 power=10 kW date=2025-01", "chips", 8),
        ("hardware=H100 chips=64 chip_hours=720 duration=30 days date=2024-05", "chips", 1),
    ],
)
def test_what_would_fit_is_what_there_is(words: str, name: str, corrected: float) -> None:
    """A memory that is sold, a whole number of chips."""
    (found,) = [suspect for suspect in judged(words).suspects if suspect.value == name]
    assert found.corrected == pytest.approx(corrected)


def test_nobody_has_less_than_one_chip() -> None:
    """Where all the rest leaves a hundredth of a chip, their count isn't what is wrong."""
    found = judged("hardware=A100 training_compute=248 PFLOP chips=2500 duration=1 day date=2020-06").suspects
    assert "chips" not in {suspect.value for suspect in found}


SIZES = {
    "seconds": 1 / 3600, "hours": 1, "days": 24, "months": 730.5, "chip-hours": 1, "chip-days": 24,
    "server-hours": 8, "hours of servers of eight": 8, "a percentage": 0.01, "a fraction": 1, "cents": 0.01,
    "dollars": 1, "gigabytes": 1, "terabytes": 1000, "bits": 0.125, "bytes": 1, "litres": 0.001,
    "cubic metres": 1, "millilitres": 1e-6, "gallons": 0.003785, "watt-hours": 1, "kilowatt-hours": 1000,
    "joules": 1 / 3600, "FLOP": 1, "petaFLOP": 1e15, "petaflop/s-days": 8.64e19,
}  # fmt: skip
"""What each size is of another of its sort."""


def _sized() -> list[tuple[str, str, float, float]]:
    """Slips between two known sizes: whose, in which words, their factor, and that which the words say."""
    found = []
    for slip in asking.book().slips:
        meant, _, given = slip.says.partition(" taken for ")
        if not slip.times and meant in SIZES and given in SIZES:
            found.append((slip.of, slip.says, math.exp(slip.factor), SIZES[given] / SIZES[meant]))
    return found


@pytest.mark.parametrize(("of", "says", "factor", "worded"), _sized(), ids=str)
def test_a_slip_is_worded_the_way_it_goes(of: str, says: str, factor: float, worded: float) -> None:
    """What was meant stands first, then as what it was taken: hours taken for days come out too large."""
    del of
    assert factor == pytest.approx(worded, rel=0.01), says


@pytest.mark.parametrize(
    ("asked", "slip"),
    [
        ("chips=2048 hardware=H800 duration=54 hours chip_hours=2.66M training_compute=3.3e24 date=2024-12",
         "24x too small: days taken for hours"),
        ("chips=2048 hardware=H800 duration=1296 days chip_hours=2.66M training_compute=3.3e24 date=2024-12",
         "24x too large: hours taken for days"),
        ("hardware=H100 chip_hours=1M chip_hour_price=$48/hour training_cost=$2M date=2024-06",
         "24x too large: a day's price taken for an hour's"),
        ("hardware=H100 chip_hours=1M chip_hour_price=$200/hour training_cost=$2M date=2024-06",
         "100x too large: cents taken for dollars"),
        ("hardware=H100 chip_hours=1M chip_hour_price=$0.02/hour training_cost=$2M date=2024-06",
         "100x too small: dollars taken for cents"),
    ],
)  # fmt: skip
def test_a_slip_is_told_in_the_direction_it_went(asked: str, slip: str) -> None:
    """The same slip asked both ways reads the other way round."""
    assert judged(asked).suspects[0].slip == slip


@pytest.mark.parametrize(
    ("asked", "slip"),
    [
        ("hardware=H100 chip_peak=4 PFLOP/s precision=fp8", "the peak with sparsity taken for the dense one"),
        ("hardware=B200 chip_peak=20 PFLOP/s precision=fp4", "the peak with sparsity taken for the dense one"),
        ("hardware=B200 chip_peak=4.5 PFLOP/s", "the peak with sparsity, or in half the bits, taken for the dense one"),
        ("hardware=TPU v5p chip_peak=918 TFLOP/s", "the peak in half the bits taken for its own"),
        ("hardware=V100 chip_peak=250 TFLOP/s", ""),
        ("hardware=WSE-3 chip_peak=31 PFLOP/s", ""),
    ],
)
def test_a_slip_is_told_where_it_can_be(asked: str, slip: str) -> None:
    """No peak with sparsity of a chip without it, none in half the bits where 4 or 8 are the least that it has."""
    first = judged(f"kind=chip date=2026-05 {asked}").suspects[0]
    assert first.slip.partition(": ")[2] == slip
