"""What is found out about a question before it is explained: how it is meant, how it holds, and what tested it."""

from collections.abc import Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.assemble import LinkedSpans
from checker.explain.crowded import held
from checker.explain.meant import meant_with_strays
from checker.explain.tested import any_tested, tested
from checker.model.case import BEST, Question
from checker.model.finding import Tested
from checker.model.rule import Rulebook


class Level(Struct, frozen=True):
    """The innermost level at which a question holds, by number, and whether anything that holds there was tested."""

    level: int
    tested: bool
    fault: str = ""
    """How the program failed on it, through its own fault; else ""."""
    read_as: Mapping[str, str] = {}
    """Attributes that nobody stated, with the value that alone explains the figures."""
    gives: LinkedSpans | None = None
    """What it hands over but for best figures, where that was found out as well."""


class Examined(Struct, frozen=True):
    """A question as it is meant, its levels, by number, and what tested its figures."""

    question: Question
    """Of another kind than was asked for where a figure that the kind asked for hasn't is graver by itself."""
    level: int
    """The innermost level at which it holds."""
    exact: int
    """The same with every claimed figure exact."""
    tested: dict[str, Tested]
    rounded: tuple[str, ...] = ()
    """Where the two differ, the quantities whose rounding makes the difference."""


def level(question: Question, book: Rulebook) -> Level:
    """How a question holds."""
    asked, found = meant_with_strays(question, book)
    return Level(found, bool(found) or any_tested(asked), "", asked.subject.read_as)


def examine(question: Question, book: Rulebook) -> Examined:
    """The levels and tests of a question as it is meant."""
    asked, found = meant_with_strays(question, book)
    exact = found if _is_exact(asked) else held(_exact(asked), book)
    tests = tested(asked.of_figures())
    if asked.subject.kind != question.subject.kind:
        tests = tested(question) | tests
    return Examined(asked, found, exact, tests, _rounded(asked, exact, book) if exact != found else ())


def _is_exact(question: Question) -> bool:
    """Whether every claimed figure is one number anyway."""
    return all(span == premise.spans[BEST] for premise in question.said for span in premise.spans.values())


def _rounded(question: Question, exact: int, book: Rulebook) -> tuple[str, ...]:
    """Figures that need to be exact for a level, and no fewer."""
    needed = [p.quantity for p in question.said if any(span != p.spans[BEST] for span in p.spans.values())]
    for name in reversed(needed):
        fewer = [other for other in needed if other != name]
        if fewer and held(_exact(question, fewer), book) == exact:
            needed = fewer
    return tuple(needed)


def _exact(question: Question, names: Collection[str] = ()) -> Question:
    """The question with the claimed figures of some quantities, or with all, taken to be just what was typed."""
    said = (p.exact() if p.quantity in names or not names else p for p in question.said)
    return replace(question, said=tuple(said))
