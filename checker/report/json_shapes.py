"""The shape of checker-json-1: what is written is made of these structs, and its JSON Schema (2020-12) read off them.

Every key is always there. Later minor releases may add others.
"""

from typing import Annotated, Any

from msgspec import Meta, Struct, field
from msgspec.json import schema

from checker.model.finding import UNJUDGED, VERDICTS
from checker.model.rule import LEVELS

VERSION = "checker-json-1"
OUTCOMES = (*VERDICTS, UNJUDGED)


def means(meaning: str, *words: str) -> Meta:
    """What a key means, and where it may only be one of some words, those."""
    return Meta(description=meaning, extra_json_schema={"enum": [*words]} if words else None)


Outcome = Annotated[str, means('A verdict, or "unjudged" where the program failed: "fault" then says how.', *OUTCOMES)]
ALL_OUTCOMES = Meta(extra_json_schema={"required": [*OUTCOMES]})
Number = float | None
Range = Annotated[tuple[Number, Number], means("Low and high in the quantity's own unit; null is an open end.")]
Count = Annotated[int, Meta(ge=0)]
ASKS = means('The question that asks it, as typed after "checker ask"; "" where it hangs on other claims.')
FromOne = Annotated[int, Meta(ge=1)]
Texts = list[str]
OfNames = dict[str, str]


class Place(Struct, frozen=True):
    """Where something stands in the input."""

    file: str
    line: FromOne
    column: FromOne


class Problem(Struct, frozen=True):
    """One thing wrong with the input."""

    place: Place
    what: Annotated[str, means("What is wrong.")]
    instead: Annotated[str, means("What to write instead, where that is known.")]
    fault: Annotated[bool, means("Whether nothing is wrong with the input: the program failed on it.")]


class Source(Struct, frozen=True):
    """Where a figure comes from."""

    title: str
    url: str
    date: Annotated[str, means("As published: 2024, 2024-12, 2024-H2, 2024-Q3 or 2024-12-15.")]
    evidence: Annotated[str, means("Read off a table, read as a text, or recalled.", "data", "read", "recalled")]


class Gap(Struct, frozen=True):
    """The least factor by which the broken bound would have to move; null where nothing is broken on those terms."""

    best: Annotated[Number, means("With every assumption at its best.")]
    accepted: Annotated[Number, means("With every assumption as kind as is accepted.")]
    without_bound: list[Annotated[str, means("One that is null as no factor would do.", "best", "accepted")]]


class Tested(Struct, frozen=True):
    """How a claimed value was tested."""

    by: Annotated[Texts, means("The rules that bound it.")]
    decades: Annotated[Number, means("Powers of ten between the bounds; null where one side is open.")]


class Exchange(Struct, frozen=True):
    """How a figure in other money than dollars was read."""

    currency: Annotated[str, means("Its code, such as EUR.")]
    rate: Annotated[Number, means("Dollars for one unit.")]
    year: Annotated[int, means("The year of the rate.")]
    dollars: Range


class Stale(Struct, frozen=True):
    """A table that ends long before the date of a verdict that rests on it."""

    rule: Annotated[str, means("The rule that reads it.")]
    quantity: str
    until: Annotated[str, means("The day of its last row.")]


class Taken(Struct, frozen=True):
    """The kind that a subject is taken for where nobody stated one."""

    kind: str
    usual: Annotated[bool, means("Whether it is the most usual kind that has all of the figures.")]
    others: Annotated[dict[str, Outcome], means("The other kinds that have all of them, with the verdict as each.")]


class Rare(Struct, frozen=True):
    """What a strained claim needs: one assumption or relation beyond its typical range."""

    rule: str
    quantity: Annotated[str, means('"" where the rule is about several.')]
    range: Annotated[Range | None, means("The values that it must take.")]
    text: Annotated[str, means("The same as a sentence.")]


