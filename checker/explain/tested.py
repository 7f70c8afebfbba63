"""Whether, by what and how sharply each claimed value was tested."""

import math

from checker.engine.trace import HIGH, LOW, Trace, keys_behind, traced
from checker.maths.interval import Span, is_open
from checker.model.case import Premise, Question
from checker.model.result import Tested
from checker.model.rule import Rulebook

FAR = math.log(1000)
"""A bound farther than this from a value could hardly have failed, and is no test of it."""


def tested(question: Question) -> dict[str, Tested]:
    """The claimed quantities that the rest bounds within a factor of 1000, on one side at least."""
    found: dict[str, Tested] = {}
    for premise in question.claimed():
        result = _tested(premise, _rest(question, premise))
        if result:
            found[premise.quantity] = result
    return found


def _rest(question: Question, premise: Premise) -> Trace:
    """A run without the premise; where what remains contradicts itself, without one more figure."""
    rest = question.without(premise.key)
    trace = traced(rest, "accepted")
    for other in rest.claimed() if trace.state.empty[0] else ():
        trial = traced(rest.without(other.key), "accepted")
        if not trial.state.empty[0]:
            return trial
    return trace


def _tested(premise: Premise, trace: Trace) -> Tested | None:
    if premise.quantity not in trace.names:
        return None
    low, high = trace.span(premise.quantity)
    near = _near((low, high), premise.spans["accepted"])
    if not near:
        return None
    behind = keys_behind(trace, *((premise.quantity, side) for side in near))
    rules = {key.split(":", 1)[1] for key in behind if key.startswith(("relation:", "prior:"))}
    decades = None if is_open(low) or is_open(high) else max(0.0, (high - low) / math.log(10))
    return Tested(tuple(sorted(rules)), decades)


def _near(bounds: Span, value: Span) -> tuple[int, ...]:
    """The ends that the value could have crossed; a one-sided figure is measured from its closed end."""
    low, high = (value[1] if is_open(value[0]) else value[0]), (value[0] if is_open(value[1]) else value[1])
    sides = []
    if not is_open(bounds[0]) and low - bounds[0] <= FAR:
        sides.append(LOW)
    if not is_open(bounds[1]) and bounds[1] - high <= FAR:
        sides.append(HIGH)
    return tuple(sides)


def missing(question: Question, book: Rulebook) -> tuple[str, ...]:
    """Quantities of which little is known and that stand in a rule with an unchecked value: they would test it."""
    known = {p.quantity for p in question.premises if p.bounds_one and _is_narrow(p.spans["accepted"])}
    claimed = {p.quantity for p in question.claimed()}
    found: set[str] = set()
    for premise in question.premises:
        names = {name for name, _ in premise.terms} | set(premise.parts)
        if premise.basis == "relation" and names & claimed:
            found |= names - claimed - known
    kind = question.subject.kind
    return tuple(sorted(n for n in found if n in book.quantities and kind in book.quantities[n].kinds))


def _is_narrow(span: Span) -> bool:
    return span[1] - span[0] < FAR
