"""Names as people write them, in any script: which of them are one name."""

import unicodedata
from functools import lru_cache

from checker.patterns import later

IGNORED = later(
    "[\xad\u034f\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""What shows nothing: soft hyphens, joiners, marks of direction, variants of a letter's form."""
LASTING = ("L", "N", "M", "So", "Sc")
"""Categories of Unicode that tell names apart: letters, numbers, marks that are vowels in many scripts, and signs."""
PASSING = "©®℗№°"
"""Signs that people add to a name or leave out."""
PLUS = later(r"-*\+-*")
BORDER = later(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Between a letter and a digit, where some write a hyphen and others nothing: Llama3, Llama-3."""
REMEMBERED = 1 << 16


def folded(name: str) -> str:
    """A name without capitals, widths and what shows nothing."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKC", IGNORED.sub("", name)).casefold()
    return unicodedata.normalize("NFKC", plain)


@lru_cache(REMEMBERED)
def slug(name: str) -> str:
    """A name without case and punctuation; one that is nothing else stays as it is, and is no other's."""
    plain = folded(name)
    kept = plain.translate(APART) if plain.isascii() else "".join(c if _lasts(c) else " " for c in plain)
    return PLUS.sub("+", "-".join(kept.split())) or "".join(plain.split())


@lru_cache(REMEMBERED)
def parted(name: str) -> tuple[str, ...]:
    """The words and numbers of a name, whether or not it is written with anything between them."""
    return tuple(BORDER.sub("-", slug(name)).split("-"))


def _lasts(letter: str) -> bool:
    """Whether a name without this letter would be another's."""
    return letter in "+#" or (letter not in PASSING and unicodedata.category(letter).startswith(LASTING))


APART = str.maketrans({c: " " for c in map(chr, range(128)) if not _lasts(c)})
"""What stands for nothing in a name of plain letters: most names are, and there are thousands at every start."""
