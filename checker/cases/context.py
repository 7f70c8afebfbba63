"""Which rules are meant for a subject: attributes stated, entailed or supposed, and the guards that they settle."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

from checker.maths.interval import ANY, Span, meet
from checker.model.case import BEST, TERMS, Subject
from checker.model.rule import LEVELS, Attribute, Guard, Rulebook

Allowed = dict[str, tuple[str, ...]]
"""Attribute → the values it may have."""


class Context(NamedTuple):
    """What is settled about a subject before anything propagates, at each level."""

    kind: str
    day: int
    links: frozenset[str]
    stated: dict[str, str]
    allowed: dict[str, Allowed]
    since: frozenset[str]
    """Attributes whose values were not always to be had."""


def context(subject: Subject, book: Rulebook) -> Context:
    """The context of a subject; an unknown attribute is free from the level at which its other values are allowed."""
    stated = subject.choices | entailed(subject, book)
    allowed = {
        level: {a.id: _values(a, stated, level, subject.day) for a in book.attributes.values()} for level in TERMS
    }
    since = frozenset(a.id for a in book.attributes.values() if a.since)
    return Context(subject.kind, subject.day, frozenset(h.link for h in subject.handed), stated, allowed, since)


def entailed(subject: Subject, book: Rulebook) -> dict[str, str]:
    """Attributes that nobody stated and the subject's figures settle."""
    given = {figure.quantity for _, figure in subject.figures}
    rules = [
        (attribute.id, rule)
        for attribute in book.attributes.values()
        for rule in attribute.entailed
        if rule.smaller in given and rule.larger in given and attribute.id not in subject.choices
    ]
    if not rules:
        return {}
    spans: dict[str, Span] = {}
    for _, figure in subject.figures:
        spans[figure.quantity] = meet(spans.get(figure.quantity, ANY), figure.span)
    return {name: rule.value for name, rule in rules if spans[rule.smaller][1] < spans[rule.larger][0]}


def _values(attribute: Attribute, stated: Mapping[str, str], level: str, day: int) -> tuple[str, ...]:
    if attribute.id in stated:
        return (stated[attribute.id],)
    if attribute.usual and not _is_free(attribute, level):
        return (attribute.usual,)
    on_sale = tuple(v for v in attribute.values if attribute.since.get(v, 0) <= day)
    return on_sale or attribute.values


def _is_free(attribute: Attribute, level: str) -> bool:
    if level == BEST or not attribute.others:
        return False
    return LEVELS.index(level) >= LEVELS.index(attribute.others)


def fits_kind(guard: Guard, at: Context) -> bool:
    """Whether kind, links and day of a guard hold; its attributes are left open."""
    return (
        (not guard.kinds or at.kind in guard.kinds)
        and all(link in at.links for link in guard.links)
        and guard.days[0] <= at.day <= guard.days[1]
    )


def may_hold(guard: Guard, subject: Subject) -> bool:
    """Whether nothing that is said of a subject rules a guard out; its links and conditions are left open."""
    return (
        (not guard.kinds or subject.kind in guard.kinds)
        and guard.days[0] <= subject.day <= guard.days[1]
        and all(subject.choices.get(a, values[0]) in values for a, values in guard.attributes.items())
    )


def holds(guard: Guard, at: Context, level: str) -> bool:
    """Whether a guard holds whatever the unknown attributes are; its conditions on quantities are left open."""
    return fits_kind(guard, at) and all(
        _only(at.allowed[level].get(a, ()), values) for a, values in guard.attributes.items()
    )


def _only(possible: tuple[str, ...], values: tuple[str, ...]) -> bool:
    return bool(possible) and {*possible} <= {*values}


def worlds(asked: Mapping[str, Sequence[tuple[str, ...]]], allowed: Allowed) -> list[Allowed]:
    """Every way the unknown attributes may be settled, given the sets of values that guards ask for.

    Values that no guard tells apart stand together.
    """
    groups = [_groups(allowed.get(name, ()), sets) for name, sets in asked.items()]
    return [dict(zip(asked, values, strict=True)) for values in product(*groups)]


def _groups(values: tuple[str, ...], sets: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    if len(values) <= 1:
        return [values]
    alike: dict[tuple[bool, ...], list[str]] = {}
    for value in values:
        alike.setdefault(tuple(value in asked for asked in sets), []).append(value)
    return [tuple(group) for group in alike.values()]
