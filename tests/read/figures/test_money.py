"""Figures in other money than dollars, at the rates of the year that they speak of."""

from datetime import date
from pathlib import Path

import pytest

from checker.maths.interval import exp
from checker.model.claim import Figure
from checker.read.claim.ask import read_ask
from checker.read.claim.claims import read_claims
from checker.read.figures.money import in_dollars
from checker.read.figures.value import BadValue
from tests.explain.asking import book
from tests.small import read, sound


def asked(text: str, name: str = "training_cost", when: str = "2023-06") -> Figure:
    """A figure of a question about a day, by the shipped rates."""
    claim, problems = read_ask({name: text, "date": when}, book(), date(2024, 1, 1).toordinal())
    if claim is None:
        raise BadValue(problems[0].what, problems[0].instead)
    return claim.figures[0]


@pytest.mark.parametrize(
    ("text", "code", "amount"),
    [
        ("€240 million", "EUR", 240e6),
        ("EUR 240 million", "EUR", 240e6),
        ("240 million euros", "EUR", 240e6),
        ("5.6m euros", "EUR", 5.6e6),
        ("5M€", "EUR", 5e6),
        ("about €240 million", "EUR", 240e6),
        ("£2bn", "GBP", 2e9),
        ("100 million pounds", "GBP", 1e8),
        ("1.145 billion yuan", "CNY", 1.145e9),
        ("CN¥5M", "CNY", 5e6),
        ("¥5M RMB", "CNY", 5e6),
        ("12亿元", "CNY", 1.2e9),
        ("JPY 10bn", "JPY", 1e10),
        ("INR 100 crore", "INR", 1e9),
        ("₹1.5 lakh crore", "INR", 1.5e12),
        ("Rs. 50 lakh", "INR", 5e6),
        ("C$2 billion", "CAD", 2e9),
        ("$5M CAD", "CAD", 5e6),
        ("CAD $5M", "CAD", 5e6),
        ("A$3B", "AUD", 3e9),
        ("500 million Singapore dollars", "SGD", 5e8),
        ("NT$5bn", "TWD", 5e9),
        ("CHF 20M", "CHF", 2e7),
        ("R$100 million", "BRL", 1e8),
        ("AED 5bn", "AED", 5e9),
    ],
)
def test_other_money(text: str, code: str, amount: float) -> None:
    """A currency goes by its code, its signs and its names, before the number or after it."""
    found = asked(text)
    rate = book().currencies[code].rate(2023)
    assert found.text == text
    assert found.exchange is not None
    assert (found.exchange.code, found.exchange.rate, found.exchange.year) == (code, rate.mean, 2023)
    assert found.best is not None
    assert exp(found.best) == pytest.approx(amount * rate.mean)
    assert found.exchange.low == found.exchange.high == pytest.approx(amount * rate.mean)


@pytest.mark.parametrize("text", ["$3B", "3B USD", "US$3B", "3 billion dollars", "3000m USD", "30亿美元"])
def test_the_dollar_is_the_dollar(text: str) -> None:
    """A dollar that no other country is named with is that of the United States."""
    found = asked(text)
    assert found.exchange is None
    assert found.best is not None
    assert exp(found.best) == pytest.approx(3e9)


def test_a_figure_is_as_wide_as_the_rates_of_its_year() -> None:
    """What rounding leaves open is worth between the lowest and the highest rate of the year."""
    rate = book().currencies["EUR"].rate(2015)
    low, high = asked("€240 million", when="2015-03").span
    assert (exp(low), exp(high)) == pytest.approx((235e6 * rate.low, 245e6 * rate.high))


def test_each_year_has_its_rate_and_beyond_the_table_the_nearest_counts() -> None:
    """The year is that of the claim; where the table has none the nearest stands in, and both are told."""
    old, now, later = (asked("€1M", when=when).exchange for when in ("2013", "2023", "2031"))
    assert old
    assert now
    assert later
    assert old.rate > now.rate
    assert (later.year, later.asked) == (2026, 2031)


def test_ranges_bounds_and_rates() -> None:
    """Both ends are in the one currency, an open end stays open, and what is paid for an hour is money too."""
    rate = book().currencies["EUR"].rate(2023).mean
    both, least, hourly = asked("€20M-€50M"), asked("> €100M"), asked("2 EUR/GPU-hour", "chip_hour_price")
    assert both.exchange
    assert least.exchange
    assert hourly.exchange
    assert (both.exchange.low, both.exchange.high) == pytest.approx((20e6 * rate, 50e6 * rate))
    assert least.exchange.low == pytest.approx(100e6 * rate)
    assert least.exchange.high == float("inf")
    assert least.best is None
    assert hourly.exchange.low == pytest.approx(2 * rate)


