"""What is believed of a quantity in a context."""

import pytest
from msgspec.structs import replace

from checker.cases.context import context
from checker.cases.priors import Priors, priors
from checker.maths.dates import days
from checker.maths.interval import NONE, exp
from checker.model.case import Premise
from checker.model.guard import Condition, Guard
from checker.model.key import key_of
from checker.model.rule import Prior
from tests.cases.beliefs import prior, row, subject, with_priors


def found(*beliefs: Prior, quantity: str = "mfu", date: str = "2024-12", **choices: str) -> list[Premise]:
    """Premises about a quantity."""
    book, asked = with_priors(*beliefs), subject(date, choices=choices)
    return priors(asked, context(asked, book), book, {quantity})


def ends(premise: Premise, level: str) -> tuple[float, float]:
    """Plain range at a level."""
    low, high = premise.spans[level]
    return (pytest.approx(exp(low)), pytest.approx(exp(high)))  # type: ignore[return-value]


ANY_RUN = prior("any", "mfu", row((0.2, 0.5), (0.1, 0.7)))
FP8_RUN = prior("fp8", "mfu", row((0.5, 0.8), (0.3, 0.9)), guards=(Guard(attributes={"precision": ("fp8",)}),))


def test_the_most_specific_assumption_replaces_the_others() -> None:
    """What is said of fp8 runs counts for an fp8 run, and nothing else does."""
    (premise,) = found(ANY_RUN, FP8_RUN, precision="fp8")
    assert (premise.key, ends(premise, "typical")) == (key_of("prior", "fp8"), (0.5, 0.8))


def test_an_unknown_attribute_takes_the_hull_of_what_it_may_be() -> None:
    """At typical it is the usual format's range; from accepted on both formats' together."""
    (premise,) = found(ANY_RUN, FP8_RUN)
    assert ends(premise, "typical") == (0.2, 0.5)
    assert ends(premise, "accepted") == (0.1, 0.9)


def test_where_one_possible_context_is_silent_nothing_is_believed() -> None:
    """A hull with an unknown range is no bound."""
    assert found(FP8_RUN) == [] or ends(found(FP8_RUN)[0], "accepted") == (0.0, float("inf"))


def test_rows_are_found_by_attribute_and_day() -> None:
    """A price is that of the chip in the half-year, or of the nearest half-year in the table."""
    prices = prior(
        "price", "chip_hour_price",
        row((4, 5), day="2023-H1", hardware="H100"),
        row((2, 3), day="2024-H2", hardware="H100"),
        row((1, 2), day="2024-H2", hardware="A100"),
        nearest=True,
    )  # fmt: skip
    for date, want in (("2024-12", (2, 3)), ("2025-12", (2, 3)), ("2023-02", (4, 5)), ("2023-09", (4, 5))):
        (premise,) = found(prices, quantity="chip_hour_price", date=date, hardware="H100")
        assert ends(premise, "typical") == want
    (either,) = found(prices, quantity="chip_hour_price")
    assert ends(either, "typical") == (1, 3)


def test_a_conditional_belief_stands_beside_what_it_narrows() -> None:
    """It keeps its conditions, and says which quantity it refines."""
    large = prior("large", "mfu", row((0.3, 0.4)), guards=(Guard(conditions=(Condition("chips", (9.0, 1e4), ""),)),))
    plain, narrower = found(ANY_RUN, large)
    assert (plain.guards, plain.refines) == ((), "")
    assert (narrower.key, narrower.refines, narrower.guards[0][0].quantity) == (
        key_of("prior", "large"),
        "mfu",
        "chips",
    )


def test_a_chip_is_as_old_as_its_time_on_sale() -> None:
    """The time from the first day on sale to the date, in hours; nothing where the chip is unknown."""
    age = replace(prior("age", "duration"), since="hardware").holding(())
    (premise,) = found(age, quantity="duration", date="2022-10-31", hardware="H100")
    assert ends(premise, "accepted") == (31 * 24, 31 * 24)
    assert found(age, quantity="duration", date="2024-12") == []


def test_a_table_that_is_silent_on_a_possible_value_knows_no_range() -> None:
    """With only bf16 rows, nothing is known of a run whose format may be another; stated, it is."""
    rows = prior("p", "mfu", row((0.2, 0.4), (0.1, 0.5), precision="bf16"))
    sparse = replace(rows, sparse=("precision",)).holding(rows.rows)
    (unstated,) = found(sparse)
    assert ends(unstated, "typical") == (0.2, 0.4)
    assert ends(unstated, "accepted") == (0.0, float("inf"))
    (stated,) = found(sparse, precision="bf16")
    assert ends(stated, "accepted") == (0.1, 0.5)


