"""How figures of each unit are written: their digits, prefixes and nouns."""

import math
from collections.abc import Callable

from msgspec import Struct

Parts = tuple[str, str]
"""The digits with what stands right beside them, and the unit's plural."""

HOURS = (
    ("seconds", 1 / 3600),
    ("minutes", 1 / 60),
    ("hours", 1.0),
    ("days", 24.0),
    ("months", 730.5),
    ("years", 8766.0),
)
HOURS_FROM = (("years", 2 * 8766.0), ("months", 4 * 730.5), ("days", 72.0), ("hours", 1.0), ("minutes", 1 / 60))
"""From how many hours on a time is told in which unit."""
SIZES = ((1e15, " quadrillion"), (1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
PREFIXES = (
    (1e24, "Y"),
    (1e21, "Z"),
    (1e18, "E"),
    (1e15, "P"),
    (1e12, "T"),
    (1e9, "G"),
    (1e6, "M"),
    (1e3, "k"),
    (1, ""),
)
PICOJOULE = 1e-12 / 3600
"""In watt-hours; the field gives in it what an operation takes."""
JOULES = ((1e18, "M"), (1e15, "k"), (1e12, ""), (1e9, "m"), (1e6, "µ"), (1e3, "n"), (1, "p"))
"""Picojoules from which on a prefix is the usual one."""
MASSES = ((1e9, "G"), (1e6, "M"), (1, ""))
"""The same of tonnes."""


class Form(Struct, frozen=True):
    """How figures of one unit are written; {chip} and {a_chip} stand for the hardware."""

    digits: Callable[[float, int, str], Parts]
    noun: str = ""
    before: str = ""

    @property
    def is_count(self) -> bool:
        """Whether a bare number says as much as one with its unit: "20K"."""
        return self.digits in (_people, _powers) and not self.before


def round_to(value: float, digits: int = 3) -> float:
    """The number with so many significant digits."""
    return float(f"{value:.{digits - 1}e}")


def decimal(value: float, digits: int) -> str:
    """The number with so many significant digits, and no power of ten."""
    decimals = max(0, digits - 1 - math.floor(math.log10(value))) if value else 0
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scientific(value: float, digits: int = 3) -> str:
    """The number as 8e25."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(exponent)}"


def count(value: float, digits: int = 3) -> str:
    """The number as 512, 2,050, 342K, 1.5B, 36.5 quadrillion; from a thousand of these on as 1e18."""
    value = round_to(value, digits)
    if value >= 1e18 or 0 < value < 1e-3:
        return scientific(value, digits)
    if value < 1e4:
        return decimal(value, digits)
    size, letter = next(pair for pair in SIZES if value >= pair[0])
    return decimal(value / size, digits) + letter


def _people(value: float, digits: int, noun: str) -> Parts:
    return count(value, digits), noun


def _powers(value: float, digits: int, noun: str) -> Parts:
    return scientific(value, digits) if value >= 1e6 else count(value, digits), noun


def _prefixed(value: float, digits: int, noun: str) -> Parts:
    value = round_to(value, digits)
    size, prefix = next((pair for pair in PREFIXES if value >= pair[0]), PREFIXES[-1])
    shown = round_to(value / size, digits)
    return (count(shown, digits) if shown < 1e4 else scientific(shown, digits)), prefix + noun


def _grams(value: float, digits: int, noun: str) -> Parts:
    tonnes = round_to(value / 1000, digits)
    if tonnes >= 1:
        size, prefix = next(pair for pair in MASSES if tonnes >= pair[0])
        return decimal(tonnes / size, digits), f"{prefix}t{noun}"
    if value < 1e-3 and noun:
        return count(1e6 * value, digits), "mg" + noun
    return _prefixed(value * 1000, digits, "g" + noun)


def _joules(value: float, digits: int, noun: str) -> Parts:
    pico = round_to(value / PICOJOULE, digits)
    size, prefix = next((pair for pair in JOULES if pico >= pair[0]), JOULES[-1])
    return count(pico / size, digits), prefix + noun


def _for(size: float) -> Callable[[float, int, str], Parts]:
    """Figures that are told of so many of what their unit divides by, or in a unit so much smaller."""
    return lambda value, digits, noun: (count(size * value, digits), noun)


def _litres(value: float, digits: int, noun: str) -> Parts:
    return (count(value, digits), noun) if round_to(value, digits) >= 1 else (count(1000 * value, digits), "m" + noun)


def _percent(value: float, digits: int, noun: str) -> Parts:
    value = round_to(100 * value, digits)
    return f"{decimal(value, digits) if 1e-3 <= value < 1e6 else scientific(value, digits)}%", noun


def time_unit(hours: float) -> tuple[str, float]:
    """In what a time is told, and how many hours that is."""
    months = hours / 730.5
    if 0.5 < months < 24 and abs(months / round(months) - 1) < 1e-4:
        return "months", 730.5
    noun = next((name for name, least in HOURS_FROM if hours >= least), "seconds")
    return noun, dict(HOURS)[noun]


def _time(value: float, digits: int, _noun: str) -> Parts:
    noun, size = time_unit(value)
    return count(value / size, digits), noun


FORMS = {
    "USD": Form(_people, before="$"),
    "USD/chip": Form(_people, " {a_chip}", "$"),
    "USD/chip/hour": Form(_people, " {a_chip}-hour", "$"),
    "USD/H100e": Form(_people, " an H100e", "$"),
    "USD/H100e/hour": Form(_people, " an H100e-hour", "$"),
    "USD/FLOP": Form(_for(1e18), " per 1e18 FLOP", "$"),
    "USD/W": Form(_people, " a watt", "$"),
    "USD/query": Form(_people, " a query", "$"),
    "USD/token": Form(_for(1e6), " a million tokens", "$"),
    "USD/year": Form(_people, " a year", "$"),
    "USD/W/year": Form(_people, " a watt and year", "$"),
    "USD/server/hour": Form(_people, " a server-hour", "$"),
    "chip/hour": Form(_people, "chips an hour"),
    "token/parameter": Form(_people, "tokens a parameter"),
    "Wh/FLOP": Form(_joules, "J a FLOP"),
    "kg/Wh": Form(_for(1000), "kg a kWh"),
    "L/Wh": Form(_for(1000), "L a kWh"),
    "chip": Form(_people, "{chip}"),
    "H100e": Form(_people, "H100 equivalents"),
    "H100e/chip": Form(_people, "H100 equivalents {a_chip}"),
    "chip*hour": Form(_people, "{chip}-hours"),
    "hour": Form(_time),
    "FLOP": Form(_powers, "FLOP"),
    "FLOP/s": Form(_prefixed, "FLOP/s"),
    "FLOP/s/chip": Form(_prefixed, "FLOP/s"),
    "FLOP/token": Form(_prefixed, "FLOP a token"),
    "token": Form(_people, "tokens"),
    "token/s/chip": Form(_people, "tokens/s {a_chip}"),
    "token/s/user": Form(_people, "tokens/s a user"),
    "token/user": Form(_people, "tokens a user"),
    "byte/parameter": Form(_people, "bytes a parameter"),
    "parameter": Form(_people, "parameters"),
    "query": Form(_people, "queries"),
    "server": Form(_people, "servers"),
    "rack": Form(_people, "racks"),
    "user": Form(_people, "users"),
    "image": Form(_people, "images"),
    "token/image": Form(_people, "parts an image"),
    "token/hour": Form(_people, "parts an hour"),
    "chip/rack": Form(_people, "{chip} a rack"),
    "chip/server": Form(_people, "{chip} a server"),
    "query/user": Form(_people, "queries a user"),
    "token/query": Form(_people, "tokens a query"),
    "W": Form(_prefixed, "W"),
    "W/chip": Form(_prefixed, "W"),
    "W/H100e": Form(_prefixed, "W an H100e"),
    "W/server": Form(_prefixed, "W a server"),
    "W/rack": Form(_prefixed, "W a rack"),
    "Wh": Form(_prefixed, "Wh"),
    "Wh/query": Form(_prefixed, "Wh a query"),
    "Wh/token": Form(_for(1e6), "Wh a million tokens"),
    "kg": Form(_grams),
    "kg/query": Form(_grams, " a query"),
    "L": Form(_litres, "L"),
    "L/query": Form(_litres, "L a query"),
    "byte": Form(_prefixed, "B"),
    "byte/chip": Form(_prefixed, "B"),
    "byte/s/chip": Form(_prefixed, "B/s"),
    "ratio": Form(_percent),
    "1": Form(_people),
}
SINGULAR = {
    "tokens": "token", "parameters": "parameter", "queries": "query", "servers": "server", "chips": "chip",
    "H100 equivalents": "H100 equivalent", "seconds": "second", "minutes": "minute", "hours": "hour", "days": "day",
    "months": "month", "years": "year", "racks": "rack", "users": "user", "images": "image",
}  # fmt: skip


def article(name: str) -> str:
    """The name with "a" or "an" before it, as it is spoken: "an H100", "a TPU v4"."""
    spelled = name[:1] in "FHLMNRSX" and not name[1:2].islower()
    return f"{'an' if spelled or name[:1] in 'AEIOaeio' else 'a'} {name}"


def form_of(unit: str, hardware: str) -> Form:
    """How figures of a unit are written, of a chip where it is known."""
    if unit == "H100e" and hardware == "H100":
        unit = "chip"
    form = FORMS.get(unit) or Form(_people, unit.replace("*", "-"))
    noun = form.noun.replace("{a_chip}", article(hardware or "chip"))
    if "-hour" in noun:
        return Form(form.digits, noun.replace("{chip}", hardware or "chip"), form.before)
    return Form(form.digits, noun.replace("{chip}", hardware or "chips"), form.before)


def noun(unit: str) -> str:
    """What a count in that unit counts, where no hardware is known: "chips", "chip-hours"."""
    return form_of(unit, "").noun


def joined(number: str, noun: str) -> str:
    """Digits with their unit."""
    noun = SINGULAR.get(noun, noun) if number == "1" else noun
    return f"{number}{noun}" if noun.startswith(" ") or not noun else f"{number} {noun}"


def parts(value: float, form: Form, digits: int) -> Parts:
    """A number as its form has it."""
    number, noun = form.digits(value, digits, form.noun)
    return form.before + number, noun
