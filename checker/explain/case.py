"""Cases judged: claims that wait for no other in one run a level, each explained; then each case's claims together."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from checker.cases.assemble import Giver, subject
from checker.cases.ground import ground
from checker.engine.best import best_of
from checker.engine.levels import ranges_of
from checker.engine.narrow import narrow
from checker.engine.stack import stack
from checker.explain.claim import Wish, brief, explain, unjudged
from checker.explain.examine import Examined, Level, examine, levels
from checker.explain.meant import meant
from checker.explain.minimal import cores
from checker.explain.proof import prove
from checker.judge import gravest, verdict
from checker.maths.interval import ANY
from checker.model.case import BEST, Case, Question, Subject
from checker.model.claim import Claim
from checker.model.fault import one_by_one
from checker.model.names import slug
from checker.model.result import VERDICTS, CaseResult, ClaimResult, Conflict
from checker.model.rule import LEVELS, Rulebook

BLOCK = 4096
"""Claims about which all is found out at once: what bounds the memory."""
FEW = 16
"""Fewer claims than this are explained straight away: how many of them are hard to explain makes no difference."""
Judged = dict[str, tuple[str, int, Giver]]
"""Slug of a judged subject → its name, day and what it hands over."""


class Hands(Protocol):
    """Who does what takes long; several pairs of hands may share it."""

    def levels(self, claims: Sequence[Claim], judged: Judged) -> list[Level]:
        """How each claim holds by itself."""

    def explained(self, claims: Sequence[Claim], hard: int, judged: Judged) -> list[ClaimResult]:
        """Claims explained, given how many of them don't hold at once."""


class Alone(NamedTuple):
    """A claim judged by itself: the level at which it holds, and what is told of it."""

    level: int
    result: ClaimResult


class Together(NamedTuple):
    """Claims of one subject judged together: where they disagree, what they hand over, how the program failed."""

    apart: tuple[Conflict, ...]
    gives: Giver
    fault: str = ""


def judge(batches: Sequence[Sequence[Case]], book: Rulebook, wish: Wish, hands: Hands) -> list[CaseResult]:
    """Every case judged, those that give to others first; results in the order of their files."""
    judged: Judged = {}
    wanted = {slug(k.subject) for batch in batches for case in batch for claim in case.claims for k in claim.links}
    done: list[CaseResult] = []
    for batch in batches:
        alone = _judge_claims([claim for case in batch for claim in case.claims], wish, judged, hands)
        done += [_judge_case(case, book, judged, alone, wanted) for case in batch]
    return sorted(done, key=lambda c: min(k.place for k in c.claims))


def levels_of(claims: Sequence[Claim], book: Rulebook, judged: Judged) -> list[Level]:
    """How each claim holds by itself, a block of them in one run a level."""

    def found(some: Sequence[Claim]) -> list[Level]:
        return levels([ground(subject([claim], book, judged), book) for claim in some], book)

    blocks = (claims[start : start + BLOCK] for start in range(0, len(claims), BLOCK))
    return [level for block in blocks for level in one_by_one(found, block, _lost)]


def _lost(_: object, fault: str) -> Level:
    """How a claim holds on which the program failed: as one that contradicts itself, it gives nothing to others."""
    return Level(len(LEVELS), tested=False, fault=fault)


def _judge_claims(claims: Sequence[Claim], wish: Wish, judged: Judged, hands: Hands) -> dict[str, Alone]:
    """Claims that wait for no other, each by itself."""
    if wish.reasons == "all" and len(claims) < FEW:
        told = hands.explained(claims, 0, judged)
        return {each.id: Alone(_level(each), each) for each in told}
    found = hands.levels(claims, judged)
    briefly = [_briefly(claim, each, wish) for claim, each in zip(claims, found, strict=True)]
    sound = [n for n, each in enumerate(briefly) if not each.fault]
    asked = [n for n in sound if wish.reasons == "all" or (briefly[n].failed and wish.reasons == "failed")]
    told = hands.explained([claims[n] for n in asked], sum(found[n].level > 0 for n in asked), judged)
    results = {each.id: each for each in (*briefly, *told)}
    return {c.id: Alone(each.level, results[c.id]) for c, each in zip(claims, found, strict=True)}


