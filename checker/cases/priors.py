"""What is believed of a quantity that nobody claimed: the assumption or lookup meant for a context, at each level."""

from collections.abc import Container, Mapping, Sequence
from functools import cache, cached_property, lru_cache, reduce
from itertools import product
from operator import and_

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.context import Allowed, Context, Scope, Settled, are_settled, fits_kind, joint, scope, ways
from checker.cases.records import record_holders
from checker.cases.rows import rows_of
from checker.cases.usages import narrowed, turns, with_usage
from checker.maths.interval import ANY, Span, hull
from checker.model.case import BEST, TERMS, Origin, Premise, Subject
from checker.model.guard import Guard, narrower
from checker.model.key import key_of
from checker.model.names import slug
from checker.model.rule import LEVELS, Prior, Row, Rulebook, Usage

KEPT = 16384
"""So many answers about a quantity are kept for a rulebook."""
ALIKE = 1024
"""And so many about many quantities."""


class Found(Struct, frozen=True):
    """What one prior says: spans by level, and the row it was read from."""

    prior: Prior
    spans: dict[str, Span]
    row: Row | None
    hangs_on: tuple[str, ...] = ()


Said = tuple[Prior, list[Row]] | None
"""The prior that speaks in a world and the rows it says it by; None where none does."""


class Topic(Struct, frozen=True):
    """All priors of one quantity, the usages that narrow them, and on what it depends what they say."""

    priors: tuple[Prior, ...]
    usages: tuple[Usage, ...]
    scope: Scope
    bare: Scope
    """On what it depends what the priors say by themselves."""
    has_record: bool


