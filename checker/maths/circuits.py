"""Derived relations: what several products say together once the quantities that they share are eliminated.

A set of products, linear in logarithms, can be satisfied within given ranges if each of its elementary combinations
alone can (Rockafellar, "The elementary vectors of a subspace", 1969). Narrowing rule by rule finds by itself what a
combination says whose two halves share a single quantity, so only combinations that close a circle are kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from operator import itemgetter
from typing import TypeVar

Thing = TypeVar("Thing")
Row = dict[str, float]
"""Quantity → exponent."""
Combination = dict[int, float]
"""Number of a row → how many times it is taken."""
Vector = dict[str | int, float]
"""A row with the combination that it came from: quantity → exponent, and number of a row → how many times."""
Way = tuple[list[int], tuple[str, ...]]
"""Numbers of some rows, and the quantities that are eliminated from them."""
ALWAYS = 3
"""Combinations of so many rows are always looked for."""
MANY = 20_000
"""All larger ones are looked for as long as there are no more sets of rows than this."""
ROUND = 8
"""Larger ones are looked for where they form a ring of at most so many rows."""
ALL = 30_000
"""All combinations are looked for where there are no more ways than this."""
MOST = 100_000
"""So many sets of rows, rings, and ways to eliminate quantities are looked at; the shipped rules need half as many."""
SPLIT = 12
"""A combination of so many rows is tried in all its parts; of a larger one only whether it falls apart as it stands."""
NOTHING = 1e-9


class TooManyError(ValueError):
    """More is asked for than is looked at; `rows` are some of those that are so entangled."""

    def __init__(self, what: str, most: int, rows: Iterable[int]) -> None:
        super().__init__(f"relations in circles can be joined in more than {most:,} {what}")
        self.rows = sorted(row for row in rows if row >= 0)


def circuits(rows: Sequence[Row], together: Callable[[int, int], bool] = lambda _i, _j: True) -> list[Combination]:
    """The combinations of rows that say more than their rows one by one; smaller ones first.

    `together` says which rows may apply at once; others are not combined. All combinations of few rows are looked for,
    and larger ones where their rows form a ring, each sharing a quantity with the next. TooManyError where rows are
    so much entangled that this would not end.
    """
    import networkx as nx  # only who compiles a pack needs it

    names = sorted({name for row in rows for name in row})
    line = {name: -1 - number for number, name in enumerate(names)}  # numbers alone: sets of them have an order
    core = nx.k_core(nx.Graph((i, line[name]) for i, row in enumerate(rows) for name in row), 2)
    inner = sorted(node for node in core if node >= 0)
    sets = {frozenset(inner[i] for i in members) for members in _small(rows, inner, together)}
    cycles = _bounded(nx.chordless_cycles(core, 2 * ROUND), "rings", iter)
    rings = (frozenset(n for n in ring if n >= 0) for ring in cycles)
    sets |= {ring for ring in rings if all(together(i, j) for i, j in combinations(ring, 2))}
    every_way = ((sorted(members), way) for members in sets for way in _ways(members, rows, least=2))
    ways = list(_bounded(every_way, "ways", itemgetter(0)))
    return sorted((c for c in _combined(ways, rows) if not _is_chain(c, rows)), key=_order)


def _bounded(
    things: Iterable[Thing], what: str, rows: Callable[[Thing], Iterable[int]], most: int = MOST
) -> Iterator[Thing]:
    """The things one after the other, as long as there aren't too many."""
    for number, thing in enumerate(things):
        if number == most:
            raise TooManyError(what, most, rows(thing))
        yield thing


def _small(rows: Sequence[Row], inner: Sequence[int], together: Callable[[int, int], bool]) -> Iterator[frozenset[int]]:
    """Sets of few of the rows within circles: of up to `ALWAYS`, and of more as long as there aren't too many sets."""
    before = len(inner)
    for size, found in enumerate(_sets([rows[i] for i in inner], lambda i, j: together(inner[i], inner[j])), 2):
        yield from found
        if size >= ALWAYS and len(found) ** 2 > MANY * before:  # as many times more are to be expected once again
            return
        before = len(found)


def every(rows: Sequence[Row]) -> list[Combination] | None:
    """All elementary combinations, each row by itself among them; None where they are too many to be found."""
    sets = _sets(rows, lambda _i, _j: True)
    every_way = ((sorted(m), way) for members in sets for m in members for way in _ways(m, rows, least=1))
    try:
        ways = list(_bounded(every_way, "ways", itemgetter(0), ALL))
    except TooManyError:
        return None
    return sorted([*({i: 1.0} for i in range(len(rows))), *_combined(ways, rows)], key=_order)


def _order(combination: Combination) -> tuple[int, tuple[tuple[int, float], ...]]:
    return len(combination), tuple(combination.items())


