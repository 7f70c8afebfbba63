"""What a run comes to: each finding with the claim it is about, where that stands, and what policy makes of it."""

from msgspec import Struct, field

from checker.model.finding import Conflict, Finding
from checker.model.glossary import Glossary
from checker.model.money import Exchange
from checker.model.place import Place, Problem
from checker.model.source import Source


class ClaimResult(Finding, frozen=True, kw_only=True):
    """A finding, whose it is, where it stands, and what policy makes of it."""

    id: str
    statement: str
    source: Source
    date: str
    values: dict[str, str]
    """Claimed quantities and attributes, as typed."""
    exchanged: dict[str, Exchange] = field(default_factory=dict)
    """Claimed quantities in other money than dollars, with how each was read."""
    supplied: tuple[str, ...] = ()
    """Claimed quantities whose figures stand in the file and not in the statement."""
    cited: dict[str, Source] = field(default_factory=dict)
    """Claimed quantities whose figures have a source of their own."""
    place: Place
    """Where its first broken figure stands, else the claim."""
    expected: str
    accepted: str
    """"", "yes", or why an `accept` no longer holds."""
    failed: bool


class CaseResult(Struct, frozen=True):
    """All claims about one subject."""

    about: str
    kind: str
    date: str
    day: int
    verdict: str
    """The gravest of its claims' verdicts."""
    hardware: str
    claims: tuple[ClaimResult, ...]
    disagreements: tuple[Conflict, ...]
    fault: str = ""
    """How the program failed on its claims together, through its own fault; else ""."""
    failed: bool = False
    """Whether its claims disagree so gravely that the run fails."""


class Result(Struct, frozen=True):
    """Everything that one run found."""

    as_of: str
    assumed: tuple[str, ...]
    cases: tuple[CaseResult, ...]
    problems: tuple[Problem, ...]
    glossary: Glossary = Glossary()
    """How all that it speaks of is called."""
    hidden: tuple[CaseResult, ...] = ()
    """Cases that count and aren't shown."""
    notes: tuple[str, ...] = ()
    """What a user should know of the input that is no problem of it."""
