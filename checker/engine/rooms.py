"""How much room the implied rows of a question have: those that have some need not be gone through one by one.

There are hundreds, most of them bounded on one side alone. The terms that they share are reckoned once for all, and of
rows of the very same terms one stands for those that say no more than it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from msgspec import Struct

from checker.engine.asking import Asking
from checker.engine.network import Network
from checker.maths.interval import OPEN, REACH, Span
from checker.model.identity import Identity

KEPT = 64
"""For so many networks it is kept what their implied rows share, and for four questions on each what these bound."""
Reach = tuple[float, float]
"""How far a term may go to one side, and how wide it is."""
NONE: Reach = (0.0, 0.0)
Pick = Callable[[Sequence[Reach]], tuple[Reach, ...]]
"""Takes the terms of a row, as they go to one side, out of all terms as they go to either."""


class Shared(Struct, frozen=True):
    """The terms of all implied rows of a network, each once, and what picks those of each row out of them."""

    terms: tuple[tuple[int, float], ...]
    up: tuple[Pick, ...]
    down: tuple[Pick, ...]
    alike: tuple[tuple[int, ...], ...]
    """Rows of the very same terms, where there are several."""


class Bounds(Struct, frozen=True):
    """What the implied rows of a question bound."""

    bounds: tuple[tuple[int, Pick, float], ...]
    """For each bound its row, the terms as they go towards it, and the bound itself, as far as that is up or down."""
    idle: dict[int, int]
    """Row → another of the very same terms that says no less; for itself it needs no bound."""


def take_rooms(asked: Asking, low: Sequence[float], high: Sequence[float], room: list[float]) -> None:
    """Sets by how much the terms of each implied row may be narrowed before it moves any; below 0 it moves one."""
    some = shared(Identity(asked.network))
    found = _bounds(Identity(asked.network), Identity(asked.implied), Identity(asked.least), Identity(asked.most))
    ends = [(e * low[q], e * high[q]) if e > 0.0 else (e * high[q], e * low[q]) for q, e in some.terms]
    reaches = [NONE, *[(top, top - end) for end, top in ends], *[(-end, top - end) for end, top in ends]]
    room[asked.network.direct :] = [OPEN] * len(asked.network.sources)
    for row, pick, bound in found.bounds:
        left, widest = bound, 0.0
        for reach, width in pick(reaches):
            left += reach
            if width > widest:  # noqa: PLR1730  # max() takes three times as long
                widest = width
        if left - widest < room[row]:  # noqa: PLR1730
            room[row] = left - widest
    for row, other in found.idle.items():
        room[row] = room[other]


@lru_cache(maxsize=4 * KEPT)
def _bounds(
    net: Identity[Network], implied: Identity[list[int]], least: Identity[list[float]], most: Identity[list[float]]
) -> Bounds:
    """What some implied rows with these spans bound."""
    some, first = shared(net), net.it.direct
    spans = {row: (least.it[row], most.it[row]) for row in implied.it}
    idle = dict(pair for group in some.alike for pair in _idle([row for row in group if row in spans], spans))
    bounds: list[tuple[int, Pick, float]] = []
    for row, (low, high) in spans.items():
        if row not in idle:
            if low > -REACH:
                bounds.append((row, some.up[row - first], -low))
            if high < REACH:
                bounds.append((row, some.down[row - first], high))
    return Bounds(tuple(bounds), idle)


def _idle(alike: Sequence[int], spans: Mapping[int, Span]) -> list[tuple[int, int]]:
    """The rows of some of the very same terms that say no more than the one of them that says most, each with that."""
    if len(alike) < 2:
        return []
    lead = max(alike, key=lambda row: (spans[row][0], -spans[row][1]))
    return [(row, lead) for row in alike if row != lead and spans[row][1] >= spans[lead][1]]


@lru_cache(maxsize=KEPT)
def shared(net: Identity[Network]) -> Shared:
    """What the implied rows of a network share: hundreds of rows of ten terms each have a hundred terms in all."""
    numbers: dict[tuple[int, float], int] = {}
    rows = [[numbers.setdefault(term, len(numbers) + 1) for term in terms] for terms in net.it.terms[net.it.direct :]]
    by_terms: dict[tuple[int, ...], list[int]] = {}
    for number, row in enumerate(rows, net.it.direct):
        by_terms.setdefault(tuple(sorted(row)), []).append(number)
    up = tuple(map(_pick, rows))
    down = tuple(_pick([n + len(numbers) for n in row]) for row in rows)
    return Shared(tuple(numbers), up, down, tuple(tuple(each) for each in by_terms.values() if len(each) > 1))


def _pick(numbers: Sequence[int]) -> Pick:
    return itemgetter(*([0, 0, *numbers] if len(numbers) < 2 else numbers))
