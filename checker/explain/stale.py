"""Tables on which a verdict rests though they end long before its date: whatever came since they don't know."""

from collections.abc import Iterable

from checker.model.finding import Stale
from checker.model.rule import Rulebook

LONG = 183
"""Days after which a table's end is told."""


def stale(rules: Iterable[str], day: int, book: Rulebook) -> tuple[Stale, ...]:
    """Of some rules the tables that end more than half a year before a day, with their last days, in their order."""
    priors = (book.priors[name] for name in dict.fromkeys(rules) if name in book.priors)
    ends = ((prior, prior.last_day()) for prior in priors)
    return tuple(Stale(prior.id, prior.quantity, end) for prior, end in ends if end and end + LONG < day)
