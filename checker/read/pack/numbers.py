"""Numbers of rule files that are no figures: factors, years and counts within bounds, and wider from level to level."""

from collections.abc import Sequence
from itertools import pairwise

from checker.model.rule import LEVELS
from checker.read.pack.draft import Draft
from checker.read.text.nodes import Scalar


def within(
    draft: Draft, given: Sequence[tuple[Scalar, Scalar]], what: str, bounds: tuple[float, float], such: str
) -> bool:
    """Whether numbers, each under its key, lie within bounds, those of levels in their order; problems where not."""
    least, most = bounds
    before = len(draft.problems)
    for _, number in given:
        if not least <= float(number.text) <= most:
            bound = f"below {least:g}" if float(number.text) < least else f"above {most:,.0f}"
            draft.tell(
                number, f"a {what} of {number.text} is {bound}", f"write one from {least:g} to {most:,.0f}, {such}"
            )
    if len(draft.problems) > before:
        return False
    by_level = {level.text: number for level, number in given}
    ordered = [(level, by_level[level]) for level in LEVELS if level in by_level]
    for (inner, small), (outer, large) in pairwise(ordered):
        if float(small.text) > float(large.text):
            draft.tell(large, f"{outer} is narrower than {inner}", f"write at least {small.text}, as under {inner}")
    return len(draft.problems) == before
