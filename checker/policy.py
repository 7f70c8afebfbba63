"""What is made of a finding: whether it is as expected, accepted or failed, and how a run ends."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from checker.model.claim import Claim
from checker.model.finding import UNJUDGED, VERDICTS, Conflict
from checker.model.result import Result
from checker.model.rule import LEVELS

FailOn = Literal["strained", "implausible", "impossible"]


class Policy(Struct, frozen=True):
    """What fails."""

    fail_on: FailOn = "implausible"
    """The mildest verdict that fails a claim without `expect`, and the mildest disagreement that fails a run."""
    accept: bool = True
    """Whether claims may say that theirs is known."""


class Standing(Struct, frozen=True):
    """How a claim stands with its verdict."""

    expected: str
    accepted: str
    """"", "yes", or why an `accept` no longer holds."""
    failed: bool


def standing(claim: Claim, found: str, policy: Policy, today: int) -> Standing:
    """How a claim stands with the verdict that was found; one that the program failed on doesn't fail."""
    if found == UNJUDGED:
        return Standing(claim.expect, "", failed=False)
    accepted = _accepted(claim, found, today) if policy.accept else ""
    return Standing(claim.expect, accepted, _is_failed(claim.expect, found, accepted, policy))


def _accepted(claim: Claim, found: str, today: int) -> str:
    """Empty where nobody accepted anything, "yes", or why an acceptance no longer holds."""
    accept = claim.accept
    if not accept:
        return ""
    if accept.until < today:
        return "it has expired"
    if found in ("plausible", "unchecked") and accept.verdict != found:
        return f"it accepts {accept.verdict}, and the claim is {found}: take it out"
    return "yes" if accept.verdict == found else f"it accepts {accept.verdict}, and the claim is {found}"


def _is_failed(expected: str, found: str, accepted: str, policy: Policy) -> bool:
    """By an acceptance that is over, by another verdict than expected, else by one too grave that nobody accepted."""
    if accepted not in ("", "yes"):
        return True
    if expected:
        return found != expected
    return not accepted and VERDICTS.index(found) >= VERDICTS.index(policy.fail_on)


def is_apart(disagreements: Sequence[Conflict], policy: Policy) -> bool:
    """Whether claims of one subject disagree at a level at which a claim by itself would fail."""
    levels = LEVELS[VERDICTS[2:].index(policy.fail_on) :]
    return any(each.level in levels for each in disagreements)


def exit_code(result: Result) -> int:
    """0 fine, 1 a claim failed or claims of one subject disagree, 2 bad input or nothing to judge, 3 our own fault."""
    if is_faulty(result):
        return 3
    if result.problems or not result.cases:
        return 2
    return int(any(case.failed or any(claim.failed for claim in case.claims) for case in result.cases))


def is_faulty(result: Result) -> bool:
    """Whether the program failed on some of it, through its own fault."""
    cases = (*result.cases, *result.hidden)
    return any(p.fault for p in result.problems) or any(c.fault or any(k.fault for k in c.claims) for c in cases)
