"""Compiled packs that are kept: what is in their key, and what is read of them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from checker.model.rule import Rulebook
from checker.read.pack import compiled as on_disk
from checker.read.pack import rules
from checker.read.pack.compiled import KEPT, cache_folder, load

HERE = Path(__file__).parents[2]
SMALL = HERE / "packs" / "small"


def compiled(folders: list[Path], cache: Path) -> Rulebook:
    """The rulebook of sound packs."""
    book, problems = load(folders, cache)
    assert problems == ()
    assert book is not None
    return book


def cached(cache: Path) -> list[Path]:
    """The files that a cache holds."""
    return sorted(cache.glob("*"))


def test_a_cached_pack_is_the_pack(small: Path, tmp_path: Path) -> None:
    """What comes back from the cache equals what was compiled, to the last figure."""
    first = compiled([small], tmp_path / "cache")
    assert len(cached(tmp_path / "cache")) == 1
    assert compiled([small], tmp_path / "cache") == first


def test_a_warm_start_reads_no_yaml(small: Path, tmp_path: Path) -> None:
    """With a compiled pack at hand neither PyYAML nor pint nor the CSV reader is loaded."""
    compiled([small], tmp_path / "cache")
    code = (
        "import sys; from pathlib import Path; from checker.read.pack.compiled import load\n"
        "book, _ = load([Path(sys.argv[1])], Path(sys.argv[2])); assert book\n"
        "print(sorted({'yaml', 'pint', 'csv', 'numpy'} & set(sys.modules)))"
    )
    arguments = [sys.executable, "-c", code, str(small), str(tmp_path / "cache")]
    found = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=HERE.parent)
    assert found.stdout == "[]\n"


@pytest.mark.parametrize("name", ["runs.yaml", "reference/prices.csv"])
def test_an_edit_is_seen_at_once(small: Path, tmp_path: Path, name: str) -> None:
    """A changed rule or table is compiled anew, though the old form is still cached."""
    first = compiled([small], tmp_path / "cache")
    path = small / name
    path.write_text(path.read_text().replace("H100,2024,2,3.6", "H100,2024,2,3.7").replace("0.15-0.6", "0.15-0.65"))
    second = compiled([small], tmp_path / "cache")
    assert second.digest != first.digest
    assert second.priors != first.priors


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"\xff\xfe\0", b'{"kinds": 3}'])
def test_a_spoilt_cache_is_no_misfortune(small: Path, tmp_path: Path, content: bytes) -> None:
    """A file in the cache that is cut short or makes no sense is written anew."""
    first = compiled([small], tmp_path / "cache")
    (path,) = cached(tmp_path / "cache")
    path.write_bytes(content)
    assert compiled([small], tmp_path / "cache") == first
    assert len(path.read_bytes()) > len(content)


def spoil(path: Path, how: str, tmp_path: Path) -> None:
    """Puts something else in the place of a cached pack."""
    data = path.read_bytes()
    if how == "damaged":
        path.write_bytes(data.replace(b"hardware", b"hardwire", 1))
        assert path.read_bytes() != data
        return
    if how == "cut short":
        path.write_bytes(data[:-200])
        return
    path.unlink()
    match how:
        case "pipe":
            os.mkfifo(path)
        case "link":
            (tmp_path / "elsewhere").write_bytes(data)
            path.symlink_to(tmp_path / "elsewhere")
        case "dangling link":
            path.symlink_to(tmp_path / "elsewhere")
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes and links that have names")
@pytest.mark.parametrize("how", ["damaged", "cut short", "pipe", "link", "dangling link", "device", "folder"])
def test_what_this_program_did_not_keep_is_not_read(small: Path, tmp_path: Path, how: str) -> None:
    """Whatever else stands in a cached pack's place is neither read nor written to; the pack is compiled anew."""
    first = compiled([small], tmp_path / "cache")
    (path,) = cached(tmp_path / "cache")
    spoil(path, how, tmp_path)
    before = (tmp_path / "elsewhere").read_bytes() if how == "link" else b""
    assert on_disk._cached(path, first.digest) is None
    assert compiled([small], tmp_path / "cache") == first
    assert (tmp_path / "elsewhere").exists() is (how == "link")
    assert how != "link" or (tmp_path / "elsewhere").read_bytes() == before
    assert [other.name for other in cached(tmp_path / "cache")] == [path.name]
    assert how == "folder" or on_disk._cached(path, first.digest) == first


def test_a_pack_kept_for_other_files_is_not_read(small: Path, tmp_path: Path) -> None:
    """A cached pack under the name of another one is not taken for it."""
    first = compiled([small], tmp_path / "cache")
    (path,) = cached(tmp_path / "cache")
    assert on_disk._cached(path, first.digest) == first
    assert on_disk._cached(path, "of other files") is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a system whose users have numbers")
