"""Claim files: text to claims. All that is wrong is gathered; the sound claims go on."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from collections.abc import Sequence as Several
from functools import partial
from operator import attrgetter, itemgetter
from typing import NamedTuple

from msgspec.structs import replace

from checker.model.claim import Accept, Claim, LinkTo
from checker.model.fault import one_by_one
from checker.model.finding import VERDICTS
from checker.model.place import Place, Problem
from checker.model.rule import Rulebook
from checker.model.source import Source
from checker.read.ask import read_ask
from checker.read.document import parse
from checker.read.fields import FieldReader, Given
from checker.read.kinds import read_kind
from checker.read.nodes import Document, Mapping, Node, Sequence, problem
from checker.read.raw import lines_of
from checker.read.words import nearest

__all__ = ["CLAIM_KEYS", "read_ask", "read_claims"]

CLAIM_KEYS = ("id", "statement", "source", "about", "kind", "date", "known", "values", "links", "expect", "accept")
REQUIRED = {
    "id": "write id: and a short name that no other claim has",
    "statement": "write statement: and what was said",
    "source": "write source: {title: who said it, date: 2024-12-15}",
    "about": "write about: and the name of the run, system or fleet",
    "values": "write values: {training_cost: $3B}, with the claim's own figures",
}
"""Key that each claim needs → what to write where it is missing."""
SOURCE_KEYS = ("title", "url", "date", "evidence")
SOURCE_REQUIRED = {
    "title": "write title: and what was read",
    "date": "write the day it was published, such as date: 2024-12-15; 2024-12 or 2024 will do",
}
EVIDENCE = ("data", "read", "recalled")
ACCEPT_KEYS = ("verdict", "reason", "until")
ACCEPT_REQUIRED = {
    "verdict": "write the verdict that is let stand",
    "reason": "write why it is let stand",
    "until": "write the day on which it is looked at again, such as until: 2027-06-30",
}
ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
EMPTY = 'write "claims:" and a list of claims below it; "checker new" prints one to fill in'
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
        document, problems = parse(data, file, EMPTY, items=True)
        return document, self._items(document) if document else [], problems

    def _claims(self, document: Document, items: Several[Node]) -> list[Claim | None]:
        return [self._claim(document, item) for item in items]

    def _lost(self, document: Document, item: Node, fault: str) -> None:
        """Notes a claim that the program failed to read, through its own fault."""
        self.fields.problems.append(replace(problem(document, item, fault), fault=True))

    def _items(self, document: Document) -> list[Node]:
        """The claims of a file, still as nodes, which its tree has no longer."""
        root = document.root
        if not isinstance(root, Mapping) or not any(nearest(key, ("claims",)) for key in root.keys()):  # noqa: SIM118
            self.fields.add(document, root or Node(Place(document.file)), 'a claim file begins with "claims:"', EMPTY)
            return []
        claims = self.fields.entries(document, root, ("claims",), "a claim file").get("claims")
        if isinstance(claims, Sequence):
            items, claims.items = list(claims.items), ()
            return items
        if claims:
            self.fields.add(document, claims, '"claims" has no list below it', "begin each claim with a dash")
        return []

    def _claim(self, document: Document, item: Node) -> Claim | None:
        """One claim; None where a part is missing or wrong, which is noted."""
        if not isinstance(item, Mapping):
            self.fields.add(document, item, "this is no claim", "write its keys below the dash, beginning with id:")
            return None
        parts = self._parts(document, item, CLAIM_KEYS, REQUIRED, "a claim")
        source = self._source(document, parts.get("source"))
        date, day = self._date(document, parts, source)
        figures, choices = self._values(document, parts.get("values"), day)
        kind, kinds = read_kind(self.fields, document, parts.get("kind"), figures)
        return Claim(
            id=self._id(document, item, parts.get("id")),
            statement=self._text(document, parts, "statement"),
            source=source,
            about=self._text(document, parts, "about"),
            kind=kind,
            date=date,
            day=day,
            figures=figures,
            choices=choices,
            links=self._links(document, parts.get("links")),
            expect=self._one_of(document, parts, "expect", VERDICTS),
            accept=self._accept(document, parts),
            place=item.place,
            kinds=kinds,
            known="known" not in parts or self.fields.is_yes(document, parts["known"], "known"),
        )

    def _parts(
        self, document: Document, mapping: Mapping, known: tuple[str, ...], required: dict[str, str], of: str
    ) -> dict[str, Node]:
        """The known entries of a mapping; each unknown key and each missing one is noted."""
        parts = self.fields.entries(document, mapping, known, of)
        if len(parts) == len(mapping.entries) and required.keys() <= parts.keys():
            return parts
        meant = {nearest(key, known) for key in mapping.keys() if key not in known}  # noqa: SIM118 - not a dict
        for key, instead in required.items():
            if key not in parts and key not in meant:
                self.fields.add(document, mapping, f'{of} needs "{key}"', instead)
        return parts

    def _text(self, document: Document, parts: dict[str, Node], name: str) -> str:
        return self.fields.text(document, parts[name], name) if name in parts else ""

    def _one_of(self, document: Document, parts: dict[str, Node], name: str, known: tuple[str, ...]) -> str:
        called = "verdict" if known is VERDICTS else name
        return self.fields.one_of(document, parts[name], called, known) if name in parts else ""

    def _id(self, document: Document, item: Mapping, node: Node | None) -> str:
        text = self.fields.text(document, node, "id") if node else ""
        if not text or node is None:
            return ""
        if not ID.fullmatch(text):
            self.fields.add(document, node, f'"{text}" is no id', "write letters, digits, dots, dashes and underscores")
        else:
            self.named.append(Named(text, node.place, item.place))
        return text

    def _source(self, document: Document, node: Node | None) -> Source:
        if not isinstance(node, Mapping):
            if node:
                self.fields.add(document, node, "a source is more than a word", REQUIRED["source"])
            return Source("")
        parts = self._parts(document, node, SOURCE_KEYS, SOURCE_REQUIRED, "a source")
        return Source(
            self._text(document, parts, "title"),
            self._text(document, parts, "url"),
            self.fields.day(document, parts["date"], "date")[0] if "date" in parts else "",
            self._one_of(document, parts, "evidence", EVIDENCE) or "read",
        )

    def _date(self, document: Document, parts: dict[str, Node], source: Source) -> tuple[str, int]:
        """The claim's own date, else its source's."""
        if "date" in parts:
            return self.fields.day(document, parts["date"], "date")
        return source.date, self.fields.days.get(source.date, 0)

    def _values(self, document: Document, node: Node | None, day: int) -> Given:
        if isinstance(node, Mapping) and node.entries:
            return self.fields.given(document, node, day)
        if node:
            self.fields.add(document, node, '"values" holds no figures', REQUIRED["values"])
        return (), ()

    def _links(self, document: Document, node: Node | None) -> tuple[LinkTo, ...]:
        if isinstance(node, Mapping):
            links = (self.fields.link(document, key, value) for key, value in node.entries)
            return tuple(link for link in links if link)
        if node:
            self.fields.add(
                document, node, '"links" must name the link', "write links: {comparable_to: a model's name}"
            )
        return ()

    def _accept(self, document: Document, parts: dict[str, Node]) -> Accept | None:
        node = parts.get("accept")
        if node is None:
            return None
        if "expect" in parts:
            self.fields.add(document, node, "a claim has either expect or accept", "keep one of the two")
        if not isinstance(node, Mapping):
            instead = 'write accept: {verdict: implausible, reason: "why", until: 2027-06-30}'
            self.fields.add(document, node, '"accept" is more than a word', instead)
            return None
        inner = self._parts(document, node, ACCEPT_KEYS, ACCEPT_REQUIRED, "accept")
        return Accept(
            self._one_of(document, inner, "verdict", VERDICTS),
            self._text(document, inner, "reason"),
            self.fields.day(document, inner["until"], "until")[1] if "until" in inner else 0,
            node.place,
        )


def _any_within(faults: Several[Place], start: Place, end: Place | None) -> bool:
    """Whether one of some faults of the YAML, in order, stands within a claim, which then may not mean what it says."""
    first = bisect_left(faults, start)
    return first < len(faults) and (end is None or faults[first] < end)
