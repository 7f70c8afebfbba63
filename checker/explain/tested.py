"""Whether, by what and how sharply each claimed value was tested."""

import math
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from checker.engine.levels import blocks
from checker.engine.narrow import PASSES, State
from checker.engine.stack import stack
from checker.engine.support import HIGH, LOW, Support, beliefs_behind, support
from checker.engine.sweep import fixpoint
from checker.engine.system import System
from checker.maths.interval import FAR, Span, is_open
from checker.model.case import Premise, Question
from checker.model.result import Tested
from checker.model.rule import Rulebook

QUICK = 2
"""Passes of a first look, which is enough for most."""
Met = dict[Hashable, tuple[str, ...]]
"""The rules behind the ends of a quantity, for cases whose ends are held by the same rows."""


class _Test(NamedTuple):
    """A claimed figure that the rest bounds: the question without it at rest, as a case of a system, and the sides."""

    question: int
    premise: Premise
    rest: Question
    system: System
    state: State
    case: int
    sides: tuple[int, ...]

    def span(self) -> Span:
        """What the rest leaves to the figure."""
        q = self.system.place(self.premise.quantity)
        return float(self.state.low[q, self.case]), float(self.state.high[q, self.case])


def tested(questions: Sequence[Question]) -> list[dict[str, Tested]]:
    """For each question the claimed quantities that the rest bounds within a factor of 1000, on one side at least."""
    found: list[dict[str, Tested]] = [{} for _ in questions]
    supports: dict[int, tuple[Support, Met]] = {}
    for test in _tests([(n, p) for n, question in enumerate(questions) for p in question.said], questions):
        if id(test.state) not in supports:
            supports = {id(test.state): (support(test.system, test.state), {})}
        at_rest, met = supports[id(test.state)]
        q = test.system.place(test.premise.quantity)
        sort = q, test.sides, at_rest.mark(test.case)
        if sort not in met:
            behind = beliefs_behind(test.rest, at_rest, test.case, [(q, side) for side in test.sides])
            met[sort] = tuple(sorted({k.split(":", 1)[1] for k in behind if k.startswith(("relation:", "prior:"))}))
        low, high = test.span()
        decades = None if is_open(low) or is_open(high) else max(0.0, (high - low) / math.log(10))
        found[test.question][test.premise.quantity] = Tested(met[sort], decades)
    return found


def which_tested(questions: Sequence[Question]) -> list[set[str]]:
    """For each question the claimed quantities that are tested, without asking by what."""
    found: list[set[str]] = [set() for _ in questions]
    for test in _tests([(n, p) for n, question in enumerate(questions) for p in question.said], questions):
        found[test.question].add(test.premise.quantity)
    return found


def any_tested(questions: Sequence[Question]) -> list[bool]:
    """For each question, which holds at once, whether any claimed quantity is tested.

    One figure after the other is tried until one is, with a first look at what few passes find: ranges only shrink.
    """
    found = [False] * len(questions)
    for passes in (QUICK, PASSES):
        for turn in range(max((len(q.said) for q in questions), default=0)):
            left = [(n, q.said[turn]) for n, q in enumerate(questions) if not found[n] and turn < len(q.said)]
            for test in _tests(left, questions, passes):
                found[test.question] = True
    return found


def _tests(
    figures: Sequence[tuple[int, Premise]], questions: Sequence[Question], passes: int = PASSES
) -> Iterator[_Test]:
    """Those of some figures, each with the number of its question, that the rest bounds."""
    trials = [(n, p, questions[n].lacking(p)) for n, p in figures]
    for block in blocks([rest for _, _, rest in trials]):
        system = stack([trials[i][2] for i in block], "accepted")
        state = fixpoint(system, passes)
        for case, i in enumerate(block):
            n, premise, rest = trials[i]
            whole = not state.empty[case]
            test = _test(n, premise, rest, system, state, case) if whole else _without_one_more(n, premise, rest)
            if test:
                yield test


def _test(n: int, premise: Premise, rest: Question, system: System, state: State, case: int) -> _Test | None:
    if premise.quantity not in system.names:
        return None
    test = _Test(n, premise, rest, system, state, case, ())
    near = _near(test.span(), premise.spans["accepted"])
    return test._replace(sides=near) if near else None


def _without_one_more(n: int, premise: Premise, rest: Question) -> _Test | None:
    """Where what remains contradicts itself, without one more figure; untested where no such figure helps."""
    fewer = [rest.lacking(other) for other in rest.said]
    if not fewer:
        return None
    system = stack(fewer, "accepted")
    state = fixpoint(system)
    case = next((case for case, empty in enumerate(state.empty) if not empty), None)
    return None if case is None else _test(n, premise, fewer[case], system, state, case)


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
