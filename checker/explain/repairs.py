"""What would make a claim plausible: a bound on one of its figures, or a later date.

Each is itself judged before it is told.
"""

import math
from collections.abc import Callable, Sequence
from datetime import date

from msgspec.structs import replace

from checker.cases.against import DATE
from checker.engine.levels import Varied, contradicts, varied
from checker.explain.anew import Anew, typed_as
from checker.explain.facts import derived, unit_of
from checker.explain.meant import may_be_plausible, meant_plausibly
from checker.explain.refutation import Refutation, refutation
from checker.explain.snapped import WHOLE
from checker.explain.tested import any_tested
from checker.maths.dates import YEAR, days, end_of_month
from checker.maths.interval import OPEN, is_open, log
from checker.model.case import Premise, Question, Subject
from checker.model.finding import Conflict, Repair
from checker.model.known import Dossier
from checker.model.rule import Rulebook
from checker.report.figures import inner
from checker.report.forms import time_unit

NEARER = (4, 1)
"""By what the years ahead are divided until the claim is plausible at their end: most become so soon."""
AHEAD = 3
"""How many years ahead a date is looked for."""
REACHES = (math.log(1000), math.log(1e6))
"""How far from the claimed figure a bound is looked for, and how far if there is none so near."""
TEN = math.log(10)
STEPS = 24
"""Figures tried at once."""
ROUNDS = 3
"""Rounds of trying, each between the last two figures of the one before: the bound is found to within 0.1 %."""


def repairs(
    question: Question, values: Sequence[str], anew: Anew, conflicts: Sequence[Conflict] = ()
) -> tuple[Repair, ...]:
    """What each makes the whole claim plausible, judged anew as it is told: a bound on a figure, a later month.

    No month is offered for the figures of a year, such as a lab's: the year is the point of them.
    """
    is_year = "year" in anew.book.kinds[question.subject.kind].split()
    found = sought(question, values, anew.book, conflicts, later=not is_year)
    return tuple(filter(None, (_tried(repair, anew) for repair in found)))


def _tried(repair: Repair, anew: Anew) -> Repair | None:
    """A repair with the question that asks it; None where the claim isn't plausible so."""
    if repair.fact is None:
        claims = [replace(anew.claim, date=repair.date, day=days(repair.date)[1], kinds=())]
    else:
        low, high = inner(repair.fact.low, repair.fact.high, repair.fact.unit)
        texts = typed_as(log(low or high), repair.quantity, anew.book, 3)
        claims = [claim for text in texts if (claim := anew.with_figure(repair.quantity, text))]
    plausible = (claim for claim in claims if anew.verdict(claim) == "plausible")
    claim = next(plausible, None)
    return replace(repair, ask=anew.asks(claim)) if claim else None


def sought(
    question: Question,
    values: Sequence[str],
    book: Rulebook,
    conflicts: Sequence[Conflict] = (),
    *,
    later: bool = True,
) -> tuple[Repair, ...]:
    """For each figure in conflict the bound within which the claim is plausible, then the month from which it is."""
    figures = [p for p in question.said if p.quantity in values and _is_weighed(p.quantity, question, conflicts)]
    found = [repair for premise in figures for repair in _bounds(question, premise, book)]
    month = _from_when(question, refutation(question, conflicts), book) if later else ""
    return (*found, *((Repair("date", None, month),) if month else ()))


def _is_weighed(quantity: str, question: Question, conflicts: Sequence[Conflict]) -> bool:
    """Whether some conflict reckons with a figure; of others it only asks on which side of a line they are.

    "At most 990 chips" is no mend of a utilisation that is unusual from 1,000 chips up.
    """
    rules = {rule for conflict in conflicts for rule in conflict.rules}
    beliefs = [p for p in question.beliefs if p.origin.rule in rules]
    return not beliefs or any(quantity in p.parts or quantity in dict(p.terms) for p in beliefs)


def _bounds(question: Question, premise: Premise, book: Rulebook) -> list[Repair]:
    """The nearest lower and the nearest higher figure that would do, whichever there are, rounded to the safe side."""
    low, high = premise.spans["accepted"]
    open_one = varied(_with_others_exact(question, premise), premise, "typical")
    below = _nearest(open_one, premise, low if not is_open(low) else high, -1.0, book)
    above = _nearest(open_one, premise, high if not is_open(high) else low, 1.0, book)
    found = []
    if below is not None:
        found.append(Repair(premise.quantity, derived(premise.quantity, (-OPEN, below), book)))
    if above is not None:
        found.append(Repair(premise.quantity, derived(premise.quantity, (above, OPEN), book)))
    return found


def _with_others_exact(question: Question, premise: Premise) -> Question:
    """The question with all other figures as typed, and rules that give no way, as whoever divides by them has it.

    Where it can't hold so, with figures as typed alone, or as it is.
    """
    others = tuple(p if p is premise else p.exact() for p in question.said)
    rules = tuple(p.exact() if p.basis == "relation" else p for p in question.beliefs)
    typed = replace(question, said=others)
    tried = (replace(typed, beliefs=rules), typed)
    return next((one for one in tried if not contradicts(one.lacking(premise), "typical")), question)


