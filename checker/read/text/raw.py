"""Bytes of a file as text, or why they are none."""

import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from checker.model.place import Place, Problem
from checker.patterns import later

MAX_BYTES = 32 * 1024 * 1024
BREAK = later("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML 1.1."""
UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file, at most one more than are accepted; of a pipe that nobody writes to there are none."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        with os.fdopen(handle, "rb") as file:
            os.set_blocking(handle, True)
            size = os.fstat(handle).st_size  # of a pipe it is 0
            data = file.read(min(size, MAX_BYTES) + 1)  # not at once for all that it may be, as that much is reserved
            return data if len(data) <= size else data + file.read(MAX_BYTES + 1 - len(data))
    except OSError as error:
        error.filename = str(path)  # the system knows it by its handle alone
        raise


def lines_of(files: Iterable[tuple[str, bytes]], wanted: Collection[str]) -> dict[str, list[str]]:
    """The lines of the files, given as name and content, that are wanted."""
    return {name: BREAK.split(data.decode("utf-8-sig", "replace")) for name, data in files if name in wanted}


def refusal(data: bytes, file: str) -> Problem | None:
    """Why a file can't be read as UTF-8 text, None where it can."""
    place = Place(file)
    if len(data) > MAX_BYTES:
        return Problem(place, "the file has more than 32 MB", "split it into several files")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(data[:64]):
        return Problem(place, "the file is in UTF-16", "save it as UTF-8")
    if b"\0" in data:
        return Problem(place, "the file is binary, not text", "name a YAML file")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        place, line = locate(file, data.decode("utf-8-sig", "replace"), len(before))
        what = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        return Problem(place, what, "save the file as UTF-8", line)
    return None


def unprintable(text: str, file: str) -> Problem | None:
    """The first character that YAML can't hold, None without one."""
    found = re.search(UNPRINTABLE, text)
    if not found:
        return None
    place, line = locate(file, text, found.start())
    return Problem(place, f"the control character U+{ord(found[0]):04X} can't stand in YAML", "delete it", line)


def locate(file: str, text: str, index: int) -> tuple[Place, str]:
    """The place of a character, and the line in which it stands."""
    before = BREAK.split(text[:index])
    return Place(file, len(before), len(before[-1]) + 1), BREAK.split(text)[len(before) - 1]


def _is_wide(start: bytes) -> bool:
    """Whether every other byte is 0, as in Latin text of two bytes a letter."""
    return len(start) > 1 and any(start) and not (any(start[::2]) and any(start[1::2]))
