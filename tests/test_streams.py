"""Files, folders, pipes and signals that are not as one would wish: a sentence, an exit code, never a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker import check
from tests.commands import ASK, ROOT, claims, run, shell
from tests.small import SMALL


def test_output_goes_to_a_file_and_a_folder_that_is_read_only_is_said(tmp_path: Path) -> None:
    """--output writes the file whole; where it can't, one sentence says so."""
    done = run("ask", ASK, "--format", "json", "--output", str(tmp_path / "out.json"))
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((tmp_path / "out.json").read_text())["version"] == "checker-json-1"
    wrong = run("ask", ASK, "--output", str(tmp_path / "no" / "out.json"))
    assert (wrong.returncode, "can't be written" in wrong.stderr, "Traceback" in wrong.stderr) == (2, True, False)


def test_a_cache_that_cannot_be_written_is_no_misfortune(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a file where the cache folder should be, the answer is the same."""
    monkeypatch.setattr("checker.options.shipped", lambda: SMALL)
    want = run("ask", ASK)
    monkeypatch.setattr("checker.read.pack.compiled._loaded", {})
    (tmp_path / "cache").write_text("in the way")
    found = run("ask", ASK, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert (found.returncode, found.stdout, found.stderr) == (0, want.stdout, "")
    assert want.stdout.startswith("Strained")


def test_a_closed_pipe_ends_quietly() -> None:
    """Reading one line of a long output is no error."""
    with subprocess.Popen(
        [sys.executable, "-m", "checker", "schema", "rules"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as done:
        assert done.stdout
        assert done.stderr
        done.stdout.readline()
        done.stdout.close()
        assert done.stderr.read() == b""
    assert done.returncode == 0


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path, stream: str) -> None:
    """Output that can't be printed is bad input, and no fault of the program."""
    path = claims(tmp_path, "bad | chps: 5", "good | chips: 16K H100")
    sink = ">" if stream == "stdout" else "2>"
    done = shell(f'"{sys.executable}" -m checker check "{path}" {sink} /dev/full')
    assert done.returncode == 2
    if stream == "stdout":
        assert done.stderr.endswith("the output can't be written: no space left on device\n")
    else:
        assert "Plausible and not shown: one claim" in done.stdout


@pytest.mark.parametrize("words", ["--version", "check --help", "rules", "graph", "new", "schema", "ask chips=5K"])
def test_no_command_needs_room_to_say_that_there_is_none(words: str) -> None:
    """With a full disk below standard output each command ends with 2 and a sentence."""
    done = shell(f'"{sys.executable}" -m checker {words} > /dev/full')
    assert (done.returncode, done.stderr) == (2, "the output can't be written: no space left on device\n")


@pytest.mark.parametrize("words", ["--version", "new"])
def test_without_room_for_a_sentence_there_is_the_exit_code(words: str) -> None:
    """With a full disk below both streams a command ends with 2, be it written by click or by us."""
    assert shell(f'"{sys.executable}" -m checker {words} > /dev/full 2> /dev/full').returncode == 2


@pytest.mark.parametrize(("values", "code"), [("training_cost: $3B, hardware: H100", 1), ("chips: 16K H100", 0)])
def test_a_closed_pipe_changes_no_verdict(tmp_path: Path, values: str, code: int) -> None:
    """Whoever reads no further than the first line has the same exit code: a claim that failed has failed."""
    path = claims(tmp_path, f"one | {values}")
    done = shell(f'{{ "{sys.executable}" -m checker check "{path}"; echo $? >&2; }} | true')
    assert done.stderr == f"{code}\n"


def test_closed_streams_are_no_fault() -> None:
    """With standard output or standard error closed the exit code is the same."""
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        assert shell(f'"{sys.executable}" -m checker ask chips=5K {closed}').returncode == 0


def test_a_pipe_that_nobody_writes_to_is_empty(tmp_path: Path) -> None:
    """A named pipe is read if somebody writes to it and never waited for."""
    os.mkfifo(tmp_path / "claims.yaml")
    done = run("check", str(tmp_path / "claims.yaml"))
    assert (done.returncode, "the file is empty" in done.stderr) == (2, True)


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in a folder that is closed to the user is no silence; the rest is judged."""
    claims(tmp_path, "good | chips: 16K H100")
    (tmp_path / "closed").mkdir()

    def scandir(folder: str) -> Iterator[os.DirEntry[str]]:
        if str(folder).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)

    real = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    result = check(tmp_path)
    assert [problem.startswith(f"{tmp_path / 'closed'}:1:1: ") for problem in result.problems] == [True]
    assert [claim.verdict for claim in result] == ["plausible"]


def test_a_file_without_end_is_refused() -> None:
    """No more is read than is accepted."""
    done = run("check", "/dev/zero")
    assert (done.returncode, "the file has more than 32 MB" in done.stderr) == (2, True)


INTERRUPTED = """
import os, runpy, signal, sys

def interrupt(event, words):
    if event == "import" and words[0] == MODULE:
        os.kill(os.getpid(), signal.SIGINT)

MODULE, *sys.argv = sys.argv[1:]
sys.addaudithook(interrupt)
runpy.run_module("checker", run_name="__main__")
"""
"""The command, interrupted where it comes to import a module."""


@pytest.mark.parametrize("module", ["cli", "cli.judging", "engine.propagate", "report.text"])
def test_ctrl_c_ends_quietly(tmp_path: Path, module: str) -> None:
    """A run that is interrupted, be it while it starts, judges or writes, says so in a word, with no traceback."""
    path = claims(tmp_path, *(f"c{i} | training_cost: $3B, hardware: H100" for i in range(3)))
    words = [sys.executable, "-c", INTERRUPTED, f"checker.{module}", "checker", "check", str(path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"stopped\n")
