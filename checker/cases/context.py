"""Which rules are meant for a subject: attributes stated, entailed or supposed, and the guards that they settle."""

from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from checker.maths.interval import ANY, OPEN, Span, is_empty, meet
from checker.model.attribute import Attribute, Entailment
from checker.model.case import BEST, TERMS, Subject
from checker.model.guard import Guard
from checker.model.identity import Identity
from checker.model.rule import LEVELS, Rulebook

Allowed = dict[str, tuple[str, ...]]
"""Attribute → the values it may have."""

KEPT = 4096
"""For so many attributes, levels and days it is kept which values there are."""
OPEN_ALL: tuple[tuple[tuple[str, ...], ...], ...] = ((),) * len(TERMS)
"""What is allowed where no attribute matters."""
WHOLE = (OPEN, OPEN)
"""Where the larger figure of an entailment isn't claimed: who tells a part by itself says that there is more."""


class Context(Struct, frozen=True):
    """What is settled about a subject before anything propagates, at each level."""

    kind: str
    day: int
    links: frozenset[str]
    stated: dict[str, str]
    allowed: dict[str, Allowed]
    claimed: frozenset[str] = frozenset()
    """Quantities of which its figures speak."""
    unstated: frozenset[str] = frozenset()
    """Attributes of which nothing is said."""


class Settled(Struct, frozen=True):
    """All of a context that some rules depend on, so that what they say can be kept by it."""

    kind: str
    day: int
    links: frozenset[str]
    allowed: tuple[tuple[tuple[str, ...], ...], ...]
    """At each level, for each attribute that matters, the values it may have."""
    claimed: frozenset[str]
    """Of the quantities that its figures speak of those that matter."""
    unstated: frozenset[str] = frozenset()


class Scope(Struct, frozen=True):
    """Which parts of a context some rules depend on, beside its kind and links."""

    attributes: tuple[str, ...]
    figures: frozenset[str]
    """Quantities of which it matters whether they are claimed."""
    days: tuple[tuple[int, ...], ...]
    """Days from which on their guards hold or hold no longer, or other rows of their tables are meant."""
    is_daily: bool
    """Whether what they say may change on any other day, too."""
    unstated: frozenset[str] = frozenset()
    """Attributes of which it matters whether anything is said."""

    def of(self, at: Context) -> Settled:
        """What matters of a context: of days between which nothing changes all have the first."""
        day = at.day if self.is_daily else max([_turn(days, at.day) for days in self.days], default=0)
        names = self.attributes
        allowed = OPEN_ALL
        if names:
            by_level = [at.allowed[level] for level in TERMS]
            allowed = tuple([tuple([values.get(a, ()) for a in names]) for values in by_level])
        return Settled(at.kind, day, at.links, allowed, at.claimed & self.figures, at.unstated & self.unstated)

    def context(self, settled: Settled) -> Context:
        """A context of which nothing else is known: what is read from it depends on nothing else."""
        by_level = zip(TERMS, settled.allowed, strict=True)
        allowed = {level: dict(zip(self.attributes, values, strict=True)) for level, values in by_level}
        return Context(settled.kind, settled.day, settled.links, {}, allowed, settled.claimed, settled.unstated)


def _turn(turns: tuple[int, ...], day: int) -> int:
    """The last of some days, in order, that isn't after a day; 0 before all of them."""
    before = bisect_right(turns, day)
    return turns[before - 1] if before else 0


def scope(
    guards: Sequence[Guard],
    attributes: Iterable[str] = (),
    days: Iterable[tuple[int, ...]] = (),
    is_daily: bool = False,
) -> Scope:
    """The scope of rules with these guards that depend on these attributes besides, and on these days, in order."""
    asked = {*attributes, *(a for g in guards for a in g.attributes)}
    turns = {day for g in guards for day in (g.days[0], g.days[1] + 1)}
    figures = frozenset(quantity for g in guards for quantity in (*g.claimed, *g.unclaimed))
    unstated = frozenset(a for g in guards for a in g.unstated)
    return Scope(tuple(sorted(asked)), figures, (tuple(sorted(turns)), *days), is_daily, unstated)


