"""Faults of the program's own: what one claim brings to light costs no other claim its verdict."""

import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from checker import spread
from checker.cli import run
from checker.report.json_shapes import result_schema
from tests.commands import claims

Broken = Callable[..., tuple[int, str, str]]
STEPS: dict[str, tuple[str, str, Callable[..., bool]]] = {
    "reading": ("read.claim.claims", "Claim", lambda **parts: parts["id"] == "bad"),
    "grounding": ("cases.assemble", "dossier", lambda some, *_: [claim.id for claim in some] == ["bad"]),
    "explaining": ("explain.case", "explain", lambda claim, *_: claim.id == "bad"),
    "writing as text": ("report.short", "why", lambda claim, *_: claim.id == "bad" and not claim.fault),
    "writing as JSON": ("report.json_v1", "_suspects", lambda claim, *_: claim.id == "bad" and not claim.fault),
    "answering": ("explain.case", "explain", lambda *_: True),
}
"""A step of a run → the function that fails there, and on what."""


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Broken:
    """A run of the command in which one step fails on the claim with the id bad; all is shared that may be."""
    for limit, value in (("BYTES", 0), ("HARD", 0), ("CHUNK", 2)):
        monkeypatch.setattr(spread, limit, value)

    def command(step: str, *words: str) -> tuple[int, str, str]:
        module, name, is_bad = STEPS[step]
        place = import_module(f"checker.{module}")
        right = getattr(place, name)

        def wrong(*given: Any, **more: Any) -> Any:  # noqa: ANN401  # whatever the function takes and finds
            if is_bad(*given, **more):
                raise RuntimeError("a nut came loose")
            return right(*given, **more)

        monkeypatch.setattr(place, name, wrong)
        monkeypatch.setattr("sys.argv", ["checker", *words])
        out, complaints = StringIO(), StringIO()
        with pytest.raises(SystemExit) as end, redirect_stdout(out), redirect_stderr(complaints):
            run()
        monkeypatch.setattr(place, name, right)
        return int(end.value.code or 0), out.getvalue(), complaints.getvalue()

    return command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three claims, the second of which brings the fault to light."""
    values = "training_cost: $3B, hardware: H100"
    return claims(tmp_path, f"one | {values}", f"bad | {values}", f"three | {values}")


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("step", ["reading", "grounding", "explaining", "writing as text"])
def test_a_fault_is_the_entry_of_its_own_claim(broken: Broken, step: str, jobs: str, file: Path) -> None:
    """The others are judged and printed, the faulty one says so with its place, and the exit code is 3."""
    code, out, complaints = broken(step, "check", str(file), "--jobs", jobs)
    told = out + complaints
    line = next(line for line in told.splitlines() if "a nut came loose" in line)
    assert line.startswith((f"{file}:7:", f"{file}:11:"))
    assert "the fault is checker's own: RuntimeError: a nut came loose (test_faults.py:" in line
    assert "please report it" in line
    assert [name for name in ("one", "bad", "three") if f"{name}: implausible" in out] == ["one", "three"]
    assert "Traceback" not in told
    assert code == 3


@pytest.mark.parametrize("step", ["grounding", "explaining", "writing as JSON"])
def test_the_result_for_programs_holds_the_fault(broken: Broken, step: str, file: Path) -> None:
    """A faulty claim has no verdict and a text of what went wrong, as the schema has it."""
    code, out, _ = broken(step, "check", str(file), "--format", "json")
    result = json.loads(out)
    validate(result, result_schema())
    found = {claim["id"]: claim for case in result["cases"] for claim in case["claims"]}
    assert [found[name]["verdict"] for name in ("one", "bad", "three")] == ["implausible", "unjudged", "implausible"]
    assert found["bad"]["fault"].startswith("RuntimeError: a nut came loose (test_faults.py:")
    assert (found["one"]["fault"], result["summary"]["unjudged"], code) == ("", 1, 3)


def test_a_fault_in_many_claims_together_is_their_cases(broken: Broken, tmp_path: Path) -> None:
    """Claims of one subject keep their verdicts where the program fails on them together."""
    lines = claims(tmp_path, "one | training_cost: $3B, hardware: H100", "bad | chips: 3").read_text()
    file = tmp_path / "one.yaml"
    file.write_text(lines.replace("about: bad", "about: one"))
    STEPS["together"] = ("cases.assemble", "dossier", lambda some, *_: len(some) > 1)
    code, out, _ = broken("together", "check", str(file))
    assert "one: implausible" in out
    assert "bad: unchecked" in out
    assert "one: its claims together: unjudged; the fault is checker's own: RuntimeError" in out
    assert code == 3


def test_only_what_fails_is_shown_where_little_is_asked_for(broken: Broken, file: Path) -> None:
    """`--quiet` shows claims on which the program failed, and the exit code is 3."""
    code, out, _ = broken("grounding", "check", str(file), "--quiet")
    assert "bad: unjudged" in out
    assert (out.splitlines()[-1].count("1 unjudged"), code) == (1, 3)


def test_a_claim_explained_is_no_worse_for_another_one(broken: Broken, file: Path) -> None:
    """`explain` of a sound claim ends as ever; of the faulty one, with 3."""
    code, out, _ = broken("explaining", "explain", "one", str(file))
    assert (code, "a nut" in out) == (0, False)
    code, out, _ = broken("explaining", "explain", "bad", str(file))
    assert (code, "a nut came loose" in out) == (3, True)


def test_a_question_says_that_the_fault_is_not_the_askers(broken: Broken) -> None:
    """`ask` says so in the place of its answer."""
    code, out, _ = broken("answering", "ask", "chips=3")
    assert out.startswith("Unjudged; the fault is checker's own: RuntimeError")
    assert code == 3
