"""Units as people write them, each a factor to base units and exponents of dimensions.

Counted things (chips, tokens, FLOP, dollars) are dimensions of their own, so that slips between them are caught.
Only `_registry` needs pint, and only a pack that is being compiled needs `atoms`.
"""

import copy
import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Protocol

from msgspec import Struct

from checker.maths.dimensions import Dims
from checker.maths.interval import LEAST, MOST, REACH
from checker.maths.near import nearest


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


class DefinitionError(ValueError):
    """A unit's definition that pint can't read, and the unit's name."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(what)
        self.name = name


MOST_POWER = 9
"""The largest exponent of a dimension; the largest of any quantity known is 3."""

LONGEST = 200
"""Characters of a unit, and of a whole figure: far more than any needs."""

COUNTED = ("[chip]", "[token]", "[parameter]", "[h100e]", "[query]", "[server]")
"""Dimensions that a claim may leave out of a unit: "$2/hour" for USD/chip/hour."""

DEFINITIONS = {
    "USD": "[currency]",
    "FLOP": "[flop]",
    "chip": "[chip]",
    "H100e": "[h100e]",
    "token": "[token]",
    "parameter": "[parameter]",
    "query": "[query]",
    "server": "[server]",
    "datum": "[byte]",  # pint's own byte has no dimension, and would pass for a ratio
}

SPELLINGS = {
    "second": "s sec secs second seconds",
    "minute": "min mins minute minutes",
    "hour": "h hr hrs hour hours",
    "day": "d day days",
    "week": "week weeks",
    "month": "month months mo",
    "year": "year years yr yrs",
    "watt": "W watt watts",
    "kilowatt": "kW KW kw kilowatt kilowatts",
    "megawatt": "MW megawatt megawatts",
    "gigawatt": "GW gw gigawatt gigawatts",
    "terawatt": "TW terawatt terawatts",
    "milliwatt * hour": "mWh",
    "watt * hour": "Wh",
    "kilowatt * hour": "kWh KWh kwh",
    "megawatt * hour": "MWh MWH",
    "gigawatt * hour": "GWh gwh",
    "terawatt * hour": "TWh twh",
    "joule": "J joule joules",
    "kilojoule": "kJ",
    "megajoule": "MJ",
    "gram": "g gram grams",
    "kilogram": "kg kilogram kilograms",
    "tonne": "t tonne tonnes ton tons",
    "pound": "lb lbs",
    "kilotonne": "kt kilotonne kilotonnes",
    "megatonne": "Mt megatonne megatonnes",
    "milliliter": "mL ml milliliter milliliters millilitre millilitres",
    "liter": "L l liter liters litre litres",
    "megaliter": "ML megaliter megaliters megalitre megalitres",
    "meter ** 3": "m3",
    "gallon": "gallon gallons",
    "chip": "chip chips GPU GPUs gpu gpus TPU TPUs tpu tpus accelerator accelerators",
    "H100e": "H100e",
    "token": "token tokens tok",
    "parameter": "parameter parameters param params",
    "query": "query queries prompt prompts request requests",
    "server": "server servers node nodes",
    "USD": "USD usd dollar dollars",
    "datum": "byte bytes",
    "megadatum": "MB",
    "gigadatum": "GB GiB gigabyte gigabytes",
    "teradatum": "TB terabyte terabytes",
    "1": "ratio epoch epochs",
    "percent": "percent %",
}
"""What pint calls it → how users write it."""

LONG = 200
"""Characters of a unit's definition, at most."""
HIGH = 100
"""What all exponents of a definition multiply to, at most: numbers raised by more have thousands of digits."""
EXPONENT = re.compile(r"(?:\*\*|\^)(?:\s*[-+]?([0-9]{1,2})(?![\w.]))?")

PREFIXES = dict(zip("kMGTPEZY", ("kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta"), strict=True))


def atoms(extra: Mapping[str, str]) -> dict[str, Unit]:
    """Every spelling of a unit; `extra` adds names by their definitions. DefinitionError names one that fails."""
    return dict(_atoms(tuple(extra.items())))


