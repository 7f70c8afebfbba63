"""A pack while it is being read: what is known so far, and everything found wrong."""

from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct, field

from checker.model.attribute import Attribute
from checker.model.beside import UnitAtom
from checker.model.known import KnownTable, LinkKind
from checker.model.place import Place, Problem
from checker.model.rule import Prior, Quantity, Relation
from checker.model.source import Source
from checker.read.pack.topic import SECTIONS
from checker.read.text import nodes
from checker.read.text.nodes import Document, Mapping, Node, Scalar, Sequence
from checker.read.text.shapes import Items, Names, check, check_entry
from checker.read.text.words import listed, nearest

NAMED = 12
"""So many known names are listed where none is near."""


class Topic(Struct, frozen=True):
    """A rule file with the folder of its pack."""

    document: Document
    folder: Path
    root: Mapping
    name: str


class Draft(Struct):
    """What earlier stages found, for later ones to rely on. `broken` names what was found faulty and needs no echo."""

    topics: tuple[Topic, ...]
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    is_short: bool = False
    """Whether a table couldn't be read at all, so that it can't be told which contexts meet."""
    units: dict[str, UnitAtom] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    cells: dict[str, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)
    """Attribute → each row of its table: the value, and its cells by column."""
    names: dict[str, str] = field(default_factory=dict)
    links: dict[str, LinkKind] = field(default_factory=dict)
    known: dict[str, KnownTable] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    priors: dict[str, Prior] = field(default_factory=dict)

    def tell(self, where: Node | Place, what: str, instead: str = "") -> None:
        """Notes a problem, with the line it stands in."""
        place = where.place if isinstance(where, Node) else where
        found = next(topic.document for topic in self.topics if topic.document.file == place.file)
        self.problems.append(nodes.problem(found, place, what, instead))

    def unknown(self, where: Node, what: str, name: str, known: Collection[str]) -> None:
        """Notes a name that nothing has, with the nearest that something has; silent on what is broken anyway."""
        if name in self.broken:
            return
        other = nearest(name, known)
        few = f"write {listed(sorted(known))}" if 0 < len(known) <= NAMED else "" if known else "none is defined so far"
        instead = f"did you mean {other}?" if other else few
        self.tell(where, f'unknown {what} "{name}"', instead)

    def items(self, section: str) -> Iterator[tuple[Topic, Mapping]]:
        """The well-formed items of a section that is a list."""
        shape = SECTIONS[section]
        for topic in self.topics:
            node = topic.root.get(section)
            for item in node.items if isinstance(node, Sequence) else ():
                sound = isinstance(shape, Items) and check(item, shape.item, self.tell, section)
                if sound and isinstance(item, Mapping):
                    yield topic, item
                elif isinstance(item, Mapping):
                    self.broken.add(text(item, "id"))

    def entries(self, section: str) -> Iterator[tuple[Topic, Scalar, Node]]:
        """The well-formed entries of a section that maps names; a name that an earlier file has is a problem."""
        shape = SECTIONS[section]
        seen: dict[str, Place] = {}
        for topic in self.topics:
            node = topic.root.get(section)
            for key, value in node.entries if isinstance(node, Mapping) else ():
                if isinstance(shape, Names) and not check_entry(key, value, shape, self.tell):
                    self.broken.add(key.text)
                elif self.is_new(key, key.text, seen):
                    yield topic, key, value

    def tell_date(self, where: Node | Place, error: ValueError) -> None:
        """Notes a text that is no date."""
        what, _, instead = str(error).partition("; ")
        self.tell(where, what, instead or "write a day that is in the calendar")

    def is_new(self, where: Node, name: str, seen: dict[str, Place]) -> bool:
        """Whether a name is new among those seen; a problem that shows the first one if it isn't."""
        if name in seen:
            self.tell(where, f'"{name}" is given twice, first at {seen[name]}', "rename one of the two")
            return False
        seen[name] = where.place
        return True


def text(node: Mapping, key: str, default: str = "") -> str:
    """The text under a key."""
    value = node.get(key)
    return value.text if isinstance(value, Scalar) else default


def scalar(node: Mapping, key: str) -> Scalar:
    """The scalar under a key that the shape requires."""
    value = node.get(key)
    if not isinstance(value, Scalar):
        raise TypeError(f"{key} is required by the shape of {node.place}")
    return value


def scalars(node: Node | None) -> tuple[Scalar, ...]:
    """A text or a list of texts as a list."""
    if isinstance(node, Scalar):
        return (node,)
    return tuple(item for item in node.items if isinstance(item, Scalar)) if isinstance(node, Sequence) else ()


def texts(node: Node | None) -> tuple[str, ...]:
    """The texts of a list, or the one text."""
    return tuple(item.text for item in scalars(node))


def pairs(node: Node | None) -> tuple[tuple[Scalar, Scalar], ...]:
    """The keys and values of a mapping of texts."""
    return tuple((key, value) for key, value in entries(node) if isinstance(value, Scalar))


def entries(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    """The keys and values of a mapping, of whatever form."""
    return node.entries if isinstance(node, Mapping) else ()


def sources(node: Node | None) -> tuple[Source, ...]:
    """The citations of a list."""
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(source(item) for item in items if isinstance(item, Mapping))


def source(node: Mapping) -> Source:
    """One citation."""
    return Source(text(node, "title"), text(node, "url"), text(node, "date"), text(node, "evidence", "read"))
