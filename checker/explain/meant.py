"""What figures can only mean: an attribute that nobody stated, read off figures that its usual value can't explain."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from checker.cases.context import context, explaining
from checker.engine.levels import contradicts
from checker.explain.crowded import held
from checker.explain.yielding import ground
from checker.model.attribute import Attribute
from checker.model.case import Question, Subject
from checker.model.guard import Condition
from checker.model.rule import LEVELS, Rulebook

ACCEPTED = LEVELS.index("accepted")


class _Other(NamedTuple):
    """A question with another value of an attribute than the usual one."""

    attribute: Attribute
    value: str
    question: Question


def meant(question: Question, book: Rulebook) -> tuple[Question, int]:
    """A question as it is meant, and the number of the innermost level at which it then holds.

    An attribute that nobody stated is read off the figures where they don't hold at accepted with its usual value, and
    do with another that may explain them; of several the one with which they hold best is taken.
    """
    asked, least = question, held(question, book)
    for other in _others(question, book) if least > ACCEPTED else ():
        level = held(other.question, book)
        if level <= ACCEPTED and level < least and _may_explain(other, level, book):
            asked, least = other.question, level
    return asked, least


def meant_plausibly(question: Question, book: Rulebook) -> Question | None:
    """A question as it is meant, if it then holds at typical: nothing more is found out of one that doesn't."""
    if not contradicts(question, LEVELS[0]):
        return question
    better = (o.question for o in _others(question, book) if _is_plausible(o, book))
    other = next(better, None)
    return other if other and held(question, book) > ACCEPTED else None


def _is_plausible(other: _Other, book: Rulebook) -> bool:
    return not contradicts(other.question, LEVELS[0]) and _may_explain(other, 0, book)


def _others(question: Question, book: Rulebook) -> Iterator[_Other]:
    """The question with each value that figures may be read as, of the attributes on which it hangs."""
    subject = question.subject
    for attribute in (book.attributes[a] for a in question.supposed if book.attributes[a].explains):
        if any(attribute.id in premise.hangs_on for premise in question.beliefs):
            for value in attribute.explains:
                read = replace(subject, read_as={**subject.read_as, attribute.id: value})
                yield _Other(attribute, value, ground(read, book))


def _may_explain(other: _Other, level: int, book: Rulebook) -> bool:
    """Whether figures that hold at a level with another value may be read so."""
    subject = other.question.subject
    enough = explaining(other.attribute, other.value, level, context(subject, book))
    return any(all(_is_met(condition, subject) for condition in conditions) for conditions in enough)


def _is_met(condition: Condition, subject: Subject) -> bool:
    """Whether a claimed figure may meet a condition; rounding is to its benefit."""
    low, high = condition.span
    spans = (f.span for _, f in subject.figures if f.quantity == condition.quantity)
    return any(span[0] <= high and low <= span[1] for span in spans)
