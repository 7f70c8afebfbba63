"""Things told apart by which they are: what takes long to compare is remembered by its identity."""

from typing import Generic, TypeVar

Thing = TypeVar("Thing")


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
