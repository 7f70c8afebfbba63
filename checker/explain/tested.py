"""Whether, by what and how sharply each claimed value was tested."""

import math
from collections.abc import Hashable, Sequence

from checker.engine.levels import BLOCK
from checker.engine.support import HIGH, LOW, Support, beliefs_behind, support
from checker.engine.sweep import fixpoint
from checker.engine.system import stack
from checker.maths.interval import Span, is_open
from checker.model.case import Premise, Question
from checker.model.result import Tested
from checker.model.rule import Rulebook

Met = dict[Hashable, tuple[str, ...]]
"""The rules behind the ends of a quantity, for cases whose ends are held by the same rows."""
FAR = math.log(1000)
"""A bound farther than this from a value could hardly have failed, and is no test of it."""


def tested(questions: Sequence[Question]) -> list[dict[str, Tested]]:
    """For each question the claimed quantities that the rest bounds within a factor of 1000, on one side at least."""
    trials = [(n, p, question.lacking(p)) for n, question in enumerate(questions) for p in question.claimed()]
    found: list[dict[str, Tested]] = [{} for _ in questions]
    for start in range(0, len(trials), BLOCK):
        block = trials[start : start + BLOCK]
        rests = [rest for _, _, rest in block]
        system = stack(rests, "accepted")
        at_rest, met = support(system, fixpoint(system)), Met()
        for case, (n, premise, rest) in enumerate(block):
            if at_rest.state.empty[case]:
                result = _without_one_more(premise, rest)
            else:
                result = _tested(premise, rest, at_rest, case, met)
            if result:
                found[n][premise.quantity] = result
    return found


def _without_one_more(premise: Premise, rest: Question) -> Tested | None:
    """Where what remains contradicts itself, without one more figure; untested where no such figure helps."""
    fewer = [rest.lacking(other) for other in rest.claimed()]
    if not fewer:
        return None
    system = stack(fewer, "accepted")
    at_rest = support(system, fixpoint(system))
    case = next((case for case, empty in enumerate(at_rest.state.empty) if not empty), None)
    return None if case is None else _tested(premise, fewer[case], at_rest, case, Met())


def _tested(premise: Premise, rest: Question, at_rest: Support, case: int, met: Met) -> Tested | None:
    if premise.quantity not in at_rest.system.names:
        return None
    q = at_rest.system.place(premise.quantity)
    low, high = float(at_rest.state.low[q, case]), float(at_rest.state.high[q, case])
    near = _near((low, high), premise.spans["accepted"])
    if not near:
        return None
    sort = q, near, at_rest.mark(case)
    if sort not in met:
        behind = beliefs_behind(rest, at_rest, case, [(q, side) for side in near])
        met[sort] = tuple(sorted({k.split(":", 1)[1] for k in behind if k.startswith(("relation:", "prior:"))}))
    decades = None if is_open(low) or is_open(high) else max(0.0, (high - low) / math.log(10))
    return Tested(met[sort], decades)


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
