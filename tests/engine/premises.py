"""Small hand-made premises and questions, figures in plain numbers."""

from typing import cast

from checker.maths.interval import span
from checker.model.case import Origin, Premise, Question, Subject, asking
from checker.model.guard import Condition
from checker.model.key import Key, Sort, key_of, key_of_claimed, key_of_figure
from checker.model.rule import LEVELS

Ends = tuple[float, float]


def named(short: str) -> Key:
    """The key of a premise, in the tests' shorthand: its sort, whose word it is and, of a figure, the quantity."""
    sort, by, *of = short.split(":")
    if of:
        return key_of_claimed(by, of[0]) if sort == "claim" else key_of_figure(cast("Sort", sort), by, of[0])
    return key_of(cast("Sort", sort), by)


def all_named(*shorts: str) -> tuple[Key, ...]:
    """The keys of several."""
    return tuple(map(named, shorts))


def bound(
    short: str, quantity: str, typical: Ends, accepted: Ends | None = None, limit: Ends | None = None, **more: object
) -> Premise:
    """A premise that bounds one quantity, at three levels; the wider ones default to the narrower."""
    accepted = accepted or typical
    spans = dict(zip(LEVELS, (span(*typical), span(*accepted), span(*(limit or accepted))), strict=True))
    best = more.pop("best", None)
    spans["best"] = span(best, best) if isinstance(best, int | float) else spans["typical"]
    basis = "claimed" if short.startswith("claim:") else "assumed"
    return Premise(named(short), basis, ((quantity, 1.0),), spans, Origin(short.rsplit(":", maxsplit=1)[-1]), **more)  # type: ignore[arg-type]


def claim(quantity: str, low: float, high: float | None = None) -> Premise:
    """A claimed figure."""
    return bound(f"claim:c:{quantity}", quantity, (low, high or low), best=low if high is None else None)


def relation(name: str, **exponents: float) -> Premise:
    """Product of quantities to exponents is 1."""
    return Premise(
        key_of("relation", name),
        "relation",
        tuple(sorted(exponents.items())),
        dict.fromkeys(("best", *LEVELS), (0.0, 0.0)),
        Origin(name),
    )


def total(name: str, whole: str, first: str, second: str) -> Premise:
    """Whole = first + second."""
    spans = dict.fromkeys(("best", *LEVELS), (0.0, 0.0))
    return Premise(key_of("relation", name), "relation", (), spans, Origin(name), parts=(whole, first, second))


def when(quantity: str, low: float, high: float) -> tuple[tuple[Condition, ...], ...]:
    """A guard that holds once a quantity lies between two figures."""
    return ((Condition(quantity, span(low, high), ""),),)


def question(*premises: Premise) -> Question:
    """A question about nobody in particular."""
    return asking(Subject("nobody", "training_run", 738000, (), {}), premises)
