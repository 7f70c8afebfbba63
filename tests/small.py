"""The small pack in tests/packs/small, read once; and any pack read with a text of it replaced."""

from functools import cache
from pathlib import Path
from typing import Any

from checker.model.place import Problem
from checker.model.rule import Rulebook
from checker.read.pack.rules import compile_pack
from checker.read.text.document import parse
from checker.read.text.nodes import Mapping, Node, Scalar, Sequence

SMALL = Path(__file__).parent / "packs" / "small"


def read(folder: Path, name: str, changes: tuple[str, str] = ("", "")) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """A pack's rulebook and problems, with one text of its topics replaced by another."""
    files = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        files.append((folder, f"{name}/{path.name}", text.replace(*changes).encode() if changes[0] else text.encode()))
    return compile_pack([*files, *tables(folder, name)], {folder: name})


def tables(folder: Path, name: str) -> list[tuple[Path, str, bytes]]:
    """The tables of a pack, as `compile_pack` takes them."""
    paths = sorted(folder.glob("reference/*.csv"))
    return [(folder, f"{name}/reference/{path.name}", path.read_bytes()) for path in paths]


@cache
def small() -> Rulebook:
    """The rulebook of the small pack."""
    return sound(SMALL, "small")


def sound(folder: Path, name: str) -> Rulebook:
    """The rulebook of a pack without problems."""
    book, problems = read(folder, name)
    assert problems == ()
    assert book is not None
    return book


def plain(node: Node | None) -> Any:  # noqa: ANN401 - JSON is anything
    """A tree as JSON, each scalar a text."""
    match node:
        case Scalar():
            return node.text
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
    return None


def as_json(data: bytes) -> Any:  # noqa: ANN401 - JSON is anything
    """A YAML text as JSON, each scalar a text."""
    document, problems = parse(data, "file.yaml")
    assert problems == []
    return plain(document.root if document else None)
