"""What `check` prints: first what failed or needs a look, then counts, then in a line each what was expected."""

from collections.abc import Iterator, Sequence

from checker.model.finding import UNJUDGED, Conflict
from checker.model.result import CaseResult, ClaimResult, Result
from checker.report import brief, short, wording
from checker.report import detail as more
from checker.report.citing import References
from checker.report.complaints import fault
from checker.report.gap import miss
from checker.report.layout import Head, Line, cited, page, paragraph, plain_steps, separated, stacked
from checker.report.setting import Setting, setting
from checker.report.text import after_verdict
from checker.shown import Shown


def write(result: Result, *, every: bool = False, colour: bool = False, links: bool = False) -> Shown:
    """The report; with `every` all claims are told in the order of their files, those that are plain in a line each."""
    references = References()
    blocks: list[list[Line]] = []
    for case in result.cases:
        shown = [claim for claim in case.claims if every or needs_a_look(claim)]
        blocks += [_claim(claim, setting(result, case, claim, references)) for claim in shown]
        blocks += [_disagreement(each, case, setting(result, case, None, references)) for each in case.disagreements]
        blocks += [[f"{case.about}: its claims together: {UNJUDGED}; {fault(case.fault)}"]] if case.fault else []
    sources = cited(references)
    parts: list[Sequence[Line]] = [stacked(blocks), sources, [*wording.terms(result), wording.summary(result)]]
    parts += [] if every else [list(expected(result))]
    return page(separated(parts), colour=colour, links=links)


def needs_a_look(claim: ClaimResult) -> bool:
    """Whether it failed or can't stand as it is, and nobody has said that this is known."""
    if claim.failed or claim.fault or claim.implied:
        return True
    return not claim.accepted and not claim.expected and not wording.is_settled(claim)


def expected(result: Result) -> Iterator[Line]:
    """What needs no look: a line for each claim that is as it was expected and not plausible, one for all others."""
    rest = [(case, k) for case in result.cases for k in case.claims if not needs_a_look(k)]
    plain = sum(claim.verdict == "plausible" for _, claim in rest)
    known = [brief.line(claim, setting(result, case, claim)) for case, claim in rest if claim.verdict != "plausible"]
    if known:
        yield "As expected or accepted, in a line each (--all has the reasons):"
        yield from known
    if plain:
        yield f"Plausible and not shown: {wording.number(plain, 'claim')} (--all names them)."


def _claim(claim: ClaimResult, terms: Setting) -> list[Line]:
    if wording.is_settled(claim) and not claim.taken and not claim.elsewhere and not claim.implied:
        return [Head(f"{claim.place}  {claim.id}: ", claim.verdict, after_verdict(claim, terms))]
    table = more.implied(claim, terms, ("accepted",))
    return [*short.block(claim, terms), *(["", *table] if table else [])]


def _disagreement(conflict: Conflict, case: CaseResult, terms: Setting) -> list[Line]:
    head = f"{case.about}: {wording.disagreement(conflict)}"
    return [head, *paragraph(miss(conflict, terms)), *plain_steps(conflict, terms)]
