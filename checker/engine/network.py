"""What a question believes as a network: a row for each rule, and which rows touch which quantities.

It is laid out once for all questions whose rules have the same form; what each of them says is a matter of spans.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from checker.maths.interval import SLACK
from checker.model.beside import Derived
from checker.model.case import Premise
from checker.model.guard import Condition
from checker.model.identity import Identity, one
from checker.model.key import Key

Beliefs = tuple[Premise, ...]
Terms = tuple[tuple[str, float], ...]
Conditions = tuple[tuple[int, float, float], ...]
"""Each a quantity, and the least and the most that it may be."""
Shape = tuple[Key, tuple[str, ...], tuple[str, ...], tuple[tuple[Condition, ...], ...]]
"""A form but for its exponents."""
KEPT = 256
"""So many networks are kept."""
NOTHING = 1e-9
"""What is left of an exponent where a quantity is eliminated."""


class Form(Struct, frozen=True):
    """All of a premise that is a row but its spans."""

    key: Key
    terms: Terms
    parts: tuple[str, ...]
    guards: tuple[tuple[Condition, ...], ...]


class Network(Struct, frozen=True):
    """Rows by number: products, sums, then products that are implied by others; quantities by number as well."""

    names: tuple[str, ...]
    line: Mapping[str, int]
    """Quantity → its number."""
    number: Mapping[Key, int]
    """Key of a premise → the number of its row."""
    direct: int
    """How many rows are not implied by others."""
    keys: tuple[tuple[Key, ...], ...]
    """The premise of each row, or all those of an implied one."""
    terms: tuple[tuple[tuple[int, float], ...], ...]
    """Of each product its quantities and their exponents."""
    parts: Mapping[int, tuple[int, int, int]]
    """Row of each sum → the whole and its two parts."""
    alternatives: Mapping[int, tuple[Conditions, ...]]
    """Conditional row → the sets of conditions, one of which must be met."""
    sources: tuple[tuple[tuple[int, float], ...], ...]
    """Of each implied row the rows that it is made of, and how many times it takes each."""
    touching: tuple[tuple[int, ...], ...]
    """For each quantity the rows that may have more to say once its range is narrowed."""
    touching_direct: tuple[tuple[int, ...], ...]
    """Those of them that aren't implied."""
    implying: tuple[tuple[int, ...], ...]
    """For each row that isn't implied the implied rows that are made of it, too."""
    steepest: float
    """The largest exponent, whatever its sign."""


def form(premise: Premise) -> Form:
    """The form of a premise."""
    return Form(premise.key, premise.terms, premise.parts, premise.guards)


def is_plain(premise: Premise) -> bool:
    """Whether it bounds one quantity from the start, and so needs no row."""
    return premise.bounds_one and not premise.guards


@lru_cache(maxsize=KEPT)
def sorted_out(beliefs: Identity[Beliefs]) -> tuple[Beliefs, Beliefs]:
    """What bounds one quantity from the start, and what has a row: of the very same rows the very same tuple."""
    plain: list[Premise] = []
    rows: list[Premise] = []
    for premise in beliefs.it:
        (plain if is_plain(premise) else rows).append(premise)
    return tuple(plain), one(tuple(rows))


@lru_cache(maxsize=KEPT)
def network(beliefs: Identity[Beliefs], derived: Identity[tuple[Derived, ...]], others: tuple[str, ...]) -> Network:
    """The network of what is believed; `others` are quantities of which nothing is."""
    plain, rows = sorted_out(beliefs)
    return _of_rows(Identity(rows), frozenset([*others, *[p.quantity for p in plain]]), derived)


@lru_cache(maxsize=KEPT)
def _of_rows(rows: Identity[Beliefs], plain: frozenset[str], derived: Identity[tuple[Derived, ...]]) -> Network:
    return _laid_out(tuple(map(form, rows.it)), plain, derived)


@lru_cache(maxsize=KEPT)
def _laid_out(forms: tuple[Form, ...], plain: frozenset[str], derived: Identity[tuple[Derived, ...]]) -> Network:
    """The network of some forms; those that differ in exponents alone, as by dates of links, share all but these."""
    ordered = tuple(sorted(forms, key=lambda form: (bool(form.parts), form.key)))
    first = _of_shape(tuple(map(_shape, ordered)), plain, derived)
    if not first:
        first.append((ordered, _built(ordered, plain, derived)))
    before, net = first[0]
    others = [row for row, (a, b) in enumerate(zip(ordered, before, strict=True)) if a.terms != b.terms]
    terms = [*net.terms]
    for row in {*others, *(each for other in others for each in net.implying[other])}:
        product = ordered[row].terms if row < net.direct else _product(ordered, net.sources[row - net.direct])
        terms[row] = tuple((net.line[name], exponent) for name, exponent in product)
        if {q for q, _ in terms[row]} != {q for q, _ in net.terms[row]}:  # with other exponents others are eliminated
            return _built(ordered, plain, derived)
    return replace(net, terms=tuple(terms), steepest=_steepest(terms)) if others else net


