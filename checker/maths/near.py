"""Known words that look like another one, found at the same price however many are known."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, pairwise

LOOKED_AT = 500
"""So many known words that share a pair of letters are counted, the rarest pairs first."""
COMPARED = 12
"""So many of them, which share most pairs, are compared letter by letter."""


class Words:
    """Known words, by the pairs of letters in them."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words as they are to be compared."""
        self.words = tuple(dict.fromkeys(words))
        self.having: dict[tuple[str, str], list[int]] = {}
        for number, word in enumerate(self.words):
            for pair in _pairs(word):
                self.having.setdefault(pair, []).append(number)

    def nearest(self, word: str, cutoff: float) -> str:
        """The known word that looks most like this one, or "" where none does, from 0 (not at all) to 1 (the same)."""
        import difflib  # most words are known

        postings = sorted((self.having[pair] for pair in _pairs(word) if pair in self.having), key=len)
        shared = Counter(islice((number for numbers in postings for number in numbers), LOOKED_AT))
        ranked = sorted(shared, key=lambda n: (-shared[n] / (len(self.words[n]) + len(word)), n))
        near = difflib.get_close_matches(word, [self.words[n] for n in ranked[:COMPARED]], 1, cutoff)
        return near[0] if near else ""


def _pairs(word: str) -> list[tuple[str, str]]:
    """Neighbouring letters, each pair once; the ends of a word count as letters."""
    return list(dict.fromkeys(pairwise(f"\n{word}\n")))


@lru_cache(maxsize=64)
def _folded(known: tuple[str, ...]) -> tuple[Words, dict[str, str]]:
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.casefold(), name)
    return Words(folded), folded


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, whatever the case of its letters, or ""."""
    words, folded = _folded(tuple(known))
    return folded.get(words.nearest(word.casefold(), 0.6), "")
