"""What else a figure may mean, and what it can't."""

import pytest

from checker.explain.readings import LISTED, _few
from tests.explain.asking import briefly, judged


def told(words: str) -> dict[str, str]:
    """Each reading as it is said, with its verdict."""
    return {reading.says: reading.verdict for reading in judged(words).readings}


FP8 = "an fp8 peak that counts skipped zeros"
FLEET = "all the chips its owner has"
YEAR = "a year of R&D compute, experiments included"
SUPERCHIP = "figures of the superchip"
FP4 = "an fp4 peak that counts skipped zeros"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("kind=chip hardware=H100 chip_peak=3958 TFLOP/s date=2024-06", FP8),
        ("kind=chip hardware=B200 chip_peak=18 PFLOP/s date=2025-06", FP4),
        ("kind=system hardware=GH200 chips=5448 system_peak=21 EFLOP/s date=2023-11", FP8),
        ("kind=system hardware=H100 chips=22000 system_cost=$1.5B date=2023-07", "the money that its owner raised"),
        ("chip_hours=30M hardware=H100 training_cost=$100M date=2023-03", "A100-hours"),
        (
            "kind=fleet hardware=H100 chips=600,000 date=2024-07",
            "all sorts of its chips, counted as if they were one",
        ),
    ],
)
def test_a_figure_is_read_as_what_it_is_taken_for(words: str, says: str) -> None:
    """Each is one that a published figure was found to be, and right when it is read so."""
    assert told(words)[says] == "plausible"


def test_a_reading_leaves_what_was_stated() -> None:
    """Who says bf16 doesn't mean fp8."""
    assert FP8 not in told("kind=chip hardware=H100 chip_peak=3958 TFLOP/s precision=bf16 date=2024-06")


@pytest.mark.parametrize(("precision", "is_told"), [("fp8", True), ("bf16", False)])
def test_a_reading_is_told_of_the_claims_it_is_meant_for(precision: str, is_told: bool) -> None:
    """A TPU v6e has no fp8, and so its peak in 8-bit integers may be meant; bf16 it has."""
    found = told(f"kind=chip hardware=TPU v6e chip_peak=1836 TFLOP/s precision={precision} date=2025-06")
    assert ("a peak in 8-bit integers" in found) == is_told


def test_what_no_table_knows_is_no_reading() -> None:
    """An H100 has no fp4 peak, so nothing could be wrong with any."""
    found = told("kind=chip hardware=H100 chip_peak=8 PFLOP/s date=2024-06")
    assert not {FP4, "fp4 arithmetic"} & set(found)


def test_a_reading_that_changes_nothing_is_none() -> None:
    """Hours of A100s aren't read as hours of A100s."""
    assert "A100-hours" not in told("chip_hours=1.3M hardware=A100 training_compute=5e22 FLOP date=2023-04")


def test_a_reading_is_judged_on_its_own_terms() -> None:
    """So many hours were too many of A100s as well."""
    assert told("chip_hours=300M hardware=H100 date=2023-03")["A100-hours"] == "implausible"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("parameters=175B tokens=300B chips=1024 hardware=V100 duration=34 days date=2020-05", FLEET),
        ("kind=system hardware=GH200 chips=5448 system_peak=21 EFLOP/s date=2023-11", FLEET),
        ("training_cost=$29.3M chips=57,000 hardware=TPU v4 duration=2400 hours date=2023-12", YEAR),
    ],
)
def test_a_reading_that_counts_more_in_explains_no_figure_that_is_too_low(words: str, says: str) -> None:
    """Too few chips for a run are no fleet, and too low a price is no year's spending."""
    assert says not in told(words)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("hardware=GB200 chip_peak=5 PFLOP/s chip_memory=384 GB chip_power=2700 W date=2024-08", SUPERCHIP),
        ("hardware=GB200 chip_power=125 kW date=2025-08", "figures of the whole rack"),
        ("hardware=H100 chip_memory=640 GB date=2023-08", "figures of the whole server"),
        ("hardware=TPU v3 chip_peak=420 TFLOP/s precision=bf16 date=2020-08", "figures of the whole board"),
        ("hardware=MI250X chip_peak=191.5 TFLOP/s date=2023-08", "figures of one of its two dies or cores"),
        ("hardware=RTX 3070 Ti chip_peak=21.75 TFLOP/s precision=bf16 date=2023-08", "the rate without matrix units"),
        ("hardware=TPU v6e chip_peak=918 TFLOP/s precision=fp8 date=2025-04", "a 16-bit peak"),
        ("hardware=TPU v6e chip_peak=1836 TFLOP/s precision=fp8 date=2025-04", "a peak in 8-bit integers"),
        ("hardware=H100 chip_peak=67 TFLOP/s date=2023-08", "fp32 arithmetic"),
    ],
)  # fmt: skip
def test_what_is_counted_or_meant_by_a_peak_is_a_reading(words: str, says: str) -> None:
    """A figure of a part, of what a chip is sold in, of other units or of another format fits as what it is."""
    assert told(f"kind=chip {words}")[says] == "plausible"


def test_a_chip_is_no_superchip_that_it_is_not_sold_in() -> None:
    """A B200 has no superchip, so twice its memory is none's."""
    assert SUPERCHIP not in told("kind=chip hardware=B200 chip_memory=384 GB date=2024-12")


def test_a_mode_that_a_chip_has_not_is_no_reading() -> None:
    """A TPU skips no zeros: nothing is explained by a peak that counts them."""
    found = told("kind=chip hardware=TPU v6e chip_peak=918 TFLOP/s precision=fp8 date=2025-04")
    assert not [says for says in found if "zeros" in says]


def test_of_many_values_that_may_be_meant_some_are_named() -> None:
    """And how many more there are; a single one more is named as well."""
    names = [f"v{n}" for n in range(LISTED + 2)]
    for count in (1, 2, LISTED, LISTED + 1):
        assert _few(tuple(names[:count])) == ", ".join(names[:count])
    assert _few(tuple(names)) == f"{', '.join(names[:LISTED])} and 2 more"


def test_a_mixture_is_told_with_how_many_parameters_it_would_have_at_work() -> None:
    """A reading under a condition says the condition."""
    found = judged("parameters=1.5B training_compute=1e19 date=2019-02 kind=training_run").readings
    (mixture,) = (reading for reading in found if reading.as_ == "moe")
    work = mixture.facts["active_parameters"]
    assert "{active_parameters}" in mixture.says
    assert 1e8 < work.low < work.high < 1.5e9


def test_no_other_field_is_told_in_which_a_claim_would_be_strained() -> None:
    """GPT-3's energy is no better explained by a player of games: of many values one is always a little milder."""
    asked = "energy=189MWh training_compute=3.14e23 hardware=V100 date=2020-11"
    assert briefly(asked).verdict == "implausible"
    assert [reading for reading in judged(asked).readings if reading.of in ("domain", "architecture", "stage")] == []
