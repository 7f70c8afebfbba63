"""Intervals in logarithms."""

import math

from hypothesis import given
from hypothesis import strategies as st

from checker.maths.interval import ANY, NONE, OPEN, Span, exp, hull, inside, is_empty, is_open, log, meet, span

ENDS = st.floats(-700, 700)
SPANS = st.tuples(ENDS, ENDS).map(lambda ends: (min(ends), max(ends)))
FIGURES = st.floats(1e-300, 1e300)


@given(FIGURES)
def test_a_figure_survives_its_logarithm(figure: float) -> None:
    """Figures over six hundred decades come back as they were."""
    assert math.isclose(exp(log(figure)), figure, rel_tol=1e-12)


def test_nothing_and_infinity_are_open_ends() -> None:
    """0 and infinity become finite numbers that count as open, and come back as 0 and infinity."""
    assert span(0, math.inf) == ANY == (-OPEN, OPEN)
    assert (exp(-OPEN), exp(OPEN)) == (0.0, math.inf)
    assert [is_open(end) for end in (*ANY, 690.0, -690.0)] == [True, True, False, False]


def test_sums_of_open_ends_stay_open() -> None:
    """An open end that a product moves is still open, and never NaN."""
    assert is_open(OPEN + 500) == is_open(-OPEN + 500) == is_open(OPEN - 500) is True


@given(SPANS, SPANS)
def test_what_two_spans_share_lies_in_both(a: Span, b: Span) -> None:
    """The meet is empty, or inside both; each is inside their hull."""
    shared = meet(a, b)
    assert is_empty(shared) or (inside(shared, a) and inside(shared, b))
    assert inside(a, hull(a, b))
    assert inside(b, hull(a, b))


@given(SPANS, SPANS)
def test_order_of_two_spans_makes_no_difference(a: Span, b: Span) -> None:
    """Meet and hull are the same either way round."""
    assert (meet(a, b), hull(a, b)) == (meet(b, a), hull(b, a))


def test_spans_that_only_touch_are_not_empty() -> None:
    """Ends that cross by rounding alone leave a point; ends that cross by more leave nothing."""
    assert not is_empty(meet((0.0, 1.0), (1.0 + 1e-12, 2.0)))
    assert is_empty(meet((0.0, 1.0), (1.001, 2.0)))


def test_of_what_there_is_none_nothing_is_left() -> None:
    """No figure lies in it, it lies in every range, and it widens none."""
    assert is_empty(meet(NONE, span(1e-50, 1e50)))
    assert inside(NONE, span(2, 3))
    assert hull(NONE, span(2, 3)) == hull(span(2, 3), NONE) == span(2, 3)
    assert not is_open(NONE[1])
