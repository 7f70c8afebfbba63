"""When a broken rule is wrong: what can be so of the claim, on the side that breaks, and explains so much."""

import pytest

from checker.explain.excuses import excused, texts
from checker.model.case import Premise
from checker.model.finding import Gap
from checker.model.rule import Prior
from tests.explain.asking import book, judged, question

SITE = "kind=system hardware=H100 chips=100.0K date=2025-06"
HELD_BELOW = "the chips are held below their rating"
SCARCE = "the chips were taken at short notice, at the scarcity prices of 2023"


def told(asked: str) -> set[str]:
    """All that "Falls if" would say of a question."""
    conflicts = judged(asked).conflicts
    steps = {when for conflict in conflicts for step in conflict.steps for when in step.wrong_when}
    return steps | {when for conflict in conflicts for rest in conflict.rests_on for when in rest.wrong_when}


@pytest.mark.parametrize(("power", "is_told"), [("60.0 MW", True), ("6.0 MW", False)])
def test_a_gap_wider_than_a_case_explains_is_not_excused_by_it(power: str, is_told: bool) -> None:
    """Chips can be held at half their rating, not at a twentieth."""
    assert (HELD_BELOW in told(f"{SITE} power={power}")) == is_told


@pytest.mark.parametrize(("date", "is_told"), [("2023-12", True), ("2025-09", False)])
def test_a_case_of_another_time_excuses_nothing(date: str, is_told: bool) -> None:
    """The scarcity of 2023 raised no price of 2025."""
    run = f"training_cost=$640M hardware=H100 chips=31,000 duration=80.0 days date={date}"
    assert (SCARCE in told(run)) == is_told


def test_the_kindest_gap_decides() -> None:
    """As that is what is left to explain; one without a bound explains any."""
    asked = question(f"{SITE} power=60.0 MW")
    (site,) = (p for p in asked.beliefs if p.origin.rule == "facility-of-large-ai-sites")
    assert HELD_BELOW in _cases(site, Gap(5, 1.9))
    assert HELD_BELOW not in _cases(site, Gap(5, 2.1))
    assert HELD_BELOW not in _cases(site, Gap(5))


@pytest.mark.parametrize(("power", "is_told"), [("1.4 kW", False), ("10.2 kW", True)])
def test_a_case_that_comes_to_more_than_the_gap_is_no_excuse(power: str, is_told: bool) -> None:
    """A server draws ten times what its chips do, so that it is no reason for twice as much."""
    assert ("the figure is that of a whole server" in told(f"kind=chip hardware=H100 chip_power={power}")) == is_told


@pytest.mark.parametrize(("given", "is_told"), [("chips=8", True), ("chips=1,024 duration=34.0 days", False)])
def test_a_case_that_a_claimed_figure_rules_out_excuses_nothing(given: str, is_told: bool) -> None:
    """What ran for a month is no short test."""
    run = f"hardware=A100 achieved_flops=225 TFLOP/s {given} date=2023-07"
    assert ("the figure is that of a short test on a few chips" in told(run)) == is_told


def test_chips_without_a_format_are_not_excused_by_it() -> None:
    """An A100 has no fp8."""
    run = "achieved_flops=740 TFLOP/s mfu=74% chips=512 date=2024-06"
    fp8 = "the work was in fp8 and is held against the 16-bit peak"
    assert fp8 in told(f"hardware=H100 {run}")
    assert fp8 not in told(f"hardware=A100 {run}")


def _cases(premise: Premise, gap: Gap) -> tuple[str, ...]:
    asked = question(f"{SITE} power=60.0 MW")
    belief = excused(premise, asked.subject, book(), gap, "low").origin.belief
    assert isinstance(belief, Prior)
    return texts(belief.wrong_when)


@pytest.mark.parametrize(("chips", "is_told"), [(1, True), (8, False)])
def test_a_case_on_a_quantity_is_ruled_out_by_a_figure_beyond_it(chips: int, is_told: bool) -> None:
    """A speed told of one chip may be its server's; one that is told of eight isn't."""
    served = f"kind=serving active_parameters={400 * chips}B hardware=H200 chips={chips} precision=fp8 date=2025-05"
    assert ("the figure is that of a server of eight, and not of one chip" in told(served)) == is_told
