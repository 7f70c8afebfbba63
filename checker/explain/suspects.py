"""Which claimed figure may be the wrong one: what all the rest implies for it, and the slip that would explain it."""

import math
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.context import entailed, entailing
from checker.engine.levels import contradicts, range_of
from checker.engine.strain import strain
from checker.explain.anew import Anew, typed_as
from checker.explain.easily import easily, is_named
from checker.explain.facts import unit_of
from checker.explain.fitting import (
    LOST_IF_FLAGGED,
    LOST_IF_STRAINED,
    NEAR,
    TELLING,
    Open,
    fitting,
    is_lost,
    only_slip,
    opened,
)
from checker.explain.minimal import speaking
from checker.explain.slips import TENFOLD, borrowed, of_prefix, own_slips, said
from checker.explain.snapped import is_none, likely
from checker.explain.yielding import ground
from checker.maths.interval import Span, exp, is_empty, log, meet
from checker.model.case import Premise, Question
from checker.model.finding import VERDICTS, Conflict, Suspect
from checker.model.key import Key
from checker.model.rule import LEVELS, Rulebook

ALIKE = 0.3
"""Suspects whose mending leaves so nearly the same strain aren't told apart by it."""
SHEET = math.log(1.3)
"""A range so narrow is that of one known figure."""
VAGUE = math.log(1000)
"""A wider range, or one that is open, tells nobody what the figure should be."""


class _Trial(Struct, frozen=True):
    """A claimed figure, how much the rest strains without it, what the rest implies, and its likeliest correction."""

    premise: Premise
    strain: float
    implied: Span
    slip: str
    fits: int
    """Level at which the corrected figure fits: 0 typical, 1 accepted, 2 no correction does."""
    corrected: float | None
    is_lost: bool = False
    """Whether no more than a lost digit leads there, which may lead to what is likely by accident."""
    is_named: bool = False
    """Whether the subject's own name has the figure as it is claimed."""


def suspects(question: Question, found: int, conflicts: Sequence[Conflict], anew: Anew) -> tuple[Suspect, ...]:
    """Figures that may be wrong, most likely first; what one would write instead is judged anew as it is told.

    Where a slip mends the whole claim, last come the figures whose own slip doesn't.
    """
    before = sought(question, found, conflicts, anew.book)
    tried = [_by_prefix(_tried(suspect, found, anew), found, question, anew) for suspect in before]
    stands = {suspect.value for suspect in tried if suspect.slip and suspect.corrected is not None}
    fails = {suspect.value for suspect in tried if suspect.slip} - stands if stands else set()
    rank = dict(zip((each.value for each in tried), accumulate(not each.tied for each in tried), strict=True))
    ordered = sorted(tried, key=lambda suspect: suspect.value in fails)
    alike = [False, *(rank[a.value] == rank[b.value] for a, b in pairwise(ordered))]
    return tuple(replace(each, tied=tied) for each, tied in zip(ordered, alike, strict=False))


def _tried(suspect: Suspect, found: int, anew: Anew) -> Suspect:
    """A suspect with its correction as typed and judged; without it where the claim is no better.

    A lost digit then explains it only if what stands against this figure implies just what it leads to.
    """
    if suspect.corrected is None:
        return suspect
    better = VERDICTS[1 : min(found, 2) + 1]
    for text in typed_as(log(suspect.corrected), suspect.value, anew.book, 3 if suspect.slip else 2):
        claim = anew.with_figure(suspect.value, text)
        verdict = anew.verdict(claim) if claim else ""
        if claim and verdict in better:
            return replace(suspect, typed=text, verdict=verdict, ask=anew.asks(claim))
    (low, high), told = suspect.implied, ":" in suspect.slip
    return replace(suspect, corrected=None, slip=suspect.slip if told or low <= suspect.corrected <= high else "")


def _by_prefix(suspect: Suspect, found: int, question: Question, anew: Anew) -> Suspect:
    """A suspect that no slip explains, with a prefix that does once the claim is read otherwise.

    4 TFLOP/s of a chip that does 2 PFLOP/s by its dense peak: petaFLOP/s, with skipped zeros.
    """
    if suspect.slip or suspect.corrected is None:
        return suspect
    premise = next(p for p in question.said if p.quantity == suspect.value)
    slip = of_prefix(premise, log(suspect.corrected), anew.book)
    if slip is None:
        return suspect
    meant = exp(premise.spans["best"][0] - slip.factor)
    other = _tried(replace(suspect, slip=said(slip), corrected=meant), found, anew)
    return suspect if other.corrected is None else other


