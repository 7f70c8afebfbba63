"""A question at a level: the span of each row of its network, and the ranges before anything is propagated.

All that is believed is entered once for each level; what a question drops, or takes at another level, is an edit.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from checker.engine.network import Beliefs, Network, form, is_plain, network, sorted_out
from checker.maths.interval import ANY, OPEN, REACH, Span
from checker.model.beside import Derived
from checker.model.case import CLAIMED, Premise, Question
from checker.model.identity import Identity
from checker.model.key import Key

KEPT = 1024
"""What is believed at a level is kept for so many questions."""
Sources = tuple[tuple[int, float], ...]


class Asking(Struct, frozen=True):
    """What is asked of a network; nobody changes the lists once it is made.

    Rows that say nothing are in none of the two orders in which the others speak first.
    """

    network: Network
    low: list[float]
    high: list[float]
    """The range of each quantity, in logarithms, before any row speaks."""
    least: list[float]
    most: list[float]
    """The span of each row."""
    direct: list[int]
    implied: list[int]
    silent: list[bool]


def asking(question: Question, level: str) -> Asking:
    """A question at a level, what is bent at another."""
    beliefs, whole = Identity(question.beliefs), Identity(question.whole or question.beliefs)
    derived = Identity(question.derived)
    base = _kept(beliefs, whole, derived, (), level)
    if others := {premise.quantity for premise in question.said}.difference(base.network.line):
        base = _kept(beliefs, whole, derived, tuple(sorted(others)), level)
    if question.bent:
        base = _bent(base, question, level)
    if not question.said:
        return base
    low, high, line = base.low.copy(), base.high.copy(), base.network.line
    for premise in question.said:
        q = line[premise.quantity]
        least, most = question.span(premise, level)
        low[q], high[q] = max(low[q], least), min(high[q], most)
    return replace(base, low=low, high=high)


class Among(Struct, frozen=True):
    """A question at a level, ready to be asked with a few of its premises alone."""

    asked: Asking
    bounds: dict[Key, list[tuple[int, float, float]]]
    """Key of what bounds one quantity from the start → that quantity, and its least and its most."""
    rows: dict[Key, list[int]]
    """Key of any other premise → the rows it has."""

    def only(self, keys: Collection[Key]) -> Asking:
        """What is asked by these premises alone."""
        low, high = [-OPEN] * len(self.asked.low), [OPEN] * len(self.asked.low)
        for key in keys:
            for q, least, most in self.bounds.get(key, ()):
                low[q], high[q] = max(low[q], least), min(high[q], most)
        direct = sorted(row for key in keys for row in self.rows.get(key, ()))
        return _speaking(replace(self.asked, low=low, high=high), direct, _implied(self.asked, direct))


def among(question: Question, level: str, keys: Collection[Key]) -> Among:
    """A question at a level, of which no other premises than these are to be asked."""
    asked = asking(question, level)
    bounds: dict[Key, list[tuple[int, float, float]]] = {}
    rows: dict[Key, list[int]] = {}
    for premise in question.premises:
        key = premise.key if premise.basis == CLAIMED else premise.key.family
        if key in keys:
            if premise.basis == CLAIMED or is_plain(premise):
                bound = (asked.network.line[premise.quantity], *question.span(premise, level))
                bounds.setdefault(key, []).append(bound)
            elif not asked.silent[row := asked.network.number[premise.key]]:
                rows.setdefault(key, []).append(row)
    return Among(asked, bounds, rows)


def with_instead(question: Question, premises: Collection[Premise], level: str) -> Asking:
    """A few premises alone at a level, by the network of a question that has others like them.

    Those that have no row there are left out.
    """
    asked = asking(question, level)
    bounds = ((p.quantity, p.spans.get(level, ANY)) for p in premises if is_plain(p))
    low, high = _ranges(asked.network, (bound for bound in bounds if bound[0] in asked.network.line))
    least, most = asked.least.copy(), asked.most.copy()
    others = {p.key: p for p in premises if not is_plain(p)}
    rows = [asked.network.number[p.key] for p in question.beliefs if p.key in others and form(p) == form(others[p.key])]
    for row in rows:
        least[row], most[row] = others[asked.network.keys[row][0]].spans.get(level, ANY)
    return _speaking(replace(asked, low=low, high=high, least=least, most=most), rows, [])


@lru_cache(maxsize=KEPT)
def _kept(
    beliefs: Identity[Beliefs],
    whole: Identity[Beliefs],
    derived: Identity[tuple[Derived, ...]],
    others: tuple[str, ...],
    level: str,
) -> Asking:
    """What is believed at a level and not dropped, with nothing claimed; `others` are quantities it says nothing of."""
    if beliefs == whole:
        return _believed(whole.it, network(whole, derived, others), level)
    base = _kept(whole, whole, derived, others, level)
    net = base.network
    laid_out = {p.key: p for p in whole.it}
    if any(p.key in net.number and p is not laid_out[p.key] for p in beliefs.it if not is_plain(p)):
        return _believed(beliefs.it, net, level)
    low, high = _ranges(net, ((p.quantity, p.spans.get(level, ANY)) for p in beliefs.it if is_plain(p)))
    rows = {net.number[p.key] for p in beliefs.it if not is_plain(p)}
    direct = [row for row in base.direct if row in rows]
    return _speaking(replace(base, low=low, high=high), direct, _implied(base, direct))


def _believed(beliefs: Beliefs, net: Network, level: str) -> Asking:
    """All that is believed at a level, with nothing claimed."""
    plain, rows = sorted_out(Identity(beliefs))
    low, high = _ranges(net, [(premise.terms[0][0], premise.spans.get(level, ANY)) for premise in plain])
    return replace(_with_rows(Identity(rows), Identity(net), level), low=low, high=high)


@lru_cache(maxsize=KEPT)
def _with_rows(rows: Identity[Beliefs], net: Identity[Network], level: str) -> Asking:
    """All rows at a level, all quantities open."""
    least, most = [-OPEN] * net.it.direct, [OPEN] * net.it.direct
    for premise in rows.it:
        row = net.it.number[premise.key]
        least[row], most[row] = premise.spans.get(level, ANY)
    return _spanned(net, tuple(least), tuple(most))


@lru_cache(maxsize=KEPT)
def _spanned(net: Identity[Network], least: tuple[float, ...], most: tuple[float, ...]) -> Asking:
    """A network whose rows that aren't implied have these spans, all quantities open."""
    count = net.it.direct
    low_ends, high_ends = _added_up(Identity(net.it.sources), least, most)
    lows, highs = [*least, *low_ends], [*most, *high_ends]
    speaking = [row for row, ends in enumerate(zip(lows, highs, strict=True)) if _says_something(ends)]
    base = Asking(net.it, [], [], lows, highs, [], [], [])
    return _speaking(base, [row for row in speaking if row < count], [row for row in speaking if row >= count])


