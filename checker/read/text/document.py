"""YAML text as a tree of nodes that know where they stand; the one module that knows PyYAML.

Scalars stay the text that was typed. Whatever could make YAML mean something else than it seems to say
(anchors, tags, duplicate keys, a comma that cuts a value in two) is a problem, never a guess.
"""

import re
from itertools import pairwise
from typing import Any

import yaml
from msgspec.structs import replace

from checker.model.place import Place, Problem
from checker.read.text.nodes import Document, Mapping, Node, Scalar, Sequence, problem
from checker.read.text.raw import BREAK, refusal, unprintable
from checker.read.text.yaml_faults import Fault, explain, quoted

MAX_DEPTH = 50
ORDINARY = frozenset({None, "", "'", '"'})
"""Styles of a scalar that don't start a block of text."""
MANY = 20_000
"""After so many items that can't be read, a file isn't what it is taken for."""
ITEM = re.compile("( *)-(?: |$)")
"""How an item of a list begins."""
Event = Any  # PyYAML's stubs know nothing of the fields of its events
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def parse(
    data: bytes, file: str, empty: str = "fill it in, or delete it", *, items: bool = False
) -> tuple[Document | None, list[Problem]]:
    """The tree of a file and all that is wrong with it as YAML; no document where it can't be read at all.

    `empty` says what to do about a file with nothing in it. With `items` a file is a list of things that mean
    something each alone: where one of them is no YAML, the others are read all the same.
    """
    refused = refusal(data, file)
    if refused:
        return None, [refused]
    document = Document(file, data.decode("utf-8-sig"))
    builder = _Builder(document, document.text)
    broken: list[Problem] = []
    if not builder.reads() and items:
        text, broken = _sound_items(document)
        builder = _Builder(document, text) if broken else builder
        if broken and not (text and builder.reads()):
            return None, broken + builder.problems * bool(text)
    if builder.tree is None:
        if not builder.problems:
            builder.add(Place(file), "the file is empty", empty)
        return None, builder.problems
    faults = frozenset(builder.aliases) | {found.place for found in builder.problems}
    return replace(document, root=builder.tree, faults=faults), broken + builder.problems


def _sound_items(document: Document) -> tuple[str, list[Problem]]:
    """The text with empty lines where items of its list can't be read, and why they can't; "" where none can."""
    lines = document.lines
    dashes = {number: found[1] for number, found in enumerate(map(ITEM.match, lines)) if found}
    starts = [number for number, indent in dashes.items() if indent == next(iter(dashes.values()))]
    left, problems, sound = list(lines), [], 0
    for start, end in pairwise([*starts, len(lines)]):
        builder = _Builder(document, "\n".join(lines[start:end]), start + 1, depth=2)  # the list stands in a mapping
        if builder.reads():
            sound += 1
            continue
        problems += builder.problems
        left[start:end] = [""] * (end - start)
        if len(problems) == MANY:
            return "", problems
    return "\n".join(left) if sound else "", problems


class _TooDeepError(Exception):
    pass


