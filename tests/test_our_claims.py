"""What is printed of our own claims: every sum comes out, and it fits into a message, or onto a few screens.

They are judged once for all of these tests.
"""

from functools import cache
from pathlib import Path
from statistics import median

from checker.audit import check_paths
from checker.model.result import Result
from checker.options import Options
from checker.report import short, write
from checker.report.citing import References
from checker.report.setting import setting
from tests.closing import unclosed
from tests.explain.asking import book

CLAIMS = Path(__file__).parent.parent / "claims"
FLAGGED = ("strained", "implausible", "impossible")
MOST, WHOLE = 12, 150
"""Lines of a flagged claim, and of the report on all of our own claims."""


@cache
def our_claims() -> Result:
    """All of claims/, with reasons."""
    return check_paths([CLAIMS], book(), Options())


def test_every_step_closes() -> None:
    """Whatever a sentence multiplies or divides stands in it, or in one before it."""
    assert list(unclosed(our_claims(), book())) == []


def test_a_flagged_claim_takes_few_lines() -> None:
    """The half of them take no more than a dozen each, and whatever is flagged has its lines."""
    result = our_claims()
    pairs = [(case, claim) for case in result.cases for claim in case.claims if claim.verdict in FLAGGED]
    lengths = [len(short.block(claim, setting(result, case, claim, References()))) for case, claim in pairs]
    assert len(lengths) > WHOLE / 2
    assert min(lengths) > 2
    assert median(lengths) <= MOST


def test_the_report_on_our_own_claims_is_short() -> None:
    """`make check` prints counts first, as nothing failed, and then a line for each claim flagged as expected."""
    told = str(write("text", our_claims())).splitlines()
    assert told[0].endswith("none failed, no input problems.")
    assert len(told) <= WHOLE