def sought(question: Question, found: int, conflicts: Sequence[Conflict], book: Rulebook) -> tuple[Suspect, ...]:
    """Claimed figures in conflict whose change would mend it, most likely first; equally likely ones are marked.

    `found` numbers the level at which the claim holds. One that is only strained has those that a known slip explains,
    and the one figure that stands against all that is known.
    Where no one figure mends it, those that would mend one of its conflicts, the ones in several first.
    """
    strict = conflicts[0].level if conflicts and conflicts[0].level == "typical" else LEVELS[min(found, 2) - 1]
    values = {value for conflict in conflicts for value in conflict.values}
    ranked = _ranked(question, values, strict, book)
    if not ranked:
        return _in_parts(question, strict, conflicts, book)
    if found == 1:
        alone, gap = len(values) == 1, conflicts[0].gap.best if conflicts else None
        told = (t for t in ranked if t.fits == 0 and (alone or _is_known(t, question, book)) and _is_near(t, gap))
        return tuple(_suspect(t, tied=False) for t in told)
    kindest = conflicts[0].gap.accepted if conflicts else None
    if kindest and kindest < LOST_IF_FLAGGED:
        ranked = [replace(t, slip="", corrected=None) if t.is_lost else t for t in ranked]
    least = min(t.strain for t in ranked)
    return tuple(
        _suspect(t, tied=i > 0 and _rank(t, least) == _rank(ranked[i - 1], least)) for i, t in enumerate(ranked)
    )


def _is_near(trial: _Trial, gap: float | None) -> bool:
    """Whether the figure that was meant is near or known, if the claim is merely strained.

    A slip is no larger than the square of the gap, nor ten times where that is small: who is a fifth beyond the usual
    lost no digit. Without one there has to be a figure to be known, as on a sheet.
    """
    if not trial.slip:
        return trial.implied[1] - trial.implied[0] < SHEET
    if trial.corrected is None or not gap:
        return True
    apart = abs(trial.premise.spans["best"][0] - trial.corrected)
    return apart <= 2 * math.log(gap) + NEAR and (gap >= LOST_IF_STRAINED or round(apart, 2) < TENFOLD)


def _in_parts(question: Question, strict: str, conflicts: Sequence[Conflict], book: Rulebook) -> tuple[Suspect, ...]:
    """The figures that would mend one conflict or several, when each is looked at by itself."""
    found: dict[Key, list[_Trial]] = {}
    alone = len(conflicts) == 1 and len(conflicts[0].values) == 1
    for conflict in () if alone else conflicts:
        part = question.holding(speaking(question, conflict))
        for trial in filter(partial(_may_be, replace(question, said=())), _ranked(part, conflict.values, strict, book)):
            if strict != "typical" or _is_near(trial, conflict.gap.best):
                found.setdefault(trial.premise.key, []).append(trial)
    clearest = {
        key: min(trials, key=lambda t: (not _is_known(t, question, book), t.fits)) for key, trials in found.items()
    }
    rarely = 1 if strict == "typical" else 2  # what is rare either way explains nothing of what is merely rare
    known = {key: trial.fits < rarely and _is_known(trial, question, book) for key, trial in clearest.items()}
    ordered = sorted(found, key=lambda key: (not known[key], -len(found[key])))
    sure = [k for k in ordered if known[k] or strict != "typical"]
    return tuple(_suspect(clearest[k], tied=False) for k in sure)


def _may_be(unclaimed: Question, trial: _Trial) -> bool:
    """Whether what is implied for a figure is anything that it can be: no utilisation is 140 % or more."""
    known = range_of(unclaimed, "accepted", trial.premise.quantity)
    return known is None or not is_empty(meet(known, trial.implied))


