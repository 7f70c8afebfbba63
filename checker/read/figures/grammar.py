"""Figures as people write them: "$3B", "80-120 million USD", "<= 6 months", taken apart but not yet understood.

Units stay texts here; `checker.read.figures.value` knows what they mean.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from checker.patterns import later

MAX_ROUNDING = 0.2
"""The widest that rounding alone makes a figure: "100K" is 80K to 120K."""
ABOUT = 0.3
"""How far "~" reaches either way."""
MAX_LENGTH = 200
"""No figure needs more characters."""
ROUND = "000"
"""A count whose last group of digits is this was rounded, with a separator as without: 300,000 is 300K."""
EXACT_DIGITS = 4
"""A count with as many significant digits was counted, not rounded."""

MAGNITUDES = {
    "k": 1e3, "K": 1e3, "thousand": 1e3,
    "M": 1e6, "mn": 1e6, "million": 1e6,
    "B": 1e9, "bn": 1e9, "billion": 1e9,
    "T": 1e12, "tn": 1e12, "trillion": 1e12,
    "quadrillion": 1e15,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "cr": 1e7, "Cr": 1e7, "lakh crore": 1e12,
    "万": 1e4, "億": 1e8, "亿": 1e8,
}  # fmt: skip
MONEY_MAGNITUDES = {"m": 1e6, "b": 1e9, "t": 1e12}
"""Letters that mean a magnitude only beside "$": elsewhere "t" is a tonne."""

NUMBER = r"(?:[0-9][0-9,_]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
SIGN = later(r"\s*(~|≈|>=|<=|≥|≤|>|<)?\s*(.*?)\s*", re.DOTALL)
SIDE = later(
    rf"(?P<money>(?:US)?\$\s*|USD\s+)?(?P<number>{NUMBER})\s*"
    r"(?:(?P<magnitude>lakh crore|lakhs?|crores?|[Cc]r|[万億亿]|"
    r"thousand|million|billion|trillion|quadrillion|bn|mn|tn|[kKMBTmbt])(?![\w%]))?\s*(?P<rest>.*)",
    re.DOTALL,
)
RANGE = later(r"(?<![\^*])\s*(?:[-\u2013\u2014]|\bto\b)\s*(?=(?:(?:US)?\$|USD )?\s*[0-9.])")
GROUPS = later(r"[0-9]{1,3}(?:([,_])[0-9]{3}(?:\1[0-9]{3})*)?")
NAMES_USD = later("usd|dollar", re.IGNORECASE)
BOUNDS = {
    "about": "~", "around": "~", "roughly": "~", "approximately": "~", "some": "~", "nearly": "~", "almost": "~",
    "up to": "<=", "at most": "<=", "no more than": "<=", "under": "<", "below": "<", "less than": "<",
    "at least": ">=", "no less than": ">=", "over": ">", "above": ">", "more than": ">",
}  # fmt: skip
NUMBERS = {
    "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "half a": "0.5", "half an": "0.5",
}  # fmt: skip
IN_WORDS = later(r"\W*[^\W\d_]")
"""How whatever is said in a word begins: most figures begin with a digit."""
SPELT = later(
    r"(\A\s*(?:[~≈<>=≥≤]+\s*|(?:" + "|".join(BOUNDS).replace(" ", r"\s+") + r")\s+)?)"
    r"(" + "|".join(sorted(NUMBERS, key=len, reverse=True)).replace(" ", r"\s+") + r")[\s-]+"
    r"(?!(?:and|to|of|hundred|dozen|few|couple|halves|thirds?|quarters? of|fifths?|tenths?)\b)(?=[A-Za-z])",
    re.IGNORECASE,
)  # fmt: skip
"""A number in a word before what is counted, at the start or behind a bound."""
BETWEEN = later(r"(?:between|from)\s+(.*\d.*?)\s+(?:and|to)\s+(.*\d.*)", re.IGNORECASE)
WORD = later("(" + "|".join(BOUNDS).replace(" ", r"\s+") + r")\s+(?=[~$\d.U])", re.IGNORECASE)
POWER = later(r"(?:([0-9.]+)\s*[x\u00d7*\u00b7]\s*)?\b10\s*(?:\^|\*\*)\s*([0-9]+)")
RAISED = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
RAISED_POWER = later("(?<=10)[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
SIGNS = {"≈": "~", "≥": ">=", "≤": "<="}


class BadValue(Exception):  # noqa: N818 - what is bad is the text that was read, not this program
    """Why a text is no figure or choice, and what to write instead."""

    def __init__(self, what: str, instead: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.instead = instead


class Side(Struct, frozen=True):
    """One number with its unit as typed; `about` is the share of it by which it may be off through rounding."""

    value: float
    unit: str
    about: float
    counted: bool
    """Whether it was written as an exact count: with separators, or to many digits."""
    bare: bool = False
    """Whether it is a whole number that is written out and doesn't end in 0."""
    in_thousands: bool = False
    """Whether it is written out with four digits or more before the point."""


