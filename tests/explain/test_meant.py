"""What figures can only mean: an attribute read off them, and one of another kind judged by itself."""

import pytest
from msgspec.structs import replace

from checker.audit import ask_words
from checker.explain.claim import Wanted
from checker.explain.meant import meant
from checker.maths.dates import days
from checker.options import Options
from checker.report.setting import setting
from checker.report.text import after_verdict
from tests.explain.asking import book, briefly, judged, question

RUN = "kind=training_run training_cost=$80M hardware=H100 chips=16K duration=80 days date=2024-06"
MIXTURE = "parameters=671B tokens=14.8T hardware=H800 chip_hours=2.788M date=2024-12"


def test_figures_that_only_a_mixture_explains_are_read_so() -> None:
    """DeepSeek-V3 without the parameters at work is plausible, and the answer says as what it was read."""
    found = judged(MIXTURE)
    assert (found.verdict, found.read_as) == ("plausible", {"architecture": "moe"})
    assert "architecture" not in found.supposed


def test_the_verdict_says_as_what_the_figures_were_read() -> None:
    """It stands in the very line of the verdict."""
    result = ask_words(MIXTURE, book(), Options())
    claim = result.cases[0].claims[0]
    line = after_verdict(claim, setting(result, result.cases[0], claim))
    assert "; a mixture of experts, as its size suggests; " in line


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (f"{MIXTURE} architecture=dense", "implausible"),
        ("parameters=671B tokens=14.8T hardware=H800 chip_hours=50K date=2024-12", "implausible"),
        ("parameters=175B tokens=3B date=2020-06", "implausible"),
        ("parameters=40B tokens=1T training_compute=2e22 date=2016-06", "implausible"),
        ("parameters=13B tokens=100B stage=finetune hardware=A100 chips=8 duration=1 day date=2023-03", "implausible"),
        ("parameters=405B tokens=15.6T training_compute=3.8e26 date=2024-07", "implausible"),
        ("parameters=405B tokens=15.6T training_compute=7e25 date=2024-07", "strained"),
        ("parameters=405B tokens=15.6T training_cost=$64K date=2024-07", "implausible"),
        ("parameters=70B tokens=2T hardware=A100 chip_hours=17203 date=2023-07", "implausible"),
        ("parameters=7B tokens=2T hardware='RTX 4090' chips=8 duration='1 week' date=2023-09", "implausible"),
    ],
)
def test_nothing_else_is_excused_by_it(asked: str, verdict: str) -> None:
    """A model called dense stays so; too little compute, too much, too early, and what a dense model explains, too."""
    found = briefly(asked)
    assert (found.verdict, found.read_as) == (verdict, {})


def test_a_small_mixture_leaves_no_room_for_another_rare_thing() -> None:
    """Eight passes are rare: a model of 30B is read as a mixture all the same, one of 1.5B isn't."""
    base = "tokens=8B dataset_tokens=1B epochs=8 date=2025-04"
    assert briefly(f"parameters=30B training_compute=1.5e20 {base}").verdict == "strained"
    assert briefly(f"parameters=1.5B training_compute=7e18 {base}").verdict == "implausible"


def test_levels_and_questions_go_together() -> None:
    """Of several questions only the one that needs it is asked anew."""
    asked = [question(MIXTURE), question(f"{MIXTURE} architecture=dense"), question("training_cost=$100M date=2024-06")]
    read = [meant(each, book()) for each in asked]
    assert [level for _, level in read] == [0, 2, 0]
    assert [q.subject.read_as for q, _ in read] == [{"architecture": "moe"}, {}, {}]


def test_the_day_counts() -> None:
    """The same figures before mixtures were known stay a dense model's."""
    early = question("parameters=600B tokens=300B training_compute=1e23 date=2020-07")
    assert meant(early, book())[1] == 0
    before = replace(early.subject, day=days("2016-12")[1])
    from checker.cases.ground import ground

    assert meant(ground(before, book()), book())[1] != 0


@pytest.mark.parametrize(
    ("peak", "verdict"),
    [
        ("121 TFLOP/s", "plausible"),
        ("242 TFLOP/s", "strained"),
        ("165 TFLOP/s", "implausible"),
        ("360 TFLOP/s", "implausible"),
    ],
)
def test_a_peak_is_the_dense_or_the_sparse_one(peak: str, verdict: str) -> None:
    """What is read off figures for accepted alone is strained, and nothing between two values is either of them."""
    found = briefly(f"kind=chip hardware=L4 chip_peak={peak.replace(' ', '')} precision=bf16 date=2026-04")
    assert (found.verdict, found.read_as) == (verdict, {"sparsity": "sparse"} if verdict == "strained" else {})


def test_an_absurd_figure_of_another_kind_is_told_as_one_of_that_kind() -> None:
    """No rule of training runs speaks of queries; as a figure of a service it can't be."""
    found = judged(f"{RUN} query_energy=3 MWh")
    alone = judged("kind=serving query_energy=3 MWh date=2024-06")
    assert (found.verdict, found.astray) == (alone.verdict, "serving")
    assert [c.values for c in found.conflicts] == [c.values for c in alone.conflicts] == [("query_energy",)]


def test_what_tested_the_other_figures_is_still_told() -> None:
    """Beside the stray one's own test."""
    assert set(judged(RUN).tested) < set(judged(f"{RUN} query_energy=3 MWh").tested)


def test_a_sound_figure_of_another_kind_changes_no_verdict() -> None:
    """It stays unchecked, and the answer says of what kind it is."""
    found = judged(f"{RUN} query_energy=0.3 Wh")
    assert (found.verdict, found.astray, found.elsewhere) == ("plausible", "", {"query_energy": "serving"})


def test_a_graver_claim_stays_what_it_is() -> None:
    """The stray figure is told only where it is graver than all else."""
    found = judged("kind=training_run training_cost=$30B hardware=H100 date=2024-12 query_energy=3 Wh")
    assert (found.verdict, found.astray) == (judged("training_cost=$30B hardware=H100 date=2024-12").verdict, "")


@pytest.mark.parametrize("figure", ["query_energy=0.24 Wh duration=1 second", "query_energy=0.3 Wh energy=1 GWh"])
def test_a_figure_that_any_of_its_kinds_may_have_is_let_be(figure: str) -> None:
    """A second is no training run; as the time of a system it is just that."""
    assert judged(f"kind=serving {figure} date=2025-08").verdict == "plausible"


@pytest.mark.parametrize("kind", ["chip", "system", "fleet", "lab_year", "training_run", "world_year"])
@pytest.mark.parametrize("figure", ["query_energy=1 MWh", "query_water=1000 L"])
def test_nothing_absurd_passes_under_another_kind(kind: str, figure: str) -> None:
    """Whatever kind is stated."""
    assert judged(f"kind={kind} {figure} date=2025-06").verdict in ("implausible", "impossible")


def test_reasons_or_not_the_verdict_is_the_same() -> None:
    """Verdicts come first, for many claims at once."""
    for words in (f"{RUN} query_energy=3 MWh", f"{RUN} query_energy=0.3 Wh"):
        result = ask_words(words, book(), Options(wanted=Wanted(reasons="none")))
        assert result.cases[0].verdict == judged(words).verdict
