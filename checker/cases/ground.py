"""A subject and a rulebook in, the question to be judged out: every premise that speaks about the subject."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.bearing import binding, names_in, reachable, speaks_of
from checker.cases.context import Context, context, entailed
from checker.cases.dossiers import published
from checker.cases.priors import Priors
from checker.cases.relations import Applicable, Applying, applying, dates_of, link_of, premises_of
from checker.maths.interval import ANY
from checker.model.beside import Derived
from checker.model.case import BEST, CLAIMED, LinkedValues, Origin, Premise, Question, Subject
from checker.model.claim import Figure
from checker.model.identity import Identity, one
from checker.model.key import key_of_claimed, key_of_figure
from checker.model.known import Dossier
from checker.model.names import slug
from checker.model.place import NOWHERE
from checker.model.rule import LEVELS, Prior, Relation, Rulebook

KEPT = 5000
"""How many frames are kept at most."""
Dates = tuple[tuple[str, int], ...]
"""Days of links and, under "", the subject's own; none where no exponent speaks of them."""
Asked = frozenset[str] | Literal["all"]
"""Quantities whose ranges are wanted beside the verdict."""


class Frame(Struct, frozen=True):
    """What is believed about every subject of one sort: all of a question but its claimed figures."""

    beliefs: tuple[Premise, ...]
    supposed: dict[str, str]
    derived: tuple[Derived, ...]


class SubjectClass(Struct, frozen=True):
    """All of a subject without links on which it depends what is believed about it."""

    kind: str
    day: int
    known: Identity[Dossier] | None
    """What is published of it."""
    about: str
    """The subject's name where a record knows it, since its own entry is no evidence against it."""
    stated: tuple[tuple[str, str], ...]
    read_as: tuple[tuple[str, str], ...]
    """Of what is stated that which was read off the figures."""
    given: frozenset[str]
    """Quantities of which the subject's figures speak."""
    asked: Asked


class ToJoin(Struct, frozen=True):
    """All that the relations about a subject hang on, but the dates in their exponents."""

    levels: tuple[Applying, ...]
    """How each relation applies, in the order of the rulebook."""
    kind: str
    given: frozenset[str]
    known: frozenset[str]
    asked: Asked


class Joined(Struct, frozen=True):
    """Relations as premises, the quantities that a chain of them joins to a claimed figure, what they say together."""

    rules: tuple[Premise, ...]
    linked: frozenset[str]
    derived: tuple[Derived, ...]


class _Book:
    """A rulebook and what it said lately, each answer kept by all that it depends on and found from nothing else."""

    def __init__(self, book: Identity[Rulebook]) -> None:
        self.book = book.it
        self.priors = Priors(book.it)
        self.relations = tuple(book.it.relations.values())
        self.by_dates = [n for n, relation in enumerate(self.relations) if dates_of(relation)]
        self.dated = {link_of(name) for n in self.by_dates for name in dates_of(self.relations[n])}
        self.applicable = Applicable(self.relations)
        self._kept_frame = lru_cache(maxsize=KEPT)(self._frame)
        self._joined = lru_cache(maxsize=KEPT)(self._joined_anew)

    def frame(self, subject: Subject, asked: Asked) -> Frame:
        """The frame of a subject; those of one sort get the very same, unless they have links."""
        sort = SubjectClass(
            subject.kind,
            subject.day,
            _known(subject, self.book),
            self._recorded(subject),
            tuple(sorted((subject.choices | entailed(subject, self.book)).items())),
            tuple(sorted((a, v) for a, v in subject.read_as.items() if a not in subject.choices)),
            frozenset(figure.quantity for _, figure in subject.figures),
            asked,
        )
        return self._frame(sort, subject.linked_values) if subject.linked_values else self._kept_frame(sort)

    def instead(self, premises: Iterable[Premise], subject: Subject) -> list[Premise]:
        """What a subject with the same figures has in place of these premises."""
        at, about = context(subject, self.book), self._recorded(subject)
        found = {other.key: other for p in premises for other in self._instead(p, at, about)}
        return [*found.values()]

    def _instead(self, premise: Premise, at: Context, about: str) -> Sequence[Premise]:
        belief: Relation | Prior | None = premise.origin.belief
        if premise.basis == CLAIMED:
            return (premise,)
        if isinstance(belief, Prior):
            return self.priors.about(premise.quantity, at, about)
        if isinstance(belief, Relation) and not dates_of(belief):
            return premises_of(belief, applying(belief, at), {})
        return ()

    def _recorded(self, subject: Subject) -> str:
        """The name under which a record knows a subject, its own or one of those that are published; "" for none."""
        known = (subject.known.name, *subject.known.aliases) if subject.known else ()
        return next((name for name in (subject.about, *known) if name and slug(name) in self.priors.holders), "")

    def _frame(self, sort: SubjectClass, linked_values: tuple[LinkedValues, ...] = ()) -> Frame:
        """What is believed about a subject of which nothing is known but its sort and links."""
        figures = tuple(("", Figure(name, "", ANY, None, NOWHERE)) for name in sorted(sort.given))
        stated, read_as = dict(sort.stated), dict(sort.read_as)
        choices = {name: value for name, value in stated.items() if name not in read_as}
        subject = Subject(sort.about, sort.kind, sort.day, figures, choices, linked_values, read_as)
        at = context(subject, self.book)
        known = [
            *_linked(subject),
            *(published(sort.known, sort.given.intersection(sort.known.it.figures)) if sort.known else ()),
        ]
        days = tuple((h.link, h.day) for h in linked_values if h.link in self.dated)
        dates = (*days, ("", sort.day)) if days else ()
        of_known = frozenset(p.quantity for p in known)
        joined = self._dated(ToJoin(self.applicable.levels(at), sort.kind, sort.given, of_known, sort.asked), dates)
        linked = joined.linked
        found = [
            *(premise for premise in known if premise.quantity in linked),
            *joined.rules,
            *self.priors.of(subject, at, linked - _silent(subject, self.book)),
        ]
        beliefs = tuple(sorted(found, key=lambda p: p.key))
        return Frame(beliefs if linked_values else one(beliefs), _supposed(at, self.book), joined.derived)

    def _dated(self, to_join: ToJoin, dates: Dates) -> Joined:
        """Joined relations with these dates in their exponents; all else hangs on their order alone."""
        order = sorted({day for _, day in dates})
        ranks = tuple((link, order.index(day)) for link, day in dates)
        joined = self._joined(to_join, ranks)
        if not dates:
            return joined
        by_dates = (premises_of(self.relations[n], to_join.levels[n], dict(dates)) for n in self.by_dates)
        dated = {premise.key: premise for found in by_dates for premise in found}
        rules = tuple(dated.get(rule.key, rule) for rule in joined.rules)
        if any(a is not b and names_in(a) != names_in(b) for a, b in zip(rules, joined.rules, strict=True)):
            return self._joined_anew(to_join, dates)
        return replace(joined, rules=rules)

    def _joined_anew(self, to_join: ToJoin, dates: Dates) -> Joined:
        """The relations that bear on some claimed quantities, given those of linked subjects that are known."""
        given, asked = to_join.given, to_join.asked
        applying_ones = zip(self.relations, to_join.levels, strict=True)
        rules = [p for relation, some in applying_ones for p in premises_of(relation, some, dict(dates))]
        if asked != "all":
            rules = binding(rules, given | to_join.known | asked, to_join.kind, self.book)
        linked = frozenset(reachable(given, rules))
        rules = [rule for rule in rules if speaks_of(rule, linked)]
        return Joined(tuple(rules), linked, _derived(frozenset(p.origin.rule for p in rules), Identity(self.book)))


