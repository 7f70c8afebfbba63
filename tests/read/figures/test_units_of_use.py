"""Units in which sites, services and contracts are told."""

import pytest

from checker.maths.dates import days
from checker.maths.interval import exp
from checker.read.claim.ask import read_ask
from checker.read.figures.value import read_figure
from tests.books import atoms, hardware, quantity
from tests.explain.asking import book


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("pue", "1.1", 1.1),
        ("duration", "1 quarter", 730.5 * 3),
        ("duration", "2 quarters", 730.5 * 6),
        ("rack_power", "132 kW", 132e3),
        ("rack_power", "132 kW per rack", 132e3),
        ("racks", "500 racks", 500),
        ("daily_water", "2.7M gallons", 2.7e6 * 3.785411784),
        ("daily_water", "2.7M gallons per day", 2.7e6 * 3.785411784),
        ("yearly_value", "$60B a year", 60e9),
        ("yearly_value", "$5B a month", 60e9),
        ("query_cost", "0.36 cents", 0.0036),
        ("query_cost", "36\u00a2 per query", 0.36),
        ("query_emissions", "0.03 gCO2e", 3e-5),
        ("daily_queries", "76.09B per month", 2.5e9),
        ("monthly_tokens", "1.3 quadrillion per month", 1.3e15),
        ("monthly_tokens", "6B tokens per minute", 6e9 * 60 * 730.5),
        ("users", "800 million users", 8e8),
        ("token_price", "$10 per million tokens", 1e-5),
        ("token_price", "$2.50/M tokens", 2.5e-6),
        ("token_price", "$2.50 per 1M tokens", 2.5e-6),
        ("token_price", "$0.06 per 1K tokens", 6e-5),
        ("token_price", "60 cents per million tokens", 6e-7),
        ("server_hour_price", "$98.32/hour", 98.32),
        ("server_hour_price", "$98.32", 98.32),
        ("chip_hour_price", "$2.49", 2.49),
        ("chip_hour_price", "60 cents per chip", 0.6),
        ("link_bandwidth", "160 Gbit/s", 2e10),
        ("chip_peak", "989 tflops per GPU", 9.89e14),
        ("emissions", "626,155 pounds of CO2", 284019),
        ("link_bandwidth", "900 GB/s", 9e11),
        ("link_bandwidth", "7200 Gbps", 9e11),
        ("chip_memory", "183105 MiB", 1.83105e11),
        ("training_compute", "3,708 petaflop-days", 3708e15 * 86400),
        ("training_compute", "3,708 PF-days", 3708e15 * 86400),
        ("emissions", "626,000 pounds", 283949),
        ("chip_peak", "13,000 GFlops", 1.3e13),
        ("training_compute", "3e12 tflops", 3e24),
    ],
)
def test_units_of_use(name: str, text: str, value: float) -> None:
    """What is told of a day, a month or a million may say so in its unit."""
    best = read_figure(text, quantity(name), atoms(), hardware()).best
    assert best is not None
    assert exp(best) == pytest.approx(value, rel=1e-3)


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("token_price=$10", 'write "$10 per million tokens"'),
        ("token_price=2.5 USD", 'write "2.5 USD per million tokens"'),
        ("token_price=€10", 'write "€10 per million tokens"'),
        ("hardware=foo", "name a chip such as H100 or a family such as Hopper, leave it out, or add"),
    ],
)
def test_what_is_advised_is_meant(words: str, instead: str) -> None:
    """Advice keeps the figure, and names what the reader of a claim can do."""
    _, problems = read_ask(words, book(), days("2026-11")[1])
    assert [problem.instead.startswith(instead) for problem in problems] == [True]


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("training_cost=three billion dollars", "training_cost=$3B"),
        ("training_cost=three billion euros", "training_cost=€3B"),
        ("training_cost=between $1B and $3B", "training_cost=$1B-$3B"),
        ("training_cost=between €1B and €3B", "training_cost=€1B-€3B"),
        ("chips=more than half a million", "chips=more than 0.5 million"),
        ("chips=about twelve thousand", "chips=~12K"),
        ("duration=three months", "duration=3 months"),
        ("duration=a year", "duration=1 year"),
    ],
)
def test_numbers_in_words_are_numbers(words: str, digits: str) -> None:
    """Up to twelve, halves, and what lies between two figures."""
    spelt, in_digits = (read_ask(text, book(), days("2026-11")[1])[0] for text in (words, digits))
    assert spelt is not None
    assert in_digits is not None
    assert [figure.span for figure in spelt.figures] == [figure.span for figure in in_digits.figures]


@pytest.mark.parametrize("text", ["two hundred days", "two and a half months", "one to two months", "a dozen days"])
def test_what_is_half_a_number_in_words_is_no_figure(text: str) -> None:
    """Nothing is read of words that go on."""
    _, problems = read_ask(f"duration={text}", book(), days("2026-11")[1])
    assert [problem.what for problem in problems] == [f'"{text}" is no figure']


@pytest.mark.parametrize(("words", "value"), [("audio_hours=680K", 6.8e5), ("weight_bytes=0.5", 0.5)])
def test_a_name_that_has_the_unit_needs_no_other(words: str, value: float) -> None:
    """Hours of sound are hours, and bytes of a weight are bytes."""
    claim, problems = read_ask(words, book(), days("2026-11")[1])
    assert problems == ()
    assert claim is not None
    assert exp(claim.figures[0].best or 0.0) == pytest.approx(value)


@pytest.mark.parametrize(("word", "meant"), [("model", "about"), ("days", "duration"), ("gpu", "hardware")])
def test_words_that_people_use_are_told_what_they_mean(word: str, meant: str) -> None:
    """Though others are nearer by their letters."""
    _, problems = read_ask(f"chips=3 {word}=5", book(), days("2026-11")[1])
    assert [problem.instead for problem in problems] == [f"write {meant}"]


@pytest.mark.parametrize(
    ("words", "low"),
    [("memory_bandwidth=4000 GB/s", 3.8e12), ("memory_bandwidth=4 TB/s", 3.5e12), ("power=4000 kW", 3.5e6)],
)
def test_figures_of_sheets_in_thousands_are_no_round_numbers(words: str, low: float) -> None:
    """A bandwidth of 4000 GB/s is none of 3,500, as one of 4 TB/s may be, and the power of a site of 4000 kW."""
    claim, problems = read_ask(f"{words} kind={'chip' if 'band' in words else 'system'}", book(), days("2026-11")[1])
    assert problems == ()
    assert claim is not None
    assert exp(claim.figures[0].span[0]) == pytest.approx(low)


def test_equivalents_are_rounded_though_they_are_small() -> None:
    """57 H100 equivalents are what came out of 448 older chips; 8 chips are 8."""
    claim, problems = read_ask("h100e=57 chips=8 kind=system", book(), days("2026-11")[1])
    assert problems == ()
    assert claim is not None
    spans = {figure.quantity: [exp(end) for end in figure.span] for figure in claim.figures}
    assert spans["h100e"] == pytest.approx([56.5, 57.5])
    assert spans["chips"] == pytest.approx([8, 8])