class Priors:
    """What a rulebook believes of its quantities; what it said lately is kept by all that it depends on."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        by_quantity: dict[str, list[Prior]] = {}
        for prior in book.priors.values():
            by_quantity.setdefault(prior.quantity, []).append(prior)
        self.by_quantity = dict(sorted(by_quantity.items()))
        self._topic = cache(self._topic_anew)
        self._said = lru_cache(maxsize=KEPT)(self._anew)
        self._said_bare = lru_cache(maxsize=KEPT)(self._bare_anew)
        self._parted = lru_cache(maxsize=ALIKE)(self._parted_anew)
        self._lasting = lru_cache(maxsize=ALIKE)(self._lasting_anew)

    @cached_property
    def holders(self) -> set[str]:
        """Names of all that some record knows: few questions are about one of them."""
        return record_holders(self.book)

    def of(self, subject: Subject, at: Context, wanted: Container[str]) -> list[Premise]:
        """A premise for each wanted quantity that something is believed of, and for each belief that narrows it."""
        about = subject.about if subject.about and slug(subject.about) in self.holders else ""
        names = tuple(name for name in self.by_quantity if name in wanted)
        daily, around = self._parted(names)
        found = [*self._lasting(names, around.of(at))]
        for quantity in daily:
            found += self.about(quantity, at, about)
        return found

    def _parted_anew(self, names: tuple[str, ...]) -> tuple[tuple[str, ...], Scope]:
        """Of some quantities those of which other things may be believed any day, and on what all others depend."""
        topics = [(name, self._topic(name)) for name in names]
        daily = tuple(name for name, topic in topics if topic.scope.is_daily)
        return daily, joint([topic.scope for _, topic in topics if not topic.scope.is_daily])

    def _lasting_anew(self, names: tuple[str, ...], settled: Settled) -> tuple[Premise, ...]:
        """What is believed of those of some quantities of which the same is believed for a while."""
        daily, around = self._parted(names)
        at = around.context(settled)
        return tuple(p for name in names if name not in daily for p in self.about(name, at, ""))

    def about(self, quantity: str, at: Context, about: str) -> tuple[Premise, ...]:
        """What is believed of a quantity in a context, of a subject that a record knows by a name, or of any."""
        topic = self._topic(quantity)
        return self._said(quantity, topic.scope.of(at), about if topic.has_record else "")

    def _topic_anew(self, quantity: str) -> Topic:
        """What is to be known of a quantity before anything is said of it; most are never asked for."""
        return _topic(self.by_quantity[quantity], _of(quantity, self.book), self.book)

    def _anew(self, quantity: str, settled: Settled, about: str) -> tuple[Premise, ...]:
        """What is believed of a quantity; it sees no more of the subject than what it is kept by."""
        topic = self._topic(quantity)
        at = topic.scope.context(settled)
        said = self._bare(quantity, at, about)
        told = {premise.key: premise.spans for premise in said}
        for usage in topic.usages:
            closer = narrowed(usage, at, self.book)
            new = [p for p in self._bare(quantity, closer, about) if p.spans != told.get(p.key)] if closer else []
            told |= {premise.key: premise.spans for premise in new}
            said = (*said, *with_usage(new, usage, at))
        return said

    def _bare(self, quantity: str, at: Context, about: str) -> tuple[Premise, ...]:
        """What the priors of a quantity say in a context, whatever was in use."""
        return self._said_bare(quantity, self._topic(quantity).bare.of(at), about)

    def _bare_anew(self, quantity: str, settled: Settled, about: str) -> tuple[Premise, ...]:
        """What fitting priors say, and then only once some quantity is known well enough."""
        topic = self._topic(quantity)
        at = topic.bare.context(settled)
        plain: list[Prior] = []
        narrowing: list[Prior] = []
        for prior in topic.priors:
            if not prior.guards or any(fits_kind(guard, at) for guard in prior.guards):
                (narrowing if is_conditional(prior) else plain).append(prior)
        found = _unconditional(plain, about, at, self.book)
        premises = [_premise(found, ())] if found else []
        return (*premises, *_conditional(narrowing, about, at, self.book))


def _of(quantity: str, book: Rulebook) -> tuple[Usage, ...]:
    return tuple(usage for usage in book.usages.values() if quantity in usage.quantities)


def _topic(found: Sequence[Prior], usages: tuple[Usage, ...], book: Rulebook) -> Topic:
    is_daily = any(p.record or p.since for p in found)
    keys = {a for p in found for a in p.keys}
    days = [p.turns for p in found]
    guards = [g for p in found for g in p.guards]
    bare = scope(guards, keys, days, is_daily)
    if not usages:
        return Topic(tuple(found), usages, bare, bare, any(p.record for p in found))
    attributes = {u.attribute for u in usages}
    days += [turns(u, book) for u in usages]
    around = scope([*guards, *(g for u in usages for g in u.guards)], keys | attributes, days, is_daily)
    around = replace(around, unstated=around.unstated | attributes)
    return Topic(tuple(found), usages, around, bare, any(p.record for p in found))


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
        key=key_of("prior", prior.id),
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
    """The hull, at each level, of what the most specific prior says in every world that the level allows.

    Of a price for H100 of $2-3 and one for other chips of $1-2, a claim that names no chip gets the first where a level
    allows H100 alone, and $1-3 where it allows others too.
    """
    if len(plain) == 1 and _is_simple(plain[0]):
        return Found(plain[0], plain[0].rows[0].spans, plain[0].rows[0])
    fitting = [(p, g) for p in plain for g in p.guards or (Guard(),) if fits_kind(g, at)]
    asked: dict[str, list[tuple[str, ...]]] = {}
    for _, guard in fitting:
        for attribute, values in guard.attributes.items():
            asked.setdefault(attribute, []).append(values)
    matters = sorted({*asked, *(a for prior in plain for a in prior.keys)})
    known: dict[tuple[tuple[str, ...], ...], list[Said]] = {}
    spans: dict[str, Span] = {}
    main: Said = None
    for level in (*LEVELS, BEST):  # what is told is told of the first of them
        allowed = at.allowed[level]
        settled = tuple(allowed.get(a, ()) for a in matters)
        if settled not in known:
            known[settled] = _in_worlds(fitting, asked, allowed, about, at, book)
        said = known[settled]
        spans[level] = reduce(hull, (_hull(s[1], level) if s and s[1] else ANY for s in said))
        main = main or next((s for s in said if s and s[1]), None)
    return Found(main[0], spans, main[1][0], tuple(matters)) if main else None


def _is_simple(prior: Prior) -> bool:
    """Whether a prior is one row for everybody whom its guards' kinds, links and days let in."""
    return len(prior.rows) == 1 and not (
        prior.rows[0].keys or prior.rows[0].days or any(g.attributes for g in prior.guards)
    )


