"""When something applies: conditions on kind, choices, links, claimed figures, days and quantities.

How the contexts of two guards lie to each other is told here too. All can be written to JSON and read back.
"""

from msgspec import Struct, field

from checker.maths.interval import Span


class Condition(Struct, frozen=True):
    """Fires once the quantity's range lies inside `span`."""

    quantity: str
    span: Span
    text: str


class Guard(Struct, frozen=True):
    """When something applies. Empty parts always hold; all but `conditions` is settled before anything propagates."""

    kinds: tuple[str, ...] = ()
    attributes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    days: tuple[int, int] = (0, 9_999_999)
    conditions: tuple[Condition, ...] = ()
    claimed: tuple[str, ...] = ()
    """Quantities of which the claim itself must give a figure."""
    unclaimed: tuple[str, ...] = ()
    """Quantities of which it must give none."""
    unstated: tuple[str, ...] = ()
    """Attributes of which the claim must say nothing."""


def overlap(a: Guard, b: Guard) -> bool:
    """Whether some context satisfies both."""
    kinds = not a.kinds or not b.kinds or bool({*a.kinds} & {*b.kinds})
    shared = a.attributes.keys() & b.attributes.keys()
    values = all({*a.attributes[name]} & {*b.attributes[name]} for name in shared)
    figures = {*a.claimed}.isdisjoint(b.unclaimed) and {*b.claimed}.isdisjoint(a.unclaimed)
    return kinds and values and figures and max(a.days[0], b.days[0]) <= min(a.days[1], b.days[1])


def narrower(a: Guard, b: Guard) -> bool:
    """Whether every context that satisfies a satisfies b."""
    return (
        b.days[0] <= a.days[0]
        and a.days[1] <= b.days[1]
        and (not b.kinds or (bool(a.kinds) and {*a.kinds} <= {*b.kinds}))
        and {*a.links}.issuperset(b.links)
        and {*a.claimed}.issuperset(b.claimed)
        and {*a.unclaimed}.issuperset(b.unclaimed)
        and {*a.unstated}.issuperset(b.unstated)
        and all({*wanted}.issuperset(a.attributes.get(name, ["?"])) for name, wanted in b.attributes.items())
    )