class Written(Struct, frozen=True):
    """A figure taken apart: its sign ("~", ">=", ...), one side, and the other end where it is a range."""

    sign: str
    first: Side
    last: Side | None = None


def take_apart(text: str) -> Written:
    """The parts of a figure; BadValue says why a text is none."""
    if len(text) > MAX_LENGTH:
        raise BadValue(f'"{text[:40]}..." is too long for a figure')
    head = SIGN.fullmatch(_plain(text))
    sign, body = (SIGNS.get(head[1], head[1]) or "", head[2]) if head else ("", text)
    match = SIDE.match(body)
    if not match:
        raise no_figure(text, body)
    rest = match["rest"]
    dash = RANGE.search(rest)
    if not dash:
        return Written(sign, _side(match, rest, money=bool(match["money"])))
    if sign:
        raise BadValue(f'"{text}" is both a range and a bound', f'write "{body}" alone')
    other = SIDE.match(rest, dash.end())
    if not other:
        raise no_figure(text, rest[dash.end() :])
    return _range(text, match, rest[: dash.start()].strip(), other)


def _plain(text: str) -> str:
    """Words as numbers and signs: "three days" is "3 days", "up to 3.8 x 10^25" is "<= 3.8e25", a raised 25 too."""
    if IN_WORDS.match(text):
        text = in_digits(text)
        if said := WORD.match(text):
            text = BOUNDS[" ".join(said[1].casefold().split())] + text[said.end() :]
    if "10" not in text:
        return text
    text = RAISED_POWER.sub(lambda m: f"^{m[0].translate(RAISED)}", text)
    return POWER.sub(lambda m: f"{m[1] or 1}e{m[2]}", text)


def in_digits(text: str) -> str:
    """A figure without numbers in words: "over half a million" is "over 0.5 million", "between" two figures a range."""
    if ends := BETWEEN.fullmatch(text):
        text = f"{ends[1]} to {ends[2]}"
    return SPELT.sub(lambda found: f"{found[1]}{NUMBERS[' '.join(found[2].casefold().split())]} ", text, count=1)


def _range(text: str, low: re.Match[str], low_unit: str, high: re.Match[str]) -> Written:
    """Both ends; the low one shares the currency, unit and magnitude of the high one where it names none."""
    money = bool(low["money"] or high["money"])
    first, last = _side(low, low_unit, money=money), _side(high, high["rest"], money=money)
    bare = not low_unit and not low["magnitude"]
    if bare and "e" not in low["number"].lower():
        first = replace(first, value=first.value * _magnitude(high, money=money)[0])
    if not low_unit:
        first = replace(first, unit=last.unit)
    elif not last.unit:
        last = replace(last, unit=first.unit)
    if bare and first.value > last.value:
        instead = "write both ends in full, the lower one first, such as 900K-1.2M"
        raise BadValue(f'the range "{text}" has its low end above its high end', instead)
    return Written("", first, last)


