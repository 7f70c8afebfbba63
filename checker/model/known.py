"""Subjects that reference tables know: what is published of them, and what claims that link to them may take over."""

from msgspec import Struct

from checker.maths.interval import Span
from checker.model.packed import Packed
from checker.model.source import Source


class KnownSubject(Struct, frozen=True):
    """A subject of the reference tables that claims may link to."""

    id: str
    name: str
    aliases: tuple[str, ...]
    day: int
    spans: dict[str, Span]
    bests: dict[str, float]
    source: Source


class Subjects(Packed[KnownSubject]):
    """The subjects that a link may name."""

    of = KnownSubject


class Published(Struct, frozen=True, array_like=True, gc=False):
    """One published figure: with its rounding alone, and as far as sources differ; limit is open."""

    best: float | None
    stated: Span
    typical: Span
    accepted: Span


class Dossier(Struct, frozen=True):
    """What is published of one subject, and the id of the entry of `known` that it comes from."""

    table: str
    id: str
    name: str
    aliases: tuple[str, ...]
    day: int
    figures: dict[str, Published]
    choices: dict[str, str]
    source: Source


class Dossiers(Packed[Dossier]):
    """What is published of all subjects of a table."""

    of = Dossier


class KnownTable(Struct, frozen=True):
    """A table that makes subjects known: claims of these kinds about one of them are held against its figures."""

    id: str
    title: str
    kinds: tuple[str, ...]
    same: tuple[str, ...]
    """Attributes in which a claim that states another value is about something else of that name."""
    dossiers: Dossiers
    alike: dict[str, tuple[str, ...]] = {}
    """Attribute → values that people call one another."""
    apart: tuple[str, ...] = ()
    """Quantities by which members of a family are told apart, as by their size."""
    early: float = 0.0
    """So many years before its day a subject may be told of, as while it was trained."""
    beside: tuple[str, ...] = ()
    """Words that people add at the end of a name, and that make it nobody else's: instruct, chat, base."""
    why: str = ""
    sources: tuple[Source, ...] = ()


class LinkKind(Struct, frozen=True):
    """A named link, the subjects it may name, and the quantities it hands over."""

    id: str
    title: str
    subjects: Subjects
    quantities: tuple[str, ...]
