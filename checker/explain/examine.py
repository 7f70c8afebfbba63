"""What is found out about many questions at once, before any of them is explained."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from checker.engine.levels import holds_at
from checker.explain.tested import any_tested, tested
from checker.maths.interval import Span
from checker.model.case import BEST, TERMS, Question
from checker.model.result import Tested


class Level(NamedTuple):
    """The innermost level at which a question holds, by number, and whether anything that holds there was tested."""

    level: int
    tested: bool
    fault: str = ""
    """How the program failed on it, through its own fault; else ""."""


class Examined(Struct, frozen=True):
    """A question's levels, by number, and what tested its figures."""

    level: int
    """The innermost level at which it holds."""
    exact: int
    """The same with every claimed figure exact."""
    tested: dict[str, Tested]


def levels(questions: Sequence[Question]) -> list[Level]:
    """How each question holds."""
    found = holds_at(questions)
    holding = [n for n, level in enumerate(found) if not level]
    untested = {holding[n] for n, is_tested in enumerate(any_tested([questions[n] for n in holding])) if not is_tested}
    return [Level(level, n not in untested) for n, level in enumerate(found)]


def examine(questions: Sequence[Question]) -> list[Examined]:
    """The levels and tests of each question, all in a few runs."""
    found = holds_at([*questions, *(_exact(q) for q in questions)])
    return [
        Examined(level, exact, checked)
        for level, exact, checked in zip(found, found[len(questions) :], tested(questions), strict=False)
    ]


def _exact(question: Question) -> Question:
    """The question with every claimed figure taken to be just what was typed."""
    return replace(question, said=tuple(replace(p, spans=_point(p.spans)) for p in question.said))


def _point(spans: Mapping[str, Span]) -> dict[str, Span]:
    return dict.fromkeys(TERMS, spans[BEST])
