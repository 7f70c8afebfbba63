"""Which figure is suspected, and what is written instead."""

import math

import pytest

from tests.explain.asking import DEEPSEEK, LLAMA, book, briefly, judged, words

GLM = {
    "parameters": "130B", "tokens": "400B", "chips": "768", "hardware": "A100", "duration": "60 days", "mfu": "32.5%",
    "date": "2022-08", "architecture": "dense",
}  # fmt: skip
DENSE_LLAMA = {**LLAMA, "architecture": "dense"}
"""Unless it is called dense, too little compute or too many parameters are read as a mixture of experts."""


@pytest.mark.parametrize(
    ("right", "name", "wrong"),
    [
        (DEEPSEEK, "chip_hours", "27.88M"),
        (DEEPSEEK, "training_cost", "$55.76M"),
        (DEEPSEEK, "parameters", "6710B"),
        (LLAMA, "training_compute", "3.8e26 FLOP"),
        (LLAMA, "chips", "163,840"),
        (LLAMA, "chip_hours", "308.4M"),
    ],
)
def test_a_figure_ten_times_too_large_is_the_first_suspect(right: dict[str, str], name: str, wrong: str) -> None:
    """Two routes outvote the wrong third, and the figure that was there is what would be written."""
    found = judged(words(right, **{name: wrong}))
    assert found.verdict in ("implausible", "impossible")
    first = found.suspects[0]
    assert (first.value, first.slip[:3]) == (name, "10x")
    assert (
        briefly(
            words(right, **{name: f"{first.corrected:.6g}" if name != "training_cost" else f"${first.corrected:.6g}"})
        ).verdict
        == "plausible"
    )


@pytest.mark.parametrize(("name", "wrong"), [("parameters", "4050B"), ("tokens", "156T")])
def test_a_product_alone_cannot_tell_its_factors_apart(name: str, wrong: str) -> None:
    """Parameters and tokens head the list, in whatever order, since either could be the one."""
    first, second, *_ = judged(words(DENSE_LLAMA, **{name: wrong})).suspects
    assert {first.value, second.value} == {"parameters", "tokens"}


def test_ties_are_marked() -> None:
    """Where nothing tells two figures apart, the second is marked as just as likely."""
    _, second, *_ = judged(words(DENSE_LLAMA, parameters="4050B")).suspects
    assert second.tied


def test_days_given_as_hours_are_named_as_such() -> None:
    """A duration 24 times too large is called what it is."""
    first = judged("chips=2048 hardware=H800 duration=1361 days chip_hours=2.788M date=2024-12").suspects[0]
    assert (first.value, first.slip) == ("duration", "24x too large: hours taken for days")
    assert first.corrected == pytest.approx(1361, rel=0.01)


def test_a_lone_figure_is_not_accused_by_itself() -> None:
    """Where no other figure speaks against it, the bound under "plausible if" says all there is to say."""
    assert judged("training_cost=$3B hardware=H100 date=2024-12").suspects == ()


def test_an_open_range_offers_no_correction() -> None:
    """Where the rest gives but one bound, nothing is offered as what was meant."""
    (only,) = judged("chips=500K hardware=H100 date=2024-12").suspects
    assert (only.slip, only.corrected) == ("", None)


@pytest.mark.parametrize(
    ("asked", "slip"),
    [
        (
            "kind=serving hardware=GB200 precision=fp4 active_parameters=70B tokens_per_chip_second=865K date=2025-03",
            "72x too large: a rack taken for one of its chips",
        ),
        (
            "kind=serving active_parameters=8B energy_per_token=0.12Wh/token date=2025-12",
            "3,600x too large: joules taken for watt-hours",
        ),
    ],
)
def test_where_the_size_is_open_the_one_slip_that_mends_it_is_named(asked: str, slip: str) -> None:
    """What the rest implies spans a thousandfold and more, but only one known slip leads into it."""
    assert slip in [s.slip for s in judged(asked).suspects]


def test_where_the_size_is_open_and_two_slips_would_do_none_is_named() -> None:
    """A price of $15,000 may be one for a thousand tokens or one in cents."""
    assert [s.slip for s in judged("kind=serving token_price=$15000/Mtoken date=2026-08").suspects] == [""]


def test_a_plausible_claim_has_no_suspects() -> None:
    """Nobody is suspected of a figure that holds."""
    assert judged(words(DEEPSEEK)).suspects == ()


