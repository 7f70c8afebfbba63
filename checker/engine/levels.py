"""How far each question must be loosened until it holds, and what it then implies."""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from checker.engine.narrow import State, narrow
from checker.engine.stack import stack, structure
from checker.engine.sweep import fixpoint
from checker.engine.system import System, widened
from checker.maths.interval import ANY, Span
from checker.model.case import Premise, Question
from checker.model.rule import LEVELS

BLOCK = 4096
"""Cases run at once: the arrays of a block stay in the processor's cache."""

LINKED = 256
"""The same of cases with links: their exponents hang on dates, and so each brings weights of its own."""

ALIKE = 1500
"""From so many cases that believe things of one form it is quicker to run them by themselves."""


def holds_at(questions: Sequence[Question]) -> list[int]:
    """For each question the number of the innermost level at which it holds; 3 where none does."""
    found = [len(LEVELS)] * len(questions)
    left = list(range(len(questions)))
    for number, level in enumerate(LEVELS):
        failed: list[int] = []
        for block in blocks([questions[i] for i in left]):
            empty = fixpoint(stack([questions[left[n]] for n in block], level)).empty
            for n, is_empty in zip(block, empty, strict=True):
                if is_empty:
                    failed.append(left[n])
                else:
                    found[left[n]] = number
        left = sorted(failed)
    return found


def blocks(questions: Sequence[Question]) -> Iterator[list[int]]:
    """The numbers of questions to be run at once: many that believe things of one form by themselves, others together.

    Questions that stand together stand in the order of their forms, so that few of them meet in one run.
    """
    alike: dict[tuple[int, bool], list[int]] = {}
    for n, question in enumerate(questions):
        alike.setdefault((structure(question), bool(question.subject.handed)), []).append(n)
    others: dict[int, list[int]] = {BLOCK: [], LINKED: []}
    for (_, is_linked), group in alike.items():
        size = LINKED if is_linked else BLOCK
        if len(group) < min(ALIKE, size):
            others[size] += group
        else:
            yield from _cut(group, size)
    for size, group in others.items():
        yield from _cut(group, size)


def _cut(whole: Sequence[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(whole), size):
        yield list(whole[start : start + size])


def are_empty(questions: Sequence[Question], level: str) -> list[bool]:
    """For each question whether nothing is left at one level."""
    if not questions:
        return []
    return [bool(e) for e in fixpoint(stack(questions, level)).empty]


class Varied(Struct, frozen=True):
    """A question at a level with one claimed figure left open, ready to be tried with many figures."""

    rest: System
    quantity: str

    def holds(self, figures: Sequence[float], play: Span = (0.0, 0.0)) -> list[bool]:
        """For each of some figures (logarithms) whether the question holds with it, or with one as near as `play`."""
        if not figures or self.quantity not in self.rest.names:
            return [True] * len(figures)
        many = widened(self.rest, len(figures))
        q = many.place(self.quantity)
        wanted = np.asarray(figures)
        many.low[q], many.high[q] = (
            np.maximum(many.low[q], wanted + play[0]),
            np.minimum(many.high[q], wanted + play[1]),
        )
        return [not e for e in narrow(many).empty]


def varied(question: Question, premise: Premise, level: str) -> Varied:
    """The question at a level, with the claimed figure of that premise left open."""
    return Varied(stack([question.without(premise.key)], level), premise.quantity)


def ranges(questions: Sequence[Question], level: str, quantities: Sequence[str]) -> list[Span | None]:
    """For each question the range of its quantity at a level; None where nothing is left."""
    if not questions:
        return []
    system = stack(questions, level)
    state = fixpoint(system)
    return [None if state.empty[n] else _range(system, state, n, q) for n, q in enumerate(quantities)]


def all_ranges(question: Question, level: str, at_rest: bool = False) -> dict[str, Span] | None:
    """The range of every quantity of one question at a level; None where nothing is left.

    With `at_rest` also None where ranges were still on the move: they are sound, but no answer to "how far".
    """
    system = stack([question], level)
    return ranges_of(system, narrow(system), at_rest)[0]


def at_every_level(question: Question) -> tuple[int, dict[str, dict[str, Span]]]:
    """The number of the innermost level at which a question holds, and the range of each quantity by level.

    Further in than it holds these are the ranges at which it does; where it holds at no level there are none. Where a
    wider level contradicts itself, as one may whose conditions hold only there, its ranges are open.
    """
    system = stack([question] * len(LEVELS), LEVELS)
    found = ranges_of(system, narrow(system))
    level = next((n for n, spans in enumerate(found) if spans is not None), len(LEVELS))
    held = [found[max(n, level)] or {} for n in range(len(LEVELS))] if level < len(LEVELS) else []
    names = held[level] if held else {}
    return level, {q: {name: spans.get(q, ANY) for name, spans in zip(LEVELS, held, strict=True)} for q in names}


def ranges_of(system: System, state: State, at_rest: bool = False) -> list[dict[str, Span] | None]:
    """The range of every quantity in each case of a system that has been narrowed."""
    gone = state.empty | state.astray if at_rest else state.empty
    ends = zip(state.low.T.tolist(), state.high.T.tolist(), gone, strict=True)
    return [
        None if is_gone else dict(zip(system.names, zip(low, high, strict=False), strict=False))
        for low, high, is_gone in ends
    ]


def _range(system: System, state: State, case: int, quantity: str) -> Span:
    if quantity not in system.names:
        return ANY
    q = system.place(quantity)
    return float(state.low[q, case]), float(state.high[q, case])


def crossing(question: Question, level: str) -> float:
    """By how much (a logarithm) the ends of some range cross at the first pass in which one does; 0 where none does."""
    state = narrow(stack([question], level))
    return max(0.0, float(np.max(state.low - state.high))) if state.empty[0] else 0.0
