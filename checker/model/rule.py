"""What we believe: a rule pack, read, checked and ready to be applied.

Ranges are pairs of natural logarithms in their quantity's own unit. All can be written to JSON and read back.
"""

from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from checker.maths.dates import end_of_year
from checker.maths.interval import Span
from checker.model.attribute import Attribute
from checker.model.beside import Combinations, Example, Observed, Reading, Slip, UnitAtom
from checker.model.guard import Guard
from checker.model.known import KnownTable, LinkKind
from checker.model.money import Currency
from checker.model.packed import Packed
from checker.model.place import Place
from checker.model.product import Product
from checker.model.source import Source
from checker.model.table import Table

LEVELS = ("typical", "accepted", "limit")


class Quantity(Struct, frozen=True):
    """A named number. `dims` are exponents of base dimensions; one of its unit is `scale` base units."""

    id: str
    unit: str
    dims: dict[str, float]
    scale: float
    title: str
    aliases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """The kinds of subject of which it is usually stated, the most usual first."""
    topic: str = ""
    also: tuple[str, ...] = ()
    """Further kinds that have it, of which it is seldom stated."""
    unbounded: dict[str, str] = field(default_factory=dict)
    """Kind of subject → why nothing bounds the quantity there."""
    periods: tuple[str, ...] = ()
    """Kinds of subject for which a whole number of days to years is a period that somebody chose, and isn't rounded."""
    in_sheets: bool = False
    """Whether data sheets give it: who writes such a figure out in thousands doesn't round it to one digit."""

    def fits(self, kind: str) -> bool:
        """Whether a kind of subject has it; one of which nothing is said, every kind has."""
        return kind in self.kinds or kind in self.also or not (self.kinds or self.also)


class Excuse(Struct, frozen=True):
    """A case in which a rule is wrong; the figure that it excuses may lie too high, too low, or on either side."""

    text: str
    side: str = ""
    """"high" or "low"; "" where it may be either."""
    guards: tuple[Guard, ...] = ()
    """Of what it can be so, whichever of them fits; with none of anything."""
    up_to: float = 0.0
    """The factor that it explains at most; 0 where it may be any."""
    least: float = 0.0
    """The factor that it comes to at the least: a whole server is no explanation of twice a chip's power."""


class Relation(Struct, frozen=True):
    """log(left / right) lies in `spans[level]`; `right` is one product or the sum of two."""

    id: str
    topic: str
    formula: str
    sense: str
    """One of "=", "<=", ">="."""
    left: Product
    right: tuple[Product, ...]
    spans: dict[str, Span]
    guards: tuple[Guard, ...]
    """Any one of them suffices; a relation has no conditions on quantities."""
    says: dict[str, str]
    """Quantity that the step finds → sentence; "" for all others."""
    misses: str
    """How to say by how much the relation is broken, with {gap}."""
    why: str
    wrong_when: tuple[Excuse, ...]
    sources: tuple[Source, ...]
    place: Place


class Row(Struct, frozen=True, array_like=True, gc=False):
    """One row of knowledge about a quantity: for which attribute values and days, and how wide at each level."""

    spans: dict[str, Span]
    best: float | None
    keys: dict[str, str] = field(default_factory=dict)
    """Attribute → value; an attribute that is missing here fits every value."""
    days: tuple[int, int] | None = None
    name: str = ""
    source: Source | None = None
    grown_from: float | None = None
    """For a record that growth or what is to spare carried past its entry, the entry's own figure."""


class Rows(Table[Row]):
    """The rows of a table."""

    of = Row

    @staticmethod
    def keys_of(thing: Row) -> dict[str, str]:
        """Attribute → value."""
        return thing.keys


class Mark(Struct, frozen=True, array_like=True, gc=False):
    """One dated entry of a record: a system, a run, a stock."""

    day: int
    column: str
    value: float
    name: str
    source: Source
    aliases: tuple[str, ...] = ()
    """Names under which the entry's own subject may be claimed; it is no evidence against itself."""


class Record(Struct, frozen=True):
    """The largest value up to a day: at each level the largest of its columns' records, each times a factor."""

    marks: tuple[Mark, ...]
    reach: dict[str, dict[str, float]]
    """Level → column → logarithm of the factor."""
    growth: dict[str, str]
    """Column → id of the assumption with its growth a year."""
    grows_from: str
    """"last": only past the column's last row; "row": from the row that holds the record."""
    by_year: bool = False
    """Whether its values are totals of years, which grow from one year to the next and not within one."""


