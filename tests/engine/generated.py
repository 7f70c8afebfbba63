"""Generated packs: random rules over a few quantities, and questions about them whose figures nearly agree."""

import math
import random
from functools import cache

from msgspec.structs import replace

from checker.maths.elimination import circuits
from checker.maths.interval import OPEN, Span
from checker.model.beside import Derived
from checker.model.case import Origin, Premise, Question, Subject, asking
from checker.model.guard import Condition
from checker.model.key import Key, key_of, key_of_claimed
from checker.model.rule import LEVELS

QUANTITIES = tuple("abcdefghij")
EXPONENTS = (1.0, 1.0, 1.0, -1.0, -1.0, -1.0, 2.0, 0.5)
WIDTHS = ((0.0, 0.1, 0.3), (0.2, 0.5, 1.0), (0.0, 0.0, 0.02))
"""How far each way a rule may be off, at each level."""
Point = dict[str, float]
"""A quantity's logarithm."""


@cache
def together(rows: tuple[tuple[tuple[str, float], ...], ...]) -> tuple[Derived, ...]:
    """What rules say together; of the same ones it is worked out once, whoever asks."""
    found = circuits([dict(row) for row in rows])
    return tuple(Derived(tuple((f"r{i}", y) for i, y in c.items())) for c in found)


class Pack:
    """Rules over ten quantities, a point that satisfies them all, and what they say together."""

    def __init__(self, seed: int, cyclic: bool) -> None:
        """A pack that depends on nothing but its seed; where it isn't cyclic, rules form a tree."""
        self.chance = random.Random(seed)  # noqa: S311  # no secret
        self.point = {name: self.chance.gauss(0.0, 5.0) for name in QUANTITIES}
        count = self.chance.randint(2, 8)
        self.rules = [self._rule(i, terms) for i, terms in enumerate(self._shapes(count, cyclic))]
        self.derived = together(tuple(rule.terms for rule in self.rules))

    def question(self, off: float, *more: Premise) -> Question:
        """Ranges of most quantities and figures of a few, each wrong by about so much (a logarithm)."""
        premises = [*self.rules, *more]
        for name in QUANTITIES:
            if self.chance.random() < 0.6:
                premises.append(self._box(name, off))
            if self.chance.random() < 0.3:
                premises.append(self._claim(name, off))
        return asking(SUBJECT, sorted(premises, key=lambda p: p.key), derived=self.derived)

    def guarded(self, number: int) -> Premise:
        """A range of a quantity that holds once another lies above or below something."""
        name, asked = self.chance.sample(QUANTITIES, 2)
        edge = self.point[asked] + self.chance.gauss(0.0, 1.5)
        span = self.chance.choice(((edge, OPEN), (-OPEN, edge)))
        box = self._box(name, 0.5)
        guards = ((Condition(asked, span, ""),),)
        return Premise(key_of("prior", f"g{number}"), box.basis, box.terms, box.spans, box.origin, guards)

    def summed(self) -> list[Premise]:
        """Two sums, the whole of the first a part of the second, and a rule that joins it to the others."""
        a, b, c, d = self.chance.sample(QUANTITIES, 4)
        for whole, first, second in (("k", a, b), ("l", "k", c)):
            self.point[whole] = math.log(math.exp(self.point[first]) + math.exp(self.point[second]))
        joined = self._rule(90, (("k", 1.0), (d, -1.0)))
        sums = [self._sum(91, "k", a, b), self._sum(92, "l", "k", c)]
        return [*sums, joined, *(self._box(name, 0.0) for name in "kl" if self.chance.random() < 0.7)]

    def _sum(self, number: int, *parts: str) -> Premise:
        spans = [_around(0.0, width, (1.0, 1.0)) for width in self.chance.choice(WIDTHS)]
        return replace(premise(key_of("relation", f"r{number}"), "relation", (), spans), parts=parts)

    def _shapes(self, count: int, cyclic: bool) -> list[tuple[tuple[str, float], ...]]:
        free = list(QUANTITIES)
        self.chance.shuffle(free)
        joined = [free.pop()]
        found: list[tuple[tuple[str, float], ...]] = []
        for _ in range(count):
            size = self.chance.randint(2, 4)
            if cyclic:
                used = self.chance.sample(QUANTITIES, size)
            else:
                new = [free.pop() for _ in range(min(size - 1, len(free)))]
                used = [self.chance.choice(joined), *new]
                joined += new
            found.append(tuple((name, self.chance.choice(EXPONENTS)) for name in sorted(used)))
        return found

    def _rule(self, number: int, terms: tuple[tuple[str, float], ...]) -> Premise:
        """An equality within a tolerance, or one-sided."""
        middle = sum(exponent * self.point[name] for name, exponent in terms)
        sides = self.chance.choice(((1.0, 1.0), (1.0, 1.0), (1.0, 1.0), (OPEN, 1.0), (1.0, OPEN)))
        widths = self.chance.choice(WIDTHS)
        return premise(key_of("relation", f"r{number}"), "relation", terms, [_around(middle, w, sides) for w in widths])

    def _box(self, name: str, off: float) -> Premise:
        middle = self.point[name] + self.chance.gauss(0.0, off)
        sides = self.chance.choice(((1.0, 1.0), (1.0, 1.0), (0.3, 2.0), (OPEN, 1.0), (1.0, OPEN)))
        width = self.chance.choice((0.3, 1.0, 3.0))
        spans = [_around(middle, width * more, sides) for more in (1.0, 1.7, 3.0)]
        return premise(key_of("prior", name), "assumed", ((name, 1.0),), spans)

    def _claim(self, name: str, off: float) -> Premise:
        middle = self.point[name] + self.chance.gauss(0.0, off)
        width = self.chance.choice((0.0, 0.05, 0.3))
        return premise(key_of_claimed("c", name), "claimed", ((name, 1.0),), [(middle - width, middle + width)] * 3)


SUBJECT = Subject("nobody", "training_run", 738000, (), {})


def premise(name: Key, basis: str, terms: tuple[tuple[str, float], ...], spans: list[Span]) -> Premise:
    """A premise with a span at each level."""
    return Premise(name, basis, terms, dict(zip(LEVELS, spans, strict=True)), Origin(name.by))


def _around(middle: float, width: float, sides: tuple[float, float]) -> Span:
    """So much to both sides; a side of OPEN is open."""
    low, high = (OPEN if side == OPEN else width * side for side in sides)
    return (-OPEN if low == OPEN else middle - low), (OPEN if high == OPEN else middle + high)
