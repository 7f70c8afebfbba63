"""A result as checker-json-1: the frozen shape that other programs read. Open ends are null, never infinite."""

import math
from collections.abc import Iterable
from typing import TypeVar

from msgspec import Struct, convert, to_builtins

from checker.model import finding
from checker.model import result as model
from checker.model.money import Exchange
from checker.model.rule import LEVELS
from checker.report import json_shapes as shapes
from checker.report import remarks, wording
from checker.report.dates import in_digits
from checker.report.gap import miss
from checker.report.sentences import step_sentence
from checker.report.setting import Setting, setting
from checker.shown import Shown, as_json

S = TypeVar("S", bound=Struct)


def write(result: model.Result) -> Shown:
    """The whole result as one object."""
    verdicts = [claim.verdict for case in (*result.cases, *result.hidden) for claim in case.claims]
    whole = _as(
        shapes.Run,
        result,
        version=shapes.VERSION,
        summary={verdict: verdicts.count(verdict) for verdict in shapes.OUTCOMES},
        cases=[_case(result, case) for case in result.cases],
    )
    return as_json(to_builtins(whole), indent=2)


def write_lines(result: model.Result) -> Shown:
    """The cases alone, one a line."""
    return Shown("".join(as_json(to_builtins(_case(result, case))) for case in result.cases))


def _as(shape: type[S], found: object, **own: object) -> S:
    """A shape with what was found under the same names, and with what is its own; all of it of the right type."""
    names = zip(shape.__struct_encode_fields__, shape.__struct_fields__, strict=True)
    keys = {key: own[name] if name in own else getattr(found, name) for key, name in names}
    return convert(keys, shape, from_attributes=True)


def _case(result: model.Result, case: model.CaseResult) -> shapes.Case:
    terms = [(claim, setting(result, case, claim)) for claim in case.claims]
    whole = setting(result, case, None)
    tested = _all_tested(case)
    return _as(
        shapes.Case,
        case,
        gap=_gap(_gravest(case).gap if case.claims else finding.Gap()),
        claims=[_claim(claim, voice) for claim, voice in terms],
        conflicts=[_conflict(conflict, voice) for claim, voice in terms for conflict in claim.conflicts],
        disagreements=[_conflict(conflict, whole) for conflict in case.disagreements],
        readings=[reading for claim, voice in terms for reading in _readings(claim, voice)],
        suspects=[suspect for claim in case.claims for suspect in _suspects(claim)],
        mends=[_mend(change, claim, voice) for claim, voice in terms for change in claim.repairs],
        implied={name: _implied(known) for claim in reversed(case.claims) for name, known in claim.implied.items()},
        tested=tested,
        unchecked=list(dict.fromkeys(name for claim in case.claims for name in claim.unchecked if name not in tested)),
    )


def _gravest(case: model.CaseResult) -> model.ClaimResult:
    return max(case.claims, key=lambda claim: (finding.UNJUDGED, *finding.VERDICTS).index(claim.verdict))


def _claim(claim: model.ClaimResult, terms: Setting) -> shapes.Claim:
    return _as(
        shapes.Claim,
        claim,
        exchanged={name: _exchange(exchange) for name, exchange in claim.exchanged.items()},
        gap=_gap(claim.gap),
        rare=[[_rare(thing, terms) for thing in things] for things in claim.rare],
        plausible_if=[_repair(change, claim, terms) for change in claim.repairs],
        stale=[_as(shapes.Stale, table, until=in_digits(table.day)) for table in claim.stale],
        taken=claim.taken and _as(shapes.Taken, claim.taken, usual=claim.taken.is_usual),
        known=claim.known and _known(claim.known),
    )


def _exchange(how: Exchange) -> shapes.Exchange:
    return _as(shapes.Exchange, how, currency=how.code, dollars=_pair((how.low, how.high)))


def _repair(change: finding.Repair, claim: model.ClaimResult, terms: Setting) -> shapes.Repair:
    return _as(shapes.Repair, change, range=_ends(change.fact), text=wording.repair(change, terms, claim.values))


def _mend(change: finding.Repair, claim: model.ClaimResult, terms: Setting) -> shapes.Mend:
    said = _repair(change, claim, terms)
    return _as(shapes.Mend, said, claim=claim.id, verdict="plausible", ask=change.ask)


def _known(found: finding.Known) -> shapes.Known:
    return _as(shapes.Known, found, figures={name: _ends(fact) for name, fact in found.facts.items()})


def _rare(thing: finding.Rare, terms: Setting) -> shapes.Rare:
    quantity = thing.fact.quantity if thing.fact else ""
    return _as(shapes.Rare, thing, quantity=quantity, range=_ends(thing.fact), text=remarks.rare(thing, terms))


def _readings(claim: model.ClaimResult, terms: Setting) -> Iterable[shapes.Reading]:
    for reading in claim.readings:
        yield _as(shapes.Reading, reading, says=wording.reading_words(reading, terms), claim=claim.id)


def _suspects(claim: model.ClaimResult) -> Iterable[shapes.Suspect]:
    for suspect in claim.suspects:
        corrected = suspect.typed if suspect.verdict == finding.VERDICTS[1] else ""
        value = suspect.corrected
        yield _as(shapes.Suspect, suspect, implied=_pair(suspect.implied), corrected=corrected, corrected_value=value)


def _conflict(conflict: finding.Conflict, terms: Setting) -> shapes.Conflict:
    return _as(
        shapes.Conflict,
        conflict,
        gap=_gap(conflict.gap),
        steps=[_as(shapes.Step, step, text=step_sentence(step, terms, conflict.level)) for step in conflict.steps],
        misses=miss(conflict, terms),
    )


def _implied(known: finding.Implied) -> shapes.Implied:
    is_one = math.isclose(*known.best, rel_tol=1e-6) and math.isfinite(known.best[0])
    levels = {level: _pair(getattr(known, level)) for level in LEVELS}
    return _as(shapes.Implied, known, best=known.best[0] if is_one else _pair(known.best), **levels)


def _all_tested(case: model.CaseResult) -> dict[str, shapes.Tested]:
    names = dict.fromkeys(name for claim in case.claims for name in claim.tested)
    return {name: _together([claim.tested[name] for claim in case.claims if name in claim.tested]) for name in names}


def _together(tests: list[finding.Tested]) -> shapes.Tested:
    rules = dict.fromkeys(rule for test in tests for rule in test.by)
    decades = [test.decades for test in tests if test.decades is not None]
    return shapes.Tested(list(rules), min(decades, default=None))


def _pair(ends: tuple[float, float]) -> tuple[float | None, float | None]:
    return _finite(ends[0]) or None, _finite(ends[1])


def _ends(fact: finding.Fact | None) -> tuple[float | None, float | None] | None:
    return _pair((fact.low, fact.high)) if fact else None


def _gap(gap: finding.Gap) -> shapes.Gap:
    """Factors; one that is without bound is null, and named."""
    unbounded = [name for name, times in (("best", gap.best), ("accepted", gap.accepted)) if times == math.inf]
    return shapes.Gap(_finite(gap.best), _finite(gap.accepted), unbounded)


def _finite(times: float | None) -> float | None:
    return times if times is not None and math.isfinite(times) else None
