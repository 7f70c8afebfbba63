"""A small book for explanations, made by hand: three quantities that people speak of, and what premises say of them."""

from msgspec.structs import replace

from checker.maths.interval import log
from checker.model.case import Premise
from checker.model.rule import Landmark, Rulebook
from tests import books
from tests.cases.beliefs import SOURCE, Ends, prior, row, with_priors
from tests.engine.premises import bound

DAY = 738_000
"""The day of questions about nobody in particular."""
USUAL = ("training_cost", "chips", "chip_hours", "duration", "chip_hour_price")


def book(*landmarks: tuple[str, str, float], day: int = DAY) -> Rulebook:
    """The small rulebook, whose cost, chips, hours, time and price are usual of a training run; landmarks by name, all
    of one day.
    """
    quantities = {
        n: replace(q, kinds=("training_run",) if n in USUAL else ()) for n, q in books.book().quantities.items()
    }
    marks = tuple(Landmark(quantity, name, log(value), SOURCE, day) for quantity, name, value in landmarks)
    return replace(with_priors(), quantities=quantities, landmarks=marks)


def assumed(
    name: str, quantity: str, typical: Ends, accepted: Ends, limit: Ends | None = None, **more: object
) -> Premise:
    """A premise that an assumption of the book gives."""
    found = bound(f"prior:{name}", quantity, typical, accepted, limit, **more)
    belief = replace(prior(name, quantity, row(typical, accepted)), brief=f"{name} in brief")
    return replace(found, origin=replace(found.origin, belief=belief))
