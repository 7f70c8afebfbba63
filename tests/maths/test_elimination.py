"""Which combinations of rules are kept, and that they are all that narrowing needs."""

from itertools import combinations, permutations

import pytest

from checker.engine.levels import all_ranges
from checker.maths.elimination import Combination, Row, TooManyError, circuits, combined
from checker.maths.interval import Span
from checker.model.beside import Derived
from checker.model.case import Question, asking
from checker.model.rule import LEVELS
from tests.engine.generated import SUBJECT, Pack
from tests.engine.oracle import exact_ranges, verdict

COMPUTE = {"compute": 1.0, "parameters": -1.0, "tokens": -1.0}
RATIO = {"tokens": 1.0, "parameters": -1.0, "ratio": -1.0}
COST = {"cost": 1.0, "hours": -1.0, "price": -1.0}
HOURS = {"hours": 1.0, "chips": -1.0, "time": -1.0}
CHAIN = [COST, HOURS, {"chips": 1.0, "servers": -1.0}]
TRIANGLE: list[Row] = [
    {"a": 1.0, "b": -1.0, "p": 1.0},
    {"b": 1.0, "c": -1.0, "q": 1.0},
    {"c": 1.0, "a": -1.0, "r": 1.0},
]


def products(rows: list[Row]) -> list[Row]:
    """What the kept combinations say."""
    return [combined(rows, combination) for combination in circuits(rows)]


def test_two_rules_that_share_two_quantities_say_something_for_each_of_them() -> None:
    """Without tokens, compute and the ratio tell of parameters; without parameters they tell of tokens."""
    assert circuits([COMPUTE, RATIO]) == [{0: 1.0, 1: -1.0}, {0: 1.0, 1: 1.0}]
    assert products([COMPUTE, RATIO]) == [
        {"compute": 1.0, "tokens": -2.0, "ratio": 1.0},
        {"compute": 1.0, "parameters": -2.0, "ratio": -1.0},
    ]


def test_two_rules_that_go_by_the_same_product_give_one_combination() -> None:
    """What eliminates one of two shared quantities may eliminate the other as well."""
    rows = [{"x": 1.0, "a": 1.0, "b": 1.0}, {"y": 1.0, "a": 1.0, "b": 1.0}]
    assert circuits(rows) == [{0: 1.0, 1: -1.0}]
    assert products(rows) == [{"x": 1.0, "y": -1.0}]


@pytest.mark.parametrize("rows", [[], [COST], [COST, RATIO], CHAIN[:2], CHAIN])
def test_nothing_is_kept_of_what_forms_no_circle(rows: list[Row]) -> None:
    """Along a chain narrowing goes by itself, and rules that share nothing say nothing together."""
    assert circuits(rows) == []


def test_a_triangle_is_closed_once() -> None:
    """Three rules, each of which shares one quantity with each other, give what they say of the rest."""
    (closed,) = (c for c in circuits(TRIANGLE) if not combined(TRIANGLE, c).keys() & {"a", "b", "c"})
    assert closed == {0: 1.0, 1: 1.0, 2: 1.0}
    assert combined(TRIANGLE, closed) == {"p": 1.0, "q": 1.0, "r": 1.0}


def test_pairs_of_a_triangle_are_chains() -> None:
    """Of a triangle of rules nothing is kept but combinations of all three."""
    assert all(len(combination) == 3 for combination in circuits(TRIANGLE))


def test_rules_that_never_apply_at_once_are_not_combined() -> None:
    """Rules for dense models say nothing together with those for mixtures of experts, nor within a larger set."""
    assert circuits([COMPUTE, RATIO], lambda _i, _j: False) == []
    assert circuits(TRIANGLE, lambda i, j: {i, j} != {0, 2}) == []


def test_what_cancels_altogether_is_not_kept() -> None:
    """The same rule twice says nothing of any quantity."""
    assert circuits([COST, COST]) == []


