"""Tables on which a verdict rests though they end long before its date: whatever came since they don't know."""

from collections.abc import Iterable
from functools import lru_cache

from checker.model.result import Stale
from checker.model.rule import Prior, Rulebook
from checker.model.same import Same

LONG = 183
"""Days after which a table's end is told."""


def stale(rules: Iterable[str], day: int, book: Rulebook) -> tuple[Stale, ...]:
    """Of some rules the tables that end more than half a year before a day, with their last days, in their order."""
    ends = ((name, _last(Same(book.priors[name]))) for name in dict.fromkeys(rules) if name in book.priors)
    return tuple(Stale(name, book.priors[name].quantity, end) for name, end in ends if end and end + LONG < day)


@lru_cache(maxsize=1024)
def _last(prior: Same[Prior]) -> int:
    return prior.it.last_day()
