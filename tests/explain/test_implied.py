"""What follows from a question for the quantities that people speak of, each beside the known figure nearest to it."""

import math

import pytest
from msgspec.structs import replace

from checker.explain.implied import implied
from checker.model.case import Premise, Question
from checker.model.finding import Implied
from tests.engine.premises import bound, claim, question, relation
from tests.explain.books import DAY, book

BUY = relation("cost", training_cost=1, chip_hours=-1, chip_hour_price=-1)
PRICE = bound("prior:price", "chip_hour_price", (1, 4), (0.5, 8), (0.1, 50), best=2)
ASKED = question(BUY, PRICE, claim("training_cost", 1000))


def told(asked: Question, *landmarks: tuple[str, str, float], level: str = "typical") -> dict[str, Implied]:
    """What a question implies beside some known figures."""
    return implied(asked, level, book(*landmarks))


def test_each_level_has_its_own_range_around_one_best_figure() -> None:
    """The wider the level the wider the range; units and titles are the quantity's."""
    hours = told(ASKED)["chip_hours"]
    assert (hours.unit, hours.title, hours.claimed) == ("chip*hour", "chip_hours", False)
    assert hours.best == pytest.approx((500, 500))
    assert hours.typical == pytest.approx((250, 1000))
    assert hours.accepted == pytest.approx((125, 2000))
    assert hours.limit == pytest.approx((20, 10_000))


def test_a_level_at_which_it_fails_is_open() -> None:
    """What contradicts what is typical implies nothing there, and something where it holds."""
    asked = question(BUY, PRICE, claim("training_cost", 1000), claim("chip_hours", 200))
    cost = told(asked, level="accepted")["training_cost"]
    assert cost.typical == (0.0, math.inf)
    assert cost.accepted == pytest.approx((1000, 1000))


def test_a_claimed_figure_is_always_told() -> None:
    """Be it usual or not, telling or not."""
    found = told(question(claim("epochs", 1, 1e6)))
    assert found["epochs"].claimed


def test_what_nobody_speaks_of_is_left_out() -> None:
    """A quantity of another kind of subject, or one that the book doesn't have."""
    same = (relation("same", training_cost=1, servers=-1), relation("other", training_cost=1, nowhere=-1))
    assert {*told(question(*same, claim("training_cost", 10)))} == {"training_cost"}


def test_what_is_believed_anyway_is_left_out() -> None:
    """A price that the claim says nothing of is no news; once the claim moves it, it is."""
    assert "chip_hour_price" not in told(ASKED)
    moved = question(BUY, PRICE, claim("training_cost", 1000), claim("chip_hours", 400))
    assert told(moved)["chip_hour_price"].best == pytest.approx((2.5, 2.5))
    narrower = question(BUY, PRICE, claim("training_cost", 1000), bound("prior:h", "chip_hours", (0, 600)))
    assert told(narrower)["chip_hour_price"].accepted[0] == pytest.approx(1000 / 600)


@pytest.mark.parametrize(("high", "is_told"), [(90, True), (110, False)])
def test_a_range_of_more_than_two_decades_tells_nothing(high: float, is_told: bool) -> None:
    """Whatever has no best figure and no end that is near is left out."""
    hold = relation("hold", chip_hours=1, chips=-1, duration=-1)
    wide = bound("prior:time", "duration", (1, high))
    assert ("chips" in told(question(hold, wide, claim("chip_hours", 1000)))) is is_told


def marked(value: float, *others: tuple[str, str, float]) -> Implied:
    """What is told of 1000 dollars beside one known figure."""
    return told(ASKED, ("training_cost", "known", value), *others)["training_cost"]


def test_the_nearest_known_figure_stands_beside() -> None:
    """By what factor, and who says so."""
    found = marked(500, ("training_cost", "far", 5000), ("chip_hours", "hours", 1000))
    assert found.landmark == "known"
    assert found.landmark_factor == pytest.approx(2)
    assert found.landmark_value == pytest.approx(500)
    assert found.landmark_source is not None
    assert marked(5000, ("training_cost", "near", 900)).landmark == "near"


def test_of_two_that_are_as_near_the_first_by_name() -> None:
    """So that the order of the files makes no difference."""
    assert marked(500, ("training_cost", "also", 2000)).landmark == "also"
    assert marked(2000, ("training_cost", "zero", 500)).landmark == "known"


@pytest.mark.parametrize(("value", "landmark"), [(11, "known"), (9, ""), (99_000, "known"), (101_000, "")])
def test_a_known_figure_farther_than_a_hundredfold_is_not_compared_with(value: float, landmark: str) -> None:
    """Either way; without one the factor is one."""
    found = marked(value)
    assert found.landmark == landmark
    assert (found.landmark_factor == 1) is (not landmark)


@pytest.mark.parametrize(("days", "landmark"), [(730, "known"), (-730, "known"), (740, ""), (-740, "")])
def test_a_known_figure_of_another_time_is_not_compared_with(days: int, landmark: str) -> None:
    """More than two years before or after the claim."""
    found = implied(ASKED, "typical", book(("training_cost", "known", 500), day=DAY + days))
    assert found["training_cost"].landmark == landmark


@pytest.mark.parametrize(
    ("name", "landmark"), [("Nobody", ""), ("the nobody of 2020", ""), ("anybody", "anybody"), ("no", "no")]
)
def test_a_subject_is_not_compared_with_itself(name: str, landmark: str) -> None:
    """However its name is written; a name that merely begins with the same two letters is another's."""
    assert told(ASKED, ("training_cost", name, 500))["training_cost"].landmark == landmark


def test_a_range_is_not_compared() -> None:
    """Only one figure can be so many times another."""
    hold = relation("hold", chip_hours=1, chips=-1, duration=-1)
    asked = question(hold, bound("prior:time", "duration", (1, 50)), claim("chip_hours", 1000))
    assert told(asked, ("chips", "known", 1000))["chips"].landmark == ""


def test_a_claimed_figure_is_compared_as_typed() -> None:
    """Not as what the others make of it."""
    price = replace(claim("chip_hour_price", 2), spans=PRICE.spans)
    asked = question(BUY, claim("training_cost", 1000), claim("chip_hours", 100), price)
    assert told(asked, ("chip_hour_price", "known", 2), level="limit")["chip_hour_price"].landmark_factor == (
        pytest.approx(1)
    )


def test_what_can_be_compared_comes_first() -> None:
    """Then what is one number, then ranges, each by name."""
    hold = relation("hold", chip_hours=1, chips=-1, duration=-1)
    asked: tuple[Premise, ...] = (*ASKED.premises, hold, bound("prior:time", "duration", (1, 50)))
    assert [*told(question(*asked), ("training_cost", "known", 900))] == ["training_cost", "chip_hours", "chips"]
    assert [*told(question(*asked), ("chip_hours", "known", 900))] == ["chip_hours", "training_cost", "chips"]
