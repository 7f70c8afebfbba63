"""What a sum leaves to its whole and to each of its parts."""

from math import log

import pytest

from checker.engine.sums import bounds_of_sum
from checker.maths.interval import OPEN, Span

ANYTHING = (-OPEN, OPEN)


def left(*spans: Span, ratio: float = 1.0) -> list[Span]:
    """What is left to the whole and to both parts, given the spans of all three."""
    low, high = [span[0] for span in spans], [span[1] for span in spans]
    return [(a, b) for _, a, b in bounds_of_sum((0, 1, 2), log(1 / ratio), log(ratio), low, high)]


def test_each_of_the_three_is_bounded_by_the_other_two() -> None:
    """The whole lies between the sums of the ends; a part is what the other leaves of the whole."""
    whole, one, other = left((log(10), log(12)), (log(3), log(4)), (log(5), log(7)))
    assert whole == pytest.approx((log(8), log(11)))
    assert one == pytest.approx((log(3), log(7)))
    assert other == pytest.approx((log(6), log(9)))


def test_a_tolerance_lets_the_whole_be_as_much_more_or_less() -> None:
    """A sum that may be off by a tenth leaves a tenth more on either side."""
    whole, *_ = left(ANYTHING, (log(3), log(4)), (log(5), log(7)), ratio=1.1)
    assert whole == pytest.approx((log(8 / 1.1), log(11 * 1.1)))


def test_open_ends_stay_open() -> None:
    """Of what may be anything nothing follows, and a part may be nothing where the other is all of the whole."""
    assert left(ANYTHING, ANYTHING, ANYTHING) == [ANYTHING] * 3
    _, one, _ = left((log(5), log(5)), ANYTHING, (log(5), log(5)))
    assert one == (-OPEN, -OPEN)