class Repair(Struct, frozen=True):
    """One change that would make the claim plausible."""

    quantity: Annotated[str, means('The figure to change, or "date".')]
    range: Annotated[Range | None, means("The figures that would do.")]
    date: Annotated[str, means("The date from which it would hold.")]
    text: Annotated[str, means("The same as a sentence.")]


class Known(Struct, frozen=True):
    """What a table knows of the claim's subject, as far as it bears on the claim."""

    id: Annotated[str, means("The subject's id in the table.")]
    name: str
    date: str
    source: Source
    figures: Annotated[dict[str, Range], means("Published quantities.")]
    choices: Annotated[OfNames, means("Published attributes that nobody stated.")]
    yielding: Annotated[Texts, means("Rules that its own published figures break, and that therefore give way.")]


class Claim(Struct, frozen=True):
    """One claim judged alone."""

    id: str
    verdict: Outcome
    expected: Annotated[str, means('The verdict that its author expects, or "".', "", *VERDICTS)]
    accepted: Annotated[str, means('Whether its verdict is let stand: "", "yes", or why no longer.')]
    place: Place
    failed: Annotated[bool, means("Whether it fails the check.")]
    statement: Annotated[str, means("What was said.")]
    source: Source
    date: Annotated[str, means("The date that its figures hold for.")]
    values: Annotated[OfNames, means("Its quantities and attributes, as typed.")]
    exchanged: Annotated[dict[str, Exchange], means("Those in other money than dollars.")]
    supplied: Annotated[list[str], means("Those that stand in the file and not in the statement.")]
    cited: Annotated[dict[str, Source], means("Those that have a source of their own, with it.")]
    gap: Gap
    edge: Annotated[str, means('The verdict if every figure were exact, where that is another; else "".')]
    edge_of: Annotated[Texts, means("The quantities whose rounding makes it so.")]
    rare: Annotated[list[list[Rare]], means("For a strained claim, each smallest set of rare things that suffices.")]
    plausible_if: list[Repair]
    tested: Annotated[dict[str, Tested], means("Claimed values that rules bound.")]
    several: Annotated[bool, means("Whether no one figure is what is wrong: without any one the rest is implausible.")]
    unchecked: Annotated[Texts, means("Claimed values that no rule tested.")]
    missing: Annotated[Texts, means("Quantities that would let an unchecked value be tested.")]
    supposed: Annotated[OfNames, means("Attributes taken for granted, as nobody stated them.")]
    read_as: Annotated[OfNames, means("Attributes that nobody stated and nothing else explains.")]
    stale: list[Stale]
    taken: Annotated[Taken | None, means("The kind that nobody stated, where it isn't the default.")]
    astray: Annotated[str, means("The kind as one of whose a figure was judged that the claim's own kind hasn't.")]
    elsewhere: Annotated[OfNames, means("Unchecked quantities, each with the kind that most usually has it.")]
    known: Known | None
    fault: Annotated[str, means('How the program failed on it, through its own fault; else "".')]


class Step(Struct, frozen=True):
    """One inference of a proof, or a premise standing alone."""

    text: Annotated[str, means("The step as a sentence.")]
    rule: str
    basis: Annotated[str, means("Of what it is one.", "claimed", "assumed", "known", "relation")]
    source: Source | None
    place: Place | None
    wrong_when: Annotated[Texts, means("Cases in which it doesn't hold.")]


class Rest(Struct, frozen=True):
    """An assumption or table that a proof rests on."""

    id: str
    basis: str
    why: str
    wrong_when: Annotated[Texts, means("Cases in which it doesn't hold.")]
    sources: list[Source]


