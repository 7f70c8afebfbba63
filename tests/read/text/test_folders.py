"""Which files a folder of claims and a pack hold, and what is passed over."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli.commands import main
from checker.read.pack.compiled import load
from checker.read.text.folders import claim_files
from checker.report.complaints import complaint

PRIVATE = "root:x:0:0:private"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder beside a file that is nobody's business."""
    (tmp_path / "secret.yaml").write_text(PRIVATE)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "x.yaml").write_text(PRIVATE)
    (tmp_path / "given").mkdir()
    return tmp_path / "given"


def names(folder: Path) -> list[str]:
    """The files found, by their names below the folder."""
    return [str(path.relative_to(folder)) for path in claim_files([folder]).files]


def test_suffixes_in_capitals_are_read(folder: Path) -> None:
    """A.YAML and B.Yml are claim files; notes aren't."""
    for name in ("A.YAML", "B.Yml", "c.yaml", "d.yml", "notes.txt", "yaml"):
        (folder / name).touch()
    assert names(folder) == ["A.YAML", "B.Yml", "c.yaml", "d.yml"]


def test_what_is_hidden_or_linked_is_passed_over_and_said_once(folder: Path) -> None:
    """Hidden files and folders, and links to folders that are read anyway; nothing is said where there are none."""
    for name in (".git", ".cache", "sub"):
        (folder / name).mkdir()
    for name in (".a.yaml", ".b.yml", ".gitignore", ".git/c.yaml", "sub/d.yaml"):
        (folder / name).touch()
    (folder / "again").symlink_to("sub")
    assert names(folder) == ["sub/d.yaml"]
    assert claim_files([folder]).notes() == ("2 hidden files, 2 hidden folders, 1 linked folder skipped",)
    assert claim_files([folder / "sub"]).notes() == ()
    assert "1 linked folder skipped\n" in CliRunner().invoke(main, ["check", str(folder)]).stderr


def test_links_within_a_folder_are_read_once(folder: Path) -> None:
    """A link to a file that is read anyway is none more; one to a file that isn't, and one in a hidden folder, are."""
    (folder / ".store").mkdir()
    for name in ("a.yaml", ".store/b.yaml", "c.txt"):
        (folder / name).touch()
    for name, to in (("z.yaml", "a.yaml"), ("b.yaml", ".store/b.yaml"), ("c.yaml", "c.txt"), ("d.yaml", "c.txt")):
        (folder / name).symlink_to(to)
    assert names(folder) == ["a.yaml", "b.yaml", "c.yaml"]


def test_loops_of_links_end(folder: Path) -> None:
    """A folder linked below itself is no folder more, and a link to itself is no file."""
    (folder / "sub").mkdir()
    (folder / "sub" / "a.yaml").touch()
    (folder / "sub" / "up").symlink_to("..")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    assert "sub/a.yaml" in names(folder)
    done = CliRunner().invoke(main, ["check", str(folder / "loop.yaml")])
    assert (done.exit_code, "can't be read: too many levels of symbolic links" in done.stderr) == (2, True)


@pytest.mark.parametrize(("link", "to"), [("a.yaml", "../secret.yaml"), ("sub", "../secret"), ("b.yaml", "sub/x.yaml")])
def test_links_that_lead_out_are_refused(folder: Path, link: str, to: str) -> None:
    """The link is named, what it leads to neither read nor shown; other claims are judged."""
    (folder / "sub").symlink_to("../secret")
    (folder / link).unlink(missing_ok=True)
    (folder / link).symlink_to(to)
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert done.exit_code == 2
    assert f"{folder / link}:1:1: this is a link that leads out of {folder}\n" in done.stderr
    assert "secret" not in done.stderr.replace("links", "")
    assert PRIVATE not in done.output


def test_links_that_are_given_are_followed(folder: Path) -> None:
    """Who names a link on the command line means what it leads to."""
    (folder / "a.yaml").symlink_to("../secret.yaml")
    (folder / "sub").symlink_to("../secret")
    assert list(claim_files([folder / "a.yaml", folder / "sub"]).files) == [folder / "a.yaml", folder / "sub/x.yaml"]
    assert claim_files([folder / "a.yaml", folder / "sub"]).problems == []


TOPIC = """\
topic: Own
attributes:
  colour: {table: TABLE, id: name}
"""


@pytest.mark.parametrize("table", ["reference/t.csv", "t.csv", "linked/t.csv"])
def test_tables_behind_links_out_of_a_pack_are_refused(folder: Path, tmp_path: Path, table: str) -> None:
    """Wherever in the pack the link is; what it leads to isn't shown."""
    (tmp_path / "secret" / "t.csv").write_text(PRIVATE)
    (folder / "own.yaml").write_text(TOPIC.replace("TABLE", table))
    (folder / "linked").symlink_to("../secret")
    (folder / "reference").mkdir()
    if not table.startswith("linked"):
        (folder / table).symlink_to(tmp_path / "secret" / "t.csv")
    book, problems = load([folder], tmp_path / "cache")
    told = "\n".join(map(complaint, problems))
    assert book is None
    assert "this is a link that leads out of" in told or not table.startswith("reference")
    assert PRIVATE not in told


def test_topics_behind_links_out_of_a_pack_are_refused(folder: Path, tmp_path: Path) -> None:
    """Likewise; a pack that is itself a link is followed."""
    (folder / "own.yaml").symlink_to("../secret.yaml")
    book, problems = load([folder], tmp_path / "cache")
    assert (book, [str(problem.place) for problem in problems]) == (None, [f"{folder.as_posix()}/own.yaml:1:1"])
    (tmp_path / "secret" / "x.yaml").write_text("topic: Own\n")
    (tmp_path / "pack").symlink_to("secret")
    book, problems = load([tmp_path / "pack"], tmp_path / "cache")
    assert (book is not None, problems) == (True, ())


def test_topics_with_suffixes_in_capitals_are_read(folder: Path, tmp_path: Path) -> None:
    """As claim files are."""
    (folder / "OWN.YAML").write_text("topic: Own\n")
    (folder / "b.Yml").write_text("topic: Other\n")
    book, _ = load([folder], tmp_path / "cache")
    assert book
    assert set(book.topics.values()) == {"Own", "Other"}


def test_names_that_are_no_text(folder: Path) -> None:
    """A file whose name is no UTF-8 is judged, and shown with the bytes as escapes."""
    path = os.fsencode(folder) + b"/\xff.yaml"
    with open(path, "w") as file:  # noqa: PTH123  # a path of bytes
        file.write("claims: 3")
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert (done.exit_code, "/\\udcff.yaml:1:9: " in done.stderr) == (2, True)
