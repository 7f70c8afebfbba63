"""The book as of a day, and with the user's own assumptions."""

from msgspec.structs import replace

from checker.cases.as_of import as_of, assuming
from checker.maths.dates import days
from checker.maths.interval import span
from tests.cases.beliefs import prior, record, row, with_priors


def test_nothing_later_than_the_day_is_known() -> None:
    """Entries of records, rows of tables and chips on sale after the day are gone."""
    systems = record("h100e", ("2022-06", 8000, "Old One"), ("2024-09-02", 100_000, "Colossus"))
    prices = prior("price", "chip_hour_price", row((4, 5), day="2023-H1"), row((2, 3), day="2024-H2"))
    book = as_of(with_priors(systems, prices), days("2023-06")[1])
    assert book.priors["h100e"].record is not None
    assert [m.name for m in book.priors["h100e"].record.marks] == ["Old One"]
    assert len(book.priors["price"].rows) == 1
    assert "H100" in book.attributes["hardware"].values
    assert "H100" not in as_of(with_priors(), days("2021")[1]).attributes["hardware"].values


def test_own_assumptions_replace_all_that_is_believed_of_a_quantity() -> None:
    """Every assumption of the quantity goes, and the user's range stands at each level."""
    book = assuming(
        with_priors(prior("a", "mfu", row((0.1, 0.2))), replace(prior("b", "mfu", row((0.2, 0.3))))),
        {"mfu": ("30-45%", span(0.3, 0.45))},
    )
    (own,) = book.priors.values()
    assert (own.id, own.brief) == ("assume-mfu", "your own assumption")
    assert own.rows[0].spans["typical"] == own.rows[0].spans["limit"] == span(0.3, 0.45)
    assert "30-45%" in own.why


def test_each_edition_has_its_own_digest() -> None:
    """Books of different days or assumptions are told apart, and the same ones aren't."""
    plain, mfu = with_priors(prior("a", "mfu", row((0.1, 0.2)))), {"mfu": ("30-45%", span(0.3, 0.45))}

    def editions() -> list[str]:
        then, later = (as_of(plain, days(date)[1]) for date in ("2023", "2024"))
        other = assuming(plain, {"mfu": ("30-46%", span(0.3, 0.46))})
        books = (plain, then, later, assuming(plain, mfu), other, assuming(then, mfu), assuming(later, mfu))
        return [book.digest for book in books]

    assert len({*editions()}) == 7
    assert editions() == editions()
