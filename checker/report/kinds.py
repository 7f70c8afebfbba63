"""What is said of the kind of subject: as what a claim without one is taken, and which figure its kind hasn't."""

from checker.model.finding import Taken
from checker.model.result import ClaimResult
from checker.report.sentences import Setting, sentence


def taken(claim: ClaimResult, setting: Setting) -> str:
    """As what a claim without a kind is taken, why, and what it would be as anything else, in a sentence."""
    if not claim.taken:
        return ""
    others = "".join(
        f"{'; ' if not n else ', '}as {setting.glossary.kind(kind)} {'it would be ' if not n else ''}{verdict}"
        for n, (kind, verdict) in enumerate(claim.taken.others.items())
    )
    return sentence(f"Taken as {setting.glossary.kind(claim.taken.kind)}, {_why(claim.taken, claim, setting)}{others}")


def _why(how: Taken, claim: ClaimResult, setting: Setting) -> str:
    if not how.is_usual:
        return "as which it holds and is tested best"
    *most, last = [name for name in claim.values if name in setting.glossary.units]
    said = f"{', '.join(most)} and {last}" if most else last
    return (
        f"the usual subject of {said}" if how.others else f"the only usual subject of {said}{' together' * bool(most)}"
    )


def astray(claim: ClaimResult, setting: Setting) -> list[str]:
    """Why a figure was judged as one of another kind than the claim's."""
    return [f"{setting.own_kind} has no such figure"] if claim.astray else []


def elsewhere(claim: ClaimResult, setting: Setting) -> list[str]:
    """Of what else figures are that nothing tested, as the claim's kind hasn't such, in sentences."""
    return [
        sentence(f"{setting.own_kind} has no {name}; it is a figure of {setting.glossary.kind(kind)} (kind={kind})")
        for name, kind in claim.elsewhere.items()
    ]
