"""Known subjects: whose published figures and attributes speak about a claim, and what they say as premises."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from checker.cases.namesakes import subjects_of
from checker.maths.interval import ANY
from checker.model.case import BEST, STATED, Origin, Premise
from checker.model.claim import Claim
from checker.model.identity import Identity
from checker.model.key import key_of_figure
from checker.model.known import Dossier
from checker.model.place import Problem
from checker.model.rule import Rulebook

LISTED = 8
"""So many of those that a name may mean are listed."""


def dossier(claims: Sequence[Claim], book: Rulebook) -> Dossier | None:
    """What is published of the subject of some claims; None where no table knows it, or where they are of several."""
    first = _dossier(claims[0], book)
    return first if first and all(_dossier(claim, book) is first for claim in claims[1:]) else None


def _dossier(claim: Claim, book: Rulebook) -> Dossier | None:
    """What is published of a claim's subject; None where the claim is about something else of that name."""
    found = _of_kind(subjects_of(claim, book), claim.kind, book) if claim.known else []
    if len(found) != 1:
        return None
    same, choices = book.known[found[0].table].same, found[0].choices
    are_so = all(choice.value == choices.get(choice.attribute) for choice in claim.choices if choice.attribute in same)
    return found[0] if are_so else None


def ambiguous(claims: Sequence[Claim], book: Rulebook) -> Iterator[tuple[int, Problem]]:
    """Claims, by number, with a name that may be that of several known subjects; each is asked which it means."""
    for number, claim in enumerate(claims):
        meant = [each.id for each in _of_kind(subjects_of(claim, book), claim.kind, book)] if claim.known else []
        if len(meant) > 1:
            listed = ", ".join(meant[:LISTED]) + (f" and {len(meant) - LISTED} more" if len(meant) > LISTED else "")
            what = f'"{claim.about}" may be any of {listed}'
            yield number, Problem(claim.place, what, "name one of them as `about`, or say known: no")


def _of_kind(found: Sequence[Dossier], kind: str, book: Rulebook) -> list[Dossier]:
    """Those of some subjects about which a claim of a kind may be."""
    return [each for each in found if kind in book.known[each.table].kinds]


@lru_cache(maxsize=4096)
def published(known: Identity[Dossier], given: frozenset[str]) -> tuple[Premise, ...]:
    """The published figures of a subject as premises: typical as they stand, accepted as sources differ, limit open.

    Those of quantities that no claim gives are taken as far as sources differ at typical too: what stands beside one
    another in a table may be counted differently, and that is nothing rare.
    """
    each = known.it
    origin = Origin(each.table, name=each.name, source=each.source)
    return tuple(
        Premise(
            key=key_of_figure("known", each.table, quantity),
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
