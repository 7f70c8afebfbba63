"""What is found of a claim: verdict, proofs, readings, tests; figures are plain numbers in the quantity's own unit."""

from msgspec import Struct, field

from checker.model.case import Case
from checker.model.place import Place
from checker.model.source import Source

VERDICTS = ("unchecked", "plausible", "strained", "implausible", "impossible")
"""From the mildest to the gravest."""
FLAGGED = VERDICTS[3:]
"""Those that say that a claim can't be squared with what is known."""
UNJUDGED = "unjudged"
"""Beside the verdicts; stands in place of one where the program failed on a claim, through its own fault."""
COUNTED = 6  # rare things at once: up to so many the fewest are found, beyond that a set that is enough


class Fact(Struct, frozen=True):
    """A quantity's range as one sentence of a proof needs it; 0 and infinity are open ends."""

    quantity: str
    unit: str
    low: float
    high: float
    basis: str
    """"claimed", "assumed", "known", or "derived" by an earlier step."""
    text: str = ""
    """A claimed figure as it was typed."""
    brief: str = ""
    """What to say in brackets after an assumed or known figure."""
    name: str = ""
    """The row of a table that it was read from: "Colossus Memphis Phase 1"."""
    date: str = ""
    source: Source | None = None
    new: bool = True
    """Whether the proof brings it in at this step: then its origin is said."""
    prior: str = ""
    """Id of the assumption or lookup it comes from."""
    grown_from: float | None = None
    """For a record that growth or what is to spare carried past its entry, the figure of that entry."""
    best: float | None = None
    """The one figure that a table has, around which the range allows some play."""
    spare: float = 1.0
    """The factor by which a record may be beaten for doubt about it; what is more than that has grown."""


TOGETHER = " + "
"""Stands between the rules of a step in which several speak together."""


class Step(Struct, frozen=True):
    """One inference of a proof: a rule (or a claim or assumption standing alone), what went in and what came out."""

    rule: str
    basis: str
    """"relation" for an inference; "claimed", "assumed" or "known" where the premise itself is the step."""
    template: str
    """The rule's own sentence, with {quantity} where facts go, or ""."""
    facts: dict[str, Fact]
    output: str
    """The quantity that the step finds or tests."""
    wrong_when: tuple[str, ...]
    source: Source | None
    place: Place | None
    """Where the rule stands; of what a claim says itself, nowhere until it is placed."""


class Gap(Struct, frozen=True):
    """The least factor by which the broken bound would have to move; None where nothing is broken on those terms."""

    best: float | None = None
    accepted: float | None = None


class Rest(Struct, frozen=True):
    """An assumption or table that a proof rests on."""

    id: str
    basis: str
    why: str
    wrong_when: tuple[str, ...]
    sources: tuple[Source, ...]


class Held(Struct, frozen=True):
    """A premise of a conflict and what it says on each term, so that a reader can dispute it and a picture show it."""

    rule: str
    """Id of the rule, or of the claim."""
    basis: str
    """"claimed", "assumed", "known" or "relation"."""
    quantity: str
    """The one that it bounds; "" of a relation."""
    unit: str
    ranges: dict[str, tuple[float, float]]
    """Low and high by term ("best" or a level), 0 and infinity where open; of a relation, how far apart its sides."""


class Conflict(Struct, frozen=True):
    """A minimal set of values, assumptions, lookups and relations that cannot all hold at `level`, told as a proof."""

    level: str
    claims: tuple[str, ...]
    values: tuple[str, ...]
    """Quantities whose claimed figures take part."""
    rules: tuple[str, ...]
    """Ids of the relations, assumptions and lookups that take part, in order of the proof."""
    gap: Gap
    misses: str
    """The broken rule's own way to say the gap, or ""."""
    broken: str
    """Id of the rule that breaks."""
    steps: tuple[Step, ...]
    edges: tuple[tuple[int, int], ...]
    """Which step (by number from 0) another one builds on."""
    rests_on: tuple[Rest, ...]
    premises: tuple[Held, ...] = ()
    """All of the set, claimed figures first."""


class Alternative(Struct, frozen=True):
    """The claim with one figure read as another quantity, or an attribute otherwise than is usual."""

    of: str
    as_: str
    kind: str
    verdict: str
    says: str
    facts: dict[str, Fact]
    ask: str = ""
    """The question that asks it; "" where it hangs on other claims."""
    apart: tuple[str, ...] = ()
    """Figures of the claim that then aren't of the same subject."""
    whose: str = ""
    """Of what those then are: "those of one run in it"."""


class Repair(Struct, frozen=True):
    """A change that makes the claim plausible: a bound on one claimed figure, or a date from which it holds."""

    quantity: str
    """"date" for a change of date."""
    fact: Fact | None
    """The figures that would do: all that is wrong must be mended by this one change."""
    date: str = ""
    ask: str = ""
    """The question with the figure nearest to the claimed one; "" where it hangs on other claims."""


