"""Pages about rules, word for word."""

import math

import pytest
from msgspec.structs import replace

from checker.model.guard import Guard
from checker.model.rule import Record
from checker.report import rule_page
from tests.report import samples

LISTING = """\
What a training run costs (cost.yaml)
  cost-from-chip-hours   training_cost = chip_hours * chip_hour_price
  frontier-run-duration  duration: at most 8 months
  chip_hour_price        chip_hour_price: a table of two rows, to December 2024
  price-at-scale         chip_hour_price: $1.3 to $4 a chip-hour
  training_cost          cost of the final run's compute [USD]
  chip_hours             chip-hours of the run [chip*hour]
  chip_hour_price        price of a chip-hour [USD/chip/hour]
  chips                  chips working on the run at once [chip]
  duration               length of the run [hour]
  h100e                  the same in H100s [H100e]
  largest_system         largest system known [H100e]
  training_compute       training compute [FLOP]
  parameters             parameters [parameter]
  rnd_compute_cost       a year's R&D compute [USD]

Does the run fit a system that existed? (size.yaml)
  fits-largest-system  h100e <= largest_system
  largest_system       largest_system: the largest of two entries, to April 2024

Names of choices (attributes)
  architecture
  precision

Links to other subjects
  comparable_to

Two relations, two assumptions, two tables, 10 quantities and one example.
"""
RELATION = """\
cost-from-chip-hours: a relation (cost.yaml)

  training_cost = chip_hours * chip_hour_price

  Left over right may be
    typical        exactly 1x
    accepted       0.95x to 1.05x
    limit          0.83x to 1.2x

  When           kind is training_run, terms is rental and date is 2021-07-29 or later
  Says           {training_cost} at {chip_hour_price} buys {chip_hours}.

  Why            A run is paid by the hour.
  Wrong when     the cost includes salaries
  Sources        Provider price lists, December 2024 https://example.org/rates
"""
BOUND = """\
fits-largest-system: a relation (size.yaml)

  h100e <= largest_system

  Left over right may be
    typical        at most 1x
    accepted       at most 1x
    limit          anything

  When           kind is training_run
  Says           The largest system known by {date} had {largest_system}.

  Why            One run needs one network.
  Wrong when     the run was stretched over sites
                 the system was kept secret
  Sources        Epoch AI, GPU clusters, March 2026 https://epoch.ai/data/gpu-clusters

  Examples
    training_cost=$3B date=2024-12: implausible
"""
ASSUMPTION = """\
frontier-run-duration: an assumption about duration, length of the run (cost.yaml)

  typical        at most 6 months
  accepted       at most 8 months
  limit          at most 18 months

  When           kind is training_run and training_compute is >= 1e24 FLOP
  In brief       few runs last longer

  Why            Newer chips make it cheaper to start later.
  Wrong when     training went on from an earlier model (where a figure is too high)
  Sources        Epoch AI, models, March 2026; recalled, not re-checked https://epoch.ai/data/ai-models
"""
RECORD = """\
largest_system: a table about largest_system, largest system known (size.yaml)

  The largest up to the date, of two entries; at each level the most that these allow
    typical        1x the largest system
    accepted       1.5x the largest system
  Grows          system by grows a year, from the table's last row
  day          column   largest system known    name       source
  2021-07-29   system   25K H100 equivalents    Eos        Epoch AI, GPU clusters, March 2026
  2024-04-24   system   100K H100 equivalents   Colossus   Epoch AI, GPU clusters, March 2026

  Why            Large systems are found.
  Wrong when     the system was kept secret
  Sources        Epoch AI, GPU clusters, March 2026 https://epoch.ai/data/gpu-clusters

largest_system: a quantity, largest system known [H100e]

  Usual for      training_run
  Relations      fits-largest-system
  Known by       largest_system
"""
QUANTITY = """\
training_compute: a quantity, training compute [FLOP]

  Usual for      training_run
  Landmarks      Llama-3.1-405B, 3.8e25 FLOP
"""
ATTRIBUTE = """\
precision: a choice, number format
  Values         bf16, fp8
  Usual          bf16; others are allowed unstated from accepted on
  Also written   bfloat16 for bf16
"""
LINK = """\
comparable_to: a link to another subject, a model as capable
  Hands over     training_compute
  Subjects       llama
"""


