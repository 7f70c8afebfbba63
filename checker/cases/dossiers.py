"""Known subjects: whose published figures and attributes speak about a claim, and what they say as premises."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from checker.maths.interval import ANY
from checker.model.case import BEST, STATED, Origin, Premise
from checker.model.claim import Claim
from checker.model.names import slug
from checker.model.place import Problem
from checker.model.rule import Dossier, Rulebook
from checker.model.same import Same

FEW = 8
"""So many of those that a name may mean are listed."""


def dossier(claims: Sequence[Claim], stated: Mapping[str, Collection[str]], book: Rulebook) -> Dossier | None:
    """What is published of the subject of some claims; None where no table knows it, or where they are of another.

    `stated` are the values that the claims give each attribute.
    """
    found = _by_name(Same(book)).get(slug(claims[0].about))
    if not found or not all(claim.known for claim in claims):
        return None
    for each in _distinct(found, claims[0].kind, book):
        same = book.known[each.table].same
        if all({*stated.get(name, ())} <= {each.choices.get(name, "")} for name in same):
            return each
    return None


def ambiguous(claims: Sequence[Claim], book: Rulebook) -> Iterator[tuple[int, Problem]]:
    """Claims, by number, with a name that several known subjects of their kind have; each is asked which it means."""
    names = _by_name(Same(book))
    for number, claim in enumerate(claims):
        found = names.get(slug(claim.about)) if claim.known else None
        if found and len(found) > 1:
            meant = [each.id for each in _distinct(found, claim.kind, book)]
            if len(meant) > 1:
                listed = ", ".join(meant[:FEW]) + (f" and {len(meant) - FEW} more" if len(meant) > FEW else "")
                what = f'"{claim.about}" may be any of {listed}'
                yield number, Problem(claim.place, what, "name one of them as `about`, or say known: no")


def _distinct(found: Sequence[Dossier], kind: str, book: Rulebook) -> list[Dossier]:
    """Those of some subjects about which a claim of a kind may be."""
    return [each for each in found if kind in book.known[each.table].kinds]


@lru_cache(maxsize=8)
def _by_name(book: Same[Rulebook]) -> dict[str, tuple[Dossier, ...]]:
    """Every known subject by the slugs of its id, name and aliases; one that is somebody's id is that one's alone."""
    every = [each for table in book.it.known.values() for each in table.dossiers]
    found: dict[str, tuple[Dossier, ...]] = {}
    for each in every:
        for name in {slug(name) for name in (each.name, *each.aliases)}:
            found[name] = (*found.get(name, ()), each)
    by_id: dict[str, tuple[Dossier, ...]] = {}
    for each in every:
        by_id[slug(each.id)] = (*by_id.get(slug(each.id), ()), each)
    return found | by_id


@lru_cache(maxsize=4096)
def published(known: Same[Dossier], given: frozenset[str]) -> tuple[Premise, ...]:
    """The published figures of a subject as premises: typical as they stand, accepted as sources differ, limit open.

    Those of quantities that no claim gives are taken as far as sources differ at typical too: what stands beside one
    another in a table may be counted differently, and that is nothing rare.
    """
    each = known.it
    origin = Origin(each.table, name=each.name, source=each.source)
    return tuple(
        Premise(
            key=f"known:{each.table}.{quantity}",
            basis="known",
            terms=((quantity, 1.0),),
            spans={
                BEST: figure.stated if figure.best is None else (figure.best, figure.best),
                STATED: figure.stated,
                "typical": figure.typical if quantity in given else figure.accepted,
                "accepted": figure.accepted,
                "limit": ANY,
            },
            origin=origin,
        )
        for quantity, figure in sorted(each.figures.items())
    )
