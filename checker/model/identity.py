"""Things told apart by which they are: what takes long to compare is remembered by its identity."""

from functools import lru_cache
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

KEPT = 8192
"""So many tuples are kept."""


class Identity(Generic[Thing]):
    """Something that is equal to itself alone, however much another is like it."""

    __slots__ = ("it",)

    def __init__(self, it: Thing) -> None:
        """The thing itself."""
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and self.it is other.it


def one(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """The very same tuple for the very same things, so that it can be told by its identity."""
    found: tuple[Thing, ...] = _kept(tuple(map(Identity, things)))
    return found


@lru_cache(maxsize=KEPT)
def _kept(things: tuple[Identity[Thing], ...]) -> tuple[Thing, ...]:
    return tuple([each.it for each in things])
