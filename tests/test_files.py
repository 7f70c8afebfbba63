"""Files are written whole or not at all, and never over what is read."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.files import leads_out, overwritten, write
from tests.commands import ASK, ROOT, claims, run, shell

SPELLINGS: dict[str, Callable[[Path, Path], Path]] = {
    "itself": lambda given, _: given,
    "another way there": lambda given, _: given.parent / "x" / ".." / given.name,
    "a link": lambda given, beside: linked(beside / "link.json", given),
    "a link to a link": lambda given, beside: linked(beside / "far", linked(beside / "link.json", given)),
    "a hard link": lambda given, beside: hard(beside / "hard.json", given),
    "other capitals": lambda given, _: given.with_name(given.name.upper()),
}


def linked(path: Path, to: Path) -> Path:
    """A new symbolic link."""
    path.symlink_to(to)
    return path


def hard(path: Path, to: Path) -> Path:
    """A new hard link."""
    path.hardlink_to(to)
    return path


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_an_input_is_known_by_every_name(tmp_path: Path, spelling: str) -> None:
    """By its path, links of both sorts and other capitals; another file of that folder isn't it."""
    for folder in ("in", "in/x", "out"):
        (tmp_path / folder).mkdir()
    given = tmp_path / "in" / "a.yaml"
    given.write_text("claims:")
    output = SPELLINGS[spelling](given, tmp_path / "out")
    assert overwritten(output, [tmp_path / "none.yaml", given]) == given
    assert overwritten(given.with_name("b.yaml"), [given]) is None


@pytest.mark.parametrize(
    "words",
    [
        "check {claims} --output {claims}",
        "check {folder} --output {claims}",
        "explain big {folder} --output {claims}",
        "check {claims} --rules {pack} --output {rules}",
        "explain big --output claims/seed.yaml",
        "ask chips=5K --output rules/reference/chips.csv",
        "check {claims} --output /dev/fd/3 3>>{claims}",
        "check {claims} --output /dev/stdout >>{claims}",
    ],
)
def test_output_over_what_is_read_is_refused(tmp_path: Path, words: str) -> None:
    """Before anything is written: claims, folders of claims, rules of one's own, shipped ones: all stay as they are."""
    path, pack = claims(tmp_path, "big | training_cost: $3B, hardware: H100"), tmp_path / "pack"
    pack.mkdir()
    (pack / "own.yaml").write_text("topic: Own\n")
    before = [file.read_bytes() for file in (path, pack / "own.yaml", ROOT / "rules/reference/chips.csv")]
    line = words.format(claims=path, folder=tmp_path, pack=pack, rules=pack / "own.yaml")
    done = shell(f'"{sys.executable}" -m checker {line}')
    assert (done.returncode, done.stdout) == (2, "")
    assert "that would write over" in done.stderr
    assert [file.read_bytes() for file in (path, pack / "own.yaml", ROOT / "rules/reference/chips.csv")] == before


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    """What was there is kept until all is written; who might read it still may, and nothing else is left behind."""
    path = tmp_path / "out.json"
    path.write_text("old")
    path.chmod(0o640)
    reader = path.open()
    write(path, b"new")
    assert (reader.read(), path.read_text()) == ("old", "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["out.json"]
    reader.close()


def test_a_new_file_has_the_permissions_of_any(tmp_path: Path) -> None:
    """As if it had been written by anybody else."""
    (tmp_path / "other").touch()
    write(tmp_path / "out", b"")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_one(tmp_path: Path) -> None:
    """What it leads to is written; a link that leads to nothing yet makes the file; one to itself is an error."""
    for name in ("out", "new"):
        linked(tmp_path / f"link-{name}", tmp_path / name)
    (tmp_path / "out").write_text("old")
    for name in ("out", "new"):
        write(tmp_path / f"link-{name}", b"x")
        assert ((tmp_path / name).read_text(), (tmp_path / f"link-{name}").is_symlink()) == ("x", True)
    with pytest.raises(OSError, match="symbolic links"):
        write(linked(tmp_path / "loop", tmp_path / "loop"), b"x")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing half-written is left, neither in its place nor beside it."""
    (tmp_path / "out").write_text("old")

    def full(path: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "out", b"new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("out", "old")]


def test_what_is_no_file_is_written_straight(tmp_path: Path) -> None:
    """A named pipe, an open file by its number, a device; an open file keeps what it held."""
    os.mkfifo(tmp_path / "pipe")
    pipe = os.open(tmp_path / "pipe", os.O_RDWR)
    write(tmp_path / "pipe", b"x")
    assert (os.read(pipe, 9), (tmp_path / "pipe").is_fifo()) == (b"x", True)
    (tmp_path / "log").write_text("before ")
    with (tmp_path / "log").open("a") as log:
        for name in ("/dev/fd", "/proc/self/fd"):
            write(Path(name, str(log.fileno())), b"after ")
    assert (tmp_path / "log").read_text() == "before after after "
    write(Path(os.devnull), b"x")
    os.close(pipe)


def test_standard_output_by_its_name(tmp_path: Path) -> None:
    """What was written there before stays."""
    (tmp_path / "log").write_text("before\n")
    shell(f'"{sys.executable}" -m checker ask chips=5K --output /dev/stdout >> "{tmp_path}/log"')
    assert (tmp_path / "log").read_text().startswith("before\nUnchecked")


def test_what_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A full device, a folder that isn't there, a number that is no open file."""
    done = run("ask", ASK, "--output", "/dev/full")
    said = "/dev/full: can't be written: no space left on device\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    for target in (tmp_path / "no" / "out", Path("/dev/fd/777")):
        with pytest.raises(OSError, match=r"No such file|Bad file"):
            write(target, b"x")


def test_a_file_that_is_read_only_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That its folder may be written to is no leave to replace it."""
    (tmp_path / "out").touch(mode=0o444)
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # root would be refused nothing
    with pytest.raises(PermissionError):
        write(tmp_path / "out", b"new")


def test_a_closed_pipe_as_output_is_no_fault(tmp_path: Path) -> None:
    """Whoever has read enough changes no exit code."""
    path = claims(tmp_path, "one | training_cost: $3B, hardware: H100")
    command = [sys.executable, "-m", "checker", "check", str(path), "--output", "/dev/stdout"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout
        done.stdout.close()
        assert done.stderr
        assert done.stderr.read() == b""
    assert done.returncode == 1


def test_links_that_lead_out(tmp_path: Path) -> None:
    """A path is judged by where its links lead, whatever it is called."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in-too").touch()
    (tmp_path / "in" / "a").touch()
    assert not leads_out(tmp_path / "in" / "a", tmp_path / "in")
    assert not leads_out(linked(tmp_path / "in" / "b", tmp_path / "in" / "a"), tmp_path / "in")
    assert leads_out(linked(tmp_path / "in" / "c", tmp_path / "in-too"), tmp_path / "in")
    assert not leads_out(tmp_path / "in" / "a", linked(tmp_path / "in-link", tmp_path / "in"))
