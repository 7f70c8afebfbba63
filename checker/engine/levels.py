"""How far each question must be loosened until it holds, and what it then implies."""

from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from checker.engine.asking import Asking, asking
from checker.engine.network import sorted_out
from checker.engine.propagate import Rest, propagate, resumed, span_of
from checker.maths.interval import ANY, Span, inside
from checker.model.case import Premise, Question
from checker.model.identity import Identity
from checker.model.rule import LEVELS

KEPT = 1024
"""Of so many sets of rules it is kept whether they say less at each wider level."""


def holds_at(question: Question, levels: Sequence[str] = LEVELS) -> int:
    """The number of the innermost level at which a question holds; how many there are where it does at none."""
    return next((n for n, level in enumerate(levels) if not contradicts(question, level)), len(levels))


def contradicts(question: Question, level: str) -> bool:
    """Whether nothing is left of a question at a level."""
    return propagate(asking(question, level)).is_empty


class Varied(Struct, frozen=True):
    """A question at a level with one claimed figure left open, at rest, ready to be tried with many figures."""

    asked: Asking
    rest: Rest
    quantity: str

    def holds(self, figure: float, play: Span = (0.0, 0.0)) -> bool:
        """Whether the question holds with a figure (a logarithm), or with one as near as `play`."""
        q = self.asked.network.line.get(self.quantity)
        if q is None or self.rest.is_empty:
            return q is None
        return not resumed(self.asked, self.rest, q, figure + play[0], figure + play[1]).is_empty


def varied(question: Question, premise: Premise, level: str) -> Varied:
    """The question at a level, with the claimed figure of that premise left open."""
    asked = asking(question.without(premise.key), level)
    return Varied(asked, propagate(asked), premise.quantity)


def range_of(question: Question, level: str, quantity: str) -> Span | None:
    """The range of a quantity at a level; None where nothing is left."""
    asked = asking(question, level)
    rest = propagate(asked)
    return None if rest.is_empty else span_of(asked, rest, quantity)


def all_ranges(question: Question, level: str, at_rest: bool = False) -> dict[str, Span] | None:
    """The range of every quantity of one question at a level; None where nothing is left.

    With `at_rest` also None where ranges were still on the move: they are sound, but no answer to "how far".
    """
    asked = asking(question, level)
    rest = propagate(asked)
    return None if rest.is_empty or (at_rest and rest.is_astray) else ranges_of(asked, rest)


def at_every_level(question: Question, wanted: Container[str] | None = None) -> tuple[int, dict[str, dict[str, Span]]]:
    """The number of the innermost level at which a question holds, and the range of each wanted quantity by level.

    Further in than it holds these are the ranges at which it does; where it holds at no level there are none. Where a
    wider level contradicts itself, as one may whose conditions hold only there, its ranges are open.
    """
    kept = _as_claimed(question, wanted) if wanted is not None else None
    if kept is not None:
        return 0, {q: dict.fromkeys(LEVELS, span) for q, span in kept.items()}
    found = [all_ranges(question, level) for level in LEVELS]
    level = next((n for n, spans in enumerate(found) if spans is not None), len(LEVELS))
    held = [found[max(n, level)] or {} for n in range(len(LEVELS))] if level < len(LEVELS) else []
    names = [q for q in held[level] if wanted is None or q in wanted] if held else []
    return level, {q: {name: spans.get(q, ANY) for name, spans in zip(LEVELS, held, strict=True)} for q in names}


def _as_claimed(question: Question, wanted: Container[str]) -> dict[str, Span] | None:
    """The ranges of wanted quantities where all are claimed ones that even typical leaves as wide as they were claimed.

    Then every wider level does too, as long as nothing says more there than it does at typical; else None.
    """
    asked = asking(question, LEVELS[0])
    claimed = {p.quantity: p.spans[LEVELS[0]] for p in question.said if p.quantity in wanted}
    if any(p.spans[level] != claimed[p.quantity] for p in question.said if p.quantity in wanted for level in LEVELS):
        return None
    if any(name in wanted and name not in claimed for name in asked.network.names):
        return None
    plain, rows = sorted_out(Identity(question.beliefs))
    if not (_are_wider(Identity(rows)) and all(map(_is_wider_further_out, (*question.said, *plain)))):
        return None
    rest = propagate(asked)
    spans = {q: span_of(asked, rest, q) for q in claimed}
    return None if rest.is_empty or spans != claimed else spans


@lru_cache(maxsize=KEPT)
def _are_wider(premises: Identity[tuple[Premise, ...]]) -> bool:
    return all(map(_is_wider_further_out, premises.it))


def _is_wider_further_out(premise: Premise) -> bool:
    """Whether a premise allows at each level all that it allows further in."""
    spans = [premise.spans.get(level, ANY) for level in LEVELS]
    return all(inner == outer or inside(inner, outer) for inner, outer in pairwise(spans))


def ranges_of(asked: Asking, rest: Rest) -> dict[str, Span]:
    """The range of every quantity."""
    return dict(zip(asked.network.names, zip(rest.low, rest.high, strict=True), strict=True))


def crossing(question: Question, level: str) -> float:
    """By how much (a logarithm) the ends of some range cross at the first pass in which one does; 0 where none does."""
    rest = propagate(asking(question, level))
    return max(low - high for low, high in zip(rest.low, rest.high, strict=True)) if rest.is_empty else 0.0
