"""Hand-made assumptions, lookups and records for a small rulebook."""

from msgspec.structs import replace

from checker.maths.dates import days
from checker.maths.interval import log, span
from checker.model.case import Subject
from checker.model.claim import Figure
from checker.model.guard import Guard
from checker.model.place import Place
from checker.model.rule import LEVELS, Mark, Prior, Record, Row, Rows, Rulebook
from checker.model.source import Source
from tests.books import book

Ends = tuple[float, float]
HERE = Place("made-up.yaml", 1, 1)
SOURCE = Source("A made-up table", date="2024")


def row(*ends: Ends, best: float | None = None, day: str = "", **keys: str) -> Row:
    """A row with a range at each level, the last one repeated."""
    wide = [*ends, *([ends[-1]] * (3 - len(ends)))]
    spans = dict(zip(LEVELS, (span(*e) for e in wide), strict=True))
    spans["best"] = span(best, best) if best else spans["typical"]
    return Row(spans, log(best) if best else None, keys, days(day) if day else None)


def prior(name: str, quantity: str, *rows: Row, guards: tuple[Guard, ...] = (), nearest: bool = False) -> Prior:
    """An assumption or lookup of a quantity."""
    bare = Prior(
        name, quantity, "made-up", "assumed", guards, Rows(), "", "because", (), (SOURCE,), HERE, nearest=nearest
    )
    return bare.holding(rows)


def record(name: str, *entries: tuple[str, float, str], growth: str = "", grows_from: str = "last") -> Prior:
    """A record of entries (date, value, name), half as much again accepted."""
    marks = tuple(Mark(days(d)[1], "value", log(v), n, SOURCE, (n.casefold(),)) for d, v, n in entries)
    reach = {"typical": {"value": 0.0}, "accepted": {"value": log(1.5)}, "limit": {"value": log(100)}}
    found = Record(marks, reach, {"value": growth} if growth else {}, grows_from)
    return replace(prior(name, name), record=found, basis="known")


def with_priors(*priors: Prior) -> Rulebook:
    """The small rulebook with some beliefs."""
    return replace(book(), priors={p.id: p for p in priors})


def subject(
    date: str = "2024-12",
    kind: str = "training_run",
    about: str = "it",
    choices: dict[str, str] | None = None,
    **figures: float,
) -> Subject:
    """A subject with exact figures."""
    claimed = tuple(("c", Figure(q, str(v), span(v, v), log(v), HERE)) for q, v in figures.items())
    return Subject(about, kind, days(date)[1], claimed, choices or {})
