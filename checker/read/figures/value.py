"""Claimed values: "$3B", "16,384 H100", "<= 6 months" as the range their rounding allows, in the quantity's unit."""

import math
import re
from collections.abc import Mapping

from msgspec import Struct

from checker.maths import units
from checker.maths.dimensions import describe
from checker.maths.interval import LEAST, MOST, OPEN, Span, log
from checker.model.attribute import Attribute
from checker.model.beside import UnitAtom
from checker.model.names import folded
from checker.model.rule import Quantity
from checker.read.figures.chip_names import SQUEEZE, add_chip, find, read_several
from checker.read.figures.examples import example, like
from checker.read.figures.grammar import ABOUT, CLOCK, RANGE, BadValue, Side, Written, foreign, take_apart
from checker.read.figures.rates import meant, mistaken
from checker.read.text.words import listed, nearest

__all__ = ["BadValue", "Parsed", "Values", "example", "needs_unit", "read_choice", "read_end", "read_figure"]

COUNTS = frozenset(units.COUNTED)
THINGS = frozenset(("[chip]", "[server]", "[rack]"))
"""What stands about and is counted one by one; equivalents and the like are worked out, and rounded."""
HELD = "\u2011"
"""Stands for a dash that is no sign of a range."""


class Parsed(Struct, frozen=True):
    """A figure understood: its range and its best value in logarithms, and the chip that its unit names, or ""."""

    span: Span
    best: float | None
    chip: str = ""


class _Unit(Struct, frozen=True):
    factor: float
    dims: dict[str, float]
    chip: str = ""


class Values:
    """Reads figures and choices; remembers units and texts it has met."""

    def __init__(self, book_units: Mapping[str, UnitAtom], hardware: Attribute | None) -> None:
        self.units = book_units
        self.hardware = hardware
        self.known: dict[str, _Unit] = {"": _Unit(1.0, {})}
        self.read: dict[tuple[str, str, bool], Parsed] = {}
        self.chosen: dict[tuple[str, str], str] = {}
        self.chip: re.Pattern[str] | None = None

    def figure(self, text: str, quantity: Quantity, *, exact: bool = False) -> Parsed:
        """The range of a text; `exact` takes every digit at its word, as rules do. BadValue says what is wrong."""
        key = quantity.id, text, exact
        found = self.read.get(key)
        if found is None:
            try:
                found = self.read[key] = self._figure(" ".join(text.split()), quantity, exact)
            except BadValue as error:
                raise BadValue(error.what, error.instead or like(quantity)) from None
        return found

    def _figure(self, text: str, quantity: Quantity, exact: bool) -> Parsed:
        written = self._written(text)
        low, unit = self._in_unit(text, written.first, quantity)
        about = 0.0 if exact else _rounding(written.first, quantity)
        if written.last is None:
            return _spanned(written.sign, low, about, unit.chip)
        high, other = self._in_unit(text, written.last, quantity)
        if low > high:
            raise BadValue(f'the range "{text}" has its low end above its high end', "write the lower end first")
        beyond = 0.0 if exact else _rounding(written.last, quantity)
        span = log(low * (1 - about)), log(high * (1 + beyond))
        return Parsed(span, (log(low) + log(high)) / 2, unit.chip or other.chip)

    def choice(self, text: str, attribute: Attribute) -> str:
        """The attribute's value that a text names. BadValue says what is wrong."""
        key = attribute.id, text
        found = self.chosen.get(key)
        if found is None:
            found = self.chosen[key] = read_choice(text, attribute)
        return found

    def _written(self, text: str) -> Written:
        """The parts of a figure; a dash in the name of a chip makes no range of "16 A100-40GB"."""
        chip = self._chip_in(text) if RANGE.search(text) else None
        return take_apart(text.replace(chip[0], chip[0].replace("-", HELD)) if chip else text)

    def _in_unit(self, text: str, side: Side, quantity: Quantity) -> tuple[float, _Unit]:
        unit = self._unit(text, side.unit, quantity)
        if side.unit:
            factor, dims = meant(side.unit, unit.factor, unit.dims, quantity)
            unit = _Unit(factor, dims, unit.chip)
            if not units.fits(unit.dims, quantity.dims):
                raise _misfit(text, unit, quantity)
            if _lacks_tokens(unit, quantity):
                raise BadValue(f'"{text}" is told of no tokens', f'write "{text} per million tokens"')
        elif needs_unit(quantity):
            raise _unit_missing(text, quantity)
        value = side.value * unit.factor / quantity.scale if side.unit else side.value
        if not LEAST <= value <= MOST:
            raise _no_amount(text, value, quantity)
        return value, unit

    def _unit(self, text: str, unit: str, quantity: Quantity) -> _Unit:
        found = self.known.get(unit)
        if found is None:
            found = self.known[unit] = self._convert(text, unit, quantity)
        return found

    def _convert(self, text: str, unit: str, quantity: Quantity) -> _Unit:
        unit = unit.replace(HELD, "-")
        match = None if unit in self.units else self._chip_in(unit)
        chip, plain = "", unit
        if match and self.hardware:
            chip = self.hardware.aliases.get(folded(match[1])) or _choice(match[1], self.hardware)
            plain = _with_chip(unit, match)
        try:
            found = units.convert(plain, self.units)
        except ValueError as error:
            raise self._unknown(text, unit, str(error), quantity) from None
        return _Unit(found.factor, dict(found.dims), chip)

    def _chip_in(self, text: str) -> re.Match[str] | None:
        """Where a text names a chip, by its longest name that fits."""
        if self.hardware is None:
            return None
        if self.chip is None:
            names = {*self.hardware.values, *self.hardware.aliases, *self.hardware.families}
            anyone = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
            self.chip = re.compile(rf"(?<![\w.])({anyone or '(?!)'})s?(?!\w)", re.IGNORECASE)
        return self.chip.search(text)

    def _unknown(self, text: str, unit: str, complaint: str, quantity: Quantity) -> BadValue:
        """What to say of a unit that can't be read; beside a count of chips it may be the name of a chip."""
        what, _, meant = complaint.partition("; did you mean ")
        if CLOCK.fullmatch(text):
            return BadValue(f'"{text}" is a time of day, no figure', _unclocked(text) if needs_unit(quantity) else "")
        if text.endswith("+"):
            return BadValue('"+" is no unit known here', f'write ">= {text[:-1]}"')
        if unit[0].isdigit() or re.search(SPACED, text):
            closed = re.sub(SPACED, "", text)
            return BadValue(f'"{text}" holds two numbers', f"write {closed}" if closed != text else "")
        if (money := foreign(text)) and "[currency]" in quantity.dims:
            return money
        if self.hardware and "[chip]" in quantity.dims and any(letter.isdigit() for letter in unit):
            return BadValue(f'"{unit}" is no chip or unit known here', add_chip(unit, self.hardware))
        wrong, right = what.split('"')[1] if '"' in what else "", meant.strip('?"')
        is_prefixed = wrong[1:] == right  # "ZWh" is no "Wh"
        if right and not is_prefixed and self._would_fit(unit.replace(wrong, right), quantity):
            return BadValue(what, f'write "{text.replace(wrong, right)}"')
        return BadValue(what)

    def _would_fit(self, unit: str, quantity: Quantity) -> bool:
        try:
            return units.fits(units.convert(unit, self.units).dims, quantity.dims)
        except ValueError:
            return False


