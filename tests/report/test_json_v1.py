"""The frozen shape that other programs read."""

import json
import math
from typing import Any

import pytest

from checker.model.finding import Gap
from checker.report import json_shapes, json_v1
from tests.report import samples

CASE_KEYS = (
    "about kind date verdict gap claims conflicts disagreements readings suspects mends implied tested unchecked "
    "hardware fault"
)


@pytest.fixture
def whole() -> dict[str, Any]:
    """The sample result, written and read back."""
    found: dict[str, Any] = json.loads(json_v1.write(samples.whole()))
    return found


def test_top_level(whole: dict[str, Any]) -> None:
    """The object starts with version, terms and counts, in this order."""
    assert list(whole) == ["version", "as_of", "assumed", "summary", "cases", "problems"]
    assert whole["version"] == "checker-json-1"
    assert whole["assumed"] == ["mfu=30-45%"]
    assert whole["summary"] == {
        "unchecked": 1, "plausible": 1, "strained": 1, "implausible": 1, "impossible": 1,
        "unjudged": 0,
    }  # fmt: skip
    assert whole["problems"] == [
        {
            "place": {"file": "claims/bad.yaml", "line": 6, "column": 14},
            "what": 'unknown quantity "trainig_cost"',
            "instead": "write training_cost",
            "fault": False,
        }
    ]


def test_case(whole: dict[str, Any]) -> None:
    """A case has the promised keys in their order, and its gravest claim's gap."""
    case = whole["cases"][0]
    assert list(case) == CASE_KEYS.split()
    assert case["gap"] == {"best": 3.42, "accepted": 1.31, "without_bound": []}
    assert [claim["id"] for claim in case["claims"]] == ["frontier-3b", "cheaper"]
    assert len(case["disagreements"]) == 1
    assert case["readings"][1] == {
        "of": "training_cost",
        "as": "system_cost",
        "kind": "system",
        "verdict": "plausible",
        "says": "the cost of building a system of 75K H100",
        "claim": "frontier-3b",
        "apart": [],
        "ask": "",
    }
    assert case["tested"]["training_cost"]["decades"] == 0.7
    assert len(case["tested"]["training_cost"]["by"]) == 7


def test_gaps_without_bound_are_named() -> None:
    """A factor that is infinite is null in JSON, and named beside it."""
    assert json_v1._gap(Gap(math.inf, 1.5)) == json_shapes.Gap(None, 1.5, ["best"])
    assert json_v1._gap(Gap(None, math.inf)) == json_shapes.Gap(None, None, ["accepted"])


def test_claim(whole: dict[str, Any]) -> None:
    """A claim starts with the promised keys and says what would make it plausible."""
    claim = whole["cases"][0]["claims"][0]
    assert list(claim)[:5] == ["id", "verdict", "expected", "accepted", "place"]
    assert claim["place"] == {"file": "claims/frontier.yaml", "line": 9, "column": 16}
    assert claim["plausible_if"][0] == {
        "quantity": "training_cost", "range": [None, 0.6998e9], "date": "", "text": "it cost at most $690M",
    }  # fmt: skip


def test_steps_say_what_the_text_says(whole: dict[str, Any]) -> None:
    """A step has its sentence, rule, basis, source and place."""
    conflict = whole["cases"][0]["conflicts"][0]
    assert list(conflict)[:6] == ["level", "claims", "values", "rules", "gap", "steps"]
    step = conflict["steps"][2]
    assert list(step)[:5] == ["text", "rule", "basis", "source", "place"]
    assert step["text"] == (
        "The largest system known by then had 100K H100 (Colossus, September 2024; Epoch AI, GPU clusters, March 2026)."
    )
    assert step["place"] == {"file": "rules/cost.yaml", "line": 9, "column": 5}
    assert conflict["steps"][1]["source"] is None


def test_implied(whole: dict[str, Any]) -> None:
    """One best figure is a number, a bound a pair, an open end null; what is not bounded at all is two nulls."""
    implied = whole["cases"][0]["implied"]
    assert implied["training_compute"]["best"] == 8.32e25
    assert implied["training_compute"]["accepted"] == [3e25, 1.5e26]
    assert implied["duration"]["best"] == [None, 4383]
    assert implied["parameters"]["best"] == [None, None]


def test_suspects_and_unchecked(whole: dict[str, Any]) -> None:
    """A suspect has the range that the rest implies; values nothing tested are named."""
    case = whole["cases"][3]
    assert case["suspects"] == [
        {"claim": "days", "value": "duration", "text": "2400 hours", "implied": [50.0, 150.0],
         "slip": "24x too large: hours taken for days", "corrected": "4.17 days", "corrected_value": 100.0,
         "ask": "duration=4.17 days", "verdict": "plausible", "tied": False},
    ]  # fmt: skip
    assert case["unchecked"] == ["parameters"]


def test_a_value_tested_in_another_claim_is_not_unchecked() -> None:
    """A case lists as unchecked only what no claim of it had tested."""
    case = samples.case(samples.claim("a", unchecked=("training_cost",)), samples.plausible())
    assert json.loads(json_v1.write_lines(samples.result(case)))["unchecked"] == []


def test_no_infinities() -> None:
    """No writer prints what JSON has no word for."""
    said = json_v1.write(samples.whole())
    assert "Infinity" not in said
    assert "NaN" not in said


def test_lines(whole: dict[str, Any]) -> None:
    """The other format has the same cases, one a line."""
    lines = json_v1.write_lines(samples.whole()).splitlines()
    assert [json.loads(line) for line in lines] == whole["cases"]


def test_nothing_to_say() -> None:
    """An empty result is a sound object."""
    whole = json.loads(json_v1.write(samples.result()))
    assert whole["cases"] == []
    assert set(whole["summary"].values()) == {0}
