"""Of what kind the subject of a claim is: the one that is stated, else those that have all of its figures."""

from collections.abc import Sequence
from itertools import accumulate

from checker.model.claim import Figure
from checker.model.place import Problem
from checker.model.rule import Quantity, Rulebook
from checker.read.claim.fields import FieldReader
from checker.read.text.nodes import Document, Node, problem
from checker.read.text.words import listed

DEFAULT = "training_run"

Kinds = tuple[str, ...]


def read_kind(
    fields: FieldReader, document: Document, stated: Node | None, figures: Sequence[Figure]
) -> tuple[str, Kinds]:
    """The kind of a claim's subject; where it is neither stated nor the default also all that it may be.

    Of several the first is the most usual. That no kind has all figures is a problem.
    """
    if stated:
        return fields.one_of(document, stated, "kind", tuple(fields.book.kinds)), ()
    kinds = possible([fields.book.quantities[f.quantity] for f in figures], fields.book)
    if not kinds:
        fields.problems.append(_none(document, figures, fields.book))
    return (kinds or (DEFAULT,))[0], kinds if kinds != (DEFAULT,) else ()


def possible(quantities: Sequence[Quantity], book: Rulebook) -> Kinds:
    """The kinds that have all of some quantities, the most usual first; the default alone, where it is usual for any.

    Those for which fewer of the quantities are usual than for others are left out.
    """
    telling = [q for q in quantities if q.kinds or q.also]
    found = [kind for kind in book.kinds if all(q.fits(kind) for q in telling)]
    if not telling or (DEFAULT in found and any(DEFAULT in q.kinds for q in telling)):
        return (DEFAULT,)
    seldom = {kind: sum(kind not in q.kinds for q in telling) for kind in found}
    usual = [kind for kind in found if seldom[kind] == min(seldom.values())]
    return tuple(sorted(usual, key=lambda kind: sum((*q.kinds, *q.also).index(kind) for q in telling)))


def _none(document: Document, figures: Sequence[Figure], book: Rulebook) -> Problem:
    """What is wrong with figures of which no kind has all: each with its kinds and its place."""
    ordered = sorted(figures, key=lambda f: f.place)
    heads = accumulate(([book.quantities[f.quantity]] for f in ordered), lambda some, one: [*some, *one])
    first = next(figure for figure, head in zip(ordered, heads, strict=True) if not possible(head, book))
    is_line = len({f.place.line for f in ordered}) == 1
    told = [_told(f, book.quantities[f.quantity], is_line) for f in ordered]
    what = f"no kind of subject has all of these figures: {'; '.join(filter(None, told))}"
    return problem(document, first.place, what, "give each by itself, or state the kind that is meant")


def _told(figure: Figure, quantity: Quantity, is_line: bool) -> str:
    """A figure with its place and its kinds; "" where every kind has it."""
    kinds = (*quantity.kinds, *quantity.also)
    where = f"column {figure.place.column}" if is_line else f"line {figure.place.line}"
    return f"{quantity.id} in {where} is one of {listed(kinds)}" if kinds else ""
