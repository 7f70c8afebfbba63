"""Packs on disk and their compiled form."""

import os
import sys
from pathlib import Path

import pytest

from checker.read.pack import compiled, reference
from checker.read.pack.compiled import load, shipped
from checker.read.text import raw

HERE = Path(__file__).parents[2]
SMALL = HERE / "packs" / "small"


def test_a_table_has_a_size(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of files as large as none is meant to be only the start is read, and a table of that size is refused."""
    for module in (raw, reference):
        monkeypatch.setattr(module, "MAX_BYTES", 10_000)
    with (small / "reference" / "systems.csv").open("a") as file:
        file.write("2024-10,Late,,200000,,Somebody 2024,read\n" * 300)
    book, (problem,) = load([small], tmp_path / "cache")
    assert (book, problem.what) == (None, "the table has more than 32 MB")
    assert problem.place.file.endswith("reference/systems.csv")


def test_several_packs_are_one(small: Path, tmp_path: Path) -> None:
    """A user's pack speaks of the quantities of the others, and a table of the same name adds rows."""
    own = tmp_path / "their own"
    (own / "reference").mkdir(parents=True)
    (own / "slips.yaml").write_text("topic: Slips\nslips: [{of: cost, factor: 1000, says: thousands}]\n")
    (own / "reference" / "chips.csv").write_text(
        'id,aliases,available,bf16,fp8,source,evidence\nX1,,2024,500,,"A report, 2024",read\n'
    )
    book, problems = load([small, own], tmp_path / "cache")
    assert book is not None, problems
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


def test_a_cell_that_nobody_reads_is_refused(small: Path, tmp_path: Path) -> None:
    """A cell of many thousand letters, in which an address would be looked for over and over, is told by its place."""
    table = small / "reference" / "prices.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace('"Epoch AI', f'"{"epoch-prices-" * 8000}', 1), encoding="utf-8")
    _, problems = load([small], tmp_path / "cache")
    assert [problem.what for problem in problems][:1] == ["the cell has more than 2,000 characters"]


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
    one, other = load([small, own], tmp_path / "cache"), load([own, small], tmp_path / "cache")
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


@pytest.mark.skipif(sys.platform != "linux", reason="asks for the folder as Linux has it")
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
    read = raw.read_bytes

    def denied(path: str | Path) -> bytes:
        if Path(path).name == "chips.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(compiled, "read_bytes", denied)
    book, (problem,) = load([small], tmp_path / "cache")
    assert book is None
    assert (Path(problem.place.file).name, problem.what) == ("chips.csv", "can't be read: permission denied")


def test_a_folder_that_cannot_be_entered_is_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack in a folder that is closed to the user is a problem with the folder's name."""

    def closed(*_: object) -> bool:
        raise PermissionError(13, "Permission denied", str(small))

    monkeypatch.setattr(os, "scandir", closed)
    book, (problem,) = load([small])
    assert book is None
    assert (problem.place.file, problem.what) == (str(small), "can't be read: permission denied")


def test_the_shipped_pack_is_found_beside_the_package_or_in_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A checkout has its rules beside the package, a wheel inside it."""
    package = tmp_path / "checker"
    package.mkdir()
    monkeypatch.setattr(compiled, "PACKAGE", package)
    assert shipped() == tmp_path / "rules"
    (package / "_rules").mkdir()
    assert shipped() == package / "_rules"
