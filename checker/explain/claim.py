"""One claim explained: from the level at which it holds to everything a reader may ask."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.explain.examine import Examined
from checker.explain.implied import implied
from checker.explain.kinds import taken
from checker.explain.known import known
from checker.explain.mends import mends
from checker.explain.minimal import cores, speaking
from checker.explain.proof import prove
from checker.explain.rare import rare
from checker.explain.readings import readings, supposed
from checker.explain.stale import stale
from checker.explain.strays import elsewhere
from checker.explain.suspects import suspects
from checker.explain.tested import missing
from checker.explain.yielding import ground
from checker.judge import is_failed, verdict
from checker.model.case import Question
from checker.model.claim import Claim
from checker.model.place import Place
from checker.model.result import UNJUDGED, ClaimResult, Conflict, Gap, Implied, Rare, Tested
from checker.model.rule import LEVELS, Rulebook


class Wish(Struct, frozen=True):
    """What the user wants of an explanation."""

    fail_on: str = "implausible"
    accept: bool = True
    implied: bool = False
    readings: bool = False
    reasons: str = "all"
    """Of which claims it is told why: all, failed or none."""
    today: int = 0


def brief(claim: Claim, found: str, wish: Wish) -> ClaimResult:
    """A claim with its verdict, and nothing of why."""
    accepted = _accepted(claim, found, wish)
    return ClaimResult(
        id=claim.id,
        statement=claim.statement,
        source=claim.source,
        date=claim.date,
        verdict=found,
        expected=claim.expect,
        accepted=accepted,
        failed=is_failed(found, claim.expect, accepted == "yes", wish.fail_on) or accepted not in ("", "yes"),
        place=claim.place,
        values=_values(claim),
        exchanged={f.quantity: f.exchange for f in claim.figures if f.exchange},
        taken=taken(claim),
    )


def unjudged(claim: Claim, fault: str) -> ClaimResult:
    """A claim on which the program failed, through its own fault: it has no verdict, and doesn't fail."""
    return ClaimResult(
        id=claim.id,
        statement=claim.statement,
        source=claim.source,
        date=claim.date,
        verdict=UNJUDGED,
        expected=claim.expect,
        accepted="",
        failed=False,
        place=claim.place,
        values=_values(claim),
        fault=fault,
    )


def explain(claim: Claim, examined: Examined, book: Rulebook, wish: Wish) -> ClaimResult:
    """A claim judged alone, given what is found out about it."""
    question, level, checked = examined.question, examined.level, examined.tested
    found = verdict(level, bool(checked))
    conflicts = conflicts_at(question, level, book)
    failing = LEVELS.index(conflicts[0].level) + 1 if conflicts else level
    told = _told(conflicts, book)
    in_conflict = sorted({v for c in conflicts for v in c.values})
    unchecked = tuple(sorted({f.quantity for f in claim.figures} - set(checked)))
    return replace(
        brief(claim, found, wish),
        gap=conflicts[0].gap if conflicts else Gap(),
        place=_place(claim, conflicts),
        edge=verdict(examined.exact, tested=True) if checked and examined.exact != level else "",
        conflicts=told,
        readings=readings(question, verdict(failing, bool(checked)), conflicts, book) if level or wish.readings else (),
        mends=mends(question, in_conflict, book, [speaking(question, c) for c in conflicts]) if level else (),
        rare=_rare(question, conflicts, book),
        suspects=suspects(question.of_figures(), level, conflicts, book) if level else (),
        tested=checked,
        unchecked=unchecked,
        missing=missing(ground(question.subject, book, asked="all"), book) if not checked else (),
        supposed=supposed(question, book),
        read_as=question.subject.read_as,
        known=known(question, claim, book),
        implied=_implied(question, level, book) if wish.implied else {},
        stale=stale(_rests_on(told, checked), question.subject.day, book),
        taken=taken(claim, book),
        astray=question.subject.kind if question.subject.kind != claim.kind else "",
        elsewhere=elsewhere(unchecked, claim.kind, book),
    )


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
        if found := cores(question, name):
            return tuple(prove(question, name, core, book) for core in found)
    return ()


def _told(conflicts: tuple[Conflict, ...], book: Rulebook) -> tuple[Conflict, ...]:
    """The conflicts without those that hold the same figures together in the same way as one that is told.

    Of those that are merely rare one is told for each set of figures, the shortest.
    """
    if conflicts and conflicts[0].level == LEVELS[0]:
        return tuple(
            min((c for c in conflicts if c.values == values), key=lambda c: len(c.steps))
            for values in dict.fromkeys(c.values for c in conflicts)
        )
    found: list[Conflict] = []
    for one in conflicts:
        shared = ({*one.rules} & {*other.rules} & {*book.relations} for other in found if other.values == one.values)
        if not any(shared):
            found.append(one)
    return tuple(found)


def _place(claim: Claim, conflicts: tuple[Conflict, ...]) -> Place:
    """Where the first figure in conflict stands, else the claim."""
    values = conflicts[0].values if conflicts else ()
    return next((f.place for f in claim.figures if f.quantity in values), claim.place)


def _rare(question: Question, conflicts: tuple[Conflict, ...], book: Rulebook) -> tuple[tuple[Rare, ...], ...]:
    """What a claim needs that holds at accepted."""
    if not conflicts or conflicts[0].level != LEVELS[0]:
        return ()
    keys = tuple(p.key for p in question.premises if any(p.origin.rule in c.rules for c in conflicts))
    return rare(question, keys, book)


def _values(claim: Claim) -> dict[str, str]:
    """Figures as typed, attributes by their names in the pack, links."""
    values = {f.quantity: f.text for f in claim.figures} | {c.attribute: c.value for c in claim.choices}
    return values | {k.link: k.subject for k in claim.links}


def _accepted(claim: Claim, found: str, wish: Wish) -> str:
    """Empty where nobody accepted anything, "yes", or why an acceptance no longer holds."""
    accept = claim.accept
    if not accept or not wish.accept:
        return ""
    if accept.until < wish.today:
        return "it has expired"
    if found in ("plausible", "unchecked") and accept.verdict != found:
        return f"it accepts {accept.verdict}, and the claim is {found}: take it out"
    return "yes" if accept.verdict == found else f"it accepts {accept.verdict}, and the claim is {found}"