_LAST: list[Values] = []


def read_figure(
    text: str,
    quantity: Quantity,
    book_units: Mapping[str, UnitAtom],
    hardware: Attribute | None,
    exact: bool = False,
) -> Parsed:
    """The range a text stands for in a quantity's unit; BadValue says what is wrong and what to write instead."""
    last = next(iter(_LAST), None)  # read once: another thread may put its own there meanwhile
    if last is None or last.units is not book_units or last.hardware is not hardware:
        last = Values(book_units, hardware)
        _LAST[:] = [last]
    return last.figure(text, quantity, exact=exact)


def read_end(values: Values, text: str, quantity: Quantity) -> Parsed:
    """One end of a range with its rounding; BadValue where it is a bound or a range itself."""
    exact = values.figure(text, quantity, exact=True)
    if exact.span[0] != exact.span[1]:
        raise BadValue(f'"{text}" is no single figure', f"write one such as {example(quantity)}")
    return values.figure(text, quantity)


def read_choice(text: str, attribute: Attribute) -> str:
    """The attribute's value that a text names; BadValue says which is nearest, and how to add a chip."""
    if len(text) > LONGEST:
        raise BadValue(f"a value of {attribute.id} has at most {LONGEST} characters", "leave out all but its name")
    found = _choice(text, attribute)
    if found:
        return found
    if attribute.id == "hardware":
        return read_several(text, attribute)
    near = nearest(text, (*attribute.values, *attribute.aliases))
    values = listed(attribute.values)
    raise BadValue(f'unknown {attribute.id} "{text}"', f"write {near}" if near else f"write {values}")


def needs_unit(quantity: Quantity) -> bool:
    """Whether a bare number says too little: money, time, power, energy, mass, volume and memory name their unit.

    Where the quantity's own name has it, as in audio_hours, that is enough.
    """
    dims, (unit, *_) = quantity.dims, re.split(r"[/*]", quantity.unit)
    if f"{unit}s" in quantity.id.split("_"):
        return False
    return not {"[currency]", "[mass]", "[length]", "[byte]"}.isdisjoint(dims) or dims == {"[time]": 1}


