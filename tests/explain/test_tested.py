"""What is named as the test of a figure does test it: with nothing but the named rules the bounds are there."""

from unittest.mock import Mock

import pytest

from checker.cases.assemble import subject
from checker.cases.ground import ground
from checker.engine.levels import all_ranges
from checker.engine.propagate import propagate
from checker.explain import tested as tests
from checker.maths.interval import ANY, TESTING, Span, is_open
from checker.model.case import Premise, Question
from checker.model.finding import Tested as ValueTest
from checker.read.claim.claims import read_claims
from tests.conftest import ROOT
from tests.engine.generated import Pack
from tests.engine.premises import bound, claim, question, relation, when
from tests.engine.shipped import TODAY, book, questions
from tests.explain.asking import question as asked_of

HOURS = relation("hours", chip_hours=1, chips=-1, time=-1)
RENAMED = relation("renamed", chips=1, h100e=-1)
LARGEST = bound("prior:largest", "h100e", (1, 1000), (1, 1500))


def published(name: str, every: int) -> list[Question]:
    """Each so many-th claim of a file in claims/, by itself."""
    claims, problems = read_claims([(name, (ROOT / "claims" / name).read_bytes())], book(), TODAY)
    assert not problems
    return [ground(subject([each], book(), {}), book()) for each in claims[::every]]


def generated(count: int) -> list[Question]:
    """Questions about generated rules, some of them with conditions and sums."""
    packs = [Pack(seed, cyclic=seed % 2 == 0) for seed in range(count)]
    return [pack.question(0.3, *pack.summed(), pack.guarded(1)) for pack in packs]


def without(figure: Premise, asked: Question) -> Question:
    """The question less a figure, and less one more or two where the rest contradicts itself."""
    rest = asked.lacking(figure)
    ones = [rest.lacking(p) for p in rest.said]
    pairs = [one.lacking(p) for n, one in enumerate(ones) for p in rest.said[n + 1 :]]
    return next(q for q in (rest, *ones, *pairs) if all_ranges(q, "accepted") is not None)


def bounds(asked: Question, quantity: str) -> Span:
    """What a question leaves to a quantity."""
    return (all_ranges(asked, "accepted") or {}).get(quantity, ANY)


def is_near(asked: Span, figure: Span, side: int) -> bool:
    """Whether a bound lies within a factor of a thousand of a figure, or of the end of it that is closed."""
    closed = figure[1 - side] if is_open(figure[side]) else figure[side]
    return not is_open(asked[side]) and (closed - asked[side], asked[side] - closed)[side] <= TESTING


def misses(asked: Question) -> list[tuple[str, ValueTest]]:
    """The tested figures that the rules named for them, with the other figures, don't bound where all rules do."""
    found = []
    for name, test in tests.tested(asked).items():
        figure = next(p for p in asked.said if p.quantity == name)
        rest = without(figure, asked)
        named = [p for p in rest.beliefs if {p.key.by, p.origin.rule} & {*test.by} or p.key.sort == "link"]
        alone = rest.only({p.key.family for p in (*rest.said, *named)})
        whole, part = bounds(rest, name), bounds(alone, name)
        near = [side for side in (0, 1) if is_near(whole, figure.spans["accepted"], side)]
        if not near or any(abs(whole[side] - part[side]) > 1e-4 for side in near):
            found.append((name, test))
    return found


@pytest.mark.parametrize("file", ["systems.yaml", "training.yaml", "energy.yaml"])
def test_the_named_rules_suffice_for_what_was_published(file: str) -> None:
    """With the rules that are said to test a figure and no others the figure is bounded where it was."""
    asked = published(file, every=6)
    assert sum(len(found) for found in [tests.tested(q) for q in asked]) > len(asked)
    assert [(q.subject.about, miss) for q in asked for miss in misses(q)] == []


def test_the_named_rules_suffice_for_made_up_questions() -> None:
    """So they do on the shipped rules with other figures, which needn't agree."""
    asked = questions(40, seed=12)
    assert sum(len(found) for found in [tests.tested(q) for q in asked]) > len(asked)
    assert [miss for q in asked for miss in misses(q)] == []


def test_the_named_rules_suffice_on_generated_rules() -> None:
    """So they do on random rules in circles, with sums, and with conditions that others must meet first."""
    asked = generated(20)
    assert sum(len(found) for found in [tests.tested(q) for q in asked]) > len(asked)
    assert [miss for q in asked for miss in misses(q)] == []


