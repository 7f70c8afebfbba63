"""Claims that hold only if too much that is rare comes together."""

from itertools import combinations

import pytest
from msgspec.structs import replace

from checker.engine.levels import contradicts, holds_at
from checker.explain.crowded import TooLong, bendable, bent, enough, fewest, held
from checker.model.case import Question
from checker.model.rule import Rulebook
from tests.engine.premises import all_named, bound, claim, question, relation
from tests.explain.asking import judged
from tests.explain.books import assumed, book

EACH = [assumed(f"{name}-usual", name, (1, 10), (1, 100)) for name in "abcdef"]
PRODUCT = relation("all", whole=1, **dict.fromkeys("abcdef", -1.0))


def needing(count: int) -> Question:
    """A question that holds only if so many of six things are rare."""
    return question(PRODUCT, *EACH, claim("whole", 0.9 * 10.0 ** (6 + count)))


def allowing(count: int) -> Rulebook:
    """The small rulebook, in which so many rare things at once are allowed."""
    return replace(book(), at_once=count)


@pytest.mark.parametrize("count", range(1, 7))
def test_more_than_are_allowed_are_as_good_as_false(count: int) -> None:
    """So many are strained where they are allowed, and implausible where one fewer is."""
    asked = needing(count)
    assert [holds_at(asked)] == [1]
    assert held(asked, allowing(count)) == 1
    if count > 1:
        assert held(asked, allowing(count - 1)) == 2


def test_where_no_rule_says_how_many_any_number_will_do() -> None:
    """A pack of one's own need not know."""
    assert held(needing(6), book()) == 1


def test_other_levels_stay_as_they_are() -> None:
    """What is typical needs nothing rare, and what doesn't hold at accepted isn't mended by it."""
    typical, never = question(PRODUCT, *EACH, claim("whole", 1e6)), question(PRODUCT, *EACH, claim("whole", 1e30))
    assert [held(q, allowing(1)) for q in [typical, never]] == [holds_at(q) for q in [typical, never]] == [0, 3]


def test_what_is_found_is_enough_and_nothing_smaller_is() -> None:
    """Of two contradictions with one thing in common, that thing is all it takes; without it two are."""
    hold = relation("hold", chip_hours=1, a=-1, b=-1)
    cost = relation("cost", training_cost=1, b=-1, c=-1)
    asked = question(hold, cost, *EACH[:3], claim("chip_hours", 500), claim("training_cost", 500))
    groups = bendable(asked)
    found = fewest(asked, groups, 1)
    assert found is not None
    assert [group[0].quantity for group in found] == ["b"]
    far = question(hold, cost, *EACH[:3], claim("chip_hours", 5000), claim("training_cost", 5000))
    assert fewest(far, groups, 2) is None
    every = fewest(far, groups, 3)
    assert every is not None
    assert len(every) == 3


@pytest.mark.parametrize("count", range(1, 7))
def test_the_search_misses_nothing(count: int) -> None:
    """It finds a set where trying all of them does, and none where that doesn't."""
    asked = needing(count)
    groups = bendable(asked)
    for most in range(1, 7):
        every = [bent(asked, chosen) for chosen in combinations(groups, most)]
        found = enough(asked, most)
        assert (found is not None) == (not all(contradicts(each, "typical") for each in every))
        assert found is None or not contradicts(bent(asked, found), "typical")


def alike(count: int, parts: int) -> Question:
    """A question of so many alike things, eight of which must be rare, as a product of products."""
    names = [f"a{n}" for n in range(count)]
    each = [bound(f"prior:{name}", name, (1, 1.01), (0.5, 2)) for name in names]
    products = [relation(f"r{n}", **{f"p{n}": 1.0}, **dict.fromkeys(names[n::parts], -1.0)) for n in range(parts)]
    whole = relation("all", whole=1, **{f"p{n}": -1.0 for n in range(parts)})
    return question(whole, *products, *each, claim("whole", 228))


def product(count: int) -> Question:
    """The same question of one product."""
    names = [f"a{n}" for n in range(count)]
    each = [bound(f"prior:{name}", name, (1, 1.01), (0.5, 2)) for name in names]
    return question(relation("all", whole=1, **dict.fromkeys(names, -1.0)), *each, claim("whole", 228))


def test_what_takes_too_long_to_find_out_is_let_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many things that are alike not every set is tried: what isn't settled by then counts as not too many."""
    asked = alike(14, 2)
    groups = bendable(asked)
    with pytest.raises(TooLong):
        fewest(asked, groups, 5)
    assert enough(asked, 5) == tuple(groups)
    assert held(asked, allowing(5)) == 1
    assert held(asked, allowing(1)) == 2
    monkeypatch.setattr("checker.explain.crowded.TRIALS", 10)
    assert enough(asked, 1) == tuple(groups)


@pytest.mark.parametrize("most", [5, 7])
def test_of_one_product_it_is_told_at_once(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What its factors can make up for is reckoned and not tried, however many are alike."""
    monkeypatch.setattr("checker.explain.crowded.TRIALS", 40)
    assert enough(product(14), most) is None
    assert held(product(14), allowing(most)) == 2


def test_what_can_be_made_up_for_is_found() -> None:
    """Eight of fourteen will do."""
    found = fewest(product(14), bendable(product(14)), 8)
    assert found is not None
    assert len(found) == 8


def test_a_contradiction_of_what_is_bent_already_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all that stands in the way is bent, or can't be, nothing more is waited for."""
    monkeypatch.setattr("checker.explain.crowded.behind", lambda *_: all_named("relation:all", "prior:a0"))
    monkeypatch.setattr("checker.explain.crowded.fewest", lambda *_: None)
    assert enough(product(8), 5) is None


def test_the_verdict_says_how_many() -> None:
    """A card gave GPT-3 ten times its emissions: it says how many rare things that takes, and what would do."""
    words = "parameters=175B hardware=V100 duration=14.8days grid_intensity=0.429kg/kWh date=2020-05 kind=training_run"
    wrong = judged(f"{words} emissions=5521t")
    assert wrong.verdict == "implausible"
    assert [len(things) > 5 for things in wrong.rare] == [True]
    assert [conflict.level for conflict in wrong.conflicts] == ["typical"] * len(wrong.conflicts)
    assert next(s.corrected for s in wrong.suspects if s.value == "emissions") == pytest.approx(552_100)
    assert judged(f"{words} emissions=552t").verdict == "plausible"
