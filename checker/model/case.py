"""What is judged: a subject with its figures, and the premises that speak about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from checker.maths.interval import ANY, Span
from checker.model.beside import Derived
from checker.model.claim import Claim, Figure
from checker.model.guard import Condition
from checker.model.key import Key
from checker.model.known import Dossier
from checker.model.place import Place
from checker.model.rule import LEVELS, Prior, Relation
from checker.model.source import Source

CLAIMED = "claimed"
BEST = "best"
STATED = "stated"
"""Under this a published figure has the range that its rounding alone allows."""
TERMS = ("best", *LEVELS)
"""How kindly everything is read: each figure at its best, then the three levels from strict to wide."""


class LinkedValues(Struct, frozen=True):
    """A linked subject and the ranges it hands over, by quantity and level."""

    link: str
    subject: str
    name: str
    day: int
    spans: dict[str, dict[str, Span]]
    source: Source | None
    place: Place | None


class Subject(Struct, frozen=True):
    """One question: figures and choices about one run, system, fleet, year or chip, on one day."""

    about: str
    kind: str
    day: int
    figures: tuple[tuple[str, Figure], ...]
    """Id of the claim, and the figure."""
    choices: dict[str, str]
    linked_values: tuple[LinkedValues, ...] = ()
    read_as: dict[str, str] = field(default_factory=dict)
    """Attributes that nobody stated, with the value that alone explains the figures."""
    known: Dossier | None = None
    """What is published of it."""
    against: dict[str, str] = field(default_factory=dict)
    """Attributes, and "date", that claims state otherwise than is published; each with what to say of it."""


class Case(Struct, frozen=True):
    """All claims about one subject of one kind."""

    about: str
    kind: str
    claims: tuple[Claim, ...]


class Origin(Struct, frozen=True):
    """Where a premise comes from: what its figure is called, who says so, and where it stands."""

    rule: str
    text: str = ""
    name: str = ""
    day: int = 0
    source: Source | None = None
    place: Place | None = None
    belief: Relation | Prior | None = None
    grown_from: float | None = None
    """For a record that growth or what is to spare carried past its entry, the entry's own figure (a logarithm)."""


class Premise(Struct, frozen=True):
    """One thing that can be believed or dropped: at each level, sum of exponent * log(quantity) lies in a span.

    With one term and exponent 1 it bounds a quantity. A premise with `parts` says instead that the
    ratio of the first part to the sum of the other two lies in the span; parts are quantities.
    """

    key: Key
    basis: str
    """"claimed", "assumed", "known" or "relation"."""
    terms: tuple[tuple[str, float], ...]
    spans: Mapping[str, Span]
    origin: Origin
    guards: tuple[tuple[Condition, ...], ...] = ()
    """Alternatives, each a set of conditions on quantities; with none it always holds."""
    refines: str = ""
    """Quantity whose unconditional assumption or lookup this one narrows."""
    parts: tuple[str, ...] = ()
    record: bool = False
    """Whether it is a record: it judges the best estimate, and doesn't move it."""

    hangs_on: tuple[str, ...] = ()
    """Attributes on which it depends whether it holds and what it says."""

    @property
    def quantity(self) -> str:
        """The quantity that a premise with a single term bounds."""
        return self.terms[0][0]

    def exact(self) -> Premise:
        """The premise with its best figure alone, as it was typed."""
        return replace(self, spans=dict.fromkeys(TERMS, self.spans[BEST]))

    @property
    def bounds_one(self) -> bool:
        """Whether it bounds one quantity, whatever else is so."""
        return len(self.terms) == 1 and self.terms[0][1] == 1.0 and self.basis != "relation"


class Question(Struct, frozen=True):
    """All premises that speak about one subject. Asking "what if this were dropped" is a question with fewer."""

    subject: Subject
    said: tuple[Premise, ...]
    """The claimed figures."""
    beliefs: tuple[Premise, ...]
    """All other premises; questions that believe the same share the very same tuple, and are laid out once."""
    bent: dict[Key, str] = field(default_factory=dict)
    """Premise key → the level at which it is taken, where that is not the level asked for."""
    supposed: dict[str, str] = field(default_factory=dict)
    """Attribute that nobody stated → its usual value."""
    derived: tuple[Derived, ...] = ()
    """What relations say together; it holds as long as the premises of all of them are there."""
    whole: tuple[Premise, ...] = ()
    """Where some beliefs were dropped, those with which they are laid out; with none they are all there were."""

    @property
    def premises(self) -> tuple[Premise, ...]:
        """The claimed figures, then all others."""
        return self.said + self.beliefs

    def holding(self, premises: Iterable[Premise]) -> Question:
        """The same question with these premises in place of its own."""
        said, beliefs = _sorted_out(premises)
        return replace(self, said=said, beliefs=beliefs, whole=())

    def only(self, keys: Collection[Key]) -> Question:
        """The same question with nothing but these premises."""
        kept = {*keys}
        said = tuple(p for p in self.said if p.key in kept)
        return self._fewer(said, tuple(p for p in self.beliefs if p.key.family in kept))

    def without(self, *keys: Key) -> Question:
        """The same question with these premises dropped."""
        said = tuple(p for p in self.said if p.key not in keys)
        if len(self.said) - len(said) == len(keys):
            return replace(self, said=said)
        return self._fewer(said, tuple(p for p in self.beliefs if p.key.family not in keys))

    def of_figures(self) -> Question:
        """The same question without what is said against the subject apart from its figures."""
        return self._fewer(self.said, tuple(p for p in self.beliefs if not is_against(p)))

    def _fewer(self, said: tuple[Premise, ...], beliefs: tuple[Premise, ...]) -> Question:
        """The same question with some of its premises; where no belief is dropped they stay the very same tuple."""
        if len(beliefs) == len(self.beliefs):
            return self if len(said) == len(self.said) else replace(self, said=said)
        return replace(self, said=said, beliefs=beliefs, whole=self.whole or self.beliefs)

    def lacking(self, figure: Premise) -> Question:
        """The same question with this very claimed figure dropped."""
        return replace(self, said=tuple(p for p in self.said if p is not figure))

    def one_by_one(self) -> Question:
        """The same question in which no rules speak together."""
        return replace(self, derived=()) if self.derived else self

    def span(self, premise: Premise, level: str) -> Span:
        """What a premise says at a level, or at the level to which it is bent."""
        return premise.spans.get(self.bent.get(premise.key, level), ANY)


def asking(subject: Subject, premises: Iterable[Premise], derived: tuple[Derived, ...] = ()) -> Question:
    """The question of a subject and its premises."""
    return Question(subject, *_sorted_out(premises), derived=derived)


def unasked(beliefs: tuple[Premise, ...], derived: tuple[Derived, ...]) -> Question:
    """What is believed, with nothing claimed and of nobody in particular."""
    return Question(Subject("", "", 0, (), {}), (), beliefs, derived=derived)


def _sorted_out(premises: Iterable[Premise]) -> tuple[tuple[Premise, ...], tuple[Premise, ...]]:
    """The premises that are claimed, and all others."""
    every = tuple(premises)
    return tuple(p for p in every if p.basis == CLAIMED), tuple(p for p in every if p.basis != CLAIMED)


def is_published(premise: Premise) -> bool:
    """Whether a premise is a published figure of the very subject."""
    return premise.key.sort == "known"


def is_against(premise: Premise) -> bool:
    """Whether a premise says that a claim is against what is published of the very subject, apart from its figures."""
    return premise.key.sort == "against"
