"""One claim explained: from the level at which it holds to everything a reader may ask."""

from collections.abc import Mapping, Sequence
from math import isinf
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.assemble import Judged, subject
from checker.engine.levels import contradicts
from checker.explain.anew import Anew
from checker.explain.crowded import may_be_rare
from checker.explain.examine import Level, examine
from checker.explain.implied import implied
from checker.explain.kinds import taken
from checker.explain.known import known
from checker.explain.meant import elsewhere
from checker.explain.minimal import MinimalConflict, minimal_conflicts
from checker.explain.proof import prove
from checker.explain.readings import readings, supposed
from checker.explain.repairs import repairs
from checker.explain.stale import stale
from checker.explain.suspects import suspects
from checker.explain.tested import missing
from checker.explain.yielding import ground
from checker.judge import verdict
from checker.model.case import Question
from checker.model.claim import Claim
from checker.model.finding import UNJUDGED, Conflict, Finding, Gap, Implied, Rare, Tested
from checker.model.rule import LEVELS, Rulebook
from checker.placing import unplaced

Reasons = Literal["all", "failed", "none"]
SLIGHT, FAR = 2, 10
"""A mismatch of less than so many times comes after what is off by so many times as much as it."""


class Wanted(Struct, frozen=True):
    """What the user wants of explanations."""

    implied: bool = False
    """What follows for every quantity."""
    readings: bool = False
    """What else the figures may mean, also where the claim holds."""
    reasons: Reasons = "all"
    """Of which claims it is told why; the others have a verdict and no more."""


def unjudged(fault: str) -> Finding:
    """What is found of a claim on which the program failed, through its own fault: it has no verdict."""
    return Finding(UNJUDGED, len(LEVELS), fault=fault)


def briefly(claim: Claim, held: Level) -> Finding:
    """A claim's verdict, and nothing of why."""
    if held.fault:
        return unjudged(held.fault)
    return Finding(verdict(held.level, held.tested), held.level, dict(held.read_as), taken(claim))


def explain(claim: Claim, judged: Judged, book: Rulebook, wanted: Wanted) -> Finding:
    """All that follows from a claim, what its links hand over and the rulebook; from nothing else, nor when or where.

    A claim in another file, with another `expect` or `accept`, has the same finding.
    """
    claim = unplaced(claim)
    examined = examine(ground(subject([claim], book, judged), book), book)
    question, level, checked = examined.question, examined.level, examined.tested
    conflicts = conflicts_at(question, level, book)
    failing = verdict(LEVELS.index(conflicts[0].level) + 1 if conflicts else level, bool(checked))
    told = _told(conflicts)
    in_conflict = sorted({v for c in conflicts for v in c.values})
    unchecked = tuple(sorted({f.quantity for f in claim.figures} - {*checked, *in_conflict}))
    anew = Anew(claim, judged, book)
    mends = repairs(question, in_conflict, anew, conflicts) if level else ()
    return Finding(
        verdict(level, bool(checked)),
        level,
        read_as=question.subject.read_as,
        taken=taken(claim, book),
        gap=told[0].gap if told else Gap(),
        edge=verdict(examined.exact, tested=True) if checked and examined.exact != level else "",
        edge_of=examined.rounded if checked else (),
        conflicts=told,
        readings=readings(question, failing, conflicts, _alone(anew, question)) if level or wanted.readings else (),
        repairs=mends,
        rare=_rare(question, level, conflicts, book),
        falls_if=_falls_if(conflicts, told),
        suspects=suspects(question.of_figures(), level, conflicts, anew) if level else (),
        several=level > 1 and not any(mend.date for mend in mends) and _needs_several(question.of_figures()),
        tested=checked,
        unchecked=unchecked,
        missing=missing(ground(question.subject, book, asked="all"), book) if not checked else (),
        supposed=supposed(question, _rests_on(told, checked), book),
        implied=_implied(question, level, book) if wanted.implied else {},
        stale=stale(_rests_on(told, checked), question.subject.day, book),
        known=known(question, claim, book),
        astray=question.subject.kind if question.subject.kind != claim.kind else "",
        elsewhere=elsewhere(unchecked, claim.kind, book),
    )


def _alone(anew: Anew, question: Question) -> Anew:
    """The claim with nothing but the figures of a question of another kind, in which one of them was asked alone."""
    if question.subject.kind == anew.claim.kind:
        return anew
    asked = {figure.quantity for _, figure in question.subject.figures}
    figures = tuple(figure for figure in anew.claim.figures if figure.quantity in asked)
    only = replace(anew.claim, kind=question.subject.kind, kinds=(), figures=figures, links=())
    return Anew(only, anew.judged, anew.book)


def _rests_on(conflicts: Sequence[Conflict], checked: Mapping[str, Tested]) -> list[str]:
    """Ids of the rules on which a verdict rests: those of its contradictions, or else those that tested a figure."""
    if conflicts:
        return [rule for conflict in conflicts for rule in conflict.rules]
    return [rule for test in checked.values() for rule in test.by]


