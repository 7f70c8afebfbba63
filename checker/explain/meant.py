"""What figures can only mean: an attribute that nobody stated, read off figures that its usual value can't explain.

A figure that the kind of a subject hasn't means another subject: no rule of that kind tests it, so it is judged alone.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.context import context, explaining, holds
from checker.cases.ground import ground as grounded
from checker.engine.levels import contradicts
from checker.explain.crowded import held, held_within
from checker.explain.refutation import Refutation
from checker.explain.tested import which_tested
from checker.explain.yielding import ground
from checker.model.attribute import Attribute
from checker.model.case import Question, Subject
from checker.model.claim import Figure
from checker.model.guard import Condition, Guard
from checker.model.rule import LEVELS, Rulebook

ACCEPTED = LEVELS.index("accepted")


class _Reading(Struct, frozen=True):
    """A subject with another value of an attribute than the usual one."""

    attribute: Attribute
    value: str
    subject: Subject


def meant(question: Question, book: Rulebook) -> tuple[Question, int]:
    """A question as it is meant, and the number of the innermost level at which it then holds.

    An attribute that nobody stated is read off the figures where they don't hold at accepted with its usual value, and
    do with another that may explain them; of several the one with which they hold best is taken.
    """
    asked, least = question, held(question, book)
    for reading in _readings(question.subject, book) if least > ACCEPTED else ():
        if _hangs_on(question, reading.attribute):
            other = ground(reading.subject, book)
            level = held_within(other, min(least, ACCEPTED + 1), book)
            if level is not None and _may_explain(reading, level, book):
                asked, least = other, level
    return asked, least


def meant_plausibly(subject: Subject, book: Rulebook, refutation: Refutation) -> Question | None:
    """The question about a subject as it is meant, if it then holds at typical: of one that doesn't no more is found.

    Wherever a refutation of the like holds, nothing is plausible.
    """
    if not refutation.holds_of(subject, LEVELS[0], book):
        question = ground(subject, book)
        if not contradicts(question, LEVELS[0]):
            return question
    read = [r for r in _readings(subject, book) if not refutation.holds_of(r.subject, LEVELS[0], book)]
    if not read:
        return None
    question = ground(subject, book)
    others = (ground(each.subject, book) for each in read if _hangs_on(question, each.attribute))
    better = next((other for other in others if not contradicts(other, LEVELS[0])), None)
    return better if better and held(question, book) > ACCEPTED else None


def may_be_plausible(subject: Subject, book: Rulebook, refutation: Refutation) -> bool:
    """Whether a refutation of the like leaves it open that a subject's figures hold at typical, as they are meant."""
    if not refutation.holds_of(subject, LEVELS[0], book):
        return True
    return any(not refutation.holds_of(each.subject, LEVELS[0], book) for each in _readings(subject, book))


def _readings(subject: Subject, book: Rulebook) -> Iterator[_Reading]:
    """The subject with each value of an attribute that its figures may be read as, at whatever level."""
    for attribute in book.attributes.values():
        for value in attribute.explains:
            reading = _Reading(attribute, value, replace(subject, read_as={**subject.read_as, attribute.id: value}))
            if _may_explain(reading, 0, book):
                yield reading


def _hangs_on(question: Question, attribute: Attribute) -> bool:
    """Whether a question would be another with another value of an attribute that nobody stated."""
    return attribute.id in question.supposed and any(attribute.id in p.hangs_on for p in question.beliefs)


def _may_explain(reading: _Reading, level: int, book: Rulebook) -> bool:
    """Whether figures that hold at a level with another value may be read so."""
    enough = explaining(reading.attribute, reading.value, level)
    met = [guard for guard in enough if _may_be_met(guard, reading.subject)]
    if not met:
        return False
    at = context(reading.subject, book)
    return any(holds(guard, at, LEVELS[0]) for guard in met)


def _may_be_met(guard: Guard, subject: Subject) -> bool:
    """Whether a subject's kind and figures may meet a guard."""
    is_for = not guard.kinds or subject.kind in guard.kinds
    return is_for and all(_is_met(condition, subject) for condition in guard.conditions)


def _is_met(condition: Condition, subject: Subject) -> bool:
    """Whether a claimed figure may meet a condition; rounding is to its benefit."""
    low, high = condition.span
    spans = (f.span for _, f in subject.figures if f.quantity == condition.quantity)
    return any(span[0] <= high and low <= span[1] for span in spans)


def meant_with_strays(question: Question, book: Rulebook) -> tuple[Question, int]:
    """A question as it is meant, and the number of the innermost level at which it and its strays hold.

    A figure that nothing tests, as the subject's kind hasn't such figures, is asked alone as one of each kind that has.
    Where it is graver than all else, however it is taken, the question about it stands in place of the whole.
    """
    asked, most = meant(question, book)
    tested = which_tested(asked) if strays(asked.subject, book) else set()
    mildest: dict[str, tuple[Question, int]] = {}
    for quantity, alone in _alone(asked.subject, tested, book):
        as_meant, level = meant(alone, book)
        if quantity not in mildest or level < mildest[quantity][1]:
            mildest[quantity] = as_meant, level
    for as_meant, level in mildest.values():
        if level > most:
            asked, most = as_meant, level
    return asked, most


def strays(subject: Subject, book: Rulebook) -> list[tuple[str, Figure]]:
    """The figures of a subject that its kind hasn't, each with the claim it is from."""
    return [each for each in subject.figures if not book.quantities[each[1].quantity].fits(subject.kind)]


def elsewhere(quantities: Sequence[str], kind: str, book: Rulebook) -> dict[str, str]:
    """Those of some quantities that a kind hasn't, each with the kind that most usually has it."""
    known = (book.quantities[name] for name in quantities)
    return {q.id: (*q.kinds, *q.also)[0] for q in known if not q.fits(kind)}


def _alone(subject: Subject, tested: set[str], book: Rulebook) -> Iterator[tuple[str, Question]]:
    """Each stray figure that nothing tests as a question of its own, for each kind of which it is usual."""
    for claim, figure in strays(subject, book):
        quantity = book.quantities[figure.quantity]
        for kind in (quantity.kinds or quantity.also) if quantity.id not in tested else ():
            about = replace(subject, kind=kind, figures=((claim, figure),), linked_values=(), read_as={}, known=None)
            yield quantity.id, grounded(about, book)
