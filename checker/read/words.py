"""Words that people may have meant."""

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, or ""."""
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    near = difflib.get_close_matches(word.casefold(), folded, 1, 0.6)
    return folded[near[0]] if near else ""


def write_nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to write instead of an unknown word."""
    near = nearest(word, known)
    return f"write {near}" if near else otherwise


def listed(words: Iterable[str]) -> str:
    """Words as a list one reads out: "a, b or c"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
