"""Narrows the ranges of one question to their fixpoint, pass after pass, by the rows that have something new to say.

HC4 contraction in logarithms (Benhamou et al., "Revising hull and box consistency", 1999). A pass narrows each
quantity by every row from the ranges of the pass before, so the order of rules can't matter. It never drops a value
that some assignment needs; where rules form cycles it may keep more than the exact range.
"""

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from checker.engine.asking import Asking
from checker.engine.network import Conditions
from checker.engine.shared import shared
from checker.maths.interval import ANY, OPEN, REACH, SLACK, Span
from checker.model.identity import Identity

PASSES = 100
STILL = 1e-7
"""A range that moves by less (in logarithms) is taken as settled."""
NEAR = 1e-6
"""A row with less room than this is asked again, whatever the rounding of its sums."""
FEW = 64
"""Of more implied rows than this the terms that they share are reckoned first."""
PATIENCE = 10
"""After so many passes implied rows speak, though the others have not come to rest."""

AT_REST, EMPTY, ASTRAY = range(3)
Moves = dict[int, tuple[float, int]]
"""Quantity → where an end of its range is moved to, and the first row that moves it so far."""
Pass = tuple[Moves, Moves]
"""The low and the high ends that a pass moved."""


class Rest(Struct, frozen=True):
    """Ranges where a run ended: at rest, with nothing left, or astray, still on the move after all passes."""

    low: list[float]
    high: list[float]
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return self.end == EMPTY

    @property
    def is_astray(self) -> bool:
        """Whether ranges were still on the move: rules in a circle may chase an open end for ever."""
        return self.end == ASTRAY


def propagate(asked: Asking, log: list[Pass] | None = None, passes: int = PASSES) -> Rest:
    """The fixpoint of what is asked; each pass that moved an end is added to the log."""
    low, high = asked.low.copy(), asked.high.copy()
    for a, b in zip(low, high, strict=True):  # a plain loop: it is gone through for each run
        if a > b + SLACK:
            return Rest(low, high, EMPTY)
    return _run(asked, low, high, [True] * len(asked.silent), asked.direct, asked.implied, log, passes)


def resumed(asked: Asking, rest: Rest, quantity: int, low: float, high: float) -> Rest:
    """The fixpoint where the range of one quantity is narrower than at rest."""
    lows, highs = rest.low.copy(), rest.high.copy()
    lows[quantity], highs[quantity] = max(lows[quantity], low), min(highs[quantity], high)
    if lows[quantity] > highs[quantity] + SLACK:
        return Rest(lows, highs, EMPTY)
    waiting = asked.silent.copy()
    queue: list[int] = []
    later: list[int] = []
    _wake(asked, {quantity: OPEN}, waiting, [0.0] * len(waiting), queue, later)
    return _run(asked, lows, highs, waiting, queue, later, None, PASSES)


def span_of(asked: Asking, rest: Rest, quantity: str) -> Span:
    """The range of one quantity where a run ended; any where no premise of it speaks of the quantity."""
    q = asked.network.line.get(quantity)
    return ANY if q is None else (rest.low[q], rest.high[q])


def _run(
    asked: Asking,
    low: list[float],
    high: list[float],
    waiting: list[bool],
    queue: list[int],
    later: list[int],
    log: list[Pass] | None,
    passes: int,
) -> Rest:
    """Passes over the rows that wait, implied ones where the others rest and now and then where they don't."""
    is_implied = is_resting = False
    room = [0.0] * len(waiting)
    for number in range(passes):
        if is_implied and len(later) > FEW:
            moves = _implied_moves(asked, low, high, later, waiting, room)
        else:
            moves = _moves(asked, low, high, later if is_implied else queue, waiting, room)
        if is_implied:
            later = []
        else:
            queue = []
        if not (moves[0] or moves[1]):
            if is_resting or not asked.implied:
                return Rest(low, high, AT_REST)
            is_resting, is_implied = True, not is_implied
            continue
        is_resting, is_implied = False, bool(asked.implied) and number % PATIENCE == PATIENCE - 1
        if log is not None:
            log.append(moves)
        narrowed = _narrowed(low, high, moves)
        if any(low[q] > high[q] + SLACK for q in narrowed):
            return Rest(low, high, EMPTY)
        _wake(asked, narrowed, waiting, room, queue, later)
    return Rest(low, high, ASTRAY)


def _narrowed(low: list[float], high: list[float], moves: Pass) -> dict[int, float]:
    """Takes the moves of a pass; by how much each quantity that they narrow is narrower."""
    narrowed: dict[int, float] = {}
    for ends, moved in zip((low, high), moves, strict=True):
        for q, (end, _) in moved.items():
            narrowed[q] = narrowed.get(q, 0.0) + abs(end - ends[q])
            ends[q] = end
    return narrowed


def _wake(
    asked: Asking,
    narrowed: Mapping[int, float],
    waiting: list[bool],
    room: list[float],
    queue: list[int],
    later: list[int],
) -> None:
    """Has the rows wait that touch what was narrowed, but those that have room for all of it."""
    net = asked.network
    touching = net.touching if len(later) < len(asked.implied) else net.touching_direct  # else these all wait anyway
    for q, by in narrowed.items():
        most = net.steepest * by + NEAR
        for row in touching[q]:
            if not waiting[row]:
                if room[row] > most:
                    room[row] -= most
                else:
                    waiting[row] = True
                    (queue if row < net.direct else later).append(row)


