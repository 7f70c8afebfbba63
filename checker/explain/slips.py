"""The ways in which a claimed figure may have gone wrong: a quantity's own slips, and those of digits and prefixes."""

import math
import re
from collections.abc import Iterator

from msgspec.structs import replace

from checker.explain.facts import unit_of
from checker.maths.interval import exp
from checker.model.case import Premise, Subject
from checker.model.rule import Rulebook, Slip

COMMON = tuple(round(math.log(f), 2) for f in (10, 1000))
DIGITS = (10.0, 1000.0, 1e6, 1e9)
"""Factors by which a slip of the decimal point or of a prefix goes wrong."""
PREFIX = "{meant} taken for {given}"
"""What is said of a lost prefix, in the words for both sizes."""

SIZES = {3: "thousands", 6: "millions", 9: "billions", 12: "trillions", 15: "quadrillions"}
COUNTED = frozenset({"USD", "parameter", "token", "chip", "chip*hour", "query", "server", "user"})
"""Units that are told in thousands and millions."""
PREFIXES = {-3: "milli", 0: "", 3: "kilo", 6: "mega", 9: "giga", 12: "tera", 15: "peta"}
PREFIXED = {"W": "watts", "Wh": "watt-hours"}
"""Units that are told with prefixes, spelt out."""
NUMBER = re.compile(r"[^\d.]*(\d[\d,_]*\.?\d*|\.\d+)(?![\d.]*[eE^])")


def slips(premise: Premise, subject: Subject, book: Rulebook) -> list[Slip]:
    """A figure's own slips and those of digits; a place of the decimal point or a prefix is lost most often.

    Of a time the unit is mistaken more often still.
    """
    found = own_slips(premise, subject, book)
    digits = (Slip(premise.quantity, sign * math.log(f), "" if f == 10 else PREFIX) for f in DIGITS for sign in (1, -1))
    found += [_worded(slip, premise, book) for slip in digits]
    if unit_of(premise.quantity, book) == "hour":
        return found
    return sorted(found, key=lambda s: round(abs(s.factor), 2) not in COMMON)


def own_slips(premise: Premise, subject: Subject, book: Rulebook) -> list[Slip]:
    """The slips that the rules know of a figure's quantity, in the words for this figure."""
    return [_worded(slip, premise, book) for slip in _of(premise.quantity, subject, book)]


def said(slip: Slip) -> str:
    """A slip as what went wrong: "24x too large: hours taken for days"."""
    size = exp(abs(slip.factor))
    times = f"{size:,.0f}" if size >= 10 else f"{size:.2g}"
    return f"{times}x too {'large' if slip.factor > 0 else 'small'}" + (f": {slip.says}" if slip.says else "")


def _of(quantity: str, subject: Subject, book: Rulebook) -> Iterator[Slip]:
    """A quantity's own slips; one that hangs on an attribute once for each factor that a stated value has."""
    for slip in (s for s in book.slips if s.of == quantity):
        if not slip.by:
            yield slip
        elif slip.by in subject.choices:
            meant = book.attributes[slip.by].meant(subject.choices[slip.by])
            for factor in dict.fromkeys(slip.factors[value] for value in meant if value in slip.factors):
                yield Slip(slip.of, factor, slip.says)


def _worded(slip: Slip, premise: Premise, book: Rulebook) -> Slip:
    """The slip with the sizes of this figure and of the one meant; without words where there are none for them."""
    if "{" not in slip.says:
        return slip
    unit = unit_of(premise.quantity, book)
    power = _power(premise.origin.text, premise.spans["best"][0] / math.log(10))
    given, meant = _size(power, unit), _size(power - round(slip.factor / math.log(10)), unit)
    return replace(slip, says=slip.says.format(given=given, meant=meant) if given and meant else "")


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