def _briefly(claim: Claim, found: Level, wish: Wish) -> ClaimResult:
    if found.fault:
        return unjudged(claim, found.fault)
    return replace(brief(claim, verdict(found.level, found.tested), wish), read_as=dict(found.read_as))


def _level(told: ClaimResult) -> int:
    """The number of the level at which an explained claim holds."""
    return len(LEVELS) if told.fault else max(0, VERDICTS.index(told.verdict) - 1)


def explain_all(claims: Sequence[Claim], book: Rulebook, wish: Wish, judged: Judged) -> Iterator[ClaimResult]:
    """Claims explained one after the other, what can be found out about many at once found out for a block of them."""

    def examined(some: Sequence[Claim]) -> Iterable[Examined | str]:
        return examine([ground(subject([claim], book, judged), book) for claim in some], book)

    for start in range(0, len(claims), BLOCK):
        block = claims[start : start + BLOCK]
        for claim, found in zip(block, one_by_one(examined, block, lambda _, fault: fault), strict=True):
            if isinstance(found, str):
                yield unjudged(claim, found)
            else:
                yield from one_by_one(partial(_explained, found, book, wish), [claim], unjudged)


def _explained(found: Examined, book: Rulebook, wish: Wish, claims: Sequence[Claim]) -> list[ClaimResult]:
    return [explain(claim, found, book, wish) for claim in claims]


def _judge_case(
    case: Case, book: Rulebook, judged: Judged, alone: Mapping[str, Alone], wanted: Collection[str]
) -> CaseResult:
    """The claims of a case together; what the case hands over is added to what is judged, if anyone wants it."""
    told = [alone[c.id].result for c in sorted(case.claims, key=lambda c: c.place)]
    sound = [claim for claim in case.claims if not alone[claim.id].result.fault]
    is_wanted = bool(wanted) and slug(case.about) in wanted
    found = Together((), {})
    if len(sound) > 1 or (sound and is_wanted):
        first = alone[sound[0].id]
        (found,) = one_by_one(
            lambda some: [_together(some[0], first, book, judged, is_wanted)],
            [sound],
            lambda _, fault: Together((), {}, fault),
        )
    if is_wanted:
        _, _, before = judged.get(slug(case.about), ("", 0, {}))
        judged[slug(case.about)] = (case.about, max(c.day for c in case.claims), before | found.gives)
    return _case(case, told, found)


def _together(claims: Sequence[Claim], first: Alone, book: Rulebook, judged: Judged, is_wanted: bool) -> Together:
    """Claims of one subject together, the first of which is judged by itself."""
    apart: tuple[Conflict, ...] = ()
    about, level = replace(subject(claims, book, judged), read_as=first.result.read_as), first.level
    if len(claims) > 1:
        (question,), (level,) = meant([ground(replace(about, read_as={}), book)], book)
        about, apart = question.subject, _disagreements(question, level, book)
    return Together(apart, _gives(about, level, book) if is_wanted else {})


def _disagreements(together: Question, level: int, book: Rulebook) -> tuple[Conflict, ...]:
    """Conflicts that only several claims together have, at the widest level at which there are any."""
    for name in reversed(LEVELS[:level]):
        found = [core for core in cores(together, name, among_claims=True) if len(core.claims()) > 1]
        if found:
            return tuple(prove(together, name, core, book) for core in found)
    return ()


def _gives(about: Subject, level: int, book: Rulebook) -> Giver:
    """The ranges that a judged subject hands over: at its own verdict's level or wider."""
    question = ground(about, book, whole=True)
    if level == len(LEVELS):
        return {}  # what contradicts itself gives nothing
    wider = LEVELS[level:]
    system = stack([question] * len(wider), wider)
    state = narrow(system)
    found = dict(zip(wider, ranges_of(system, state), strict=True))
    by_level = {name: found[LEVELS[max(i, level)]] or {} for i, name in enumerate(LEVELS)}
    by_level[BEST] = best_of(question, system, state)
    return {q: {name: spans.get(q, ANY) for name, spans in by_level.items()} for q in by_level[LEVELS[level]]}


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
