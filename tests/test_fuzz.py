"""Inputs that nobody would write: a few of those that `benchmarks/fuzz.py` goes through by the thousand."""

from pathlib import Path

import pytest

from benchmarks import fuzz
from benchmarks.fuzzed import Input, made

SEED = 20261128
RUNS = 24


@pytest.mark.parametrize("part", range(4))
def test_no_input_is_our_fault(part: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked, claimed or believed ends with a sentence, and with an exit code other than 3."""
    monkeypatch.setattr("sys.argv", [])
    monkeypatch.setenv("CHECKER_DEBUG", "1")
    for number in range(part, RUNS, 4):
        given = made(SEED, number)
        found = fuzz.outcome(given, tmp_path / str(number))
        assert not found.fault, f"{given}\n{found.printed}"


def test_an_input_is_known_by_seed_and_number() -> None:
    """The same seed and number give the same input, and all sorts of inputs come up."""
    several = [made(SEED, number) for number in range(RUNS)]
    assert several == [made(SEED, number) for number in range(RUNS)]
    assert {given.sort for given in several} == {"question", "claims made up", "claims changed", "rules"}


def test_a_fault_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that reaches the command line is a find, and so is one that doesn't and is told as ours."""
    monkeypatch.setattr("sys.argv", [])
    monkeypatch.setattr("checker.cli.asking.ask_words", lambda *_: 1 / 0)
    assert fuzz.outcome(Input("question", ("ask", "chips=3"), {}), tmp_path).fault == "exit code 3"
    monkeypatch.setattr(fuzz, "run", lambda: 1 / 0)
    assert fuzz.outcome(Input("question", ("ask", "chips=3"), {}), tmp_path).fault == "a traceback"
