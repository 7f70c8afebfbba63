"""The rows of a table that speak of a quantity in one context."""

from checker.cases.context import context
from checker.cases.priors import priors
from checker.maths.interval import exp
from tests.cases.beliefs import prior, row, subject, with_priors


def test_a_row_without_days_is_meant_on_any_day() -> None:
    """Beside rows of other chips that have days, too; one that has days is meant on these alone."""
    price = prior("price", "chip_hour_price", row((4, 5), day="2023", hardware="H100"), row((1, 2), hardware="A100"))
    book = with_priors(price)

    def typical(chip: str, date: str) -> list[int]:
        asked = subject(date, choices={"hardware": chip})
        found = priors(asked, context(asked, book), book, {"chip_hour_price"})
        return [round(exp(end)) for premise in found for end in premise.spans["typical"]]

    assert [typical("A100", date) for date in ("2020", "2023", "2026")] == [[1, 2]] * 3
    assert [typical("H100", date) for date in ("2020", "2023", "2026")] == [[], [4, 5], []]
    assert typical("A100 and H100", "2023") == [1, 5]
