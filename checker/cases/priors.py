"""What is believed of a quantity that nobody claimed: the assumption or lookup meant for a context, at each level."""

from collections.abc import Container, Sequence
from datetime import date
from functools import lru_cache, reduce
from typing import NamedTuple

from msgspec.structs import replace

from checker.cases.context import Allowed, Context, Scope, Settled, fits_kind, holds, scope, worlds
from checker.cases.records import record_holders, standing
from checker.maths.interval import ANY, Span, hull, log
from checker.model.case import TERMS, Origin, Premise, Subject
from checker.model.contexts import narrower
from checker.model.guard import Guard
from checker.model.names import slug
from checker.model.rule import Prior, Row, Rulebook
from checker.model.same import Same

NEXT_TO_NONE = 1e-6
"""Hours that a chip which isn't on sale yet has been."""
KEPT = 16384
"""So many answers about a quantity are kept for a rulebook."""


class Found(NamedTuple):
    """What one prior says: spans by level, and the row it was read from."""

    prior: Prior
    spans: dict[str, Span]
    row: Row | None
    hangs_on: tuple[str, ...] = ()


class Topic(NamedTuple):
    """All priors of one quantity, and on what it depends what they say."""

    priors: tuple[Prior, ...]
    scope: Scope
    has_record: bool


class Priors:
    """What a rulebook believes of its quantities; what it said lately is kept by all that it depends on."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.holders = record_holders(book)
        by_quantity: dict[str, list[Prior]] = {}
        for prior in book.priors.values():
            by_quantity.setdefault(prior.quantity, []).append(prior)
        self.topics = {quantity: _topic(by_quantity[quantity]) for quantity in sorted(by_quantity)}
        self._said = lru_cache(maxsize=KEPT)(self._anew)

    def of(self, subject: Subject, at: Context, wanted: Container[str]) -> list[Premise]:
        """A premise for each wanted quantity that something is believed of, and for each belief that narrows it."""
        about = subject.about if slug(subject.about) in self.holders else ""
        return [
            premise
            for quantity, topic in self.topics.items()
            if quantity in wanted
            for premise in self._said(quantity, topic.scope.of(at), about if topic.has_record else "")
        ]

    def _anew(self, quantity: str, settled: Settled, about: str) -> tuple[Premise, ...]:
        """What is believed of a quantity; it sees no more of the subject than what it is kept by."""
        topic = self.topics[quantity]
        at = topic.scope.context(settled)
        fitting = [p for p in topic.priors if not p.guards or any(fits_kind(g, at) for g in p.guards)]
        found = _unconditional([p for p in fitting if not is_conditional(p)], about, at, self.book)
        premises = [_premise(found, ())] if found else []
        return (*premises, *_conditional([p for p in fitting if is_conditional(p)], about, at, self.book))


def _topic(found: Sequence[Prior]) -> Topic:
    is_daily = any(p.record or p.since for p in found)
    attributes = {a for p in found for a in _key_attributes(p)}
    days = {day for p in found for day in _turns(p)}
    around = scope([g for p in found for g in p.guards], attributes, days, is_daily)
    return Topic(tuple(found), around, any(p.record for p in found))


def _turns(prior: Prior) -> set[int]:
    """The days from which on other rows of a table are meant: begun ones, and those nearest."""
    by_keys: dict[tuple[tuple[str, str], ...], set[tuple[int, int]]] = {}
    for row in prior.rows:
        if row.days:
            by_keys.setdefault(tuple(sorted(row.keys.items())), set()).add(row.days)
    found: set[int] = set()
    for spans in by_keys.values():
        found |= {day for first, last in spans for day in (first, last + 1)}
        if prior.nearest:
            middles = {last + first for _, last in spans for first, _ in spans if first > last}
            between = {day for middle in middles for day in ((middle + 1) // 2, middle // 2 + 1)}
            found |= {day for day in between if not any(first <= day <= last for first, last in spans)}
    return found


def priors(subject: Subject, at: Context, book: Rulebook, wanted: Container[str]) -> list[Premise]:
    """What a rulebook believes of the wanted quantities of one subject."""
    return Priors(book).of(subject, at, wanted)


def is_conditional(prior: Prior) -> bool:
    """Whether it only narrows once some quantity is known well enough."""
    return any(guard.conditions for guard in prior.guards)


def _premise(found: Found, guards: tuple[Guard, ...]) -> Premise:
    prior, row = found.prior, found.row
    source = (row.source if row and row.source else None) or (prior.sources[0] if prior.sources else None)
    origin = Origin(
        rule=prior.id,
        name=row.name if row else "",
        day=row.days[0] if row and row.days and prior.record else 0,
        grown_from=row.grown_from if row else None,
        source=source,
        place=prior.place,
        belief=prior,
    )
    return Premise(
        key=f"prior:{prior.id}",
        basis=prior.basis,
        terms=((prior.quantity, 1.0),),
        spans=found.spans,
        origin=origin,
        guards=tuple(g.conditions for g in guards),
        refines=prior.quantity if guards else "",
        record=prior.record is not None,
        hangs_on=found.hangs_on,
    )


def _unconditional(plain: Sequence[Prior], about: str, at: Context, book: Rulebook) -> Found | None:
    """The hull, at each level, of what the most specific prior says in every world that the level allows."""
    if len(plain) == 1 and _is_simple(plain[0]):
        return Found(plain[0], plain[0].rows[0].spans, plain[0].rows[0])
    asked: dict[str, list[tuple[str, ...]]] = {}
    for guard in (g for prior in plain for g in prior.guards):
        for attribute, values in guard.attributes.items():
            asked.setdefault(attribute, []).append(values)
    matters = sorted({*asked, *(a for prior in plain for a in _key_attributes(prior))})
    known: dict[tuple[tuple[str, ...], ...], list[tuple[Prior, list[Row]] | None]] = {}
    spans: dict[str, Span] = {}
    main: tuple[Prior, Row] | None = None
    for level in TERMS:
        allowed = at.allowed[level]
        settled = tuple(allowed.get(a, ()) for a in matters)
        if settled not in known:
            known[settled] = [_in_world(plain, w, allowed, about, at, book) for w in worlds(asked, allowed)]
        said = known[settled]
        spans[level] = reduce(hull, (_hull(rows, level) if (rows := s and s[1]) else ANY for s in said))
        main = main or next(((s[0], s[1][0]) for s in said if s and s[1]), None)
    return Found(main[0], spans, main[1], tuple(matters)) if main else None


def _is_simple(prior: Prior) -> bool:
    """Whether a prior is one row for everybody whom its guards' kinds, links and days let in."""
    return len(prior.rows) == 1 and not (
        prior.rows[0].keys or prior.rows[0].days or any(g.attributes for g in prior.guards)
    )