def _unclocked(text: str) -> str:
    hours, least = text.split(":")[:2]
    minutes = 60 * int(hours) + int(least)
    return f"write {minutes} minutes, or {minutes} seconds"


OF_SHEETS = 0.05
"""The widest that rounding makes a figure of a data sheet that is written out in thousands: "4,000 GB/s", "1000 W"."""
LONGEST = 300
"""What a name may take; comparing names with a text takes more than its length."""
SPACED = r"(?<=[0-9])\s+(?=[0-9]{3}(?![0-9]))"
"""Spaces between thousands, also thin ones."""


def _choice(text: str, attribute: Attribute) -> str:
    """The value named, whatever the spaces and capitals, or ""."""
    plain = folded(text.strip())
    if text in attribute.values:
        return text
    if plain in attribute.aliases:
        return attribute.aliases[plain]
    if attribute.id == "hardware":
        return find(text, attribute)
    names = {SQUEEZE.sub("", folded(name)): value for name, value in attribute.aliases.items()}
    names |= {SQUEEZE.sub("", folded(value)): value for value in attribute.values}
    word = SQUEEZE.sub("", plain)
    return names.get(word) or names.get(word.removesuffix("s"), "")


def _with_chip(unit: str, match: re.Match[str]) -> str:
    """The unit with a chip's name read as the unit "chip": "H100-hours" as "chip-hours", "H800 GPUs" as "GPUs"."""
    rest = unit[match.end() :].lstrip()
    word = re.match(r"(?:gpu|tpu|chip|accelerator)s?\b", rest, re.IGNORECASE)
    return unit[: match.start()] + ("chip" + rest[word.end() :] if word else "chip" + unit[match.end() :])


def _rounding(side: Side, quantity: Quantity) -> float:
    counted = COUNTS if side.counted else THINGS if side.bare else frozenset()
    if len(quantity.dims) == 1 and not counted.isdisjoint(quantity.dims):
        return 0.0
    return min(side.about, OF_SHEETS) if quantity.in_sheets and side.in_thousands else side.about


def _spanned(sign: str, value: float, about: float, chip: str) -> Parsed:
    if sign in (">", ">="):
        return Parsed((log(value * (1 - about)), OPEN), None, chip)
    if sign in ("<", "<="):
        return Parsed((-OPEN, log(value * (1 + about))), None, chip)
    reach = ABOUT if sign else about
    return Parsed((math.log(value * (1 - reach)), math.log(value * (1 + reach))), math.log(value), chip)


def _no_amount(text: str, value: float, quantity: Quantity) -> BadValue:
    """What to say of an amount that is zero or beyond the bounds of what is reckoned with."""
    if not value:
        return BadValue(f'"{text}" is zero', "write an amount above zero, or leave it out")
    bound = "more than 1e50" if value > 1 else "less than 1e-50"
    return BadValue(f'"{text}" is {bound} {quantity.unit}', "write a figure from 1e-50 to 1e50")


def _unit_missing(text: str, quantity: Quantity) -> BadValue:
    if "[currency]" in quantity.dims:
        return foreign(text) or _currency_missing(text, quantity)
    such = f"{text} hours" if quantity.id.endswith("_hours") else example(quantity)
    return BadValue(f'"{text}" names no unit', f"write it with one, such as {such}")


def _currency_missing(text: str, quantity: Quantity) -> BadValue:
    bare = re.fullmatch(r"[0-9.,]+ ?[KMBT]?(?:[mb]illion)?", text)
    dollars = bare and quantity.dims == {"[currency]": 1}
    return BadValue(f'"{text}" names no currency', f"write ${text}" if dollars else like(quantity))


def _lacks_tokens(unit: _Unit, quantity: Quantity) -> bool:
    """Whether a price of tokens doesn't say of how many: nobody is paid for one, though one chip has a price."""
    return "[currency]" in quantity.dims and quantity.dims.get("[token]", 0) < 0 and "[token]" not in unit.dims


def _misfit(text: str, unit: _Unit, quantity: Quantity) -> BadValue:
    """What to say of a figure with the wrong dimension; both are named."""
    if quantity.dims.get("[currency]") and units.fits({**unit.dims, "[currency]": 1.0}, quantity.dims):
        return _currency_missing(text, quantity)
    found = describe(unit.dims)
    found = "a plain ratio" if found == "1" else f"measured in {found}"
    return mistaken(text, unit.dims, quantity) or BadValue(f'"{text}" is {found}, but {quantity.id} in {quantity.unit}')
