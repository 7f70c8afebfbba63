"""Relations as premises: what each says in a context, its exponents settled by the dates of a subject and its links."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from checker.cases.context import Context, Settled, are_settled, fits_kind, scope
from checker.maths.dates import years
from checker.maths.interval import ANY, Span
from checker.model.case import TERMS, Origin, Premise
from checker.model.identity import Identity
from checker.model.key import key_of
from checker.model.product import Power, Product
from checker.model.rule import Relation

KEPT = 16384
"""So many premises are kept: those of a few rulebooks in all contexts that tell them apart."""
Applying = tuple[bool, ...]
"""At each level whether a relation applies; of one that can't at any, nothing."""
EVERYWHERE: Applying = (True,) * len(TERMS)


def applying(relation: Relation, at: Context) -> Applying:
    """At which levels a relation applies in a context."""
    if not relation.guards:
        return EVERYWHERE
    guards = [guard for guard in relation.guards if fits_kind(guard, at)]
    if not guards:
        return ()
    if not all(guard.attributes for guard in guards):
        return EVERYWHERE
    return tuple(any(are_settled(g, at, level) for g in guards) for level in TERMS)


class Applicable:
    """How some relations apply, kept by all that it depends on."""

    def __init__(self, relations: Sequence[Relation]) -> None:
        """The relations in the order in which it is wanted."""
        self.relations = relations
        self.scope = scope([guard for relation in relations for guard in relation.guards])
        self._levels = lru_cache(maxsize=KEPT)(self._anew)

    def levels(self, at: Context) -> tuple[Applying, ...]:
        """At which levels each relation applies in a context."""
        return self._levels(self.scope.of(at))

    def _anew(self, settled: Settled) -> tuple[Applying, ...]:
        at = self.scope.context(settled)
        return tuple(applying(relation, at) for relation in self.relations)


def premises_of(relation: Relation, levels: Applying, dates: Mapping[str, int]) -> list[Premise]:
    """What a relation says that applies at some levels; nothing where it applies at none."""
    if not any(levels):
        return []
    if not dates or not dates_of(relation):
        return _made(Identity(relation), levels, ())
    first = min(dates.values())  # only the years between two days count
    return _made(Identity(relation), levels, tuple(sorted((link, day - first) for link, day in dates.items())))


@lru_cache(maxsize=KEPT)
def _made(relation: Identity[Relation], applies: Applying, dates: tuple[tuple[str, int], ...]) -> list[Premise]:
    """The premises of a relation that applies at these levels: the very same ones whoever asks."""
    spans = {level: relation.it.spans[level] if holds else ANY for level, holds in zip(TERMS, applies, strict=True)}
    if all(span == ANY for span in spans.values()):
        return []
    is_sum = len(relation.it.right) > 1
    return _sum(relation.it, spans, dict(dates)) if is_sum else [_product(relation.it, spans, dict(dates))]


def _product(relation: Relation, spans: dict[str, Span], dates: Mapping[str, int]) -> Premise:
    left, right = relation.left, relation.right[0]
    terms: dict[str, float] = {}
    for power, sign in [*((p, 1.0) for p in left.powers), *((p, -1.0) for p in right.powers)]:
        terms[power.quantity] = terms.get(power.quantity, 0.0) + sign * _exponent(power, dates)
    shift = right.constant - left.constant
    return Premise(
        key=key_of("relation", relation.id),
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


def _shifted(span: Span, by: float) -> Span:
    return (span[0] if span[0] <= ANY[0] else span[0] + by), (span[1] if span[1] >= ANY[1] else span[1] + by)


def _exponent(power: Power, dates: Mapping[str, int]) -> float:
    """The exponent of a quantity, given the days of links and, under "", the subject's own."""
    if not power.years:
        return power.exponent
    start, end = (dates.get(link_of(name), dates.get("", 0)) for name in power.years)
    return power.exponent * years(start, end)


def dates_of(relation: Relation) -> set[str]:
    """The dates that a relation's exponents speak of."""
    return {name for side in (relation.left, *relation.right) for p in side.powers for name in p.years or ()}


def link_of(date: str) -> str:
    """The link whose date it is; that of the subject itself is nobody's."""
    return date.removesuffix(".date")


def _sum(relation: Relation, spans: dict[str, Span], dates: Mapping[str, int]) -> list[Premise]:
    """The sum itself, over quantities; a product inside it gets a helper quantity and a row that defines it."""
    helpers: list[Premise] = []
    parts = []
    for i, part in enumerate((relation.left, *relation.right)):
        name = _plain(part)
        if not name:
            name = f"{relation.id}#{i}"
            defined = replace(relation, left=Product((Power(name, 1.0),)), right=(part,))
            exact = dict.fromkeys(TERMS, (0.0, 0.0))
            helpers.append(replace(_product(defined, exact, dates), key=key_of("relation", relation.id).part(i)))
        parts.append(name)
    whole = Premise(
        key=key_of("relation", relation.id),
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
