"""Standard output and standard error that put up with closed pipes and full disks."""

import io
import os
import sys
from pathlib import Path
from typing import TextIO

BAD_OUTPUT = 2
"""The exit code where output can't be written."""


class _Stream(io.TextIOWrapper):
    """A standard stream that hears of what goes wrong when it writes."""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            self.lost(error)
        return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self.lost(error)

    def lost(self, error: OSError) -> None:  # noqa: ARG002  # what standard output has to say of it
        """Lets what is still to be printed go nowhere: its reader is gone, or its disk is full."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())


class _Output(_Stream):
    """Whoever reads it may have read enough; any other trouble ends the program."""

    def lost(self, error: OSError) -> None:
        super().lost(error)
        if not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"the output can't be written: {why(error)}\n")
            raise SystemExit(BAD_OUTPUT)


def why(error: OSError) -> str:
    """What the system says of an error, as the end of a sentence."""
    return (error.strerror or str(error)).lower()


def guard() -> None:
    """Has standard output and standard error put up with what may happen to them, closed ones included."""
    sys.stdout = _guarded(sys.stdout, _Output)
    sys.stderr = _guarded(sys.stderr, _Stream)


def _guarded(stream: TextIO | None, sort: type[_Stream]) -> TextIO:
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, _Stream) or not isinstance(stream, io.TextIOWrapper):
        return stream
    encoding, at_lines = stream.encoding, stream.line_buffering
    return sort(stream.detach(), encoding=encoding, errors="backslashreplace", line_buffering=at_lines)
