"""Named choices, such as the chip or the number format: their values, which of them is usual, and what names stand for.

All can be written to JSON and read back.
"""

import re

from msgspec import Struct, field

from checker.model.guard import Guard
from checker.model.names import folded
from checker.patterns import later

SPACES = later(r"[\s_\-/(),]+")


def plainly(name: str) -> str:
    """A name without capitals, its words apart by one space each."""
    return SPACES.sub(" ", folded(name)).strip()


BOTH = " and "
"""Stands between values that are stated at once: "A100 and V100"."""


OUTSIDE = "outside"
"""What a stated value that no table has is taken for."""


class Entailment(Struct, frozen=True):
    """The attribute has this value when the claimed `smaller` lies wholly below `larger`, or is claimed without it."""

    value: str
    smaller: str
    larger: str


class Attribute(Struct, frozen=True):
    """A named choice. With no `usual` value every value is possible until one is given."""

    id: str
    values: tuple[str, ...]
    title: str = ""
    aliases: dict[str, str] = field(default_factory=dict)
    """Casefolded other spelling → value."""
    usual: str = ""
    others: str = ""
    """The level from which values other than the usual one are allowed without being stated."""
    entailed: tuple[Entailment, ...] = ()
    says: dict[str, str] = field(default_factory=dict)
    """Value → how to say it in a sentence: "a mixture of experts"."""
    since: dict[str, int] = field(default_factory=dict)
    """Value → the first day it was to be had."""
    rarer: dict[str, str] = field(default_factory=dict)
    """Value → the level from which it is allowed unstated, later than `others`; "none" where it has to be stated."""
    kinds: tuple[str, ...] = ()
    """Kinds of subject for which it may be another than the usual one unstated; with none, all."""
    families: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Name of a family → its values; a subject of the family may have any of them."""
    explains: dict[str, dict[str, tuple[Guard, ...]]] = field(default_factory=dict)
    """Value that is read off figures → level at which they hold with it → when, of claimed figures alone."""

    outside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What no table has → how names of it are told, # for a number: "a processor" → "xeon", "core i#"."""

    silent: tuple[str, ...] = ()
    """Quantities of which nothing usual is known of what no table has."""

    def said(self, value: str) -> str:
        """A value in words: "a mixture of experts"."""
        return self.says.get(value, f"{self.title or self.id} {value}")

    def is_for(self, kind: str) -> bool:
        """Whether it may be another than the usual one, unstated, for a kind of subject."""
        return not self.kinds or kind in self.kinds

    def outsider(self, name: str) -> str:
        """What something is that the tables know nothing of, by its name; "" where it is nothing of the kind."""
        plain = plainly(name)
        for what, words in self.outside.items():
            known = "|".join(re.escape(word).replace(r"\#", r"\d+") for word in words)
            if re.search(rf"(?<![a-z0-9])(?:{known})(?![a-z0-9])", plain):
                return what
        return ""

    def has(self, stated: str) -> bool:
        """Whether a stated value is its own, one of its families or several of both."""
        return all(one in self.families or one in self.values for one in stated.split(BOTH))

    def meant(self, stated: str) -> tuple[str, ...]:
        """The values that a stated one may be: itself, those of a family, or of several at once the values of each.

        One that no table has is OUTSIDE.
        """
        return tuple(dict.fromkeys(v for one in stated.split(BOTH) for v in self._ones(one)))

    def _ones(self, one: str) -> tuple[str, ...]:
        found = self.families.get(one)
        return found or ((OUTSIDE,) if self.outside and one not in self.values else (one,))

    def meant_on(self, day: int, stated: str) -> tuple[str, ...]:
        """Of the values that a stated one may be those that were to be had on a day; all where none was."""
        meant = self.meant(stated)
        return tuple(v for v in meant if self.since.get(v, 0) <= day) or meant
