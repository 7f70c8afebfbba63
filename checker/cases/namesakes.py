"""Which known subjects a name may mean: the one that has it, however it is spelled, or those whose names it begins."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from checker.model.claim import Claim, Figure
from checker.model.identity import Identity
from checker.model.known import Dossier
from checker.model.names import parted, slug
from checker.model.rule import LEVELS, Rulebook
from checker.patterns import later

FAMILY = 8
"""A single word with which the names of more begin is no family's name, nor is a single letter."""
WITHIN = later(r"(?<=\d)\.(?=\d)")
"""The point of a version."""
POINT = "ж"
"""A letter that stands for it while a name is parted."""
Parts = tuple[str, ...]
"""A name as its words and numbers."""


class _Names(Struct, frozen=True):
    """Known subjects by their names."""

    exact: dict[str, tuple[Dossier, ...]]
    spelled: dict[Parts, tuple[Dossier, ...]]
    begun: dict[Parts, tuple[Dossier, ...]]
    """Those of which a name begins so, where several do: a family that lacks its version or size."""
    beside: frozenset[str]
    """Words that people add to a name."""


def subjects_of(claim: Claim, book: Rulebook) -> tuple[Dossier, ...]:
    """The known subjects that a claim's name may mean; of a family the one, if any, that its size singles out.

    A single word may be a mere label, and asks nobody which is meant.
    """
    names = _names(Identity(book))
    found = names.exact.get(slug(claim.about))
    if found:
        return found
    parts = parted(claim.about)
    for each in (parts, _bare(parts, names.beside)):
        if each in names.spelled:
            return names.spelled[each]
        if each in names.begun:
            found = _singled_out(names.begun[each], claim, book)
            return () if len(each) == 1 and len(found) != 1 else found
    return ()


def _singled_out(family: Sequence[Dossier], claim: Claim, book: Rulebook) -> tuple[Dossier, ...]:
    """Of a family those that have the claimed size, or all where none is claimed: other figures are what is tested.

    None where no member has it, or where there was but one by then: the claim may be about another that no table knows.
    """
    there = tuple(each for each in family if each.day <= claim.day)
    asked = {name for each in there for name in book.known[each.table].apart}
    figures = [figure for figure in claim.figures if figure.quantity in asked]
    if not figures:
        return there if len(there) > 1 else ()
    alike = {level: tuple(each for each in there if _agrees(each, figures, level)) for level in LEVELS[:2]}
    return alike["typical"] or alike["accepted"]


def _agrees(known: Dossier, figures: Iterable[Figure], level: str) -> bool:
    """Whether a subject may have each of some claimed figures; one of which nothing is published says nothing."""
    pairs = [(getattr(known.figures[f.quantity], level), f.span) for f in figures if f.quantity in known.figures]
    return bool(pairs) and all(low <= span[1] and span[0] <= high for (low, high), span in pairs)


def _bare(parts: Parts, beside: frozenset[str]) -> Parts:
    """A name without what people add at its end; one that is nothing else stays."""
    end = len(parts)
    while end > 1 and parts[end - 1] in beside:
        end -= 1
    return parts[:end]


def _beginnings(name: str) -> Iterator[Parts]:
    """What a name begins with, cut anywhere but within a version: "Claude 3.5 Sonnet" is no Claude 3."""
    begun: Parts = ()
    whole = parted(WITHIN.sub(POINT, name))
    for part, following in pairwise(whole):
        begun = begun if part == POINT else (*begun, part)
        if POINT not in (part, following):
            yield begun


@lru_cache(maxsize=8)
def _names(book: Identity[Rulebook]) -> _Names:
    """Every known subject by id, name and aliases; a name that is somebody's id is that one's alone."""
    every = [each for table in book.it.known.values() for each in table.dossiers]
    exact: dict[str, tuple[Dossier, ...]] = {}
    ids: dict[str, tuple[Dossier, ...]] = {}
    spelled: dict[Parts, tuple[Dossier, ...]] = {}
    begun: dict[Parts, dict[str, Dossier]] = {}
    for each in every:
        ids[slug(each.id)] = (*ids.get(slug(each.id), ()), each)
        for name in {slug(name) for name in (each.name, *each.aliases)}:
            exact[name] = (*exact.get(name, ()), each)
        for parts in {parted(name) for name in (each.id, each.name, *each.aliases)}:
            spelled[parts] = (*spelled.get(parts, ()), each)
        for parts in (*_beginnings(each.id), *_beginnings(each.name)):
            begun.setdefault(parts, {})[each.id] = each
    families = {
        parts: tuple(found.values())
        for parts, found in begun.items()
        if len(found) > 1 and (len(parts) > 1 or (len(parts[0]) > 1 and len(found) <= FAMILY))
    }
    beside = frozenset(word for table in book.it.known.values() for word in table.beside)
    return _Names(exact | ids, spelled, families, beside)
