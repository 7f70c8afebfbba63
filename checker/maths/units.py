"""Units as people write them, each a factor to base units and exponents of dimensions.

Counted things (chips, tokens, FLOP, dollars) are dimensions of their own, so that slips between them are caught.
"""

import math
import re
from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from checker.maths.dimensions import Dims
from checker.maths.interval import REACH
from checker.maths.near import nearest
from checker.patterns import later


class HasDims(Protocol):
    """Anything that states a factor to base units and its dimensions."""

    @property
    def factor(self) -> float:
        """How many base units one of it is."""

    @property
    def dims(self) -> Dims:
        """Dimension → exponent, none of them 0."""


class Unit(Struct, frozen=True):
    """A unit expression's factor to base units and its dimensions."""

    factor: float
    dims: Dims


MOST_POWER = 9
"""The largest exponent of a dimension; the largest of any quantity known is 3."""

LONGEST = 200
"""Characters of a unit, and of a whole figure: far more than any needs."""

COUNTED = ("[chip]", "[token]", "[parameter]", "[h100e]", "[query]", "[server]", "[rack]", "[user]", "[image]")
"""Dimensions that a claim may leave out of a unit: "$2/hour" for USD/chip/hour."""

TOKEN = later(r"\s*(\*\*|[\w%]+|\S)")
DIVIDERS = ("/", "per", "a", "an")
MASS = r"^((?:kilo|mega)?(?:gram|tonne|ton)s?|[kM]?t|k?g|lbs?|pounds?)"
GAS = later(MASS + r"[ -]?(?:of )?CO[2₂](?:[ -]?e(?:q(?:uivalents?)?)?)?(?![a-z])", re.IGNORECASE)
PER_TOKENS = later(r"(?<=[/ ])(?:1 ?)?(?:(M|million)|(?:K|k|thousand))[ -]?tok(?:en)?s?\b")
RATE_DAYS = later(r"(flops?)/s(?:ec)?[- ]?days?\b", re.IGNORECASE)


def convert(text: str, known: Mapping[str, HasDims]) -> Unit:
    """The factor and dimensions of a unit as written; ValueError says which part is no unit and which is nearest.

    A hyphen, a dot and a space bind closer than a stroke: "USD per GPU-hour" divides by both.
    """
    if text in known:
        return _name(text, known)
    # The one exception is the field's own "petaflop/s-days".
    plain = RATE_DAYS.sub(lambda match: f"{match[1]}/s*day", GAS.sub(r"\1", text.removeprefix("metric ")))
    plain = PER_TOKENS.sub(lambda match: "Mtoken" if match[1] else "ktoken", plain)
    if len(text) > LONGEST:
        raise ValueError(f'"{text[:40]}..." is too long for a unit')
    tokens = TOKEN.findall(plain)
    if not tokens:
        raise ValueError("a unit is missing")
    unit, rest = _quotient(tokens, known)
    if rest:
        raise ValueError(f'"{text}" is no unit: "{rest[0]}" should not be there')
    return unit


def _quotient(tokens: list[str], known: Mapping[str, HasDims]) -> tuple[Unit, list[str]]:
    unit, rest = _product(tokens, known)
    while rest and (rest[0] in DIVIDERS or rest[0] == "*"):
        sign = 1 if rest[0] == "*" else -1
        rest = rest[2:] if len(rest) > 1 and rest[1] in ("a", "an") else rest[1:]
        factor, rest = _product(rest, known)
        unit = times(unit, factor, sign)
    return unit, rest


def _product(tokens: list[str], known: Mapping[str, HasDims]) -> tuple[Unit, list[str]]:
    unit, rest = _power(tokens, known)
    while rest and rest[0] not in (*DIVIDERS, "*", ")"):
        if rest[0] in ("-", "·"):
            rest = rest[1:]
        factor, rest = _power(rest, known)
        unit = times(unit, factor)
    return unit, rest


def _power(tokens: list[str], known: Mapping[str, HasDims]) -> tuple[Unit, list[str]]:
    if not tokens:
        raise ValueError("a unit ends too early")
    if tokens[0] == "(":
        unit, rest = _quotient(tokens[1:], known)
        if rest[:1] != [")"]:
            raise ValueError("a bracket is not closed")
        rest = rest[1:]
    else:
        unit, rest = _name(tokens[0], known), tokens[1:]
    if rest and rest[0] in ("^", "**"):
        sign, rest = (-1, rest[2:]) if rest[1:2] == ["-"] else (1, rest[1:])
        if not rest or not re.fullmatch("[0-9]", rest[0]):
            raise ValueError("the exponent of a unit must be a digit from 0 to 9")
        return _within(times(Unit(1.0, {}), unit, sign * int(rest[0]))), rest[1:]
    return unit, rest


def _name(name: str, known: Mapping[str, HasDims]) -> Unit:
    if name == "1":
        return Unit(1.0, {})
    if name in known:
        return Unit(known[name].factor, known[name].dims)
    # Case tells milli from mega and a rate from a count, so it is overlooked only in words where nothing hangs on it.
    folded = [(word, atom) for word, atom in known.items() if word.casefold() == name.casefold()]
    alike = {(atom.factor, *sorted(atom.dims)): word for word, atom in folded}
    if amount := next((word for word in alike.values() if word.endswith("FLOPs")), ""):
        return _name(amount, known)  # of a rate they are those of a second
    if len(alike) > 1:
        raise ValueError(f'"{name}" may be {" or ".join(sorted(alike.values()))}; capitals matter here')
    if alike and len(name) > 2:
        return _name(next(iter(alike.values())), known)
    near = nearest(name, known)
    raise ValueError(f'"{name}" is no unit known here' + (f'; did you mean "{near}"?' if near else ""))


def times(a: HasDims, b: HasDims, exponent: float = 1) -> Unit:
    """One unit times another to an exponent; ValueError where its factor is more than floats hold."""
    dims = dict(a.dims)
    for name, power in b.dims.items():
        dims[name] = dims.get(name, 0) + exponent * power
    size = math.log(a.factor) + exponent * math.log(b.factor)
    if abs(size) >= REACH:
        raise ValueError(f"its numbers and units multiply to about 1e{size / math.log(10):+.0f}, beyond all bounds")
    return Unit(a.factor * b.factor**exponent, {name: power for name, power in dims.items() if power})


def _within(unit: Unit) -> Unit:
    """The unit itself; ValueError where towers of exponents made it one that measures nothing."""
    if any(abs(power) > MOST_POWER for power in unit.dims.values()):
        raise ValueError(f"the exponents of a unit multiply to more than {MOST_POWER}")
    return unit


def fits(found: Mapping[str, float], wanted: Mapping[str, float]) -> bool:
    """Whether a claim may give a quantity in such a unit: counted dimensions may be left out, but never be wrong.

    A unit without dimensions, such as percent, fits only a quantity without them; bare numbers are another matter.
    """
    if not found:
        return not wanted
    return all(
        found.get(name, 0) == wanted.get(name, 0) or (name in COUNTED and name not in found)
        for name in {*found, *wanted}
    )