def _nearest(open_one: Varied, premise: Premise, start: float, direction: float, book: Rulebook) -> float | None:
    """The plausible figure nearest to a start on one side, rounded away from it; None within a factor of a million."""
    ends = (_edge(open_one, start, start + direction * reach) for reach in REACHES)
    edge = next((end for end in ends if end is not None), None)
    if edge is None:
        return None
    unit = unit_of(premise.quantity, book)
    told = math.log(time_unit(math.exp(edge))[1]) if unit == "hour" else 0.0
    candidates = [rounded(edge - told) + told, inside(edge - told, up=direction > 0) + told, edge]
    if unit in WHOLE and edge < math.log(100):
        candidates = whole(edge, up=direction > 0)
    best = _first_plausible(open_one, candidates)
    return None if best is None else candidates[best]


def _edge(open_one: Varied, near: float, far: float) -> float | None:
    """The first plausible figure between two ends, to within 0.1 % of a factor of 1000; None where none is found."""
    for _ in range(ROUNDS):
        tried = [near + (far - near) * (i + 1) / STEPS for i in range(STEPS)]
        hit = _first_plausible(open_one, tried)
        if hit is None:
            return None
        near, far = (tried[hit - 1] if hit else near), tried[hit]
    return far


def _is_plausible(subject: Subject, book: Rulebook, refuted: Refutation) -> bool:
    """Whether a claim would get this very word: it holds at typical, and something could have contradicted it."""
    asked = meant_plausibly(subject, book, refuted)
    return asked is not None and any_tested(asked)


def _first_plausible(open_one: Varied, figures: Sequence[float]) -> int | None:
    """Which of some figures first makes the whole claim plausible."""
    return next((i for i, figure in enumerate(figures) if open_one.holds(figure)), None)


def inside(end: float, up: bool) -> float:
    """The logarithm of an end rounded to two digits, up or down."""
    exponent, digits = _digits(end)
    return math.log(math.ceil(digits - 1e-9) if up else math.floor(digits + 1e-9)) + exponent * TEN


def whole(end: float, up: bool) -> list[float]:
    """The logarithms of an end rounded to whole numbers, the nearest and one up or down; none below a single one."""
    number = math.exp(end)
    return [math.log(n) for n in (round(number), math.ceil(number) if up else math.floor(number)) if n]


def rounded(end: float) -> float:
    """The logarithm of an end rounded to the nearest two digits."""
    exponent, digits = _digits(end)
    return math.log(round(digits)) + exponent * TEN


def _digits(end: float) -> tuple[int, float]:
    exponent = math.floor(end / TEN) - 1
    return exponent, math.exp(end - exponent * TEN)


def _from_when(question: Question, refuted: Refutation, book: Rulebook) -> str:
    """The first later month in which the claim is plausible, as records grow and chips come; "" if none soon is.

    Most often it is the first one in which what refutes it now no longer does, found without judging the whole.
    Years on a figure may be so far below all records that nothing tests it; then a nearer day is tried. What is known
    is judged on its own day, and only a claim that is too early for it is mended by a later one.
    """
    if question.subject.known:
        return _early_enough(question.subject, question.subject.known, refuted, book)
    start = date.fromordinal(question.subject.day)
    most = min(12 * AHEAD, 12 * (date.max.year - start.year) - start.month)

    def later(months: int) -> Subject:
        return replace(question.subject, day=_later(start, months).toordinal(), read_as={})

    found = _first_month(most, lambda months: may_be_plausible(later(months), book, refuted))
    if found and not _is_plausible(later(found), book, refuted):
        found = _first_month(most, lambda months: _is_plausible(later(months), book, refuted))
    return _later(start, found).isoformat()[:7] if found else ""


def _first_month(most: int, does_hold: Callable[[int], bool]) -> int:
    """The first of so many months from which on something holds, up to the end of which it does; 0 if of none."""
    ends = (most // part for part in NEARER if most >= part)
    first, last = 1, next(filter(does_hold, ends), 0)
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if does_hold(middle) else (middle + 1, last)
    return last


def _early_enough(subject: Subject, known: Dossier, refuted: Refutation, book: Rulebook) -> str:
    """The first month in which a claim is not too early for a known subject, if that is all that is wrong."""
    others = {name: said for name, said in subject.against.items() if name != DATE}
    if others == subject.against or not _is_plausible(replace(subject, against=others), book, refuted):
        return ""
    return date.fromordinal(known.day - int(book.known[known.table].early * YEAR)).isoformat()[:7]


def _later(start: date, months: int) -> date:
    """The last day of the month so many months later."""
    years, month = divmod(start.month - 1 + months, 12)
    return end_of_month(start.year + years, month + 1)
