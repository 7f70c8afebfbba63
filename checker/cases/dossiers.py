"""Known subjects: whose published figures and attributes speak about a claim, and what they say as premises."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from checker.cases.namesakes import subjects_of
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
    if not all(claim.known for claim in claims):
        return None
    found = _of_kind(subjects_of(claims, book), claims[0].kind, book)
    if len(found) != 1:
        return None
    same = book.known[found[0].table].same
    are_so = all({*stated.get(name, ())} <= {found[0].choices.get(name, "")} for name in same)
    return found[0] if are_so else None


def ambiguous(claims: Sequence[Claim], book: Rulebook) -> Iterator[tuple[int, Problem]]:
    """Claims, by number, with a name that may be that of several known subjects; each is asked which it means."""
    alike: dict[tuple[str, str], list[int]] = {}
    for number, claim in enumerate(claims):
        if claim.known:
            alike.setdefault((slug(claim.about), claim.kind), []).append(number)
    for numbers in alike.values():
        first = claims[numbers[0]]
        meant = [each.id for each in _of_kind(subjects_of([claims[n] for n in numbers], book), first.kind, book)]
        if len(meant) > 1:
            listed = ", ".join(meant[:FEW]) + (f" and {len(meant) - FEW} more" if len(meant) > FEW else "")
            what = f'"{first.about}" may be any of {listed}'
            for n in numbers:
                yield n, Problem(claims[n].place, what, "name one of them as `about`, or say known: no")


def _of_kind(found: Sequence[Dossier], kind: str, book: Rulebook) -> list[Dossier]:
    """Those of some subjects about which a claim of a kind may be."""
    return [each for each in found if kind in book.known[each.table].kinds]


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
