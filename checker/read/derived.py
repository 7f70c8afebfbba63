"""Derived relations of a pack: what its products say together where they form circles."""

from collections.abc import Mapping

from checker.maths.circuits import Row, TooManyError, circuits
from checker.model.contexts import overlap
from checker.model.guard import Guard
from checker.model.rule import Derived, Relation

ALWAYS = (Guard(),)


class EntangledError(ValueError):
    """More combinations than are looked at, and some of the relations that form them."""

    def __init__(self, error: TooManyError, relations: list[Relation]) -> None:
        named = ", ".join(relation.id for relation in relations)
        super().__init__(f"{error}, as {named} show")
        self.place = relations[-1].place


def derive(relations: Mapping[str, Relation]) -> tuple[Derived, ...]:
    """The combinations of relations that may apply at once and say more together than one by one.

    Sums are left out, and no quantity is eliminated whose exponent depends on a claim's dates. EntangledError where
    there is no end of them.
    """
    products = [relation for _, relation in sorted(relations.items()) if len(relation.right) == 1]

    def together(i: int, j: int) -> bool:
        return any(overlap(a, b) for a in products[i].guards or ALWAYS for b in products[j].guards or ALWAYS)

    try:
        found = circuits([_row(relation) for relation in products], together)
    except TooManyError as error:
        raise EntangledError(error, [products[i] for i in error.rows]) from error
    return tuple(Derived(tuple((products[i].id, times) for i, times in one.items())) for one in found)


def _row(relation: Relation) -> Row:
    row: Row = {}
    for product, sign in ((relation.left, 1.0), (relation.right[0], -1.0)):
        for power in product.powers:
            name = f"{power.quantity} of {relation.id}" if power.years else power.quantity
            row[name] = row.get(name, 0.0) + sign * power.exponent
    return {name: exponent for name, exponent in row.items() if exponent}
