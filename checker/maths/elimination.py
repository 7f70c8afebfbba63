"""Derived relations: what several products say together once the quantities that they share are eliminated.

A set of products, linear in logarithms, can be satisfied within given ranges if each of its elementary combinations
alone can (Rockafellar, "The elementary vectors of a subspace", 1969). Narrowing rule by rule finds by itself what a
combination says whose two halves share a single quantity, so only combinations that close a circle are kept.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, combinations
from operator import itemgetter
from typing import TypeVar

Thing = TypeVar("Thing")
Row = dict[str, float]
"""Quantity → exponent."""
Combination = dict[int, float]
"""Number of a row → how many times it is taken."""
Vector = list[float]
"""A combination of rows: its exponents of the quantities to be eliminated, then how many times each row is taken."""
Fitting = Mapping[int, AbstractSet[int]]
"""Number of a row → the rows with which it may apply at once."""
Way = tuple[list[int], tuple[str, ...]]
"""Numbers of some rows, and the quantities that are eliminated from them."""
ALWAYS = 3
"""Combinations of so many rows are always looked for."""
MANY = 100_000
"""All larger ones are looked for as long as there are no more sets of rows than this."""
ROUND = 8
"""Larger ones are looked for where they form a ring of at most so many rows."""
PATHS = 1_000_000
"""So many paths along which a ring may close are gone; the shipped rules need a hundredth of them."""
ALL = 30_000
"""All combinations are looked for where there are no more ways than this."""
MOST = 200_000
"""So many sets of rows, and ways to eliminate quantities, are looked at; the shipped rules need half of them."""
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
    mus = nx.k_core(nx.Graph((i, line[name]) for i, row in enumerate(rows) for name in row), 2)
    inner = sorted(node for node in mus if node >= 0)
    fitting = {i: {j for j in inner if j != i and together(i, j)} for i in inner}
    sets = {*_small(rows, fitting), *_rings({node: {*mus[node]} for node in mus}, fitting)}
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


def _small(rows: Sequence[Row], fitting: Fitting) -> Iterator[frozenset[int]]:
    """Sets of few of the rows that fit: of up to `ALWAYS`, and of more as long as there aren't too many sets."""
    before = len(fitting)
    for size, found in enumerate(_sets(rows, fitting), 2):
        yield from found
        if size >= ALWAYS and len(found) ** 2 > MANY * before:  # as many times more are to be expected once again
            return
        before = len(found)


def _rings(beside: Fitting, fitting: Fitting) -> Iterator[frozenset[int]]:
    """Rows of a ring, in which each fits all others and shares a quantity with the next that no third one has.

    `beside` has the numbers of a row's quantities and of a quantity's rows.
    """
    paths = _bounded(
        (path for first in fitting for path in _paths(first, beside, fitting)), "paths", itemgetter(0), PATHS
    )
    return (frozenset(path) for path, is_closed in paths if is_closed)