def said(rows: list[Row]) -> set[tuple[tuple[str, float], ...]]:
    """What the kept combinations say, each with the first exponent made 1."""
    found = (sorted(row.items()) for row in products(rows))
    return {tuple((name, round(exponent / row[0][1], 6)) for name, exponent in row) for row in found}


@pytest.mark.parametrize("seed", range(12))
def test_order_never_matters(seed: int) -> None:
    """Rules in any order say the same together."""
    rows = [dict(rule.terms) for rule in Pack(seed, cyclic=True).rules][:4]
    assert len({frozenset(said(list(order))) for order in permutations(rows)}) == 1


@pytest.mark.parametrize("seed", range(25))
def test_each_combination_eliminates_what_its_rules_share(seed: int) -> None:
    """Of n rules n - 1 shared quantities or more are gone, and no rule can be left out of it."""
    rows = [dict(rule.terms) for rule in Pack(seed, cyclic=True).rules]
    for combination in circuits(rows):
        shared = [q for a, b in combinations(combination, 2) for q in rows[a].keys() & rows[b].keys()]
        assert len({*shared} - combined(rows, combination).keys()) >= len(combination) - 1
        assert all(combination.values())


@pytest.mark.parametrize("seed", range(25))
def test_none_is_kept_twice(seed: int) -> None:
    """No combination is a multiple of another."""
    found = circuits([dict(rule.terms) for rule in Pack(seed, cyclic=True).rules])
    assert len({tuple((i, round(y, 6)) for i, y in c.items()) for c in found}) == len(found)


def small(seed: int) -> tuple[Question, list[Combination]]:
    """A question about at most five rules in circles, and the combinations that it comes with."""
    pack = Pack(seed, cyclic=True)
    pack.rules = pack.rules[:5]
    found = circuits([dict(rule.terms) for rule in pack.rules])
    pack.derived = tuple(Derived(tuple((f"r{i}", y) for i, y in c.items())) for c in found)
    return pack.question(0.4), found


def test_of_small_rule_books_narrowing_finds_the_exact_ranges() -> None:
    """With every combination that is kept, all ranges are exact; with every second one left out, they aren't."""
    asked = [(question, found) for question, found in map(small, range(80)) if found]
    assert len(asked) > 40
    assert [i for i, (question, _) in enumerate(asked) if inexact(question)] == []
    assert sum(inexact(asking(SUBJECT, q.premises, derived=q.derived[::2])) for q, _ in asked) > 0


def inexact(question: Question) -> int:
    """How many ranges are too wide at the widest level once nothing moves; one where nothing should be left at all."""
    level = LEVELS[-1]
    exact, found = exact_ranges(question, level), all_ranges(question, level, at_rest=True)
    if exact is None or found is None:
        return int(found is not None and verdict(question, level) is False)
    return sum(_width(found[name]) > _width(span) + 1e-3 for name, span in exact.items())


def _width(span: Span) -> float:
    """How wide a range is; what lies further out than any figure counts as open."""
    return min(span[1], 500.0) - max(span[0], -500.0)


def test_what_has_no_end_is_refused() -> None:
    """Rules that are entangled without end are named, and the bound; rules beside them don't matter."""
    entangled: list[Row] = [{"a": 1.0, "b": 1.0, f"p{n}": 1.0} for n in range(120)]
    with pytest.raises(TooManyError, match="in more than 200,000 sets") as caught:
        circuits([COST, *entangled])
    assert {*caught.value.rows} <= {*range(1, 121)}


@pytest.mark.parametrize("size", [9, 30])
def test_a_large_ring_is_closed_once(size: int) -> None:
    """However many rules form it, no more than what they say together is looked for."""
    ring: list[Row] = [{f"a{n}": 1.0, f"a{(n + 1) % size}": -1.0, f"p{n}": 1.0} for n in range(size)]
    (closed,) = circuits(ring)
    assert closed == dict.fromkeys(range(size), 1.0)
