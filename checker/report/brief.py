"""A line a claim: where it stands, its verdict, by how much it misses, why, and what would mend it."""

from checker.model.result import ClaimResult, Result
from checker.report import wording
from checker.report.complaints import fault
from checker.report.gap import miss
from checker.report.layout import Head, page
from checker.report.setting import Setting, setting
from checker.shown import Shown


def write(result: Result, *, colour: bool = False) -> Shown:
    """Every claim in a line, and a line that counts them."""
    lines = [line(claim, setting(result, case, claim)) for case in result.cases for claim in case.claims]
    apart = [
        f"{case.about}: {wording.disagreement(conflict)}; {miss(conflict, setting(result, case, None))}"
        for case in result.cases
        for conflict in case.disagreements
    ]
    return page([*lines, *apart, wording.summary(result)], colour=colour)


def line(claim: ClaimResult, terms: Setting) -> Head:
    """The claim in one line."""
    failed = "; FAILED" if claim.failed else ""
    if claim.fault:
        return Head(f"{claim.place}  {claim.id}: ", claim.verdict, f"; {fault(claim.fault)}")
    parts = [reason(claim, terms), mend(claim, terms)]
    said = "; ".join(filter(None, [wording.expectation(claim) if claim.failed else "", *parts]))
    return Head(f"{claim.place}  {claim.id}: ", claim.verdict, failed + (f": {said}" if said else ""))


def reason(claim: ClaimResult, terms: Setting) -> str:
    """The first thing that is wrong, with the factor by which it is missed; or what nothing tested."""
    if claim.conflicts:
        said = miss(claim.conflicts[0], terms, kindest=False).rstrip(".")
        return said[:1].lower() + said[1:]
    if claim.rare:
        return f"it needs {wording.number(len(claim.rare[0]), 'rare thing')}"
    return f"no rule tested {', '.join(claim.unchecked)}" if claim.unchecked else ""


def mend(claim: ClaimResult, terms: Setting) -> str:
    """What makes it plausible: a figure in place of the likeliest suspect, else a bound or date, else a reading."""
    for suspect in claim.suspects[:1]:
        if suspect.typed and suspect.verdict == "plausible":
            return f"{suspect.typed} instead of {suspect.text} would fit"
    for change in claim.repairs[:1]:
        return f"plausible if {wording.repair(change, terms, claim.values)}"
    for reading in claim.readings:
        if reading.verdict == "plausible":
            return f"plausible as {wording.alternative(reading, terms)}"
    return ""
