"""Which figures of a claim its own statement holds; the others were supplied with it."""

from collections.abc import Iterator
from math import isclose

from checker.model.claim import Claim
from checker.patterns import later
from checker.read.figures.grammar import MAGNITUDES, NUMBERS

NUMBER = later(
    r"(?<![A-Za-z\d.])(\d[\d,_]*(?:\.\d+)?|\.\d+)(?:\s?[x×]\s?10\^?(\d+)|e[+]?(\d+))?\s?-?"
    r"(thousand|million|billion|trillion|quadrillion|mn|bn|tn|[kKMBGTPE](?=\b|FLOP|OPS|Wh?\b|B\b|F\b))?"
)
NAMED = later(r"[A-Za-z]-$")
WORD = later(rf"\b(half|{'|'.join(word for word in NUMBERS if ' ' not in word)})\b(?=(?:\s|-)(?:an? )?(\w+))")
SIZES = MAGNITUDES | {"G": 1e9, "P": 1e15, "E": 1e18}
PREFIXES = {"tera": 1e12, "giga": 1e9, "peta": 1e15, "mega": 1e6, "kilo": 1e3, "exa": 1e18}
"""Prefixes that are written out, as in "teraFLOPS"."""
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
        written = next((by for name, by in PREFIXES.items() if text[match.end() :].lower().startswith(name)), 1.0)
        mass = MASS.match(text, match.end())
        yield bare * SIZES.get(size or "", written) * ((1e3 if mass[1] else 1e6) if mass else 1.0)
    for match in WORD.finditer(text.lower()):
        least = 0.5 if match[1] == "half" else float(NUMBERS[match[1]])
        prefix = PREFIX.match(text, match.end(2))
        yield least * SIZES.get(match[2], 1.0) * (SIZES[prefix[1]] if prefix else 1.0)
