"""The paragraph with which an answer begins."""

from checker.report.quotable import paragraph
from checker.report.setting import setting
from tests.report import samples


def said(which: int) -> str:
    """The paragraph of one of the sample claims."""
    result = samples.whole()
    case = result.cases[0]
    return paragraph(case.claims[which], setting(result, case, case.claims[which]))


def test_a_claim_that_can_not_be() -> None:
    """Verdict, subject, figures, the gap and what would mend it, with no reference to anything outside of it."""
    assert said(0) == (
        "Implausible as the cost of the final run's compute: $3B, hardware H100, December 2024. "
        "It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x. "
        "It would be plausible if it cost at most $690M or if it dates from 2026 or later."
    )


def test_a_plausible_claim() -> None:
    """It says how much of a test that was."""
    assert said(1).endswith("Nothing unusual is needed for it; it is tested by four rules, to within a factor of 12.")