def _sets(rows: Sequence[Row], together: Callable[[int, int], bool]) -> Iterator[set[frozenset[int]]]:
    """Sets of two rows, three rows and so on, in which each may apply with the others and shares with some of them."""
    numbers = range(len(rows))
    fitting = [{j for j in numbers if j != i and together(i, j)} for i in numbers]
    beside = [{j for j in fitting[i] if rows[i].keys() & rows[j].keys()} for i in numbers]
    sets = {frozenset({i}) for i in numbers}
    for _ in range(len(rows) - 1):
        sets = set(_bounded((old | {i} for old in sets for i in _joining(old, fitting, beside)), "sets", iter))
        if not sets:
            return
        yield sets


def _combined(ways: Sequence[Way], rows: Sequence[Row]) -> list[Combination]:
    """What comes out of some eliminations, each combination once."""
    found: dict[tuple[tuple[int, float], ...], Combination] = {}
    for members, gone in ways:
        combination = _eliminate(members, gone, rows)
        if combination:
            found.setdefault(tuple((i, round(y, 6)) for i, y in combination.items()), combination)
    return list(found.values())


def _joining(members: frozenset[int], fitting: Sequence[set[int]], beside: Sequence[set[int]]) -> set[int]:
    """The rows that share a quantity with one of the members and fit all of them."""
    near: set[int] = set().union(*(beside[i] for i in members))
    return near.intersection(*(fitting[i] for i in members))


def _ways(members: frozenset[int], rows: Sequence[Row], least: int) -> Iterable[tuple[str, ...]]:
    """Which quantities may be eliminated; none where a row shares fewer than so many with the others."""
    uses: dict[str, int] = {}
    for i in members:
        for name in rows[i]:
            uses[name] = uses.get(name, 0) + 1
    if any(sum(uses[name] > 1 for name in rows[i]) < least for i in members):
        return []
    return combinations(sorted(name for name, n in uses.items() if n > 1), len(members) - 1)


def _eliminate(members: Sequence[int], gone: Sequence[str], rows: Sequence[Row]) -> Combination | None:
    """The one combination of all members without these quantities; None where there is none, or several."""
    left: list[Vector] = [dict([(i, 1.0), *rows[i].items()]) for i in members]
    for name in gone:
        pivot = max(left, key=lambda vector: abs(vector.get(name, 0.0)))
        if abs(pivot.get(name, 0.0)) < NOTHING:
            return None
        left = [_without(name, vector, pivot) for vector in left if vector is not pivot]
    (vector,) = left
    first = vector.get(members[0], 0.0)
    if any(abs(vector.get(i, 0.0)) < NOTHING for i in members):
        return None
    combination = {i: vector[i] / first for i in members}
    return combination if combined(rows, combination) else None


def _without(name: str, vector: Vector, pivot: Vector) -> Vector:
    """A vector less as much of the pivot as takes the quantity out of it."""
    times = vector.get(name, 0.0) / pivot[name]
    return {key: vector.get(key, 0.0) - times * pivot.get(key, 0.0) for key in vector | pivot} if times else vector


def combined(rows: Sequence[Row], combination: Combination) -> Row:
    """The product that a combination of rows is."""
    total: Row = {}
    for i, times in combination.items():
        for name, exponent in rows[i].items():
            total[name] = total.get(name, 0.0) + times * exponent
    return {name: exponent for name, exponent in total.items() if abs(exponent) > NOTHING}


def _is_chain(combination: Combination, rows: Sequence[Row]) -> bool:
    """Whether it falls into two parts that share a single quantity: narrowing goes through that one by itself."""
    if len(combination) > SPLIT:
        return _falls_apart(combination, rows)
    names = sorted({name for i in combination for name in rows[i]})
    shares = [[times * rows[i].get(name, 0.0) for name in names] for i, times in combination.items()]
    parts = [[0.0] * len(names)]
    for share in shares[1:]:
        parts += [[a + b for a, b in zip(part, share, strict=True)] for part in parts]
    total = [sum(column) for column in zip(*shares, strict=True)]
    return any(_shared(part, total) < 2 for part in parts[1:])


def _shared(part: Sequence[float], total: Sequence[float]) -> int:
    """How many quantities are in the part as well as in the rest."""
    return sum(abs(y) > NOTHING and abs(whole - y) > NOTHING for y, whole in zip(part, total, strict=True))


def _falls_apart(combination: Combination, rows: Sequence[Row]) -> bool:
    """Whether its rows hang together by a single quantity somewhere."""
    import networkx as nx

    graph = nx.Graph((i, name) for i in combination for name in rows[i])
    return not nx.is_connected(graph) or any(
        isinstance(node, str) and graph.degree(node) > 1 for node in nx.articulation_points(graph)
    )
