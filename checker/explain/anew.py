"""A claim judged anew with something of it changed: what is suggested is tried as whoever asks it next would have it.

Every suggestion is the whole claim with one change, in words that can be typed, and has the verdict that it then gets.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.assemble import Judged, subject
from checker.explain.examine import level
from checker.explain.yielding import ground
from checker.judge import verdict
from checker.maths.interval import exp
from checker.model.case import Question
from checker.model.claim import Choice, Claim
from checker.model.names import slug
from checker.model.rule import Rulebook
from checker.read.claim.ask import line_of
from checker.read.claim.fields import figure_of
from checker.read.figures.exactly import as_typed
from checker.report.figures import figure
from checker.report.forms import round_to


class Anew(Struct, frozen=True):
    """A claim with all that judges it."""

    claim: Claim
    judged: Judged
    book: Rulebook

    def question(self, claim: Claim) -> Question:
        """What a changed claim asks."""
        return ground(subject([claim], self.book, self.judged), self.book)

    def verdict(self, claim: Claim) -> str:
        """The verdict on a changed claim."""
        found = level(self.question(claim), self.book)
        return verdict(found.level, found.tested)

    def asks(self, claim: Claim) -> str:
        """The question that asks it; "" where it hangs on other claims, which no question can name."""
        return "" if any(slug(link.subject) in self.judged for link in claim.links) else line_of(claim, self.book)

    def with_figure(self, quantity: str, text: str) -> Claim | None:
        """The claim with another figure; None where the text is none of that quantity."""
        old = next(f for f in self.claim.figures if f.quantity == quantity)
        new = figure_of(text, self.book.quantities[quantity], self.claim.day, self.book)
        if new is None:
            return None
        figures = tuple(replace(new, place=old.place) if f is old else f for f in self.claim.figures)
        choices = tuple(replace(c, text=c.value) if c.text == old.text else c for c in self.claim.choices)
        return replace(self.claim, figures=figures, choices=choices, kinds=())


def with_choices(claim: Claim, choices: Mapping[str, str]) -> Claim:
    """The claim with other values of some attributes, as if it stated them."""
    kept = (c for c in claim.choices if c.attribute not in choices)
    new = (Choice(name, value, value, claim.place) for name, value in choices.items())
    return replace(claim, choices=(*kept, *new), kinds=())


def typed_as(value: float, quantity: str, book: Rulebook, digits: int) -> Iterator[str]:
    """How one would type a number (a logarithm) of a quantity: as it is told, and if need be as a machine has it."""
    number, known = exp(value), book.quantities[quantity]
    yield figure(number, number, known.unit, digits=digits)
    yield as_typed(round_to(number, digits), known)
