"""Work shared among processes: what comes out is what one process would have found."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from checker import spread
from checker.explain.case import levels_of
from checker.explain.claim import Wanted
from checker.options import Running
from checker.spread import CAN_SHARE, Pool, parted, shared
from tests.commands import run
from tests.explain.asking import book

ROOT = Path(__file__).parent.parent
CLAIM = """  - id: {id}
    statement: It is so.
    source: {{title: A page, date: 2024-12}}
    about: {about}
    values: {{training_cost: {cost}, hardware: H100}}
"""
PROGRAM = "import sys, checker.spread as s; s.BYTES = s.HARD = 0; s.CHUNK = 4; from checker.cli import run; run()"
"""The command, with every limit so low that all is shared."""


def output(folder: Path, jobs: int, *words: str) -> tuple[int, str, str]:
    """What the command leaves behind."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "check", str(folder), "--format", "json", "--jobs", str(jobs), *words],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of claims: two about one subject, one of any of several kinds, one with an id taken, one unreadable."""
    costs = ["$3B", "$10M", "$30M", "$100M"]
    for n in range(3):
        entries = [CLAIM.format(id=f"c{n}-{i}", about=f"run-{n * i}", cost=cost) for i, cost in enumerate(costs)]
        more = [CLAIM.format(id="c0-1", about="again", cost="$20M"), CLAIM.format(id=f"bad-{n}", about="bad", cost="3")]
        (tmp_path / f"{n}.yaml").write_text("claims:\n" + "".join([*entries, *more]), encoding="utf-8")
    linked = CLAIM.format(id="linked", about="linked", cost="$10M") + "    links: {comparable_to: run-0}\n"
    figures = CLAIM.format(id="several", about="several", cost="$10M").splitlines()[:-1]
    several = "\n".join([*figures, "    values: {servers: 3M, energy: 50 TWh}\n"])
    (tmp_path / "links.yaml").write_text(f"claims:\n{linked}{several}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("words", [(), ("--quiet",)], ids=["all", "quiet"])
def test_shared_work_gives_the_same_result(folder: Path, words: Sequence[str]) -> None:
    """Two processes find what one finds, complaints included: order, links and ids that are taken among them."""
    alone = run("check", str(folder), "--format", "json", "--jobs", "1", *words)
    complaints = alone.stderr
    assert (alone.returncode, complaints.count("is taken"), complaints.count("names no currency")) == (2, 3, 3)
    assert output(folder, 2, *words) == (2, alone.stdout, complaints)


@pytest.mark.skipif(not CAN_SHARE, reason="needs a system on which a process can begin as a copy of another")
def test_what_is_judged_while_it_is_read_comes_with_what_was_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How each claim holds that waits for no other and is of one kind; one process alone judges nothing so early."""
    files = [(path.name, path.read_bytes()) for path in folder.glob("*.yaml")]
    monkeypatch.setattr(spread, "BYTES", 0)
    alone, together = (Pool(book(), Wanted(), Running(jobs)).read(files) for jobs in (1, 2))
    assert (alone.claims, alone.problems, alone.levels) == (together.claims, together.problems, {})
    ready = [claim for claim in alone.claims if claim.id not in ("linked", "several")]
    assert len(alone.claims) == len(ready) + 2
    assert [together.levels[claim.place] for claim in ready] == levels_of(ready, book(), {})
    others = {claim.place for claim in alone.claims} - {claim.place for claim in ready}
    assert not others & together.levels.keys()


def test_parts_hold_everything_once() -> None:
    """Parts in a row are the whole, none larger than the most."""
    for count, most in ((1, 100), (3, 100), (4, 2), (50, 100)):
        parts = parted(range(11), count, most)
        assert [n for part in parts for n in part] == [*range(11)]
        assert max(map(len, parts)) <= most
    assert parted([], 4, 10) == []


@pytest.mark.skipif(not CAN_SHARE, reason="needs a system on which a process can begin as a copy of another")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # of Python 3.12 and later, where there are threads
def test_threads_that_share_work_at_once_get_their_own() -> None:
    """Ten threads that each have work done by other processes find what each asked for."""
    found: dict[int, list[tuple[int, int]]] = {}

    def ask(own: int) -> None:
        found[own] = list(shared(lambda part: (own, sum(part)), [[own, n] for n in range(3)], 2))

    threads = [threading.Thread(target=ask, args=(own,)) for own in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {own: [(own, own + n) for n in range(3)] for own in range(10)}


ELSEWHERE = """
import os, sys, checker.spread
from click.testing import CliRunner
from checker.cli.commands import main
checker.spread.CAN_SHARE = False
for jobs in (["--jobs", "4"], ["--jobs", "1"], []):
    said = CliRunner().invoke(main, ["check", sys.argv[1], *jobs]).stderr
    print(said.count("this system can't share work among processes, so one does it all"))
"""
"""Three runs of the command on a system where no process can begin as a copy of another."""


def test_where_work_cannot_be_shared_that_is_said_to_who_asked(folder: Path) -> None:
    """Whoever asks for several processes is told once that one does it all; the default is no such wish."""
    words = [sys.executable, "-c", ELSEWHERE, str(folder / "links.yaml")]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout.split() == ["1", "0", "0"]
