"""What a strained claim needs: as few rare things as will do, each with what it then is."""

import pytest
from msgspec.structs import replace

from checker.explain.rare import THINGS, rare
from checker.model.case import Premise, Question
from checker.model.finding import Rare
from tests.engine.premises import all_named, claim, question, relation
from tests.explain.books import assumed, book
from tests.report.samples import cost

HOLD = relation("hold", chip_hours=1, chips=-1, duration=-1)
CHIPS = assumed("chips-usual", "chips", (10, 100), (1, 1000), (1, 1e6))
TIME = assumed("time-usual", "duration", (10, 100), (1, 1000), (1, 1e6))


def found(asked: Question, *less: str) -> tuple[tuple[Rare, ...], ...]:
    """The rare things of a question, all premises being in conflict but some."""
    return rare(asked, tuple(p.key for p in asked.premises if p.key not in all_named(*less)), book())


def names(sets: tuple[tuple[Rare, ...], ...]) -> list[list[str]]:
    """The rules of each set."""
    return [[one.rule for one in chosen] for chosen in sets]


def loosened(name: str, **exponents: float) -> Premise:
    """A relation that is exact typically, and may be off by 20x at accepted."""
    exact = relation(name, **exponents)
    return replace(exact, spans={**exact.spans, "accepted": (-3.0, 3.0), "limit": (-3.0, 3.0)})


def test_one_rare_thing_is_enough_where_it_is() -> None:
    """Either of two is a set by itself, with what is then so and what is usual."""
    sets = found(question(HOLD, CHIPS, TIME, claim("chip_hours", 50_000)))
    assert names(sets) == [["chips-usual"], ["time-usual"]]
    ((chips,), _) = sets
    assert chips.fact is not None
    assert chips.usual is not None
    assert (chips.fact.low, chips.fact.high) == pytest.approx((500, 1000))
    assert (chips.usual.low, chips.usual.high) == pytest.approx((10, 100))
    assert chips.brief == "chips-usual in brief"


def test_two_are_named_together_where_one_is_not_enough() -> None:
    """Each is told with the other rare as well."""
    ((chips, time),) = found(question(HOLD, CHIPS, TIME, claim("chip_hours", 500_000)))
    assert (chips.rule, time.rule) == ("chips-usual", "time-usual")
    assert chips.fact is not None
    assert (chips.fact.low, chips.fact.high) == pytest.approx((500, 1000))


def test_only_what_is_in_conflict_is_tried_first() -> None:
    """What takes no part is not named, though it would make room as well."""
    asked = question(HOLD, CHIPS, TIME, claim("chip_hours", 50_000))
    assert names(found(asked, "prior:time-usual")) == [["chips-usual"]]


def test_slack_in_a_rule_is_named_only_where_nothing_else_will_do() -> None:
    """That a definition is off explains less than that something is rare."""
    rule = loosened("hold", chip_hours=1, chips=-1, duration=-1)
    assert names(found(question(rule, CHIPS, TIME, claim("chip_hours", 50_000)))) == [["chips-usual"], ["time-usual"]]
    alone = question(rule, claim("chips", 10), claim("duration", 10), claim("chip_hours", 1000))
    (((only,)),) = found(alone)
    assert (only.rule, only.fact, only.brief, only.slack) == ("hold", None, "", 1)
    known = replace(rule, origin=replace(rule.origin, belief=cost()))
    (((only,)),) = found(question(known, claim("chips", 10), claim("duration", 10), claim("chip_hours", 1000)))
    assert only.slack == pytest.approx(1.05)


def test_what_bounds_one_quantity_is_rare_together() -> None:
    """Two assumptions of one quantity are one rare thing, told by the more particular one."""
    general = assumed("chips-at-all", "chips", (1, 200), (1, 2000))
    particular = replace(CHIPS, refines="chips")
    ((both,),) = found(question(general, particular, claim("chips", 500)))
    assert both.rule == "chips-usual"
    assert both.usual is not None
    assert (both.usual.low, both.usual.high) == pytest.approx((10, 100))


def test_a_claimed_figure_is_never_the_rare_thing() -> None:
    """Nor is what is as wide typically as it is accepted."""
    firm = assumed("chips-firm", "chips", (1, 100), (1, 100))
    assert found(question(firm, claim("chips", 500))) == ()
    stated = replace(claim("chips", 500), spans={**claim("chips", 500).spans, "accepted": (0.0, 9.0)})
    assert found(question(firm, stated)) == ()


def test_no_more_are_told_than_can_be_read() -> None:
    """Of many sets of one thing four; of sets of two as many as make four things."""
    each = [assumed(f"{name}-usual", name, (1, 10), (1, 1000)) for name in "abcdef"]
    product = relation("all", whole=1, **dict.fromkeys("abcdef", -1.0))
    one = found(question(product, *each, claim("whole", 1e7)))
    assert [len(chosen) for chosen in one] == [1] * THINGS
    two = found(question(product, *each, claim("whole", 1e9)))
    assert [len(chosen) for chosen in two] == [2, 2]


def test_more_than_three_rare_things_are_told_once_with_none_to_spare() -> None:
    """Where no three suffice, one set is told: slack in rules is spared first."""
    each = [assumed(f"{name}-usual", name, (1, 10), (1, 100)) for name in "abcde"]
    product = loosened("all", whole=1, **dict.fromkeys("abcde", -1.0))
    (needed,) = found(question(product, *each, claim("whole", 0.9e10)))
    assert {one.rule for one in needed} == {f"{name}-usual" for name in "abcde"}
    (fewer,) = found(question(product, *each, claim("whole", 0.9e9)))
    assert len(fewer) == 4
