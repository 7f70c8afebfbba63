"""A claim at its usual length: what it comes to, a sentence to quote, the steps, and what would change it."""

from checker.model.finding import Conflict
from checker.model.result import ClaimResult
from checker.report import remarks, wording
from checker.report.gap import miss
from checker.report.layout import Head, Line, paragraph, plain_steps, row, rows
from checker.report.setting import Setting

FEW = 2
"""So many suspects are told, and so many ways in which a proof may fall; `explain` has all."""


def block(claim: ClaimResult, terms: Setting) -> list[Line]:
    """The claim in some ten lines."""
    from checker.report.text import after_verdict  # which `ask` doesn't need

    head = Head(f"{claim.place}  {claim.id}: ", claim.verdict, after_verdict(claim, terms))
    said = (wording.quotation(claim, terms), wording.remarks(claim, terms))
    return [head, *(line for text in said for line in paragraph(text)), *why(claim, terms)]


def why(claim: ClaimResult, terms: Setting, *, quoted: bool = False) -> list[str]:
    """Why it got its verdict, and what would change it; `quoted` if a paragraph has told the gap and bounds."""
    return [*reasons(claim, terms, quoted), *ways_out(claim, terms, quoted)]


def reasons(claim: ClaimResult, terms: Setting, quoted: bool = False) -> list[str]:
    """What stands before the ways out: how it is meant, what it hangs on, and the proof."""
    said = [remarks.taken(claim, terms), remarks.edge(claim, terms), *remarks.elsewhere(claim, terms)]
    said += [wording.what_to_add(claim, terms)] if claim.verdict == "unchecked" else []
    if claim.rare and not claim.conflicts:  # a proof tells of the first rare thing
        said.append(remarks.rare_things(claim, terms))
    told = claim.conflicts
    said += [miss(told[0], terms)] if told and not quoted else []
    lines = [line for text in said for line in paragraph(text)]
    for number, conflict in enumerate(told):
        lines += paragraph(_further(conflict, told[0].level, terms)) if number else []
        lines += plain_steps(conflict, terms)
    return lines


def _further(conflict: Conflict, gravest: str, terms: Setting) -> str:
    """The gap of a further proof; of one that is less grave than the first, as how grave it is."""
    said = miss(conflict, terms)
    return said if conflict.level == gravest else f"Besides, {wording.AT[conflict.level]}: {said[:1].lower()}{said[1:]}"


def ways_out(claim: ClaimResult, terms: Setting, quoted: bool) -> list[str]:
    """As what and with what change it would be plausible, which figure may be wrong, and what overturns the verdict."""
    mends = () if quoted else remarks.mends(claim, terms)
    fine = [wording.alternative(each, terms) for each in claim.readings if each.verdict == "plausible"]
    return [
        *row("Also as" if claim.verdict == "plausible" else "Plausible as", "; ".join(dict.fromkeys(fine))),
        *row("Plausible if", "; or ".join(mends)),
        *rows("May be wrong", remarks.may_be_wrong(claim, terms, FEW)),
        *row("Falls if", "; ".join(claim.falls_if[:FEW])),
        *row("Tables end", wording.old_tables(claim, terms)),
    ]
