"""The tree of a YAML text: nodes that know where they stand, and problems with the line they stand in."""

from functools import cached_property

from msgspec import Struct

from checker.model.place import Place, Problem
from checker.read.text.raw import BREAK

At = tuple[str, int, int]
"""File, line and column."""


# Nodes are not frozen and make their places on demand: a file has thousands, and either would double their price.
class Node(Struct, eq=False):
    """Anything in a YAML file, with its place."""

    where: Place | At

    @property
    def place(self) -> Place:
        """Where the node begins."""
        return self.where if isinstance(self.where, Place) else Place(*self.where)


class Scalar(Node, eq=False):
    """A text; `plain` where it stands without quotes."""

    text: str
    plain: bool


class Exact(Scalar, eq=False):
    """A text each of whose digits counts: it stands for one number, not for those that are rounded to it."""


class Mapping(Node, eq=False):
    """Keys with their values, in the order written; `flow` where it stands in braces."""

    entries: tuple[tuple[Scalar, Node], ...]
    flow: bool

    def get(self, key: str) -> Node | None:
        """The value of a key, None without it."""
        return next((value for name, value in self.entries if name.text == key), None)

    def keys(self) -> tuple[str, ...]:
        """The keys as texts, in the order written."""
        return tuple(name.text for name, _ in self.entries)


class Sequence(Node, eq=False):
    """Items in the order written; `flow` where they stand in brackets."""

    items: tuple[Node, ...]
    flow: bool


class Document(Struct, frozen=True, dict=True):
    """A file's text and tree; the root is None where the text is no YAML at all."""

    file: str
    text: str
    root: Node | None = None
    faults: frozenset[Place] = frozenset()
    """Where the YAML may not mean what it says; each is told already, of anchors and aliases the first."""

    @cached_property
    def faults_in_order(self) -> tuple[Place, ...]:
        """The same from the top down."""
        return tuple(sorted(self.faults))

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return BREAK.split(self.text)


def problem(document: Document, where: Node | Place, what: str, instead: str = "") -> Problem:
    """A problem at a place of the document, with the line it stands in."""
    place = where.place if isinstance(where, Node) else where
    line = document.lines[place.line - 1] if place.line <= len(document.lines) else ""
    return Problem(place, what, instead, line)
