"""Long tables are unpacked when somebody asks for them, and only then."""

from unittest.mock import Mock

import msgspec
import pytest
from msgspec import Struct

from checker.model.packed import pack, unpack
from checker.model.rule import Rows
from tests.cases.beliefs import row


class Holder(Struct):
    """Something that has a table."""

    rows: Rows


ROWS = (row((1.0, 2.0)), row((3.0, 4.0), hardware="H100"))


def again(holder: Holder) -> Holder:
    """What is read of what was written."""
    return unpack(pack(holder), Holder)


def test_what_was_packed_comes_out_as_it_was() -> None:
    """By number, in turn, and written once more without having been looked at."""
    found = again(again(Holder(Rows(ROWS))))
    assert found.rows == Rows(ROWS)
    assert (len(found.rows), found.rows[1], [*found.rows], found.rows[:1]) == (2, ROWS[1], [*ROWS], ROWS[:1])
    assert found.rows != Rows(ROWS[:1])


def test_nothing_is_unpacked_that_nobody_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a pack leaves its tables as they are; each is unpacked once."""
    found, decode = again(Holder(Rows(ROWS))), Mock(wraps=msgspec.msgpack.decode)
    monkeypatch.setattr("checker.model.packed.msgspec.msgpack.decode", decode)
    assert decode.call_count == 0
    assert [*found.rows] == [*ROWS]
    before = decode.call_count
    assert ([*found.rows], decode.call_count) == ([*ROWS], before)


def test_rows_of_one_value_come_out_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """With those that are for every value, in order; a table at hand is parted alike."""
    chips = [row((1.0, 2.0), hardware=chip) if chip else row((2.0, 3.0)) for chip in ("H100", "", "A100", "H100")]
    there, found = Rows(chips), again(Holder(Rows(chips))).rows
    decode = Mock(wraps=msgspec.msgpack.decode)
    monkeypatch.setattr("checker.model.packed.msgspec.msgpack.decode", decode)
    for rows in (there, found):
        assert [*rows.among({"hardware": ("H100",)}, 1)] == [chips[0], chips[1], chips[3]]
        assert [*rows.among({"hardware": ("H200",)}, 1)] == [chips[1]]
        assert [*rows.among({}, 1)] == [chips[1]]
    assert decode.call_count == 3  # the table, the chip, and what is for any
    for rows in (there, found):
        assert [*rows.among({"hardware": ("H100", "A100")}, 1)] == chips
        assert (len(rows), [*rows]) == (4, chips)


def test_what_is_no_table_is_refused() -> None:
    """As by a cache that somebody else wrote."""
    with pytest.raises(msgspec.ValidationError):
        unpack(pack({"rows": 3}), Holder)
    with pytest.raises(NotImplementedError):
        pack(object())
