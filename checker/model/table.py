"""Long tables of which most questions need a few rows: those of one chip come out without those of all others."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeVar

import msgspec

from checker.model.packed import Buffer, Packed

Thing = TypeVar("Thing")


class _Written(msgspec.Struct, frozen=True, array_like=True):
    """A table as bytes: how many rows it has, the attribute that parts them, and the rows of each of its values."""

    count: int
    attribute: str
    groups: dict[str, msgspec.Raw]


class Table(Packed[Thing]):
    """A sequence of rows that have attributes, parted by the one that tells the most of them apart."""

    __slots__ = ("_attribute", "_count", "_groups")

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        """A sequence of things that are at hand."""
        super().__init__(things)
        self._groups: dict[str, Any] | None = None
        """Value → numbers and rows, packed until somebody asks for them; what has no value is under ""."""
        self._attribute, self._count = "", 0

    @staticmethod
    def keys_of(thing: Any) -> Mapping[str, str]:  # noqa: ANN401  # whatever the rows are
        """The attributes of a row, with their values."""
        raise NotImplementedError

    @property
    def packed(self) -> Buffer:
        """The rows as bytes."""
        if self._things is None:
            return self._packed
        groups = {value: msgspec.Raw(msgspec.msgpack.encode(group)) for value, group in self._parted().items()}
        return msgspec.msgpack.encode(_Written(self._count, self._attribute, groups))

    @property
    def things(self) -> tuple[Thing, ...]:
        """All of them."""
        if self._things is None:
            self._things = tuple(self._under(self._parted()))
        return self._things

    def __len__(self) -> int:
        self._parted()
        return self._count

    def among(self, possible: Mapping[str, Collection[str]], most: int) -> Iterable[Thing]:
        """The rows that may have one of the possible values of attributes, and perhaps others; in order.

        They are looked up one by one only where there are at most so many values.
        """
        groups = self._parted()
        values = possible.get(self._attribute, ())
        if not self._attribute or len(values) > most:
            return self.things
        return self._under([value for value in ("", *values) if value in groups])

    def _under(self, values: Iterable[str]) -> list[Thing]:
        """The rows of some values of the attribute."""
        pairs = [pair for value in values for pair in zip(*self._group(value), strict=True)]
        return [thing for _, thing in sorted(pairs, key=lambda pair: pair[0])]

    def _group(self, value: str) -> tuple[tuple[int, ...], tuple[Thing, ...]]:
        """The numbers and rows of one value."""
        groups = self._parted()
        if isinstance(groups[value], msgspec.Raw):
            kind = tuple[tuple[int, ...], tuple[self.of, ...]]  # type: ignore[name-defined]
            groups[value] = msgspec.msgpack.decode(groups[value], type=kind)
        found: tuple[tuple[int, ...], tuple[Thing, ...]] = groups[value]
        return found

    def _parted(self) -> dict[str, Any]:
        """The rows by their values of the attribute."""
        if self._groups is None:
            if self._things is None:
                written = msgspec.msgpack.decode(self._packed, type=_Written)
                self._count, self._attribute, self._groups = written.count, written.attribute, written.groups
            else:
                self._count, self._attribute = len(self._things), _telling(list(map(self.keys_of, self._things)))
                self._groups = self._anew(self._things)
        return self._groups

    def _anew(self, things: tuple[Thing, ...]) -> dict[str, Any]:
        groups: dict[str, list[tuple[int, Thing]]] = {}
        for number, thing in enumerate(things):
            groups.setdefault(self.keys_of(thing).get(self._attribute, ""), []).append((number, thing))
        return {value: tuple(zip(*pairs, strict=True)) for value, pairs in groups.items()}


def _telling(keys: list[Mapping[str, str]]) -> str:
    """The attribute that tells the most rows apart."""
    attributes = sorted({attribute for each in keys for attribute in each})
    return max(attributes, key=lambda a: len({each.get(a) for each in keys}), default="")
