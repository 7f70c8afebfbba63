"""The parts that claims and questions share: values, links and kinds, each checked against the rule pack."""

import math
from functools import lru_cache, partial

from msgspec.structs import replace

from checker.maths.interval import OPEN
from checker.model.claim import Choice, Figure, LinkTo
from checker.model.identity import Identity
from checker.model.money import Exchange
from checker.model.place import NOWHERE, Place, Problem
from checker.model.rule import Quantity, Rulebook
from checker.model.source import Source
from checker.read.figures.money import OWN, Money, Read
from checker.read.figures.periods import period
from checker.read.figures.value import BadValue, Parsed, Values, example
from checker.read.text.nodes import Document, Exact, Mapping, Node, Scalar, problem
from checker.read.text.shapes import Fields, sound_parts
from checker.read.text.words import listed, nearest, write_nearest

Given = tuple[tuple[Figure, ...], tuple[Choice, ...]]
ENDS = ("low", "high")
YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}

MEANT = {
    **dict.fromkeys(("model", "name", "subject", "who"), "about"),
    **dict.fromkeys(("gpu", "chip", "accelerator", "device"), "hardware"),
    **dict.fromkeys(("day", "days", "week", "weeks", "month", "months", "hours", "years"), "duration"),
    **dict.fromkeys(("field", "modality", "task"), "domain"),
    **dict.fromkeys(("year", "when"), "date"),
}
"""What is meant by words that are near to others and mean none of them."""


def named(text: str, book: Rulebook) -> str:
    """The quantity or attribute that has a name, or ""."""
    plain = text.casefold()
    return book.names.get(text) or book.names.get(plain) or book.names.get(plain.replace("_", " "), "")


def unnamed(text: str, book: Rulebook) -> tuple[str, str]:
    """What is wrong with a name that no quantity has, and what to write instead."""
    meant = MEANT.get(text.casefold(), "")
    near = "" if meant else nearest(text, book.names)
    name = meant or (book.names[near.casefold()] if near else "")
    return f'unknown quantity "{text}"', f"write {name}" if name else '"checker rules" lists those that are known'


def figure_of(text: str, quantity: Quantity, day: int, book: Rulebook) -> Figure | None:
    """The figure that a text says of a quantity; None where it says none."""
    try:
        read = _reader(Identity(book)).money.figure(text, quantity, day)
    except BadValue:
        return None
    return _figure(text, read, quantity, NOWHERE)


def _figure(text: str, read: Read, quantity: Quantity, place: Place) -> Figure:
    parsed, exchange = read
    return Figure(quantity.id, text, parsed.span, parsed.best, place, period(text, parsed, quantity), exchange)


@lru_cache(maxsize=8)
def _reader(book: Identity[Rulebook]) -> "FieldReader":
    """What reads figures by a book; patterns of all its chips are made once."""
    return FieldReader(book.it)


def texts(node: Node) -> dict[str, str]:
    """Keys of a mapping with their texts."""
    entries = node.entries if isinstance(node, Mapping) else ()
    return {key.text: value.text.strip() if isinstance(value, Scalar) else "" for key, value in entries}