def joint(scopes: Sequence[Scope]) -> Scope:
    """The scope of all that these are the scopes of."""
    return Scope(
        tuple(sorted({a for each in scopes for a in each.attributes})),
        frozenset(q for each in scopes for q in each.figures),
        tuple({turns for each in scopes for turns in each.days}),
        any(each.is_daily for each in scopes),
        frozenset(a for each in scopes for a in each.unstated),
    )


def context(subject: Subject, book: Rulebook) -> Context:
    """The context of a subject; an unknown attribute is free from the level at which its other values are allowed."""
    stated = subject.choices | entailed(subject, book)
    read = tuple(sorted((a, v) for a, v in subject.read_as.items() if a not in subject.choices))
    allowed = _allowed(Identity(book), subject.kind, subject.day, tuple(sorted(stated.items())), read)
    links = frozenset(h.link for h in subject.linked_values)
    claimed = frozenset(figure.quantity for _, figure in subject.figures)
    unstated = frozenset(book.attributes.keys() - stated.keys())
    return Context(subject.kind, subject.day, links, stated, allowed, claimed, unstated)


def entailed(subject: Subject, book: Rulebook) -> dict[str, str]:
    """Attributes that nobody stated and the figures settle: by comparison, or as nothing else explains them."""
    given = {figure.quantity for _, figure in subject.figures}
    rules = entailing(subject.choices, given, book)
    if not rules:
        return subject.read_as
    spans: dict[str, Span] = {}
    for _, figure in subject.figures:
        spans[figure.quantity] = meet(spans.get(figure.quantity, ANY), figure.span)
    compared = {name: rule.value for name, rule in rules if spans[rule.smaller][1] < spans.get(rule.larger, WHOLE)[0]}
    return subject.read_as | compared


def entailing(settled: Container[str], given: Container[str], book: Rulebook) -> list[tuple[str, Entailment]]:
    """By what figures of the given quantities settle an attribute that isn't: its id, and the comparison to be made."""
    return [
        (attribute.id, rule)
        for attribute in book.attributes.values()
        if attribute.id not in settled
        for rule in attribute.entailed
        if rule.smaller in given
    ]


@lru_cache(maxsize=KEPT)
def _allowed(
    book: Identity[Rulebook],
    kind: str,
    day: int,
    stated: tuple[tuple[str, str], ...],
    read: tuple[tuple[str, str], ...],
) -> dict[str, Allowed]:
    """At each level the values that each attribute may have, given what is stated and what of it was read."""
    attributes, known, late = book.it.attributes.values(), dict(stated), dict(read)
    return {
        level: {a.id: _values(a, known, level, kind, day, is_late=_is_read_late(a, late.get(a.id))) for a in attributes}
        for level in TERMS
    }


def _values(
    attribute: Attribute, stated: Mapping[str, str], level: str, kind: str, day: int, *, is_late: bool
) -> tuple[str, ...]:
    if level == LEVELS[0] and is_late:
        return (attribute.usual,)
    if attribute.id in stated:
        meant = attribute.meant(stated[attribute.id])
        return meant if len(meant) == 1 else _on_sale(attribute, meant, day)
    if attribute.usual and not _is_free(attribute, level, kind):
        return (attribute.usual,)
    return _on_sale(attribute, _unstated(Identity(attribute), level), day)


def _is_read_late(attribute: Attribute, value: str | None) -> bool:
    """Whether figures are read as a value for which only accepted has guards: at typical the usual one is meant."""
    return value is not None and LEVELS[0] not in attribute.explains.get(value, {})


@lru_cache(maxsize=KEPT)
def _unstated(attribute: Identity[Attribute], level: str) -> tuple[str, ...]:
    """The values that are allowed at a level where nobody stated one."""
    return tuple(v for v in attribute.it.values if _is_allowed(attribute.it, v, level))


def _on_sale(attribute: Attribute, values: tuple[str, ...], day: int) -> tuple[str, ...]:
    """Those of several values that were to be had on a day; all of them where none was."""
    return _begun(Identity(attribute), values, _turn(_turns(Identity(attribute)), day))


