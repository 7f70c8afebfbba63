"""Claim files: text to claims. All that is wrong is gathered; the sound claims go on."""

from bisect import bisect_left
from collections.abc import Iterable
from collections.abc import Sequence as Several
from functools import partial
from operator import attrgetter, itemgetter
from typing import NamedTuple

from msgspec.structs import replace

from checker.maths.dates import days
from checker.model.claim import Accept, Claim, LinkTo
from checker.model.fault import one_by_one
from checker.model.place import Place, Problem
from checker.model.rule import Rulebook
from checker.model.source import Source
from checker.read.claim.ask import read_ask
from checker.read.claim.claim_file import CLAIM, FILE
from checker.read.claim.fields import FieldReader, Given, texts
from checker.read.claim.kinds import read_kind
from checker.read.text.document import parse
from checker.read.text.nodes import Document, Mapping, Node, Scalar, Sequence, problem
from checker.read.text.raw import lines_of
from checker.read.text.words import nearest

__all__ = ["read_ask", "read_claims"]

BARE = Node(Place(""))
"""Stands where a claim stood that has been read."""

Files = Iterable[tuple[str, bytes]]
"""Names of files and what is in them."""


class Named(NamedTuple):
    """An id that a claim gives itself, and where both stand."""

    id: str
    place: Place
    claim: Place


class Read(NamedTuple):
    """What some files hold: claims that are sound as far as these files tell, every id given, and what is wrong."""

    claims: tuple[Claim, ...]
    named: tuple[Named, ...]
    problems: tuple[Problem, ...]


