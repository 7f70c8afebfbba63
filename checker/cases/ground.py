"""A subject and a rulebook in, the question to be judged out: every premise that speaks about the subject."""

from collections import Counter
from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from checker.cases.context import Context, context, entailed, holds
from checker.cases.priors import priors
from checker.cases.records import record_holders
from checker.maths.dates import years
from checker.maths.interval import ANY
from checker.model.case import BEST, TERMS, Origin, Premise, Question, Subject
from checker.model.names import slug
from checker.model.rule import LEVELS, Derived, Guard, Power, Product, Relation, Rulebook
from checker.model.same import Same

ALWAYS = Guard().days
KEPT = 5000
"""How many frames are kept at most."""


class Frame(NamedTuple):
    """What is believed about every subject of one sort: all of a question but its claimed figures."""

    beliefs: tuple[Premise, ...]
    supposed: dict[str, str]
    derived: tuple[Derived, ...]


class _Frames:
    """The frames that a rulebook gave lately, by all that they depend on."""

    def __init__(self, book: Same[Rulebook]) -> None:
        self.book = book.it
        self.holders = record_holders(book.it)
        self.known: dict[Hashable, Frame] = {}

    def of(self, subject: Subject, whole: bool, like: Question | None) -> Frame:
        """The frame of a subject; those of one sort get the very same."""
        if subject.handed:
            return _frame(subject, self.book, whole, like)
        sort = self._sort(subject, whole)
        found = self.known.get(sort)
        if not found:
            if len(self.known) >= KEPT:
                self.known.clear()
            found = self.known[sort] = _frame(subject, self.book, whole, like)
        return found

    def _sort(self, subject: Subject, whole: bool) -> Hashable:
        about = slug(subject.about)
        stated = tuple(sorted((subject.choices | entailed(subject, self.book)).items()))
        given = frozenset(figure.quantity for _, figure in subject.figures)
        return subject.kind, subject.day, about if about in self.holders else "", stated, given, whole


_frames = lru_cache(maxsize=4)(_Frames)


def ground(subject: Subject, book: Rulebook, whole: bool = False, like: Question | None = None) -> Question:
    """The premises about a subject, in an order that does not depend on the order of anything in the input.

    Rules that can't bear on the verdict are left out, unless the `whole` of what follows is wanted. `like` is the same
    question about another day: what doesn't depend on the day is taken from there. Questions about subjects of one sort
    share all premises but the claimed ones.
    """
    frame = _frames(Same(book)).of(subject, whole, like)
    claimed = tuple(sorted(_claimed(subject), key=lambda p: p.key))
    return Question(subject, claimed, frame.beliefs, supposed=frame.supposed, derived=frame.derived)


def _frame(subject: Subject, book: Rulebook, whole: bool, like: Question | None) -> Frame:
    at = context(subject, book)
    given = [*_claimed(subject), *_handed(subject)]
    if like and not subject.handed and not any(_is_dated(r) for r in book.relations.values()):
        found = given + [p for p in like.premises if p.basis == "relation"]
    else:
        rules = _relations(subject, at, book)
        found = given + (rules if whole else _binding(rules, given, subject, book))
    linked = _reachable(found)
    found += priors(subject, at, book, linked, like.premises if like else ())
    beliefs = tuple(sorted((p for p in found if p.basis != "claimed" and _names(p) & linked), key=lambda p: p.key))
    return Frame(beliefs, _supposed(at, book), _derived(beliefs, book))


def _derived(premises: Sequence[Premise], book: Rulebook) -> tuple[Derived, ...]:
    """The derived relations all of whose sources are among the premises."""
    asked = {p.origin.rule for p in premises if p.basis == "relation"}
    return tuple(d for d in book.derived if all(rule in asked for rule, _ in d.sources))


def _names(premise: Premise) -> set[str]:
    return {name for name, _ in premise.terms} | set(premise.parts)


def _is_dated(relation: Relation) -> bool:
    return any(guard.days != ALWAYS for guard in relation.guards)


def _binding(rules: list[Premise], given: list[Premise], subject: Subject, book: Rulebook) -> list[Premise]:
    """Rules less those that a quantity of which nothing else is said could always satisfy."""
    beliefs = [
        p
        for p in book.priors.values()
        if not p.guards or any(subject.kind in (g.kinds or (subject.kind,)) for g in p.guards)
    ]
    spoken_of = {name for p in given for name in _names(p)} | {p.quantity for p in beliefs}
    spoken_of |= {c.quantity for p in beliefs for g in p.guards for c in g.conditions}
    while True:
        uses = Counter(name for rule in rules for name in _names(rule))
        binding = [r for r in rules if not any(uses[n] == 1 and n not in spoken_of for n in _absorbing(r))]
        if len(binding) == len(rules):
            return rules
        rules = binding