@pytest.mark.parametrize(
    ("text", "what", "instead"),
    [
        ("¥10bn", '"¥" may stand for CNY or JPY', "write CNY 10bn or JPY 10bn"),
        ("100 kr", '"kr" may stand for SEK, DKK or NOK', "write 100 SEK or 100 DKK or 100 NOK"),
        ("$5M yuan", '"$5M yuan" names two currencies', "keep one of them"),
        ("NZ$5M", '"NZ$5M" is in another currency than US dollars', "convert it at the rate of the claim's date"),
        ("€0", '"€0" is zero', "write an amount above zero"),
        ("EUR 5M per day", '"EUR 5M per day" is told for a time, but training_cost is', 'write "EUR 5M" if'),
        ("5M euros per day", '"5M euros per day" is told for a time, but training_cost is', 'write "EUR 5M" if'),
        ("€5M+", '"+" is no unit known here', 'write ">= EUR 5M"'),
        ("M€5", '"M€5" has its size before its amount', "write EUR 5M"),
        ("€5 000 000", '"€5 000 000" holds two numbers', "write EUR 5000000"),
        ("€5 zillion", '"zillion" is no unit known here', "write a figure such as $3B"),
    ],
)
def test_what_money_is_meant_must_be_clear(text: str, what: str, instead: str) -> None:
    """A sign that several currencies have is asked about, and so is money of which no rate is known."""
    with pytest.raises(BadValue) as refusal:
        asked(text)
    assert refusal.value.what.startswith(what)
    assert instead in refusal.value.instead


@pytest.mark.parametrize("text", ["5 qu\u0131d", "5 qu\u0130d", "5 QUID"])
def test_every_i_is_an_i(text: str) -> None:
    """Turkish capitals are names too, as the pattern that finds them has it."""
    assert asked(text).exchange == asked("5 quid").exchange


@pytest.mark.parametrize("text", ["5 Straße", "5 straße", "5 STRASSE", "Straße 5"])
def test_a_name_is_known_however_it_is_spelled(text: str, tmp_path: Path) -> None:
    """Letters that grow to two without capitals are looked for both ways."""
    found = sound(pack(tmp_path, rules=RULES.replace("euro", "Straße")), "money").currencies
    plain, currency = in_dollars(text, found) or ("", None)
    assert plain.startswith("$5")
    assert currency == found["EUR"]


@pytest.mark.parametrize(
    ("ends", "what"),
    [
        ("{low: £50M, high: 60 billion JPY}", "low is in GBP, high in JPY"),
        ("{low: €5B, high: $60B}", "low is in EUR, high in USD"),
        ("{low: $500M, high: £600M}", "low is in USD, high in GBP"),
        ("{low: €5B, high: €6B}", ""),
    ],
)
def test_both_ends_are_in_one_money(ends: str, what: str) -> None:
    """One rate can't be told of two currencies."""
    values = f"{{training_cost: {ends}}}"
    claim = f"claims: [{{id: a, about: b, statement: c, source: {{title: d, date: 2024}}, values: {values}}}]"
    found, problems = read_claims([("a.yaml", claim.encode())], book(), date(2024, 1, 1).toordinal())
    assert [problem.what for problem in problems] == ([what] if what else [])
    assert len(found) == (not what)


def test_a_size_before_the_amount_is_nothing_that_a_shell_ate() -> None:
    """A sign of other money stands where a shell would have left none."""
    _, problems = read_ask("training_cost=M€5", book(), date(2024, 1, 1).toordinal())
    assert [problem.what for problem in problems] == ['"M€5" has its size before its amount']


def test_other_quantities_know_no_money() -> None:
    """Pounds of gas are no pounds of money."""
    best = asked("10 pounds", "emissions").best
    assert best is not None
    assert exp(best) == pytest.approx(4.536, rel=1e-3)
    with pytest.raises(BadValue, match="euros"):
        asked("10 euros", "emissions")


RATES = """\
currency,year,mean,low,high,source,evidence
EUR,2023,1.08,1.05,1.13,"A bank, 2024-01",read
EUR,2022,1.05,,,"A bank, 2024-01",read
"""
RULES = """\
topic: Money
currencies:
  - {table: reference/rates.csv, code: currency, year: year, mean: mean, low: low, high: high, names: {EUR: [€, euro]}}
"""


def pack(tmp_path: Path, rates: str = RATES, rules: str = RULES) -> Path:
    """A pack with the rates of one currency."""
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "rates.csv").write_text(rates, encoding="utf-8")
    (tmp_path / "money.yaml").write_text(rules, encoding="utf-8")
    return tmp_path


def test_rates_are_read_in_order_and_a_year_without_ends_has_its_mean(tmp_path: Path) -> None:
    """What isn't known of the lowest and the highest rate widens nothing."""
    found = sound(pack(tmp_path), "money").currencies["EUR"]
    assert found.names == ("EUR", "€", "euro")
    assert [(rate.year, rate.low, rate.high) for rate in found.rates] == [(2022, 1.05, 1.05), (2023, 1.05, 1.13)]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("EUR,2022,1.05", "EUR,,1.05", "the rate has no year, or no mean"),
        ("EUR,2022,1.05", "EUR,2022,", "the rate has no year, or no mean"),
        ("1.08,1.05", "1.08,1.1", "the mean lies outside low and high"),
        ("EUR: [", "GBP: [", 'unknown currency of reference/rates.csv "GBP"'),
        ("mean: mean", "mean: middle", 'unknown column "middle"'),
    ],
)
def test_what_is_wrong_with_rates_is_said(tmp_path: Path, old: str, new: str, what: str) -> None:
    """A rate needs a year and a mean between its ends, and a currency rates."""
    _, problems = read(pack(tmp_path, RATES.replace(old, new), RULES.replace(old, new)), "money")
    assert what in [problem.what for problem in problems]
