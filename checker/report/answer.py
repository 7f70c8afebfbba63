"""The answer to `ask`: the verdict with its reasons, then what follows for every other quantity."""

from msgspec.structs import replace

from checker.model.result import ClaimResult, Result
from checker.report import detail as more
from checker.report import wording
from checker.report.dates import date_words
from checker.report.layout import Head, Line, apart, page, paragraph
from checker.report.remarks import known
from checker.report.sentences import Setting, setting
from checker.report.text import after_verdict, explanation
from checker.shown import Shown


def write(result: Result, *, colour: bool = False) -> Shown:
    """Verdict, explanation and table of what follows, for each question asked; a question never fails."""
    answers = [
        _answer(replace(claim, failed=False), setting(result, case, claim))
        for case in result.cases
        for claim in case.claims
    ]
    ends = wording.terms(result)
    blocks: list[list[Line]] = [*answers, [*ends]] if ends else answers
    return page(apart(blocks), colour=colour)


def _answer(claim: ClaimResult, terms: Setting) -> list[Line]:
    head = Head("", _capital(claim.verdict), after_verdict(claim, terms))
    lines: list[Line] = [
        head,
        *paragraph(_question(claim, terms)),
        *paragraph(known(claim, terms)),
        *explanation(claim, terms),
    ]
    sections = [
        more.implied(claim, terms, ("accepted",)),
        paragraph(wording.granted(claim.supposed.items(), terms)),
    ]
    return lines + [line for section in sections if section for line in ("", *section)]


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]


def _question(claim: ClaimResult, terms: Setting) -> str:
    return f"{_capital(terms.own_kind)}, {date_words(claim.date)}: {wording.values_typed(claim, terms)}"
