"""Which figures of a claim its own statement holds; the others were supplied with it."""

import re
from collections.abc import Iterator
from math import isclose

from checker.model.claim import Claim
from checker.patterns import later
from checker.read.figures.grammar import MAGNITUDES, NUMBERS

NUMBER = later(
    r"(?<![A-Za-z\d.])(\d[\d,_]*(?:\.\d+)?|\.\d+)(?:\s?[x×]\s?10\^?(\d+)|e[+]?(\d+))?\s?-?(?:AI )?"
    r"(thousand|million|billion|trillion|quadrillion|mn|bn|tn|[kKMBGTPEZ](?=\b|FLOP|OPS|Wh?\b|B\b|F\b))?"
)
NAMED = later(r"[A-Za-z]-$")
WORD = later(rf"\b(half|{'|'.join(word for word in NUMBERS if ' ' not in word)})\b(?=(?:\s|-)(?:an? )?(\w+))")
SIZES = MAGNITUDES | {"G": 1e9, "P": 1e15, "E": 1e18, "Z": 1e21}
PREFIXES = {"kilo": 1e3, "mega": 1e6, "giga": 1e9, "tera": 1e12, "peta": 1e15, "exa": 1e18, "zetta": 1e21}
WRITTEN = later(rf"\s?-?({'|'.join(PREFIXES)})(?=flop|op|watt|byte)", re.IGNORECASE)
"""Prefixes that are written out, as in "teraFLOPS"."""
YEARS = later(r"[\s-]?years?\b")
PREFIX = later(r"\s?([kMGT])(?=Wh?\b)")
MASS = later(r"\s?-?(?:(kg|kilogram)|(?:metric )?(?:t|ton|tonne)s?(?=\b|CO))")
"""Kilograms, or tonnes."""
NEAR = 0.01
"""A figure that differs by no more is the stated one, rounded."""


def supplied(claim: Claim) -> tuple[str, ...]:
    """The quantities whose figures neither the claim's statement holds nor another source; none without a statement."""
    if not claim.statement:
        return ()
    return tuple(f.quantity for f in claim.figures if not f.source and not holds(claim.statement, f.text))


def holds(statement: str, typed: str) -> bool:
    """Whether a statement holds every number of a figure as typed."""
    said = [*_numbers(statement)]
    return all(any(isclose(each, one, rel_tol=NEAR) for one in said) for each in _numbers(typed))


def _numbers(text: str) -> Iterator[float]:
    """Every number in a text, with the size that a word, a letter or a prefix gives it, and without."""
    for match in NUMBER.finditer(text):
        digits, power, exponent, size = match.groups()
        if not size and NAMED.search(text, 0, match.start()):  # the 4 of GPT-4
            continue
        bare = float(f"{digits.replace(',', '').replace('_', '')}e{power or exponent or 0}")
        mass = MASS.match(text, match.end())
        found = bare * SIZES.get(size or "", _written(text, match.end())) * ((1e3 if mass[1] else 1e6) if mass else 1.0)
        yield from _each(found, text, match.end())
    for match in WORD.finditer(text.lower()):
        least = 0.5 if match[1] == "half" else float(NUMBERS[match[1]])
        prefix = PREFIX.match(text, match.end(2))
        by = SIZES.get(match[2], _written(text, match.end(1))) * (SIZES[prefix[1]] if prefix else 1.0)
        yield from _each(least * by, text, match.end(1))


def _written(text: str, end: int) -> float:
    """The size that a prefix gives what stands before it."""
    prefix = WRITTEN.match(text, end)
    return PREFIXES[prefix[1].lower()] if prefix else 1.0


def _each(found: float, text: str, end: int) -> tuple[float, ...]:
    """A number; of years also that of their months."""
    return (found, 12 * found) if YEARS.match(text, end) else (found,)