def _implied(question: Question, level: int, book: Rulebook) -> dict[str, Implied]:
    """What follows for every quantity, at the level at which the claim holds."""
    return implied(ground(question.subject, book, asked="all").of_figures(), LEVELS[min(level, len(LEVELS) - 1)], book)


def conflicts_at(question: Question, level: int, book: Rulebook) -> tuple[Conflict, ...]:
    """The conflicts at the widest level at which the question does not hold; none where it holds at once.

    One that is implausible for all that it needs at once does hold at accepted, and so they are those at typical.
    """
    for name in LEVELS[level - 1 :: -1] if level else ():
        if found := minimal_conflicts(question, name):
            told = tuple(prove(question, name, mus, book) for mus in found)
            others = _of_others(question, found) if name == LEVELS[2] else question.only(())
            return (*told, *(prove(others, LEVELS[1], mus, book) for mus in minimal_conflicts(others, LEVELS[1])))
    return ()


def _of_others(question: Question, found: Sequence[MinimalConflict]) -> Question:
    """The question without the figures of what is impossible: the others may be implausible by themselves."""
    return question.without(*{key for mus in found for key in mus.values()}).of_figures()


def _needs_several(question: Question) -> bool:
    """Whether no one figure is what is wrong: whichever is left out, the others are implausible still."""
    return len(question.said) > 1 and all(contradicts(question.lacking(p), LEVELS[1]) for p in question.said)


def _told(conflicts: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    """The first conflict, and each that stands on a claimed figure of which none before it speaks.

    Another proof of the same figures is noise. Of those that are merely rare the shortest is told of the same figures.
    """
    conflicts = tuple(c for c in conflicts if not _ends_nowhere(c)) or conflicts[:1]
    conflicts = _worst_first(tuple(c for c in conflicts if not any(_needs_fewer(other, c) for other in conflicts)))
    if conflicts and conflicts[0].level == LEVELS[0]:
        alike = [[c for c in conflicts if c.values == values] for values in dict.fromkeys(c.values for c in conflicts)]
        conflicts = tuple(sorted((min(some, key=lambda c: len(c.steps)) for some in alike), key=_is_of_dates))
    found: list[Conflict] = []
    told: set[str] = set()
    for one in conflicts:
        if not one.values or not told.issuperset(one.values):
            found.append(one)
        told.update(one.values)
    return tuple(found)


def _falls_if(conflicts: Sequence[Conflict], told: Sequence[Conflict]) -> tuple[str, ...]:
    """The cases in which the rule doesn't hold that the first proof breaks, nor any other that is broken as gravely."""
    cases = [_cases(conflict) for conflict in conflicts if conflict.level == told[0].level] if told else []
    return tuple(case for case in _cases(told[0]) if all(case in others for others in cases)) if told else ()


def _cases(conflict: Conflict) -> tuple[str, ...]:
    """The cases in which the rule that a conflict breaks doesn't hold."""
    whens = [when for step in conflict.steps if step.rule == conflict.broken for when in step.wrong_when]
    return tuple(dict.fromkeys(whens))


def _worst_first(conflicts: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    """Conflicts in their order, but before a slight mismatch of a claim's own figures what is off by far more."""
    first = next(iter(conflicts), None)
    if first is None or not 1 <= (first.gap.best or 0) < SLIGHT:
        return conflicts
    least = FAR * (first.gap.best or 0)
    return tuple(sorted(conflicts, key=lambda c: c.level != first.level or (c.gap.best or 0) < least))


def _needs_fewer(conflict: Conflict, other: Conflict) -> bool:
    """Whether a conflict says by a sheet alone which of another's claimed figures is off."""
    by_sheet = [step.basis for step in conflict.steps] == ["known"]
    return by_sheet and {*conflict.values} < {*other.values}


def _is_of_dates(conflict: Conflict) -> bool:
    """Whether it isn't a matter of how much, as of a chip that isn't on sale yet: a plan may speak of one."""
    return bool(conflict.misses) and "{gap}" not in conflict.misses


def _ends_nowhere(conflict: Conflict) -> bool:
    """Whether a proof ends with a figure that may be any: no one premise of it can be told to break."""
    last = conflict.steps[-1]
    found = last.facts.get(last.output)
    return found is not None and found.low <= 0 and isinf(found.high)


def _rare(
    question: Question, level: int, conflicts: tuple[Conflict, ...], book: Rulebook
) -> tuple[tuple[Rare, ...], ...]:
    """What a claim needs that holds at accepted; one that is graver needs more than may be rare at once."""
    if not conflicts or conflicts[0].level != LEVELS[0]:
        return ()
    from checker.explain.rare import rare  # few claims are merely strained

    keys = tuple(p.key for p in question.premises if any(p.origin.rule in c.rules for c in conflicts))
    return rare(question, keys, book, 1 + may_be_rare(question, book) if level > LEVELS.index("accepted") else 1)
