"""The exact answer to a question of products at one level, by linear programming in logarithms.

Quantities are columns, premises are rows, and a premise that bounds one quantity bounds its column. The model of a
shape (the terms of its rows) is kept, since going on from the last solution takes a tenth of the time.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import highspy
import numpy as np

from checker.maths.interval import OPEN, SLACK, Span, is_open, meet
from checker.model.case import Premise, Question
from checker.model.key import Key, key_of

Shape = tuple[tuple[tuple[str, float], ...], ...]
"""The terms of each row."""
MARGIN = 1e-6
"""Nearer to its threshold than this (in logarithms) a case is left undecided."""
STATUS = highspy.HighsModelStatus
ENDS = (STATUS.kOptimal, STATUS.kInfeasible, STATUS.kUnbounded, STATUS.kUnboundedOrInfeasible)


class Posed(NamedTuple):
    """A question at a level as a model whose bounds are set."""

    model: highspy.Highs
    columns: dict[str, int]

    def holds(self) -> bool:
        """Whether an assignment exists."""
        return self._run() == STATUS.kOptimal

    def ranges(self, names: tuple[str, ...]) -> dict[str, Span]:
        """The least and the greatest that each quantity can be; an assignment must exist."""
        return {name: (self._end(name, 1.0), self._end(name, -1.0)) for name in names}

    def _end(self, name: str, sign: float) -> float:
        column = self.columns[name]
        self.model.changeColCost(column, sign)
        is_found = self._run() == STATUS.kOptimal
        found = sign * self.model.getObjectiveValue() if is_found else -sign * OPEN
        self.model.changeColCost(column, 0.0)
        return math.copysign(OPEN, found) if is_open(found) else found

    def _run(self) -> highspy.HighsModelStatus:
        """How it ends; from scratch where going on from the last solution leads nowhere."""
        for presolve in ("off", "off", "on"):
            self.model.setOptionValue("presolve", presolve)
            self.model.run()
            status = self.model.getModelStatus()
            if status in ENDS:
                return status
            self.model.clearSolver()
        raise RuntimeError(self.model.modelStatusToString(status))


def holds(question: Question, level: str, margin: float = 0.0) -> bool:
    """Whether an assignment exists, with all spans wider by a margin (or narrower, but never less than points)."""
    return _settled(question, level, margin).holds()


def verdict(question: Question, level: str) -> bool | None:
    """Whether an assignment exists; None where it hangs on less than the margin."""
    if holds(question, level, -MARGIN):
        return True
    return None if holds(question, level, MARGIN) else False


def exact_ranges(question: Question, level: str, margin: float = 0.0) -> dict[str, Span] | None:
    """The exact range of every quantity; None where no assignment exists."""
    posed = _settled(question, level, margin)
    return posed.ranges(tuple(posed.columns)) if posed.holds() else None


def with_shares(question: Question, shares: Sequence[float]) -> Question:
    """The question with the first part's share of each sum fixed, which makes products of them: whole = part / share.

    Every assignment that satisfies it satisfies the question.
    """
    sums = [p for p in question.premises if p.parts]
    premises = [p for p in question.premises if not p.parts]
    for one, share in zip(sums, shares, strict=True):
        whole, first, second = one.parts
        ratio = f"{one.key} ratio"
        premises.append(Premise(key_of("prior", ratio), "assumed", ((ratio, 1.0),), one.spans, one.origin))
        for part, of_whole in ((first, share), (second, 1.0 - share)):
            spans = dict.fromkeys(one.spans, (-math.log(of_whole), -math.log(of_whole)))
            terms = ((whole, 1.0), (part, -1.0), (ratio, -1.0))
            premises.append(Premise(key_of("relation", f"{one.key} {part}"), "relation", terms, spans, one.origin))
    return question.holding(tuple(premises))


def _settled(question: Question, level: str, margin: float) -> Posed:
    """The question with every premise switched on whose conditions the exact ranges of the others entail."""
    waiting = {p.key: p for p in question.premises if p.guards}
    on = {p.key for p in question.premises} - waiting.keys()
    while True:
        posed = _posed(question, level, margin, on)
        if not waiting or not posed.holds():
            return posed
        asked = {c.quantity for p in waiting.values() for guard in p.guards for c in guard}
        ranges = posed.ranges(tuple(sorted(asked)))
        found = {key for key, premise in waiting.items() if _is_entailed(premise, ranges, SLACK - margin)}
        if not found:
            return posed
        on |= found
        for key in found:
            del waiting[key]


def _is_entailed(premise: Premise, ranges: dict[str, Span], slack: float) -> bool:
    """Whether all conditions of one of its guards hold wherever in these ranges the quantities are."""
    return any(
        all(
            c.span[0] - slack <= ranges[c.quantity][0] and ranges[c.quantity][1] <= c.span[1] + slack
            for c in conditions
        )
        for conditions in premise.guards
    )


def _posed(question: Question, level: str, margin: float, on: set[Key]) -> Posed:
    """The question with these of its premises."""
    if any(p.parts for p in question.premises):
        raise ValueError("a sum is not linear in logarithms")
    rows = [p for p in question.premises if not (p.bounds_one and not p.guards)]
    names = {name for p in question.premises for name, _ in p.terms}
    names |= {c.quantity for p in question.premises for guard in p.guards for c in guard}
    columns = {name: i for i, name in enumerate(sorted(names))}
    boxes = dict.fromkeys(columns, (-OPEN, OPEN))
    for premise in question.premises:
        if premise.bounds_one and not premise.guards:
            boxes[premise.quantity] = meet(boxes[premise.quantity], _moved(question.span(premise, level), margin))
    spans = [_moved(question.span(p, level), margin) if p.key in on else (-OPEN, OPEN) for p in rows]
    posed = Posed(_model(tuple(p.terms for p in rows), tuple(columns)), columns)
    _bound(posed.model, [boxes[name] for name in columns], spans)
    return posed


def _moved(span: Span, margin: float) -> Span:
    """A span wider or narrower by a margin; a point stays one, as does what would have no width left."""
    return span if margin < 0 and span[1] - span[0] <= -2 * margin else (span[0] - margin, span[1] + margin)


def _bound(model: highspy.Highs, columns: list[Span], rows: list[Span]) -> None:
    """Sets all bounds. Ends that have crossed are fine: HiGHS calls such a model infeasible."""
    for count, spans, change in (
        (len(columns), columns, model.changeColsBounds),
        (len(rows), rows, model.changeRowsBounds),  # type: ignore[attr-defined] # missing in its stubs
    ):
        ends = np.array(spans).reshape(-1, 2)
        ends = np.where(np.abs(ends) >= OPEN / 5, np.copysign(highspy.kHighsInf, ends), ends)
        change(count, np.arange(count, dtype=np.int32), ends[:, 0].copy(), ends[:, 1].copy())


@cache
def _model(shape: Shape, names: tuple[str, ...]) -> highspy.Highs:
    """A model of rows over columns, without bounds."""
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.silent()
    for option in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
        model.setOptionValue(option, 1e-9)
    model.setOptionValue("presolve", "off")
    columns = {name: i for i, name in enumerate(names)}
    for _ in names:
        model.addVar(-highspy.kHighsInf, highspy.kHighsInf)
    for terms in shape:
        places = np.array([columns[name] for name, _ in terms], dtype=np.int32)
        exponents = np.array([exponent for _, exponent in terms], dtype=np.float64)
        model.addRow(-highspy.kHighsInf, highspy.kHighsInf, len(terms), places, exponents)
    return model
