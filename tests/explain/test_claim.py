"""What is told of one claim beside its proof."""

import math
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from checker.audit import check_paths
from checker.explain import minimal
from checker.explain.claim import Wanted, explain
from checker.model.case import Question
from checker.model.finding import Finding
from checker.model.key import Key
from checker.options import Beliefs, Options, book_for
from checker.read.claim.claims import read_ask, read_claims
from tests.commands import claims
from tests.explain.asking import DEEPSEEK, LLAMA, THREE_BILLION, book, briefly, judged, words


def test_all_three_answers_of_the_seed_in_their_order() -> None:
    """$3B is implausible as one run, plausible as a year's R&D compute, plausible as what a system cost."""
    found = judged(THREE_BILLION)
    assert found.verdict == "implausible"
    assert [(r.as_, r.verdict) for r in found.readings[:2]] == [
        ("rnd_compute_cost", "plausible"),
        ("system_cost", "plausible"),
    ]
    assert found.readings[1].facts["chips"].low == pytest.approx(75_000, rel=0.01)


def test_the_forward_direction() -> None:
    """20K H100 for four months: about $120M, about 8e25 FLOP, about twice Llama 3.1 405B."""
    found = judged("hardware=H100 chips=20K duration=4 months date=2024-03")
    assert found.verdict == "plausible"
    cost, compute = found.implied["training_cost"], found.implied["training_compute"]
    assert cost.best[0] == pytest.approx(1.17e8, rel=0.01)
    assert compute.best[0] == pytest.approx(8.3e25, rel=0.02)
    assert compute.landmark == "Llama-3.1-405B"
    assert compute.landmark_factor == pytest.approx(2.2, abs=0.05)
    assert found.implied["chip_hours"].best[0] == pytest.approx(58.4e6, rel=0.01)


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("training_compute=1e27 FLOP comparable_to=llama-3.1-405b date=2024-12", "implausible"),
        ("training_compute=1e25 FLOP comparable_to=llama-3.1-405b date=2024-12", "plausible"),
        ("training_cost=$100M date=2024-06", "plausible"),
        ("chips=500K hardware=H100 date=2024-12", "implausible"),
        ("kind=fleet chips=500K hardware=H100 date=2024-12", "plausible"),
        ("duration=24 months date=2024-12", "implausible"),
        ("parameters=405B date=2024-12", "unchecked"),
        ("parameters=8B date=2024-12", "unchecked"),
        (words(DEEPSEEK), "plausible"),
        (words(LLAMA), "plausible"),
    ],
)
def test_what_it_must_always_get_right(asked: str, verdict: str) -> None:
    """The seed's cases and the best-known published runs."""
    assert briefly(asked).verdict == verdict


def test_a_strained_claim_says_what_rare_thing_it_needs() -> None:
    """140,000 H100 at the end of 2024 need one thing: a larger system than the largest known."""
    found = judged("hardware=H100 chips=140.0K date=2024-12")
    assert found.verdict == "strained"
    ((rare,),) = found.rare
    assert rare.rule == "largest_system"
    assert rare.fact is not None
    assert rare.fact.low == pytest.approx(140_000, rel=0.01)


def test_an_unchecked_claim_says_what_to_add() -> None:
    """A parameter count could be tested by tokens or compute."""
    found = judged("parameters=405B date=2024-12")
    assert (found.tested, found.unchecked) == ({}, ("parameters",))
    assert {"tokens", "training_compute"} <= set(found.missing)


def test_values_know_their_tests() -> None:
    """Each value of a full claim is tested, by rules that could have failed, and it is said how sharply."""
    found = judged(words(LLAMA))
    assert found.unchecked == ()
    assert "compute-from-parameters" in found.tested["parameters"].by
    assert all(t.decades is None or t.decades < 3 for t in found.tested.values())


def test_a_verdict_that_hangs_on_rounding_says_so() -> None:
    """A figure of about 110K may be 100K, which would be fine; 110K itself would be strained."""
    assert not judged(THREE_BILLION).edge
    assert judged("hardware=H100 chips=~110K date=2024-12").edge_of == ("chips",)


def test_another_architecture_is_a_reading() -> None:
    """What is rare of a dense model may be usual of a mixture of experts."""
    found = judged("training_compute=1.000e24 chip_hours=1.450M hardware=H100 date=2024-12")
    assert found.verdict == "strained"
    assert ("architecture", "moe") in {(r.of, r.as_) for r in found.readings}


def test_what_was_taken_for_granted_is_said() -> None:
    """Only attributes on which something depends, with their usual values."""
    assert judged(THREE_BILLION).supposed["terms"] == "rental"
    assert "architecture" not in judged("kind=fleet chips=500K hardware=H100 date=2024-12").supposed


