"""The ways in which a claimed figure may have gone wrong: a quantity's own slips, and those of digits and prefixes."""

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from checker.cases.context import may_hold
from checker.explain.facts import unit_of
from checker.maths.interval import ANY, exp
from checker.model.beside import Slip
from checker.model.case import Premise, Question, Subject
from checker.model.guard import Guard
from checker.model.identity import Identity
from checker.model.rule import Row, Rulebook
from checker.patterns import later

TENFOLD = round(math.log(10), 2)
"""A lost digit, as a slip's factor: it leads so far that it may lead anywhere by accident."""
COMMON = (TENFOLD, round(math.log(1000), 2))
DIGITS = (10.0, 1000.0, 1e6, 1e9)
"""Factors by which a slip of the decimal point or of a prefix goes wrong."""
PREFIX = "{meant} taken for {given}"
"""What is said of a lost prefix, in the words for both sizes."""

SIZES = {3: "thousands", 6: "millions", 9: "billions", 12: "trillions", 15: "quadrillions"}
COUNTED = frozenset({"USD", "parameter", "token", "chip", "chip*hour", "query", "server", "user", "image"})
"""Units that are told in thousands and millions."""
PREFIXES = {-3: "milli", 0: "", 3: "kilo", 6: "mega", 9: "giga", 12: "tera", 15: "peta", 18: "exa", 21: "zetta"}
PREFIXED = {"W": "watts", "Wh": "watt-hours", "FLOP/s": "FLOP/s", "FLOP/s/chip": "FLOP/s"}
"""Units that are told with prefixes, spelt out."""
SAME = math.log(1.002)
"""Figures that differ by less are one and the same."""
NARROW = math.log(1.1)
"""A wider range is nobody's figure."""
TIME = later(r"\b(second|minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
PETA = later(r"peta|(?<![a-z])pf", re.IGNORECASE)
NUMBER = later(r"[^\d.]*(\d[\d,_]*\.?\d*|\.\d+)(?![\d.]*[eE^])")


def slips(premise: Premise, question: Question, book: Rulebook) -> list[list[Slip]]:
    """A figure's own slips and those of digits, to be tried group by group.

    A place of the decimal point or a prefix is lost most often. Of a time the unit is mistaken more often still, and of
    a share it is what it is a share of.
    """
    own, unit = own_slips(premise, question, book), unit_of(premise.quantity, book)
    lost = (Slip(premise.quantity, sign * math.log(f), "" if f == 10 else PREFIX) for f in DIGITS for sign in (1, -1))
    digits = [_worded(slip, premise, book) for slip in lost]
    if unit == "ratio":
        return [own, digits]
    if unit == "hour":
        return [own + digits]
    return [sorted(own + digits, key=lambda s: round(abs(s.factor), 2) not in COMMON)]


def own_slips(premise: Premise, question: Question, book: Rulebook) -> list[Slip]:
    """The slips by a factor that the rules know of a figure's quantity, in the words for this figure."""
    known = _of(premise.quantity, question, book)
    return [_worded(slip, premise, book) for slip in known if _speaks_of(slip, premise.origin.text)]


def _speaks_of(slip: Slip, typed: str) -> bool:
    """Whether a slip of a unit is one of the unit that was typed: no days were taken for weeks in "2 years"."""
    if PETA.search(slip.says) and not PETA.search(typed):
        return False
    unit = TIME.search(typed)
    return not unit or not TIME.search(slip.says) or unit[1].casefold() in slip.says


def of_prefix(premise: Premise, towards: float, book: Rulebook) -> Slip | None:
    """The slip of one prefix or size that was mistaken for the next, towards a figure; None where that is no nearer."""
    apart = premise.spans["best"][0] - towards
    slip = _worded(Slip(premise.quantity, math.copysign(math.log(1000), apart), PREFIX), premise, book)
    return slip if slip.says and abs(apart) > math.log(100) else None


def borrowed(premise: Premise, subject: Subject, book: Rulebook) -> str:
    """What is said of a figure that is another subject's known one; "" where it is none's."""
    for slip in (s for s in book.slips if s.of == premise.quantity and s.figure and _can_be(s, subject, book)):
        for name, value in _known(slip, subject, book):
            if abs(value - premise.spans["best"][0]) < SAME:
                return slip.says.replace("{other}", name)
    return ""


def said(slip: Slip) -> str:
    """A slip as what went wrong: "24x too large: hours taken for days"."""
    size = exp(abs(slip.factor))
    times = f"{size:,.0f}" if size >= 10 else f"{size:.2g}"
    return f"{times}x too {'large' if slip.factor > 0 else 'small'}" + (f": {slip.says}" if slip.says else "")


def _of(quantity: str, question: Question, book: Rulebook) -> Iterator[Slip]:
    """A quantity's own slips; one that hangs on an attribute once for each factor that a stated value has."""
    subject = question.subject
    for slip in (s for s in book.slips if s.of == quantity and not s.figure and _can_be(s, subject, book)):
        if slip.times:
            yield from (_multiplied(slip, p) for p in question.said if p.quantity == slip.times)
        elif not slip.by:
            yield slip
        elif slip.by in subject.choices:
            meant = book.attributes[slip.by].meant(subject.choices[slip.by])
            for factor in dict.fromkeys(slip.factors[value] for value in meant if value in slip.factors):
                yield Slip(slip.of, factor, slip.says)


def _can_be(slip: Slip, subject: Subject, book: Rulebook) -> bool:
    """Whether a slip can be so of a claim; of what it doesn't state the usual is meant."""
    return not slip.guards or any(may_hold(g, subject, book) and _as_usual(g, subject, book) for g in slip.guards)


def _as_usual(guard: Guard, subject: Subject, book: Rulebook) -> bool:
    unsaid = ((a, values) for a, values in guard.attributes.items() if a not in subject.choices)
    return all(book.attributes[a].usual in ("", *values) for a, values in unsaid)


def _multiplied(slip: Slip, other: Premise) -> Slip:
    """A slip by a claimed figure that was multiplied in, or left out."""
    return Slip(slip.of, slip.factor * other.spans["best"][0], slip.says)


def _known(slip: Slip, subject: Subject, book: Rulebook) -> Iterator[tuple[str, float]]:
    """Known figures of other subjects: of models and the like, and of other values of what tables are kept by."""
    for mark in book.landmarks:
        if mark.quantity == slip.figure:
            yield mark.name, mark.value
    for known in (known for link in book.links.values() for known in link.subjects):
        if slip.figure in known.bests:
            yield known.name, known.bests[slip.figure]
    for other in slip.others:
        for row in _rows_of(slip.figure, Identity(book)).get(other, ()):
            low, high = row.spans["typical"] if _is_like(row, other, subject, book) else ANY
            if high - low < NARROW:
                yield f"the {other}", (low + high) / 2


@lru_cache(maxsize=256)
def _rows_of(quantity: str, book: Identity[Rulebook]) -> dict[str, list[Row]]:
    """The rows of all tables of a quantity, by each value that they are kept by."""
    found: dict[str, list[Row]] = {}
    for prior in (prior for prior in book.it.priors.values() if prior.quantity == quantity):
        for row in prior.rows:
            for value in dict.fromkeys(row.keys.values()):
                found.setdefault(value, []).append(row)
    return found


def _is_like(row: Row, other: str, subject: Subject, book: Rulebook) -> bool:
    """Whether a row is another value's, and otherwise what the subject is said to be or usually is."""
    differs = {key: value for key, value in row.keys.items() if _usual(key, subject, book) != value}
    return "typical" in row.spans and list(differs.values()) == [other] and set(differs) <= set(subject.choices)


def _usual(attribute: str, subject: Subject, book: Rulebook) -> str:
    return subject.choices.get(attribute) or book.attributes[attribute].usual


def _worded(slip: Slip, premise: Premise, book: Rulebook) -> Slip:
    """The slip with the sizes of this figure and of the one meant; without words where there are none for them."""
    if "{given}" not in slip.says and "{meant}" not in slip.says:
        return slip
    unit = unit_of(premise.quantity, book)
    power = _power(premise.origin.text, premise.spans["best"][0] / math.log(10))
    given, meant = _size(power, unit), _size(power - round(slip.factor / math.log(10)), unit)
    says = slip.says.replace("{given}", given).replace("{meant}", meant)
    return replace(slip, says=says if given and meant else "")


def _power(text: str, digits: float) -> int:
    """The power of a thousand in which a figure was typed: 12 of 405T, 9 of 1287 GWh, 6 of 2,788,000."""
    number = NUMBER.match(text)
    typed = digits - math.log10(float(number[1].replace(",", "").replace("_", ""))) if number else 0.0
    return 3 * round(typed / 3) if typed > 1 else 3 * math.floor(digits / 3 + 1e-9)


def _size(power: int, unit: str) -> str:
    """The word for a size, "" where the unit has none: "billions", "megawatt-hours"."""
    if unit in COUNTED:
        return SIZES.get(power, "")
    return PREFIXES[power] + PREFIXED[unit] if unit in PREFIXED and power in PREFIXES else ""
