"""A question asked on the command line: "training_cost=$3B hardware=H100 date=2024-12" as a claim."""

import re
from collections.abc import Container
from collections.abc import Mapping as Words
from datetime import date

from checker.maths.dates import days
from checker.model.claim import Claim
from checker.model.place import Place, Problem
from checker.model.rule import Rulebook
from checker.model.source import Source
from checker.patterns import later
from checker.read.claim.fields import FieldReader
from checker.read.claim.kinds import possible, read_kind
from checker.read.figures.grammar import foreign
from checker.read.figures.value import example
from checker.read.text.nodes import Document, Exact, Mapping, Node, Scalar
from checker.read.text.shapes import no_date

FILE = "ask"
ABOUT = "your question"
OWN = ("kind", "date", "about", "known")
NAME = later(r"(?:^|(?<=[\s,;]))(\w[\w.\-]*)\s*=")
"""A new value starts at "name="; values may hold spaces."""
VALUE = later(r"""\s*(?P<quote>["']?)(?P<text>.*?)(?P=quote)[\s,;]*""", re.DOTALL)
"""A value as typed: without quotes around it, and without a comma before the next name."""
BOUND = later(r"([\w.\-]+)\s*(?:([<>]=?)|:)\s*(.*)", re.DOTALL)
EATEN = later(r"(?:(?:[KMBTkmbt]|bn|tn|mn|[mbtr]+illion)(?![A-Za-z])|\.[0-9]|0(?!\.)|/).*|", re.DOTALL)
"""What a shell leaves of "$3B", "$2.5B" or "$100M" in double quotes: it takes $ and the digit for a name."""

Pairs = list[tuple[Scalar, Node]]


def read_ask(
    words: str | Words[str, str], book: Rulebook, today: int, *, bare: bool = False, exact: Container[str] = ()
) -> tuple[Claim | None, tuple[Problem, ...]]:
    """The question as a claim about "your question", dated today unless it says otherwise; None where it is faulty.

    A `bare` one may be without figures and choices; of the figures named in `exact` every digit counts.
    """
    line = words if isinstance(words, str) else " ".join(f"{name}={value}" for name, value in words.items())
    document = Document(FILE, line)
    fields = FieldReader(book)
    pairs = _split(fields, document) if isinstance(words, str) else _places(words, exact)
    question = _Question(fields, document, pairs, book)
    if not bare:
        question.refuse_empty()
    claim = question.claim(today)
    problems = tuple(sorted(fields.problems, key=lambda found: found.place))
    return (None if problems else claim), problems


def line_of(claim: Claim, book: Rulebook) -> str:
    """The question that asks just what a claim says, as it is typed after `checker ask`."""
    figures = {f.quantity: f.text for f in claim.figures}
    words = {} if possible([book.quantities[q] for q in figures], book) == (claim.kind,) else {"kind": claim.kind}
    if claim.about != ABOUT:
        words |= {"about": claim.about, **({} if claim.known else {"known": "no"})}
    words |= figures
    words |= {c.attribute: c.text for c in claim.choices if not claim.said_by_figure(c)}
    words |= {link.link: link.subject for link in claim.links}
    return " ".join(f"{name}={' '.join(text.split())}" for name, text in (words | {"date": claim.date}).items())


def _scalar(text: str, column: int) -> Scalar:
    return Scalar(Place(FILE, 1, column), text, plain=True)


def _split(fields: FieldReader, document: Document) -> Pairs:
    """Names with their values; anything before the first name is a problem."""
    text = document.text
    found = list(NAME.finditer(text))
    before = text[: found[0].start()] if found else text
    if before.strip() or not found:
        column = len(before) - len(before.lstrip()) + 1
        what = f'"{before.strip()}" is no name=value' if before.strip() else "there is no question"
        instead = _meant(before, found[0][1] if found else "", fields.book)
        fields.add(document, _scalar(before, column), what, instead)
    ends = [match.start() for match in found[1:]] + [len(text)] * bool(found)
    values = [VALUE.fullmatch(text, match.end(), end) for match, end in zip(found, ends, strict=True)]
    return [
        (_scalar(match[1], match.start() + 1), _scalar(value["text"], _column(value)))
        for match, value in zip(found, values, strict=True)
        if value
    ]


def _column(value: re.Match[str]) -> int:
    """Where a value begins; one that is missing was to begin right after its name."""
    return (value.start("text") if value["text"] else value.start()) + 1