def test_a_strained_claim_names_what_a_known_slip_explains() -> None:
    """Twice the dense peak is the sparse one, and half of it is what would fit."""
    (only,) = judged("kind=chip hardware=B200 chip_peak=4500 TFLOP/s precision=bf16 date=2025-07").suspects
    assert only.slip == "2x too large: the peak with sparsity, or in half the bits, taken for the dense one"
    assert only.corrected == pytest.approx(2.25e15, rel=0.01)


def test_a_strained_claim_accuses_nobody_of_a_lost_digit() -> None:
    """What is rare needs no mistake: a run on few chips has its bounds, and no suspect."""
    assert judged("parameters=40B tokens=1T chips=64 hardware=A100 date=2023-12").suspects == ()


def test_two_mistakes_are_each_looked_at_by_themselves() -> None:
    """A compute of 2ND and a peak that is too low can't be mended together by one figure."""
    found = judged(
        "training_compute=1.1e24 FLOP chip_hours=2.79M hardware=H800 active_parameters=37B tokens=14.8T "
        "chip_peak=1513 TFLOP/s precision=fp8 date=2025-02"
    )
    first, *others = found.suspects
    assert (first.value, first.slip) == ("training_compute", "3x too small: 2ND taken for 6ND")
    assert "chip_peak" in {suspect.value for suspect in others}


@pytest.mark.parametrize(
    ("right", "name", "wrong", "slip"),
    [
        (DEEPSEEK, "active_parameters", "671B", "18x too large: all parameters taken for those at work"),
        (GLM, "mfu", "3250%", "100x too large: a percentage taken for a fraction"),
        (GLM, "mfu", "0.325%", "100x too small: a fraction taken for a percentage"),
        (GLM, "duration", "60 hours", "24x too small: days taken for hours"),
        (DENSE_LLAMA, "training_compute", "1.27e25 FLOP", "3x too small: 2ND taken for 6ND"),
    ],
)
def test_a_known_slip_is_named(right: dict[str, str], name: str, wrong: str, slip: str) -> None:
    """The first suspect is the figure that was changed, and how it was changed is what explains it."""
    first = judged(words(right, **{name: wrong})).suspects[0]
    assert (first.value, first.slip) == (name, slip)


def test_what_is_rare_is_not_explained_by_what_is_rare_too() -> None:
    """A system whose peak counts zeros isn't one of eight times the chips, which would be rare as well."""
    found = judged("kind=system hardware=GH200 chips=5448 system_peak=21 EFLOP/s date=2023-11")
    assert {suspect.value for suspect in found.suspects} == {"system_peak"}


@pytest.mark.parametrize(
    ("words", "name", "slip"),
    [
        ("kind=system hardware=GB200 chips=2.16M power=50 MW date=2025-09", "chips", "72x too large: chips taken"),
        ("kind=chip hardware=H100 chip_memory=640 GB date=2023-08", "chip_memory", "8x too large: a server taken"),
        ("kind=chip hardware=Trainium2 chip_memory=6144 GB date=2025-08", "chip_memory", "64x too large: a rack taken"),
        ("kind=chip hardware=TPU v4 chip_memory=128 GB date=2023-08", "chip_memory", "4x too large: a board taken"),
    ],
)  # fmt: skip
def test_a_count_of_the_chip_s_own_table_is_a_slip(words: str, name: str, slip: str) -> None:
    """How many make a board, a server or a rack is the chip's to say."""
    assert next(s.slip for s in judged(words).suspects if s.value == name).startswith(slip)


def test_a_slip_leaves_a_figure_its_rounding() -> None:
    """21 EFLOP/s on 5,448 GH200s are 5.25 without zeros, which stands for all up to 5.375, and so for their 5.391."""
    (suspect,) = judged("kind=system hardware=GH200 chips=5448 system_peak=21 EFLOP/s date=2023-11").suspects
    assert suspect.slip.startswith("4x too large")


def test_a_figure_without_known_slips_is_judged_all_the_same() -> None:
    """No figure is written instead where no known slip of a stated utilisation is left to be tried."""
    found = judged("chips=9K hardware=A100 duration=150d utilisation=30% training_compute=2e25FLOP date=2023")
    assert found.fault == ""
    assert found.verdict == "implausible"


@pytest.mark.parametrize(
    ("asked", "name", "right"),
    [
        ("kind=chip hardware='TPU v5p' chip_peak='446 TFLOP/s' precision=bf16 date=2026-06", "chip_peak", 459e12),
        ("kind=chip hardware=A100 chip_peak='305 TFLOP/s' precision=bf16 date=2023-06", "chip_peak", 312e12),
    ],
)
def test_one_strained_figure_against_a_table_is_the_suspect(asked: str, name: str, right: float) -> None:
    """Nothing else of the claim could be wrong, and what the table has is what one would write."""
    found = judged(asked)
    (only,) = found.suspects
    assert (found.verdict, only.value, only.verdict) == ("strained", name, "plausible")
    assert only.corrected == pytest.approx(right, rel=0.02)


