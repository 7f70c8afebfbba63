"""Writers: a result in, text out; none of them chooses, sorts or filters."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from checker.model.result import Result
from checker.model.rule import Rulebook
from checker.report import answer, json_v1, text


class Writer(Protocol):
    """Turns a whole result into one format."""

    def __call__(self, result: Result, book: Rulebook, *, colour: bool = False) -> str:
        """The result as text of that format, in colour where the format knows any."""


def _plain(writer: Callable[[Result, Rulebook], str]) -> Writer:
    """A writer that knows no colour."""

    def write_plain(result: Result, book: Rulebook, *, colour: bool = False) -> str:  # noqa: ARG001  # a Writer's shape
        return writer(result, book)

    return write_plain


WRITERS: dict[str, Writer] = {
    "text": text.write,
    "explained": partial(text.write, detail=True),
    "answer": answer.write,
    "json": _plain(json_v1.write),
    "jsonl": _plain(json_v1.write_lines),
}
"""Name of a format → its writer; "explained" and "answer" are what explain and ask print as text."""


def write(form: str, result: Result, book: Rulebook, *, colour: bool = False) -> str:
    """The result in one of the formats."""
    return WRITERS[form](result, book, colour=colour)
