"""Cases judged: claims that wait for no other in one run a level, each explained; then each case's claims together."""

from collections.abc import Callable, Sequence

from checker.cases.assemble import Giver, subject
from checker.cases.ground import ground
from checker.cases.records import slug
from checker.engine.best import best
from checker.engine.levels import all_ranges, holds_at
from checker.explain.claim import Wish, explain
from checker.explain.examine import examine
from checker.explain.minimal import cores
from checker.explain.proof import prove
from checker.judge import gravest
from checker.maths.interval import ANY
from checker.model.case import BEST, Case, Question
from checker.model.result import CaseResult, ClaimResult, Conflict
from checker.model.rule import LEVELS, Rulebook

Judged = dict[str, tuple[str, int, Giver]]
"""Slug of a judged subject → its name, day and what it hands over."""
Progress = Callable[[int, int], None]
"""Told how many of how many cases are done."""


def judge(batches: Sequence[Sequence[Case]], book: Rulebook, wish: Wish, progress: Progress) -> list[CaseResult]:
    """Every case judged, those that give to others first; results in the order of their files."""
    judged: Judged = {}
    wanted = {slug(k.subject) for batch in batches for case in batch for claim in case.claims for k in claim.links}
    done: list[CaseResult] = []
    for batch in batches:
        done += _judge_batch(batch, book, wish, judged, wanted, progress)
    return sorted(done, key=lambda c: min(k.place for k in c.claims))


def _judge_batch(
    cases: Sequence[Case], book: Rulebook, wish: Wish, judged: Judged, wanted: set[str], progress: Progress
) -> list[CaseResult]:
    """Cases that wait for no other: all their claims in one run a level, then each explained."""
    alone = [(claim, ground(subject([claim], book, judged), book)) for case in cases for claim in case.claims]
    results: dict[str, ClaimResult] = {}
    by_claim: dict[str, int] = {}
    examined = examine([question for _, question in alone])
    for done, ((claim, question), each) in enumerate(zip(alone, examined, strict=True)):
        progress(done, len(alone))
        results[claim.id] = explain(claim, question, each, book, wish)
        by_claim[claim.id] = each.level
    found = []
    for case in cases:
        together = ground(subject(case.claims, book, judged), book)
        level = holds_at([together])[0] if len(case.claims) > 1 else by_claim[case.claims[0].id]
        apart = _disagreements(together, level, book) if len(case.claims) > 1 else ()
        found.append(
            _case(
                case,
                together,
                [results[c.id] for c in sorted(case.claims, key=lambda c: c.place)],
                apart,
            )
        )
        if slug(case.about) in wanted:
            _, _, before = judged.get(slug(case.about), ("", 0, {}))
            gives = before | _gives(together, level, book)
            judged[slug(case.about)] = (case.about, together.subject.day, gives)
    return found


def _disagreements(together: Question, level: int, book: Rulebook) -> tuple[Conflict, ...]:
    """Conflicts that only several claims together have, at the widest level at which there are any."""
    for name in reversed(LEVELS[:level]):
        found = [core for core in cores(together, name, among_claims=True) if len(core.claims()) > 1]
        if found:
            return tuple(prove(together, name, core, book) for core in found)
    return ()


def _gives(question: Question, level: int, book: Rulebook) -> Giver:
    """The ranges that a judged subject hands over: at its own verdict's level or wider."""
    question = ground(question.subject, book, whole=True)
    if level == len(LEVELS):
        return {}  # what contradicts itself gives nothing
    by_level = {name: all_ranges(question, LEVELS[max(i, level)]) or {} for i, name in enumerate(LEVELS)}
    by_level[BEST] = best(question, LEVELS[level])
    return {q: {name: spans.get(q, ANY) for name, spans in by_level.items()} for q in by_level[LEVELS[level]]}


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
