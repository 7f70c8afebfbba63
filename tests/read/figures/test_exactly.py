"""Numbers as texts: such as a person would type, and read back to the last digit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from checker.model.rule import Rulebook
from checker.options import Beliefs, book_for
from checker.read.figures.exactly import as_typed
from checker.read.figures.value import read_figure


def shipped() -> Rulebook:
    """The shipped rules."""
    book, problems = book_for(Beliefs())
    assert book is not None, problems
    return book


BOOK = shipped()


@pytest.mark.parametrize(
    ("quantity", "number", "text"),
    [
        ("training_cost", 3e9, "$3B"),
        ("training_cost", 5e6, "$5M"),
        ("training_cost", 16384, "$16,384"),
        ("chip_hour_price", 2.5, "$2.5/chip/hour"),
        ("chips", 20000, "20K"),
        ("chips", 1234567, "1,234,567"),
        ("parameters", 4.05e11, "405B"),
        ("training_compute", 3e25, "3e25 FLOP"),
        ("mfu", 0.4, "0.4"),
        ("mfu", 0.1 + 0.2, "0.3"),
        ("duration", 4380, "4,380 hours"),
        ("duration", 1, "1 hour"),
        ("power", 2e7, "20 MW"),
        ("energy", 0.3, "0.3 Wh"),
        ("achieved_flops", 4e14, "400 TFLOP/s/chip"),
        ("chip_memory", 8e10, "80 GB/chip"),
        ("emissions", 25e9, "2.5e10 kg"),
        ("token_price", 2e-6, "$2e-6/token"),
        ("chips", -3, "-3"),
        ("chips", math.inf, "inf"),
    ],
)
def test_numbers_are_typed_as_people_do(quantity: str, number: float, text: str) -> None:
    """With the field's sizes and units, and no more digits than there are."""
    assert as_typed(number, BOOK.quantities[quantity]) == text


@given(some.sampled_from(sorted(BOOK.quantities)), some.floats(1e-40, 1e40))
def test_what_is_typed_is_the_number(name: str, number: float) -> None:
    """Of every quantity, and to twelve digits."""
    quantity = BOOK.quantities[name]
    text = as_typed(number, quantity)
    read = read_figure(text, quantity, BOOK.units, BOOK.attributes["hardware"], exact=True)
    assert read.span == pytest.approx((math.log(number),) * 2, abs=1e-11), text
