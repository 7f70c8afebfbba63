"""Findings as results: each with the claim it is about, where that stands, and what policy makes of it."""

from msgspec.structs import asdict

from checker.judge import gravest
from checker.model.claim import Claim
from checker.model.finding import CaseFinding, Finding
from checker.model.result import CaseResult, ClaimResult
from checker.placing import place_of, placed
from checker.policy import Policy, is_apart, standing
from checker.read.claim.stated import supplied


def told(found: CaseFinding, policy: Policy, today: int) -> CaseResult:
    """What is found of one subject's claims, in the order in which these stand."""
    case = found.case
    pairs = sorted(zip(case.claims, found.findings, strict=True), key=lambda pair: pair[0].place)
    last = max(case.claims, key=lambda claim: (claim.day, claim.id))
    chips = {choice.value for claim in case.claims for choice in claim.choices if choice.attribute == "hardware"}
    return CaseResult(
        about=case.about,
        kind=case.kind,
        date=last.date,
        day=last.day,
        verdict=gravest([each.verdict for each in found.findings]),
        hardware=chips.pop() if len(chips) == 1 else "",
        claims=tuple(_claim(claim, each, policy, today) for claim, each in pairs),
        disagreements=found.disagreements,
        fault=found.fault,
        failed=is_apart(found.disagreements, policy),
    )


def _claim(claim: Claim, found: Finding, policy: Policy, today: int) -> ClaimResult:
    return ClaimResult(
        **asdict(found) | {"conflicts": placed(found.conflicts, claim)},
        **asdict(standing(claim, found.verdict, policy, today)),
        id=claim.id,
        statement=claim.statement,
        source=claim.source,
        date=claim.date,
        values=_values(claim),
        exchanged={f.quantity: f.exchange for f in claim.figures if f.exchange},
        supplied=supplied(claim),
        cited={f.quantity: f.source for f in claim.figures if f.source},
        place=place_of(claim, found),
    )


def _values(claim: Claim) -> dict[str, str]:
    """Figures as typed, attributes by their names in the pack, links."""
    values = {f.quantity: f.text for f in claim.figures} | {c.attribute: c.value for c in claim.choices}
    return values | {k.link: k.subject for k in claim.links}