def _absorbing(rule: Premise) -> set[str]:
    """Quantities that alone could satisfy a rule: any in a product; of a sum the whole, since no part is negative."""
    return {rule.parts[0]} if rule.parts else {name for name, _ in rule.terms}


def _reachable(premises: list[Premise]) -> set[str]:
    """Quantities that a chain of relations joins to a claimed figure; the rest can't matter."""
    reached = {name for p in premises if p.basis == "claimed" for name in _names(p)}
    joins = [_names(p) for p in premises if p.basis == "relation"]
    while True:
        more = {name for names in joins if names & reached for name in names} - reached
        if not more:
            return reached
        reached |= more


def _claimed(subject: Subject) -> list[Premise]:
    return [
        Premise(
            key=f"claim:{claim}:{figure.quantity}",
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


def _handed(subject: Subject) -> list[Premise]:
    return [
        Premise(
            key=f"link:{handed.link}.{quantity}",
            basis="known",
            terms=((f"{handed.link}.{quantity}", 1.0),),
            spans=spans,
            origin=Origin(handed.link, name=handed.name, day=handed.day, source=handed.source, place=handed.place),
        )
        for handed in subject.handed
        for quantity, spans in handed.spans.items()
    ]


def _relations(subject: Subject, at: Context, book: Rulebook) -> list[Premise]:
    found: list[Premise] = []
    for relation in book.relations.values():
        spans = {level: relation.spans[level] if _applies(relation, at, level) else ANY for level in TERMS}
        if any(span != ANY for span in spans.values()):
            found += _sum(relation, spans, subject) if len(relation.right) > 1 else [_product(relation, spans, subject)]
    return found


def _applies(relation: Relation, at: Context, level: str) -> bool:
    return not relation.guards or any(holds(g, at, level) for g in relation.guards)


def _product(relation: Relation, spans: dict[str, tuple[float, float]], subject: Subject) -> Premise:
    left, right = relation.left, relation.right[0]
    terms: dict[str, float] = {}
    for power, sign in [*((p, 1.0) for p in left.powers), *((p, -1.0) for p in right.powers)]:
        terms[power.quantity] = terms.get(power.quantity, 0.0) + sign * _exponent(power, subject)
    shift = right.constant - left.constant
    return Premise(
        key=f"relation:{relation.id}",
        basis="relation",
        terms=tuple((name, exponent) for name, exponent in sorted(terms.items()) if exponent),
        spans={level: _shifted(span, shift) for level, span in spans.items()},
        origin=_origin(relation),
        hangs_on=_attributes(relation),
    )


def _attributes(relation: Relation) -> tuple[str, ...]:
    return tuple(sorted({a for guard in relation.guards for a in guard.attributes}))


def _origin(relation: Relation) -> Origin:
    return Origin(
        relation.id, source=relation.sources[0] if relation.sources else None, place=relation.place, belief=relation
    )


def _shifted(span: tuple[float, float], by: float) -> tuple[float, float]:
    return (span[0] if span[0] <= ANY[0] else span[0] + by), (span[1] if span[1] >= ANY[1] else span[1] + by)


def _exponent(power: Power, subject: Subject) -> float:
    if not power.years:
        return power.exponent
    start, end = (_day(name, subject) for name in power.years)
    return power.exponent * years(start, end)


def _day(name: str, subject: Subject) -> int:
    link = name.removesuffix(".date")
    return next((h.day for h in subject.handed if h.link == link), subject.day)


def _sum(relation: Relation, spans: dict[str, tuple[float, float]], subject: Subject) -> list[Premise]:
    """The sum itself, over quantities; a product inside it gets a helper quantity and a row that defines it."""
    helpers: list[Premise] = []
    parts = []
    for i, part in enumerate((relation.left, *relation.right)):
        name = _plain(part)
        if not name:
            name = f"{relation.id}#{i}"
            defined = replace(relation, left=Product((Power(name, 1.0),)), right=(part,))
            exact = dict.fromkeys(TERMS, (0.0, 0.0))
            helpers.append(replace(_product(defined, exact, subject), key=f"relation:{name}"))
        parts.append(name)
    whole = Premise(
        key=f"relation:{relation.id}",
        basis="relation",
        terms=(),
        spans=spans,
        origin=_origin(relation),
        hangs_on=_attributes(relation),
        parts=tuple(parts),
    )
    return [whole, *helpers]


def _plain(part: Product) -> str:
    """The quantity's name where a product is nothing but one quantity."""
    alone = len(part.powers) == 1 and part.powers[0].exponent == 1 and not part.powers[0].years and not part.constant
    return part.powers[0].quantity if alone else ""


def _supposed(at: Context, book: Rulebook) -> dict[str, str]:
    return {a.id: a.usual for a in book.attributes.values() if a.usual and a.id not in at.stated}