@pytest.mark.parametrize(
    "asked",
    [
        "training_compute=1e25 parameters=1M tokens=1M date=2095",
        "date=2020-06 tokens=5.21e10 energy=5.52e8Wh parameters=1.38e7",
        "training_compute=1e27 comparable_to=llama-3.1-405b date=2024-07-22",
        "training_cost=$3M date=2013",
    ],
)
def test_odd_questions_have_sober_answers(asked: str) -> None:
    """Far dates, circles of rules and tiny exponents give no absurd factor and no error."""
    found = judged(asked)
    assert all((c.gap.best or 1) < 1e15 for c in found.conflicts)


@pytest.mark.parametrize("whole", ["2.1e25", "2.10000000000000001e25"])
def test_a_gap_is_no_artefact_of_rounding(whole: str) -> None:
    """A base that leaves nothing of the whole, or what rounding makes of it, is off without bound."""
    asked = f"total_compute={whole} training_compute=1e25 stage=finetune based_on=llama-3.1-405b date=2025-01"
    gaps = [conflict.gap.best for conflict in judged(asked.replace("2.1", "3.8")).conflicts]
    assert gaps
    assert all(gap is not None and (gap == math.inf or gap < 1e9) for gap in gaps)


def test_a_gap_beyond_all_slips_is_without_bound() -> None:
    """A factor that no slip of units or prefixes explains is no factor one could use."""
    (gap, *_) = (conflict.gap for conflict in judged("largest_rnd_spend=$100K date=2100").conflicts)
    assert gap.best == math.inf
    assert gap.accepted == pytest.approx(75_000, rel=0.01)


@pytest.mark.parametrize("asked", ["training_compute=1e27 comparable_to=llama-3.1-405b date=2024-06", THREE_BILLION])
def test_the_kindest_terms_are_kinder_than_the_best_guess(asked: str) -> None:
    """No gap is greater on the kindest terms than at best figures."""
    for conflict in judged(asked).conflicts:
        assert (conflict.gap.accepted or 0) <= (conflict.gap.best or 0) * 1.001


@pytest.mark.parametrize(
    "asked",
    [
        "parameters=2.82e8 active_parameters=3.12e9 date=2023-03",
        THREE_BILLION,
        words(LLAMA, chip_hours="885K"),
        "kind=system chips=400K hardware=GB200 power=1.2 MW date=2025-12",
        "chips=500K H100 date=2024-12",
        "kind=serving query_energy=3 kWh date=2024",
    ],
)
def test_what_is_suggested_has_the_verdict_that_it_is_told_with(asked: str) -> None:
    """Each correction, reading and mend comes with the question that asks it, and that one is so."""
    found = judged(asked)
    told = [(each.ask, each.verdict) for each in found.suspects if each.typed]
    told += [(each.ask, each.verdict) for each in found.readings]
    told += [(each.ask, "plausible") for each in found.repairs]
    assert told
    assert [(ask, briefly(ask).verdict) for ask, _ in told] == told


def test_no_proof_ends_with_a_figure_that_may_be_any() -> None:
    """Where rules break only together, a proof that can name no broken premise gives way to one that can."""
    card = "parameters=175B hardware=V100 duration=14.8 days emissions=5521t grid_intensity=0.429 kg/kWh date=2020-05"
    last = [(c.steps[-1], c.steps[-1].facts.get(c.steps[-1].output)) for c in judged(card).conflicts]
    assert [step.rule for step, found in last if found and found.low == 0 and math.isinf(found.high)] == []
    assert len(last) == 2


def test_one_conflict_is_told_for_each_set_of_figures() -> None:
    """Of several arguments against the same figures the one that is the hardest to excuse stands alone."""
    found = judged(
        "parameters=405B architecture=dense tokens=15T chips=2048 hardware=A100 duration=23 days date=2024-12"
    )
    (only,) = found.conflicts
    assert only.broken == "mfu-dense"
    assert only.gap.accepted == pytest.approx(25, rel=0.2)


def test_of_what_is_merely_rare_the_shortest_argument_is_told() -> None:
    """A stated utilisation that is rare needs no detour over how much of the time was used."""
    (only,) = judged("mfu=74% hardware=A100 date=2025-10").conflicts
    assert (only.broken, len(only.steps)) == ("stated-mfu-of-dense-models", 1)


def test_a_known_figure_that_is_far_off_is_not_compared_with() -> None:
    """Nobody learns from a run that cost a thousandth of a percent of another."""
    found = judged("training_cost=$100 chips=8 duration=3 hours hardware=A100 stage=finetune date=2023-03")
    assert found.implied["training_cost"].landmark == ""


def test_a_claimed_figure_is_compared_as_it_was_typed() -> None:
    """Beside a known one stands the claim, and not what all the rest makes of it."""
    found = judged("parameters=175B tokens=300B chips=1024 hardware=V100 duration=34 days date=2020-05 stage=finetune")
    assert found.implied["parameters"].landmark == "GPT-3"
    assert found.implied["parameters"].landmark_factor == pytest.approx(1)