@lru_cache(maxsize=KEPT)
def _turns(attribute: Identity[Attribute]) -> tuple[int, ...]:
    """The days on which some value of an attribute was first to be had."""
    return tuple(sorted({*attribute.it.since.values()}))


@lru_cache(maxsize=KEPT)
def _begun(attribute: Identity[Attribute], values: tuple[str, ...], day: int) -> tuple[str, ...]:
    return tuple(v for v in values if attribute.it.since.get(v, 0) <= day) or values


def _is_free(attribute: Attribute, level: str, kind: str) -> bool:
    if level == BEST or not attribute.others or not attribute.is_for(kind):
        return False
    return LEVELS.index(level) >= LEVELS.index(attribute.others)


def _is_allowed(attribute: Attribute, value: str, level: str) -> bool:
    """Whether a value that nobody stated is allowed at a level at which most others are."""
    first = attribute.rarer.get(value, attribute.others)
    reached = LEVELS[: LEVELS.index(level) + 1] if level in LEVELS else LEVELS
    return first in ("", *reached)


def fits_kind(guard: Guard, at: Context) -> bool:
    """Whether kind, links, claimed figures and day of a guard hold, and what it wants unstated is.

    Its attributes are left open.
    """
    return (
        (not guard.kinds or at.kind in guard.kinds)
        and at.unstated.issuperset(guard.unstated)
        and at.links.issuperset(guard.links)
        and at.claimed.issuperset(guard.claimed)
        and at.claimed.isdisjoint(guard.unclaimed)
        and guard.days[0] <= at.day <= guard.days[1]
    )


def may_hold(guard: Guard, subject: Subject, book: Rulebook) -> bool:
    """Whether nothing that is said of a subject rules a guard out, such as a figure beyond a condition.

    Its links are left open.
    """
    spans = [(figure.quantity, figure.span) for _, figure in subject.figures]
    claimed = {quantity for quantity, _ in spans}
    stated = {a: book.attributes[a].meant(said) for a, said in subject.choices.items() if a in guard.attributes}
    return (
        (not guard.kinds or subject.kind in guard.kinds)
        and guard.days[0] <= subject.day <= guard.days[1]
        and all({*meant} & {*guard.attributes[a]} for a, meant in stated.items())
        and not {*guard.unstated} & {*subject.choices}
        and claimed.issuperset(guard.claimed)
        and claimed.isdisjoint(guard.unclaimed)
        and not any(is_empty(meet(c.span, span)) for c in guard.conditions for q, span in spans if q == c.quantity)
    )


def holds(guard: Guard, at: Context, level: str) -> bool:
    """Whether a guard holds whatever the unknown attributes are; its conditions on quantities are left open."""
    return fits_kind(guard, at) and are_settled(guard, at, level)


def are_settled(guard: Guard, at: Context, level: str) -> bool:
    """Whether a guard's attributes hold at a level whatever the unknown ones are."""
    return all(_only(at.allowed[level].get(a, ()), values) for a, values in guard.attributes.items())


def explaining(attribute: Attribute, value: str, level: int) -> list[Guard]:
    """Guards whose conditions on figures are enough to read a value off what holds with it at a level."""
    return [g for name in LEVELS[level:] for g in attribute.explains[value].get(name, ())]


def _only(possible: tuple[str, ...], values: tuple[str, ...]) -> bool:
    return possible[0] in values if len(possible) == 1 else bool(possible) and {*possible} <= {*values}


def ways(asked: Mapping[str, Sequence[tuple[str, ...]]], allowed: Allowed) -> list[tuple[str, list[tuple[str, ...]]]]:
    """For each attribute the values that it may have, those together that none of the sets of values asked for parts.

    One of each attribute's makes a world.
    """
    return [(name, _groups(allowed.get(name, ()), tuple(sets))) for name, sets in asked.items()]


@lru_cache(maxsize=KEPT)
def _groups(values: tuple[str, ...], sets: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    if len(values) <= 1:
        return [values]
    alike: dict[tuple[bool, ...], list[str]] = {}
    for value in values:
        alike.setdefault(tuple(value in asked for asked in sets), []).append(value)
    return [tuple(group) for group in alike.values()]
