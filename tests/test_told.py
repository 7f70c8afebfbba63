"""Findings as results: claims in the order of their files, each with what policy makes of it."""

from pathlib import Path

from checker.cases.assemble import assemble
from checker.model.finding import CaseFinding, Finding
from checker.policy import Policy
from checker.read.claim.claims import read_claims
from checker.told import told
from tests.commands import claims
from tests.explain.asking import book
from tests.report import samples


def found(folder: Path) -> CaseFinding:
    """What might be found of three claims about one subject, which stand in the file from z to x."""
    path = claims(folder, "z | chips: 3 H100", "y | training_cost: €3M, hardware: H100", "x | chips: 4")
    text = path.read_text()
    for name in "xyz":
        text = text.replace(f"about: {name}\n", "about: it\n")
    read, _ = read_claims([("a.yaml", text.encode())], book(), 0)
    ((case,),), _ = assemble(read, book())
    of = {"x": Finding("strained"), "y": Finding("implausible"), "z": Finding("plausible")}
    return CaseFinding(case, tuple(of[claim.id] for claim in case.claims), (samples.conflict(),))


def test_claims_come_as_they_stand_each_with_its_finding(tmp_path: Path) -> None:
    """Whatever their ids; with figures as typed, and how other money was read."""
    result = told(found(tmp_path), Policy(), 0)
    assert [(claim.id, claim.verdict) for claim in result.claims] == [
        ("z", "plausible"),
        ("y", "implausible"),
        ("x", "strained"),
    ]
    assert (result.verdict, result.hardware) == ("implausible", "H100")
    second = result.claims[1]
    assert second.values == {"training_cost": "€3M", "hardware": "H100"}
    assert {name: exchange.code for name, exchange in second.exchanged.items()} == {"training_cost": "EUR"}


def test_policy_says_what_fails(tmp_path: Path) -> None:
    """Of the claims, and of what they are together."""
    result, strict = (told(found(tmp_path), Policy(word), 0) for word in ("impossible", "strained"))
    assert [claim.failed for claim in result.claims] == [False, False, False]
    assert [claim.failed for claim in strict.claims] == [False, True, True]
    assert (result.failed, strict.failed) == (False, True)
