"""Cases judged: claims that wait for no other, each by itself and explained; then each case's claims together."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.assemble import Given, Judged, LinkedSpans, subject
from checker.explain.claim import Wanted, briefly, explain, unjudged
from checker.explain.examine import Level, level
from checker.explain.linked import add_best, gives, giving, linked
from checker.explain.meant import meant
from checker.explain.minimal import minimal_conflicts
from checker.explain.proof import prove
from checker.explain.yielding import ground
from checker.model.case import Case, Question, Subject
from checker.model.claim import Claim
from checker.model.fault import one_by_one
from checker.model.finding import CaseFinding, Conflict, Finding
from checker.model.names import slug
from checker.model.place import Place
from checker.model.rule import LEVELS, Rulebook

FEW = 16
"""Fewer claims than this are explained straight away: how many of them are hard to explain makes no difference."""

Wants = Callable[[Claim, str], bool]
"""Whether it is wanted why a claim has its verdict."""


class Workers(Protocol):
    """Whoever does what takes long."""

    jobs: int
    """How many share it."""

    def levels(self, claims: Sequence[Claim], judged: Judged, targets: Collection[str]) -> list[Level]:
        """How each claim holds by itself; of those with these ids also what they hand over."""

    def explained(self, claims: Sequence[Claim], hard: int, judged: Judged) -> list[Finding]:
        """Claims explained, given how many of them don't hold at once."""


class Alone(Struct, frozen=True):
    """A claim judged by itself: what is found of it, and what it hands over."""

    finding: Finding
    gives: LinkedSpans | None = None
    """None where that wasn't found out."""


class Together(Struct, frozen=True):
    """Claims of one subject judged together: where they disagree, what they hand over, how the program failed."""

    apart: tuple[Conflict, ...] = ()
    about: Subject | None = None
    level: int = len(LEVELS)
    gives: LinkedSpans | None = None
    fault: str = ""


def judge(
    batches: Sequence[Sequence[Case]],
    book: Rulebook,
    workers: Workers,
    wants: Wants | None = None,
    known: Mapping[Place, Level] = {},
) -> list[CaseFinding]:
    """Every case judged, those that give to others first; claims are explained as `wants` says, or else all.

    Of some claims, by their places, it is known before how they hold.
    """
    judged: Judged = {}
    wanted = {slug(k.subject) for batch in batches for case in batch for claim in case.claims for k in claim.links}
    done: list[CaseFinding] = []
    for batch in batches:
        claims = [claim for case in batch for claim in case.claims]
        targets = {case.claims[0].id for case in batch if len(case.claims) == 1 and slug(case.about) in wanted}
        if wants is None and (len(claims) < FEW or workers.jobs < 2):
            add_best(judged, claims, book)
            found = [Alone(each) for each in workers.explained(claims, 0, judged)]
        else:
            found = _verdicts_first(claims, book, judged, workers, targets, wants, known)
        alone = dict(zip((claim.id for claim in claims), found, strict=True))
        done += [_judge_case(case, book, judged, alone, wanted) for case in batch]
    return done


def levels_of(
    claims: Sequence[Claim], book: Rulebook, judged: Judged, targets: Collection[str] = frozenset()
) -> list[Level]:
    """How each claim holds by itself; of givers also what they hand over."""

    def found(some: Sequence[Claim]) -> list[Level]:
        return [_level_of(claim, book, judged, targets) for claim in some]

    return one_by_one(found, claims, _lost)


def _level_of(claim: Claim, book: Rulebook, judged: Judged, targets: Collection[str]) -> Level:
    about = subject([claim], book, judged)
    return giving(about, book) if claim.id in targets else level(ground(about, book), book)


def _lost(_: object, fault: str) -> Level:
    """How a claim holds on which the program failed: as one that contradicts itself, it gives nothing to others."""
    return Level(len(LEVELS), tested=False, fault=fault)


def _verdicts_first(
    claims: Sequence[Claim],
    book: Rulebook,
    judged: Judged,
    workers: Workers,
    targets: Collection[str],
    wants: Wants | None,
    known: Mapping[Place, Level],
) -> list[Alone]:
    """Claims that wait for no other, each by itself, and explained where that is wanted; of givers what they give."""
    new = iter(workers.levels([claim for claim in claims if claim.place not in known], judged, targets))
    held = [known[claim.place] if claim.place in known else next(new) for claim in claims]
    found = [briefly(claim, each) for claim, each in zip(claims, held, strict=True)]
    asked = [n for n, each in enumerate(found) if not each.fault and (not wants or wants(claims[n], each.verdict))]
    add_best(judged, [claims[n] for n in asked], book)
    told = workers.explained([claims[n] for n in asked], sum(found[n].level > 0 for n in asked), judged)
    explained = dict(zip(asked, told, strict=True))
    return [Alone(explained.get(n, each), held[n].gives) for n, each in enumerate(found)]


def explain_all(claims: Sequence[Claim], judged: Judged, book: Rulebook, wanted: Wanted) -> Iterator[Finding]:
    """Claims explained one after the other."""

    def explained(some: Sequence[Claim]) -> list[Finding]:
        return [explain(each, judged, book, wanted) for each in some]

    for claim in claims:
        yield from one_by_one(explained, [claim], lambda _, fault: unjudged(fault))


def _judge_case(
    case: Case, book: Rulebook, judged: Judged, alone: Mapping[str, Alone], wanted: Collection[str]
) -> CaseFinding:
    """The claims of a case together; what the case hands over is added to what is judged, if anyone wants it."""
    findings = tuple(alone[claim.id].finding for claim in case.claims)
    sound = [claim for claim, each in zip(case.claims, findings, strict=True) if not each.fault]
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
    return CaseFinding(case, findings, found.apart, found.fault)


def _given(case: Case, found: Together, before: Given) -> Given:
    """What a subject hands over after one more case of it."""
    without_best = before.without_best
    if found.about and found.level < len(LEVELS):
        without_best = (*without_best, (found.about, LEVELS[found.level]))
    return Given(case.about, max(c.day for c in case.claims), before.spans | (found.gives or {}), without_best)


def _together(claims: Sequence[Claim], first: Alone, book: Rulebook, judged: Judged, is_wanted: bool) -> Together:
    """Claims of one subject together, the first of which is judged by itself."""
    apart: tuple[Conflict, ...] = ()
    about, level = replace(subject(claims, book, judged), read_as=first.finding.read_as), first.finding.level
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
        found = [mus for mus in minimal_conflicts(together, name, among_claims=True) if len(mus.claims()) > 1]
        if found:
            return tuple(prove(together, name, mus, book) for mus in found)
    return ()
