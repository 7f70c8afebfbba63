"""Where something stands in the input, and what is wrong there."""

from msgspec import Struct


class Place(Struct, frozen=True, order=True, array_like=True, gc=False):
    """A file, with line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("")
"""Of what stands in no file."""


class Problem(Struct, frozen=True):
    """One thing wrong with the input: where, what, the line itself, and what to write instead."""

    place: Place
    what: str
    instead: str = ""
    line: str = ""
    fault: bool = False
    """Whether nothing is wrong with the input: the program failed on it, through its own fault."""