def test_alternatives_of_a_condition_keep_their_own_contexts() -> None:
    """A condition "from 10 chips in fp8, from a million in bf16" says nothing of a bf16 run on a hundred."""
    ten, million = Condition("chips", (2.3, 1e4), ""), Condition("chips", (13.8, 1e4), "")
    both = prior(
        "both", "mfu", row((0.3, 0.4)),
        guards=(
            Guard(attributes={"precision": ("fp8",)}, conditions=(ten,)),
            Guard(attributes={"precision": ("bf16",)}, conditions=(million,)),
        ),
    )  # fmt: skip
    (premise,) = found(both, precision="bf16")
    assert premise.guards == ((million,),)
    always = replace(both, guards=(Guard(attributes={"precision": ("fp8",)}), *both.guards))
    assert all(() not in p.guards for p in found(always, precision="bf16"))


def test_the_narrower_of_two_times_is_meant() -> None:
    """What is said of one year counts before what is said of a decade, whatever their names."""
    decade = prior("z", "mfu", row((0.1, 0.9)), guards=(Guard(days=(days("2020")[0], days("2029")[1])),))
    year = prior("a", "mfu", row((0.3, 0.4)), guards=(Guard(days=days("2024")),))
    for order in ((decade, year), (year, decade)):
        (premise,) = found(*order)
        assert premise.key == key_of("prior", "a")


def test_with_no_value_left_nothing_is_known() -> None:
    """Before any chip was on sale a table about chips is silent."""
    chips = prior("p", "chip_power", row((100, 200), hardware="H100"))
    assert found(chips, quantity="chip_power", date="2019", hardware="V9") == []


def test_a_first_row_for_all_hides_none_of_the_others() -> None:
    """A row with an empty cell fits every chip, wherever it stands; one for a chip fits that chip still."""
    rows = [row((1, 8), day="2024"), row((2, 3), day="2024", hardware="H100")]
    for order in (rows, rows[::-1]):
        (premise,) = found(prior("price", "chip_hour_price", *order), quantity="chip_hour_price", hardware="H100")
        assert premise.hangs_on == ("hardware",)
        assert ends(premise, "typical") == (1, 8)
    alone = prior("price", "chip_hour_price", row((1, 2), day="2023"), row((2, 3), day="2024", hardware="H100"))
    (premise,) = found(alone, quantity="chip_hour_price", hardware="H100")
    assert ends(premise, "typical") == (2, 3)


def test_a_table_is_read_once_for_all_days_between_which_nothing_changes() -> None:
    """Of every day it says what it would say of that day alone, though few days are looked up."""
    prices = prior(
        "price", "chip_hour_price",
        row((4, 5), day="2023-H1", hardware="H100"),
        row((2, 3), day="2024-H2", hardware="H100"),
        row((1, 2), day="2024-Q2", hardware="A100"),
        nearest=True,
    )  # fmt: skip
    book = with_priors(prices)
    for chip in ("H100", "A100", ""):
        known = Priors(book)
        for day in range(days("2022-10-01")[0], days("2025-04-01")[0]):
            asked = replace(subject(choices={"hardware": chip} if chip else {}), day=day)
            (said,) = known.of(asked, context(asked, book), {"chip_hour_price"})
            assert [said] == priors(asked, context(asked, book), book, {"chip_hour_price"})
        assert known._said.cache_info().misses < 12


def test_of_two_chips_every_lookup_spans_both() -> None:
    """A price of "A100 and H100" lies between the lowest of the one and the highest of the other."""
    rows = [row(ends, hardware=chip) for chip, ends in {"H100": (4, 5), "A100": (1, 2), "H800": (9, 9)}.items()]
    prices = prior("price", "chip_hour_price", *rows)
    (premise,) = found(prices, quantity="chip_hour_price", hardware="A100 and H100")
    assert ends(premise, "typical") == (1, 5)


def test_what_is_none_widens_no_hull() -> None:
    """Where the chip is open, those that have it say what is typical; of one that hasn't there is nothing."""
    there = prior("there", "mfu", row((0.2, 0.5)))
    none = replace(row((0.2, 0.5)), spans={**row((0.2, 0.5)).spans, "typical": NONE})
    without = prior("without", "mfu", none, guards=(Guard(attributes={"hardware": ("A100",)}),))
    (premise,) = found(there, without, hardware="A100")
    assert premise.spans["typical"] == NONE
    (premise,) = found(there, without)
    assert ends(premise, "typical") == (0.2, 0.5)
