"""What was said: claims as their files give them, each figure a range in its quantity's own unit."""

from dataclasses import dataclass

from checker.maths.interval import Span
from checker.model.frozen import Frozen
from checker.model.place import Place
from checker.model.rule import Source


@dataclass(frozen=True, repr=False, eq=False)
class Figure(Frozen):
    """A claimed quantity: the text as typed and the range its rounding allows, in logarithms."""

    quantity: str
    text: str
    span: Span
    best: float | None
    """Logarithm of the figure as typed; None for a one-sided figure such as "> $100M"."""
    place: Place


@dataclass(frozen=True, repr=False, eq=False)
class Choice(Frozen):
    """A claimed attribute, such as hardware: H100."""

    attribute: str
    value: str
    text: str
    place: Place


@dataclass(frozen=True, repr=False, eq=False)
class LinkTo(Frozen):
    """A link of a claim to another subject, such as comparable_to: llama-3.1-405b."""

    link: str
    subject: str
    place: Place


@dataclass(frozen=True, repr=False, eq=False)
class Accept(Frozen):
    """A verdict that was looked into and let stand, until a day."""

    verdict: str
    reason: str
    until: int
    place: Place


@dataclass(frozen=True, repr=False, eq=False)
class Claim(Frozen):
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
