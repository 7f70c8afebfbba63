"""Figures that the kind of a subject hasn't: no rule of that kind tests them, so each is judged by itself."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from checker.cases.ground import ground
from checker.explain.meant import meant
from checker.explain.tested import which_tested
from checker.model.case import Question, Subject
from checker.model.claim import Figure
from checker.model.rule import Rulebook


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
            yield quantity.id, ground(about, book)
