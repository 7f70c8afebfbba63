"""Other money than the dollar: what it is called, and what it was worth."""

from msgspec import Struct


class Rate(Struct, frozen=True, array_like=True):
    """What one unit was worth in a year, in dollars: on the mean, at the lowest and at the highest."""

    year: int
    mean: float
    low: float
    high: float


class Currency(Struct, frozen=True):
    """A currency by its code, with every name and sign it goes by and its rates in the order of their years."""

    code: str
    names: tuple[str, ...]
    rates: tuple[Rate, ...]

    def rate(self, year: int) -> Rate:
        """The rate of a year, or of the nearest year with one; of two the earlier."""
        return min(self.rates, key=lambda rate: abs(rate.year - year))


class Exchange(Struct, frozen=True):
    """How a figure in other money was read: at which rate, and what it then is in dollars."""

    code: str
    rate: float
    """Dollars for one unit, the mean of a year."""
    year: int
    asked: int
    """The year of the claim's date, for which the rate of another may stand in."""
    low: float
    """The figure as typed at that rate, in the quantity's own unit; 0 and infinity are open ends."""
    high: float
