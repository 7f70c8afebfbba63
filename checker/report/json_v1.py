"""A result as checker-json-1: the frozen shape that other programs read. Open ends are null, never infinite."""

import math
from collections.abc import Iterable
from typing import TypeAlias

from checker.model.finding import UNJUDGED, VERDICTS, Conflict, Fact, Gap, Implied, Known, Rare, Step, Taken, Tested
from checker.model.money import Exchange
from checker.model.place import Place, Problem
from checker.model.result import CaseResult, ClaimResult, Result
from checker.model.source import Source
from checker.report import doubt, rare, wording
from checker.report.dates import in_digits
from checker.report.sentences import Setting, setting, step_sentence
from checker.shown import Shown, as_json

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"

VERSION = "checker-json-1"


def write(result: Result) -> Shown:
    """The whole result as one object."""
    verdicts = [claim.verdict for case in (*result.cases, *result.hidden) for claim in case.claims]
    whole: Json = {
        "version": VERSION,
        "as_of": result.as_of,
        "assumed": list(result.assumed),
        "summary": {verdict: verdicts.count(verdict) for verdict in (*VERDICTS, UNJUDGED)},
        "cases": [_case(result, case) for case in result.cases],
        "problems": [_problem(problem) for problem in result.problems],
    }
    return as_json(whole, indent=2)


def write_lines(result: Result) -> Shown:
    """The cases alone, one a line."""
    cases = (_case(result, case) for case in result.cases)
    return Shown("".join(map(as_json, cases)))


def _case(result: Result, case: CaseResult) -> Json:
    terms = [(claim, setting(result, case, claim)) for claim in case.claims]
    whole = setting(result, case, None)
    return {
        "about": case.about,
        "kind": case.kind,
        "date": case.date,
        "verdict": case.verdict,
        "gap": _gap(_gravest(case).gap if case.claims else Gap()),
        "claims": [_claim(claim, voice) for claim, voice in terms],
        "conflicts": [_conflict(conflict, voice) for claim, voice in terms for conflict in claim.conflicts],
        "disagreements": [_conflict(conflict, whole) for conflict in case.disagreements],
        "readings": [reading for claim, voice in terms for reading in _readings(claim, voice)],
        "suspects": [suspect for claim, voice in terms for suspect in _suspects(claim, voice)],
        "implied": _all_implied(case),
        "tested": _all_tested(case),
        "unchecked": _all_unchecked(case),
        "hardware": case.hardware,
        "fault": case.fault,
    }


def _gravest(case: CaseResult) -> ClaimResult:
    return max(case.claims, key=lambda claim: (UNJUDGED, *VERDICTS).index(claim.verdict))


def _claim(claim: ClaimResult, terms: Setting) -> Json:
    return {
        "id": claim.id,
        "verdict": claim.verdict,
        "expected": claim.expected,
        "accepted": claim.accepted,
        "place": _place(claim.place),
        "failed": claim.failed,
        "statement": claim.statement,
        "source": _source(claim.source),
        "date": claim.date,
        "values": dict(claim.values),
        "exchanged": {name: _exchanged(exchange) for name, exchange in claim.exchanged.items()},
        "gap": _gap(claim.gap),
        "edge": claim.edge,
        "rare": [[_rare(thing, terms) for thing in things] for things in claim.rare],
        "plausible_if": [
            {"quantity": change.quantity, "range": _ends(change.fact), "date": change.date,
             "text": wording.mend(change, terms)}
            for change in claim.mends
        ],
        "tested": {name: _tested(test) for name, test in claim.tested.items()},
        "unchecked": list(claim.unchecked),
        "missing": list(claim.missing),
        "supposed": dict(claim.supposed),
        "read_as": dict(claim.read_as),
        "stale": [
            {"rule": table.rule, "quantity": table.quantity, "until": in_digits(table.day)}
            for table in claim.stale
        ],
        "taken": _taken(claim.taken),
        "astray": claim.astray,
        "elsewhere": dict(claim.elsewhere),
        "known": _known(claim.known) if claim.known else None,
        "fault": claim.fault,
    }  # fmt: skip


def _exchanged(how: Exchange) -> Json:
    return {"currency": how.code, "rate": how.rate, "year": how.year, "dollars": _pair((how.low, how.high))}


def _taken(how: Taken | None) -> Json:
    return {"kind": how.kind, "usual": how.is_usual, "others": dict(how.others)} if how else None


def _known(found: Known) -> Json:
    return {
        "id": found.id, "name": found.name, "date": found.date, "source": _source(found.source),
        "figures": {name: _ends(fact) for name, fact in found.facts.items()},
        "choices": dict(found.choices), "yielding": list(found.yielding),
    }  # fmt: skip


