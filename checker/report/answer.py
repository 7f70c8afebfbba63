"""The answer to `ask`: the verdict with its reasons, then what follows for every other quantity."""

from collections.abc import Sequence

from msgspec.structs import replace

from checker.model.finding import VERDICTS
from checker.model.result import ClaimResult, Result
from checker.report import detail as more
from checker.report import quotable, short, wording
from checker.report.citing import References
from checker.report.complaints import fault
from checker.report.layout import Head, Line, cited, page, paragraph, separated
from checker.report.remarks import known
from checker.report.setting import Setting, setting
from checker.shown import Shown


def write(result: Result, *, colour: bool = False, links: bool = False) -> Shown:
    """A paragraph to quote, reasons and what follows, for each question asked; a question never fails."""
    references = References()
    answers = [
        _answer(replace(claim, failed=False), setting(result, case, claim, references))
        for case in result.cases
        for claim in case.claims
    ]
    blocks: list[Sequence[Line]] = [*answers, cited(references), [*wording.terms(result)]]
    return page(separated(blocks), colour=colour, links=links)


def _answer(claim: ClaimResult, terms: Setting) -> list[Line]:
    sections: list[Sequence[Line]] = [
        _opening(claim, terms),
        more.implied(claim, terms, ("accepted",)) if _tells_on(claim, terms) else (),
        paragraph(wording.granted(claim.supposed.items(), terms)),
    ]
    return [*separated(sections)]


def _tells_on(claim: ClaimResult, terms: Setting) -> bool:
    """Whether what follows from the figures is of use: of several of which one is wrong, who knows what follows."""
    figures = [name for name in claim.values if name in terms.glossary.units]
    return not claim.conflicts or (claim.verdict != VERDICTS[-1] and len(figures) == 1)


def _opening(claim: ClaimResult, terms: Setting) -> list[Line]:
    if claim.fault:
        return [Head("", claim.verdict.capitalize(), f"; {fault(claim.fault)}")]
    first, *rest = paragraph(quotable.paragraph(claim, terms), 0)
    word = claim.verdict.capitalize()
    lines: list[Line] = [Head("", word, first.removeprefix(word)), *rest, *paragraph(known(claim, terms))]
    return [*lines, *short.why(claim, terms, quoted=True)]
