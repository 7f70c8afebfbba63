"""Figures in other money than the dollar: "€240 million", "1.1 billion yuan" as dollars of the year they speak of."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from checker.maths.interval import Span, exp
from checker.model.identity import Identity
from checker.model.money import Currency, Exchange
from checker.model.rule import Quantity
from checker.patterns import later
from checker.read.figures.grammar import BadValue, take_apart
from checker.read.figures.value import Parsed, Values, read_end
from checker.read.text.words import listed

OWN = "USD"
OWN_NAMES = {
    "$": False, "dollar": False, "dollars": False, "us$": True, "usd": True, "us dollars": True,
    "美元": True, "美金": True, "米ドル": True,
}  # fmt: skip
"""Names of the dollar, and whether no other money has them: "$5M CAD" are Canadian."""
SIZE_FIRST = later(r"([KMBTkmbt]|[mbt]n)\s*\$\s*([\d.,]+)")
Read = tuple[Parsed, Exchange | None]
"""A figure in dollars, and how it became one where it was in other money."""


class Money:
    """Reads figures, those of money in any currency with a rate."""

    def __init__(self, values: Values, currencies: Mapping[str, Currency]) -> None:
        self.values = values
        self.currencies = currencies

    def figure(self, text: str, quantity: Quantity, day: int, *, exact: bool = False) -> Read:
        """The range of a text on a day, `exact` if every digit counts; BadValue says what is wrong."""
        return self._read(text, quantity, day, lambda plain: self.values.figure(plain, quantity, exact=exact))

    def end(self, text: str, quantity: Quantity, day: int) -> Read:
        """One end of a range; BadValue where it is a bound or a range itself."""
        return self._read(text, quantity, day, lambda plain: read_end(self.values, plain, quantity))

    def _read(self, text: str, quantity: Quantity, day: int, read: Callable[[str], Parsed]) -> Read:
        try:
            return read(text), None
        except BadValue:
            found = in_dollars(text, self.currencies) if "[currency]" in quantity.dims else None
            if not found:
                raise
        plain, currency = found
        try:
            dollars = read(plain)
            return (
                self._exchanged(dollars, self._typed(plain, quantity), currency, day) if currency else (dollars, None)
            )
        except BadValue as error:
            if currency and (before := SIZE_FIRST.fullmatch(plain)):
                instead = f"write {currency.code} {before[2]}{before[1]}"
                raise BadValue(f'"{text}" has its size before its amount', instead) from None
            said = error.instead.replace(plain, text)
            instead = _in_own(said, plain, currency) if currency else said
            raise BadValue(error.what.replace(plain, text), instead) from None

    def _typed(self, plain: str, quantity: Quantity) -> Span:
        """A figure as typed, without what it may be off: one figure, a range, or a bound."""
        typed = self.values.figure(plain, quantity, exact=True)
        is_range = typed.best is None or take_apart(" ".join(plain.split())).last
        return typed.span if is_range or typed.best is None else (typed.best, typed.best)

    def _exchanged(self, dollars: Parsed, typed: Span, currency: Currency, day: int) -> Read:
        """What a figure read as if it were in dollars is in dollars, as wide as the rates of the year."""
        year = date.fromordinal(day).year if day else currency.rates[-1].year
        rate = currency.rate(year)
        low, mean, high = (math.log(each) for each in (rate.low, rate.mean, rate.high))
        span = dollars.span[0] + low, dollars.span[1] + high
        best = None if dollars.best is None else dollars.best + mean
        told = exp(typed[0] + mean), exp(typed[1] + mean)
        return replace(dollars, span=span, best=best), Exchange(currency.code, rate.mean, rate.year, year, *told)


def in_dollars(text: str, currencies: Mapping[str, Currency]) -> tuple[str, Currency | None] | None:
    """A figure of money with "$" before it, and its currency, or None for the dollar; None where it names no money.

    BadValue says of which several currencies a name is.
    """
    names, pattern = _known(Identity(currencies))
    found = [match[0] for match in pattern.finditer(text)]
    meant = [names[_plain(name)] for name in found]
    if not meant:
        return None
    if all(OWN in codes for codes in meant):
        return _as_dollars(text, pattern), None
    left = [code for code in meant[0] if all(code in codes for codes in meant)]
    if not left:
        raise BadValue(f'"{text}" names two currencies', "keep one of them")
    if len(left) > 1:
        sign = next(name for name, codes in zip(found, meant, strict=True) if OWN not in codes)
        instead = " or ".join(" ".join(text.replace(sign, f" {code} ").split()) for code in left)
        raise BadValue(f'"{sign}" may stand for {listed(left)}', f"write {instead}")
    return _as_dollars(text, pattern), currencies[left[0]]


def _in_own(instead: str, plain: str, currency: Currency) -> str:
    """Advice on a figure that was read as dollars, with the money it was given in."""
    given = "".join(plain.split())
    own = re.sub(
        r"\$([\d.]+)",
        lambda m: f"{currency.code} {m[1]}" if m[1] in given or not re.search(r"\d", given) else m[0],
        instead,
    )
    return instead if own == instead else re.sub(r" USD\b", "", own)


def _as_dollars(text: str, pattern: re.Pattern[str]) -> str:
    """The text with "$" before a number, and "USD" elsewhere, in place of a currency."""
    names = rf"(?:(?:{pattern.pattern})\s*)+(?P<number>(?=\.?\d))?"
    plain = re.sub(names, lambda m: " USD " if m["number"] is None else "$", text, flags=re.IGNORECASE)
    plain = " ".join(plain.split()).replace("USD /", "USD/")
    return plain if "$" in plain else re.sub(r"(?=\d)", "$", plain, count=1)


def _plain(name: str) -> str:
    """A name without capitals, as a pattern that ignores them takes it: Turkish ones have an i of their own."""
    return name.casefold().replace("i\u0307", "i").replace("\u0131", "i")


@lru_cache(maxsize=4)
def _known(currencies: Identity[Mapping[str, Currency]]) -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    """Names without capitals, each with the codes it may stand for, and a pattern of them, the longest first."""
    names: dict[str, tuple[str, ...]] = {}
    spelled = set(OWN_NAMES)
    for currency in currencies.it.values():
        spelled |= {*map(str.lower, currency.names), *map(_plain, currency.names)}
        for name in map(_plain, currency.names):
            names[name] = (*names.get(name, ()), currency.code)
    for name, is_alone in OWN_NAMES.items():
        names[name] = (OWN,) if is_alone else (OWN, *names.get(name, ()))
    words: list[str] = []
    signs: list[str] = []
    for name in sorted(spelled, key=lambda name: (-len(name), name)):
        (words if name[0].isascii() else signs).append(re.escape(name))
    return names, re.compile(
        rf"(?<![^\W\d_])(?:{'|'.join(words)})(?![A-Za-z])|{'|'.join(signs) or '(?!)'}", re.IGNORECASE
    )
