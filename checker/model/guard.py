"""When something applies: conditions on kind, choices, links, claimed figures, days and quantities.

All can be written to JSON and read back.
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
