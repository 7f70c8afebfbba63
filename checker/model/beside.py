"""What stands beside the rules of a pack: readings, slips, examples, units, and what relations say together.

All can be written to JSON and read back.
"""

from collections.abc import Container, Iterable

from msgspec import Struct, field

from checker.model.guard import Guard
from checker.model.place import Place


class Reading(Struct, frozen=True):
    """What else people mean by the same words: `of` read as `as_` of another kind of subject."""

    of: str
    from_kinds: tuple[str, ...]
    as_: str
    kind: str
    keep: tuple[str, ...]
    """Attributes that carry over beside the date and the figures; with none all do."""
    says: str
    choices: dict[str, str] = field(default_factory=dict)  # attribute → the value under which the figure is read
    side: str = ""
    """The side on which it explains a figure: "high" where more is counted in; "" for either."""
    apart: tuple[str, ...] = ()
    """Quantities that its kind has too, and of which the claim's figures then aren't its own."""
    whose: str = ""
    """Of what figures are that aren't its own: "those of one run in it"."""
    guards: tuple[Guard, ...] = ()
    """Of what claims it can be so, whichever of them fits; with none of any."""


class Slip(Struct, frozen=True):
    """A known way to get a figure wrong by a factor (a logarithm)."""

    of: str
    factor: float
    says: str
    by: str = ""
    """Attribute on whose value the factor depends; "" where it is the same for all."""
    factors: dict[str, float] = field(default_factory=dict)
    """Value of that attribute → its factor."""
    times: str = ""
    """Quantity that was multiplied in, where `factor` is 1, or left out, where it is -1."""
    figure: str = ""
    """Quantity of which another subject's known figure was taken for this one's; then there is no factor."""
    others: tuple[str, ...] = ()
    """Values of an attribute whose figures in tables are often taken so."""
    guards: tuple[Guard, ...] = ()
    """Of what claims it can be so, whichever of them fits; with none of any."""


class Example(Struct, frozen=True):
    """A test that stands in the rule file: what is given, as `ask` would take it, and the verdict."""

    given: dict[str, str]
    verdict: str
    because: tuple[str, ...]
    place: Place


class UnitAtom(Struct, frozen=True):
    """A unit's name in base units: its factor and the exponents of its dimensions."""

    factor: float
    dims: dict[str, float]


class Derived(Struct, frozen=True):
    """What several product relations say together: each of them, and how many times it is taken."""

    sources: tuple[tuple[str, float], ...]


class Combinations(Struct, frozen=True):
    """Everything that several relations say together, each relation and how many times it is taken told but once."""

    taken: tuple[tuple[str, float], ...] = ()
    each: tuple[tuple[int, ...], ...] = ()
    """Of each combination what is taken, by number."""

    @classmethod
    def of(cls, derived: Iterable[Derived]) -> "Combinations":
        """Those that these are."""
        numbers: dict[tuple[str, float], int] = {}
        each = [tuple(numbers.setdefault(one, len(numbers)) for one in some.sources) for some in derived]
        return cls(tuple(numbers), tuple(each))

    def among(self, relations: Container[str]) -> tuple[Derived, ...]:
        """Those that come of some relations alone."""
        known = {number for number, (relation, _) in enumerate(self.taken) if relation in relations}
        return tuple(Derived(tuple(self.taken[n] for n in some)) for some in self.each if known.issuperset(some))


class Observed(Struct, frozen=True):
    """How many of `n` published values lie inside a range's typical and accepted levels, and who published most."""

    n: int
    typical: int
    accepted: int
    source: str
