"""Packs on disk: where they are, and their compiled form in the user's cache.

A pack that was read once is kept behind its checksum, under a name made from its content, so that the next start needs
neither YAML nor CSV nor pint. A cache that can't be read or written, or isn't what this program kept for
this user, is no misfortune: the pack is read anew.
"""

import os
import stat
import sys
from binascii import crc32
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import reduce
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from operator import or_
from pathlib import Path

try:
    from _blake2 import blake2b  # hashlib has the same, and loads all of OpenSSL before it
except ImportError:
    from hashlib import blake2b


from checker.files import leads_out
from checker.model.packed import Buffer, pack, unpack
from checker.model.place import Place, Problem
from checker.model.rule import Rulebook
from checker.read.text.folders import astray, is_yaml, unreadable
from checker.read.text.raw import read_bytes

FORMAT = 2
"""Raised whenever the same files would give another rulebook."""
CHECK = 4
"""In so many bytes before a compiled pack stands what tells whether it is whole."""
KEPT = 16
"""So many compiled packs stay in the cache, those that were used last."""
HELD = 4
"""So many rulebooks stay in memory: whoever asks of one and then of another has both at hand."""
READING = reduce(or_, (getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_BINARY")))
"""How a file of the cache is opened: no link is followed, and no pipe or device waited for."""
TABLES = "reference"
"""The folder of a pack in which its tables are."""
LIBRARIES = ("pint", "yaml", "networkx")
"""What else a compiled pack comes of."""
PACKAGE = Path(__file__).resolve().parents[2]
OURS = (".", "read/text", "read/figures", "read/pack", "maths", "model")
"""Folders of the code that compiles."""
Files = list[tuple[Path, str, bytes]]


def shipped() -> Path:
    """The folder of the pack that comes with the program."""
    installed = PACKAGE / "_rules"
    return installed if installed.is_dir() else PACKAGE.parent / "rules"


def cache_folder() -> Path | None:
    """Where compiled packs are kept; None for a user without a home."""
    known = os.environ.get("XDG_CACHE_HOME", "") or os.path.expanduser("~/.cache")  # noqa: PTH111  # raises nothing
    if sys.platform == "linux" and Path(known).is_absolute():
        return Path(known, "checker")  # as platformdirs says too, which takes as long to load as half of the pack
    from platformdirs import user_cache_dir

    try:
        folder = Path(user_cache_dir("checker", appauthor=False))
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None


def load(folders: Sequence[Path], cache: Path | None = None) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """The rulebook of several pack folders read as one in the order of their names, or none and all that is wrong.

    What is compiled is kept in the user's own cache folder unless another is named.
    """
    names = {folder: _shown(folder) for folder in sorted(folders, key=_shown)}
    try:
        wrong = [_no_folder(folder) for folder in folders if not _topics(folder)]
        wrong += [problem for folder, name in names.items() for problem in _astray(folder, name)]
        if wrong:
            return None, tuple(wrong)
        files = [file for folder, name in names.items() for file in _files(folder, name)]
    except OSError as error:
        return None, (unreadable(error),)
    digest = _digest(files)
    if cache:
        return _load(files, names, digest, cache)
    held = _loaded.pop(digest, None)
    book, problems = (held, ()) if held else _load(files, names, digest, cache_folder())
    if book:
        _loaded[digest] = book
        for oldest in [*_loaded][:-HELD]:
            _loaded.pop(oldest, None)  # another thread may have been quicker
    return book, problems


_loaded: dict[str, Rulebook] = {}
"""The rulebooks loaded last, by digest: who asks again and again reads each once."""


def _load(
    files: Files, names: dict[Path, str], digest: str, cache: Path | None
) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """A rulebook out of the cache, or compiled and kept there."""
    name = f"pack-{_key(digest)}"
    found = _cached(cache / name, digest) if cache else None
    if found:
        return found, ()
    from checker.read.pack.rules import compile_pack

    book, problems = compile_pack(files, names, digest)
    if book and cache:
        _keep(cache / name, book)
    return book, problems


def _shown(folder: Path) -> str:
    """The folder's name in complaints and citations; the shipped pack has one name wherever it is installed."""
    real = os.path.realpath  # which, unlike Path.resolve, a loop of links doesn't stop
    return "rules" if real(folder) == real(shipped()) else folder.as_posix()


def _no_folder(folder: Path) -> Problem:
    if not folder.is_dir():
        return Problem(Place(folder.as_posix()), "there is no such folder", "name a folder of rule files")
    os.scandir(folder).close()  # raises where it may not be read
    return Problem(Place(folder.as_posix()), "the folder has no rule files", "add a file such as costs.yaml")


def _topics(folder: Path) -> list[Path]:
    """The pack's topics in order of name."""
    return [Path(entry) for entry in _listed(folder, is_yaml)]


def _listed(folder: Path, is_meant: Callable[[str], bool]) -> "list[os.DirEntry[str]]":
    """What a folder has under certain names, in their order; nothing where it can't be listed."""
    try:
        with os.scandir(folder) as entries:
            return sorted((entry for entry in entries if is_meant(entry.name)), key=lambda entry: entry.name)
    except OSError:
        return []


def _is_table(name: str) -> bool:
    return os.path.normcase(name).endswith(".csv")


def _is_module(name: str) -> bool:
    return os.path.normcase(name).endswith(".py")


def _entries(folder: Path, name: str) -> "Iterator[tuple[os.DirEntry[str], str]]":
    """The pack's topics and tables with the names by which they are shown, in order of name."""
    for entry in _listed(folder, is_yaml):
        yield entry, f"{name}/{entry.name}"
    for entry in _listed(folder / TABLES, _is_table):
        yield entry, f"{name}/{TABLES}/{entry.name}"


def _files(folder: Path, name: str) -> Files:
    """The pack's topics and tables with their names and contents."""
    return [(folder, shown, read_bytes(entry.path)) for entry, shown in _entries(folder, name)]


def _astray(folder: Path, name: str) -> Iterator[Problem]:
    """Links that lead out of the pack; a topic or table behind one is never read."""
    are_elsewhere = leads_out(folder / TABLES, folder)
    for entry, shown in _entries(folder, name):
        is_link = entry.is_symlink() or (are_elsewhere and Path(entry).parent.name == TABLES)
        if is_link and leads_out(Path(entry), folder):
            yield astray(Path(entry), folder, shown)


def _digest(files: Files) -> str:
    """What tells one content of a pack from another."""
    total = blake2b(digest_size=32)
    for _, name, data in files:
        total.update(f"{name}\0{len(data)}\0".encode(errors="surrogateescape"))
        total.update(data)
    return total.hexdigest()


def _key(digest: str) -> str:
    """The name of a compiled pack: its content, and the state of the code that compiles it, libraries included."""
    own = [each.path for part in OURS for each in _listed(PACKAGE / part, _is_module)]
    theirs = [spec.origin for name in LIBRARIES if (spec := find_spec(name)) and spec.origin]
    stamp = "".join(f"{state.st_size}:{state.st_mtime_ns};" for state in map(os.stat, (*own, *theirs)))
    return blake2b(f"{FORMAT}\0{digest}\0{stamp}".encode()).hexdigest()[:32]


def _cached(path: Path, digest: str) -> Rulebook | None:
    """The rulebook that this user kept there for files of this digest; None where anything is amiss."""
    try:
        with os.fdopen(os.open(path, READING), "rb") as file:
            if not _is_own(os.fstat(file.fileno()), stat.S_ISREG):
                return None
            view = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))  # most of it nobody will ever look at
        check, data = view[:CHECK], view[CHECK:]
        book = unpack(data, Rulebook) if check == _check(data) else None
    except (OSError, ValueError):
        return None
    if not book or book.digest != digest:
        return None
    with suppress(OSError):  # a folder that can't be written to is read all the same
        os.utime(path)
    return book


def _is_own(state: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether something is of one kind and this user's own; where nobody has a number, all is."""
    return is_kind(state.st_mode) and state.st_uid == getattr(os, "geteuid", lambda: 0)()


def _check(data: Buffer) -> bytes:
    """What tells whole data from damaged ones."""
    return crc32(data).to_bytes(CHECK, "big")


def _keep(path: Path, book: Rulebook) -> None:
    """Writes a compiled pack whole or not at all, and only into the user's own folder; clears out the oldest ones."""
    from tempfile import mkstemp

    data = pack(book)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not _is_own(path.parent.stat(), stat.S_ISDIR):
            return
        handle, part = mkstemp(prefix="pack-", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_check(data) + data)
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)
        old = sorted(path.parent.glob("pack-*"), key=lambda other: other.lstat().st_mtime, reverse=True)
        for other in old[KEPT:]:
            other.unlink(missing_ok=True)