_book = lru_cache(maxsize=4)(_Book)


def ground(subject: Subject, book: Rulebook, asked: Asked = frozenset()) -> Question:
    """The premises about a subject, in an order that does not depend on the order of anything in the input.

    Rules that can't bear on the verdict, nor on the quantities that are asked for, are left out. Questions about
    subjects of one sort share all premises but the claimed ones; what was asked before makes no other difference.
    """
    frame = _book(Identity(book)).frame(subject, asked)
    claimed = tuple(sorted(_claimed(subject), key=lambda p: p.key))
    return Question(subject, claimed, frame.beliefs, supposed=frame.supposed, derived=frame.derived)


def instead(premises: Iterable[Premise], subject: Subject, book: Rulebook) -> list[Premise]:
    """What a subject with the same figures has in place of these premises: all that is believed of what they bound.

    Where this contradicts itself so does the question about that subject; what says nothing by itself is left out.
    """
    return _book(Identity(book)).instead(premises, subject)


def _known(subject: Subject, book: Rulebook) -> Identity[Dossier] | None:
    """What is published of a subject, if that is meant for its kind: it isn't where a figure is read as another's."""
    found = subject.known
    return Identity(found) if found and subject.kind in book.known[found.table].kinds else None


@lru_cache(maxsize=KEPT)
def _derived(rules: frozenset[str], book: Identity[Rulebook]) -> tuple[Derived, ...]:
    """The derived relations all of whose sources are among some rules."""
    return book.it.derived.among(rules)


def _silent(subject: Subject, book: Rulebook) -> set[str]:
    """Quantities of which nothing usual is known, as a stated attribute has a value that no table has."""
    stated = ((book.attributes[name], value) for name, value in subject.choices.items() if name in book.attributes)
    return {
        name
        for attribute, value in stated
        if attribute.silent and not attribute.has(value)
        for name in attribute.silent
    }


def _claimed(subject: Subject) -> list[Premise]:
    return [
        Premise(
            key=key_of_claimed(claim, figure.quantity),
            basis="claimed",
            terms=((figure.quantity, 1.0),),
            spans={
                BEST: figure.span if figure.best is None else (figure.best, figure.best),
                **dict.fromkeys(LEVELS, figure.span),
            },
            origin=Origin(claim, figure.text, place=figure.place),
        )
        for claim, figure in subject.figures
    ]


def _linked(subject: Subject) -> list[Premise]:
    return [
        Premise(
            key=key_of_figure("link", linked_values.link, quantity),
            basis="known",
            terms=((f"{linked_values.link}.{quantity}", 1.0),),
            spans=spans,
            origin=Origin(
                linked_values.link,
                name=linked_values.name,
                day=linked_values.day,
                source=linked_values.source,
                place=linked_values.place,
            ),
        )
        for linked_values in subject.linked_values
        for quantity, spans in linked_values.spans.items()
    ]


def _supposed(at: Context, book: Rulebook) -> dict[str, str]:
    return {a.id: a.usual for a in book.attributes.values() if a.usual and a.id not in at.stated and a.is_for(at.kind)}
