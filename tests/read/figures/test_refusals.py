"""Tests of what `checker.read.figures.value` says of texts that are no figures."""

import pytest

from checker.read.figures.value import BadValue, read_figure
from tests.books import atoms, hardware, quantity


def refusal(name: str, text: str) -> tuple[str, str]:
    """What is wrong with a text, and what to write instead."""
    with pytest.raises(BadValue) as caught:
        read_figure(text, quantity(name), atoms(), hardware())
    return caught.value.what, caught.value.instead


@pytest.mark.parametrize(
    ("name", "text", "what", "instead"),
    [
        ("training_cost", "3B", '"3B" names no currency', "write $3B"),
        ("chip_hour_price", "2", '"2" names no currency', "write a figure such as $2/hour"),
        ("training_cost", "no", '"no" is no figure', "write a figure such as $3B"),
        ("training_cost", "", '"" is no figure', "write a figure such as $3B"),
        ("training_cost", "-$5", '"-$5" is negative', "write an amount above zero"),
        ("training_cost", "$-5", '"$-5" is negative', "write an amount above zero"),
        ("chips", "\N{MINUS SIGN}5", '"\N{MINUS SIGN}5" is negative', "write an amount above zero"),
        ("chips", "0.0", '"0.0" is zero', "write an amount above zero, or leave it out"),
        ("chips", "-inf", '"-inf" is negative', "write an amount above zero"),
        ("chips", "NaN", '"NaN" is no number', "write a finite figure, or leave it out"),
        ("chips", "1e-999", '"1e-999" is zero', "write an amount above zero, or leave it out"),
        ("chips", "010", '"010" begins with a zero', "write 10"),
        ("chips", "16,38", 'the separator in "16,38" does not stand between thousands', "write 16.38, or 1638"),
        ("chips", "1,2,3", 'the separator in "1,2,3" does not stand between thousands', "write 123"),
        ("chips", "16 384", '"16 384" holds two numbers', "write 16384"),
        ("chips", "5 chps", '"chps" is no unit known here', 'write "5 chips"'),
        ("chips", "3 m", '"m" is no unit known here', "write a figure such as 16K"),
        ("chips", "50K+", '"+" is no unit known here', 'write ">= 50K"'),
        ("duration", "1:30", '"1:30" is a time of day, no figure', "write 90 minutes, or 90 seconds"),
        ("duration", "6", '"6" names no unit', "write it with one, such as 3 months"),
        ("energy", "45", '"45" names no unit', "write it with one, such as 45 GWh"),
        ("tokens", "3 t", '"3 t" is measured in kg, but tokens in token', "write a figure such as 15T"),
        ("chips", "40%", '"40%" is a plain ratio, but chips in chip', "write a figure such as 16K"),
    ],
)
def test_refusals(name: str, text: str, what: str, instead: str) -> None:
    """A text that is no figure is refused with the reason and what to write."""
    assert refusal(name, text) == (what, instead)


@pytest.mark.parametrize(
    ("name", "text", "what", "instead"),
    [
        (
            "energy",
            "310 gigawatts an hour",
            "neither power nor energy: a watt is a rate already",
            'write "310 gigawatt-hours"',
        ),
        (
            "power",
            "310 GW/hour",
            "neither power nor energy: a watt is a rate already",
            'write "310 GW", or "310 GWh" as energy',
        ),
        (
            "energy",
            "310GW",
            "power, a rate, but energy is an amount, in Wh",
            'write "310GWh" if that is meant, or give it as power',
        ),
        (
            "query_energy",
            "45 watts a prompt",
            "power, a rate, but query_energy is an amount, in Wh/query",
            'write "45 watt-hours a prompt" if that is meant, or give it as power',
        ),
        ("energy", "310 GWh/hour", "power, a rate, but energy is an amount, in Wh", "write a figure such as 45 GWh"),
        (
            "power",
            "1300 megawatt hours",
            "energy, an amount, but power is a rate, in W",
            'write "1300 megawatts" if that is meant, or give it as energy',
        ),
        (
            "training_cost",
            "$3M/month",
            "told for a time, but training_cost is an amount, in USD",
            'write "$3M" if that is the whole',
        ),
    ],
)
def test_rates_and_amounts(name: str, text: str, what: str, instead: str) -> None:
    """A rate where an amount is meant, or the other way round, is told with what was probably meant."""
    assert refusal(name, text) == (f'"{text}" is {what}', instead)


@pytest.mark.parametrize("text", ["€3B", "£2M", "3 billion yuan", "RMB 40M", "A$3B", "3B EUR", "20M-30M euros"])
def test_foreign_money(text: str) -> None:
    """Other currencies are to be converted, at a stated date."""
    what, instead = refusal("training_cost", text)
    assert what == f'"{text}" is in another currency than US dollars'
    assert "at the rate of the claim's date" in instead


def test_euros_of_gas_are_no_unit() -> None:
    """A word that is a currency elsewhere is just an unknown unit beside a mass."""
    assert refusal("emissions", "10 euros")[0] == '"euros" is no unit known here'


def test_long_texts_are_cut_short() -> None:
    """A text far too long for a figure is refused without being repeated in full."""
    what, _ = refusal("chips", "9" * 100_000)
    assert what == f'"{"9" * 40}..." is too long for a figure'
