"""A rulebook as it stood on a day, or with some of its assumptions replaced by the user's own."""

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from checker.maths.dates import days
from checker.maths.interval import Span, is_open
from checker.model.attribute import Attribute
from checker.model.case import TERMS
from checker.model.known import Dossiers, KnownTable, LinkKind, Subjects
from checker.model.place import Place
from checker.model.rule import Prior, Row, Rows, Rulebook
from checker.model.source import Source


def as_of(book: Rulebook, day: int) -> Rulebook:
    """The book without rows, entries and landmarks dated after a day; a table that then is empty knows nothing."""
    priors = {name: _prior_as_of(prior, day) for name, prior in book.priors.items()}
    links = {name: _link_as_of(link, day) for name, link in book.links.items()}
    attributes = {name: _attribute_as_of(a, day) for name, a in book.attributes.items()}
    known = {name: _known_as_of(table, day) for name, table in book.known.items()}
    landmarks = tuple(mark for mark in book.landmarks if _is_out(mark.source, day))
    usages = {name: replace(u, uses=tuple(use for use in u.uses if use[0] <= day)) for name, u in book.usages.items()}
    digest = _digest(book, "as of", day)
    parts = {"priors": priors, "links": links, "known": known, "attributes": attributes, "landmarks": landmarks}
    return replace(book, **parts, usages=usages, digest=digest)


def _digest(book: Rulebook, *changes: object) -> str:
    """What tells an edition from the book it was made of, and from all others."""
    import hashlib  # most questions are asked of all that is known

    return hashlib.sha256(repr((book.digest, *changes)).encode()).hexdigest()


def _is_out(source: Source, day: int) -> bool:
    """Whether a source had been published by a day; one without a date is taken to have been."""
    return not source.date or days(source.date)[0] <= day


def _prior_as_of(prior: Prior, day: int) -> Prior:
    record = prior.record
    if record:
        record = replace(record, marks=tuple(m for m in record.marks if m.day <= day))
    return replace(prior, record=record).holding(r for r in prior.rows if not r.days or r.days[0] <= day)


def _link_as_of(link: LinkKind, day: int) -> LinkKind:
    return replace(link, subjects=Subjects(s for s in link.subjects if s.day <= day))


def _known_as_of(table: KnownTable, day: int) -> KnownTable:
    return replace(table, dossiers=Dossiers(each for each in table.dossiers if each.day <= day))


def _attribute_as_of(attribute: Attribute, day: int) -> Attribute:
    values = tuple(v for v in attribute.values if attribute.since.get(v, 0) <= day)
    return replace(attribute, values=values)


def assuming(book: Rulebook, ranges: Mapping[str, tuple[str, Span]]) -> Rulebook:
    """The book with all it assumes of some quantities replaced by the user's own ranges (text as typed, and range)."""
    priors = {name: prior for name, prior in book.priors.items() if prior.quantity not in ranges}
    for quantity, (text, span) in sorted(ranges.items()):
        priors[f"assume-{quantity}"] = _own(quantity, text, span)
    known = {name: _without(table, ranges) for name, table in book.known.items()}
    return replace(book, priors=priors, known=known, digest=_digest(book, "assuming", sorted(ranges.items())))


def _without(table: KnownTable, quantities: Collection[str]) -> KnownTable:
    """A table of known subjects without figures of some quantities."""
    kept = (
        replace(each, figures={q: figure for q, figure in each.figures.items() if q not in quantities})
        if not each.figures.keys().isdisjoint(quantities)
        else each
        for each in table.dossiers
    )
    return replace(table, dossiers=Dossiers(kept))


def _own(quantity: str, text: str, span: Span) -> Prior:
    middle = None if is_open(span[0]) or is_open(span[1]) else (span[0] + span[1]) / 2
    best = span if middle is None else (middle, middle)
    row = Row(dict.fromkeys(TERMS, span) | {"best": best}, middle)
    why = f"You assumed {quantity}={text} for this run."
    source = Source("--assume on the command line", evidence="assumed")
    return Prior(
        f"assume-{quantity}",
        quantity,
        "",
        "assumed",
        (),
        Rows((row,)),
        "your own assumption",
        why,
        (),
        (source,),
        Place("--assume"),
    )