def test_a_lost_digit_that_leads_to_what_is_rare_explains_nothing() -> None:
    """A tenth of the compute would be strained, and so what a usual utilisation makes of the chip-hours is told."""
    asked = "parameters=1.4B training_compute='248 petaflop/s-days' chip_hours=60000 hardware=V100 domain=image"
    found = judged(f"{asked} date=2020-06").suspects
    compute = next(suspect for suspect in found if suspect.value == "training_compute")
    assert (compute.slip, compute.verdict) == ("", "plausible")


RUN_OF_SIX_DAYS = "chips=8 hardware=V100 duration=6days chip_hour_price=$2.5/hour training_cost=$1000 domain=video"


@pytest.mark.parametrize(
    ("asked", "name", "right"),
    [
        (f"{RUN_OF_SIX_DAYS} date=2022-07-23", "training_cost", 2880),
        ("kind=system chips=72 hardware=GB200 power=70kW date=2026-03", "power", 132e3),
    ],
)
def test_of_equals_what_is_reckoned_of_the_others_is_suspected(asked: str, name: str, right: float) -> None:
    """A cost has more ways to go wrong than the chips, days and price of which it is made."""
    first = judged(asked).suspects[0]
    assert (first.value, first.verdict) == (name, "plausible")
    assert first.corrected == pytest.approx(right, rel=0.05)


def test_a_slip_that_leads_to_what_is_rare_explains_nothing_where_the_figure_is_known() -> None:
    """A board's peak over its four chips is less than the sheet has for one; the sheet's figure is told."""
    first = judged("kind=chip hardware='TPU v3' chip_peak='420 TFLOP/s' precision=bf16 date=2026-02").suspects[0]
    assert (first.slip, first.verdict) == ("", "plausible")
    assert first.corrected == pytest.approx(123e12, rel=0.05)


def test_only_chips_of_several_dies_are_counted_by_them() -> None:
    """A V100 is one die."""
    dies = next(slip for slip in book().slips if slip.says == "dies counted as chips")
    assert "V100" not in dies.factors
    assert dies.factors["MI250X"] == pytest.approx(math.log(2))


def test_nothing_is_suspected_of_what_it_can_not_be() -> None:
    """With 5 GW for 16,384 chips one of them would draw 82 kW, and a utilisation of 4 % would be one of 140 %."""
    kilowatts = judged(
        "kind=system chips=16,384 chip_power='70 W' system_cost=$4B power='5 GW' hardware=H100 date=2025-06"
    )
    assert all(suspect.implied[1] < 1000 for suspect in kilowatts.suspects if suspect.value == "chip_power")
    share = judged("training_cost=$500M chip_hours=3M mfu=4% hardware=H100 date=2024-12")
    assert all(suspect.implied[0] < 1 for suspect in share.suspects if suspect.value == "mfu")


def test_no_slip_is_told_where_a_lost_digit_would_do_as_well() -> None:
    """Where the rest tells little of a figure, kilograms for tonnes is one guess of many."""
    found = judged("emissions=284t parameters=213M date=2019-06").suspects
    assert all(suspect.corrected is None for suspect in found if suspect.value == "emissions")


@pytest.mark.parametrize(
    ("asked", "typed", "verdict"),
    [
        ("kind=system chips=10K-15K hardware=H100 system_peak=450 TFLOP/s date=2023-10", "450 PFLOP/s", "plausible"),
        ("kind=chip hardware=H100 chip_peak=4 TFLOP/s precision=fp8 date=2024-11-22", "4 PFLOP/s", "strained"),
    ],
)
def test_a_prefix_explains_a_figure_that_is_then_read_otherwise(asked: str, typed: str, verdict: str) -> None:
    """As a peak in 64 bits, or one that counts skipped zeros: the digits of the figure are right."""
    first = judged(asked).suspects[0]
    assert (first.typed, first.verdict) == (typed, verdict)
    assert first.slip == "1,000x too small: petaFLOP/s taken for teraFLOP/s"


def test_no_prefix_explains_a_figure_that_is_near() -> None:
    """Three times too much is no thousandfold slip."""
    first = judged("kind=chip hardware=H100 chip_peak=300 TFLOP/s precision=fp8 date=2024-11-22").suspects[0]
    assert "FLOP/s taken" not in first.slip
