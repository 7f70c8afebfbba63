"""Files on disk: written whole or not at all, and links that lead out of the folder they were found in."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from checker.patterns import later

DESCRIPTOR = later(r"(?:/proc/(?:self|\d+)|/dev)/fd/(\d+)")


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path, all links followed, is outside a folder."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def write(path: Path, data: bytes) -> None:
    """Writes a file; one that is there is replaced once all is written. Pipes, devices and open files are written to.

    OSError where that can't be done; the file is then as it was.
    """
    number = _descriptor(path)
    if number is not None:
        with os.fdopen(os.dup(number), "wb") as stream:
            stream.write(data)
    elif path.exists() and not path.is_file():
        with path.open("wb") as stream:
            stream.write(data)
    else:
        replace(Path(os.path.realpath(path)), data)


def _descriptor(path: Path) -> int | None:
    """The number of the open file that a path such as /dev/stdout or /dev/fd/3 stands for."""
    seen = 0
    while seen < 40:  # as many links as systems follow
        here = Path(os.path.realpath(path.parent), path.name)
        found = DESCRIPTOR.fullmatch(str(here))
        if found and str(here).startswith(("/dev/fd/", "/proc/self/", f"/proc/{os.getpid()}/")):
            return int(found[1])
        if not here.is_symlink():
            return None
        path, seen = Path(here.parent, here.readlink()), seen + 1
    return None


def replace(path: Path, data: bytes) -> None:
    """Writes a file beside and gives it the name; whoever owned the old one and might read it still does."""
    old = path.stat() if os.path.lexists(path) else None
    if old and not os.access(path, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    import secrets  # which most runs, as they write no file, do without

    part = path.with_name(f".checker-{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(data)
        if old:
            _give(part, old)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _give(path: Path, old: os.stat_result) -> None:
    """Owner and permissions as they were, as far as one may give them away."""
    with suppress(OSError, AttributeError):  # not everybody may, and not every system knows owners
        os.chown(path, old.st_uid, old.st_gid)
    path.chmod(stat.S_IMODE(old.st_mode))


def overwritten(output: Path, inputs: Iterable[Path]) -> Path | None:
    """The input that would be lost if the output were written, by whatever link or spelling it is the same file."""
    try:
        there: os.stat_result | None = output.stat()
    except OSError:
        there = None
    if there and not (stat.S_ISREG(there.st_mode) or stat.S_ISFIFO(there.st_mode)):
        return None
    real = os.path.realpath(output).casefold()
    for path in inputs:
        with suppress(OSError):
            if there and os.path.samestat(path.stat(), there):
                return path
            if real.endswith(path.name.casefold()) and os.path.realpath(path).casefold() == real:
                return path
    return None
