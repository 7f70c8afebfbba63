"""Derived relations of a pack: what its products say together where they form circles."""

from collections.abc import Collection, Mapping, Sequence

from checker.maths.elimination import Row, TooManyError, circuits
from checker.model.beside import Derived
from checker.model.guard import Guard, overlap
from checker.model.rule import Relation

ALWAYS = (Guard(),)
NAMED = 6
"""So many relations are named at most where a pack's stand in the way."""


class EntangledError(ValueError):
    """More combinations than are looked at, and some of the relations that form them."""

    def __init__(self, what: str, relations: Sequence[Relation]) -> None:
        named = ", ".join(relation.id for relation in relations)
        super().__init__(f"{what}, as {named} show")
        self.place = relations[-1].place


def derive(relations: Mapping[str, Relation], packs: Sequence[Collection[str]]) -> tuple[Derived, ...]:
    """The combinations of relations that may apply at once and say more together than one by one.

    Sums are left out, and what holds only where something isn't stated; no quantity is
    eliminated whose exponent depends on a claim's dates. EntangledError where
    there is no end of them; of several packs, given by their files, it names relations of the first with which that is.
    """
    try:
        return _derived(relations)
    except TooManyError as error:
        raise EntangledError(str(error), _guilty(relations, error, packs)) from error


def _guilty(relations: Mapping[str, Relation], error: TooManyError, packs: Sequence[Collection[str]]) -> list[Relation]:
    """Some of the relations with which there was no end, all of the first pack with which it is so."""
    for count in range(1, len(packs)):
        files = {file for pack in packs[:count] for file in pack}
        some = {name: relation for name, relation in relations.items() if relation.place.file in files}
        try:
            _derived(some)
        except TooManyError as first:
            return _named(some, first, packs[count - 1])
    return _named(relations, error, packs[-1])


def _named(relations: Mapping[str, Relation], error: TooManyError, pack: Collection[str]) -> list[Relation]:
    """A pack's own relations of those that are entangled, or any of its own where these are another's."""
    products = _products(relations)
    entangled = [products[i] for i in error.rows]
    own = ([relation for relation in some if relation.place.file in pack] for some in (entangled, products))
    return next(filter(None, own))[:NAMED]


def _products(relations: Mapping[str, Relation]) -> list[Relation]:
    return [r for _, r in sorted(relations.items()) if len(r.right) == 1]


def _derived(relations: Mapping[str, Relation]) -> tuple[Derived, ...]:
    products = _products(relations)

    def together(i: int, j: int) -> bool:
        return any(overlap(a, b) for a in products[i].guards or ALWAYS for b in products[j].guards or ALWAYS)

    found = circuits([_row(relation) for relation in products], together)
    return tuple(Derived(tuple((products[i].id, times) for i, times in one.items())) for one in found)


def _row(relation: Relation) -> Row:
    row: Row = {}
    for product, sign in ((relation.left, 1.0), (relation.right[0], -1.0)):
        for power in product.powers:
            name = f"{power.quantity} of {relation.id}" if power.years else power.quantity
            row[name] = row.get(name, 0.0) + sign * power.exponent
    return {name: exponent for name, exponent in row.items() if exponent}