def _ranges(net: Network, bounds: Iterable[tuple[str, Span]]) -> tuple[list[float], list[float]]:
    """The ranges that what bounds one quantity leaves from the start."""
    low, high = [-OPEN] * len(net.names), [OPEN] * len(net.names)
    for quantity, (least, most) in bounds:
        q = net.line[quantity]
        if least > low[q]:  # noqa: PLR1730  # max() takes three times as long, and there are dozens for each question
            low[q] = least
        if most < high[q]:  # noqa: PLR1730
            high[q] = most
    return low, high


def _says_something(ends: Span) -> bool:
    return ends[0] > -REACH or ends[1] < REACH


def _speaking(asked: Asking, direct: list[int], implied: list[int]) -> Asking:
    silent = [True] * len(asked.network.terms)
    for row in (*direct, *implied):
        silent[row] = False
    return replace(asked, direct=direct, implied=implied, silent=silent)


def _implied(base: Asking, direct: Collection[int]) -> list[int]:
    """The implied rows none of whose sources was dropped."""
    net = base.network
    if 2 * len(direct) > len(base.direct):
        gone = {each for row in {*base.direct}.difference(direct) for each in net.implying[row]}
        return [each for each in base.implied if each not in gone]
    met: dict[int, int] = {}
    for row in direct:
        for each in net.implying[row]:
            met[each] = met.get(each, 0) + 1
    whole = (each for each, count in met.items() if count == len(net.sources[each - net.direct]))
    return sorted(each for each in whole if not base.silent[each])


def _bent(base: Asking, question: Question, level: str) -> Asking:
    """What is believed, some of it at the level to which it is bent."""
    net, bent = base.network, question.bent
    others = [p for p in question.beliefs if bent.get(p.key, level) != level]
    loose = {p.quantity for p in others if is_plain(p)}
    low, high = base.low.copy(), base.high.copy()
    bounds = ((p.quantity, question.span(p, level)) for p in question.beliefs if is_plain(p) and p.quantity in loose)
    lows, highs = _ranges(net, bounds)
    for quantity in loose:
        q = net.line[quantity]
        low[q], high[q] = lows[q], highs[q]
    rows = {net.number[p.key]: question.span(p, level) for p in others if not is_plain(p)}
    if not rows:
        return replace(base, low=low, high=high)
    least, most = base.least.copy(), base.most.copy()
    for row, (one, other) in rows.items():
        least[row], most[row] = one, other
    moved = {each for row in rows for each in net.implying[row]}
    for each in moved:
        least[each], most[each] = _added(net.sources[each - net.direct], least, most)
    there = {net.number[p.key] for p in question.beliefs if not is_plain(p)}
    whole = (each for each in moved if all(row in there for row, _ in net.sources[each - net.direct]))
    direct, implied = (
        sorted(row for row in {*before, *after} if _says_something((least[row], most[row])))
        for before, after in ((base.direct, rows), (base.implied, whole))
    )
    return _speaking(replace(base, low=low, high=high, least=least, most=most), direct, implied)


@lru_cache(maxsize=KEPT)
def _added_up(
    every: Identity[tuple[Sources, ...]], least: tuple[float, ...], most: tuple[float, ...]
) -> tuple[list[float], list[float]]:
    """The spans of all implied rows, given those of all others."""
    # what `_added` says of each, in one loop: there are hundreds of them, for every network and level
    lows = [-inf if abs(end) >= REACH else end for end in least]
    highs = [inf if abs(end) >= REACH else end for end in most]
    low_ends, high_ends = [], []
    for sources in every.it:
        low = high = 0.0
        for row, count in sources:
            if count > 0:
                low += count * lows[row]
                high += count * highs[row]
            else:
                low += count * highs[row]
                high += count * lows[row]
        low_ends.append(-OPEN if low == -inf else low)
        high_ends.append(OPEN if high == inf else high)
    return low_ends, high_ends


def _added(sources: Sequence[tuple[int, float]], least: Sequence[float], most: Sequence[float]) -> Span:
    """The span of a product of rows, open where one of theirs is open."""
    low = high = 0.0
    for row, count in sources:
        one, other = (least[row], most[row]) if count > 0 else (most[row], least[row])
        low = -OPEN if low == -OPEN or abs(one) >= REACH else low + count * one
        high = OPEN if high == OPEN or abs(other) >= REACH else high + count * other
    return low, high
