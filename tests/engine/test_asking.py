"""A question's spans at a level: what is dropped or bent is an edit that ends where a question made anew does."""

from functools import lru_cache

import pytest
from msgspec.structs import replace

from checker.engine import network as networks
from checker.engine.asking import among, asking
from checker.engine.levels import all_ranges, contradicts, range_of, ranges_of
from checker.engine.network import network
from checker.engine.propagate import propagate, span_of
from checker.maths.interval import ANY, Span, span
from checker.model.beside import Derived
from checker.model.case import Question
from checker.model.identity import Identity
from checker.model.rule import LEVELS
from tests.engine.generated import Pack
from tests.engine.premises import bound, claim, named, question, relation, when
from tests.engine.shipped import questions


def asked() -> list[Question]:
    """Questions with sums, conditions and circles, and some as people ask them."""
    packs = [Pack(seed, cyclic=True) for seed in range(10)]
    return [pack.question(0.05, *pack.summed(), pack.guarded(1)) for pack in packs] + questions(10, seed=3)


def same(edited: Question, anew: Question, level: str) -> bool:
    """Whether two questions leave the same ranges to all of which both speak."""
    one, other = all_ranges(edited, level), all_ranges(anew, level)
    if one is None or other is None:
        return one is other
    return all(one.get(name, ANY) == pytest.approx(span, abs=1e-9) for name, span in other.items())


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_dropped_is_as_if_it_had_never_been_there(level: str) -> None:
    """Every fifth premise dropped, all but every fifth dropped, and one after the other."""
    for whole in asked():
        some = [p.key for p in whole.premises[::5]]
        one_by_one = whole.without(some[0]).without(*some[1:])
        for fewer in (whole.without(*some), whole.only({*some}), one_by_one):
            assert same(fewer, fewer.holding(fewer.premises), level)


@pytest.mark.parametrize("level", LEVELS)
def test_a_few_premises_are_asked_as_if_there_were_no_others(level: str) -> None:
    """Of all, and of what is left once some are dropped and others bent."""
    for whole in asked():
        some = whole.without(*(p.key for p in whole.premises[::7]))
        bent = replace(some, bent=dict.fromkeys({p.key for p in some.beliefs[::3]}, "accepted"))
        for each in (whole, bent):
            keys = [p.key.family for p in each.premises[::2]]
            few, alone = among(each, level, keys).only(keys[1:]), asking(each.only(keys[1:]), level)
            one, other = propagate(few), propagate(alone)
            assert one.is_empty == other.is_empty
            if not one.is_empty:
                spans = {name: span_of(few, one, name) for name in alone.network.names}
                assert spans == ranges_of(alone, other)


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_bent_is_as_if_it_said_so_itself(level: str) -> None:
    """Of what is left once some is dropped every third premise taken at accepted."""
    for whole in asked():
        fewer = whole.without(*(p.key for p in whole.premises[::7]))
        keys = {p.key for p in fewer.beliefs[::3]}
        edited = replace(fewer, bent=dict.fromkeys(keys, "accepted"))
        wide = [
            replace(p, spans=dict(p.spans) | {level: p.spans["accepted"]}) if p.key in keys else p
            for p in fewer.premises
        ]
        assert same(edited, fewer.holding(wide), level)


def test_questions_that_believe_the_same_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever they claim, drop or bend; and of one form though each has spans of its own."""
    made: list[int] = []
    real = networks._laid_out.__wrapped__

    def counted(*all_of: object) -> object:
        made.append(1)
        return real(*all_of)

    monkeypatch.setattr(networks, "_laid_out", lru_cache(counted))
    for n in range(20):
        one = question(relation("of-one-form", a=1.0, b=-1.0), bound("prior:a", "a", (1, 2 + n)), claim("b", 2.5))
        for each in (one, one.without(named("prior:a")), one.only({named("prior:a")}), one.lacking(one.said[0])):
            all_ranges(each, "typical")
    assert len(made) == 1


def test_rules_of_one_name_that_say_other_things_stand_apart() -> None:
    """One name may stand for a rule with other exponents, over other quantities or under other conditions."""
    rules = [
        relation("r", a=1.0, b=-1.0),
        relation("r", a=1.0, b=-2.0),
        relation("r", a=1.0, c=-1.0),
        bound("relation:r", "a", (1, 2), guards=when("b", 1, 2)),
    ]
    laid = [network(Identity(question(rule).beliefs), Identity(()), ()) for rule in rules]
    assert len({(net.names, net.terms, tuple(net.alternatives)) for net in laid}) == len(rules)


def test_rules_of_one_form_may_imply_other_products() -> None:
    """With other exponents, as of other dates, other quantities cancel out, whichever rules were laid out before."""
    derived = (Derived((("less", -1.0), ("more", 1.0))),)
    claims = (claim("p", 1), claim("q", 100), bound("prior:g", "g", (1, 2)))

    def of_x(exponent: float) -> Span | None:
        less, more = relation("less", p=1, x=-1, y=-1), relation("more", q=1, x=-exponent, y=-1, g=-1)
        return range_of(replace(question(less, more, *claims), derived=derived), "typical", "x")

    for _ in range(2):
        assert of_x(1.0) is None
        assert of_x(2.0) == pytest.approx(span(50, 100))
        assert of_x(3.0) == pytest.approx(span(50**0.5, 10))


def test_what_two_rules_imply_is_there_while_both_are() -> None:
    """However many others are dropped; without one of the two nothing of it is left."""
    split = (relation("less", p=1, x=-1, y=-1), relation("more", q=1, x=-1, y=-1, g=-1))
    claims = (claim("p", 1), claim("q", 100), bound("prior:g", "g", (1, 2)))
    others = [relation(f"other-{n}", x=1, **{f"z{n}": -1}) for n in range(9)]
    derived = (Derived((("less", -1.0), ("more", 1.0))),)
    whole = replace(question(*split, *claims, *others), derived=derived)
    keys = [p.key for p in (*split, *claims, *others)]
    for count in range(5, len(keys) + 1):
        fewer = whole.only({*keys[:count]})
        assert contradicts(fewer, "typical")
        assert not contradicts(fewer.without(named("relation:less")), "typical")


def test_what_is_asked_is_never_changed() -> None:
    """Askings are shared: a run leaves them as they are."""
    for whole in asked()[:5]:
        once = asking(whole, "typical")
        before = [[*ends] for ends in (once.low, once.high, once.least, once.most)]
        all_ranges(whole, "typical")
        again = asking(whole, "typical")
        assert before == [[*ends] for ends in (again.low, again.high, again.least, again.most)]
