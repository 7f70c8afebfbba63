"""Cases judged: claims that wait for no other, each by itself and explained; then each case's claims together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from checker.cases.assemble import Given, Giver, Judged, subject
from checker.explain.claim import Wish, brief, explain, unjudged
from checker.explain.examine import Level, examine, level
from checker.explain.giving import add_best, gives, giving, linked
from checker.explain.meant import meant
from checker.explain.minimal import cores
from checker.explain.proof import prove
from checker.explain.yielding import ground
from checker.judge import gravest, verdict
from checker.model.case import Case, Question, Subject
from checker.model.claim import Claim
from checker.model.fault import one_by_one
from checker.model.names import slug
from checker.model.result import VERDICTS, CaseResult, ClaimResult, Conflict
from checker.model.rule import LEVELS, Rulebook

FEW = 16
"""Fewer claims than this are explained straight away: how many of them are hard to explain makes no difference."""


class Hands(Protocol):
    """Who does what takes long; several pairs of hands may share it."""

    jobs: int
    """How many pairs there are."""

    def levels(self, claims: Sequence[Claim], judged: Judged, givers: Collection[str]) -> list[Level]:
        """How each claim holds by itself; of those with these ids also what they hand over."""

    def explained(self, claims: Sequence[Claim], hard: int, judged: Judged) -> list[ClaimResult]:
        """Claims explained, given how many of them don't hold at once."""


class Alone(NamedTuple):
    """A claim judged by itself: the level at which it holds, and what is told of it."""

    level: int
    result: ClaimResult
    gives: Giver | None = None
    """What it hands over, where that was found out as well."""


class Together(NamedTuple):
    """Claims of one subject judged together: where they disagree, what they hand over, how the program failed."""

    apart: tuple[Conflict, ...] = ()
    about: Subject | None = None
    level: int = len(LEVELS)
    gives: Giver | None = None
    fault: str = ""


def judge(batches: Sequence[Sequence[Case]], book: Rulebook, wish: Wish, hands: Hands) -> list[CaseResult]:
    """Every case judged, those that give to others first; results in the order of their files."""
    judged: Judged = {}
    wanted = {slug(k.subject) for batch in batches for case in batch for claim in case.claims for k in claim.links}
    done: list[CaseResult] = []
    for batch in batches:
        givers = {case.claims[0].id for case in batch if len(case.claims) == 1 and slug(case.about) in wanted}
        alone = _judge_claims([c for case in batch for c in case.claims], book, wish, judged, hands, givers)
        done += [_judge_case(case, book, judged, alone, wanted) for case in batch]
    return sorted(done, key=lambda c: min(k.place for k in c.claims))


def levels_of(
    claims: Sequence[Claim], book: Rulebook, judged: Judged, givers: Collection[str] = frozenset()
) -> list[Level]:
    """How each claim holds by itself; of givers also what they hand over."""

    def found(some: Sequence[Claim]) -> list[Level]:
        return [_level_of(claim, book, judged, givers) for claim in some]

    return one_by_one(found, claims, _lost)


def _level_of(claim: Claim, book: Rulebook, judged: Judged, givers: Collection[str]) -> Level:
    about = subject([claim], book, judged)
    return giving(about, book) if claim.id in givers else level(ground(about, book), book)


def _lost(_: object, fault: str) -> Level:
    """How a claim holds on which the program failed: as one that contradicts itself, it gives nothing to others."""
    return Level(len(LEVELS), tested=False, fault=fault)


def _judge_claims(
    claims: Sequence[Claim], book: Rulebook, wish: Wish, judged: Judged, hands: Hands, givers: Collection[str]
) -> dict[str, Alone]:
    """Claims that wait for no other, each by itself; of givers also what they hand over."""
    if wish.reasons == "all" and (len(claims) < FEW or hands.jobs < 2):
        add_best(judged, claims, book)
        told = hands.explained(claims, 0, judged)
        return {each.id: Alone(_level(each), each) for each in told}
    found = hands.levels(claims, judged, givers)
    briefly = [_briefly(claim, each, wish) for claim, each in zip(claims, found, strict=True)]
    sound = [n for n, each in enumerate(briefly) if not each.fault]
    asked = [n for n in sound if wish.reasons == "all" or (briefly[n].failed and wish.reasons == "failed")]
    add_best(judged, [claims[n] for n in asked], book)
    told = hands.explained([claims[n] for n in asked], sum(found[n].level > 0 for n in asked), judged)
    results = {each.id: each for each in (*briefly, *told)}
    return {c.id: Alone(each.level, results[c.id], each.gives) for c, each in zip(claims, found, strict=True)}


