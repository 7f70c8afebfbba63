"""Keys of premises: of which sort each is, whose word it is, and of what it is a part."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec import Struct

Sort = Literal["against", "claim", "known", "link", "point", "prior", "relation"]
RULES: tuple[Sort, ...] = ("relation", "prior", "known")
"""Sorts of premises that are rules of the pack."""
ANCHORS: tuple[Sort, ...] = ("link", "known")
"""Sorts of premises that are figures of a linked subject, or those published of the very one."""

KEPT = 16384
"""So many keys are kept: those that are the very same are told to be alike at once."""


class Key(Struct, frozen=True, order=True, cache_hash=True):
    """What tells a premise from all others of its question; keys are in order of how they are written."""

    written: str
    """Nobody but this module reads anything out of it."""
    sort: Sort
    by: str
    """Id of the claim, link, table, prior or relation whose word it is; for a quantity that was settled its name."""
    whole: Key | None = None
    """The premise of which it is a part."""

    @property
    def family(self) -> Key:
        """The premise that is dropped or kept with it: what it is a part of, else itself."""
        return self.whole or self

    def part(self, number: int) -> Key:
        """A premise that belongs to this one: a product inside a sum, or another set of alternatives."""
        return Key(f"{self.written}#{number}", self.sort, self.by, self)

    def in_use(self, usage: str) -> Key:
        """The same premise, or part of one, as it is where a usage holds."""
        whole = self.whole and self.whole.in_use(usage)
        return Key(f"{self.written}@{usage}", self.sort, f"{self.by}@{usage}", whole)

    def __str__(self) -> str:
        """As it is written."""
        return self.written


@lru_cache(maxsize=KEPT)
def key_of(sort: Sort, by: str) -> Key:
    """The key of what is said once by a prior or relation, or of a quantity that was settled."""
    return Key(f"{sort}:{by}", sort, by)


def key_of_claimed(claim: str, quantity: str) -> Key:
    """The key of a figure of a claim."""
    return Key(f"claim:{claim}:{quantity}", "claim", claim)


@lru_cache(maxsize=KEPT)
def key_of_figure(sort: Sort, by: str, of: str) -> Key:
    """The key of a figure that a link or table has of a quantity, or of what is said against an attribute there."""
    return Key(f"{sort}:{by}.{of}", sort, by)
