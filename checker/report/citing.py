"""Sources by number, in the order in which a text first cites them, and the list at its end."""

from collections.abc import Iterable, Mapping

from checker.model.source import Source
from checker.patterns import later
from checker.report.dates import date_words

ISO = later(r"\b\d{4}-\d{2}(?:-\d{2})?$")
"""A date as tables hold it, at the end of a title."""
LINKING = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio")
"""Terminals that say by name (TERM_PROGRAM) that they open links."""
SINCE = 5000
"""The version of VTE (times 100) from which on its terminals open links."""


def citation(source: Source) -> str:
    """A source as brackets hold it: title and date, and whether it was only recalled."""
    date = date_words(source.date)
    dated = date in source.title or source.date in source.title
    title = ISO.sub(lambda match: date_words(match[0]), source.title)
    said = title if dated else f"{title}, {date}".removeprefix(", ")
    return said + ("; recalled, not re-checked" if source.evidence == "recalled" else "")


class References:
    """The sources that one text cites; a source has its number from the first time it is asked for."""

    def __init__(self) -> None:
        """No source is cited yet."""
        self._numbers: dict[tuple[str, str], int] = {}

    def cite(self, source: Source) -> str:
        """The number of a source, as a text holds it: "[3]"."""
        return f"[{self._numbers.setdefault((citation(source), source.url), len(self._numbers) + 1)}]"

    def listed(self) -> list[tuple[str, str]]:
        """Each source cited, with its number, and its address."""
        return [(f"[{number}] {said}", url) for (said, url), number in self._numbers.items()]


def in_brackets(parts: Iterable[str]) -> str:
    """Parts of a remark after a figure, in brackets; the number of a source stands by itself, or after the last."""
    *words, last = [part for part in parts if part] or [""]
    if not last.startswith("["):
        return f" ({'; '.join([*words, last])})" if last else ""
    return f" ({'; '.join(words)} {last})" if words else f" {last}"


def opens_links(environ: Mapping[str, str]) -> bool:
    """Whether a terminal with these variables is known to open links within text (OSC 8)."""
    if environ.get("TERM_PROGRAM") in LINKING or environ.get("TERM") in ("xterm-kitty", "xterm-ghostty", "foot"):
        return True
    version = environ.get("VTE_VERSION", "")
    return bool(environ.get("WT_SESSION") or environ.get("KONSOLE_VERSION")) or (
        version.isdigit() and int(version) >= SINCE
    )
