"""What a question implies for every quantity, and the known figure nearest to each."""

import math

from msgspec.structs import replace

from checker.engine.best import best
from checker.engine.levels import all_ranges
from checker.explain.facts import title_of, unit_of
from checker.maths.interval import ANY, Span, exp, inside
from checker.model.case import BEST, Question, Subject, is_published
from checker.model.finding import Implied
from checker.model.rule import LEVELS, Landmark, Rulebook

NEAR = 0.01
"""Ends that differ by less (in logarithms) are the same to a reader."""
COMPARABLE = 100.0
"""A range wider than this factor, or a known figure farther off, tells nobody anything."""
CONTEMPORARY = 731
"""Days within which a known figure is of about the same time."""
NAMING = 4
"""A name of so many letters and digits at least may be part of another one of the same subject."""


def implied(question: Question, level: str, book: Rulebook) -> dict[str, Implied]:
    """For each usual quantity that is bounded its best figure and its range at each level, open where that fails.

    What is published of the very subject and not claimed is the best figure there is, unless the claim rules it out.
    """
    claimed = {p.quantity: p.spans["best"] for p in question.said}
    by_level = {name: all_ranges(question, name) or {} for name in LEVELS}
    published = {
        p.quantity: p.spans[BEST]
        for p in question.beliefs
        if is_published(p)
        and p.quantity not in claimed
        and inside(p.spans[BEST], by_level["accepted"].get(p.quantity, ANY))
    }
    at_best = best(question, level) | published
    believed = _only_believed(question, at_best, by_level["accepted"])
    marks = tuple(mark for mark in book.landmarks if _compares(mark, question.subject))
    book = replace(book, landmarks=marks)
    names = sorted({n for spans in (at_best, *by_level.values()) for n, span in spans.items() if span != ANY})
    found = {
        name: _implied(
            name, at_best.get(name, ANY), {k: v.get(name, ANY) for k, v in by_level.items()}, claimed.get(name), book
        )
        for name in names
        if name in claimed or (_is_usual(name, question.subject.kind, book) and name not in believed)
    }
    telling = {name: item for name, item in found.items() if name in claimed or _tells(item)}
    return dict(sorted(telling.items(), key=lambda pair: _rank(*pair)))


def _only_believed(question: Question, at_best: dict[str, Span], accepted: dict[str, Span]) -> set[str]:
    """Quantities of which the claim says nothing beyond what is believed of them anyway."""
    beliefs = {p.quantity: p.spans for p in question.premises if p.bounds_one and p.basis != "claimed"}
    return {
        name
        for name, spans in beliefs.items()
        if _alike(at_best.get(name, ANY), spans["best"])
        and _alike(accepted.get(name, spans["accepted"]), spans["accepted"])
    }


def _alike(a: Span, b: Span) -> bool:
    return abs(a[0] - b[0]) < NEAR and abs(a[1] - b[1]) < NEAR


def _is_usual(name: str, kind: str, book: Rulebook) -> bool:
    """Whether people speak of that quantity where they speak of such a subject."""
    return name in book.quantities and kind in book.quantities[name].kinds


def _tells(item: Implied) -> bool:
    """Whether a range says anything: a best figure, or few enough decades."""
    return any(low > 0 and high < low * COMPARABLE for low, high in (item.best, item.accepted))


def _rank(name: str, item: Implied) -> tuple[bool, bool, str]:
    """Figures that can be compared with a known one first, then those that are one number."""
    return not item.landmark, item.best[1] > item.best[0] * 1.001, name


def _implied(name: str, at_best: Span, spans: dict[str, Span], claimed: Span | None, book: Rulebook) -> Implied:
    typical, accepted, limit = ((exp(spans[level][0]), exp(spans[level][1])) for level in LEVELS)
    beside = at_best if claimed is None else claimed
    mark = _landmark(name, beside, book)
    return Implied(
        unit=unit_of(name, book),
        title=title_of(name, book),
        best=(exp(at_best[0]), exp(at_best[1])),
        typical=typical,
        accepted=accepted,
        limit=limit,
        claimed=claimed is not None,
        landmark=mark.name if mark else "",
        landmark_value=exp(mark.value) if mark else 0.0,
        landmark_factor=exp(beside[0] - mark.value) if mark else 1.0,
        landmark_source=mark.source if mark else None,
    )


def _compares(mark: Landmark, subject: Subject) -> bool:
    """Whether a known figure says something beside a subject's: it is of about its time, and not of itself."""
    own, other = (_plain(name.removeprefix("the ")) for name in (subject.about, mark.name))
    is_own = min(len(own), len(other)) >= NAMING and (own.startswith(other) or other.startswith(own))
    return abs(mark.day - subject.day) <= CONTEMPORARY and not is_own


def _plain(name: str) -> str:
    """Letters and digits of a name alone."""
    return "".join(filter(str.isalnum, name.casefold()))


def _landmark(name: str, at_best: Span, book: Rulebook) -> Landmark | None:
    """The nearest landmark, for a quantity that has one best figure."""
    marks = [m for m in book.landmarks if m.quantity == name and abs(m.value - at_best[0]) < math.log(COMPARABLE)]
    if not marks or at_best[1] - at_best[0] > 1e-6:
        return None
    return min(marks, key=lambda m: (abs(m.value - at_best[0]), m.name))