class _Builder:
    """Builds the tree of a document, or of a part that begins in line `first`, and gathers problems on the way."""

    def __init__(self, document: Document, text: str, first: int = 1, depth: int = 1) -> None:
        self.document = document
        self.text = text
        self.first = first
        self.depth = depth
        self.tree: Node | None = None
        self.problems: list[Problem] = []
        self.aliases: list[Place] = []
        self.file = document.file
        self.next: Any = None

    def reads(self) -> bool:
        """Whether the text could be read to its end, which sets `tree`; what was in the way is a problem."""
        try:
            self.next = LOADER(self.text).get_event
            self.tree = self.root()
        except yaml.MarkedYAMLError as error:
            self.add_error(error)
        except yaml.YAMLError as error:
            self.add_unprintable(error)
        except _TooDeepError:
            pass
        else:
            return True
        return False

    def add(self, place: Place, what: str, instead: str = "") -> None:
        self.problems.append(problem(self.document, place, what, instead))

    def add_error(self, error: yaml.MarkedYAMLError) -> None:
        mark, context = error.problem_mark or error.context_mark, error.context_mark or error.problem_mark
        fault = Fault(
            error.context or "",
            error.problem or "",
            (mark.line, mark.column) if mark else (0, 0),
            (context.line, context.column) if context else (0, 0),
        )
        (line, column), what, instead = explain(fault, BREAK.split(self.text))
        self.add(Place(self.document.file, line + self.first, column + 1), what, instead)

    def add_unprintable(self, error: yaml.YAMLError) -> None:
        file = self.document.file
        what = f"this is not YAML: {error}"
        found = unprintable(self.text, file)
        if found:
            self.add(replace(found.place, line=found.place.line + self.first - 1), found.what, found.instead)
        else:
            self.problems.append(Problem(Place(file), what, "check what wrote the file"))

    def root(self) -> Node | None:
        """The first document's root; None where there is nothing but blanks and comments."""
        self.next()
        if not isinstance(self.next(), yaml.DocumentStartEvent):
            return None
        root = self.node(self.next(), self.depth)
        self.next()
        after = self.next()
        if isinstance(after, yaml.DocumentStartEvent):
            self.add(self.place(after), "a second document starts here", "write one document a file; remove this line")
        empty = isinstance(root, Scalar) and root.plain and not root.text
        return None if empty else root

    def place(self, event: Event) -> Place:
        mark = event.start_mark
        return Place(self.document.file, mark.line + self.first, mark.column + 1)

    def node(self, event: Event, depth: int) -> Node:
        """The node that begins with this event."""
        kind = type(event)
        if kind is not yaml.AliasEvent and (event.anchor or event.tag):
            self.refuse_extras(event)
        mark = event.start_mark
        at = self.document.file, mark.line + self.first, mark.column + 1
        if kind is yaml.ScalarEvent:
            style = event.style
            if style and style in ">|" and not event.value:
                self.refuse_block(Place(*at), style)
            return Scalar(at, event.value, not style)
        if depth > MAX_DEPTH:
            self.add(Place(*at), f"nested more than {MAX_DEPTH} deep", "write it flat")
            raise _TooDeepError
        if kind is yaml.MappingStartEvent:
            return Mapping(at, self.entries(event.flow_style, depth + 1), bool(event.flow_style))
        if kind is yaml.SequenceStartEvent:
            return Sequence(at, self.items(depth + 1), bool(event.flow_style))
        self.refuse_alias(Place(*at))
        return Scalar(at, f"*{event.anchor}", plain=True)

    def scalar(self, event: Event) -> Scalar | None:
        """A scalar with nothing out of the ordinary, as nearly all are; None where a closer look is needed."""
        if type(event) is not yaml.ScalarEvent or event.anchor or event.tag or event.style not in ORDINARY:
            return None
        mark: Any = event.start_mark
        return Scalar((self.file, mark.line + self.first, mark.column + 1), event.value, not event.style)

    def items(self, depth: int) -> tuple[Node, ...]:
        found = []
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            found.append(self.node(event, depth))
        return tuple(found)

    def entries(self, flow: bool, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        entries: list[tuple[Scalar, Node]] = []
        bare: dict[int, tuple[int, int]] = {}  # entry without a colon: where the value before begins, where it ends
        begins = 0
        while type(event := self.next()) is not yaml.MappingEndEvent:
            key = self.scalar(event) or self.node(event, depth)
            after = self.next()
            value = self.scalar(after) or self.node(after, depth)
            if not isinstance(key, Scalar):
                self.add(key.place, "a key must be a single word", "put the text in quotes if it is meant as text")
                continue
            if flow:
                ends = event.end_mark.index
                if after.start_mark.index == ends:
                    bare[len(entries)] = begins, ends
                else:
                    begins = after.start_mark.index
            entries.append((key, value))
        if bare:
            entries = self.rejoin(entries, bare)
        keys = {key.text for key, _ in entries}
        if len(keys) < len(entries) or "<<" in keys or "" in keys:
            self.refuse_keys(entries)
        return tuple(entries)

    def rejoin(self, entries: list[tuple[Scalar, Node]], bare: dict[int, tuple[int, int]]) -> list[tuple[Scalar, Node]]:
        """The entries as they were meant, where unquoted commas cut a value in pieces; each such value is a problem."""
        whole: list[tuple[Scalar, Node]] = []
        first: Scalar | None = None  # the first piece that was cut off
        for number, (key, value) in enumerate(entries):
            first = first if first and number - 1 in bare else key
            before, cut = whole[-1] if whole else (key, value)
            if number not in bare or not isinstance(cut, Scalar) or not cut.text:
                whole.append((key, value))
                continue
            begins, ends = bare[number]
            text = self.text[begins:ends]
            whole[-1] = before, replace(cut, text=text)
            if number + 1 not in bare:
                what = f'"{first.text}" has no value: the comma before it ends the value of "{before.text}"'
                self.add(first.place, what, f"write {before.text}: {quoted(text)}")
        return whole

    def refuse_keys(self, entries: list[tuple[Scalar, Node]]) -> None:
        seen: dict[str, int] = {}
        for key, _ in entries:
            if key.text == "<<":
                self.add(key.place, '"<<" merges nothing here', "write the values out")
            elif not key.text:
                self.add(key.place, "a key is missing before the colon", "write its name")
            elif key.text in seen:
                what = f'"{key.text}" is given twice, first in line {seen[key.text]}'
                self.add(key.place, what, "keep one of the two")
            seen.setdefault(key.text, key.place.line)

    def refuse_alias(self, place: Place) -> None:
        if not self.aliases:
            self.add(place, "anchors and aliases (& and *) are not used here", "write the value out where it is used")
        self.aliases.append(place)

    def refuse_extras(self, event: Event) -> None:
        place = self.place(event)
        if event.anchor:
            self.refuse_alias(place)
        if event.tag:
            short = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.add(place, f'tags such as "{short}" are not used here', "write the value alone, in quotes")

    def refuse_block(self, place: Place, style: str) -> None:
        line = self.document.lines[place.line - 1][place.column - 1 :]
        if len(line.rstrip()) > 1:
            self.add(place, f'an unquoted "{style}" starts a block of text in YAML', "write " + quoted(line))
