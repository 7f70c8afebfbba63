"""Formulas read by an allow-list, units checked."""

import math
from dataclasses import dataclass

import pytest

from checker.maths.definitions import atoms
from checker.maths.formula import Formula, FormulaError, Monomial, Names, Term, parse
from checker.maths.units import convert

UNITS = atoms({})


@dataclass(frozen=True)
class Measured:
    """A quantity's unit, taken apart."""

    dims: dict[str, float]
    scale: float


def measured(unit: str) -> Measured:
    """A quantity of a unit."""
    found = convert(unit, UNITS)
    return Measured(found.dims, found.factor)


BOUNDS = "a number in a formula must be above 0, from 1e-50 to 1e50"
STEEP = "the exponents of a quantity multiply to more than 20, or less than 1/20"
QUANTITIES = {
    name: measured(unit)
    for name, unit in {
        "training_cost": "USD",
        "chip_hours": "chip*hour",
        "chips": "chip",
        "duration": "hour",
        "chip_hour_price": "USD/chip/hour",
        "training_compute": "FLOP",
        "base_compute": "FLOP",
        "chip_peak": "FLOP/s/chip",
        "mfu": "ratio",
        "progress": "1",
        "parameters": "parameter",
        "tokens": "token",
        "h100e": "H100e",
        "epoch_length": "day",
    }.items()
}
NAMES = Names(QUANTITIES, ("comparable_to",), UNITS)


def powers(product: Monomial) -> dict[str, float]:
    """Quantity → exponent of a product."""
    return {term.name: term.exponent for term in product.terms}


def only(formula: Formula) -> Monomial:
    """The one product on the right."""
    assert len(formula.right) == 1
    return formula.right[0]


def test_a_product_keeps_its_quantities() -> None:
    """Cost is hours times price, with no constant where units agree."""
    found = parse("training_cost = chip_hours * chip_hour_price", NAMES)
    assert (found.sense, powers(found.left)) == ("=", {"training_cost": 1})
    assert only(found) == Monomial((Term("chip_hours", 1), Term("chip_hour_price", 1)), 0.0)


@pytest.mark.parametrize(
    ("text", "constant"),
    [
        ("training_compute = chip_hours * chip_peak * mfu", 3600),
        ("training_compute = 6 * FLOP / parameter / token * parameters * tokens", 6),
        ("h100e = chips * H100e * chip_peak / (989e12 * FLOP / s)", 1 / 989e12),
        ("duration = epoch_length", 24),
        ("epoch_length <= 2 * duration", 2 / 24),
        ("2 * duration = epoch_length", 12),
        ("mfu = 0.4", 0.4),
        ("chips ** 0.5 = (4 * chip) ** 0.5", 2),
    ],
)
def test_constants_come_out_of_units(text: str, constant: float) -> None:
    """A product is right when every quantity is in its own unit; all constants stand on the right."""
    found = parse(text, NAMES)
    assert found.left.constant == 0.0
    assert math.exp(only(found).constant) == pytest.approx(constant, rel=1e-9)


def test_powers_and_divisions_are_exponents() -> None:
    """A quantity that occurs twice has one exponent, and one that cancels is gone."""
    found = parse(
        "training_cost = chips ** 2 * chip_hour_price * duration / chips / mfu * mfu ** -0.5 * mfu**1.5", NAMES
    )
    assert powers(only(found)) == {"chips": 1, "chip_hour_price": 1, "duration": 1}


def test_a_sum_has_two_products() -> None:
    """Base compute and fine-tuning stand beside each other, in the order written."""
    found = parse("training_compute = base_compute + 6 * FLOP / parameter / token * parameters * tokens", NAMES)
    assert [powers(part) for part in found.right] == [{"base_compute": 1}, {"parameters": 1, "tokens": 1}]
    assert [math.exp(part.constant) for part in found.right] == pytest.approx([1, 6])


@pytest.mark.parametrize(("sign", "turned"), [("=", "="), ("<=", ">="), (">=", "<=")])
def test_a_sum_on_the_left_changes_sides(sign: str, turned: str) -> None:
    """The single product is always on the left, and the sign turns with it."""
    found = parse(f"base_compute + 2 * base_compute {sign} training_compute", NAMES)
    assert (found.sense, powers(found.left), len(found.right)) == (turned, {"training_compute": 1}, 2)


def test_years_between_two_dates_are_an_exponent() -> None:
    """Progress a year counts as often as years passed; a link's quantity is named by a dot."""
    found = parse(
        "training_compute <= comparable_to.training_compute * progress ** -years(comparable_to.date, date)", NAMES
    )
    assert found.names == ("training_compute", "comparable_to.training_compute", "progress")
    assert only(found).terms[1] == Term("progress", -1, ("comparable_to.date", "date"))


