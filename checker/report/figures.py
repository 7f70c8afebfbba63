"""Numbers as people write them: at most three digits, the field's own units, "at least" where an end is open."""

import math
from collections.abc import Callable

from msgspec import Struct

from checker.patterns import later

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
SIZES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
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
UNBOUNDED = "without bound"
PICOJOULE = 1e-12 / 3600
"""In watt-hours; the field gives in it what an operation takes."""
WORDS = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "~": "about "}
TYPED = later(r"(?P<word>[<>]=?|~)?\s*(?P<number>\$?\d[\d.,_]*(?:[eE][+-]?\d+)?\s?[KMBTkmbt]?)(?![A-Za-z])(?P<rest>.*)")
"""A figure as typed: a sign that bounds it, digits with their size, and the unit."""


class _Form(Struct, frozen=True):
    """How figures of one unit are written; {chip} and {a_chip} stand for the hardware."""

    digits: Callable[[float, int, str], Parts]
    noun: str = ""
    before: str = ""


def round_to(value: float, digits: int = 3) -> float:
    """The number with so many significant digits."""
    return float(f"{value:.{digits - 1}e}")


def _decimal(value: float, digits: int) -> str:
    decimals = max(0, digits - 1 - math.floor(math.log10(value))) if value else 0
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scientific(value: float, digits: int = 3) -> str:
    """The number as 8e25."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(exponent)}"


def count(value: float, digits: int = 3) -> str:
    """The number as 512, 2,050, 342K, 1.5B; from a thousand trillions on as 1e15."""
    value = round_to(value, digits)
    if value >= 1e15 or 0 < value < 1e-3:
        return scientific(value, digits)
    if value < 1e4:
        return _decimal(value, digits)
    size, letter = next(pair for pair in SIZES if value >= pair[0])
    return _decimal(value / size, digits) + letter


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
        return (_decimal(tonnes, digits) if tonnes < 1e6 else count(tonnes, digits)), "t" + noun
    if value < 1e-3 and noun:
        return count(1e6 * value, digits), "mg" + noun
    return _prefixed(value * 1000, digits, "g" + noun)


def _for(size: float) -> Callable[[float, int, str], Parts]:
    """Figures that are told of so many of what their unit divides by, or in a unit so much smaller."""
    return lambda value, digits, noun: (count(size * value, digits), noun)


def _litres(value: float, digits: int, noun: str) -> Parts:
    return (count(value, digits), noun) if round_to(value, digits) >= 1 else (count(1000 * value, digits), "m" + noun)


def _percent(value: float, digits: int, noun: str) -> Parts:
    value = round_to(100 * value, digits)
    return f"{_decimal(value, digits) if 1e-3 <= value < 1e6 else scientific(value, digits)}%", noun


def time_unit(hours: float) -> tuple[str, float]:
    """The unit in which a time is told, and its hours."""
    months = hours / 730.5
    if 0.5 < months < 24 and abs(months / round(months) - 1) < 1e-4:
        return "months", 730.5
    noun = next((name for name, least in HOURS_FROM if hours >= least), "seconds")
    return noun, dict(HOURS)[noun]


def _time(value: float, digits: int, _noun: str) -> Parts:
    noun, size = time_unit(value)
    return count(value / size, digits), noun


FORMS = {
    "USD": _Form(_people, before="$"),
    "USD/chip": _Form(_people, " {a_chip}", "$"),
    "USD/chip/hour": _Form(_people, " {a_chip}-hour", "$"),
    "USD/H100e": _Form(_people, " an H100e", "$"),
    "USD/H100e/hour": _Form(_people, " an H100e-hour", "$"),
    "USD/FLOP": _Form(_for(1e18), " per 1e18 FLOP", "$"),
    "USD/W": _Form(_people, " a watt", "$"),
    "USD/query": _Form(_people, " a query", "$"),
    "USD/token": _Form(_for(1e6), " a million tokens", "$"),
    "USD/year": _Form(_people, " a year", "$"),
    "USD/W/year": _Form(_people, " a watt and year", "$"),
    "USD/server/hour": _Form(_people, " a server-hour", "$"),
    "chip/hour": _Form(_people, "chips an hour"),
    "token/parameter": _Form(_people, "tokens a parameter"),
    "Wh/FLOP": _Form(_for(1 / PICOJOULE), "pJ a FLOP"),
    "kg/Wh": _Form(_for(1000), "kg a kWh"),
    "L/Wh": _Form(_for(1000), "L a kWh"),
    "chip": _Form(_people, "{chip}"),
    "H100e": _Form(_people, "H100 equivalents"),
    "chip*hour": _Form(_people, "{chip}-hours"),
    "hour": _Form(_time),
    "FLOP": _Form(_powers, "FLOP"),
    "FLOP/s": _Form(_prefixed, "FLOP/s"),
    "FLOP/s/chip": _Form(_prefixed, "FLOP/s"),
    "FLOP/token": _Form(_prefixed, "FLOP a token"),
    "token": _Form(_people, "tokens"),
    "token/s/chip": _Form(_people, "tokens/s {a_chip}"),
    "parameter": _Form(_people, "parameters"),
    "query": _Form(_people, "queries"),
    "server": _Form(_people, "servers"),
    "rack": _Form(_people, "racks"),
    "user": _Form(_people, "users"),
    "image": _Form(_people, "images"),
    "token/image": _Form(_people, "parts an image"),
    "token/hour": _Form(_people, "parts an hour"),
    "chip/rack": _Form(_people, "{chip} a rack"),
    "chip/server": _Form(_people, "{chip} a server"),
    "query/user": _Form(_people, "queries a user"),
    "token/query": _Form(_people, "tokens a query"),
    "W": _Form(_prefixed, "W"),
    "W/chip": _Form(_prefixed, "W"),
    "W/H100e": _Form(_prefixed, "W an H100e"),
    "W/server": _Form(_prefixed, "W a server"),
    "W/rack": _Form(_prefixed, "W a rack"),
    "Wh": _Form(_prefixed, "Wh"),
    "Wh/query": _Form(_prefixed, "Wh a query"),
    "Wh/token": _Form(_for(1e6), "Wh a million tokens"),
    "kg": _Form(_grams),
    "kg/query": _Form(_grams, " a query"),
    "L": _Form(_litres, "L"),
    "L/query": _Form(_litres, "L a query"),
    "byte": _Form(_prefixed, "B"),
    "byte/chip": _Form(_prefixed, "B"),
    "byte/s/chip": _Form(_prefixed, "B/s"),
    "ratio": _Form(_percent),
    "1": _Form(_people),
}
SINGULAR = {
    "tokens": "token", "parameters": "parameter", "queries": "query", "servers": "server", "chips": "chip",
    "H100 equivalents": "H100 equivalent", "seconds": "second", "minutes": "minute", "hours": "hour", "days": "day",
    "months": "month", "years": "year", "racks": "rack", "users": "user", "images": "image",
}  # fmt: skip


NEXT_TO_NONE = 1e-100
"""What is at most so much is nothing at all."""


def article(name: str) -> str:
    """The name with "a" or "an" before it, as it is spoken: "an H100", "a TPU v4"."""
    spelled = name[:1] in "FHLMNRSX" and not name[1:2].islower()
    return f"{'an' if spelled or name[:1] in 'AEIOaeio' else 'a'} {name}"


def _form(unit: str, hardware: str) -> _Form:
    if unit == "H100e" and hardware == "H100":
        unit = "chip"
    form = FORMS.get(unit) or _Form(_people, unit.replace("*", "-"))
    noun = form.noun.replace("{a_chip}", article(hardware or "chip"))
    if "-hour" in noun:
        return _Form(form.digits, noun.replace("{chip}", hardware or "chip"), form.before)
    return _Form(form.digits, noun.replace("{chip}", hardware or "chips"), form.before)


def noun(unit: str) -> str:
    """What a count in that unit counts, where no hardware is known: "chips", "chip-hours"."""
    return _form(unit, "").noun


def _joined(number: str, noun: str) -> str:
    noun = SINGULAR.get(noun, noun) if number == "1" else noun
    return f"{number}{noun}" if noun.startswith(" ") or not noun else f"{number} {noun}"


def _parts(value: float, form: _Form, digits: int) -> Parts:
    number, noun = form.digits(value, digits, form.noun)
    return form.before + number, noun


def figure(low: float, high: float, unit: str, hardware: str = "", bare: bool = False, *, digits: int = 3) -> str:
    """A range as people write it; 0 and infinity are open ends, `bare` leaves "at least" and "at most" to others."""
    if low <= 0 and math.isinf(high):
        return "any amount"
    if low <= 0 < high < NEXT_TO_NONE:
        return "none"
    form = _form(unit, hardware)
    if low <= 0 or math.isinf(high):
        word = "" if bare else "at most " if low <= 0 else "at least "
        return word + _joined(*_parts(high if low <= 0 else low, form, digits))
    first, last = _parts(low, form, digits), _parts(high, form, digits)
    if first == last:
        return _joined(*first)
    return f"{first[0] if first[1] == last[1] else _joined(*first)} to {_joined(*last)}"


def typed(text: str, low: float, high: float, unit: str, hardware: str = "", *, bare: bool = False) -> str:
    """A claimed figure as it was typed, with its unit where none was, and a sign such as >= in words."""
    match = TYPED.fullmatch(text.strip())
    if not match:
        return figure(low, high, unit, hardware, bare) if text.strip()[:1] in ("", "{") else text.strip()
    word = "" if bare else WORDS.get(match["word"] or "", "")
    if match["rest"].strip() or "$" in match["number"]:
        return word + match["number"] + match["rest"]
    return word + _with_unit(match["number"].strip(), low, high, unit, hardware)


def _with_unit(number: str, low: float, high: float, unit: str, hardware: str) -> str:
    form = _form(unit, hardware)
    if form.digits in (_people, _powers) and not form.before and len(number) <= 9:
        return _joined(number, form.noun)
    middle = high if low <= 0 else low if math.isinf(high) else (low + high) / 2
    return figure(middle, middle, unit, hardware)


def inner(low: float, high: float, unit: str) -> tuple[float, float]:
    """The range with ends of two digits that lie inside it, or of more where two would leave nothing."""
    for digits in (2, 3):
        tight = _rounded_up(low, unit, digits), _rounded_down(high, unit, digits)
        if tight[0] <= tight[1]:
            return tight
    return low, high


def _rounded_down(value: float, unit: str, digits: int) -> float:
    return value if value <= 0 or math.isinf(value) else _rounded(value, unit, digits, -1)


def _rounded_up(value: float, unit: str, digits: int) -> float:
    return value if value <= 0 or math.isinf(value) else _rounded(value, unit, digits, 1)


def _rounded(value: float, unit: str, digits: int, way: int) -> float:
    size = time_unit(value)[1] if unit == "hour" else PICOJOULE if unit == "Wh/FLOP" else 1.0
    near = round_to(value / size, digits)
    if (near * size - value) * way < -1e-9 * value:
        near = round_to(near + way * 10 ** (math.floor(math.log10(value / size)) - digits + 1), digits)
    return near * size


def factor(value: float) -> str:
    """How many times, as 3.4x, 26x, 1,000x; two decimals close to one; an infinite one is without bound."""
    if math.isinf(value):
        return UNBOUNDED
    digits = 3 if 1 < round_to(value, 3) < 1.1 else 2
    value = round_to(value, digits)
    return f"{_decimal(value, digits) if 1e-3 <= value < 1e7 else scientific(value, digits)}x"
