"""Whole outputs, wording included: read in review, written anew by `make golden` only."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.audit import check_paths
from checker.explain.claim import Wanted
from checker.options import Options
from checker.report import write
from tests.commands import run
from tests.small import small

GOLDEN = Path(__file__).parent / "golden"
QUESTIONS = {
    "three-billion": "training_cost=$3B hardware=H100 date=2024-12",
    "twenty-thousand": "hardware=H100 chips=20K duration=4 months date=2024-03",
    "anchor": "training_compute=1e27 FLOP comparable_to=llama-3.1-405b date=2024-12",
    "strained": "hardware=H100 chips=140,000 date=2024-12",
    "unchecked": "parameters=405B date=2024-12",
    "kind": "servers=3M energy=50 TWh date=2026-06",
    "stray": "kind=training_run training_cost=$80M hardware=H100 query_energy=3 kWh date=2024-12",
    "slip": "chips=2048 hardware=H800 duration=1361 days chip_hours=2.788M date=2024-12",
}

FORMS = {"text": "txt", "brief": "txt", "explained": "txt", "json": "json", "jsonl": "jsonl"}
"""Format → what files of it are called."""
FULL_PATH = re.compile(re.escape(str(GOLDEN)))
FLOAT = re.compile(r"\d+\.\d{7,}(?:e[+-]?\d+)?")
"""Numbers of so many digits are cut, so that another processor's last bit changes nothing."""

Golden = Callable[[Path, str], None]


def output(*words: str) -> str:
    """What the program prints."""
    done = run(*words)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.mark.parametrize("name", QUESTIONS)
def test_answers(name: str, golden: Golden) -> None:
    """Each answer of `ask`, to the letter."""
    golden(GOLDEN / f"ask-{name}.txt", output("ask", QUESTIONS[name]))


def test_report_of_the_seed(golden: Golden) -> None:
    """The report on the seed's claims, to the letter."""
    golden(GOLDEN / "check-seed.txt", output("check", "claims/seed.yaml"))


@pytest.mark.parametrize("form", FORMS)
def test_formats(form: str, golden: Golden) -> None:
    """Each format whole, of a pack that stands still: an edited price of the shipped one rewrites none of them."""
    result = check_paths([GOLDEN / "small.yaml"], small(), Options(wanted=Wanted(implied=True)))
    assert not result.problems
    told = FULL_PATH.sub("tests/golden", write(form, result))
    golden(GOLDEN / f"small-{form}.{FORMS[form]}", FLOAT.sub(lambda match: f"{float(match[0]):.6g}", told))


def test_explanation_of_three_billion(golden: Golden) -> None:
    """Everything that `explain` tells of the seed's first claim."""
    golden(GOLDEN / "explain-frontier-3b.txt", output("explain", "frontier-3b", "claims/seed.yaml"))


def test_contradicting_claims(golden: Golden) -> None:
    """Two claims about one run that can't both be so."""
    golden(GOLDEN / "check-disagreement.txt", output("check", "tests/golden/disagreement.yaml"))


def test_a_gap_without_bound(golden: Golden) -> None:
    """Where the base leaves nothing of the whole, no factor says by how much."""
    golden(GOLDEN / "check-nothing-left.txt", output("check", "tests/golden/nothing-left.yaml"))
