"""What is wrong where YAML breaks off, in words that say what to write instead."""

import re

from msgspec import Struct

At = tuple[int, int]
"""Line and column, counted from 0."""

SECOND_COLON = re.compile(r"\s*+(?:- ++)*+([^\s:][^:]*+): +(\S.*)")
ENDS_ENTRY = ",{}[]"
KEY_BACKWARDS = re.compile(r"[\w-]+")
BLOCK = re.compile(r"[^,}\]]*")


class Fault(Struct, frozen=True):
    """A parser's complaint: what it was doing since `begun`, and what it met at `at`."""

    context: str
    problem: str
    at: At
    begun: At


def quoted(text: str) -> str:
    """A text in quotes that YAML reads back as it stands."""
    text = text.strip()
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


def explain(fault: Fault, lines: list[str]) -> tuple[At, str, str]:
    """Where to look, what is wrong there, and what to write instead."""
    for sign, tell in TELLERS.items():
        if sign in fault.problem:
            return tell(fault, lines)
    context = f" {fault.context}" if fault.context else ""
    return fault.at, f"this is not YAML: {fault.problem}{context}", "check the quotes and brackets up to here"


def _before(at: At, lines: list[str]) -> str:
    return lines[at[0]][: at[1]] if at[0] < len(lines) else ""


def _rest(at: At, lines: list[str]) -> str:
    return lines[at[0]][at[1] :] if at[0] < len(lines) else ""


def _bad_start(fault: Fault, lines: list[str]) -> tuple[At, str, str]:
    rest = _rest(fault.at, lines)
    if rest.startswith("\t"):
        return fault.at, "a tab can't indent a line in YAML", "indent with spaces"
    found = BLOCK.match(rest)
    text = found[0] if found and found[0].strip() else rest
    return fault.at, f'an unquoted value can\'t begin with "{rest[:1]}"', "write " + quoted(text)


def _block_header(fault: Fault, lines: list[str]) -> tuple[At, str, str]:
    rest = _rest(fault.begun, lines)
    return fault.begun, f'an unquoted "{rest[:1]}" starts a block of text in YAML', "write " + quoted(rest)


def _no_name(fault: Fault, lines: list[str]) -> tuple[At, str, str]:
    rest = _rest(fault.begun, lines)
    return fault.begun, f'an unquoted value can\'t begin with "{rest[:1]}"', "write " + quoted(rest)


def _colon(fault: Fault, lines: list[str]) -> tuple[At, str, str]:
    match = SECOND_COLON.match(_before(fault.at, lines) + _rest(fault.at, lines))
    if match and match.start(2) <= fault.at[1]:
        key, value = match.groups()
        return fault.at, "a colon and a space can't stand in an unquoted value", f"write {key}: {quoted(value)}"
    return fault.at, "this line is not indented like those around it", "put keys that belong together in one column"


def _key(fault: Fault, lines: list[str]) -> tuple[At, str, str]:
    if _before(fault.at, lines).strip():
        return fault.at, "the value before this has already ended", "put the whole value in one pair of quotes"
    return fault.at, "this line is not indented like those around it", "put keys that belong together in one column"


def _separator(fault: Fault, lines: list[str]) -> tuple[At, str, str]:
    rest = _rest(fault.at, lines)
    entry, tail = _last_entry(_before(fault.at, lines)), BLOCK.match(rest)
    if entry and tail and rest.startswith(": "):
        key, value = entry
        return (
            fault.at,
            "a colon and a space can't stand in an unquoted value",
            f"write {key}: {quoted(value + tail[0])}",
        )
    opened = _rest(fault.begun, lines)[:1]
    closing = "}" if opened == "{" else "]"
    if fault.at[0] > fault.begun[0]:
        return fault.begun, f'this "{opened}" is never closed', f'write "{closing}" at its end'
    instead = 'write one of them here, or put the value in quotes if it holds ": "'
    return fault.at, f'"," or "{closing}" is missing before this', instead


def _last_entry(text: str) -> tuple[str, str] | None:
    """Key and value of the entry a text ends with, read from its end: a long line costs no more than it is long."""
    start = max(text.rfind(sign) for sign in ENDS_ENTRY) + 1
    head, colon, value = text[start:].rpartition(":")
    key = KEY_BACKWARDS.match(head[::-1])
    return (key[0][::-1], value.lstrip(" ")) if key and colon and value.startswith(" ") else None


def _open_quote(fault: Fault, _lines: list[str]) -> tuple[At, str, str]:
    return fault.begun, "this quote is never closed", "close it at the end of the value"


def _escape(fault: Fault, _lines: list[str]) -> tuple[At, str, str]:
    return fault.at, "a backslash means something else in double quotes", "use single quotes"


def _misplaced(fault: Fault, lines: list[str]) -> tuple[At, str, str]:
    rest = _rest(fault.at, lines)
    if not rest:
        last = max(number for number, line in enumerate(lines) if line.strip() or not number)
        return (last, len(lines[last].rstrip())), "the file ends within a bracket", "close it"
    what = f'"{rest[:1]}" can\'t stand here in YAML'
    return fault.at, what, "put the value in quotes, or check the brackets before it"


TELLERS = {
    "cannot start any token": _bad_start,
    "expected comment or line break": _block_header,
    "expected alphabetic or numeric character": _no_name,
    "mapping values are not allowed": _colon,
    "did not find expected key": _key,
    "did not find expected '-' indicator": _key,
    "did not find expected ',' or": _separator,
    "did not find expected node content": _misplaced,
    "entries are not allowed": _misplaced,
    "keys are not allowed": _misplaced,
    "found unexpected end of stream": _open_quote,
    "found unknown escape character": _escape,
}
