"""Products: what a relation has on either side of its sign."""

from msgspec import Struct


class Power(Struct, frozen=True):
    """A quantity to an exponent; with `years` it is times the years from one date to another."""

    quantity: str
    exponent: float
    years: tuple[str, str] | None = None


class Product(Struct, frozen=True):
    """A constant (as a logarithm) times quantities to their powers."""

    powers: tuple[Power, ...]
    constant: float = 0.0
