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
    assert [*found.rows] == [*found.rows] == [*ROWS]
    assert decode.call_count == 1


def test_what_is_no_table_is_refused() -> None:
    """As by a cache that somebody else wrote."""
    with pytest.raises(msgspec.ValidationError):
        unpack(pack({"rows": 3}), Holder)
    with pytest.raises(NotImplementedError):
        pack(object())
