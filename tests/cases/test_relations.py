"""Relations as premises: a sum of products is a sum of quantities, some of which rows of their own define."""

import pytest
from msgspec.structs import replace

from checker.cases.relations import EVERYWHERE, premises_of
from checker.maths.interval import log
from checker.model.product import Power, Product
from tests.small import small

PART = {
    "two quantities": Product((Power("parameters", 1.0), Power("tokens", 1.0))),
    "a power": Product((Power("tokens", 2.0),)),
    "a multiple": Product((Power("tokens", 1.0),), log(6)),
    "growth": Product((Power("progress", 1.0, ("comparable_to.date", "date")),)),
}
"""Products that are no quantity of the pack."""


@pytest.mark.parametrize("part", PART.values(), ids=[*PART])
def test_a_part_of_a_sum_that_is_no_quantity_is_defined_by_a_row_of_its_own(part: Product) -> None:
    """The sum goes over a helper, which is exactly the product; a part that is but a quantity needs none."""
    base = Product((Power("base_compute", 1.0),))
    relation = replace(small().relations["compute-on-a-base"], right=(base, part))
    whole, helper = premises_of(relation, EVERYWHERE, {"comparable_to": 0, "": 731})
    name = "compute-on-a-base#2"
    assert whole.parts == ("training_compute", "base_compute", name)
    assert dict(helper.terms).keys() == {name, *(power.quantity for power in part.powers)}
    assert {*helper.spans.values()} == {(part.constant, part.constant)}
