"""Cases judged: claims that wait for no other in one run a level, each explained; then each case's claims together."""

from collections.abc import Callable, Sequence

from checker.cases.assemble import Giver, subject
from checker.cases.ground import ground
from checker.cases.records import slug
from checker.engine.best import best
from checker.engine.levels import all_ranges, holds_at
from checker.explain.claim import Wish, conflicts_at, explain
from checker.judge import gravest
from checker.model.case import Case, Question
from checker.model.result import CaseResult, ClaimResult, Conflict
from checker.model.rule import LEVELS, Rulebook

Judged = dict[str, tuple[str, int, Giver]]
"""Slug of a judged subject → its name, day and what it hands over."""
Progress = Callable[[int, int], None]
"""Told how many of how many cases are done."""


def judge(cases: Sequence[Case], book: Rulebook, wish: Wish, progress: Progress) -> list[CaseResult]:
    """Every case judged, those that give to others first; results in the order of their files."""
    judged: Judged = {}
    wanted = {slug(link.subject) for case in cases for claim in case.claims for link in claim.links}
    done: list[CaseResult] = []
    left = list(cases)
    while left:
        names = {slug(case.about) for case in left}
        ready = [case for case in left if not _givers(case) & (names - {slug(case.about)})]
        done += _judge_ready(ready, book, wish, judged, wanted, progress)
        left = [case for case in left if case not in ready]
    return sorted(done, key=lambda c: min(k.place for k in c.claims))


def _givers(case: Case) -> set[str]:
    return {slug(link.subject) for claim in case.claims for link in claim.links}


def _judge_ready(
    cases: Sequence[Case], book: Rulebook, wish: Wish, judged: Judged, wanted: set[str], progress: Progress
) -> list[CaseResult]:
    """Cases that wait for no other: all their claims in one run a level, then each explained."""
    alone = [(case, claim, ground(subject([claim], book, judged), book)) for case in cases for claim in case.claims]
    levels = holds_at([question for _, _, question in alone])
    results: dict[str, ClaimResult] = {}
    for done, ((_, claim, question), level) in enumerate(zip(alone, levels, strict=True)):
        progress(done, len(alone))
        results[claim.id] = explain(claim, question, level, book, wish)
    by_claim = {claim.id: level for (_, claim, _), level in zip(alone, levels, strict=True)}
    found = []
    for case in cases:
        together = ground(subject(case.claims, book, judged), book)
        level = holds_at([together])[0] if len(case.claims) > 1 else by_claim[case.claims[0].id]
        worst = max(by_claim[c.id] for c in case.claims)
        found.append(
            _case(
                case,
                together,
                [results[c.id] for c in sorted(case.claims, key=lambda c: c.place)],
                _disagreements(together, level, worst, book),
            )
        )
        if slug(case.about) in wanted:
            judged[slug(case.about)] = (case.about, together.subject.day, _gives(together, level))
    return found


def _disagreements(together: Question, level: int, worst: int, book: Rulebook) -> tuple[Conflict, ...]:
    """Conflicts that only the claims of a case together have."""
    if level <= worst:
        return ()
    return tuple(c for c in conflicts_at(together, level, book) if len(c.claims) > 1)


def _gives(question: Question, level: int) -> Giver:
    """The ranges that a judged subject hands over: at its own verdict's level or wider."""
    given: Giver = {}
    for number, name in enumerate(LEVELS):
        spans = all_ranges(question, LEVELS[max(number, min(level, len(LEVELS) - 1))]) or {}
        for quantity, span in spans.items():
            given.setdefault(quantity, {})[name] = span
    for quantity, span in best(question, LEVELS[min(level, len(LEVELS) - 1)]).items():
        given.setdefault(quantity, {})["best"] = span
    return given


def _case(
    case: Case, question: Question, claims: Sequence[ClaimResult], disagreements: tuple[Conflict, ...]
) -> CaseResult:
    last = max(case.claims, key=lambda c: (c.day, c.id))
    return CaseResult(
        about=case.about,
        kind=case.kind,
        date=last.date,
        day=last.day,
        verdict=gravest([c.verdict for c in claims]),
        hardware=question.subject.choices.get("hardware", ""),
        claims=tuple(claims),
        disagreements=disagreements,
    )
