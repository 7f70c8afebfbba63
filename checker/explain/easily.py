"""How easily a claimed figure goes wrong, where nothing else tells which of several it was."""

import math
import re

from checker.model.case import Premise, Question
from checker.patterns import later

NEAR = 0.3
"""A correction so near (in logarithms) to a tenth or the tenfold is that of a digit lost or doubled."""
SIZE = later(r"(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?P<size>[bt])(?![a-z])", re.IGNORECASE)
"""How many parameters a model has, in its name: gpt-oss-120b."""
SIZES = {"b": 1e9, "t": 1e12}
ABOUT = 0.1
"""A name rounds by so much (in logarithms) at most."""
KNOWN = 99
"""Slips that aren't lost digits come before those that are, of however long a figure."""


def easily(question: Question, premise: Premise, slip: str, corrected: float | None) -> tuple[bool, int, int]:
    """In order, the most easily first: a figure that is reckoned of others, a long one, one reckoned in many ways."""
    reckoned = _reckoned(question, premise.quantity)
    return reckoned <= 0, -_losable(premise, slip, corrected), -reckoned


def is_named(premise: Premise, about: str, unit: str) -> bool:
    """Whether the subject's own name has the figure: of gpt-oss-120b nobody took 117B for 117M."""
    sizes = (float(m["number"]) * SIZES[m["size"].lower()] for m in SIZE.finditer(about)) if unit == "parameter" else ()
    return any(size > 0 and abs(math.log(size) - premise.spans["best"][0]) < ABOUT for size in sizes)


def _losable(premise: Premise, slip: str, corrected: float | None) -> int:
    """With how many digits a figure is written that a lost one explains: so many chances there were."""
    apart = 0.0 if corrected is None else abs(premise.spans["best"][0] - corrected)
    if not slip or abs(apart - math.log(10)) > NEAR:
        return KNOWN if slip else 0
    number = premise.origin.text.partition(" ")[0].casefold().partition("e")[0]
    return sum(c.isdigit() for c in number)


def _reckoned(question: Question, quantity: str) -> int:
    """In how many rules between claimed figures a quantity is what the others give, less those where it gives."""
    said = {p.quantity for p in question.said}
    count = 0
    for powers in (dict(p.terms) for p in question.beliefs if p.basis == "relation"):
        if quantity in powers and len(powers) > 2 and len(said & powers.keys()) > 1:
            alike = sum(power * powers[quantity] > 0 for power in powers.values())
            count += 1 if alike == 1 else -1
    return count
