"""Long tables of a compiled pack, which are unpacked when somebody first asks for them: most questions need few."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Self, TypeVar, overload

import msgspec

Thing = TypeVar("Thing")


class Packed(Sequence[Thing]):
    """A sequence whose things come out of their packed form at once, and no sooner than one of them is wanted."""

    __slots__ = ("_packed", "_things")
    of: ClassVar[type]
    """What the things are."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        """A sequence of things that are at hand."""
        self._things: tuple[Thing, ...] | None = tuple(things)
        self._packed = b""

    @classmethod
    def out_of(cls, packed: bytes) -> Self:
        """The sequence that `packed` made these bytes of."""
        found = cls()
        found._things, found._packed = None, packed
        return found

    @property
    def packed(self) -> bytes:
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


def packed(thing: object) -> bytes:
    """For msgspec: what to write where it meets a sequence of these."""
    if isinstance(thing, Packed):
        return thing.packed
    raise NotImplementedError(type(thing))


def unpacked(kind: type, written: Any) -> object:  # noqa: ANN401  # it is whatever the bytes say
    """For msgspec: a sequence out of what was written."""
    if issubclass(kind, Packed) and isinstance(written, bytes):
        return kind.out_of(written)
    raise ValueError(f"{kind.__name__} isn't written so")
