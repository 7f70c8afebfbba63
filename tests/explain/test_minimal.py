"""Conflicts: nothing in them can be spared, and they end at what is the least known."""

import pytest
from msgspec.structs import replace

from checker.engine.levels import contradicts
from checker.explain.minimal import MOST, MinimalConflict, gap, is_sharp, minimal, minimal_conflicts
from checker.model.case import Premise, Question
from checker.model.finding import Gap
from checker.model.key import Key, key_of_claimed
from tests.engine.premises import all_named, bound, claim, named, question, relation, when

BUY = relation("cost", cost=1, hours=-1, price=-1)
HOLD = relation("hours", hours=1, chips=-1, time=-1)
PRICE = bound("prior:price", "price", (1, 4), (0.5, 8), best=2)
TIME = bound("prior:time", "time", (0, 100), (0, 200), (0, 400))
LARGEST = bound("prior:largest", "chips", (0, 1000), (0, 1500), best=1000)


def keys(asked: Question, level: str = "accepted") -> list[tuple[Key, ...]]:
    """The premises of each conflict."""
    return [mus.keys for mus in minimal_conflicts(asked, level)]


def of(who: str, figure: Premise) -> Premise:
    """A figure as that of another claim."""
    return replace(figure, key=key_of_claimed(who, figure.quantity), origin=replace(figure.origin, rule=who))


def test_what_holds_has_no_conflict() -> None:
    """At the level at which it holds; at a stricter one it may have one."""
    asked = question(LARGEST, claim("chips", 1200))
    assert keys(asked) == []
    assert keys(asked, "typical") == [all_named("claim:c:chips", "prior:largest")]


def test_a_conflict_holds_all_that_it_needs_and_nothing_else() -> None:
    """Bystanders are left out, though they are joined to the figures by rules."""
    spare = (bound("prior:wide", "chips", (0, 1e9)), relation("other", hours=1, energy=-1), claim("energy", 5, 1e9))
    asked = question(BUY, HOLD, PRICE, TIME, LARGEST, *spare, claim("cost", 1e8))
    (found,) = keys(asked)
    assert found == all_named(
        "claim:c:cost", "prior:largest", "prior:price", "prior:time", "relation:cost", "relation:hours"
    )


def test_those_first_in_order_are_dropped_first() -> None:
    """Of two premises either of which would do the first goes; what is left can't be spared."""
    asked = question(LARGEST, bound("prior:other", "chips", (0, 900)), claim("chips", 5000))
    names = all_named("claim:c:chips", "prior:largest", "prior:other")
    assert minimal(asked, "accepted", names) == all_named("claim:c:chips", "prior:other")
    assert minimal(asked, "accepted", names[::-1]) == all_named("claim:c:chips", "prior:largest")
    kept = asked.only(all_named("claim:c:chips", "prior:largest"))
    assert contradicts(kept, "accepted")
    assert not any(contradicts(kept.without(p.key), "accepted") for p in kept.premises)


def test_the_shorter_of_two_arguments_is_taken() -> None:
    """However the run came upon them."""
    asked = question(BUY, PRICE, LARGEST, relation("size", cost=1, chips=-1), claim("cost", 1e6), claim("hours", 5e5))
    assert keys(asked)[0] == all_named("claim:c:cost", "prior:largest", "relation:size")


def test_a_proof_ends_at_the_belief_that_speaks_of_such_a_subject() -> None:
    """A condition that holds makes its belief the one that breaks, as any other is, and not the figures."""
    long = bound("prior:long", "time", (0, 1e9))
    large = bound("prior:large", "time", (0, 100), (0, 200), guards=when("cost", 1e7, 1e12), refines="time")
    asked = question(HOLD, long, large, claim("cost", 1e8), claim("hours", 1e6), claim("chips", 100))
    (found,) = minimal_conflicts(asked, "accepted")
    assert found.keys == all_named("claim:c:chips", "claim:c:cost", "claim:c:hours", "prior:large", "relation:hours")
    assert found.last.key == named("prior:large")
    assert found.gap.accepted == pytest.approx(1e4 / 200)


def test_each_further_conflict_is_looked_for_without_what_broke() -> None:
    """So none ends at a bound of the same quantity twice; there are three at most, the greatest gap first."""
    bounds = [bound(f"prior:b{n}", name, (1, 10.0**n)) for n, name in enumerate("abcde", 1)]
    asked = question(*bounds, *(claim(name, 1e6) for name in "abcde"))
    assert keys(asked) == [all_named(f"claim:c:{name}", f"prior:b{n}") for n, name in enumerate("abc", 1)]
    assert len(minimal_conflicts(asked, "accepted")) == MOST
    twice = question(LARGEST, bound("prior:other", "chips", (0, 900)), claim("chips", 5000))
    assert len(keys(twice)) == 1


def test_what_figures_have_among_themselves_comes_first() -> None:
    """Before what they have with a belief, though that be the wider miss: no doubt about a belief excuses it."""
    asked = question(HOLD, LARGEST, claim("hours", 1e6), claim("chips", 1e5), claim("time", 100))
    (own, largest) = minimal_conflicts(asked, "accepted")
    assert own.keys == all_named("claim:c:chips", "claim:c:hours", "claim:c:time", "relation:hours")
    assert own.gap.accepted == pytest.approx(10)
    assert largest.last.key == named("prior:largest")
    assert largest.gap.accepted == pytest.approx(1e4 / 1500)


