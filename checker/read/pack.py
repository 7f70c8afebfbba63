"""Packs on disk: where they are, and their compiled form in the user's cache.

A pack that was read once is kept as JSON under a name made from its content, so that the next start needs
neither YAML nor CSV nor pint. A cache that can't be read or written is no misfortune: the pack is read anew.
"""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from checker.model.place import Place, Problem
from checker.model.rule import Rulebook
from checker.read.raw import read_bytes

FORMAT = 1
"""Raised whenever the same files would give another rulebook."""
KEPT = 8
"""So many compiled packs stay in the cache."""
PACKAGE = Path(__file__).resolve().parent.parent
Files = list[tuple[Path, str, bytes]]


def shipped() -> Path:
    """The folder of the pack that comes with the program."""
    installed = PACKAGE / "_rules"
    return installed if installed.is_dir() else PACKAGE.parent / "rules"


def cache_folder() -> Path:
    """Where compiled packs are kept."""
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if base.is_absolute():  # the standard says: a relative one is none
        return base / "checker"
    try:
        return Path.home() / ".cache" / "checker"
    except RuntimeError:  # a user without a home: nothing can be kept
        return Path(os.devnull) / "checker"


def load(folders: Sequence[Path], cache: Path | None = None) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """The rulebook of several pack folders read as one in the order of their names, or none and all that is wrong.

    What is compiled is kept in the user's own cache folder unless another is named.
    """
    names = {folder: _shown(folder) for folder in sorted(folders, key=_shown)}
    try:
        missing = [_no_folder(folder) for folder in folders if not any(folder.glob("*.yaml"))]
        if missing:
            return None, tuple(missing)
        files = [file for folder, name in names.items() for file in _files(folder, name)]
    except OSError as error:
        return None, (Problem(Place(str(error.filename)), f"can't be read: {(error.strerror or str(error)).lower()}"),)
    digest = _digest(files)
    if cache:
        return _load(files, names, digest, cache)
    if digest not in _loaded:
        book, problems = _load(files, names, digest, cache_folder())
        if book is None:
            return None, problems
        _loaded.clear()
        _loaded[digest] = book
    return _loaded[digest], ()


_loaded: dict[str, Rulebook] = {}
"""The rulebook loaded last, by its content: who asks again and again reads it once."""


def _load(
    files: Files, names: dict[Path, str], digest: str, cache: Path
) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """A rulebook out of the cache, or compiled and kept there."""
    kept = cache / f"pack-{_key(digest)}.json"
    found = _cached(kept)
    if found:
        return found, ()
    from checker.read.rules import compile_pack

    topics = [(folder, name, data) for folder, name, data in files if name.endswith(".yaml")]
    book, problems = compile_pack(topics, names, digest)
    if book:
        _keep(kept, book)
    return book, problems


def _shown(folder: Path) -> str:
    """The folder's name in complaints and citations; the shipped pack has one name wherever it is installed."""
    same = os.path.realpath(folder) == os.path.realpath(
        shipped()
    )  # which, unlike Path.resolve, a loop of links doesn't stop
    return "rules" if same else folder.as_posix()


def _no_folder(folder: Path) -> Problem:
    if not folder.is_dir():
        return Problem(Place(folder.as_posix()), "there is no such folder", "name a folder of rule files")
    os.scandir(folder).close()  # raises where it may not be read
    return Problem(Place(folder.as_posix()), "the folder has no rule files", "add a file such as costs.yaml")


def _files(folder: Path, name: str) -> Files:
    """The pack's topics and tables with their names and contents, in order of name."""
    paths = [*sorted(folder.glob("*.yaml")), *sorted(folder.glob("reference/*.csv"))]
    return [(folder, f"{name}/{path.relative_to(folder).as_posix()}", read_bytes(path)) for path in paths]


def _digest(files: Files) -> str:
    """What tells one content of a pack from another."""
    total = hashlib.sha256()
    for _, name, data in files:
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def _key(digest: str) -> str:
    """The name of a compiled pack: its content, and the state of the code that compiles it."""
    code = [path.stat() for part in ("read", "maths", "model") for path in sorted((PACKAGE / part).glob("*.py"))]
    stamp = "".join(f"{state.st_size}:{state.st_mtime_ns};" for state in code)
    return hashlib.sha256(f"{FORMAT}\0{digest}\0{stamp}".encode()).hexdigest()[:32]


def _cached(path: Path) -> Rulebook | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Rulebook)
    except (OSError, ValueError):
        return None


def _keep(path: Path, book: Rulebook) -> None:
    """Writes a compiled pack whole or not at all, and clears out the oldest ones."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            part.write_bytes(msgspec.json.encode(book))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        old = sorted(path.parent.glob("pack-*"), key=lambda other: other.stat().st_mtime, reverse=True)
        for other in old[KEPT:]:
            other.unlink(missing_ok=True)
