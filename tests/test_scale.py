"""Prices by scale: from line to line no dearer claim looks better, and none falls from a cliff."""

from itertools import pairwise

import pytest

from checker.model.finding import VERDICTS
from checker.model.result import ClaimResult
from tests.explain.asking import judged

COSTS = [*range(20, 130, 10), 99, 101, 150, 180, 220, 260, 299, 301, 340, 420, 640]
"""Millions of dollars, on either side of each line that a cost draws."""
CHIPS = [900, 2_900, 3_100, 5_000, 9_900, 10_100, 14_000, 20_000, 29_900, 30_100, 45_000]
STEP = 2.0
"""No line makes the price that is allowed fall by more at once."""
RUN = "hardware=H100 date=2024-07 kind=training_run"


def graveness(found: ClaimResult) -> tuple[int, float, float]:
    """Verdict, and the gap on the kindest terms and at best."""
    return VERDICTS.index(found.verdict), found.gap.accepted or 1, found.gap.best or 1


@pytest.mark.parametrize(
    "run", ["chips=9,000 duration=80.0 days", "chips=16,384 duration=80.0 days", "chip_hours=9.0M", "chip_hours=54.0M"]
)
def test_a_dearer_claim_looks_no_better(run: str) -> None:
    """Once it is too dear for its chips, across each line from which on prices are those at scale."""
    found = [graveness(judged(f"training_cost=${cost}.0M {run} {RUN}")) for cost in sorted(COSTS)]
    fair = [n for n, each in enumerate(found) if VERDICTS[each[0]] == "plausible"]
    dear = found[max(fair, default=-1) + 1 :]
    assert len(dear) > 1
    for cheaper, dearer in pairwise(dear):
        assert cheaper[0] < dearer[0] or cheaper[1] <= dearer[1] * 1.01


def test_more_chips_at_one_price_look_no_better() -> None:
    """At a line the gap grows, and by no more than a step."""
    found = [judged(f"chip_hour_price=$6.00 chips={chips} duration=30.0 days {RUN}") for chips in CHIPS]
    gaps = [each.gap.best or 1 for each in found]
    assert gaps[0] < gaps[-1]
    for fewer, more in pairwise(gaps):
        assert fewer <= more <= fewer * STEP
