"""Figures that the kind of a subject hasn't: no rule of that kind tests them, so each is judged by itself."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from checker.cases.ground import ground
from checker.explain.meant import meant
from checker.explain.tested import which_tested
from checker.model.case import Question, Subject
from checker.model.claim import Figure
from checker.model.rule import Rulebook


class _Alone(NamedTuple):
    """One figure of the question of that number, alone, and how it holds as a figure of one of its own kinds."""

    number: int
    quantity: str
    question: Question


def meant_with_strays(questions: Sequence[Question], book: Rulebook) -> tuple[list[Question], list[int]]:
    """Each question as it is meant, and the number of the innermost level at which it and its strays hold.

    A figure that nothing tests, as the subject's kind hasn't such figures, is asked alone as one of each kind that has.
    Where it is graver than all else, however it is taken, the question about it stands in place of the whole.
    """
    asked, levels = meant(questions, book)
    with_strays = [n for n, question in enumerate(asked) if strays(question.subject, book)]
    tests = [which_tested(asked[n]) for n in with_strays]
    alone = [
        each for n, known in zip(with_strays, tests, strict=True) for each in _alone(n, asked[n].subject, known, book)
    ]
    held = meant([each.question for each in alone], book)
    mildest: dict[tuple[int, str], tuple[int, Question]] = {}
    for each, question, level in zip(alone, *held, strict=True):
        key = (each.number, each.quantity)
        if key not in mildest or level < mildest[key][0]:
            mildest[key] = level, question
    for (n, _), (level, question) in mildest.items():
        if level > levels[n]:
            asked[n], levels[n] = question, level
    return asked, levels


def strays(subject: Subject, book: Rulebook) -> list[tuple[str, Figure]]:
    """The figures of a subject that its kind hasn't, each with the claim it is from."""
    return [each for each in subject.figures if not book.quantities[each[1].quantity].fits(subject.kind)]


def elsewhere(quantities: Sequence[str], kind: str, book: Rulebook) -> dict[str, str]:
    """Those of some quantities that a kind hasn't, each with the kind that most usually has it."""
    known = (book.quantities[name] for name in quantities)
    return {q.id: (*q.kinds, *q.also)[0] for q in known if not q.fits(kind)}


def _alone(number: int, subject: Subject, tested: set[str], book: Rulebook) -> Iterator[_Alone]:
    """Each stray figure that nothing tests as a question of its own, for each kind of which it is usual."""
    for claim, figure in strays(subject, book):
        quantity = book.quantities[figure.quantity]
        for kind in (quantity.kinds or quantity.also) if quantity.id not in tested else ():
            about = replace(subject, kind=kind, figures=((claim, figure),), handed=(), read_as={}, known=None)
            yield _Alone(number, quantity.id, ground(about, book))