def _in_worlds(
    fitting: Sequence[tuple[Prior, Guard]],
    asked: Mapping[str, Sequence[tuple[str, ...]]],
    allowed: Allowed,
    about: str,
    at: Context,
    book: Rulebook,
) -> list[Said]:
    """What the most specific prior says in each world that is allowed; worlds that are alike to it are asked once."""
    chosen: dict[int, Prior | None] = {}
    said: dict[tuple[object, ...], Said] = {}
    guards = [guard for _, guard in fitting]
    settled = [[(values, _let_in(guards, name, values)) for values in groups] for name, groups in ways(asked, allowed)]
    for each in product(*settled):
        let_in = reduce(and_, (bits for _, bits in each), -1)
        if let_in not in chosen:
            chosen[let_in] = most_specific([pair for i, pair in enumerate(fitting) if let_in >> i & 1])
        prior, world = chosen[let_in], dict(zip(asked, (values for values, _ in each), strict=True))
        alike = (prior.id, *map(world.get, prior.keys)) if prior else ()
        if alike not in said:
            said[alike] = (prior, rows_of(prior, world, allowed, about, at, book)) if prior else None
    return list(said.values())


def _let_in(guards: Sequence[Guard], attribute: str, values: tuple[str, ...]) -> int:
    """The guards, as bits, that let in these values of an attribute, which none of them tells apart."""
    return sum(
        1 << i
        for i, guard in enumerate(guards)
        if attribute not in guard.attributes or (values and values[0] in guard.attributes[attribute])
    )


def most_specific(candidates: Sequence[tuple[Prior, Guard]]) -> Prior | None:
    """The prior whose guard is narrower than all others that fit; a pack that leaves two without order isn't loaded."""
    if len(candidates) == 1:
        return candidates[0][0]
    found = [p for p, g in candidates if not any(narrower(h, g) and not narrower(g, h) for _, h in candidates)]
    return min(found, key=lambda p: p.id, default=None)


def _hull(rows: Sequence[Row], level: str) -> Span:
    spans = [row.spans[level] for row in rows]
    return min(low for low, _ in spans), max(high for _, high in spans)


def _conditional(narrower_ones: Sequence[Prior], about: str, at: Context, book: Rulebook) -> list[Premise]:
    """A conditional prior speaks at a level only where its context holds whatever is unknown.

    Alternatives that hold at the same levels make one premise; several premises of a prior are parts of one family.
    """
    premises = []
    for prior in narrower_ones:
        held: dict[tuple[bool, ...], list[Guard]] = {}
        for guard in (g for g in prior.guards if fits_kind(g, at)):
            held.setdefault(tuple(are_settled(guard, at, level) for level in TERMS), []).append(guard)
        for number, (levels, guards) in enumerate(held.items()):
            found = _at_levels(prior, levels, guards, about, at, book)
            if found:
                premise = _premise(found, tuple(guards))
                premises.append(replace(premise, key=premise.key.part(number)) if number else premise)
    return premises


def _at_levels(
    prior: Prior, levels: Sequence[bool], guards: Sequence[Guard], about: str, at: Context, book: Rulebook
) -> Found | None:
    """What a conditional prior says at the levels at which its guards hold; None where it says nothing at all."""
    rows = [
        rows_of(prior, {}, at.allowed[level], about, at, book) if h else []
        for level, h in zip(TERMS, levels, strict=True)
    ]
    spans = {level: _hull(r, level) if r else ANY for level, r in zip(TERMS, rows, strict=True)}
    first = next((r[0] for r in rows if r), None)
    hangs_on = {*prior.keys, *(a for g in guards for a in g.attributes)}
    return Found(prior, spans, first, tuple(sorted(hangs_on))) if first else None
