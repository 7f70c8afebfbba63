"""Whether, by what and how sharply each claimed value was tested."""

import math
from collections.abc import Sequence
from functools import reduce
from itertools import combinations

from checker.engine.asking import asking
from checker.engine.propagate import at_once, propagate, span_of
from checker.engine.trace import HIGH, LOW, Trace, keys_behind, traced
from checker.maths.interval import ANY, TESTING, Span, is_open
from checker.model.case import Premise, Question
from checker.model.finding import Tested
from checker.model.key import RULES
from checker.model.rule import Rulebook

MORE = 2
"""So many figures that contradict each other are left out to see whether they test another."""
KNOWN = math.log(1000)
"""Of a quantity that may be anywhere in a wider range little is known."""


def tested(question: Question) -> dict[str, Tested]:
    """The claimed quantities that are tested: those near enough to what the rest leaves to them.

    The rules are those on the way to the bounds: with nothing but them and the other figures the bounds are the same.
    """
    found = {}
    for premise in question.said:
        rest = question.lacking(premise)
        run = traced(rest, "accepted")
        trace = _without_more(rest) if run.rest.is_empty else run
        bounds = _bounds(trace, premise)
        sides = _near(bounds, premise.spans["accepted"])
        if trace and sides:
            low, high = bounds
            decades = None if is_open(low) or is_open(high) else max(0.0, (high - low) / math.log(10))
            found[premise.quantity] = Tested(_rules_behind(trace, premise.quantity, sides), decades)
    return found


def _rules_behind(trace: Trace, quantity: str, sides: Sequence[int]) -> tuple[str, ...]:
    """Ids of the rules behind some ends, those in which the doubt lies first and those that merely convert last."""
    keys = {*keys_behind(trace, *((quantity, side) for side in sides))}
    rules = [p for p in trace.question.beliefs if p.key in keys and p.key.sort in RULES]
    ordered = sorted(rules, key=lambda p: (-_width(p.spans["accepted"]), p.key))
    return tuple(dict.fromkeys(p.key.by for p in ordered))


def _width(span: Span) -> float:
    """How wide a span is, any that is open as wide as another."""
    return math.inf if is_open(span[0]) or is_open(span[1]) else round(span[1] - span[0], 6)


def which_tested(question: Question) -> set[str]:
    """The claimed quantities that are tested, without asking by what."""
    return {p.quantity for p in question.said if _is_tested(question, p)}


def any_tested(question: Question) -> bool:
    """Whether any claimed quantity of a question that holds is tested; what rules say one by one is enough for most."""
    return any(_is_tested_at_once(question, p) for p in question.said) or any(
        _is_tested(question, p) for p in question.said
    )


def _is_tested_at_once(question: Question, premise: Premise) -> bool:
    """Whether some rule bounds a claimed figure by itself; all of them together bound it no less."""
    bounds = at_once(asking(question.lacking(premise), "accepted"), premise.quantity)
    return bool(_near(bounds, premise.spans["accepted"]))


def _is_tested(question: Question, premise: Premise) -> bool:
    """Whether the rest bounds a claimed figure."""
    rest = question.lacking(premise)
    asked = asking(rest, "accepted")
    run = propagate(asked)
    bounds = _bounds(_without_more(rest), premise) if run.is_empty else span_of(asked, run, premise.quantity)
    return bool(_near(bounds, premise.spans["accepted"]))


def _without_more(rest: Question) -> Trace | None:
    """What contradicts itself, without one more figure or two; None where none help."""
    some = (each for count in range(1, MORE + 1) for each in combinations(rest.said, count))
    runs = (traced(reduce(Question.lacking, each, rest), "accepted") for each in some)
    return next((run for run in runs if not run.rest.is_empty), None)


def _bounds(trace: Trace | None, premise: Premise) -> Span:
    """What is left to a claimed figure."""
    return trace.span(premise.quantity) if trace else ANY


def _near(bounds: Span, value: Span) -> tuple[int, ...]:
    """The ends that the value could have crossed; a one-sided figure is measured from its closed end."""
    low, high = (value[1] if is_open(value[0]) else value[0]), (value[0] if is_open(value[1]) else value[1])
    sides = []
    if not is_open(bounds[0]) and low - bounds[0] <= TESTING:
        sides.append(LOW)
    if not is_open(bounds[1]) and bounds[1] - high <= TESTING:
        sides.append(HIGH)
    return tuple(sides)


def missing(question: Question, book: Rulebook) -> tuple[str, ...]:
    """Quantities of which little is known and that stand in a rule with an unchecked value: they would test it."""
    known = {p.quantity for p in question.premises if p.bounds_one and _is_narrow(p.spans["accepted"])}
    claimed = {p.quantity for p in question.said}
    found: set[str] = set()
    for premise in question.premises:
        names = {name for name, _ in premise.terms} | set(premise.parts)
        if premise.basis == "relation" and names & claimed:
            found |= names - claimed - known
    kind = question.subject.kind
    return tuple(sorted(n for n in found if n in book.quantities and kind in book.quantities[n].kinds))


def _is_narrow(span: Span) -> bool:
    return span[1] - span[0] < KNOWN
