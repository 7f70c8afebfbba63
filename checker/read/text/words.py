"""Words that people may have meant."""

from collections.abc import Iterable

from checker.maths.near import nearest

__all__ = ["listed", "nearest", "write_nearest"]


def write_nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to write instead of an unknown word."""
    near = nearest(word, known)
    return f"write {near}" if near else otherwise


def listed(words: Iterable[str]) -> str:
    """Words as a list one reads out: "a, b or c"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
