"""What would make a claim plausible: the nearest figures that do, and the first month from which it is."""

import math
from collections.abc import Sequence
from datetime import date

import pytest
from msgspec.structs import replace

from checker.cases.ground import ground
from checker.engine.levels import holds_at
from checker.explain.anew import Anew
from checker.explain.claim import conflicts_at
from checker.explain.repairs import inside, repairs, rounded, sought
from checker.maths.dates import days
from checker.model.attribute import Entailment
from checker.model.claim import Claim
from checker.model.finding import Repair
from checker.model.guard import Guard
from checker.model.place import Place
from checker.model.rule import LEVELS, Prior, Rulebook
from checker.model.source import Source
from tests.cases.beliefs import prior, row, subject, with_priors
from tests.explain.asking import judged

CHIPS = prior("chips-usual", "chips", row((10, 1000), (1, 5000)))


def found(*priors: Prior, when: str = "2024-12", values: Sequence[str] = (), **figures: float) -> list[Repair]:
    """The mends of a subject's figures, all of them in conflict where it isn't said which."""
    return of(with_priors(*priors), when, values, **figures)


def of(book: Rulebook, when: str, values: Sequence[str] = (), **figures: float) -> list[Repair]:
    """The same by another book."""
    about = subject(when, **figures)  # type: ignore[arg-type]
    return list(sought(ground(about, book), values or [*figures], book))


def told(book: Rulebook, when: str, values: Sequence[str], **figures: float) -> list[Repair]:
    """Those of them with which the whole claim, judged anew, is plausible."""
    about = subject(when, **figures)  # type: ignore[arg-type]
    claim = Claim(
        id="c", statement="", source=Source(""), about="it", kind=about.kind, date=when, day=about.day,
        figures=tuple(figure for _, figure in about.figures), choices=(), links=(), expect="", accept=None,
        place=Place("here"),
    )  # fmt: skip
    return list(repairs(ground(about, book), values, Anew(claim, {}, book)))


def test_a_figure_above_has_the_highest_that_would_do() -> None:
    """Everything up to it; what typically holds counts, not what is accepted."""
    (repair,) = found(CHIPS, chips=3000)
    assert repair.fact is not None
    assert repair.quantity == "chips"
    assert (repair.fact.low, repair.fact.high) == pytest.approx((0, 1000))


def test_a_figure_below_has_the_lowest_that_would_do() -> None:
    """Everything from it on."""
    (repair,) = found(CHIPS, chips=2)
    assert repair.fact is not None
    assert (repair.fact.low, repair.fact.high) == pytest.approx((10, math.inf))


@pytest.mark.parametrize(("chips", "edge"), [(1004, 1000), (1046, 1000), (1090, 1000)])
def test_a_bound_is_one_that_people_would_write(chips: int, edge: int) -> None:
    """Two digits, rounded so that it still holds."""
    (repair,) = found(prior("chips-usual", "chips", row((10, chips))), chips=3000)
    assert repair.fact is not None
    assert repair.fact.high == pytest.approx(edge)
    assert repair.fact.high <= chips


def test_a_bound_that_is_no_round_number_is_rounded_to_the_safe_side() -> None:
    """Up where figures must be more, down where they must be less."""
    (below,) = found(prior("chips-usual", "chips", row((10, 1270))), chips=9000)
    (above,) = found(prior("chips-usual", "chips", row((1220, 9000))), chips=10)
    assert below.fact is not None
    assert above.fact is not None
    assert (below.fact.high, above.fact.low) == pytest.approx((1200, 1300))


def test_another_figure_altogether_is_no_mend() -> None:
    """Farther than a factor of a million is not looked for."""
    assert found(CHIPS, chips=1.01e9) == []
    assert len(found(CHIPS, chips=0.99e9)) == 1


def test_only_figures_in_conflict_are_moved() -> None:
    """And only where one alone suffices."""
    hours = prior("time-usual", "duration", row((10, 100)))
    assert found(CHIPS, hours, chips=3000, duration=50, values=["duration"]) == []
    assert [m.quantity for m in found(CHIPS, hours, chips=3000, duration=50)] == ["chips"]
    assert found(CHIPS, hours, chips=3000, duration=500) == []


def test_what_is_offered_holds() -> None:
    """Put in, the claim is plausible; a little beyond, it is not."""
    (repair,) = found(CHIPS, chips=3000)
    assert repair.fact is not None
    book = with_priors(CHIPS)
    assert [holds_at(q) for q in [ground(subject(chips=repair.fact.high * f), book) for f in (1, 1.02)]] == [0, 1]


