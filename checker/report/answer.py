"""The answer to `ask`: the verdict with its reasons, then what follows for every other quantity."""

import re

from msgspec.structs import replace

from checker.model.result import ClaimResult, Result
from checker.model.rule import Rulebook
from checker.report import detail as more
from checker.report import wording
from checker.report.dates import date_words
from checker.report.layout import paragraph
from checker.report.sentences import Setting, setting
from checker.report.text import explanation, verdict_line


def write(result: Result, book: Rulebook, *, colour: bool = False) -> str:
    """Verdict, explanation and table of what follows, for each question asked; a question never fails."""
    answers = [
        _answer(replace(claim, failed=False), setting(result, case, claim, book), colour)
        for case in result.cases
        for claim in case.claims
    ]
    ends = wording.terms(result)
    return "\n\n".join("\n".join(lines) for lines in [*answers, *([ends] if ends else [])]) + "\n"


def _answer(claim: ClaimResult, terms: Setting, colour: bool) -> list[str]:
    lines = [_capital(verdict_line(claim, terms, colour)), *paragraph(_question(claim, terms))]
    lines += explanation(claim, terms)
    sections = [
        more.implied(claim, terms, ("accepted",)),
        paragraph(wording.granted(claim.supposed.items(), terms)),
    ]
    return lines + [line for section in sections if section for line in ("", *section)]


def _capital(line: str) -> str:
    return re.sub(r"^(\x1b\[[\d;]*m)?(\w)", lambda match: (match[1] or "") + match[2].upper(), line)


def _question(claim: ClaimResult, terms: Setting) -> str:
    return f"{_capital(terms.kind)}, {date_words(claim.date)}: {wording.values_typed(claim, terms)}"