def _meant(before: str, first: str, book: Rulebook) -> str:
    """What to write for words that stand before the first name."""
    bound = BOUND.fullmatch(before.strip())
    if bound:
        return f"write {bound[1]}={bound[2] or ''}{' ' * bool(bound[2])}{bound[3]}"
    words = [*before.casefold().split(), first.casefold()]
    name = book.names.get("_".join(words)) or book.names.get(" ".join(words))
    return f"write {name}=" if name and first else "write one such as 'training_cost=$3B hardware=H100'"


def _places(words: Words[str, str], exact: Container[str]) -> Pairs:
    """Names with their values, placed as in the line that writes them out."""
    pairs: Pairs = []
    column = 1
    for name, value in words.items():
        place = Place(FILE, 1, column + len(name) + 1)
        pairs.append((_scalar(name, column), (Exact if name in exact else Scalar)(place, str(value), plain=True)))
        column += len(name) + len(str(value)) + 2
    return pairs


class _Question:
    """Sorts the pairs into what they are."""

    def __init__(self, fields: FieldReader, document: Document, pairs: Pairs, book: Rulebook) -> None:
        self.fields = fields
        self.document = document
        self.book = book
        self.pairs = self._once(pairs)

    def _may_be_known(self, own: dict[str, Node]) -> bool:
        """Whether the question names a subject and doesn't refuse what is known of it."""
        return ("known" not in own or self.fields.is_yes(self.document, own["known"], "known")) and "about" in own

    def _rest(self) -> Pairs:
        """What is neither about the question itself nor a link: figures and choices."""
        return [pair for pair in self.pairs if pair[0].text not in OWN and pair[0].text not in self.book.links]

    def refuse_empty(self) -> None:
        """Where nothing is asked about, that is a problem."""
        if not self._rest() and not self.fields.problems:
            first = self.pairs[0][0] if self.pairs else _scalar("", 1)
            self.fields.add(self.document, first, "the question has no figure", "write one too, such as chips=16K")

    def claim(self, today: int) -> Claim:
        """The claim, as sound as the problems noted meanwhile allow."""
        own = {key.text: value for key, value in self.pairs if key.text in OWN}
        links = [(key, value) for key, value in self.pairs if key.text in self.book.links]
        rest = self._rest()
        rest = [pair for pair in rest if not self._eaten(*pair)]
        when, day = date.fromordinal(today).isoformat(), today
        if "date" in own:
            when, day = self._day(own["date"])
        about = self.fields.text(self.document, own["about"], "about") if "about" in own else ABOUT
        figures, choices = self.fields.given(self.document, Mapping(Place(FILE), tuple(rest), flow=False), day)
        kind, kinds = read_kind(self.fields, self.document, own.get("kind"), figures)
        linked = (self.fields.link(self.document, key, value) for key, value in links)
        return Claim(
            id=FILE,
            statement="",
            source=Source(ABOUT, date=when),
            about=about,
            kind=kind,
            date=when,
            day=day,
            figures=figures,
            choices=choices,
            links=tuple(link for link in linked if link),
            expect="",
            accept=None,
            place=Place(FILE),
            kinds=kinds,
            known=self._may_be_known(own),
        )

    def _day(self, node: Node) -> tuple[str, int]:
        """The date as written and the last day it may mean; 0 where it is none, which is a problem."""
        text = self.fields.text(self.document, node, "date")
        wrong = no_date(text) if text else None
        if wrong:
            self.fields.add(self.document, node, *wrong)
        return text, days(text)[1] if text and not wrong else 0

    def _once(self, pairs: Pairs) -> Pairs:
        """Each name but once; the second of two is a problem."""
        kept: dict[str, tuple[Scalar, Node]] = {}
        for key, value in pairs:
            if key.text in kept:
                self.fields.add(self.document, key, f'"{key.text}" is given twice', "keep one of the two")
            kept.setdefault(key.text, (key, value))
        return list(kept.values())

    def _eaten(self, key: Scalar, value: Node) -> bool:
        """Whether a shell took the amount of money away, which is a problem."""
        name = self.book.names.get(key.text.casefold(), "")
        quantity = self.book.quantities.get(name)
        if quantity is None or "[currency]" not in quantity.dims or not isinstance(value, Scalar):
            return False
        if not EATEN.fullmatch(value.text) or foreign(value.text):
            return False
        left = f'of which "{value.text}" is left' if value.text else "of which nothing is left"
        what = f"{key.text} had its amount taken away by the shell, {left}"
        self.fields.add(
            self.document, value, what, f"put the question in single quotes: '{key.text}={example(quantity)}'"
        )
        return True
