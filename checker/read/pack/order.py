"""Whether the assumptions and lookups of a quantity stand in an order: in every context one is the most specific."""

from collections.abc import Iterator
from itertools import combinations

from checker.maths.interval import inside
from checker.model.guard import Guard, narrower, overlap
from checker.model.rule import LEVELS, Prior
from checker.read.pack.draft import Draft

Placed = tuple[Prior, Guard]


def check_order(draft: Draft) -> None:
    """Notes priors with no order between them, and those that reach beyond what they refine."""
    if draft.is_short:
        return
    for quantity in draft.quantities:
        priors = [prior for prior in draft.priors.values() if prior.quantity == quantity]
        placed = [(prior, guard) for prior in priors for guard in prior.guards]
        always = [(prior, guard) for prior, guard in placed if not guard.conditions]
        _check_pairs(draft, always)
        for prior, guard in placed:
            if guard.conditions:
                _check_refines(draft, prior, guard, always)


def _check_pairs(draft: Draft, placed: list[Placed]) -> None:
    for (first, a), (second, b) in combinations(placed, 2):
        if first is not second and overlap(a, b) and narrower(a, b) == narrower(b, a):
            _tell_unordered(draft, first, second)


def _tell_unordered(draft: Draft, first: Prior, second: Prior) -> None:
    what = f"no order between {first.id} and {second.id}: both may apply to {first.quantity} at once"
    draft.tell(second.place, what, "add a condition under when, so that one is the narrower or both never meet")


def _check_refines(draft: Draft, prior: Prior, guard: Guard, always: list[Placed]) -> None:
    for base in _refined(guard, always):
        if base.basis != "assumed":
            continue
        for level in LEVELS:
            if any(not inside(row.spans[level], base.rows[0].spans[level]) for row in prior.rows):
                what = f"{prior.id} reaches beyond {base.id} at {level}, and can only narrow it"
                draft.tell(prior.place, what, f"keep {level} within that of {base.id}")


def _refined(guard: Guard, always: list[Placed]) -> Iterator[Prior]:
    """The priors that may be in force where a guard holds: all that overlap, less those that others replace."""
    met = [(prior, other) for prior, other in always if overlap(guard, other)]
    for prior, other in met:
        replaced = any(
            rival is not prior and narrower(guard, closer) and narrower(closer, other) and not narrower(other, closer)
            for rival, closer in met
        )
        if not replaced:
            yield prior