def _side(match: re.Match[str], unit: str, *, money: bool) -> Side:
    mantissa, _, exponent = match["number"].lower().partition("e")
    digits = _digits(mantissa)
    factor, letter = _magnitude(match, money=money)
    if letter:
        unit = letter + " " * (match.start("rest") - match.end("magnitude")) + unit
    unit = unit.strip()
    if money and not NAMES_USD.match(unit):
        unit = f"USD {unit}".strip()
    elif unit.startswith(("/", "per ")):
        unit = f"1 {unit}"
    is_separated = digits != mantissa and not digits.endswith(ROUND)
    is_bare = not (exponent or match["magnitude"] or "." in digits or digits.endswith("0"))
    is_long = not exponent and len(digits.partition(".")[0]) >= EXACT_DIGITS
    counted = is_separated or len(_significant(digits)) >= EXACT_DIGITS
    return Side(float(f"{digits}e{exponent or 0}") * factor, unit, _rounding(digits), counted, is_bare, is_long)


def _magnitude(match: re.Match[str], *, money: bool) -> tuple[float, str]:
    """The factor of a magnitude, and the letter itself where it is the start of a unit after all."""
    word = match["magnitude"]
    if not word:
        return 1.0, ""
    if word in MAGNITUDES:
        return MAGNITUDES[word], ""
    return (MONEY_MAGNITUDES[word], "") if money else (1.0, word)


def _digits(mantissa: str) -> str:
    """The number without its separators, which must stand between thousands."""
    whole, point, part = mantissa.partition(".")
    if len(whole) > 1 and whole[0] == "0":
        bare = whole.replace(",", "").replace("_", "").lstrip("0") or "0"
        raise BadValue(f'"{mantissa}" begins with a zero', f"write {bare}{point}{part}")
    if "," not in whole and "_" not in whole:
        return mantissa
    if not GROUPS.fullmatch(whole):
        bare = whole.replace(",", "").replace("_", "")
        instead = f"write {whole.replace(',', '.')}, or {bare}" if whole.count(",") == 1 else f"write {bare}"
        raise BadValue(f'the separator in "{mantissa}" does not stand between thousands', instead + point + part)
    return whole.replace(",", "").replace("_", "") + point + part


def _significant(digits: str) -> str:
    return digits.replace(".", "").strip("0")


def _rounding(digits: str) -> float:
    """Half a unit of the last significant digit, as a share of the number."""
    whole, point, part = digits.partition(".")
    number = float(digits)
    if number == 0:
        return 0.0
    half = 0.5 * 10.0 ** -len(part) if point else 0.5 * 10.0 ** (len(whole) - len(whole.rstrip("0")))
    return min(half / number, MAX_ROUNDING)


FOREIGN = later(
    r"[£¥\u20a0-\u20cf]|\b(?:[A-Z]{1,3}\$|EUR|euros?|GBP|pounds?|CNY|RMB|yuan|JPY|yen|INR|rupees?|KRW|won|CHF|CAD|AUD|SGD|HKD|TWD)"
    r"(?![A-Za-z])",
    re.IGNORECASE,
)
NOT_A_NUMBER = later(r"[+-]?\$?\.?(?:nan|inf|infinity|∞)\b.*|∞.*", re.IGNORECASE | re.DOTALL)
CLOCK = later(r"[0-9]+:[0-9]{1,2}(?::[0-9]{1,2})?")


def no_figure(text: str, body: str) -> BadValue:
    """Why a text that begins with no number is no figure."""
    if body.removeprefix("$")[:1] in ("-", "\u2212"):
        return BadValue(f'"{text}" is negative', "write an amount above zero")
    if NOT_A_NUMBER.fullmatch(body):
        return BadValue(f'"{text}" is no number', "write a finite figure, or leave it out")
    if found := foreign(text):
        return found
    return BadValue(f'"{text}" is no figure')


def foreign(text: str) -> BadValue | None:
    """What to say of a text with another currency than the dollar, None without one."""
    if not FOREIGN.search(text.replace("US$", "$")):
        return None
    instead = "convert it at the rate of the claim's date and write US dollars, such as $3M"
    return BadValue(f'"{text}" is in another currency than US dollars', instead)
