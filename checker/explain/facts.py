"""Premises and ranges as the facts of a sentence: plain numbers in the quantity's own unit, and their origin."""

from checker.maths.dates import month_name
from checker.maths.interval import ANY, Span, exp
from checker.model.case import BEST, TERMS, Origin, Premise
from checker.model.finding import Fact, Held
from checker.model.rule import Prior, Rulebook

POINT = 1e-3
"""Width (in logarithms) below which a derived range is one figure: the least-squares point leaves so much play."""


def unit_of(quantity: str, book: Rulebook) -> str:
    """The unit of a quantity, or of a linked subject's quantity such as comparable_to.training_compute."""
    found = book.quantities.get(quantity.rsplit(".", 1)[-1])
    return found.unit if found else ""


def title_of(quantity: str, book: Rulebook) -> str:
    """What a quantity is called in prose."""
    found = book.quantities.get(quantity.rsplit(".", 1)[-1])
    return found.title if found else quantity


def derived(quantity: str, span: Span, book: Rulebook) -> Fact:
    """A range that earlier steps found; one that is narrower than anybody reads is a point."""
    if span[1] - span[0] < POINT:
        span = ((span[0] + span[1]) / 2,) * 2
    return Fact(quantity, unit_of(quantity, book), exp(span[0]), exp(span[1]), "derived", new=False)


def fact(premise: Premise, book: Rulebook, level: str = BEST, new: bool = True) -> Fact:
    """What a premise says of its quantity at a level, with its origin."""
    low, high = premise.spans[level]
    belief, origin = premise.origin.belief, premise.origin
    return Fact(
        quantity=premise.quantity,
        unit=unit_of(premise.quantity, book),
        low=exp(low),
        high=exp(high),
        basis=premise.basis,
        text=origin.text,
        brief=belief.brief if isinstance(belief, Prior) else "",
        name=origin.name,
        date=month_name(origin.day) if origin.day else "",
        source=origin.source,
        new=new,
        prior=origin.rule if premise.basis != "claimed" else "",
        grown_from=None if origin.grown_from is None else exp(origin.grown_from),
        best=_best(premise),
        spare=exp(_spare(belief, origin)) if isinstance(belief, Prior) else 1.0,
    )


def _best(premise: Premise) -> float | None:
    """The one figure that a table has for the premise, if it has one."""
    low, high = premise.spans[BEST]
    return exp(low) if premise.basis == "known" and high - low < POINT else None


def held(premise: Premise, book: Rulebook) -> Held:
    """What a premise says on each term."""
    quantity = "" if premise.basis == "relation" else premise.quantity
    spans = {term: premise.spans.get(term, ANY) for term in TERMS}
    ranges = {term: (exp(low), exp(high)) for term, (low, high) in spans.items()}
    return Held(premise.origin.rule, premise.basis, quantity, unit_of(quantity, book), ranges)


def _spare(belief: Prior, origin: Origin) -> float:
    """The factor (a logarithm) that a record typically leaves beside growth, for the entry that holds it."""
    marks = belief.record.marks if belief.record and origin.grown_from is not None else ()
    held = (m.column for m in marks if (m.name, m.day, m.value) == (origin.name, origin.day, origin.grown_from))
    reach = belief.record.reach["typical"] if belief.record else {}
    return max((reach[column] for column in held if column in reach), default=0.0)