def test_somebody_elses_cache_is_left_alone(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user's compiled pack isn't read, and nothing is written into another user's folder."""
    first = compiled([small], tmp_path / "cache")
    (path,) = cached(tmp_path / "cache")
    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    assert on_disk._cached(path, first.digest) is None
    assert compiled([small], tmp_path / "empty") == first
    assert cached(tmp_path / "empty") == []


def test_a_cache_that_cannot_be_written_is_no_misfortune(small: Path, tmp_path: Path) -> None:
    """Where the cache folder can't be made, the pack is compiled all the same."""
    (tmp_path / "file").write_text("in the way")
    assert compiled([small], tmp_path / "file" / "cache").quantities


def test_the_cache_keeps_those_that_were_used_last(small: Path, tmp_path: Path) -> None:
    """Each edit leaves a compiled pack behind; what is read again and again outlives them."""
    cache = tmp_path / "cache"
    compiled([small], cache)
    used = next(iter(cached(cache)))
    os.utime(used, (1, 1))
    for number in range(2 * KEPT):
        (cache / f"pack-{number:02}").write_text("{}")
        os.utime(cache / f"pack-{number:02}", (number + 2, number + 2))
    compiled([small], cache)
    topic = small / "runs.yaml"
    topic.write_text(topic.read_text() + "# edited\n")
    compiled([small], cache)
    names = {path.name for path in cached(cache)}
    assert len(names) == KEPT
    assert {used.name, f"pack-{2 * KEPT - 1:02}"} <= names
    assert f"pack-{KEPT:02}" not in names


def test_every_table_that_is_read_is_part_of_the_key(small: Path, tmp_path: Path) -> None:
    """A rule is given nothing but files that the digest speaks of, so what it reads can't change unseen."""
    (small / "more").mkdir()
    (small / "more" / "systems.csv").write_bytes((small / "reference" / "systems.csv").read_bytes())
    (small / "reference" / "systems.tsv").write_bytes((small / "reference" / "systems.csv").read_bytes())
    text = (small / "runs.yaml").read_text()
    for path, there in (
        ("more/systems.csv", "reference/systems.csv"),
        ("reference/systems.tsv", "reference/systems.csv"),
        ("reference/../more/systems.csv", ""),
    ):
        (small / "runs.yaml").write_text(text.replace("table: reference/systems.csv", f"table: {path}"))
        book, (problem,) = load([small], tmp_path / "cache")
        assert book is None
        if there:
            assert problem.what == f'"{path}" is no file reference/*.csv, where a pack has its tables'
            assert problem.instead == f"move it to {there}, and name that here"
        else:
            assert problem.what == f'"{path}" is outside the pack'


def test_a_faulty_pack_is_not_kept(small: Path, tmp_path: Path) -> None:
    """Problems are told anew each time."""
    (small / "more.yaml").write_text("topic: More\nquantity: {}\n")
    assert load([small], tmp_path / "cache") == load([small], tmp_path / "cache")
    book, problems = load([small], tmp_path / "cache")
    assert (book, len(problems), cached(tmp_path / "cache")) == (None, 1, [])


def test_the_cache_folder_is_the_one_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is the folder for what may be deleted any time; an environment that names no place has none."""
    monkeypatch.setattr(sys, "platform", "another")
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name, appauthor: str(tmp_path / name / str(appauthor)))
    assert cache_folder() == tmp_path / "checker" / "False"
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda *_, **__: "not/absolute")
    assert cache_folder() is None


@pytest.mark.parametrize("told", [None, "", " ", "/some/where", " /some/where", "not/absolute", "~/cache"])
def test_the_cache_folder_is_where_platformdirs_has_it(monkeypatch: pytest.MonkeyPatch, told: str | None) -> None:
    """What is said without that library is what it would say."""
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if told is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", told)
    assert cache_folder() == platformdirs.user_cache_path("checker", appauthor=False)


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """XDG_CACHE_HOME is respected, and ~/.cache stands in for it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "checker"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache" / "checker"


def test_a_user_without_a_home_has_no_cache(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody knows a home folder, a pack is compiled and not kept."""

    def nobody(*_: object, **__: object) -> str:
        raise RuntimeError("could not determine home directory")

    monkeypatch.setattr(sys, "platform", "another")
    monkeypatch.setattr(platformdirs, "user_cache_dir", nobody)
    monkeypatch.setattr(on_disk, "_loaded", {})
    assert cache_folder() is None
    book, problems = load([small])
    assert (book is not None, problems) == (True, ())


def test_a_rule_that_changes_the_reader_changes_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A compiled pack of another edition of the program is never taken for ours."""
    before = on_disk._key("digest")
    monkeypatch.setattr(on_disk, "FORMAT", on_disk.FORMAT + 1)
    assert on_disk._key("digest") != before
    monkeypatch.undo()
    edited = Path(shutil.copytree(Path(rules.__file__).parent, tmp_path / "read" / "pack"))
    monkeypatch.setattr(on_disk, "PACKAGE", tmp_path)
    first = on_disk._key("digest")
    (edited / "rules.py").write_text("changed\n")
    assert on_disk._key("digest") != first
