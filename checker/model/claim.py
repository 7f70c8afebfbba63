"""What was said: claims as their files give them, each figure a range in its quantity's own unit."""

from msgspec import Struct

from checker.maths.interval import Span
from checker.model.money import Exchange
from checker.model.place import Place
from checker.model.source import Source


class Figure(Struct, frozen=True):
    """A claimed quantity: the text as typed and the range its rounding allows, in logarithms."""

    quantity: str
    text: str
    span: Span
    best: float | None
    """Logarithm of the figure as typed; None for a one-sided figure such as "> $100M"."""
    place: Place
    period: Span | None = None
    """Its range where it is a period that somebody chose; None where it can't be one."""
    exchange: Exchange | None = None
    """How it was read where it is in other money than dollars."""
    source: Source | None = None
    """Who says it, where that is another than the claim's own source."""


class Choice(Struct, frozen=True):
    """A claimed attribute, such as hardware: H100."""

    attribute: str
    value: str
    text: str
    place: Place


class LinkTo(Struct, frozen=True):
    """A link of a claim to another subject, such as comparable_to: llama-3.1-405b."""

    link: str
    subject: str
    place: Place


class Accept(Struct, frozen=True):
    """A verdict that was looked into and let stand, until a day."""

    verdict: str
    reason: str
    until: int
    place: Place


class Claim(Struct, frozen=True):
    """One published figure or set of figures about one subject."""

    id: str
    statement: str
    source: Source
    about: str
    kind: str
    date: str
    """As written: the claim's own date, else its source's."""
    day: int
    """The last day the date may mean."""
    figures: tuple[Figure, ...]
    choices: tuple[Choice, ...]
    links: tuple[LinkTo, ...]
    expect: str
    """The verdict the file expects, or ""."""
    accept: Accept | None
    place: Place
    kinds: tuple[str, ...] = ()
    """Where none is stated, and it isn't the default: the kinds that all figures fit, the most usual first."""
    known: bool = True
    """Whether it may be about a subject that a table knows under that name."""

    def said_by_figure(self, choice: Choice) -> bool:
        """Whether a figure of the claim says a choice itself: the chip of "16,384 H100"."""
        return any(figure.text == choice.text for figure in self.figures)