def _steepest(products: Iterable[tuple[tuple[int, float], ...]]) -> float:
    return max((abs(exponent) for terms in products for _, exponent in terms), default=0.0)


def _shape(form: Form) -> Shape:
    """A form but for its exponents."""
    return form.key, tuple(name for name, _ in form.terms), form.parts, form.guards


@lru_cache(maxsize=KEPT)
def _of_shape(
    _shapes: tuple[Shape, ...], _plain: frozenset[str], _derived: Identity[tuple[Derived, ...]]
) -> list[tuple[tuple[Form, ...], Network]]:
    """Where the first network of a shape is kept, with its forms."""
    return []


def _product(forms: Sequence[Form], sources: Sequence[tuple[int, float]]) -> Terms:
    """What some rows imply together."""
    return _added(tuple((Identity(forms[row].terms), count) for row, count in sources))


def _built(ordered: tuple[Form, ...], plain: frozenset[str], derived: Identity[tuple[Derived, ...]]) -> Network:
    names = tuple(sorted(plain.union(*map(_names, ordered))))
    line = {name: q for q, name in enumerate(names)}
    related = [row for row, form in enumerate(ordered) if form.key.sort == "relation" and form.terms]
    implied = _implied(tuple(ordered[row].key for row in related), derived)
    sources = tuple(tuple((related[n], count) for n, count in each) for each in implied)
    products = [_product(ordered, each) for each in sources]
    touching: list[list[int]] = [[] for _ in names]
    touched = [*map(_names, ordered), *(frozenset(dict(terms)) for terms in products)]
    for row, names_of_row in enumerate(touched):
        for name in names_of_row:
            touching[line[name]].append(row)
    implying: list[list[int]] = [[] for _ in ordered]
    for row, each in enumerate(sources, len(ordered)):
        for source, _ in each:
            implying[source].append(row)
    by_number = tuple(
        tuple((line[name], exponent) for name, exponent in terms)
        for terms in (*(form.terms for form in ordered), *products)
    )
    return Network(
        names,
        line,
        {form.key: row for row, form in enumerate(ordered)},
        len(ordered),
        tuple((form.key,) for form in ordered) + tuple(tuple(ordered[n].key for n, _ in each) for each in sources),
        by_number,
        {row: (line[p[0]], line[p[1]], line[p[2]]) for row, form in enumerate(ordered) for p in [form.parts] if p},
        {row: tuple(_conditions(g, line) for g in form.guards) for row, form in enumerate(ordered) if form.guards},
        sources,
        tuple(map(tuple, touching)),
        tuple(tuple(row for row in rows if row < len(ordered)) for rows in touching),
        tuple(map(tuple, implying)),
        _steepest(by_number),
    )


def _names(form: Form) -> frozenset[str]:
    conditions = (condition.quantity for guard in form.guards for condition in guard)
    return frozenset((*(name for name, _ in form.terms), *form.parts, *conditions))


def _conditions(guard: Sequence[Condition], line: Mapping[str, int]) -> Conditions:
    return tuple((line[c.quantity], c.span[0] - SLACK, c.span[1] + SLACK) for c in guard)


@lru_cache(maxsize=KEPT)
def _implied(
    keys: tuple[Key, ...], derived: Identity[tuple[Derived, ...]]
) -> tuple[tuple[tuple[int, float], ...], ...]:
    """What some relations imply together: each time which of them, and how many times each."""
    place = {key.by: n for n, key in enumerate(keys) if not key.whole}
    named = (tuple((place.get(rule, -1), count) for rule, count in each.sources) for each in derived.it)
    return tuple(each for each in named if all(n >= 0 for n, _ in each))


@lru_cache(maxsize=64 * KEPT)
def _added(sources: tuple[tuple[Identity[Terms], float], ...]) -> Terms:
    """The product of some products, each to the power of how many times it is taken."""
    total: dict[str, float] = {}
    for terms, count in sources:
        for name, exponent in terms.it:
            total[name] = total.get(name, 0.0) + count * exponent
    return tuple((name, exponent) for name, exponent in total.items() if abs(exponent) >= NOTHING)