def _key_attributes(prior: Prior) -> frozenset[str]:
    """Attributes on which it depends which of a prior's rows are meant."""
    return _keys_of(Same(prior))


@lru_cache(maxsize=4096)
def _keys_of(prior: Same[Prior]) -> frozenset[str]:
    since = {prior.it.since} - {""}
    return frozenset({*prior.it.sparse, *since, *(a for row in prior.it.rows for a in row.keys)})


def _in_world(
    plain: Sequence[Prior], world: Allowed, allowed: Allowed, about: str, at: Context, book: Rulebook
) -> tuple[Prior, list[Row]] | None:
    chosen = most_specific([(p, g) for p in plain for g in p.guards or (Guard(),) if _fits(g, at, world)])
    return (chosen, _rows(chosen, world, allowed, about, at, book)) if chosen else None


def _fits(guard: Guard, at: Context, world: Allowed) -> bool:
    return fits_kind(guard, at) and all(world[a] and world[a][0] in values for a, values in guard.attributes.items())


def most_specific(candidates: Sequence[tuple[Prior, Guard]]) -> Prior | None:
    """The prior whose guard is narrower than all others that fit; a pack that leaves two without order isn't loaded."""
    found = [p for p, g in candidates if not any(narrower(h, g) and not narrower(g, h) for _, h in candidates)]
    return min(found, key=lambda p: p.id, default=None)


def _hull(rows: Sequence[Row], level: str) -> Span:
    return reduce(hull, (r.spans[level] for r in rows))


def _conditional(narrower_ones: Sequence[Prior], about: str, at: Context, book: Rulebook) -> list[Premise]:
    """A conditional prior speaks at a level only where its context holds whatever is unknown.

    Alternatives that hold at the same levels make one premise; several premises of a prior are parts of one family.
    """
    premises = []
    for prior in narrower_ones:
        held: dict[tuple[bool, ...], list[Guard]] = {}
        for guard in (g for g in prior.guards if fits_kind(g, at)):
            held.setdefault(tuple(holds(guard, at, level) for level in TERMS), []).append(guard)
        for number, (levels, guards) in enumerate(held.items()):
            found = _at_levels(prior, levels, guards, about, at, book)
            if found:
                premise = _premise(found, tuple(guards))
                premises.append(replace(premise, key=f"{premise.key}#{number}") if number else premise)
    return premises


