"""What is found out about many questions at once, before any of them is explained."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.engine.levels import holds_at
from checker.explain.tested import tested
from checker.maths.interval import Span
from checker.model.case import BEST, TERMS, Question
from checker.model.result import Tested


class Examined(Struct, frozen=True):
    """A question's levels, by number, and what tested its figures."""

    level: int
    """The innermost level at which it holds."""
    exact: int
    """The same with every claimed figure exact."""
    tested: dict[str, Tested]


def examine(questions: Sequence[Question]) -> list[Examined]:
    """The levels and tests of each question, all in a few runs."""
    levels = holds_at([*questions, *(_exact(q) for q in questions)])
    return [
        Examined(level, exact, checked)
        for level, exact, checked in zip(levels, levels[len(questions) :], tested(questions), strict=False)
    ]


def _exact(question: Question) -> Question:
    """The question with every claimed figure taken to be just what was typed."""
    exact = (replace(p, spans=_point(p.spans)) if p.basis == "claimed" else p for p in question.premises)
    return replace(question, premises=tuple(exact))


def _point(spans: Mapping[str, Span]) -> dict[str, Span]:
    return dict.fromkeys(TERMS, spans[BEST])
