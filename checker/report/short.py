"""A claim at its usual length: what it comes to, a sentence to quote, the steps, and what would change it."""

from collections.abc import Iterable, Sequence

from checker.model.finding import Conflict, Suspect
from checker.model.result import ClaimResult
from checker.report import remarks, wording
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
    """Why it got its verdict, and what would change it; `quoted` if the first proof's gap has been told."""
    return [*reasons(claim, terms, quoted), *ways_out(claim, terms)]


def reasons(claim: ClaimResult, terms: Setting, quoted: bool = False) -> list[str]:
    """What stands before the ways out: how it is meant, what it hangs on, and the proof."""
    said = [remarks.taken(claim, terms), remarks.edge(claim, terms), *remarks.elsewhere(claim, terms)]
    said += [wording.what_to_add(claim, terms)] if claim.verdict == "unchecked" else []
    if claim.rare and not claim.conflicts:  # a proof tells of the first rare thing
        said.append(remarks.rare_things(claim, terms))
    told = list(_apart(claim.conflicts))
    said += [wording.miss(told[0], terms)] if told and not quoted else []
    lines = [line for text in said for line in paragraph(text)]
    for number, conflict in enumerate(told):
        lines += paragraph(wording.miss(conflict, terms)) if number else []
        lines += plain_steps(conflict, terms)
    return lines


def _apart(conflicts: Sequence[Conflict]) -> Iterable[Conflict]:
    """The first conflict, and of the others those that stand on figures of which no earlier one told."""
    seen: set[str] = set()
    for conflict in conflicts:
        if not seen or not seen.intersection(conflict.values):
            yield conflict
        seen |= {*conflict.values} or {""}


def ways_out(claim: ClaimResult, terms: Setting) -> list[str]:
    """As what and with what change it would be plausible, which figure may be wrong, and what overturns the verdict."""
    fine = [wording.alternative(each, terms) for each in claim.readings if each.verdict == "plausible"]
    suspects = [each for each in claim.suspects if remarks.tells(each)]
    return [
        *row("Also as" if claim.verdict == "plausible" else "Plausible as", "; ".join(dict.fromkeys(fine))),
        *row("Plausible if", "; or ".join(wording.repair(change, terms) for change in claim.repairs)),
        *rows("May be wrong", (remarks.suspicion(suspect, terms) for suspect in _first(suspects))),
        *row("Falls if", falls_if(claim)),
        *row("Tables end", wording.old_tables(claim, terms)),
    ]


def _first(suspects: Sequence[Suspect]) -> list[Suspect]:
    """The likeliest suspect, and one that is as likely."""
    return [each for number, each in enumerate(suspects[:FEW]) if not number or each.tied]


def falls_if(claim: ClaimResult) -> str:
    """When the broken rule of the first proof doesn't hold."""
    steps = claim.conflicts[0].steps if claim.conflicts else ()
    whens = [when for step in steps if step.rule == claim.conflicts[0].broken for when in step.wrong_when]
    return "; ".join(list(dict.fromkeys(whens))[:FEW])
