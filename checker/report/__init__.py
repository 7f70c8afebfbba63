"""Writers: a result in, text out; none of them chooses, sorts or filters."""

from typing import Protocol

from checker.model.result import Result
from checker.shown import Shown


class Writer(Protocol):
    """Turns a whole result into one format."""

    def __call__(self, result: Result, *, colour: bool = False, links: bool = False) -> Shown:
        """The result as text of that format, in colour and with links where the format knows any."""


def _text(result: Result, *, colour: bool = False, links: bool = False) -> Shown:
    from checker.report import agenda  # a run needs one writer, and should not wait for the others

    return agenda.write(result, colour=colour, links=links)


def _all(result: Result, *, colour: bool = False, links: bool = False) -> Shown:
    from checker.report import agenda

    return agenda.write(result, every=True, colour=colour, links=links)


def _brief(result: Result, *, colour: bool = False, links: bool = False) -> Shown:  # noqa: ARG001  # a Writer's shape
    from checker.report import brief

    return brief.write(result, colour=colour)


def _explained(result: Result, *, colour: bool = False, links: bool = False) -> Shown:  # noqa: ARG001  # a Writer's shape
    from checker.report import text

    return text.write(result, colour=colour)


def _alone(result: Result, *, colour: bool = False, links: bool = False) -> Shown:  # noqa: ARG001  # a Writer's shape
    from checker.report import text

    return text.write(result, counted=False, colour=colour)


def _answer(result: Result, *, colour: bool = False, links: bool = False) -> Shown:
    from checker.report import answer

    return answer.write(result, colour=colour, links=links)


def _json(result: Result, *, colour: bool = False, links: bool = False) -> Shown:  # noqa: ARG001  # a Writer's shape
    from checker.report import json_v1

    return json_v1.write(result)


def _jsonl(result: Result, *, colour: bool = False, links: bool = False) -> Shown:  # noqa: ARG001  # a Writer's shape
    from checker.report import json_v1

    return json_v1.write_lines(result)


WRITERS: dict[str, Writer] = {
    "text": _text,
    "all": _all,
    "brief": _brief,
    "explained": _explained,
    "alone": _alone,
    "answer": _answer,
    "json": _json,
    "jsonl": _jsonl,
}
"""Name of a format → its writer; "all" is what check --all prints, "explained" and "answer" what
explain and ask do, "alone" one claim's text."""


def write(form: str, result: Result, *, colour: bool = False, links: bool = False) -> Shown:
    """The result in one of the formats."""
    return WRITERS[form](result, colour=colour, links=links)
