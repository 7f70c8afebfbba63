"""All that is known of claims as text for a terminal, as `explain` tells it."""

from checker.model.finding import UNJUDGED, Conflict
from checker.model.result import CaseResult, ClaimResult, Result
from checker.report import detail as more
from checker.report import remarks, wording
from checker.report.complaints import fault
from checker.report.layout import Head, Line, page, paragraph, proof, row, rows, separated, stacked
from checker.report.remarks import known
from checker.report.sentences import listed
from checker.report.setting import Setting, setting
from checker.shown import Shown


def write(result: Result, *, counted: bool = True, colour: bool = False) -> Shown:
    """All that is known of each claim. The last line counts claims, if they are."""
    blocks: list[list[Line]] = []
    for case in result.cases:
        for claim in case.claims:
            blocks += [_claim(claim, setting(result, case, claim))]
        blocks += [_disagreement(conflict, case, setting(result, case, None)) for conflict in case.disagreements]
        blocks += [[f"{case.about}: its claims together: {UNJUDGED}; {fault(case.fault)}"]] if case.fault else []
    ends = [*wording.terms(result), *([wording.summary(result)] if counted else [])]
    return page([*separated([stacked(blocks), [*ends]])], colour=colour)


def _claim(claim: ClaimResult, terms: Setting) -> list[Line]:
    head = Head(f"{claim.place}  {claim.id}: ", claim.verdict, after_verdict(claim, terms))
    said = (wording.quotation(claim, terms), wording.remarks(claim, terms))
    lines: list[Line] = [head, *(line for text in said for line in paragraph(text)), *explanation(claim, terms)]
    return lines + everything(claim, terms)


def after_verdict(claim: ClaimResult, terms: Setting) -> str:
    """What follows the verdict: as what it is one, whether it was expected, and how a plausible claim was tested."""
    if claim.fault:
        return f"; {fault(claim.fault)}"
    about = f" {wording.as_what(claim, terms)}" if claim.conflicts else ""
    expectation = wording.expectation(claim)
    failed = ("FAILED: " if expectation else "FAILED") if claim.failed else ""
    parts = [
        about,
        *remarks.astray(claim, terms),
        *wording.read_as(claim, terms),
        *filter(None, [failed + expectation]),
    ]
    if claim.verdict == "plausible" and claim.tested:
        parts.append(f"tested by {wording.tested_by(claim.tested.values())}")
    if claim.unchecked and claim.tested:
        parts.append(f"partly checked: no rule tested {listed(claim.unchecked)}")
    return "; ".join(parts)


def explanation(claim: ClaimResult, terms: Setting) -> list[str]:
    """Why it got its verdict, under which readings it would be fine, and what would bring the conclusion down."""
    lines = paragraph(remarks.taken(claim, terms))
    lines += paragraph(remarks.edge(claim, terms))
    lines += [line for text in remarks.elsewhere(claim, terms) for line in paragraph(text)]
    if claim.verdict == "unchecked":
        lines += paragraph(wording.what_to_add(claim, terms))
    lines += paragraph(remarks.rare_things(claim, terms))
    first = 1
    for conflict in claim.conflicts:
        lines += ["", *proof(conflict, terms, first)] if first > 1 else proof(conflict, terms)
        first += len(conflict.steps)
    ways = _ways_out(claim, terms)
    return [*lines, "", *ways] if ways and claim.conflicts else [*lines, *ways]


def _ways_out(claim: ClaimResult, terms: Setting) -> list[str]:
    starts = [1 + sum(len(before.steps) for before in claim.conflicts[:place]) for place in range(len(claim.conflicts))]
    falls = [wording.falls_if(conflict, first) for conflict, first in zip(claim.conflicts, starts, strict=True)]
    fine = [reading for reading in claim.readings if reading.verdict in ("plausible", "strained")]
    tested = wording.tested_by(claim.tested.values()) if claim.tested and claim.verdict != "plausible" else ""
    return [
        *row(
            "Also as" if claim.verdict == "plausible" else "Plausible as",
            "; ".join(wording.alternative(reading, terms) for reading in fine),
        ),
        *row("Plausible if", "; or ".join(wording.repair(change, terms, claim.values) for change in claim.repairs)),
        *rows("May be wrong", _suspicions(claim, terms)),
        *row("Falls if", "; ".join(filter(None, falls))),
        *row("Tested by", tested),
        *row("Tables end", wording.old_tables(claim, terms)),
    ]


def _suspicions(claim: ClaimResult, terms: Setting) -> list[str]:
    """Every figure that may be wrong and of which more can be said than what bounds would do."""
    if claim.several:
        return remarks.may_be_wrong(claim, terms, len(claim.suspects))
    told = [each for each in claim.suspects if each.slip or each.typed or remarks.is_closed(each)]
    return [remarks.suspicion(each, terms) for each in told]


def everything(claim: ClaimResult, terms: Setting) -> list[str]:
    """All that `explain` adds, section by section."""
    sections = [
        row("Figures", wording.values_typed(claim, terms)),
        row("Known", known(claim, terms)),
        more.readings(claim, terms),
        more.rests_on(claim),
        more.tests(claim),
        more.implied(claim, terms, ("typical", "accepted", "limit")),
        paragraph(wording.granted(claim.supposed.items(), terms)),
    ]
    return [line for section in sections if section for line in ("", *section)]


def _disagreement(conflict: Conflict, case: CaseResult, terms: Setting) -> list[Line]:
    return [f"{case.about}: {wording.disagreement(conflict)}", *proof(conflict, terms)]
