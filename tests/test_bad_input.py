"""Broken input: each file in tests/bad/ stands beside the exact complaint that a user sees."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.maths.dates import days
from checker.model.place import Problem
from checker.read.claim.claims import read_ask, read_claims
from checker.read.text.document import LOADER
from checker.report.complaints import complaint
from tests.books import book

BAD = Path(__file__).parent / "bad"
TODAY = days("2025-01-31")[0]
CLAIM = (BAD / "duplicate-id.yaml").read_text(encoding="utf-8")
Golden = Callable[[Path, str], None]

MADE = {
    "utf-16": CLAIM.encode("utf-16"),
    "utf-16-without-mark": CLAIM.encode("utf-16-be"),
    "latin-1": CLAIM.replace("article", "\N{LATIN SMALL LETTER E WITH ACUTE}tude").encode("latin-1"),
    "binary": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "brackets": b"[" * 50 * 1024 * 1024,
}
"""Files that could not stand in a folder of text."""


def complaints(problems: tuple[Problem, ...]) -> str:
    """All complaints as they are printed."""
    return "".join(f"{complaint(problem)}\n" for problem in problems)


def files(suffix: str) -> list[str]:
    """The names of stored cases."""
    return sorted(path.stem for path in BAD.glob(f"*{suffix}"))


@pytest.mark.parametrize("name", files(".yaml"))
def test_claim_files(name: str, golden: Golden) -> None:
    """A broken claim file gets the complaint beside it."""
    _, problems = read_claims([(f"tests/bad/{name}.yaml", (BAD / f"{name}.yaml").read_bytes())], book(), TODAY)
    assert problems
    golden(BAD / f"{name}.txt", complaints(problems))


@pytest.mark.parametrize("name", MADE)
def test_files_that_are_no_text(name: str, golden: Golden) -> None:
    """A file that is no readable text gets the complaint that stands in the folder."""
    claims, problems = read_claims([(f"tests/bad/{name}.yaml", MADE[name])], book(), TODAY)
    assert not claims
    golden(BAD / f"{name}.txt", complaints(problems))


@pytest.mark.parametrize("name", files(".ask"))
def test_questions(name: str, golden: Golden) -> None:
    """A broken question gets the complaint beside it, and no answer."""
    claim, problems = read_ask((BAD / f"{name}.ask").read_text(encoding="utf-8").rstrip("\n"), book(), TODAY)
    assert claim is None
    assert problems
    golden(BAD / f"{name}.txt", complaints(problems))


def test_each_complaint_has_its_input() -> None:
    """No complaint in the folder is left over from an input that is gone."""
    assert {*files(".txt")} == {*files(".yaml"), *files(".ask"), *MADE}


def test_each_complaint_says_what_to_write() -> None:
    """Every complaint ends with a line that says what to write instead."""
    silent = [name for name in files(".txt") if not (BAD / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1:]]
    assert silent == []


@pytest.mark.parametrize("size", [31, 50])
def test_brackets_are_refused_at_once(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of megabytes of brackets few are looked at, and they take no more memory than a few copies of the file."""
    data, events = b"[" * size * 1024 * 1024, list[object]()

    class Counted(LOADER):  # type: ignore[misc]  # PyYAML's loaders are typed as Any
        def get_event(self) -> object:
            events.append(None)
            return super().get_event()

    monkeypatch.setattr("checker.read.text.document.LOADER", Counted)
    tracemalloc.start()
    _, problems = read_claims([("tests/bad/brackets.yaml", data)], book(), TODAY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(problems) == 1
    assert len(events) < 1000
    assert peak < 8 * len(data)
