"""Whether, by what and how sharply each claimed value was tested."""

import math
from collections.abc import Iterator, Sequence

from checker.engine.levels import blocks
from checker.engine.narrow import PASSES
from checker.engine.stack import stack
from checker.engine.sweep import fixpoint
from checker.engine.trace import HIGH, LOW, Trace, keys_behind, traced_all
from checker.maths.interval import ANY, FAR, Span, is_open
from checker.model.case import Premise, Question, is_published
from checker.model.result import Tested
from checker.model.rule import Rulebook

QUICK = 2
"""Passes of a first look, which is enough for most."""
RULES = ("relation:", "prior:", "known:")
"""What the keys of premises begin with that are rules of the pack."""


def tested(questions: Sequence[Question]) -> list[dict[str, Tested]]:
    """For each question the claimed quantities that the rest bounds within a factor of 1000, on one side at least."""
    return [_tested(question) for question in questions]


def _tested(question: Question) -> dict[str, Tested]:
    """One run for all figures of a question, each without itself: what others are asked beside it makes no difference.

    The rules are those on the way to the bounds: with nothing but them and the other figures the bounds are the same.
    """
    found = {}
    rests = [question.lacking(p) for p in question.said]
    for premise, rest, run in zip(question.said, rests, traced_all(rests, "accepted"), strict=True):
        trace = _without_one_more(rest) if run.is_empty else run
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
    rules = [p for p in trace.question.beliefs if p.key in keys and p.key.startswith(RULES)]
    ordered = sorted(rules, key=lambda p: (-_width(p.spans["accepted"]), p.key))
    return tuple(dict.fromkeys(p.origin.rule if is_published(p) else p.key.split(":", 1)[1] for p in ordered))


def _width(span: Span) -> float:
    """How wide a span is, any that is open as wide as another."""
    return math.inf if is_open(span[0]) or is_open(span[1]) else round(span[1] - span[0], 6)


def which_tested(questions: Sequence[Question]) -> list[set[str]]:
    """For each question the claimed quantities that are tested, without asking by what."""
    found: list[set[str]] = [set() for _ in questions]
    for n, premise in _tests([(n, p) for n, question in enumerate(questions) for p in question.said], questions):
        found[n].add(premise.quantity)
    return found


def any_tested(questions: Sequence[Question]) -> list[bool]:
    """For each question, which holds at once, whether any claimed quantity is tested.

    One figure after the other is tried until one is, with a first look at what few passes find: ranges only shrink.
    """
    found = [False] * len(questions)
    for passes in (QUICK, PASSES):
        for turn in range(max((len(q.said) for q in questions), default=0)):
            left = [(n, q.said[turn]) for n, q in enumerate(questions) if not found[n] and turn < len(q.said)]
            for n, _ in _tests(left, questions, passes):
                found[n] = True
    return found


def _tests(
    figures: Sequence[tuple[int, Premise]], questions: Sequence[Question], passes: int = PASSES
) -> Iterator[tuple[int, Premise]]:
    """Those of some figures, each with the number of its question, that the rest bounds."""
    rests = [questions[n].lacking(p) for n, p in figures]
    for block in blocks(rests):
        system = stack([rests[i] for i in block], "accepted")
        state = fixpoint(system, passes)
        for case, i in enumerate(block):
            n, premise = figures[i]
            if state.empty[case]:
                bounds = _bounds(_without_one_more(rests[i]), premise)
            elif premise.quantity in system.names:
                q = system.place(premise.quantity)
                bounds = float(state.low[q, case]), float(state.high[q, case])
            else:
                bounds = ANY
            if _near(bounds, premise.spans["accepted"]):
                yield n, premise


def _without_one_more(rest: Question) -> Trace | None:
    """What contradicts itself, without one more figure; None where no such figure helps."""
    runs = traced_all([rest.lacking(other) for other in rest.said], "accepted")
    return next((run for run in runs if not run.is_empty), None)


def _bounds(trace: Trace | None, premise: Premise) -> Span:
    """What is left to a claimed figure."""
    return trace.span(premise.quantity) if trace and premise.quantity in trace.names else ANY


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
    claimed = {p.quantity for p in question.said}
    found: set[str] = set()
    for premise in question.premises:
        names = {name for name, _ in premise.terms} | set(premise.parts)
        if premise.basis == "relation" and names & claimed:
            found |= names - claimed - known
    kind = question.subject.kind
    return tuple(sorted(n for n in found if n in book.quantities and kind in book.quantities[n].kinds))


def _is_narrow(span: Span) -> bool:
    return span[1] - span[0] < FAR
