"""Which slip mends a claim by changing one figure, and how well the mended claim then holds."""

import math
from collections.abc import Sequence

from msgspec import Struct

from checker.engine.levels import Varied, varied
from checker.explain.slips import TENFOLD, borrowed, own_slips, said, slips
from checker.maths.interval import Span, is_open
from checker.model.beside import Slip
from checker.model.case import Premise, Question
from checker.model.rule import LEVELS, Rulebook

NEAR = 0.3
"""Slips that lead so nearly (in logarithms) as close to what is likely aren't told apart by it."""
TELLING = math.log(10)
"""In a wider range one slip or another always leads, and a narrower one tells by itself what the figure should be."""

LOST_IF_FLAGGED = 2.0
"""A digit was hardly lost where the kindest terms leave a smaller gap: it would lead far to the other side."""
LOST_IF_STRAINED = 5.0
"""The same of a figure that is merely strained, and of the gap to what is usual."""


class Open(Struct, frozen=True):
    """A claimed figure that may be wrong: what the rest of the question implies for it, and the likeliest of that."""

    question: Question
    premise: Premise
    implied: Span
    likely: float | None
    at: tuple[Varied, ...]
    """With that figure left open, at typical and at accepted."""


def opened(question: Question, premise: Premise) -> tuple[Varied, ...]:
    """A question with the claimed figure of a premise left open, at each level that tells how well another fits."""
    return tuple(varied(question, premise, level) for level in LEVELS[:2])


def fitting(tried: Open, book: Rulebook) -> tuple[str, float | None, int]:
    """The slip that makes the claim fit, typical before accepted; of several the one nearest to what is likely.

    Where nothing is likelier, they come in the order of `slips`.
    """
    question, premise, likely = tried.question, tried.premise, tried.likely
    value = premise.spans["best"][0]
    taken = borrowed(premise, question.subject, book)
    if taken:
        return taken, likely, 2 if likely is None else _level_of(tried.at, likely)
    for known in slips(premise, question, book):
        for fits, at in enumerate(tried.at):
            repairing = _repairing(at, premise, known)
            if repairing and _explains(fits, repairing, tried):
                slip = min(repairing, key=lambda s: 0 if likely is None else int(abs(value - s.factor - likely) / NEAR))
                return said(slip), value - slip.factor, fits
    return "", None, 2 if likely is None else _level_of(tried.at, likely)


def _explains(fits: int, repairing: Sequence[Slip], tried: Open) -> bool:
    """Whether slips explain the figure.

    A lost digit that leads to a rare one doesn't where a usual one is likely, and nor does any slip where the rest
    tells the figure well.
    """
    lost = all(round(abs(s.factor), 2) == TENFOLD for s in repairing)
    if fits == 0 or tried.likely is None or not (lost or tried.implied[1] - tried.implied[0] < TELLING):
        return True
    return _level_of(tried.at, tried.likely) > fits


def _repairing(at: Varied, premise: Premise, known: Sequence[Slip]) -> list[Slip]:
    """Those of some slips without which the claim holds."""
    play, value = _rounding(premise), premise.spans["best"][0]
    return [slip for slip in known if at.holds(value - slip.factor, play)]


def only_slip(question: Question, premise: Premise, book: Rulebook) -> tuple[Slip, int] | None:
    """The one slip of the quantity's own that mends the claim, where the rest tells nothing of its size, and how well.

    None where several would do as well, or a lost digit: which of them it was can't be known.
    """
    known, open_ones = own_slips(premise, question, book), opened(question, premise)
    lost = [Slip(premise.quantity, sign * TENFOLD, "") for sign in (1, -1)]
    if any(_repairing(at, premise, lost) for at in open_ones):
        return None
    for fits, at in enumerate(open_ones):
        repairing = _repairing(at, premise, known)
        if repairing:
            return (repairing[0], fits) if len({round(s.factor, 2) for s in repairing}) == 1 else None
    return None


def _level_of(at: Sequence[Varied], value: float) -> int:
    """The level at which the claim holds with another figure: 0 typical, 1 accepted, 2 neither."""
    return next((fits for fits, each in enumerate(at) if each.holds(value)), 2)


def _rounding(premise: Premise) -> Span:
    """How far below and above a claimed figure its rounding reaches; a bound has none."""
    (low, high), value = premise.spans["typical"], premise.spans["best"][0]
    return (0.0, 0.0) if is_open(low) or is_open(high) else (low - value, high - value)


def is_lost(premise: Premise, slip: str, corrected: float | None) -> bool:
    """Whether a lost or doubled digit, and nothing better known, would explain the figure."""
    apart = 0.0 if corrected is None else abs(premise.spans["best"][0] - corrected)
    return bool(slip) and ":" not in slip and round(apart, 2) == TENFOLD
