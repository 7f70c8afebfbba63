"""The terms that the implied rows of a network share, so that each is reckoned once for all rows of a pass."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter

from msgspec import Struct

from checker.engine.network import Network
from checker.model.identity import Identity

KEPT = 64
"""For so many networks it is kept which terms their implied rows share."""
Ends = tuple[float, float, float]
"""The least that a term can be, the most, and how far apart these are."""
NONE: Ends = (0.0, 0.0, 0.0)


class Shared(Struct, frozen=True):
    """The terms of all implied rows, each once, and what picks those of each row out of their ends."""

    terms: tuple[tuple[int, float], ...]
    picks: tuple[Callable[[list[Ends]], tuple[Ends, ...]], ...]

    def ends(self, low: Sequence[float], high: Sequence[float]) -> list[Ends]:
        """The ends of no term, then those of each."""
        pairs = [(e * low[q], e * high[q]) if e > 0.0 else (e * high[q], e * low[q]) for q, e in self.terms]
        return [NONE, *[(one, other, other - one) for one, other in pairs]]


@lru_cache(maxsize=KEPT)
def shared(net: Identity[Network]) -> Shared:
    """What the implied rows of a network share: hundreds of rows of ten terms each have a hundred terms in all."""
    numbers: dict[tuple[int, float], int] = {}
    rows = [[numbers.setdefault(term, len(numbers) + 1) for term in terms] for terms in net.it.terms[net.it.direct :]]
    return Shared(tuple(numbers), tuple(itemgetter(*([0, 0, *row] if len(row) < 2 else row)) for row in rows))