def test_what_broke_is_told_of_the_narrowest_belief_in_force() -> None:
    """A price beyond all lists is held against what is paid at such a scale, and looks no better than a lower one."""
    lists = bound("prior:lists", "price", (1, 10), (1, 15))
    scale = bound("prior:scale", "price", (1, 2), (1, 3), guards=when("cost", 1e3, 1e12), refines="price")
    gaps = []
    for cost in (1e4, 1e5):
        asked = question(BUY, lists, scale, claim("cost", cost), claim("hours", 1e3))
        (found,) = minimal_conflicts(asked, "accepted")
        assert found.last.key == named("prior:scale")
        gaps.append(found.gap.accepted)
    assert gaps == pytest.approx([10 / 3, 100 / 3])


def test_among_claims_those_of_a_single_one_are_passed_over() -> None:
    """What one claim has by itself is told there; what remains is what they have only together."""
    hours, time, chips = of("b", claim("hours", 100)), of("b", claim("time", 1)), of("d", claim("chips", 5000))
    asked = question(HOLD, LARGEST, hours, time, chips)
    assert {"d"} in [mus.claims() for mus in minimal_conflicts(asked, "accepted")]
    assert all(len(mus.claims()) == 2 for mus in minimal_conflicts(asked, "accepted", among_claims=True))
    assert minimal_conflicts(question(LARGEST, chips), "accepted", among_claims=True) == []
    (found,) = minimal_conflicts(question(HOLD, hours, time, chips), "accepted", among_claims=True)
    assert found.claims() == {"b", "d"}


def test_claims_are_named_by_their_ids() -> None:
    """Not by what they say."""
    mus = MinimalConflict(all_named("claim:mine:chips", "claim:yours:chips", "prior:largest"), LARGEST, Gap())
    assert mus.claims() == {"mine", "yours"}


@pytest.mark.parametrize(
    ("premises", "last"),
    [
        ((LARGEST, claim("chips", 5000)), "prior:largest"),
        ((replace(LARGEST, record=True), HOLD, claim("time", 1), claim("hours", 5000)), "prior:largest"),
        ((replace(LARGEST, record=True), BUY, HOLD, PRICE, TIME, claim("cost", 1e8)), "prior:largest"),
        ((LARGEST, BUY, HOLD, PRICE, TIME, claim("cost", 1e8)), "prior:price"),
        ((HOLD, claim("chips", 10), claim("time", 10), claim("hours", 5000)), "claim:c:chips"),
        ((BUY, PRICE, TIME, HOLD, claim("chips", 10), claim("cost", 1e6)), "prior:price"),
        ((bound("prior:peak", "peak", (1, 1.05)), claim("peak", 3)), "prior:peak"),
        ((bound("prior:peak", "peak", (1, 1.05)), relation("r", peak=1, a=-1, b=-1), claim("a", 9), claim("b", 9)),
         "claim:c:a"),
    ],
)  # fmt: skip
def test_a_proof_ends_at_what_is_least_sure(premises: tuple[Premise, ...], last: str) -> None:
    """A record first, then the narrowest assumption that is one, then one of several figures; never what is certain."""
    assert minimal_conflicts(question(*premises), "accepted")[0].last.key == named(last)


def test_the_gap_is_how_far_the_bound_must_move() -> None:
    """From what is said at best to the typical range, and on the kindest terms to the accepted one."""
    asked = question(BUY, HOLD, PRICE, TIME, claim("cost", 1e6), claim("chips", 100))
    found = gap(asked, TIME, "accepted")
    assert found.best == pytest.approx(1e6 / 2 / 100 / 100)  # at $2 an hour 5,000 hours, beyond a typical 100
    assert found.accepted == pytest.approx(1e6 / 8 / 100 / 200)  # at $8 an hour 1,250, beyond an accepted 200
    assert gap(question(LARGEST, claim("chips", 2000)), LARGEST, "typical").accepted is None


def test_the_gap_to_a_record_is_measured_from_the_record() -> None:
    """A record is one figure and says it all; of an assumption its typical range counts."""
    record = replace(bound("prior:largest", "chips", (0, 1200), (0, 1500), best=1000), record=True)
    assert gap(question(record, claim("chips", 6000)), record, "accepted").best == pytest.approx(6)
    assumption = replace(record, record=False)
    assert gap(question(assumption, claim("chips", 6000)), assumption, "accepted").best == pytest.approx(5)


def test_figures_below_a_bound_have_a_gap_too() -> None:
    """By so much they would have to be more."""
    least = bound("prior:least", "chips", (100, 1e9), (50, 1e9))
    found = gap(question(least, claim("chips", 5)), least, "accepted")
    assert (found.best, found.accepted) == pytest.approx((20, 10))


def test_sharp_is_what_one_figure_says() -> None:
    """Claims, records and what a link hands over; assumptions are ranges."""
    assert is_sharp(claim("chips", 5))
    assert is_sharp(replace(LARGEST, record=True))
    assert is_sharp(replace(LARGEST, key=named("link:based_on:chips"), basis="known"))
    assert not is_sharp(LARGEST)
