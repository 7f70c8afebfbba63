"""What a run is asked for beside its input, and the rulebook that it is to be judged by."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from checker.explain.claim import Wanted
from checker.maths.dates import days
from checker.maths.interval import Span
from checker.model.place import Place, Problem
from checker.model.rule import Rulebook
from checker.policy import Policy
from checker.read.pack.compiled import load, shipped

Progress = Callable[[str, int, int], None]
"""Hears what is being done ("reading", "judging", "explaining"), how much of it is done, and how much there is."""


def silent(_doing: str, _done: int, _total: int) -> None:
    """Progress that nobody sees."""


class Beliefs(Struct, frozen=True):
    """By what is judged."""

    rules: tuple[Path, ...] = ()
    """Packs that are used beside the shipped one."""
    pack: Path | None = None
    """The pack that is used in place of the shipped one."""
    as_of: str = ""
    """The day at whose knowledge to stop; "" for all that is known."""
    assume: tuple[str, ...] = ()
    """Ranges of one's own for what is taken for granted: "mfu=30-45%"."""

    def today(self) -> int:
        """The day that counts as today."""
        return days(self.as_of)[1] if self.as_of else date.today().toordinal()  # noqa: DTZ011  # the day where the user is


class Running(Struct, frozen=True):
    """How the work is done."""

    jobs: int = 1
    """How many processes may share it; on systems other than Linux one does it all."""
    progress: Progress = silent


class Options(Struct, frozen=True):
    """What a run is asked for beside its input, each part for the stages that need it."""

    beliefs: Beliefs = Beliefs()
    wanted: Wanted = Wanted()
    policy: Policy = Policy()
    running: Running = Running()


def book_for(beliefs: Beliefs) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """The shipped pack and the user's own, as of a day and with the user's assumptions; None when it can't be used."""
    book, problems = load((beliefs.pack or shipped(), *beliefs.rules))
    if book is None or problems:
        return None, problems
    if not (beliefs.as_of or beliefs.assume):
        return book, ()
    from checker.cases.as_of import as_of, assuming

    try:
        book = as_of(book, days(beliefs.as_of)[1]) if beliefs.as_of else book
    except ValueError as error:
        return None, (Problem(Place("--as-of"), str(error)),)
    ranges, wrong = _assumed(beliefs.assume, book)
    return (None, wrong) if wrong else (assuming(book, ranges) if ranges else book, ())


def _assumed(texts: Sequence[str], book: Rulebook) -> tuple[dict[str, tuple[str, Span]], tuple[Problem, ...]]:
    """Ranges that the user gave for quantities, by quantity."""
    from checker.read.figures.value import BadValue, read_figure

    ranges: dict[str, tuple[str, Span]] = {}
    problems = []
    for text in texts:
        name, _, value = (part.strip() for part in text.partition("="))
        quantity = book.quantities.get(book.names.get(name.casefold(), ""))
        place = Place("--assume")
        if quantity is None:
            problems.append(
                Problem(
                    place, f'unknown quantity "{name}"', "write one that `checker rules` lists, as in mfu=30-45%", text
                )
            )
            continue
        try:
            ranges[quantity.id] = (
                value,
                read_figure(value, quantity, book.units, book.attributes.get("hardware"), exact=True).span,
            )
        except BadValue as bad:
            problems.append(Problem(place, bad.what, bad.instead, text))
    return ranges, tuple(problems)
