"""Which files are meant by the paths and folders given, and what is passed over."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct, field

from checker.files import leads_out
from checker.model.place import Place, Problem
from checker.streams import why

SUFFIXES = (".yaml", ".yml")


class Found(Struct):
    """Claim files in order, folders and links that can't be read, and how much of which sort was passed over."""

    files: dict[Path, None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    def notes(self) -> tuple[str, ...]:
        """What was passed over, in a sentence; nothing where that is nothing."""
        told = [f"{many} {thing}{'s' if many > 1 else ''}" for thing, many in sorted(self.skipped.items()) if many]
        return (f"{', '.join(told)} skipped",) if told else ()

    def lost(self, error: OSError, path: Path | None = None) -> None:
        """Notes what can't be read."""
        self.problems.append(unreadable(error, path))


def unreadable(error: OSError, path: Path | None = None) -> Problem:
    """What is wrong with a file or folder that the system doesn't let one read."""
    return Problem(Place(str(path or error.filename)), f"can't be read: {why(error)}")


def is_yaml(name: str) -> bool:
    """Whether a file's name says that it is YAML."""
    return name.lower().endswith(SUFFIXES)


def claim_files(paths: Iterable[str | Path]) -> Found:
    """Paths as they are given, links followed, and the claim files below those that are folders."""
    found = Found()
    for path in map(Path, paths):
        if os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises where a folder can't be entered
            found.files |= dict.fromkeys(sorted(_below(path, found)))
        else:
            found.files[path] = None
    return found


def rule_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Every file in some packs."""
    return (Path(folder, name) for pack in folders for folder, _, names in os.walk(pack) for name in names)


def _below(root: Path, found: Found) -> list[Path]:
    """The claim files of a folder; hidden ones and linked folders are passed over, links that lead out refused."""
    files: list[Path] = []
    links: list[Path] = []
    for folder, inner, names in os.walk(root, onerror=found.lost):
        inner[:] = _kept(inner, "folder", found)
        for path in (Path(folder, name) for name in _kept(filter(is_yaml, names), "file", found)):
            (links if path.is_symlink() else files).append(path)
        linked = [name for name in inner if Path(folder, name).is_symlink()]
        found.skipped["linked folder"] += sum(not _is_astray(Path(folder, name), root, found) for name in linked)
    known = {os.path.realpath(path) for path in files} if links else set()
    for path in sorted(link for link in links if not _is_astray(link, root, found)):
        real = os.path.realpath(path)
        files += [path] if real not in known else []  # a file that has several names is read once
        known.add(real)
    return files


def _kept(names: Iterable[str], thing: str, found: Found) -> list[str]:
    """The names that aren't hidden; the others are counted."""
    names = list(names)
    kept = [name for name in names if not name.startswith(".")]
    found.skipped[f"hidden {thing}"] += len(names) - len(kept)
    return kept


def _is_astray(link: Path, root: Path, found: Found) -> bool:
    """Whether a link leads out of the folder in which it was found, which is a problem."""
    if not leads_out(link, root):
        return False
    found.problems.append(astray(link, root))
    return True


def astray(link: Path, root: Path, name: str = "") -> Problem:
    """What is wrong with a link that leads out of the folder in which it was found; where it leads isn't looked at."""
    what = f"this is a link that leads out of {root}"
    return Problem(Place(name or str(link)), what, "put a copy there, or give the program what it leads to")
