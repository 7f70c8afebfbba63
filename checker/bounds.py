"""Whether every quantity is bounded: the largest known figure of it can be true, and a thousand times that can't."""

from collections.abc import Sequence

from checker.explain.case import levels_of
from checker.explain.examine import Level
from checker.judge import verdict
from checker.maths.interval import exp
from checker.model.claim import Claim
from checker.model.rule import Largest, Rulebook
from checker.read.claim.ask import read_ask

TIMES = 1000
"""So many times the largest known figure must be implausible or worse."""
CAN_BE = ("unchecked", "plausible", "strained")
"""Verdicts on what is known to be."""


def unbounded(book: Rulebook, today: int) -> list[str]:
    """What is wrong with the bounds of a rulebook's quantities, each alone, for each kind that it is usual for."""
    return [*unsaid(book), *untrue(book.largest, book, today)]


def untrue(figures: Sequence[Largest], book: Rulebook, today: int) -> list[str]:
    """Which figures said to be the largest known can't be by the rules, or may be exceeded without end."""
    asked = [(known, text) for known in figures for text in (known.text, _far(known, book))]
    found = _verdicts(asked, book, today)
    wrong = []
    for known, near, far in zip(figures, found[::2], found[1::2], strict=True):
        told = f"{known.place}: {known.quantity} of {known.kind}:"
        if near not in CAN_BE:
            wrong.append(f"{told} {known.text} ({known.name}) is known, and {near}")
        if far in CAN_BE or far.startswith("no figure"):
            wrong.append(f"{told} {TIMES:,} times {known.text} ({known.name}) is {far}, where nothing like it is known")
    return wrong


def unsaid(book: Rulebook) -> list[str]:
    """Quantities of which nothing is said of how large they may be."""
    told = {(known.quantity, known.kind) for known in book.largest}
    instead = "add the largest known one under largest, or a reason under unbounded"
    return [
        f"{quantity.id} of {kind}: nothing says how large it may be; {instead}"
        for quantity in book.quantities.values()
        for kind in quantity.kinds
        if (quantity.id, kind) not in told and kind not in quantity.unbounded
    ]


def _far(known: Largest, book: Rulebook) -> str:
    """Far more than the largest known figure, as one would write it."""
    unit = book.quantities[known.quantity].unit
    return f"{exp(known.value) * TIMES:.6g} {'' if unit == '1' else unit}".strip()


def _verdicts(asked: list[tuple[Largest, str]], book: Rulebook, today: int) -> list[str]:
    """The verdict on each figure alone, or why it can't be read."""
    read = [
        read_ask({"kind": known.kind, known.quantity: text, "date": known.date}, book, today) for known, text in asked
    ]
    claims: list[Claim] = [claim for claim, _ in read if claim]
    held = iter(levels_of(claims, book, {}))
    return [_verdict(next(held)) if claim else f"no figure: {wrong[0].what}" for claim, wrong in read]


def _verdict(held: Level) -> str:
    return held.fault or verdict(held.level, held.tested)