def test_beliefs_that_contradict_each_other_end_the_search(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A contradiction without any claimed figure is passed over once, where disagreements of claims are looked for."""
    looks, look = [], minimal.mus

    def counted(question: Question, level: str) -> tuple[Key, ...]:
        looks.append(level)
        assert len(looks) < 50
        return look(question, level)

    monkeypatch.setattr(minimal, "mus", counted)
    beliefs = Beliefs(assume=("power=9.99e27 W",))
    file = claims(tmp_path, "one | chips: 1K H100", "two | duration: 1 month")
    file.write_text(file.read_text().replace("about: two", "about: one"))
    assumed, _ = book_for(beliefs)
    assert assumed is not None
    (case,) = check_paths([file], assumed, Options(beliefs)).cases
    assert ([claim.verdict for claim in case.claims], case.fault) == (["impossible", "impossible"], "")


def test_a_finding_is_the_same_whoever_checks_it_and_in_which_file(tmp_path: Path) -> None:
    """Nothing of it hangs on places, nor on what was expected or accepted; all of it is there."""
    values = "training_cost: $3B, hardware: H100"
    waiver = "accept: {verdict: strained, reason: known, until: 2020-01-01}"
    lines = (
        claims(tmp_path, f"one | {values}").read_bytes(),
        claims(tmp_path, f"one | {values} | {waiver}").read_bytes(),
    )
    read = [read_claims([(name, text)], book(), 0)[0][0] for name, text in zip(("a", "sub/b"), lines, strict=True)]
    read += [replace(read[0], expect="plausible")]
    one, *others = (explain(claim, {}, book(), Wanted(implied=True, readings=True)) for claim in read)
    assert others == [one, one]
    assert (one.verdict, one.level, bool(one.implied), bool(one.readings)) == ("implausible", 2, True, True)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Finding) == one


def test_what_follows_is_told_to_those_who_want_it() -> None:
    """All else is the same for those who don't; what it fails as is read as something else for anyone."""
    far, _ = read_ask(THREE_BILLION, book(), 1)
    assert far is not None
    found, more = (explain(far, {}, book(), wanted) for wanted in (Wanted(), Wanted(implied=True)))
    assert found.readings
    assert more.implied
    assert replace(more, implied={}) == found


def test_a_dearer_claim_looks_no_better() -> None:
    """The same chips for the same time: from line to line of what is paid at scale the kindest gap only grows."""
    gaps = []
    for cost in ("$270M", "$320M", "$400M", "$520M", "$640M", "$900M"):
        asked = f"training_cost={cost} hardware=H100 chips=16,384 duration=80 days date=2024-07"
        gaps.append(judged(asked).gap.accepted or 1)
    assert gaps == sorted(gaps)


def test_a_second_proof_stands_on_another_figure() -> None:
    """Else one is told: the total taken for the parameters at work is at odds with the claim's own compute first."""
    own = "active_parameters=671B tokens=14.8T training_compute=3.3e24 date=2025-01"
    found = judged(f"{own} hardware=H800 chip_hours=2.788M training_cost=$5.6M")
    assert found.gap.best == pytest.approx(18, rel=0.02)
    assert found.conflicts[0].values == ("active_parameters", "tokens", "training_compute")
    told: set[str] = set()
    for conflict in found.conflicts:
        assert not told.issuperset(conflict.values)
        told.update(conflict.values)


def test_a_slight_mismatch_comes_after_what_is_far_off() -> None:
    """That 3 kWh an answer is thousands of times too much is no less so as 2.5B such answers are not quite 5 TWh."""
    found = judged("kind=serving daily_energy=5TWh daily_queries=2.5B query_energy=3kWh date=2025-08")
    assert [conflict.values for conflict in found.conflicts] == [
        ("query_energy",),
        ("daily_energy", "daily_queries", "query_energy"),
    ]
    assert found.gap.best == pytest.approx(3000, rel=0.01)


@pytest.mark.parametrize(
    ("asked", "falls_if"),
    [
        (
            "chips=300K hardware=H100 date=2024-12",
            {"the chips are all that an owner has", "the run was stretched over sites", "the system was kept secret"},
        ),
        # all computing and that of research break a record each, and both fall with the first of its cases
        ("kind=lab_year lab_compute_cost=$1.4T date=2025-12", {"commitments over many years are told as one year's"}),
        # too few hours for the chips and too little money for the hours have nothing in common
        ("chips=100K hardware=H100 chip_hours=3M duration=3 months training_cost=$50K date=2024-12", set()),
    ],
)
def test_a_verdict_falls_with_what_overturns_all_that_is_as_grave(asked: str, falls_if: set[str]) -> None:
    """What excuses one of two proofs alone leaves the other."""
    assert set(judged(asked).falls_if) == falls_if
