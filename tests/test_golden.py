"""Whole outputs, wording included: read in review, written anew by `make golden` only."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import run

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


def test_json_of_the_seed(golden: Golden) -> None:
    """The same in JSON, with figures to six digits, so that another processor's last bit changes nothing."""
    whole = json.loads(
        output("check", "claims/seed.yaml", "--format", "json"), parse_float=lambda text: float(f"{float(text):.6g}")
    )
    golden(GOLDEN / "check-seed.json", json.dumps(whole, indent=1, ensure_ascii=False) + "\n")


def test_explanation_of_three_billion(golden: Golden) -> None:
    """Everything that `explain` tells of the seed's first claim."""
    golden(GOLDEN / "explain-frontier-3b.txt", output("explain", "frontier-3b", "claims/seed.yaml"))


def test_contradicting_claims(golden: Golden) -> None:
    """Two claims about one run that can't both be so."""
    golden(GOLDEN / "check-disagreement.txt", output("check", "tests/golden/disagreement.yaml"))


def test_a_gap_without_bound(golden: Golden) -> None:
    """Where the base leaves nothing of the whole, no factor says by how much."""
    golden(GOLDEN / "check-nothing-left.txt", output("check", "tests/golden/nothing-left.yaml"))