class Rare(Struct, frozen=True):
    """What a strained claim needs: one assumption or relation beyond its typical range, with the value it must take."""

    rule: str
    fact: Fact | None
    brief: str
    usual: Fact | None = None
    """What the quantity typically is."""
    slack: float = 1.0
    """The factor by which a relation may be off at accepted."""


class Suspect(Struct, frozen=True):
    """A claimed value that may be the wrong one, and what it would have to be."""

    claim: str
    value: str
    text: str
    implied: tuple[float, float]
    slip: str
    """What went wrong if it is a known way to go wrong: "24x too large: hours taken for days", or ""."""
    corrected: float | None
    """The figure that one would write instead, with which the whole claim has a milder verdict."""
    tied: bool = False
    """Whether it is as likely as the one before it."""
    typed: str = ""
    """The corrected figure as one would type it."""
    verdict: str = ""
    """The verdict on the claim with it."""
    ask: str = ""
    """The question with it; "" where it hangs on other claims."""


class Implied(Struct, frozen=True):
    """What all that is known implies for a quantity; each pair is low and high, infinite where open."""

    unit: str
    title: str
    best: tuple[float, float]
    """One number twice, or a range where only bounds are known."""
    typical: tuple[float, float]
    accepted: tuple[float, float]
    limit: tuple[float, float]
    claimed: bool
    landmark: str = ""
    """Name of the nearest known figure to compare with, or ""."""
    landmark_value: float = 0.0
    landmark_factor: float = 1.0
    landmark_source: Source | None = None


class Tested(Struct, frozen=True):
    """Which rules bound a claimed value, and how sharply: decades between the bounds, None where open on one side."""

    by: tuple[str, ...]
    decades: float | None


class Stale(Struct, frozen=True):
    """A table that ends long before the date of a verdict that rests on it."""

    rule: str
    quantity: str
    day: int
    """Its last day."""


class Taken(Struct, frozen=True):
    """The kind that a subject is taken for where nobody stated one."""

    kind: str
    is_usual: bool
    """Whether it is the most usual kind that has all of the figures; else the claim holds and is tested best as it."""
    others: dict[str, str] = field(default_factory=dict)
    """The other kinds that have all of the figures, with the claim's verdict as each."""


class Known(Struct, frozen=True):
    """What a table knows of the claim's subject, as far as it bears on the claim."""

    id: str
    name: str
    title: str
    """What the table makes known: "a published model"."""
    date: str
    source: Source
    facts: dict[str, Fact]
    choices: dict[str, str]
    """Attributes of which nobody stated the published value."""
    yielding: tuple[str, ...]
    """Rules that its own published figures break, and that therefore give way."""
    hardware: str = ""
    """The published chip."""
    against: tuple[str, ...] = ()
    """Attributes, and "date", that the claim states otherwise than is published."""


class Finding(Struct, frozen=True):
    """All that follows from a claim, the rulebook and what links hand over: whoever checks it, when and in which file.

    What comes after the faults stays empty where nobody asked why.
    """

    verdict: str
    level: int = 0
    """The number of the innermost level at which the claim holds."""
    read_as: dict[str, str] = field(default_factory=dict)
    """Attributes that nobody stated, with the value that alone explains the figures."""
    taken: Taken | None = None
    """The kind that nobody stated, where it isn't the default."""
    fault: str = ""
    """How the program failed on it, through its own fault; else ""."""
    gap: Gap = Gap()
    edge: str = ""
    """The verdict with every figure exactly as typed, where that is another; else ""."""
    edge_of: tuple[str, ...] = ()
    """The quantities whose rounding makes it so: no fewer would."""
    conflicts: tuple[Conflict, ...] = ()
    falls_if: tuple[str, ...] = ()
    """The cases in which no rule holds that is broken as gravely as the one of the first proof."""
    readings: tuple[Alternative, ...] = ()
    repairs: tuple[Repair, ...] = ()
    rare: tuple[tuple[Rare, ...], ...] = ()
    """For a strained claim, each smallest set of rare things that together suffice."""
    suspects: tuple[Suspect, ...] = ()
    several: bool = False
    """Whether no one figure is what is wrong: without any one the others are implausible."""
    tested: dict[str, Tested] = field(default_factory=dict)
    unchecked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Quantities that would let an unchecked value be tested."""
    supposed: dict[str, str] = field(default_factory=dict)
    """Attributes that nobody stated, with the usual value that was taken for granted where a rule used it."""
    implied: dict[str, Implied] = field(default_factory=dict)
    stale: tuple[Stale, ...] = ()
    """Tables that end long before the claim's date, of those on which the verdict rests."""
    known: Known | None = None
    astray: str = ""
    """The kind as one of whose a figure was judged by itself, as the claim's own kind hasn't such figures; else ""."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Unchecked quantities that the claim's kind hasn't, each with the kind that most usually has it."""


class CaseFinding(Struct, frozen=True):
    """What is found of all claims about one subject: each by itself in the order of the case, and all together."""

    case: Case
    findings: tuple[Finding, ...]
    disagreements: tuple[Conflict, ...] = ()
    fault: str = ""
    """How the program failed on its claims together, through its own fault; else ""."""
