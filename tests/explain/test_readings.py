"""What else a figure may mean, and what it can't."""

import pytest

from tests.explain.asking import judged


def told(words: str) -> dict[str, str]:
    """Each reading as it is said, with its verdict."""
    return {reading.says: reading.verdict for reading in judged(words).readings}


FP8 = "an fp8 peak that counts skipped zeros"
FLEET = "all the chips its owner has"
YEAR = "a year of R&D compute, experiments included"
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