def _ranked(question: Question, values: Collection[str], strict: str, book: Rulebook) -> list[_Trial]:
    """The figures whose change mends the question at a level or a wider one, most likely first.

    Of a cost and chips that disagree, either of which could give way, first comes the one without which the rest
    strains less; of equals the one whose corrected figure fits at a stricter level, then one that a slip explains, and
    one that is reckoned of others, as a cost of chips, hours and a price: it has more ways to go wrong than they have.
    Of lost digits the longest figure comes first.
    """
    partners = {q for a in book.attributes.values() for r in a.entailed for q in (r.smaller, r.larger)}
    joined = {*values} | (partners if partners & {*values} else set())
    claimed = [p for p in question.said if p.quantity in joined]
    tried = ((_trial(each, p, strict, book) for each in _contexts(question, p, book)) for p in claimed)
    about = question.subject.about
    trials = [
        replace(t, is_named=is_named(t.premise, about, unit_of(t.premise.quantity, book)))
        for t in (next(filter(None, some), None) for some in tried)
        if t
    ]
    least = min((t.strain for t in trials), default=0.0)
    return sorted(
        trials, key=lambda t: (*_rank(t, least), *easily(question, t.premise, t.slip, t.corrected), t.premise.key)
    )


def _contexts(question: Question, premise: Premise, book: Rulebook) -> Iterator[Question]:
    """The question, and what it would be if another figure there settled an attribute: as a mixture of experts."""
    yield question
    subject = question.subject
    given, known = {p.quantity for p in question.said}, subject.choices | entailed(subject, book)
    for name, rule in entailing(known, given, book):
        if premise.quantity in (rule.smaller, rule.larger) and rule.larger in given:
            yield ground(replace(subject, choices=subject.choices | {name: rule.value}), book)


def _rank(trial: _Trial, least: float) -> tuple[bool, int, int, bool]:
    """Not named so, how little the rest must still strain, how well the corrected figure fits, whether by a slip."""
    tells = bool(trial.slip) and trial.implied[1] - trial.implied[0] < TELLING
    return trial.is_named, int((trial.strain - least) / ALIKE), trial.fits, not tells


def _trial(question: Question, premise: Premise, strict: str, book: Rulebook) -> _Trial | None:
    rest = question.without(premise.key)
    implied = range_of(rest, strict, premise.quantity)
    if implied and not _rules_out(implied, premise):
        return None
    if contradicts(rest, "accepted"):
        return None  # the rest would be implausible whatever the figure
    remaining = strain(rest)
    level = LEVELS[min(max(math.ceil(remaining) - 1, LEVELS.index(strict)), 2)]
    implied = range_of(rest, level, premise.quantity)
    unit = unit_of(premise.quantity, book)
    if implied is None or not _rules_out(implied, premise) or is_none(implied, unit):
        return None
    if implied[1] - implied[0] > VAGUE:
        only = only_slip(question, premise, book)
        if only is None:
            return _Trial(premise, remaining, implied, "", 2, None)
        slip, fits = only
        return _Trial(premise, remaining, implied, said(slip), fits, premise.spans["best"][0] - slip.factor)
    meant = likely(rest, premise, implied, level, unit)
    explained, corrected, fits = fitting(Open(question, premise, implied, meant, opened(question, premise)), book)
    if corrected is None:
        corrected = meant
    elif implied[1] - implied[0] < SHEET and is_empty(meet(implied, (corrected, corrected))):
        corrected = sum(implied) / 2  # what was meant is known better than the slip leads to
    lost = is_lost(premise, explained, corrected) and not _is_published(rest, premise, corrected)
    return _Trial(premise, remaining, implied, explained, fits, corrected, lost)


def _is_published(rest: Question, premise: Premise, corrected: float | None) -> bool:
    """Whether a corrected figure is one that a table has."""
    tables = (p.spans["best"] for p in rest.beliefs if p.basis == "known" and p.quantity == premise.quantity)
    return corrected is not None and any(high - low < SHEET and abs(low - corrected) < NEAR for low, high in tables)


def _rules_out(implied: Span, premise: Premise) -> bool:
    """Whether what the rest implies has nothing in common with the claimed figure."""
    return is_empty(meet(implied, premise.spans["accepted"]))


def _is_known(trial: _Trial, question: Question, book: Rulebook) -> bool:
    """Whether a known slip explains it, and not merely a lost digit."""
    own = {said(slip) for slip in own_slips(trial.premise, question, book)}
    return trial.slip in own | ({borrowed(trial.premise, question.subject, book)} - {""})


def _suspect(trial: _Trial, tied: bool) -> Suspect:
    origin = trial.premise.origin
    corrected = None if trial.corrected is None else exp(trial.corrected)
    implied = (exp(trial.implied[0]), exp(trial.implied[1]))
    return Suspect(origin.rule, trial.premise.quantity, origin.text, implied, trial.slip, corrected, tied)