class Conflict(Struct, frozen=True):
    """A minimal set of values and rules that can't all hold, told as a proof."""

    level: Annotated[str, means("The widest ranges on which they can't.", *LEVELS)]
    claims: Annotated[Texts, means("Ids of the claims that take part.")]
    values: Annotated[Texts, means("Quantities whose claimed figures take part.")]
    rules: Annotated[Texts, means("Relations, assumptions and lookups that take part, in order of the proof.")]
    gap: Gap
    steps: list[Step]
    misses: Annotated[str, means("The gap as a sentence.")]
    broken: Annotated[str, means("The rule that breaks.")]
    edges: Annotated[list[tuple[Count, Count]], means("Steps, numbered from 0, each with one that builds on it.")]
    rests_on: list[Rest]


class Reading(Struct, frozen=True):
    """The same figure read as another quantity, on its own terms."""

    of: Annotated[str, means("The quantity that was claimed.")]
    as_: Annotated[str, means("The quantity that it may stand for.")] = field(name="as")
    kind: Annotated[str, means("The kind of subject that it then is about.")]
    verdict: Annotated[str, means("The verdict on it then.", *VERDICTS)]
    says: Annotated[str, means("What it then says.")]
    claim: Annotated[str, means("Id of the claim.")]
    apart: Annotated[Texts, means("Figures of the claim that then aren't of the same subject.")]
    ask: Annotated[str, ASKS]


class Mend(Repair, frozen=True):
    """One change that would make one of the claims plausible, and the question that shows it."""

    claim: Annotated[str, means("Id of the claim.")]
    verdict: Annotated[str, means("The verdict on it.", "plausible")]
    ask: Annotated[str, ASKS]


class Suspect(Struct, frozen=True):
    """A claimed value that may be the wrong one."""

    claim: Annotated[str, means("Id of the claim.")]
    value: Annotated[str, means("The quantity.")]
    text: Annotated[str, means("The figure as typed.")]
    implied: Annotated[Range, means("What all the rest implies for it.")]
    slip: Annotated[str, means('A known way to go wrong that explains it, or "".')]
    corrected: Annotated[str, means('The figure with which the whole claim is plausible, as one would type it, or "".')]
    corrected_value: Annotated[Number, means("In the quantity's own unit; also of one with which it is strained.")]
    ask: Annotated[str, ASKS]
    verdict: Annotated[str, means('The verdict with it; "" where none was found.', "", "plausible", "strained")]
    tied: Annotated[bool, means("Whether it is as likely as the one before it.")]


class Implied(Struct, frozen=True):
    """What all that is known implies for a quantity."""

    unit: str
    best: Annotated[float | Range, means("One number, or a range where only bounds are known.")]
    accepted: Range
    typical: Range
    limit: Range


class Case(Struct, frozen=True):
    """All claims about one subject."""

    about: str
    kind: str
    date: str
    verdict: Annotated[Outcome, means("The gravest of its claims' verdicts.")]
    gap: Annotated[Gap, means("That of the gravest claim.")]
    claims: list[Claim]
    conflicts: Annotated[list[Conflict], means("Why claims, each by itself, can't be so.")]
    disagreements: Annotated[list[Conflict], means("Why claims can't be so together.")]
    readings: list[Reading]
    suspects: list[Suspect]
    mends: list[Mend]
    implied: dict[str, Implied]
    tested: dict[str, Tested]
    unchecked: Annotated[Texts, means("Values that no rule tested in any of its claims.")]
    hardware: str
    fault: Annotated[str, means('How the program failed on its claims together, through its own fault; else "".')]


class Run(Struct, frozen=True):
    """All that one run found."""

    version: Annotated[str, Meta(extra_json_schema={"const": VERSION})]
    as_of: Annotated[str, means('The day at whose knowledge it stopped, or "".')]
    assumed: Annotated[Texts, means("Ranges of the user's own, as typed.")]
    summary: Annotated[dict[str, Count], means("Verdicts, each with how many claims got it."), ALL_OUTCOMES]
    cases: list[Case]
    problems: Annotated[list[Problem], means("What could not be read, or not be judged.")]


def result_schema() -> dict[str, Any]:
    """The schema of `--format json`; a line of `--format jsonl` is a "Case" of it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A run of checker", **schema(Run)}
