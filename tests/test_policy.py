"""What is made of a verdict: expected, accepted, failed; and how a run ends."""

import pytest
from msgspec.structs import replace

from checker.model.claim import Accept, Claim
from checker.model.finding import UNJUDGED
from checker.model.place import Place, Problem
from checker.model.result import Result
from checker.policy import FailOn, Policy, exit_code, is_apart, is_faulty, standing
from tests.report import samples

TODAY = 739_000
OVER = "it has expired"
PLAIN = Policy()


def stands(found: str, expect: str = "", accept: str = "", until: int = TODAY, policy: Policy = PLAIN) -> object:
    """What became of an acceptance, and whether the claim fails."""
    here = Place("a")
    waiver = Accept(accept, "It was looked into.", until, here) if accept else None
    claim = Claim("id", "", samples.ARTICLE, "it", "system", "2024-12", 1, (), (), (), expect, waiver, here)
    how = standing(claim, found, policy, TODAY)
    assert how.expected == expect
    return how.accepted, how.failed


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        ("strained", ["strained", "implausible", "impossible"]),
        ("implausible", ["implausible", "impossible"]),
        ("impossible", ["impossible"]),
    ],
)
def test_a_claim_fails_from_the_mildest_verdict_on_that_does(fail_on: FailOn, failing: list[str]) -> None:
    """Alone or with others of its subject: a disagreement at a level is as grave as a claim that fails there."""
    words = ("unchecked", "plausible", "strained", "implausible", "impossible")
    assert [word for word in words if stands(word, policy=Policy(fail_on)) == ("", True)] == failing
    apart = [replace(samples.conflict(), level=level) for level in ("typical", "accepted", "limit")]
    grave = [word for word, each in zip(words[2:], apart, strict=True) if is_apart([each], Policy(fail_on))]
    assert grave == failing
    assert is_apart(apart, Policy(fail_on))
    assert not is_apart([], Policy(fail_on))


def test_what_was_expected_counts_and_no_other_word() -> None:
    """An implausible claim of which that is expected doesn't fail, a plausible one does that should be worse."""
    assert stands("implausible", "implausible") == ("", False)
    assert stands("plausible", "implausible") == ("", True)
    assert stands("strained", "plausible") == ("", True)


def test_an_acceptance_holds_for_its_verdict_until_its_day() -> None:
    """Then it fails the claim, whatever the verdict, and says why; where none are wanted there is none."""
    assert stands("implausible", accept="implausible") == ("yes", False)
    assert stands("implausible", accept="implausible", until=TODAY - 1) == (OVER, True)
    assert stands("impossible", accept="implausible") == ("it accepts implausible, and the claim is impossible", True)
    milder = "it accepts implausible, and the claim is plausible: take it out"
    assert stands("plausible", accept="implausible") == (milder, True)
    assert stands("plausible", "plausible", "implausible") == (milder, True)
    assert stands("implausible", accept="implausible", policy=Policy(accept=False)) == ("", True)
    assert stands("plausible", accept="implausible", until=0, policy=Policy(accept=False)) == ("", False)


def test_a_claim_on_which_the_program_failed_does_not() -> None:
    """Whatever was expected or accepted."""
    assert stands(UNJUDGED, "plausible") == stands(UNJUDGED, accept="strained", until=0) == ("", False)


FINE = samples.case(samples.claim())
PROBLEM = Problem(Place("a"), "it is no YAML")


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (samples.result(FINE), 0),
        (samples.result(FINE, samples.case(samples.claim(failed=True))), 1),
        (samples.result(replace(FINE, failed=True)), 1),
        (samples.result(replace(FINE, disagreements=(samples.conflict(),))), 0),
        (samples.result(), 2),
        (samples.result(samples.case(samples.claim(failed=True)), problems=(PROBLEM,)), 2),
        (samples.result(FINE, problems=(replace(PROBLEM, fault=True),)), 3),
        (samples.result(replace(FINE, fault="it broke")), 3),
        (samples.result(samples.case(samples.claim(fault="it broke")), problems=(PROBLEM,)), 3),
        (samples.result(FINE, hidden=(samples.case(samples.claim(fault="it broke")),)), 3),
    ],
)
def test_how_a_run_ends(result: Result, code: int) -> None:
    """Fine, a claim or a disagreement that fails, input that can't be read, our own fault; the last of these counts."""
    assert exit_code(result) == code
    assert is_faulty(result) == (code == 3)