@pytest.mark.parametrize(
    ("text", "complaint", "offset"),
    [
        (
            "training_cost = chips * duration",
            "the two sides differ in unit: training_cost [USD] = chips * duration [chip*hour]",
            14,
        ),
        (
            "training_compute = base_compute + tokens",
            "the two sides differ in unit: training_compute [FLOP] = base_compute + tokens [FLOP] + [token]",
            17,
        ),
        (
            "chips + tokens <= chips",
            "the two sides differ in unit: chips + tokens [chip] + [token] <= chips [chip]",
            15,
        ),
        ("chips = trainig_cost", 'unknown quantity or unit "trainig_cost"; did you mean training_cost?', 8),
        ("chips = epochs * chip", 'unknown quantity "epochs"; for the unit write epoch', 8),
        ("chips = based_on.chips", 'unknown link "based_on"', 8),
        ("chips = comparable_to.chipz", 'unknown quantity "chipz"; did you mean chips?', 8),
        ("chips", "a formula has one of = or <= or >= between its two sides", 0),
        ("chips == h100e", "a formula has one of = or <= or >= between its two sides", 7),
        ("chips < h100e", "a formula has one of = or <= or >= between its two sides", 6),
        ("chips = h100e = chips", "a formula has one of = or <= or >= between its two sides", 14),
        ("chips + chips = chips + chips", "only one side may be a sum", 15),
        ("chips = (chips + chips) * mfu", "a sum may have two products, and must not stand in brackets", 9),
        ("chips = chip + chip + chip", "a sum may have two products, and must not stand in brackets", 8),
        ("chips = 2 * chips", "chips stands on both sides; bring it to one", 0),
        ("2 = mfu", "one side has no quantity", 0),
        ("chips = 0 * chip", BOUNDS, 8),
        ("chips = 1e999 * chip", BOUNDS, 8),
        ("chips = 1e-51 * chip", BOUNDS, 8),
        (f"chips = 1{400 * '0'} * chip", BOUNDS, 8),
        (f"chips = {5000 * '1'} * chip", "a formula has at most 500 characters", 0),
        (f"chips = chip{100 * ' * chip'}", "a formula has at most 500 characters", 0),
        (
            f"chips = {7 * '1e50 * '}{7 * '1e50 * '}1e50 * chip",
            "its numbers and units multiply to about 1e+350, beyond all bounds",
            8,
        ),
        (
            "1e50 * 1e50 * 1e50 * chips = 2 * chip",
            "the numbers and units of its two sides are farther apart than any figures could be",
            0,
        ),
        ("chips = ((mfu ** 9) ** 9) ** 9 * chip", STEEP, 9),
        ("chips = mfu ** 1e-300 * chip", STEEP, 8),
        ("chips = hour ** 99 * chip", "its numbers and units multiply to about 1e+352, beyond all bounds", 8),
        ("chips = chip ** mfu", "an exponent must be a number or years(a, b)", 16),
        ("mfu = chips ** years(date, date)", "only a quantity of unit 1 may be raised to years(a, b)", 6),
        (
            "mfu = progress ** years(duration, date)",
            "years(a, b) takes date or a link's date, such as years(comparable_to.date, date)",
            24,
        ),
        ("mfu = progress ** years(based_on.date, date)", 'unknown link "based_on"', 24),
        ("chips = ", '"" is no formula', 8),
        ("chips = 3 chips", '"3 chips" is no formula', 8),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, complaint: str, offset: int) -> None:
    """A formula that can't stand is refused with a sentence, both sides' units, and the character."""
    with pytest.raises(FormulaError) as error:
        parse(text, NAMES)
    assert (str(error.value), error.value.offset) == (complaint, offset)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "chips.__class__",
        "chips if chips else chips",
        "[chips][0]",
        "chips % 2",
        "chips - chips",
        "-chips",
        "True",
        "'a'",
        "f(chips)",
        "lambda: chips",
        "(chips := chips)",
        "chips ** True",
        "mfu ** years(date)",
        "mfu ** years(a=date, b=date)",
        "((((((" * 200,
    ],
)
def test_nothing_beyond_the_list_is_let_in(text: str) -> None:
    """Calls, attributes, conditions and the rest of Python have no place in a formula."""
    with pytest.raises(FormulaError):
        parse(f"chips = {text}", NAMES)


def test_a_formula_survives_its_own_order() -> None:
    """The order of factors changes nothing but the order of the terms."""
    first = only(parse("training_compute = chip_hours * chip_peak * mfu", NAMES))
    second = only(parse("training_compute = mfu * chip_peak * chip_hours", NAMES))
    assert powers(first) == powers(second)
    assert math.isclose(first.constant, second.constant)