def test_listing() -> None:
    """The list has every topic with a line for each rule, then the names of choices and links, then counts."""
    assert rule_page.listing(samples.book()) == LISTING


def test_topics_by_title() -> None:
    """Rules that name their topic by its title are listed below it too."""
    book = samples.book()
    titled = {each.id: replace(each, topic=book.topics[each.topic]) for each in book.relations.values()}
    assert rule_page.listing(replace(book, relations=titled)) == LISTING


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cost-from-chip-hours", RELATION),
        ("fits-largest-system", BOUND),
        ("frontier-run-duration", ASSUMPTION),
        ("largest_system", RECORD),
        ("training_compute", QUANTITY),
        ("precision", ATTRIBUTE),
        ("comparable_to", LINK),
        ("no-such-rule", None),
    ],
)
def test_page(name: str, expected: str | None) -> None:
    """A page has formula, ranges in real units, when, why, when it is wrong, sources and examples."""
    assert rule_page.page(samples.book(), name) == expected


def test_alias_leads_to_its_quantity() -> None:
    """Another spelling of a quantity finds its page, with its readings."""
    page = rule_page.page(samples.book(), "Cost")
    assert page is not None
    assert page.startswith("training_cost: a quantity")
    assert "  Read as        rnd_compute_cost: a year of R&D\n" in page


def test_slips() -> None:
    """A quantity's page names the known ways to get it wrong."""
    assert "  Slips          24x: hours taken for days\n" in str(rule_page.page(samples.book(), "duration"))


def test_long_tables_are_shortened() -> None:
    """Of a long table the first and last rows are shown, and how many there are."""
    book = samples.book()
    prior = book.priors["largest_system"]
    assert prior.record
    marks = tuple(replace(prior.record.marks[0], day=738000 + 30 * i, name=f"system {i}") for i in range(9))
    longer = replace(prior, record=replace(prior.record, marks=marks))
    page = str(rule_page.page(replace(book, priors={longer.id: longer}), "largest_system"))
    assert "of nine entries" in page
    assert [f"system {i}" in page for i in range(9)] == [True] * 3 + [False] * 3 + [True] * 3
    assert "…" in page


def test_table_of_rows() -> None:
    """A table's rows have what they hold for, their days, and each level's range in real units."""
    page = str(rule_page.page(samples.book(), "chip_hour_price"))
    assert "  Two rows\n" in page
    assert "H100                2024-01-02 to 2024-12-31   $1.8 to $2.6 a chip-hour   $1.3 to $4 a chip-hour" in page
    assert "  The row nearest in time stands in where none holds the day\n" in page


def test_first_day_on_sale() -> None:
    """What is known from the first day something was to be had says so."""
    book = samples.book()
    prior = replace(book.priors["frontier-run-duration"], id="chip-age", since="hardware", rows=())
    older = replace(book, priors={"chip-age": prior})
    assert "  At most the time from the first day its hardware was to be had to the date\n" in str(
        rule_page.page(older, "chip-age")
    )
    assert ": at most the time since its hardware was to be had\n" in rule_page.listing(older)


def test_days_and_links_of_a_guard() -> None:
    """A guard on links and on a last day is said."""
    book = samples.book()
    guard = Guard(links=("comparable_to",), days=(0, 738000))
    relation = replace(
        book.relations["fits-largest-system"], guards=(guard, Guard()), spans={"typical": (0.0, math.inf)}
    )
    page = str(rule_page.page(replace(book, relations={relation.id: relation}), relation.id))
    assert "  When           comparable_to is given and date is 2021-07-29 or earlier\n" in page
    assert "    typical        at least 1x\n" in page


def test_record_that_grows_from_its_row() -> None:
    """A record may grow from the row that holds it."""
    book = samples.book()
    prior = book.priors["largest_system"]
    record = Record((), {"limit": {"a": 0.0, "b": 0.0}}, {"a": "growth"}, "row")
    page = str(rule_page.page(replace(book, priors={prior.id: replace(prior, record=record)}), prior.id))
    assert "    limit          1x the largest a or 1x the largest b\n" in page
    assert "a by growth a year, from the row that holds the record" in page