def test_a_figure_that_would_entail_another_choice_is_not_offered() -> None:
    """It would be plausible but for what it then says of the subject."""
    active = replace(prior("active-usual", "active_parameters", row((10, 1000))), guards=())
    held = prior(
        "moe-usual", "active_parameters", row((2000, 9000)), guards=(Guard(attributes={"architecture": ("moe",)}),)
    )
    book = with_priors(active, held)
    dense = replace(book.attributes["architecture"], usual="dense", others="limit")
    book = replace(book, attributes={**book.attributes, "architecture": dense})
    entails = replace(dense, entailed=(Entailment("moe", "active_parameters", "parameters"),))
    strict = replace(book, attributes={**book.attributes, "architecture": entails})
    given = {"active_parameters": 3000.0, "parameters": 2000.0}
    (offered,) = of(book, "2024-12", ["active_parameters"], **given)
    assert offered.fact is not None
    assert offered.fact.high == pytest.approx(1000)
    assert told(strict, "2024-12", ["active_parameters"], **given) == []


def growing(*steps: tuple[str, float]) -> Prior:
    """What chips there may be from each of some days on."""
    starts = [days(day)[0] for day, _ in steps]
    spans = zip(starts, [start - 1 for start in starts[1:]] + [date.max.toordinal()], strict=True)
    rows = [replace(row((10, most)), days=span) for span, (_, most) in zip(spans, steps, strict=True)]
    return prior("chips-by-date", "chips", *rows, nearest=True)


GROWING = growing(("2020-01", 1000), ("2025-03-10", 4000), ("2027-05-31", 9000))


def months(when: str, chips: float) -> list[str]:
    """The month from which so many chips, said on a day, would do."""
    return [m.date for m in found(GROWING, when=when, chips=chips) if m.quantity == "date"]


def test_the_first_month_from_which_a_table_allows_it() -> None:
    """Neither the month before nor a later one; a month counts by its last day."""
    assert months("2024-06", 3000) == ["2025-03"]
    assert months("2025-02", 3000) == ["2025-03"]
    assert months("2024-06-15", 8000) == ["2027-05"]


def test_no_month_more_than_three_years_ahead() -> None:
    """Nor one past the end of the calendar."""
    assert months("2024-05", 8000) == ["2027-05"]
    assert months("2024-04", 8000) == []
    assert [m for m in found(CHIPS, when="2100-12", chips=3000) if m.date] == []


def test_a_month_is_found_where_years_on_nothing_tests_the_figure() -> None:
    """1,000 chips are few beside the ten million of 2029, but not beside the 2,000 of 2025."""
    assert [m.date for m in found(growing(("2024-01", 500), ("2025-03", 2000), ("2029-01", 1e7)), chips=1000)][-1:] == [
        "2025-03"
    ]


def test_the_month_comes_first_in_which_what_refutes_a_claim_no_longer_does() -> None:
    """Of 20,000 chips, too many in 2024, the tables say nothing a year on, nor six years on."""
    book = with_priors(growing(("2024-01", 1e4), ("2025-03", 1e6), ("2025-06", 1e8)))
    question = ground(subject("2024-12", chips=20000), book)
    conflicts = conflicts_at(question, len(LEVELS), book)
    assert [m.date for m in sought(question, ["chips"], book, conflicts) if m.date] == ["2025-03"]
    assert [m.date for m in sought(question, ["chips"], book) if m.date] == []


def test_a_date_that_makes_no_difference_is_not_offered() -> None:
    """Where nothing that breaks depends on it."""
    assert [m.quantity for m in found(CHIPS, chips=3000)] == ["chips"]


@pytest.mark.parametrize(
    ("figure", "near", "down", "up"),
    [(1234, 1200, 1200, 1300), (1270, 1300, 1200, 1300), (0.0567, 0.057, 0.056, 0.057)],
)
def test_two_digits(figure: float, near: float, down: float, up: float) -> None:
    """To the nearest, down and up."""
    end = math.log(figure)
    got = [math.exp(e) for e in (rounded(end), inside(end, up=False), inside(end, up=True))]
    assert got == pytest.approx([near, down, up])


def test_what_has_two_digits_stays() -> None:
    """Rounding of floats moves nothing by a digit."""
    for figure in (1200.0, 99.0, 1e9, 0.3):
        for up in (True, False):
            assert math.exp(inside(math.log(figure), up)) == pytest.approx(figure)


def test_of_a_single_chip_there_are_none_fewer() -> None:
    """Where less than one would be needed no number is offered, and the rest is told all the same."""
    claim = judged("training_compute=1e17 hardware=H100 chips=1 duration=13.4 hours date=2024-06")
    assert claim.verdict == "implausible"
    assert not claim.fault
    assert "chips" not in {repair.quantity for repair in claim.repairs}


def test_where_a_later_month_mends_all_no_figures_are_blamed_together() -> None:
    """Chips and hours are both too many for the month, and for no other reason."""
    claim = judged("chips=8,192 hardware=H100 chip_hours=3M date=2022-03")
    assert [repair.date for repair in claim.repairs] == ["2023-01"]
    assert not claim.several


def test_a_figure_on_one_side_of_a_line_is_not_moved_to_the_other() -> None:
    """That so much of the peak is unusual of a thousand chips and more isn't mended by one chip fewer."""
    claim = judged("hardware=H100 chips=4,096 mfu=68% precision=bf16 date=2025-01")
    assert claim.verdict == "strained"
    assert [repair.quantity for repair in claim.repairs] == ["mfu"]
