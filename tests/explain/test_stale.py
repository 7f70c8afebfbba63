"""A verdict that rests on a table which ended long before says so."""

from datetime import date

from checker.explain.stale import LONG, stale
from checker.maths.dates import days
from tests.explain.asking import book, judged
from tests.small import small


def test_a_table_of_long_ago_is_told() -> None:
    """Half a year after its last day, and not a day sooner; rules that are for all days never are."""
    small_book = small()
    prior = next(p for p in small_book.priors.values() if p.last_day())
    end = prior.last_day()
    named = [prior.id, "no such rule", *small_book.relations, *(p for p in small_book.priors if p != prior.id)]
    assert prior.id not in {table.rule for table in stale(named, end + LONG, small_book)}
    found = {table.rule: table for table in stale(named, end + LONG + 1, small_book)}
    assert (found[prior.id].quantity, found[prior.id].day) == (prior.quantity, end)
    assert {small_book.priors[rule].last_day() for rule in found} <= set(range(1, end + 1))


def test_only_what_the_verdict_rests_on_is_told() -> None:
    """Of a question of December 2024 no table is old; of one long after, those of its contradictions are."""
    assert judged("training_cost=$3B hardware=H100 date=2024-12").stale == ()
    late = judged("training_cost=$30B hardware=H100 date=2028-12")
    assert late.conflicts
    told = {table.rule for table in late.stale}
    assert told
    assert told <= {rule for conflict in late.conflicts for rule in conflict.rules}


def test_the_last_day_of_a_table_is_its_last_rows() -> None:
    """Rows for all days have none."""
    priors = book().priors
    assert date.fromordinal(priors["chip_hour_price"].last_day()) >= date.fromordinal(days("2026-06")[1])
    assert priors["mfu-dense"].last_day() == 0


def test_a_table_of_years_ends_with_its_last_year() -> None:
    """What a lab spends in 2026 is told of the whole year, whenever the record is dated."""
    prior = book().priors["largest_lab_spend"]
    assert prior.record
    assert prior.record.by_year
    assert prior.last_day() == date(2026, 12, 31).toordinal()
    assert judged("kind=lab_year lab_compute_cost=$50B date=2026-12").stale == ()
