"""Questions of all kinds in one system: each gets what it gets alone."""

from functools import lru_cache

import pytest

from checker.engine import stack as stacking
from checker.engine.levels import holds_at
from checker.engine.stack import Form, stack
from checker.engine.system import System
from checker.explain import tested as tests
from checker.model.beside import Derived
from checker.model.rule import LEVELS
from checker.model.same import Same
from tests.engine.generated import Pack
from tests.engine.premises import bound, claim, question, relation
from tests.engine.shipped import questions


def test_together_as_alone() -> None:
    """Levels and tests of many questions at once are those of each by itself, whatever rules and dates they have."""
    asked = questions(80, seed=5)
    alone = [holds_at([q])[0] for q in asked]
    assert holds_at(asked) == alone
    assert {*alone} == {*range(len(LEVELS) + 1)}
    by = [{name: test.by for name, test in found.items()} for found in tests.tested(asked)]
    assert by == [{name: test.by for name, test in tests.tested([q])[0].items()} for q in asked]
    holding = [q for q, level in zip(asked, alone, strict=True) if not level]
    assert tests.any_tested(holding) == [bool(found) for found in tests.which_tested(holding)]


def test_rules_of_one_name_that_say_other_things_stand_apart() -> None:
    """One name may stand for a rule with other exponents, over other quantities or under other conditions."""
    names = [pack.question(0.1, *(pack.guarded(n) for n in range(2))) for pack in (Pack(1, True), Pack(2, True))]
    for asked in (names, names[::-1]):
        assert holds_at(asked) == [holds_at([q])[0] for q in asked]


def test_what_is_claimed_and_nowhere_else_spoken_of_is_held_against_itself() -> None:
    """Two claims about a quantity without rules contradict each other, beside questions that have rules."""
    rules = (relation("r", a=1.0, b=-1.0), bound("prior:a", "a", (1, 2)), claim("b", 1.5))
    apart = question(claim("z", 1.0), bound("claim:d:z", "z", (3.0, 3.0)))
    assert holds_at([question(*rules), apart, question(*rules[:2])]) == [0, len(LEVELS), 0]


def test_layouts_are_kept_for_the_very_same_beliefs_alone() -> None:
    """Equal beliefs in another tuple are laid out anew, and give the same system."""
    first, second = question(claim("a", 1.0), bound("prior:b", "b", (1, 2))), question(bound("prior:b", "b", (1, 2)))
    assert first.beliefs == second.beliefs
    assert first.beliefs is not second.beliefs
    assert stack([first.without("claim:c:a")], "typical").names == stack([second], "typical").names


def test_an_exponent_of_either_sign_is_told_apart_however_many_cases_there_are() -> None:
    """A * b ** e = 1 with e = 1 in some cases and -1 in others, in one run of many."""
    both = [
        question(relation("r", a=1.0, b=e), bound("prior:b", "b", (2, 4)), claim("a", a))
        for e, a in ((1.0, 0.3), (-1.0, 3.0), (1.0, 3.0), (-1.0, 0.3))
    ]
    assert holds_at(both) == [0, 0, len(LEVELS), len(LEVELS)]
    assert holds_at([both[n % 4] for n in range(400)]) == holds_at(both) * 100


def test_what_differs_in_spans_alone_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of questions whose beliefs are of one form, each with spans of its own, one is laid out from scratch."""
    made: list[int] = []

    def counted(forms: tuple[Form, ...], derived: Same[tuple[Derived, ...]]) -> System:
        made.append(len(forms))
        return real(forms, derived)

    real = stacking._skeleton.__wrapped__
    monkeypatch.setattr(stacking, "_skeleton", lru_cache(counted))
    asked = [
        question(relation("of-one-form", a=1.0, b=-1.0), bound("prior:a", "a", (1, 2 + n)), claim("b", 2.5))
        for n in range(40)
    ]
    assert holds_at(asked) == [len(LEVELS)] + [0] * 39
    assert made == [2]


def test_exponents_of_one_sign_share_a_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case has its own exponents all the same, by itself as among others."""
    shared: list[int] = []

    def counted(forms: tuple[Form, ...], derived: Same[tuple[Derived, ...]]) -> System:
        shared.append(len(forms))
        return real(forms, derived)

    real = stacking._skeleton.__wrapped__
    monkeypatch.setattr(stacking, "_skeleton", lru_cache(counted))
    asked = [
        question(
            relation("of-one-sign", a=1.0, b=1 + n / 10), bound("prior:b", "b", (2, 4)), claim("a", 2.0 ** (-1 - k))
        )
        for n in range(20)
        for k in (0.5, 3.5)
    ]
    assert holds_at(asked) == [
        len(LEVELS) if not 2 ** (1 + n / 10) <= 2 ** (1 + k) <= 4 ** (1 + n / 10) else 0
        for n in range(20)
        for k in (0.5, 3.5)
    ]
    assert holds_at(asked) == [holds_at([q])[0] for q in asked]
    assert shared == [2]
