"""A line a claim, for lists and for whoever greps."""

from checker.report import brief
from tests.report import samples

BRIEF = """\
claims/frontier.yaml:9:16  frontier-3b: implausible: it needs 3.4x the largest system known in December 2024; plausible if it cost at most $690M
claims/frontier.yaml:9:16  cheaper: plausible
claims/frontier.yaml:9:16  cheap-run: strained; FAILED: expected plausible, got strained; it needs one rare thing
claims/frontier.yaml:9:16  big-model: unchecked: no rule tested parameters
claims/frontier.yaml:9:16  days: impossible; FAILED: no longer accepted: its day has passed; it needs 3.4x the largest system known in December 2024; 4.17 days instead of 2400 hours would fit
frontier-model-2024: frontier-3b and cheaper cannot plausibly hold together; It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x.
5 claims: 1 impossible, 1 implausible, 1 strained, 1 plausible, 1 unchecked; 1 disagreement (1 implausible), 2 failed, 1 input problem.
"""  # noqa: E501  # a claim has one line, however long


def test_every_claim_in_a_line() -> None:
    """Place, id, verdict, why and by how much, and what would mend it; the last line counts."""
    assert brief.write(samples.whole()) == BRIEF
