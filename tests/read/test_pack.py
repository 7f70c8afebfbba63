"""Packs on disk and their compiled form."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.model.rule import Rulebook
from checker.read import pack, rules
from checker.read.pack import cache_folder, load, shipped

HERE = Path(__file__).parent.parent
SMALL = HERE / "packs" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small pack that a test may change."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


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
        "import sys; from pathlib import Path; from checker.read.pack import load\n"
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


def test_a_cache_that_cannot_be_written_is_no_misfortune(small: Path, tmp_path: Path) -> None:
    """Where the cache folder can't be made, the pack is compiled all the same."""
    (tmp_path / "file").write_text("in the way")
    assert compiled([small], tmp_path / "file" / "cache").quantities


def test_the_cache_keeps_the_newest_few(small: Path, tmp_path: Path) -> None:
    """Each edit leaves a compiled pack behind; only the last eight stay."""
    cache = tmp_path / "cache"
    cache.mkdir()
    for number in range(12):
        old = cache / f"pack-{number:02}.json"
        old.write_text("{}")
        os.utime(old, (number, number))
    compiled([small], cache)
    names = [path.name for path in cached(cache)]
    assert len(names) == 8
    assert {"pack-11.json", "pack-05.json"} <= {*names}
    assert "pack-04.json" not in names


def test_a_faulty_pack_is_not_kept(small: Path, tmp_path: Path) -> None:
    """Problems are told anew each time."""
    (small / "more.yaml").write_text("topic: More\nquantity: {}\n")
    assert load([small], tmp_path / "cache") == load([small], tmp_path / "cache")
    book, problems = load([small], tmp_path / "cache")
    assert (book, len(problems), cached(tmp_path / "cache")) == (None, 1, [])


def test_several_packs_are_one(small: Path, tmp_path: Path) -> None:
    """A user's pack speaks of the quantities of the others, and a table of the same name adds rows."""
    own = tmp_path / "their own"
    (own / "reference").mkdir(parents=True)
    (own / "slips.yaml").write_text("topic: Slips\nslips: [{of: cost, factor: 1000, says: thousands}]\n")
    (own / "reference" / "chips.csv").write_text(
        'id,aliases,available,bf16,fp8,source,evidence\nX1,,2024,500,,"A report, 2024",read\n'
    )
    book = compiled([small, own], tmp_path / "cache")
    assert [slip.of for slip in book.slips] == ["duration", "training_cost"]
    assert book.attributes["hardware"].values == ("A100", "H100", "B300", "X1")
    assert [row.keys["hardware"] for row in book.priors["chip_peak"].rows][-1] == "X1"


@pytest.mark.parametrize(
    ("header", "row", "place"),
    [
        ('chip,"lo, in USD",period', "H100,2,2025", "1:6"),
        ("chip,period,best,source,evidence", 'H"100,2025,none,"Ours, 2025",data', "2:1"),
    ],
)
def test_a_complaint_has_a_place_whatever_is_in_quotes(
    small: Path, tmp_path: Path, header: str, row: str, place: str
) -> None:
    """Commas in the name of a column and stray quotes in a row lead no complaint astray."""
    own = tmp_path / "own"
    (own / "reference").mkdir(parents=True)
    (own / "prices.yaml").write_text("topic: Our prices\n")
    (own / "reference" / "prices.csv").write_text(f"{header}\n{row}\n")
    _, problems = load([small, own], tmp_path / "cache")
    assert f"{own.as_posix()}/reference/prices.csv:{place}" in {str(problem.place) for problem in problems}


@pytest.mark.parametrize("own_first", [False, True])
def test_a_table_that_joins_another_has_its_columns(small: Path, tmp_path: Path, own_first: bool) -> None:
    """A column under a name that the other table doesn't have would never be read, so it is told."""
    own = tmp_path / "own"
    (own / "reference").mkdir(parents=True)
    (own / "prices.yaml").write_text("topic: Our prices\n")
    (own / "reference" / "prices.csv").write_text('chip,period,lo,source,evidence\nH100,2025,2,"Ours, 2025",data\n')
    book, problems = load([own, small] if own_first else [small, own], tmp_path / "cache")
    assert book is None
    (problem,) = problems
    assert str(problem.place).endswith("own/reference/prices.csv:1:13")
    assert problem.what == 'another pack\'s table of this path has no column "lo"'
    assert problem.instead == "write low"


