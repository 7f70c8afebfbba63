"""What was in use where nobody names it."""

import pytest
from msgspec.structs import replace

from checker.cases.as_of import as_of
from checker.cases.context import context
from checker.cases.priors import priors
from checker.maths.dates import days
from checker.maths.interval import exp, log
from checker.model.case import Premise
from checker.model.guard import Condition, Guard
from checker.model.rule import Rulebook, Usage
from tests.cases.beliefs import HERE, SOURCE, prior, row, subject, with_priors

LARGE = Condition("chips", (log(10_000), float("inf")), ">= 10K")
PRICES = prior("price", "chip_hour_price", row((1, 2), hardware="A100"), row((2, 4), (1.5, 5), hardware="H100"))
USES = (("2022-03", "A100"), ("2024-09", "H100"))


def usage(within: dict[str, int], ahead: int = 0, guard: Guard | None = None) -> Usage:
    """Chips of large systems: A100 in March 2022, H100 in September 2024."""
    guards = (guard or Guard(conditions=(LARGE,)),)
    uses = tuple((days(day)[0], chip) for day, chip in USES)
    of = ("large", "made-up", "hardware", ("chip_hour_price",), guards, uses, within, ahead)
    return Usage(*of, "chips of the time", "because", (), (SOURCE,), HERE)


def with_usage(said: Usage) -> Rulebook:
    """A book of one table and one usage."""
    return replace(with_priors(PRICES), usages={said.id: said})


def found(book: Rulebook, date: str, **choices: str) -> list[Premise]:
    """What is believed of the price."""
    asked = subject(date, choices=choices)
    return priors(asked, context(asked, book), book, {"chip_hour_price"})


def ends(premise: Premise, level: str) -> tuple[float, float]:
    """Plain range at a level."""
    low, high = premise.spans[level]
    return (pytest.approx(exp(low)), pytest.approx(exp(high)))  # type: ignore[return-value]


def test_of_chips_nobody_named_those_in_use_lately_count() -> None:
    """In December 2024 large systems of the last two years are of H100s; of the last four, of A100s too."""
    every, narrow = found(with_usage(usage({"typical": 730, "accepted": 1461})), "2024-12")
    assert ends(every, "typical") == (1, 4)
    assert ends(narrow, "typical") == (2, 4)
    assert ends(narrow, "accepted") == ends(every, "accepted") == (1, 5)


def test_a_usage_waits_for_its_own_conditions_and_says_so() -> None:
    """A small run may be on anything; the premise tells whose chips it means and narrows the table's own."""
    _, narrow = found(with_usage(usage({"typical": 730})), "2024-12")
    assert narrow.guards == ((LARGE,),)
    assert narrow.refines == "chip_hour_price"
    assert narrow.origin.belief is not None
    assert "chips of the time" in narrow.origin.belief.brief  # type: ignore[union-attr]


def test_who_names_the_chip_is_judged_by_it() -> None:
    """An A100 stated is an A100, in use or not."""
    (premise,) = found(with_usage(usage({"typical": 730})), "2024-12", hardware="A100")
    assert ends(premise, "typical") == (1, 2)


def test_where_nothing_was_in_use_nothing_is_narrowed() -> None:
    """Before the first use of a table it says nothing."""
    assert len(found(with_usage(usage({"typical": 730})), "2021-06")) == 1


def test_what_is_used_soon_after_may_have_been_bought_by_then() -> None:
    """With a year ahead the H100s of September 2024 count in December 2023."""
    closer = with_usage(usage({"typical": 730}, ahead=365))
    assert len(found(closer, "2023-12")) == 1, "A100 and H100 are all there are"
    _, narrow = found(with_usage(usage({"typical": 730})), "2023-12")
    assert ends(narrow, "typical") == (1, 2)


def test_past_the_end_of_its_table_the_last_uses_count() -> None:
    """In 2030 the table's last two years stand in for the years that it has no rows of."""
    _, narrow = found(with_usage(usage({"typical": 730})), "2030-01")
    assert ends(narrow, "typical") == (2, 4)


def test_of_what_came_on_sale_since_a_table_can_not_know() -> None:
    """As of June 2024 the last use is of March 2022; the H100, on sale from that October, may be in use as well."""
    then = as_of(with_usage(usage({"typical": 1461})), days("2024-06-30")[0])
    assert [value for _, value in then.usages["large"].uses] == ["A100"]
    assert len(found(then, "2024-06")) == 1


def test_a_usage_of_other_kinds_says_nothing() -> None:
    """One of fleets doesn't speak of runs."""
    other = usage({"typical": 730}, guard=Guard(kinds=("fleet",)))
    assert len(found(with_usage(other), "2024-12")) == 1