class FieldReader:
    """Reads parts of one document after another; what is wrong goes to `problems`."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.problems: list[Problem] = []
        self.values = Values(book.units, book.attributes.get("hardware"))
        self.money = Money(self.values, book.currencies)

    def add(self, document: Document, node: Node, what: str, instead: str = "") -> None:
        """Notes a problem at a node, unless a fault of the YAML was told there."""
        if not document.faults or node.place not in document.faults:
            self.problems.append(problem(document, node, what, instead))

    def text(self, document: Document, node: Node, name: str) -> str:
        """The text of a node; "" where there is none, which is a problem."""
        if isinstance(node, Scalar) and node.text.strip():
            return node.text.strip()
        what = (
            f'"{name}" has no value' if isinstance(node, Scalar) else f'"{name}" must be a text, not a list or mapping'
        )
        self.add(document, node, what, f"write {name}: and its text")
        return ""

    def parts(self, document: Document, mapping: Mapping, shape: Fields) -> dict[str, Node]:
        """The entries of a mapping that have their shapes; all else is a problem, unless it was told as one of YAML."""
        if document.faults:
            entries = mapping.entries
            told = (each for each in entries if each[0].text in shape.fields or each[1].place not in document.faults)
            mapping = Mapping(mapping.where, tuple(told), mapping.flow)
        return sound_parts(mapping, shape, partial(self.add, document))

    def one_of(self, document: Document, node: Node, name: str, known: tuple[str, ...]) -> str:
        """A word out of a list; "" where it is another."""
        text = self.text(document, node, name)
        if text and text not in known:
            instead = write_nearest(text, known, f"write {listed(known)}")
            self.add(document, node, f'unknown {name} "{text}"', instead)
            return ""
        return text

    def is_yes(self, document: Document, node: Node, name: str) -> bool:
        """Whether a node says yes; what is neither yes nor no is a problem."""
        word = self.text(document, node, name)
        if word and word.casefold() not in YES_OR_NO:
            self.add(document, node, f'{name} is "{word}"', f"write {name}: no, or leave it out")
        return YES_OR_NO.get(word.casefold(), True)

    def link(self, document: Document, key: Scalar, node: Node) -> LinkTo | None:
        """One link; whether its subject is known is settled once all claims are read."""
        if key.text not in self.book.links:
            known = ", ".join(self.book.links) or "none are known"
            self.add(
                document, key, f'unknown link "{key.text}"', write_nearest(key.text, self.book.links, f"write {known}")
            )
            return None
        subject = self.text(document, node, key.text)
        return LinkTo(key.text, subject, node.place) if subject else None

    def given(self, document: Document, mapping: Mapping, day: int) -> Given:
        """Figures and choices in the order written; a chip named in a figure is a choice of hardware too.

        Other money than dollars is worth what it was in the year of the day.
        """
        figures: list[Figure] = []
        choices: dict[str, Choice] = {}
        chips: list[Choice] = []
        seen: dict[str, Scalar] = {}
        for key, node in mapping.entries:
            name = self._name(document, key)
            if not name:
                continue
            if name in seen:
                self._twice(document, seen[name], key)
            elif name in self.book.attributes:
                choices |= self._choice(document, name, node)
            else:
                self._figure(document, self.book.quantities[name], node, day, figures, chips)
            seen.setdefault(name, key)
        self._add_chips(document, choices, chips)
        return tuple(figures), tuple(choices.values())

    def _name(self, document: Document, key: Scalar) -> str:
        name = named(key.text, self.book)
        if not name:
            self.add(document, key, *unnamed(key.text, self.book))
        return name

    def _twice(self, document: Document, first: Scalar, key: Scalar) -> None:
        if first.text != key.text:  # the same key twice is a fault of the YAML, and told there
            what = f'"{key.text}" is the same as "{first.text}" in line {first.place.line}'
            self.add(document, key, what, "keep one of the two")

    def _choice(self, document: Document, name: str, node: Node) -> dict[str, Choice]:
        text = self.text(document, node, name)
        if not text:
            return {}
        try:
            value = self.values.choice(text, self.book.attributes[name])
        except BadValue as error:
            self.add(document, node, error.what, error.instead)
            return {}
        return {name: Choice(name, value, text, node.place)}

    def _figure(
        self, document: Document, quantity: Quantity, node: Node, day: int, figures: list[Figure], chips: list[Choice]
    ) -> None:
        said, source = self._sourced(document, node)
        if not said:
            return
        try:
            text, read = self._parsed(document, quantity, said, day)
        except BadValue as error:
            self.add(document, said, error.what, error.instead)
            return
        if not text:
            return
        figures.append(replace(_figure(text, read, quantity, said.place), source=source))
        if chip := read[0].chip:
            chips.append(Choice("hardware", chip, text, said.place))

    def _sourced(self, document: Document, node: Node) -> tuple[Node | None, Source | None]:
        """A figure, and its own source where it has one; no figure where either is faulty."""
        if not isinstance(node, Mapping) or {"value", "source"}.isdisjoint(node.keys()):
            return node, None
        from checker.read.claim.claim_file import SOURCED  # a question has none

        parts = self.parts(document, node, SOURCED)
        if len(parts) < len(SOURCED.fields):
            return None, None
        return parts["value"], Source(**texts(parts["source"]))

    def _parsed(self, document: Document, quantity: Quantity, node: Node, day: int) -> tuple[str, Read]:
        if isinstance(node, Mapping):
            return self._ends(document, quantity, node, day)
        if not isinstance(node, Scalar):
            raise BadValue("a list is no figure", "write a range, such as {low: 2, high: 3}")
        text = node.text.strip()
        if not text:
            raise BadValue(f"{quantity.id} has no value", f"write a figure such as {example(quantity)}")
        return text, self.money.figure(text, quantity, day, exact=isinstance(node, Exact))

    def _ends(self, document: Document, quantity: Quantity, mapping: Mapping, day: int) -> tuple[str, Read]:
        """A range given as low and high, either of which may be left out; no text where it is faulty."""
        from checker.read.claim.claim_file import RANGE  # a question has none

        texts: dict[str, str] = {}
        read: dict[str, Read] = {}
        for name, node in self.parts(document, mapping, RANGE).items():
            text = self.text(document, node, name)
            if not text:
                continue
            try:
                read[name] = self.money.end(text, quantity, day)
            except BadValue as error:
                self.add(document, node, error.what, error.instead)
                continue
            texts[name] = text
        if len(texts) < len(mapping.entries):
            return "", (Parsed((-OPEN, OPEN), None), None)
        if not texts:
            raise BadValue(f"{quantity.id} has neither low nor high", "write {low: 2, high: 3}")
        ends = {name: parsed for name, (parsed, _) in read.items()}
        exchange = _joined({name: exchange for name, (_, exchange) in read.items()})
        chip = next(filter(None, (end.chip for end in ends.values())), "")
        span = (ends["low"].span[0] if "low" in ends else -OPEN, ends["high"].span[1] if "high" in ends else OPEN)
        if len(texts) == 1:
            sign = ">=" if "low" in texts else "<="
            return f"{sign} {next(iter(texts.values()))}", (Parsed(span, None, chip), exchange)
        kinds = [found.code if found else OWN for _, found in (read[name] for name in ENDS)]
        if kinds[0] != kinds[1]:
            raise BadValue(f"low is in {kinds[0]}, high in {kinds[1]}", "write both ends in one and the same money")
        low, high = (ends[name].best or 0.0 for name in ENDS)
        if low > high:
            raise BadValue(f'low "{texts["low"]}" is above high "{texts["high"]}"', "write the lower end as low")
        return f"{texts['low']} to {texts['high']}", (Parsed(span, (low + high) / 2, chip), exchange)

    def _add_chips(self, document: Document, choices: dict[str, Choice], chips: list[Choice]) -> None:
        for chip in chips:
            stated = choices.setdefault("hardware", chip)
            if stated.value != chip.value:
                what = f'"{chip.text}" speaks of {chip.value}, but "{stated.text}" of {stated.value}'
                self.problems.append(problem(document, chip.place, what, "write one and the same chip"))


def _joined(ends: dict[str, Exchange | None]) -> Exchange | None:
    """How both ends of a range were read, where they were in other money."""
    found = next(filter(None, ends.values()), None)
    low, high = (ends.get(name) for name in ENDS)
    return found and replace(found, low=low.low if low else 0.0, high=high.high if high else math.inf)
