"""Rules give way to what is published of the very subject, and only as far as it takes."""

import pytest
from msgspec.structs import replace

from checker.audit import ask_words
from checker.cases import ground as grounds
from checker.cases.assemble import subject
from checker.engine.levels import contradicts, holds_at
from checker.explain.claim import Wanted
from checker.explain.yielding import _given_way, _with, ground, yielding
from checker.model.case import Question, is_published
from checker.options import Options
from checker.read.claim.claims import read_ask
from tests.engine import premises
from tests.engine.premises import bound, relation
from tests.explain.asking import book, judged


def question(words: str, *, gives_way: bool = True) -> Question:
    """The question about a subject, with or without what gives way."""
    claim, problems = read_ask(words, book(), 740000)
    assert claim, problems
    about = subject([claim], book(), {})
    return (ground if gives_way else grounds.ground)(about, book())


MEENA = "about=meena parameters=2.6B tokens=10T training_compute=1.12e23 date=2020-01"


def test_a_rule_gives_way_to_the_subjects_own_figures() -> None:
    """Meena went over its text 164 times, which is more than any other model of its time has seen."""
    before, after = question(MEENA, gives_way=False), question(MEENA)
    assert [holds_at(q) for q in [before, after]] == [2, 0]
    assert "text-before-2021" in yielding(after, book())


def test_levels_stay_within_one_another() -> None:
    """What gave way at typical is at accepted no narrower."""
    for premise in question(MEENA).beliefs:
        (low, high), (least, most) = premise.spans["typical"], premise.spans["accepted"]
        assert least <= low or is_published(premise), premise.key
        assert most >= high or is_published(premise), premise.key


def test_what_gave_way_is_kept_and_shared() -> None:
    """Claims with figures of the same quantities believe the very same, so that it is found out once."""
    assert question(MEENA).beliefs is question(MEENA.replace("10T", "100T")).beliefs


def test_of_an_unknown_subject_nothing_gives_way() -> None:
    """Its question is the plain one."""
    unknown = question("parameters=2.6B tokens=10T training_compute=1.12e23 date=2020-01")
    assert unknown.beliefs is grounds.ground(unknown.subject, book()).beliefs
    assert yielding(unknown, book()) == ()


def test_a_false_figure_is_still_caught() -> None:
    """The subject's own figures test it where the rule no longer does."""
    assert judged(MEENA.replace("1.12e23", "1.12e24")).verdict in ("implausible", "impossible")
    assert judged(MEENA.replace("10T", "100T")).verdict in ("implausible", "impossible")


def test_what_is_known_is_told() -> None:
    """The answer names the subject, where its figures come from, and what gave way."""
    told = judged(MEENA).known
    assert told is not None
    assert (told.id, told.title, told.date) == ("meena", "a published model", "2020-01-28")
    assert {*told.facts} >= {"training_compute", "parameters", "tokens"}
    assert told.choices["stage"] == "pretrain"
    assert "text-before-2021" in told.yielding
    assert judged("parameters=11B").known is None


FALSE = {
    "about=gpt-3 parameters=175B hardware=H100 date=2020-06": "The chip of GPT-3 is published as V100",
    "about=gpt-3 parameters=175B date=2016-01": "GPT-3 was published in May 2020",
    "about=llama-3.1-405b training_compute=3.8e25 chips=16384 hardware=V100 duration='54 days' date=2024-07":
        "The chip of Llama-3.1-405B is published as H100",
    "about=gpt-4 training_cost=$100M date=2019-01": "GPT-4 was published in March 2023",
    "about=palm hardware=H100 chips=6144 date=2023-01": "The chip of PaLM is published as TPU v4",
    "about=palm hardware=H100 date=2023-01": "The chip of PaLM is published as TPU v4",
}  # fmt: skip


@pytest.mark.parametrize(("words", "why"), FALSE.items())
def test_another_chip_or_a_day_long_before_is_told_first(words: str, why: str) -> None:
    """No rule gives way to what a claim says: what is published stands against it."""
    told = judged(words)
    assert told.verdict == "implausible"
    assert told.conflicts[0].steps[0].template.startswith(why)
    assert told.known is not None
    assert told.known.hardware != "H100" or "405b" in words
    assert told.unchecked == ()


def test_what_gives_way_does_not_depend_on_the_claim() -> None:
    """The same rules give way on any day and with any chip, and the verdict is the same on any later day."""
    given = [judged(f"about=gpt-3 parameters=175B {more}").known for more in ("", "hardware=H100", "date=2016-01")]
    assert [each.yielding for each in given if each] == [()] * 3
    assert {judged(f"{MEENA.replace('2020-01', day)}").verdict for day in ("2020-01", "2022-01", "2026-01")} == {
        "plausible"
    }


def test_too_early_a_claim_is_mended_by_a_later_day() -> None:
    """It is told from which month on it would be plausible, but not where the chip is another's too."""
    early, both = judged("about=gpt-3 parameters=175B date=2016-01"), judged("about=gpt-3 hardware=H100 date=2016-01")
    assert [(m.quantity, m.date) for m in early.repairs] == [("date", "2019-05")]
    assert both.repairs == ()


@pytest.mark.parametrize("figures", ["energy=1287MWh emissions=552t", "parameters=175B", "chips=10K"])
def test_best_figures_of_a_known_subject_are_the_published_ones(figures: str) -> None:
    """What follows beside them agrees with them."""
    values = dict(part.split("=") for part in f"about=gpt-3 {figures} date=2021".split())
    result = ask_words(values, book(), Options(wanted=Wanted(implied=True)))
    told = result.cases[0].claims[0]
    assert told.known is not None
    for name, fact in told.known.facts.items():
        if name in told.implied and name not in values:
            assert told.implied[name].best == pytest.approx((fact.low, fact.high)), name
    assert "tokens" in told.implied or figures.startswith("chips")


def test_figures_give_way_where_no_rule_can() -> None:
    """Published figures that a bare definition sets against each other both go as far as sources differ."""
    figures = [
        replace(bound(f"known:models.{name}", name, (value, value), limit=(value / 2, value * 2)), basis="known")
        for name, value in (("a", 1.0), ("b", 1.5))
    ]
    apart = premises.question(*figures, relation("same", a=1, b=-1))
    given = _given_way(apart, "typical")
    assert [p.quantity for p in given] == ["a", "b"]
    assert not contradicts(replace(apart, beliefs=_with(apart.beliefs, given)), "typical")
