"""Each quantity alone: its largest known figure can be true, and a thousand times as much is implausible."""

from functools import cache

from msgspec.structs import replace

from checker.bounds import unbounded, unsaid, untrue
from checker.maths.interval import log
from checker.model.place import Place
from checker.model.rule import Largest, Rulebook
from checker.model.source import Source
from checker.options import Beliefs, book_for

PLACE = Place("rules/largest.yaml", 7, 5)


@cache
def shipped() -> Rulebook:
    """The rulebook that comes with the program."""
    book, problems = book_for(Beliefs())
    assert problems == ()
    assert book is not None
    return book


def complaints(quantity: str, kind: str, text: str, value: float) -> list[str]:
    """What is wrong with one figure, given in its quantity's own unit, as the largest known one of June 2026."""
    known = Largest(quantity, kind, text, log(value), "the one", "2026-06", Source("A report"), PLACE)
    return untrue([known], shipped(), Beliefs().today())


def test_every_quantity_is_bounded() -> None:
    """Of each quantity and each kind that it is usual for a largest figure is known, and nothing far beyond passes."""
    assert unbounded(shipped(), Beliefs().today()) == []


def test_a_quantity_of_which_nothing_is_said_is_named() -> None:
    """Without a largest known figure there must be a reason why there is none."""
    book = shipped()
    largest = tuple(known for known in book.largest if (known.quantity, known.kind) != ("power", "fleet"))
    silent = replace(book, largest=largest)
    assert unsaid(silent) == [
        (
            "power of fleet: nothing says how large it may be; "
            "add the largest known one under largest, or a reason under unbounded"
        )
    ]
    power = replace(book.quantities["power"], unbounded={"fleet": "a reason"})
    assert unsaid(replace(silent, quantities=book.quantities | {"power": power})) == []


def test_a_thousand_times_the_largest_may_not_pass() -> None:
    """A largest figure so small that a thousand times as much is nothing special bounds nothing."""
    assert complaints("power", "system", "1 MW", 1e6) == [
        (
            "rules/largest.yaml:7:5: power of system: "
            "1,000 times 1 MW (the one) is plausible, where nothing like it is known"
        )
    ]


def test_what_is_known_must_be_possible() -> None:
    """A known figure that the rules call implausible is one that they wrong."""
    assert complaints("power", "system", "1 TW", 1e12) == [
        "rules/largest.yaml:7:5: power of system: 1 TW (the one) is known, and implausible"
    ]