def _briefly(claim: Claim, found: Level, wish: Wish) -> ClaimResult:
    if found.fault:
        return unjudged(claim, found.fault)
    return replace(brief(claim, verdict(found.level, found.tested), wish), read_as=dict(found.read_as))


def _level(told: ClaimResult) -> int:
    """The number of the level at which an explained claim holds."""
    return len(LEVELS) if told.fault else max(0, VERDICTS.index(told.verdict) - 1)


def explain_all(claims: Sequence[Claim], book: Rulebook, wish: Wish, judged: Judged) -> Iterator[ClaimResult]:
    """Claims explained one after the other."""

    def explained(some: Sequence[Claim]) -> list[ClaimResult]:
        return [explain(each, examine(ground(subject([each], book, judged), book), book), book, wish) for each in some]

    for claim in claims:
        yield from one_by_one(explained, [claim], unjudged)


def _judge_case(
    case: Case, book: Rulebook, judged: Judged, alone: Mapping[str, Alone], wanted: Collection[str]
) -> CaseResult:
    """The claims of a case together; what the case hands over is added to what is judged, if anyone wants it."""
    told = [alone[c.id].result for c in sorted(case.claims, key=lambda c: c.place)]
    sound = [claim for claim in case.claims if not alone[claim.id].result.fault]
    is_wanted = bool(wanted) and slug(case.about) in wanted
    found = Together()
    if len(sound) > 1 or (sound and is_wanted):
        first = alone[sound[0].id]
        (found,) = one_by_one(
            lambda some: [_together(some[0], first, book, judged, is_wanted)],
            [sound],
            lambda _, fault: Together(fault=fault),
        )
    if is_wanted:
        before = judged.pop(slug(case.about), Given("", 0, {}))
        judged[slug(case.about)] = _given(case, found, before)
    return _case(case, told, found)


def _given(case: Case, found: Together, before: Given) -> Given:
    """What a subject hands over after one more case of it."""
    without_best = before.without_best
    if found.about and found.level < len(LEVELS):
        without_best = (*without_best, (found.about, LEVELS[found.level]))
    return Given(case.about, max(c.day for c in case.claims), before.spans | (found.gives or {}), without_best)


def _together(claims: Sequence[Claim], first: Alone, book: Rulebook, judged: Judged, is_wanted: bool) -> Together:
    """Claims of one subject together, the first of which is judged by itself."""
    apart: tuple[Conflict, ...] = ()
    about, level = replace(subject(claims, book, judged), read_as=first.result.read_as), first.level
    if len(claims) > 1:
        question, level = meant(ground(replace(about, read_as={}), book), book)
        about = question.subject
        if level:
            add_best(judged, claims, book)
            question = ground(linked(about, judged), book)
        apart = _disagreements(question, level, book)
    if not is_wanted:
        return Together(apart)
    return Together(apart, about, level, gives(about, book) if first.gives is None or len(claims) > 1 else first.gives)


def _disagreements(together: Question, level: int, book: Rulebook) -> tuple[Conflict, ...]:
    """Conflicts that only several claims together have, at the widest level at which there are any."""
    for name in reversed(LEVELS[:level]):
        found = [core for core in cores(together, name, among_claims=True) if len(core.claims()) > 1]
        if found:
            return tuple(prove(together, name, core, book) for core in found)
    return ()


def _case(case: Case, claims: Sequence[ClaimResult], together: Together) -> CaseResult:
    last = max(case.claims, key=lambda c: (c.day, c.id))
    chips = {choice.value for claim in case.claims for choice in claim.choices if choice.attribute == "hardware"}
    return CaseResult(
        about=case.about,
        kind=case.kind,
        date=last.date,
        day=last.day,
        verdict=gravest([c.verdict for c in claims]),
        hardware=chips.pop() if len(chips) == 1 else "",
        claims=tuple(claims),
        disagreements=together.apart,
        fault=together.fault,
    )