def _rare(thing: Rare, terms: Setting) -> Json:
    quantity = thing.fact.quantity if thing.fact else ""
    return {"rule": thing.rule, "quantity": quantity, "range": _ends(thing.fact), "text": rare.rare(thing, terms)}


def _readings(claim: ClaimResult, terms: Setting) -> Iterable[Json]:
    for reading in claim.readings:
        says = wording.reading_words(reading, terms)
        yield {
            "of": reading.of, "as": reading.as_, "kind": reading.kind, "verdict": reading.verdict, "says": says,
            "claim": claim.id,
        }  # fmt: skip


def _suspects(claim: ClaimResult, terms: Setting) -> Iterable[Json]:
    for suspect in claim.suspects:
        yield {
            "claim": suspect.claim, "value": suspect.value, "text": suspect.text, "implied": _pair(suspect.implied),
            "slip": suspect.slip, "corrected": doubt.corrected(suspect, terms), "tied": suspect.tied,
        }  # fmt: skip


def _conflict(conflict: Conflict, terms: Setting) -> Json:
    return {
        "level": conflict.level,
        "claims": list(conflict.claims),
        "values": list(conflict.values),
        "rules": list(conflict.rules),
        "gap": _gap(conflict.gap),
        "steps": [_step(step, terms) for step in conflict.steps],
        "misses": wording.miss(conflict, terms),
        "broken": conflict.broken,
        "edges": [list(edge) for edge in conflict.edges],
        "rests_on": [
            {"id": rest.id, "basis": rest.basis, "why": rest.why, "wrong_when": list(rest.wrong_when),
             "sources": [_source(source) for source in rest.sources]}
            for rest in conflict.rests_on
        ],
    }  # fmt: skip


def _step(step: Step, terms: Setting) -> Json:
    return {
        "text": step_sentence(step, terms),
        "rule": step.rule,
        "basis": step.basis,
        "source": _source(step.source) if step.source else None,
        "place": _place(step.place) if step.place else None,
        "wrong_when": list(step.wrong_when),
    }


def _all_implied(case: CaseResult) -> Json:
    found: dict[str, Implied] = {}
    for claim in case.claims:
        found = claim.implied | found
    return {name: _implied(known) for name, known in found.items()}


def _implied(known: Implied) -> Json:
    best = known.best
    return {
        "unit": known.unit,
        "best": best[0] if math.isclose(*best, rel_tol=1e-6) and math.isfinite(best[0]) else _pair(best),
        "accepted": _pair(known.accepted),
        "typical": _pair(known.typical),
        "limit": _pair(known.limit),
    }


def _all_tested(case: CaseResult) -> Json:
    tests: dict[str, list[Tested]] = {}
    for claim in case.claims:
        for name, test in claim.tested.items():
            tests.setdefault(name, []).append(test)
    return {name: _together(each) for name, each in tests.items()}


def _together(tests: list[Tested]) -> Json:
    rules = dict.fromkeys(rule for test in tests for rule in test.by)
    decades = [test.decades for test in tests if test.decades is not None]
    return {"by": list(rules), "decades": min(decades, default=None)}


def _tested(test: Tested) -> Json:
    return {"by": list(test.by), "decades": test.decades}


def _all_unchecked(case: CaseResult) -> Json:
    tested = {name for claim in case.claims for name in claim.tested}
    return [name for name in dict.fromkeys(n for claim in case.claims for n in claim.unchecked) if name not in tested]


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _pair(ends: tuple[float, float]) -> Json:
    return [_number(ends[0]) or None, _number(ends[1])]


def _ends(fact: Fact | None) -> Json:
    return _pair((fact.low, fact.high)) if fact else None


def _gap(gap: Gap) -> Json:
    """Factors; one that is without bound is null, and named."""
    unbounded = [name for name, times in (("best", gap.best), ("accepted", gap.accepted)) if times == math.inf]
    return {"best": _finite(gap.best), "accepted": _finite(gap.accepted), "without_bound": list(unbounded)}


def _finite(times: float | None) -> float | None:
    return None if times is None else _number(times)


def _place(place: Place) -> Json:
    return {"file": place.file, "line": place.line, "column": place.column}


def _source(source: Source) -> Json:
    return {"title": source.title, "url": source.url, "date": source.date, "evidence": source.evidence}


def _problem(problem: Problem) -> Json:
    return {
        "place": _place(problem.place),
        "what": problem.what,
        "instead": problem.instead,
        "fault": problem.fault,
    }
