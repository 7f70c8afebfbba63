"""Which known subjects a name may mean: the one that has it, however it is spelled, or those whose names it begins."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.model.claim import Claim, Figure
from checker.model.names import parted, slug
from checker.model.rule import Dossier, Rulebook
from checker.model.same import Same

Parts = tuple[str, ...]
"""A name as its words and numbers."""


class _Names(NamedTuple):
    """Known subjects by their names."""

    exact: dict[str, tuple[Dossier, ...]]
    spelled: dict[Parts, tuple[Dossier, ...]]
    begun: dict[Parts, tuple[Dossier, ...]]
    """Those of which a name begins so, where several do: a family that lacks its version or size."""
    beside: frozenset[str]
    """Words that people add to a name."""


def subjects_of(claims: Sequence[Claim], book: Rulebook) -> tuple[Dossier, ...]:
    """The known subjects that some claims' name may mean; of a family the one, if any, that the claims single out."""
    names = _names(Same(book))
    found = names.exact.get(slug(claims[0].about))
    if found:
        return found
    parts = parted(claims[0].about)
    for each in (parts, _bare(parts, names.beside)):
        if each in names.spelled:
            return names.spelled[each]
        if each in names.begun:
            return _singled_out(names.begun[each], claims)
    return ()


def _singled_out(family: Sequence[Dossier], claims: Sequence[Claim]) -> tuple[Dossier, ...]:
    """Of a family the one that has the claims' figures where no other can; else all that there were.

    None where that is but one, as the claims may be about another of which no table knows.
    """
    day = max(claim.day for claim in claims)
    there = tuple(each for each in family if each.day <= day)
    figures = [figure for claim in claims for figure in claim.figures]
    for level in ("typical", "accepted"):
        possible = [each for each in there if all(_agrees(each, figures, level))]
        if len(possible) == 1 and _agrees(possible[0], figures, level):
            return (possible[0],)
    return there if len(there) > 1 else ()


def _agrees(known: Dossier, figures: Iterable[Figure], level: str) -> list[bool]:
    """Of each claimed figure that is published of a subject, whether it may be that one."""
    pairs = [(getattr(known.figures[f.quantity], level), f.span) for f in figures if f.quantity in known.figures]
    return [low <= span[1] and span[0] <= high for (low, high), span in pairs]


def _bare(parts: Parts, beside: frozenset[str]) -> Parts:
    """A name without what people add at its end; one that is nothing else stays."""
    end = len(parts)
    while end > 1 and parts[end - 1] in beside:
        end -= 1
    return parts[:end]


@lru_cache(maxsize=8)
def _names(book: Same[Rulebook]) -> _Names:
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
        for parts in (parted(each.id), parted(each.name)):
            for end in range(1, len(parts)):
                begun.setdefault(parts[:end], {})[each.id] = each
    families = {parts: tuple(found.values()) for parts, found in begun.items() if len(found) > 1}
    beside = frozenset(word for table in book.it.known.values() for word in table.beside)
    return _Names(exact | ids, spelled, families, beside)