def test_order_of_packs_makes_no_difference(small: Path, tmp_path: Path) -> None:
    """Two packs named the other way round have the same names, rules and figures."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "slips.yaml").write_text("topic: Slips\nslips: [{of: cost, factor: 1000, says: thousands}]\n")
    one, other = compiled([small, own], tmp_path / "cache"), compiled([own, small], tmp_path / "cache")
    assert one == other


@pytest.mark.parametrize(
    ("name", "what"), [("nowhere", "there is no such folder"), ("bare", "the folder has no rule files")]
)
def test_a_folder_without_rules_is_told(tmp_path: Path, name: str, what: str) -> None:
    """A folder that is not there, or has no topic in it, is named."""
    (tmp_path / "bare").mkdir()
    book, problems = load([tmp_path / name], tmp_path / "cache")
    assert book is None
    assert [(problem.place.file, problem.what) for problem in problems] == [((tmp_path / name).as_posix(), what)]


def test_a_file_that_cannot_be_read_is_told(small: Path, tmp_path: Path) -> None:
    """A folder in the place of a file is a problem, not a crash."""
    (small / "odd.yaml").mkdir()
    book, problems = load([small], tmp_path / "cache")
    assert book is None
    assert [problem.what for problem in problems] == ["can't be read: is a directory"]


def test_a_folder_in_place_of_a_file_is_told(small: Path, tmp_path: Path) -> None:
    """A folder that is named as a rule file, or a link in a circle, is told by its path."""
    (tmp_path / "other.yaml").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    book, (problem,) = load([small, tmp_path], tmp_path / "cache")
    assert book is None
    assert (problem.place.file, problem.what) == (str(tmp_path / "other.yaml"), "can't be read: is a directory")
    book, (problem,) = load([small, tmp_path / "loop"], tmp_path / "cache")
    assert (problem.place.file, problem.what) == (str(tmp_path / "loop"), "there is no such folder")


def test_a_table_that_cannot_be_read_is_told(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that may not be read is a problem of the pack with the table's name."""
    read = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "chips.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    book, problems = load([small], tmp_path / "cache")
    assert book is None
    assert "the table can't be read: permission denied" in {problem.what for problem in problems}


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """XDG_CACHE_HOME is respected, and ~/.cache stands in for it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "checker"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert cache_folder() == Path.home() / ".cache" / "checker"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache" / "checker"


def test_a_folder_that_cannot_be_entered_is_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack in a folder that is closed to the user is a problem with the folder's name."""

    def closed(*_: object) -> bool:
        raise PermissionError(13, "Permission denied", str(small))

    monkeypatch.setattr(Path, "glob", closed)
    book, (problem,) = load([small])
    assert book is None
    assert (problem.place.file, problem.what) == (str(small), "can't be read: permission denied")


def test_a_user_without_a_home_has_no_cache(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody knows a home folder, a pack is compiled and not kept."""

    def nobody() -> Path:
        raise RuntimeError("could not determine home directory")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    book, problems = load([small])
    assert (book is not None, problems) == (True, ())
    assert not cache_folder().exists()


def test_the_shipped_pack_is_found_beside_the_package_or_in_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A checkout has its rules beside the package, a wheel inside it."""
    package = tmp_path / "checker"
    package.mkdir()
    monkeypatch.setattr(pack, "PACKAGE", package)
    assert shipped() == tmp_path / "rules"
    (package / "_rules").mkdir()
    assert shipped() == package / "_rules"


def test_a_rule_that_changes_the_reader_changes_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A compiled pack of another edition of the program is never taken for ours."""
    before = pack._key("digest")
    monkeypatch.setattr(pack, "FORMAT", pack.FORMAT + 1)
    assert pack._key("digest") != before
    monkeypatch.undo()
    edited = Path(shutil.copytree(Path(rules.__file__).parent, tmp_path / "read"))
    monkeypatch.setattr(pack, "PACKAGE", tmp_path)
    first = pack._key("digest")
    (edited / "rules.py").write_text("changed\n")
    assert pack._key("digest") != first
