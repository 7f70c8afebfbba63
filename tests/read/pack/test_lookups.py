"""Assumptions, lookups, records and links of the small pack."""

import math
from itertools import pairwise

import pytest

from checker.maths.dates import days
from checker.maths.interval import ANY, exp, inside, span
from checker.model.rule import LEVELS, Prior
from checker.model.source import Source
from checker.read.pack.reference import cited
from tests.small import small


def figures(prior: Prior, level: str) -> list[tuple[float, float]]:
    """The ranges of a prior's rows at a level, to four digits."""
    return [(float(f"{exp(row.spans[level][0]):.4g}"), float(f"{exp(row.spans[level][1]):.4g}")) for row in prior.rows]


def test_an_assumption_is_one_row() -> None:
    """Its ranges are exact, in the quantity's unit; `any` bounds nothing; `best` is a point, else the typical range."""
    duration, mfu = small().priors["run-duration"], small().priors["usual-mfu"]
    assert (duration.basis, duration.brief, figures(duration, "typical")) == (
        "assumed",
        "few runs last longer",
        [(0, 4383)],
    )
    assert duration.rows[0].spans["limit"] == ANY
    assert duration.rows[0].spans["best"] == duration.rows[0].spans["typical"]
    assert figures(mfu, "best") == [(0.4, 0.4)]
    assert mfu.rows[0].best == pytest.approx(math.log(0.4))


def test_a_condition_on_a_quantity_is_a_range() -> None:
    """`>= 1e24 FLOP` is a span that must be entailed before the assumption narrows."""
    (guard,) = small().priors["frontier-run-duration"].guards
    (condition,) = guard.conditions
    assert (condition.quantity, condition.text) == ("training_compute", ">= 1e24 FLOP")
    assert condition.span == pytest.approx(span(1e24, math.inf))


def test_a_lookup_by_attribute_has_a_row_for_each_figure() -> None:
    """A column named as a precision makes rows of that precision; empty cells make none; units are converted."""
    rows = small().priors["chip_peak"].rows
    keys = [(row.keys["hardware"], row.keys["precision"]) for row in rows]
    assert keys == [("A100", "bf16"), ("H100", "bf16"), ("H100", "fp8"), ("B300", "bf16")]
    assert [f"{exp(row.best or 0):.4g}" for row in rows] == ["3.12e+14", "9.89e+14", "1.979e+15", "2.5e+15"]
    assert rows[1].spans["accepted"] == pytest.approx(span(989e12 / 1.02, 989e12 * 1.02))


def test_a_lookup_of_ranges_has_a_row_for_each_row() -> None:
    """Ranges come from pairs of columns, each row for its chip and period; without bounds it is open."""
    prior = small().priors["chip_hour_price"]
    assert figures(prior, "typical") == [(2, 8), (2, 3.6), (1, 2)]
    assert figures(prior, "accepted") == [(1.5, 12), (1.3, 12), (0, math.inf)]
    assert figures(prior, "best") == [(2.5, 2.5), (2, 3.6), (1.5, 1.5)]
    assert [row.days for row in prior.rows] == [days("2023-H2"), days("2024"), None]
    assert [row.name for row in prior.rows] == ["H100", "H100", "A100"]
    assert prior.nearest
    assert not small().priors["price_at_scale"].nearest


@pytest.mark.parametrize("prior", [*small().priors.values()], ids=lambda prior: prior.id)
def test_levels_of_every_row_are_nested(prior: Prior) -> None:
    """Typical lies in accepted, accepted in the limit, best in typical."""
    for row in prior.rows:
        spans = [row.spans[level] for level in ("best", *LEVELS)]
        assert all(inside(inner, outer) for inner, outer in pairwise(spans))


def test_a_row_cites_its_source() -> None:
    """The date at the end of a citation and an address in it are found, with or without scheme; it reads without."""
    a100, h100, _, b300 = (row.source for row in small().priors["chip_peak"].rows)
    assert a100 == Source("NVIDIA, A100 datasheet, 2020-05", "https://example.org/a100", "2020-05", "read")
    assert h100 is not None
    assert (h100.url, h100.date, h100.evidence) == ("https://example.org/h100.pdf", "2022", "recalled")
    assert b300 == Source("NVIDIA, a talk", "", "", "read")
    price = small().priors["chip_hour_price"].rows[0].source
    assert price is not None
    assert price.date == "2025-06"


def test_a_preprint_is_found_by_its_number() -> None:
    """A citation needs no address beside the number of a preprint; one that stands in a sentence stays there."""
    assert cited("Brown et al., arXiv 2005.14165, table D.1", "read").url == "https://arxiv.org/abs/2005.14165"
    reported = cited("AI Index, as reported by pureai.com/costs, 2024", "read")
    assert reported == Source(
        "AI Index, as reported by pureai.com/costs, 2024", "https://pureai.com/costs", "2024", "read"
    )


def test_a_record_has_marks_by_column() -> None:
    """A date means its last day; figures and factors are logarithms; growth names an assumption."""
    record = small().priors["largest_system"].record
    assert record is not None
    assert [(mark.day, mark.column, round(exp(mark.value)), mark.name) for mark in record.marks] == [
        (days("2024-03-31")[0], "system", 24600, "First"),
        (days("2024-09-02")[0], "system", 100000, "Colossus"),
        (days("2024-09-02")[0], "campus", 120000, "Colossus"),
    ]
    assert record.marks[0].aliases == ("first one", "one")
    assert record.reach["accepted"] == {"system": pytest.approx(math.log(1.5)), "campus": 0}
    assert (record.growth, record.grows_from) == ({"system": "growth-of-systems"}, "row")


def test_a_link_has_its_subjects_and_what_they_hand_over() -> None:
    """Columns low, best and high make a range with a best; one column a point; an empty one nothing."""
    link = small().links["comparable_to"]
    llama, gpt = link.subjects
    assert (llama.id, llama.name, llama.aliases) == ("llama-3.1-405b", "Llama 3.1 405B", ("Llama 3 405B",))
    assert llama.spans["training_compute"] == pytest.approx(span(3e25, 5e25))
    assert llama.bests["training_compute"] == pytest.approx(math.log(3.8e25))
    assert gpt.spans["training_compute"] == pytest.approx(span(1e25, math.inf))
    assert "parameters" not in gpt.spans
    assert small().links["based_on"].quantities == ("training_compute",)


def test_slips_and_landmarks_are_logarithms() -> None:
    """A slip's factor and a landmark's value are in logarithms, as ranges are."""
    assert small().slips[0].factor == pytest.approx(math.log(24))
    assert small().landmarks[0].value == pytest.approx(math.log(3.8e25))


def test_an_example_is_kept_as_ask_would_take_it() -> None:
    """What is given stays text, under the names that were written."""
    (example,) = small().examples
    assert example.given == {"cost": "$3B", "hardware": "H100", "date": "2024-12"}
    assert (example.verdict, example.because) == ("implausible", ("fits-largest-system",))


def test_since_looks_up_an_age() -> None:
    """A lookup may be the time since a chip's first day on sale."""
    assert small().priors["chip_age"].since == "hardware"
