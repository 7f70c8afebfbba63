"""Text as it may leave the program: what came from input can't act on a terminal or on what reads a log.

Whatever is printed or written is a `Shown`, and only here is one made: of lines in which nothing ends a line, moves a
cursor or turns the direction of writing, or of JSON in which the same is escaped as JSON does it.
"""

import re
from collections.abc import Iterable
from typing import NewType

from checker.patterns import later

Shown = NewType("Shown", str)
"""Whole lines, each ended by a line break."""

UNSEEN = (
    "\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f"
)
"""Control characters but the first 32, ends of lines, marks of direction, and what shows nothing but may hide."""
UNSAFE = later(f"[\0-\x1f{UNSEEN}]")
UNSAFE_IN_JSON = later(f"[{UNSEEN}]|(?<=#)#(?=\\w*\\[)")
COMMAND = later(r"^(\s*)::|##(?=\w*\[)")
"""What a continuous integration takes for a command where it stands at the start of a line, or anywhere in it."""


def escaped(text: str) -> str:
    """The text with all that is unsafe as its escape: a line break as a backslash and an n."""
    if text.isprintable():
        return text
    return UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def line(text: str) -> str:
    """The text as one line that is no command to anybody."""
    safe = escaped(text)
    if "::" not in safe and "##" not in safe:
        return safe
    return COMMAND.sub(lambda found: "#\\#" if found[1] is None else f"{found[1]}\\::", safe)


def page(lines: Iterable[str]) -> Shown:
    """Lines below each other; a line break within one came from input, and is escaped."""
    return Shown("".join(f"{line(text)}\n" for text in lines))


def as_json(value: object, indent: int | None = None) -> Shown:
    """A value as JSON that reads the same and holds nothing unsafe; ValueError where a number isn't finite."""
    import json  # a question is answered in words

    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return Shown(UNSAFE_IN_JSON.sub(_escape, text) + "\n")


def _escape(found: re.Match[str]) -> str:
    import json

    return "\\u0023" if found[0] == "#" else json.dumps(found[0])[1:-1]
