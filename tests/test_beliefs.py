"""What the shipped pack's beliefs must be to one another."""

import pytest

from checker.cases.ground import ground
from checker.engine.levels import all_ranges
from checker.maths.dates import days
from checker.maths.interval import ANY, exp
from checker.model.case import Subject
from checker.model.claim import Figure
from checker.model.place import Place
from checker.options import Beliefs, book_for

PARTS = ("V100", "TPU v3", "A100", "A100 80GB", "A800", "TPU v4", "H100", "H800", "H200", "B200", "GB200", "MI300X")


@pytest.mark.parametrize("architecture", ["dense", "moe"])
@pytest.mark.parametrize("when", ["2020-06", "2022-06", "2023-06", "2024-06", "2026-03"])
def test_what_is_accepted_by_parts_is_accepted_in_the_product(when: str, architecture: str) -> None:
    """A chip's accepted price over its accepted use is an accepted price of compute, for the chips of the time."""
    book, problems = book_for(Beliefs())
    assert book is not None, problems
    day = days(when)[1]
    since, recent = book.attributes["hardware"].since, days("2020-01")[0]
    chips = [c for c in PARTS if since[c] <= day and (since[c] >= recent or day < days("2023")[0])]
    open_ = [("c", Figure(name, "", ANY, None, Place("made-up"))) for name in ("training_cost", "training_compute")]
    met = 0
    for chip in chips:
        choices = {"hardware": chip, "architecture": architecture, "terms": "rental"}
        question = ground(Subject("made-up", "training_run", day, tuple(open_), choices), book, asked="all")
        bounds = (p for p in question.premises if p.bounds_one and not p.guards)
        product = next((p for p in bounds if p.quantity == "cost_per_flop"), None)
        if product is None:  # of some chips it is said by their price and peak alone
            continue
        met += 1
        parts = (all_ranges(question.without(product.key), "accepted") or {})["cost_per_flop"]
        low, high = product.spans["accepted"]
        assert low <= parts[0], (chip, exp(parts[0]))
        assert parts[1] <= high, (chip, exp(parts[1]))
    assert met
