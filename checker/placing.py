"""Places in claim files, taken out of a claim before it is judged and put back after: a finding knows no file."""

from collections.abc import Sequence

from msgspec.structs import replace

from checker.model.claim import Claim
from checker.model.finding import Conflict, Finding, Step
from checker.model.place import NOWHERE, Place


def unplaced(claim: Claim) -> Claim:
    """The claim as it would be anywhere."""
    return replace(
        claim,
        place=NOWHERE,
        figures=tuple(replace(each, place=NOWHERE) for each in claim.figures),
        choices=tuple(replace(each, place=NOWHERE) for each in claim.choices),
        links=tuple(replace(each, place=NOWHERE) for each in claim.links),
    )


def place_of(claim: Claim, found: Finding) -> Place:
    """Where the first figure in conflict stands, else the claim."""
    values = found.conflicts[0].values if found.conflicts else ()
    return next((figure.place for figure in claim.figures if figure.quantity in values), claim.place)


def placed(conflicts: Sequence[Conflict], claim: Claim) -> tuple[Conflict, ...]:
    """The proofs with the places of what the claim says itself: its figures, and whom it links to."""
    places = {link.link: link.place for link in reversed(claim.links)}
    places |= {figure.quantity: figure.place for figure in claim.figures}

    def at(step: Step) -> Step:
        said = step.output if step.basis == "claimed" else step.rule
        return replace(step, place=places.get(said, claim.place)) if step.place == NOWHERE else step

    return tuple(replace(each, steps=tuple(map(at, each.steps))) for each in conflicts)