def test_all_rules_on_the_way_are_named() -> None:
    """A conversion alone bounds nothing: what bounds the figure that it converts is named too, and first."""
    asked = question(RENAMED, LARGEST, claim("chips", 500))
    assert tests.tested(asked)["chips"].by == ("largest", "renamed")


def test_rules_that_have_no_part_are_not_named() -> None:
    """Neither what is wider than another bound of the same quantity nor what is joined to none of the figures."""
    spare = (bound("prior:wide", "h100e", (1, 1e5)), bound("prior:other", "price", (1, 2)))
    assert tests.tested(question(RENAMED, LARGEST, *spare, claim("chips", 500)))["chips"].by == (
        "largest",
        "renamed",
    )


def test_what_was_needed_to_switch_a_rule_on_is_named() -> None:
    """A bound that holds of large systems alone is named with what made it known that this is one."""
    large = bound("prior:large", "time", (1, 100), guards=when("chips", 100, 1e9))
    asked = question(large, RENAMED, claim("h100e", 500), claim("time", 50))
    assert tests.tested(asked)["time"].by == ("large", "renamed")


def test_the_rule_that_holds_most_of_the_doubt_comes_first() -> None:
    """Bounds on one side come first, then ranges from the widest to the sharpest, then exact rules by their names."""
    asked = question(
        HOURS,
        relation("cost", cost=1, chip_hours=-1, price=-1),
        bound("prior:price", "price", (1, 4)),
        bound("prior:time", "time", (0, 100)),
        claim("cost", 1e4),
        claim("chips", 100),
    )
    assert tests.tested(asked)["chips"].by == ("time", "price", "cost", "hours")


def test_only_the_sides_that_are_near_count() -> None:
    """A bound farther than a factor of a thousand from the figure is no test, and what gave it isn't named."""
    low, high = bound("prior:low", "chips", (100, float("inf"))), bound("prior:high", "chips", (0, 1e9))
    found = tests.tested(question(low, high, claim("chips", 500)))["chips"]
    assert found.by == ("low",)
    assert [tests.tested(question(high, claim("chips", 500)))] == [{}]
    assert [tests.tested(question(bound("prior:low", "chips", (0.4, 1e9)), claim("chips", 500)))] == [{}]
    assert [*tests.tested(question(bound("prior:low", "chips", (0.6, 1e9)), claim("chips", 500)))] == ["chips"]


def test_how_sharply_is_told_in_decades_where_both_ends_are_bounded() -> None:
    """The range that the rest leaves, not the figure's own."""
    assert tests.tested(question(bound("prior:b", "chips", (10, 1000)), claim("chips", 100)))["chips"].decades == (
        pytest.approx(2)
    )
    assert tests.tested(question(bound("prior:b", "chips", (0, 1000)), claim("chips", 100)))["chips"].decades is None


def test_a_figure_among_others_that_disagree_is_held_against_those_that_can_hold() -> None:
    """Where the rest contradicts itself, one more figure is left out."""
    asked = question(HOURS, claim("chip_hours", 1e6), claim("chips", 100), claim("time", 10), RENAMED, LARGEST)
    assert {*tests.tested(asked)} == tests.which_tested(asked) == {"chip_hours", "chips", "time"}


def test_two_figures_that_disagree_with_each_other_are_left_out() -> None:
    """One more isn't enough where what is left disagrees as well: energy is held against chips, whatever the time."""
    asked = asked_of("training_compute=4e25 chips=512 duration=2years energy=1GWh hardware=A100 date=2024-12")
    assert "energy" in tests.tested(asked)


def test_each_figure_is_tested_by_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run that finds the bounds is the one off which the rules are read."""
    runs = Mock(wraps=propagate)
    monkeypatch.setattr("checker.engine.trace.propagate", runs)
    tests.tested(question(HOURS, LARGEST, RENAMED, claim("chips", 100), claim("time", 10), claim("chip_hours", 1000)))
    assert runs.call_count == 3


def test_a_figure_of_which_nothing_is_known_is_untested() -> None:
    """Nor is one whose every bound is open."""
    assert tests.tested(question(claim("spare", 1))) == {}
    assert all(is_open(end) for end in bounds(question(HOURS, claim("chips", 100)), "time"))
    assert [tests.tested(question(HOURS, claim("chips", 100)))] == [{}]
