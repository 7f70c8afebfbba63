"""How long what is printed is: an explanation fits into a message, a report onto a few screens."""

from pathlib import Path
from statistics import median

from checker.report import short, write
from checker.report.citing import References
from checker.report.setting import setting
from tests.commands import run
from tests.our_claims import our_claims

FLAGGED = ("strained", "implausible", "impossible")
MOST, WHOLE = 12, 150
"""Lines of a flagged claim, and of the report on all of our own claims."""


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


def test_a_quiet_run_prints_no_proof(tmp_path: Path) -> None:
    """--quiet has a line for a claim that fails, and one that counts."""
    file = tmp_path / "a.yaml"
    file.write_text(
        "claims:\n- {id: big, about: big, statement: Big., source: {title: A page, date: 2024-12}, "
        "values: {training_cost: $3B, hardware: H100}}\n"
    )
    told = run("check", str(file), "--quiet").stdout.splitlines()
    assert len(told) == 2
    assert "big: implausible; FAILED: it needs 3.4x" in told[0]