@cache
def _registry() -> Any:  # noqa: ANN401  # pint is imported by who needs it
    """Pint's registry with the units defined here; reading pint's own takes longer than copying it."""
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry(on_redefinition="ignore")
    for name, definition in DEFINITIONS.items():
        registry.define(f"{name} = {definition}")
    return registry


@cache
def _atoms(extra: tuple[tuple[str, str], ...]) -> dict[str, Unit]:
    registry = copy.deepcopy(_registry()) if extra else _registry()
    for name, definition in extra:
        _refuse_towers(name, definition)
        try:
            registry.define(f"{name} = {definition}")
            _atom(registry, name)
        except Exception as error:  # pint raises whatever its tokenizer and its arithmetic do
            raise DefinitionError(name, f'"{definition}" is no definition of a unit') from error
    spellings = {**SPELLINGS, **_flop_spellings(), **{name: name for name, _ in extra}}
    return {word: _atom(registry, expression) for expression, words in spellings.items() for word in words.split()}


def _refuse_towers(name: str, definition: str) -> None:
    """Refuses a definition before anybody works out a number of a billion digits."""
    if len(definition) > LONG:
        raise DefinitionError(name, f"a unit's definition has at most {LONG} characters, this one {len(definition):,}")
    raised = EXPONENT.findall(definition)
    exponents = [int(number) for number in raised if number]
    if len(exponents) < len(raised) or math.prod(exponents) > HIGH:
        what = f'the exponents of "{definition}" must be plain whole numbers that multiply to at most {HIGH}'
        raise DefinitionError(name, what)


def _atom(registry: Any, expression: str) -> Unit:  # noqa: ANN401  # pint's registry, typed as Any
    quantity = registry.Quantity(1, expression)
    dims = {str(name): float(power) for name, power in quantity.dimensionality.items() if power}
    factor = float(quantity.to_root_units().magnitude)
    if not LEAST <= factor <= MOST:
        raise ValueError(f"{expression} is {factor} of its base unit")
    return Unit(factor, dims)


def _flop_spellings() -> dict[str, str]:
    """FLOP and FLOPs are a number of operations, FLOPS is a rate; so with every prefix, short or spelt out."""
    found: dict[str, str] = {}
    for short, long in {"": "", **PREFIXES}.items():
        words = [f"{short}FLOP", f"{short}FLOPs"]
        rates = [f"{short}FLOPS", *([f"{short}OPS", f"{short}F"] if short in ("T", "P", "E") else [])]
        if long:
            spelt = (long, long.capitalize())
            words += [f"{name}{end}" for name in spelt for end in ("FLOP", "FLOPs", "flop", "flops")]
            rates += [f"{name}FLOPS" for name in spelt]
        found[f"{long}FLOP"] = " ".join(words)
        found[f"{long}FLOP / second"] = " ".join(rates)
    return found


TOKEN = re.compile(r"\s*(\*\*|[\w%]+|\S)")
DIVIDERS = ("/", "per", "a", "an")
MASS = r"^((?:kilo|mega)?(?:gram|tonne|ton)s?|[kM]?t|k?g|lbs?)"
GAS = re.compile(MASS + r"[ -]?(?:of )?CO[2₂](?:[ -]?e(?:q(?:uivalents?)?)?)?(?![a-z])", re.IGNORECASE)
RATE_DAYS = re.compile(r"(flops?)/s(?:ec)?[- ]?days?\b", re.IGNORECASE)


def convert(text: str, known: Mapping[str, HasDims]) -> Unit:
    """The factor and dimensions of a unit as written; ValueError says which part is no unit and which is nearest.

    A hyphen, a dot and a space bind closer than a stroke: "USD per GPU-hour" divides by both.
    """
    # The one exception is the field's own "petaflop/s-days".
    plain = RATE_DAYS.sub(lambda match: f"{match[1]}/s*day", GAS.sub(r"\1", text.removeprefix("metric ")))
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