def _paths(first: int, beside: Fitting, fitting: Fitting) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Paths from a row through later ones along which a ring may close, each with whether it closes right there."""
    later = {row for row in fitting[first] if row > first}
    back = _steps_back(first, beside, later)
    left: list[tuple[tuple[int, ...], frozenset[int], AbstractSet[int]]] = [((first,), frozenset(), later)]
    while left:
        path, between, fits = left.pop()
        having = {quantity: beside[quantity] & {*path[:-1]} for quantity in beside[path[-1]] - between}
        yield path, {first} in having.values()
        for quantity in (quantity for quantity, others in having.items() if not others):
            left += [
                ((*path, row), between | {quantity}, fits & fitting[row])
                for row in beside[quantity] & fits
                if len(path) + back.get(row, ROUND) <= ROUND and not beside[row] & between
            ]


def _steps_back(first: int, beside: Fitting, later: AbstractSet[int]) -> dict[int, int]:
    """By how many steps from row to row one comes back to the first."""
    back, edge = {first: 0}, {first}
    while edge:
        near = {row for old in edge for quantity in beside[old] for row in beside[quantity]}
        steps = back[next(iter(edge))] + 1
        edge = (near & later) - back.keys()
        back |= dict.fromkeys(edge, steps)
    return back


def every(rows: Sequence[Row]) -> list[Combination] | None:
    """All elementary combinations, each row by itself among them; None where they are too many to be found."""
    numbers = range(len(rows))
    sets = _sets(rows, {i: {j for j in numbers if j != i} for i in numbers})
    every_way = ((sorted(m), way) for members in sets for m in members for way in _ways(m, rows, least=1))
    try:
        ways = list(_bounded(every_way, "ways", itemgetter(0), ALL))
    except TooManyError:
        return None
    return sorted([*({i: 1.0} for i in range(len(rows))), *_combined(ways, rows)], key=_order)


def _order(combination: Combination) -> tuple[int, tuple[tuple[int, float], ...]]:
    return len(combination), tuple(combination.items())


def _sets(rows: Sequence[Row], fitting: Fitting) -> Iterator[set[frozenset[int]]]:
    """Sets of two rows, three rows and so on, in which each may apply with the others and shares with some of them."""
    beside = {i: {j for j in fits if rows[i].keys() & rows[j].keys()} for i, fits in fitting.items()}
    sets = {frozenset({i}) for i in fitting}
    for _ in range(len(fitting) - 1):
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


def _joining(members: frozenset[int], fitting: Fitting, beside: Fitting) -> set[int]:
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
    """The one combination of all members without these quantities; None where there is none, or several.

    cost = hours * price and hours = chips * time, without hours: each once, which is cost = chips * time * price.
    """
    left: list[Vector] = [
        [rows[i].get(name, 0.0) for name in gone] + [float(i == member) for member in members] for i in members
    ]
    for place in range(len(gone)):
        pivot = max(left, key=lambda vector: abs(vector[place]))
        if abs(pivot[place]) < NOTHING:
            return None
        left = [_without(place, vector, pivot) for vector in left if vector is not pivot]
    times = left[0][len(gone) :]
    if any(abs(each) < NOTHING for each in times):
        return None
    combination = {i: each / times[0] for i, each in zip(members, times, strict=True)}
    return combination if combined(rows, combination) else None


def _without(place: int, vector: Vector, pivot: Vector) -> Vector:
    """A vector less as much of the pivot as takes the quantity of that place out of it."""
    times = vector[place] / pivot[place]
    return [own - times * other for own, other in zip(vector, pivot, strict=True)] if times else vector


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
    uses = Counter(chain.from_iterable(rows[i] for i in combination))
    names = [name for name, count in uses.most_common() if count > 1]  # only what several rows have can be shared
    shares = [[times * rows[i].get(name, 0.0) for name in names] for i, times in combination.items()]
    parts = [[0.0] * len(names)]
    for share in shares[1:]:
        parts += [[a + b for a, b in zip(part, share, strict=True)] for part in parts]
    total = [sum(column) for column in zip(*shares, strict=True)]
    return any(not _share_two(part, total) for part in parts[1:])


def _share_two(part: Sequence[float], total: Sequence[float]) -> bool:
    """Whether two quantities or more are in the part as well as in the rest."""
    is_one = False
    for own, whole in zip(part, total, strict=True):
        if abs(own) > NOTHING and abs(whole - own) > NOTHING:
            if is_one:
                return True
            is_one = True
    return False


def _falls_apart(combination: Combination, rows: Sequence[Row]) -> bool:
    """Whether its rows hang together by a single quantity somewhere."""
    import networkx as nx

    graph = nx.Graph((i, name) for i in combination for name in rows[i])
    return not nx.is_connected(graph) or any(
        isinstance(node, str) and graph.degree(node) > 1 for node in nx.articulation_points(graph)
    )
