"""What is believed of a quantity that nobody claimed: the assumption or lookup meant for a context, at each level."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from checker.cases.context import Allowed, Context, fits_kind, holds, worlds
from checker.cases.records import standing
from checker.maths.interval import ANY, Span, hull, log
from checker.model.case import TERMS, Origin, Premise, Subject
from checker.model.rule import Guard, Prior, Row, Rulebook


@dataclass(frozen=True, slots=True)
class Found:
    """What one prior says: spans by level, and the row it was read from."""

    prior: Prior
    spans: dict[str, Span]
    row: Row | None


def priors(subject: Subject, at: Context, book: Rulebook, wanted: Container[str]) -> list[Premise]:
    """A premise for each wanted quantity that something is believed of, and for each belief that narrows it."""
    by_quantity: dict[str, list[Prior]] = {}
    for prior in book.priors.values():
        if prior.quantity in wanted and (not prior.guards or any(fits_kind(g, at) for g in prior.guards)):
            by_quantity.setdefault(prior.quantity, []).append(prior)
    premises: list[Premise] = []
    for quantity in sorted(by_quantity):
        plain = [p for p in by_quantity[quantity] if not is_conditional(p)]
        premises += [_premise(f, ()) for f in [_unconditional(plain, subject, at, book)] if f]
        premises += _conditional([p for p in by_quantity[quantity] if is_conditional(p)], subject, at, book)
    return premises


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
    )


def _unconditional(plain: Sequence[Prior], subject: Subject, at: Context, book: Rulebook) -> Found | None:
    """The hull, at each level, of what the most specific prior says in every world that the level allows."""
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
            known[settled] = [_in_world(plain, w, allowed, subject, at, book) for w in worlds(asked, allowed)]
        said = known[settled]
        spans[level] = reduce(hull, (_hull(rows, level) if (rows := s and s[1]) else ANY for s in said))
        main = main or next(((s[0], s[1][0]) for s in said if s and s[1]), None)
    return Found(main[0], spans, main[1]) if main else None


def _key_attributes(prior: Prior) -> set[str]:
    """Attributes on which it depends which of a prior's rows are meant."""
    return {*(prior.rows[0].keys if prior.rows else ()), *([prior.since] if prior.since else ())}


def _in_world(
    plain: Sequence[Prior], world: Allowed, allowed: Allowed, subject: Subject, at: Context, book: Rulebook
) -> tuple[Prior, list[Row]] | None:
    chosen = most_specific([p for p in plain if _fits(p, at, world)])
    return (chosen, _rows(chosen, world, allowed, subject, at, book)) if chosen else None


def _hull(rows: Sequence[Row], level: str) -> Span:
    return reduce(hull, (r.spans[level] for r in rows))


def _fits(prior: Prior, at: Context, world: Allowed) -> bool:
    return not prior.guards or any(
        fits_kind(g, at) and all(world[a] and world[a][0] in values for a, values in g.attributes.items())
        for g in prior.guards
    )


def most_specific(candidates: Sequence[Prior]) -> Prior | None:
    """The one whose context is narrowest; a pack that leaves two without order isn't loaded."""
    return max(candidates, key=lambda p: (specificity(p), p.id), default=None)


def specificity(prior: Prior) -> tuple[int, int]:
    """How narrow a context is: how many things it asks for, then how few values it allows."""
    guards = prior.guards or (Guard(),)
    asked = min(len(g.attributes) + len(g.links) + bool(g.kinds) + (g.days != Guard().days) for g in guards)
    return asked, -max(sum(map(len, g.attributes.values())) + len(g.kinds) for g in guards)


def _conditional(narrower: Sequence[Prior], subject: Subject, at: Context, book: Rulebook) -> list[Premise]:
    """A conditional prior speaks at a level only where its context holds whatever is unknown."""
    premises = []
    for prior in narrower:
        guards = tuple(g for g in prior.guards if fits_kind(g, at))
        spans: dict[str, Span] = dict.fromkeys(TERMS, ANY)
        found: list[Row] = []
        for level in TERMS:
            if any(holds(g, at, level) for g in guards):
                rows = _rows(prior, {}, at.allowed[level], subject, at, book)
                found += rows
                spans[level] = _hull(rows, level) if rows else ANY
        if any(span != ANY for span in spans.values()):
            premises.append(_premise(Found(prior, spans, found[0]), guards))
    return premises


def _rows(prior: Prior, world: Allowed, allowed: Allowed, subject: Subject, at: Context, book: Rulebook) -> list[Row]:
    """The rows of a prior that speak of its quantity in one world; none where its table is silent."""
    if prior.record:
        found = standing(prior.record, subject.day, subject.about, book)
        if not found.holder:
            return []
        holder = found.holder
        return [Row(found.spans, None, {}, (holder.day, holder.day), holder.name, holder.source)]
    if prior.since:
        return _age(prior, allowed, at, book)
    return _nearest([r for r in prior.rows if _row_fits(r, world, allowed)], subject.day, prior)


def _row_fits(row: Row, world: Allowed, allowed: Allowed) -> bool:
    return all(value in world.get(a, allowed.get(a, ())) for a, value in row.keys.items())


def _nearest(rows: list[Row], day: int, prior: Prior) -> list[Row]:
    """Of the rows with equal keys, those that hold the day, else the nearest in time where the table allows that."""
    by_keys: dict[tuple[tuple[str, str], ...], list[Row]] = {}
    for row in rows:
        by_keys.setdefault(tuple(sorted(row.keys.items())), []).append(row)
    kept: list[Row] = []
    for group in by_keys.values():
        least = min(_distance(r, day) for r in group)
        if least == 0 or prior.nearest:
            kept += [r for r in group if _distance(r, day) == least]
    return kept


def _distance(row: Row, day: int) -> int:
    return max(row.days[0] - day, day - row.days[1], 0) if row.days else 0


def _age(prior: Prior, allowed: Allowed, at: Context, book: Rulebook) -> list[Row]:
    """Hours from the first day on sale to the date: at least one, so that it stays a positive figure."""
    values = allowed.get(prior.since, ())
    since = book.attributes[prior.since].since
    if len(values) != 1 or values[0] not in since:
        return []
    first = since[values[0]]
    hours = log(max(1.0, 24.0 * (at.day - first + 1)))
    name = f"{values[0]} on sale from {date.fromordinal(first):%B %Y}"
    return [Row(dict.fromkeys(TERMS, (hours, hours)), hours, name=name)]
