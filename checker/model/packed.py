"""Long tables of a compiled pack, which are unpacked when somebody first asks for them: most questions need few."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Self, TypeVar, overload

import msgspec

Buffer = bytes | memoryview
Thing = TypeVar("Thing")
SIZE = 8
"""In so many bytes stands how long a record is."""


class Packed(Sequence[Thing]):
    """A sequence whose things come out of their packed form at once, and no sooner than one of them is wanted."""

    __slots__ = ("_packed", "_things")
    of: ClassVar[type]
    """What the things are."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        """A sequence of things that are at hand."""
        self._things: tuple[Thing, ...] | None = tuple(things)
        self._packed: Buffer = b""

    @classmethod
    def out_of(cls, packed: Buffer) -> Self:
        """The sequence that `packed` made these bytes of."""
        found = cls()
        found._things, found._packed = None, packed
        return found

    @property
    def packed(self) -> Buffer:
        """The things as bytes."""
        return self._packed if self._things is None else msgspec.msgpack.encode(self._things)

    @property
    def things(self) -> tuple[Thing, ...]:
        """All of them."""
        if self._things is None:
            self._things = msgspec.msgpack.decode(self._packed, type=tuple[self.of, ...])  # type: ignore[name-defined]
        return self._things

    def __len__(self) -> int:
        return len(self.things)

    def __iter__(self) -> Iterator[Thing]:
        return iter(self.things)

    @overload
    def __getitem__(self, number: int) -> Thing: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Thing]: ...
    def __getitem__(self, number: int | slice) -> Thing | Sequence[Thing]:
        return self.things[number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Packed) and self.things == other.things

    def __hash__(self) -> int:
        return hash(self.things)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.things!r})"


def pack(record: object) -> bytes:
    """A record as bytes: how long it is without its tables, the record itself, and all of its tables behind it."""
    tables = bytearray()

    def aside(thing: object) -> tuple[int, int]:
        if not isinstance(thing, Packed):
            raise NotImplementedError(type(thing))
        start = len(tables)
        tables.extend(thing.packed)
        return start, len(tables)

    packed = msgspec.msgpack.encode(record, enc_hook=aside)
    return len(packed).to_bytes(SIZE, "big") + packed + tables


def unpack(data: Buffer, kind: type[Thing]) -> Thing:
    """A record that was packed; its tables stay where they are until they are asked for, and so must the data."""
    view = memoryview(data)
    end = SIZE + int.from_bytes(view[:SIZE], "big")

    def table(of: type, written: Any) -> object:  # noqa: ANN401  # it is whatever the bytes say
        if not issubclass(of, Packed) or not isinstance(written, list):
            raise ValueError(f"{of.__name__} isn't written so")  # noqa: TRY004  # as msgspec does of bad data
        start, stop = written
        return of.out_of(view[end + start : end + stop])

    return msgspec.msgpack.decode(view[SIZE:end], type=kind, dec_hook=table)