def read_claims(
    files: Files,
    book: Rulebook,
    today: int,  # noqa: ARG001 - both readers are called alike; only a question's date defaults to today
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The sound claims of files given as name and content, and all problems in order of file, line and column."""
    every = in_order(files)
    return joined([read_part(every, book)], every)


def in_order(files: Files) -> list[tuple[str, bytes]]:
    """Files by their names, so that it never matters in which order they are given."""
    return sorted(files, key=itemgetter(0))


def read_part(files: Files, book: Rulebook) -> Read:
    """What some of the files hold, read one after the other."""
    reader = _Reader(book)
    for file, data in files:
        reader.read(file, data)
    return Read(tuple(reader.claims), tuple(reader.named), tuple(reader.fields.problems))


def joined(parts: Several[Read], files: Files) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """What several parts, in the order of their files, hold together; claims that take another's id are left out."""
    first: dict[str, Named] = {}
    again = [n for part in parts for n in part.named if first.setdefault(n.id, n) is not n]
    problems = [wrong for part in parts for wrong in part.problems]
    lines = lines_of(files, {named.place.file for named in again})
    for named in again:
        at = first[named.id].place
        where = f"in line {at.line}" if at.file == named.place.file else f"in {at.file}, line {at.line}"
        what = f'the id "{named.id}" is taken, {where}'
        line = lines[named.place.file][named.place.line - 1]
        problems.append(Problem(named.place, what, "give each claim an id of its own", line))
    left_out = {named.claim for named in again}
    claims = [claim for part in parts for claim in part.claims]
    if left_out:
        claims = [claim for claim in claims if claim.place not in left_out]
    return tuple(claims), tuple(sorted(problems, key=attrgetter("place")))


class _Reader:
    """Reads file after file."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.fields = FieldReader(book)
        self.claims: list[Claim] = []
        self.named: list[Named] = []

    def read(self, file: str, data: bytes) -> None:
        """Adds a file's sound claims, and its problems."""
        ((document, items, problems),) = one_by_one(
            lambda some: [self._opened(file, each) for each in some],
            [data],
            lambda _, fault: (None, [], [Problem(Place(file), fault, fault=True)]),
        )
        self.fields.problems += problems
        if document is None:
            return
        for number, item in enumerate(items):
            items[number] = BARE  # what is read is let go: the tree of a large file is larger than its claims
            before = len(self.fields.problems)
            (claim,) = one_by_one(partial(self._claims, document), [item], partial(self._lost, document))
            if claim and len(self.fields.problems) == before:
                following = items[number + 1].place if number + 1 < len(items) else None
                if not _any_within(document.faults_in_order, item.place, following):
                    self.claims.append(claim)

    def _opened(self, file: str, data: bytes) -> tuple[Document | None, list[Node], Several[Problem]]:
        """A file's tree, its claims still as nodes, and what is wrong."""
        document, problems = parse(data, file, FILE.instead["claims"], items=True)
        return document, self._items(document) if document else [], problems

    def _claims(self, document: Document, items: Several[Node]) -> list[Claim | None]:
        return [self._claim(document, item) for item in items]

    def _lost(self, document: Document, item: Node, fault: str) -> None:
        """Notes a claim that the program failed to read, through its own fault."""
        self.fields.problems.append(replace(problem(document, item, fault), fault=True))

    def _items(self, document: Document) -> list[Node]:
        """The claims of a file, still as nodes, which its tree has no longer."""
        root, instead = document.root, FILE.instead["claims"]
        if not isinstance(root, Mapping) or not any(nearest(key, FILE.fields) for key in root.keys()):  # noqa: SIM118
            self.fields.add(document, root or Node(Place(document.file)), 'a claim file begins with "claims:"', instead)
            return []
        claims = self.fields.parts(document, root, FILE).get("claims")
        if not isinstance(claims, Sequence):
            return []
        items, claims.items = list(claims.items), ()
        return items

    def _claim(self, document: Document, item: Node) -> Claim | None:
        """One claim; what is missing or wrong in it is noted. None where it is no claim at all."""
        if not isinstance(item, Mapping):
            self.fields.add(document, item, "this is no claim", "write its keys below the dash, beginning with id:")
            return None
        parts = self.fields.parts(document, item, CLAIM)
        source = self._source(parts.get("source"))
        date = _text(parts.get("date")) or source.date
        day = days(date)[1] if date else 0
        figures, choices = self._values(document, parts.get("values"), day)
        kind, kinds = read_kind(self.fields, document, parts.get("kind"), figures)
        return Claim(
            id=self._id(item, parts.get("id")),
            statement=_text(parts.get("statement")),
            source=source,
            about=_text(parts.get("about")),
            kind=kind,
            date=date,
            day=day,
            figures=figures,
            choices=choices,
            links=self._links(document, parts.get("links")),
            expect=_text(parts.get("expect")),
            accept=self._accept(parts.get("accept")),
            place=item.place,
            kinds=kinds,
            known="known" not in parts or self.fields.is_yes(document, parts["known"], "known"),
        )

    def _id(self, item: Mapping, node: Node | None) -> str:
        if node:
            self.named.append(Named(_text(node), node.place, item.place))
        return _text(node)

    def _source(self, node: Node | None) -> Source:
        return Source(**texts(node)) if node else Source("")

    def _values(self, document: Document, node: Node | None, day: int) -> Given:
        return self.fields.given(document, node, day) if isinstance(node, Mapping) else ((), ())

    def _links(self, document: Document, node: Node | None) -> tuple[LinkTo, ...]:
        entries = node.entries if isinstance(node, Mapping) else ()
        links = (self.fields.link(document, key, value) for key, value in entries)
        return tuple(link for link in links if link)

    def _accept(self, node: Node | None) -> Accept | None:
        if not isinstance(node, Mapping):
            return None
        said = texts(node)
        return Accept(said["verdict"], said["reason"], days(said["until"])[1], node.place)


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def _any_within(faults: Several[Place], start: Place, end: Place | None) -> bool:
    """Whether one of some faults of the YAML, in order, stands within a claim, which then may not mean what it says."""
    first = bisect_left(faults, start)
    return first < len(faults) and (end is None or faults[first] < end)