def _at_levels(
    prior: Prior, levels: Sequence[bool], guards: Sequence[Guard], about: str, at: Context, book: Rulebook
) -> Found | None:
    """What a conditional prior says at the levels at which its guards hold; None where it says nothing at all."""
    rows = [
        _rows(prior, {}, at.allowed[level], about, at, book) if h else []
        for level, h in zip(TERMS, levels, strict=True)
    ]
    spans = {level: _hull(r, level) if r else ANY for level, r in zip(TERMS, rows, strict=True)}
    first = next((r[0] for r in rows if r), None)
    hangs_on = {*_key_attributes(prior), *(a for g in guards for a in g.attributes)}
    return Found(prior, spans, first, tuple(sorted(hangs_on))) if first else None


def _rows(prior: Prior, world: Allowed, allowed: Allowed, about: str, at: Context, book: Rulebook) -> list[Row]:
    """The rows of a prior that speak of its quantity in one world; none where its table is silent."""
    if prior.record:
        found = standing(prior.record, at.day, about, book)
        if not found.holder:
            return []
        holder = found.holder
        own = holder.value if found.grown > 0 else None
        return [Row(found.spans, None, {}, (holder.day, holder.day), holder.name, holder.source, own)]
    if prior.since:
        return _age(prior, allowed, at, book)
    possible = allowed | world
    asked = sorted(_key_attributes(prior))
    fitting = _fitting(Same(prior), tuple((a, possible.get(a, ())) for a in asked))
    return [row for group in fitting for row in _nearest(group, at.day, prior)]


@lru_cache(maxsize=4096)
def _fitting(prior: Same[Prior], asked: tuple[tuple[str, tuple[str, ...]], ...]) -> list[list[Row]]:
    """The rows of a table that speak of these values of attributes, those of equal keys together.

    There are none where the table is silent on one of the attributes.
    """
    possible = dict(asked)
    rows = [r for r in prior.it.rows if _fits_keys(r, possible)]
    if any(_is_silent(rows, a, possible[a]) for a in prior.it.sparse):
        return []
    by_keys: dict[tuple[tuple[str, str], ...], list[Row]] = {}
    for row in rows:
        by_keys.setdefault(tuple(sorted(row.keys.items())), []).append(row)
    return list(by_keys.values())


def _is_silent(rows: Sequence[Row], attribute: str, values: tuple[str, ...]) -> bool:
    """Whether no row speaks of a value that the attribute may have: how wide things are is then unknown."""
    return not {*values} <= {r.keys.get(attribute, value) for r in rows for value in values}


def _fits_keys(row: Row, possible: Allowed) -> bool:
    for attribute, value in row.keys.items():  # noqa: SIM110  # a plain loop: it is asked of hundreds of rows
        if value not in possible.get(attribute, ()):
            return False
    return True


def _nearest(alike: list[Row], day: int, prior: Prior) -> list[Row]:
    """Of rows with equal keys those that hold the day, else the nearest in time where the table allows that."""
    distances = [_distance(row, day) for row in alike]
    least = min(distances)
    if least and not prior.nearest:
        return []
    return [row for row, distance in zip(alike, distances, strict=True) if distance == least]


def _distance(row: Row, day: int) -> int:
    return max(row.days[0] - day, day - row.days[1], 0) if row.days else 0


def _age(prior: Prior, allowed: Allowed, at: Context, book: Rulebook) -> list[Row]:
    """Hours from the first day on sale to the date; next to none before that day, since no figure is below zero.

    Of several that may be meant each has its own; where it may be any that was on sale, nothing is known.
    """
    values = allowed.get(prior.since, ())
    since = book.attributes[prior.since].since
    is_open = len(values) > 1 and len(values) >= sum(first <= at.day for first in since.values())
    if not values or is_open or not {*values} <= {*since}:
        return []
    ages = [(log(max(NEXT_TO_NONE, 24.0 * (at.day - since[v] + 1))), v) for v in values]
    return [
        Row(dict.fromkeys(TERMS, (h, h)), h, name=f"{v} on sale from {date.fromordinal(since[v]):%B %Y}")
        for h, v in sorted(ages, reverse=True)
    ]
