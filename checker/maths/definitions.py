"""What each unit is, and how users write it: pint's units, those defined here, and those that packs define.

Only a pack that is being compiled needs any of it, and pint.
"""

import copy
import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from checker.maths.interval import LEAST, MOST
from checker.maths.units import Unit


class DefinitionError(ValueError):
    """Units whose definitions are of no use, and what is wrong with each."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults


DEFINITIONS = {
    "USD": "[currency]",
    "FLOP": "[flop]",
    "chip": "[chip]",
    "H100e": "[h100e]",
    "token": "[token]",
    "parameter": "[parameter]",
    "query": "[query]",
    "server": "[server]",
    "rack": "[rack]",
    "user": "[user]",
    "image": "[image]",
    "datum": "[byte]",  # pint's own byte has no dimension, and would pass for a ratio
    "digit": "datum / 8",
    "penny": "USD / 100",
    "quarter_year": "month * 3",  # pint has a quarter that weighs 28 pounds
}

SPELLINGS = {
    "second": "s sec secs second seconds",
    "minute": "min mins minute minutes",
    "hour": "h hr hrs hour hours",
    "day": "d day days",
    "week": "week weeks",
    "month": "month months mo",
    "quarter_year": "quarter quarters",
    "year": "year years yr yrs",
    "watt": "W watt watts",
    "kilowatt": "kW KW kw kilowatt kilowatts",
    "megawatt": "MW megawatt megawatts",
    "gigawatt": "GW gw gigawatt gigawatts",
    "terawatt": "TW terawatt terawatts",
    "petawatt": "PW petawatt petawatts",
    "milliwatt * hour": "mWh",
    "watt * hour": "Wh",
    "kilowatt * hour": "kWh KWh kwh",
    "megawatt * hour": "MWh MWH",
    "gigawatt * hour": "GWh gwh",
    "terawatt * hour": "TWh twh",
    "petawatt * hour": "PWh pwh",
    "exawatt * hour": "EWh ewh",
    "joule": "J joule joules",
    "kilojoule": "kJ",
    "megajoule": "MJ",
    "gram": "g gram grams",
    "kilogram": "kg kilogram kilograms",
    "tonne": "t tonne tonnes ton tons",
    "pound": "lb lbs pound pounds",
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
    "kilotoken": "ktoken ktok",
    "megatoken": "Mtoken Mtok",
    "parameter": "parameter parameters param params",
    "query": "query queries prompt prompts request requests",
    "server": "server servers node nodes",
    "rack": "rack racks cabinet cabinets",
    "user": "user users subscriber subscribers person people",
    "image": "image images picture pictures pair pairs",
    "USD": "USD usd dollar dollars",
    "penny": "cent cents ¢",
    "datum": "byte bytes",
    "megadatum": "MB MiB megabyte megabytes",
    "gigadatum": "GB GiB gigabyte gigabytes",
    "teradatum": "TB TiB terabyte terabytes",
    "petadatum": "PB petabyte petabytes",
    "megadigit": "Mbit megabit megabits",
    "gigadigit": "Gbit gigabit gigabits",
    "digit": "bit bits",
    "teradigit": "Tbit terabit terabits",
    "gigadigit / second": "Gbps gbps",
    "teradigit / second": "Tbps tbps",
    "1": "ratio epoch epochs",
    "percent": "percent %",
}
"""What pint calls it → how users write it."""

LONG = 200
"""Characters of a unit's definition, at most."""
HIGH = 100
"""What all exponents of a definition multiply to, at most: numbers raised by more have thousands of digits."""
STRANGE = re.compile(r"[^A-Za-z0-9_ .*/^+()\[\]-]")
"""What has no place in a definition: aliases and settings of pint's, and exponents that are written raised."""
WORD = re.compile(r"(?<![\w.\[])[A-Za-z_]\w*(?!\w*\])")
"""A unit's name in a definition, and no dimension such as [chip]."""
EXPONENT = re.compile(r"(?:\*\*|\^)(?:\s*[-+]?([0-9]{1,2})(?![\w.]))?")

PREFIXES = dict(zip("kMGTPEZY", ("kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta"), strict=True))


def atoms(extra: Mapping[str, str]) -> dict[str, Unit]:
    """Every spelling of a unit; `extra` adds names by their definitions. DefinitionError names those that fail."""
    return dict(_atoms(tuple(extra.items())))


def is_known(name: str) -> bool:
    """Whether a name is that of a unit already, in whatever spelling, or one that such units are made of."""
    return name in _meanings() or any(name in WORD.findall(expression) for expression in _meanings().values())


@cache
def _meanings() -> dict[str, str]:
    """What pint calls each spelling of a unit."""
    spellings = {**SPELLINGS, **_flop_spellings()}
    return {word: expression for expression, words in spellings.items() for word in words.split()}


def _plainly(definition: str) -> str:
    """A definition with what pint calls its units; pint's own TB would have no dimension."""
    return WORD.sub(lambda word: f"({_meanings()[word[0]]})" if word[0] in _meanings() else word[0], definition)


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
    faults = {name: what for name, definition in extra if (what := _fault(registry, name, definition))}
    if faults:
        raise DefinitionError(faults)
    meanings = _meanings() | {name: name for name, _ in extra}
    known = {expression: _atom(registry, expression) for expression in set(meanings.values())}
    return {word: known[expression] for word, expression in meanings.items()}


def _fault(registry: Any, name: str, definition: str) -> str:  # noqa: ANN401  # pint's registry, typed as Any
    """What is wrong with a unit's definition; it is added to the registry where nothing is."""
    what = _too_much(definition)
    if what:
        return what
    try:
        registry.define(f"{name} = {_plainly(definition)}")
        _atom(registry, name)
    except Exception:  # noqa: BLE001  # pint raises whatever its tokenizer and its arithmetic do
        return f'"{definition}" is no definition of a unit'
    return ""


def _too_much(definition: str) -> str:
    """What a definition asks for that is refused before anybody works out a number of a billion digits."""
    if len(definition) > LONG:
        return f"a unit's definition has at most {LONG} characters, this one {len(definition):,}"
    strange = STRANGE.search(definition)
    if strange:
        return f'"{definition}" holds "{strange[0]}", which no definition of a unit does'
    raised = EXPONENT.findall(definition)
    exponents = [int(number) for number in raised if number]
    if len(exponents) < len(raised) or math.prod(exponents) > HIGH:
        return f'the exponents of "{definition}" must be plain whole numbers that multiply to at most {HIGH}'
    return ""


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