def _moves(
    asked: Asking, low: list[float], high: list[float], rows: Sequence[int], waiting: list[bool], room: list[float]
) -> Pass:
    """Which ends some rows move, each to the farthest that one of them does; of the others what room they have.

    A row has room by as much as its terms may be narrowed before it moves any.
    """
    net, least, most = asked.network, asked.least, asked.most
    terms, parts, alternatives = net.terms, net.parts, net.alternatives
    moves: Pass = {}, {}
    for row in rows:
        waiting[row] = False
        if row in alternatives and not _is_on(alternatives[row], low, high):
            continue
        if row in parts:
            _move_sum(parts[row], least[row], most[row], low, high, row, moves)
            continue
        floor, ceiling, widest = least[row], most[row], 0.0
        for q, exponent in terms[row]:
            if exponent > 0.0:
                one, other = exponent * low[q], exponent * high[q]
            else:
                one, other = exponent * high[q], exponent * low[q]
            floor -= other
            ceiling -= one
            if other - one > widest:  # noqa: PLR1730  # max() takes three times as long
                widest = other - one
        if floor + widest > 0.0 or widest > ceiling:  # else no term reaches beyond what the others leave to it
            room[row] = 0.0
            _move_product(terms[row], floor, ceiling, low, high, row, moves)
        else:
            room[row] = min(-floor, ceiling) - widest
    return moves


def _implied_moves(
    asked: Asking, low: list[float], high: list[float], rows: Sequence[int], waiting: list[bool], room: list[float]
) -> Pass:
    """What `_moves` says of many implied rows, in the same order of reckoning."""
    net, least, most = asked.network, asked.least, asked.most
    some = shared(Identity(net))
    ends, picks, direct = some.ends(low, high), some.picks, net.direct
    moves: Pass = {}, {}
    for row in rows:
        waiting[row] = False
        floor, ceiling, widest = least[row], most[row], 0.0
        for one, other, width in picks[row - direct](ends):
            floor -= other
            ceiling -= one
            if width > widest:  # noqa: PLR1730  # as in `_moves`
                widest = width
        if floor + widest > 0.0 or widest > ceiling:
            room[row] = 0.0
            _move_product(net.terms[row], floor, ceiling, low, high, row, moves)
        else:
            room[row] = min(-floor, ceiling) - widest
    return moves


def _move_product(
    terms: Sequence[tuple[int, float]],
    floor: float,
    ceiling: float,
    low: list[float],
    high: list[float],
    row: int,
    moves: Pass,
) -> None:
    """Moves the ends of each term to the row's span less what the other terms can be; it comes less what all can be."""
    lows, highs = moves
    for q, exponent in terms:
        if exponent > 0.0:
            new_low, new_high = floor / exponent + high[q], ceiling / exponent + low[q]
        else:
            new_low, new_high = ceiling / exponent + high[q], floor / exponent + low[q]
        if new_low - low[q] > STILL and -REACH < new_low < REACH:
            _take(lows, q, new_low, row, 1.0)
        if high[q] - new_high > STILL and -REACH < new_high < REACH:
            _take(highs, q, new_high, row, -1.0)


def _take(moves: Moves, q: int, end: float, row: int, inward: float) -> None:
    """Moves an end if nothing moves it farther; of rows that move it as far the first is remembered."""
    before = moves.get(q)
    if before is None or (end - before[0]) * inward > SLACK:
        moves[q] = end, row
    elif abs(end - before[0]) <= SLACK:
        moves[q] = max(end * inward, before[0] * inward) * inward, min(row, before[1])


def _is_on(alternatives: Sequence[Conditions], low: Sequence[float], high: Sequence[float]) -> bool:
    """Whether ranges meet one of several sets of conditions."""
    for conditions in alternatives:  # what `is_met` says of each, without a call: it is asked very often
        for q, least, most in conditions:
            if low[q] < least or high[q] > most:
                break
        else:
            return True
    return False


def is_met(conditions: Conditions, low: Sequence[float], high: Sequence[float]) -> bool:
    """Whether ranges entail all of some conditions."""
    for q, least, most in conditions:  # noqa: SIM110  # quicker than all(), and asked very often
        if low[q] < least or high[q] > most:
            return False
    return True


def _move_sum(
    parts: tuple[int, int, int],
    least: float,
    most: float,
    low: Sequence[float],
    high: Sequence[float],
    row: int,
    moves: Pass,
) -> None:
    """Moves the ends of all three of whole = ratio * (a + b)."""
    whole, a, b = parts
    found = [(whole, _low(least + _log_of_sum(low[a], low[b])), _high(most + _log_of_sum(high[a], high[b])))]
    for part, other in ((a, b), (b, a)):
        new_low, new_high = _less(low[whole] - most, high[other]), _less(high[whole] - least, low[other])
        found.append((part, _low(new_low), -OPEN if new_high <= -REACH else _high(new_high)))
    for q, new_low, new_high in found:
        if new_low - low[q] > STILL:
            _take(moves[0], q, new_low, row, 1.0)
        if high[q] - new_high > STILL:
            _take(moves[1], q, new_high, row, -1.0)


def _low(end: float) -> float:
    """An end so far out that it can only come of open ends is open itself."""
    return -OPEN if abs(end) >= REACH else end


def _high(end: float) -> float:
    return OPEN if abs(end) >= REACH else end


def _log_of_sum(one: float, other: float) -> float:
    """log(e**one + e**other)."""
    return max(one, other) + math.log1p(math.exp(-abs(one - other)))


def _less(whole: float, part: float) -> float:
    """log(e**whole - e**part), and -OPEN where nothing is left but what rounding makes of it."""
    if whole - part <= SLACK:
        return -OPEN
    return whole + math.log1p(-math.exp(max(part - whole, -REACH)))