class Prior(Struct, frozen=True):
    """The range of a quantity that nobody claimed: an assumption (one row) or a lookup (many rows, or a record)."""

    id: str
    quantity: str
    topic: str
    basis: str
    """"assumed" or "known"."""
    guards: tuple[Guard, ...]
    rows: Rows
    brief: str
    """A few words to stand in brackets after its figure: "few runs last longer"."""
    why: str
    wrong_when: tuple[Excuse, ...]
    sources: tuple[Source, ...]
    place: Place
    record: Record | None = None
    nearest: bool = False
    """Whether the row nearest in time stands in where none holds the day."""
    since: str = ""
    """Attribute whose value's first day on sale gives the range: time from then to the date."""
    observed: Observed | None = None
    sparse: tuple[str, ...] = ()
    """Attributes with values that exist though the table may have no row for them: its silence then is no knowledge."""
    keys: tuple[str, ...] = ()
    """Attributes on which it depends which of its rows are meant, in order."""
    turns: tuple[int, ...] = ()
    """The days from which on others of its rows are meant, in order."""
    until: int = 0
    """The last day of its dated rows."""
    misses: str = ""
    """By how much it is broken, as a sentence with {gap}; "" where the plain one does."""

    def holding(self, rows: Iterable[Row]) -> "Prior":
        """The same with other rows."""
        table = Rows(rows)
        keys = {*self.sparse, *({self.since} - {""}), *(name for row in table for name in row.keys)}
        turns = tuple(sorted(_turns(table, self.nearest)))
        until = max((row.days[1] for row in table if row.days), default=0)
        return replace(self, rows=table, keys=tuple(sorted(keys)), turns=turns, until=until)

    def last_day(self) -> int:
        """The last day of which a table of dated rows, or a record, knows; 0 of one that is for all days."""
        if not self.record:
            return self.until
        last = max((mark.day for mark in self.record.marks), default=0)
        return end_of_year(last) if last and self.record.by_year else last


def _turns(rows: Iterable[Row], nearest: bool) -> set[int]:
    """The days on which rows of a table begin or are over, and those on which another becomes the nearest."""
    by_keys: dict[tuple[tuple[str, str], ...], set[tuple[int, int]]] = {}
    for row in rows:
        if row.days:
            by_keys.setdefault(tuple(sorted(row.keys.items())), set()).add(row.days)
    found: set[int] = set()
    for spans in by_keys.values():
        found |= {day for first, last in spans for day in (first, last + 1)}
        if nearest:
            middles = {last + first for _, last in spans for first, _ in spans if first > last}
            between = {day for middle in middles for day in ((middle + 1) // 2, middle // 2 + 1)}
            found |= {day for day in between if not any(first <= day <= last for first, last in spans)}
    return found


class Usage(Struct, frozen=True):
    """What was in use where nobody names it: an attribute's values by size and date, each with the days it was used.

    It narrows what tables keyed by the attribute say of `quantities`, at the levels of `within`.
    """

    id: str
    topic: str
    attribute: str
    quantities: tuple[str, ...]
    guards: tuple[Guard, ...]
    uses: tuple[tuple[int, str], ...]
    """Day and value of each use, in the order of the days."""
    within: dict[str, int]
    """Level → how many days before the claim's own a use may lie."""
    ahead: int
    """How many days after it: what is used later may have been bought by then."""
    brief: str
    why: str
    wrong_when: tuple[Excuse, ...]
    sources: tuple[Source, ...]
    place: Place


class Landmark(Struct, frozen=True):
    """A known figure to compare with."""

    quantity: str
    name: str
    value: float
    """A logarithm, in the quantity's own unit."""
    source: Source
    day: int
    """The last day that the figure's date may mean."""


class Largest(Struct, frozen=True):
    """The largest known figure of a quantity for a kind of subject, as it is written, and its day."""

    quantity: str
    kind: str
    text: str
    value: float
    """A logarithm, in the quantity's own unit."""
    name: str
    date: str
    source: Source
    place: Place


class Examples(Packed[Example]):
    """The tests that stand in the rule files."""

    of = Example


class Rulebook(Struct, frozen=True):
    """A whole pack: several folders of rule files read as one."""

    kinds: dict[str, str]
    """Kind of subject → how to say it: "one training run"."""
    topics: dict[str, str]
    """Topic's file → its title."""
    quantities: dict[str, Quantity]
    names: dict[str, str]
    """Casefolded name or alias of a quantity or attribute → its id."""
    attributes: dict[str, Attribute]
    relations: dict[str, Relation]
    priors: dict[str, Prior]
    links: dict[str, LinkKind]
    readings: tuple[Reading, ...]
    slips: tuple[Slip, ...]
    landmarks: tuple[Landmark, ...]
    examples: Examples
    units: dict[str, UnitAtom]
    digest: str
    derived: Combinations = Combinations()
    largest: tuple[Largest, ...] = ()
    known: dict[str, KnownTable] = field(default_factory=dict)
    usages: dict[str, Usage] = field(default_factory=dict)
    at_once: int = 0
    """So many rare things at most a claim may need at once to be merely strained; 0 where any number will do."""
    currencies: dict[str, Currency] = field(default_factory=dict)
