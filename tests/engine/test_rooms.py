"""What room implied rows have, reckoned for all of them at once."""

import pytest
from msgspec.structs import replace

from checker.engine.asking import Asking, asking
from checker.engine.propagate import propagate
from checker.engine.rooms import _bounds, shared, take_rooms
from checker.maths.interval import OPEN, REACH
from checker.model.identity import Identity
from checker.model.rule import LEVELS
from tests.engine.shipped import questions


def asked() -> list[Asking]:
    """Questions to the shipped rules at each level, those with hundreds of implied rows."""
    every = [asking(each, level) for each in questions(12, 5) for level in LEVELS]
    return [each for each in every if len(each.implied) > 100]


def room_of(one: Asking, row: int, low: list[float], high: list[float]) -> float:
    """The room that a row has, from its terms one by one."""
    ends = [sorted((exponent * low[q], exponent * high[q])) for q, exponent in one.network.terms[row]]
    least, most = sum(end for end, _ in ends), sum(end for _, end in ends)
    sides = [most - one.least[row]] if one.least[row] > -REACH else []
    sides += [one.most[row] - least] if one.most[row] < REACH else []
    return min(sides) - max(b - a for a, b in ends)


def idle_in(one: Asking) -> dict[int, int]:
    """The rows that others make idle."""
    return _bounds(Identity(one.network), Identity(one.implied), Identity(one.least), Identity(one.most)).idle


def test_each_row_has_the_room_that_its_own_terms_leave() -> None:
    """On the sides on which it is bounded, where a run starts and where it ends; of rows alike no more than that."""
    every = asked()
    assert len(every) > 3
    for one in every:
        rest = propagate(one)
        for low, high in ((one.low, one.high), (rest.low, rest.high))[: 1 if rest.is_empty else 2]:
            room = [0.0] * len(one.network.terms)
            take_rooms(one, low, high, room)
            assert room[: one.network.direct] == [0.0] * one.network.direct
            lead = idle_in(one)
            for row in one.implied:
                assert room[row] == pytest.approx(min(OPEN, room_of(one, lead.get(row, row), low, high)), abs=1e-6)
                assert room[row] <= room_of(one, row, low, high) + 1e-6


def test_terms_that_rows_share_are_reckoned_once() -> None:
    """There are fewer terms than rows, let alone than rows have terms."""
    for one in asked():
        some = shared(Identity(one.network))
        assert len(some.terms) < len(some.up) == len(some.down) == len(one.network.sources)


def test_of_rows_alike_one_stands_for_those_that_say_no_more() -> None:
    """It has their very terms, and its span lies within theirs; without it the others speak for themselves."""
    one = max(asked(), key=lambda each: len(each.implied))
    idle = idle_in(one)
    assert idle
    for row, lead in idle.items():
        assert {*one.network.terms[row]} == {*one.network.terms[lead]}
        assert one.least[row] <= one.least[lead]
        assert one.most[lead] <= one.most[row]
    leads = {*idle.values()}
    fewer = replace(one, implied=[row for row in one.implied if row not in leads])
    assert idle_in(fewer) == {}
    room = [0.0] * len(one.network.terms)
    take_rooms(fewer, one.low, one.high, room)
    assert all(room[lead] == OPEN for lead in leads)
