"""What sentences about one claim need besides its facts: how things are called, and who says what."""

from collections.abc import Mapping

from msgspec import Struct

from checker.model.glossary import Glossary
from checker.model.money import Exchange
from checker.model.result import CaseResult, ClaimResult, Result
from checker.model.source import Source
from checker.report.citing import References, citation
from checker.report.dates import by_month

COUNTS = ("chip", "H100e", "chip*hour", "token", "parameter", "query", "server")
"""Units of quantities whose titles are plurals."""


class Setting(Struct, frozen=True):
    """What sentences about one claim need besides its facts."""

    glossary: Glossary
    hardware: str
    kind: str
    """The kind of subject as the pack says it, "one training run": that of the figure told of."""
    date: str
    """The claim's month in words."""
    day: int
    own_kind: str = ""
    """The kind of the claim's subject, likewise."""
    exchanged: Mapping[str, Exchange] = {}
    """Figures in other money than dollars, as typed, with how each was read."""
    supplied: frozenset[tuple[str, str]] = frozenset()
    """Quantities and figures as typed that came with the claim, and don't stand in the words of its source."""
    cited: Mapping[tuple[str, str], Source] = {}
    """Those of them that have a source of their own."""
    references: References | None = None
    """Where sources are told by number, the list that they stand in."""

    def cite(self, source: Source) -> str:
        """A source as brackets hold it: in full, or as its number."""
        return self.references.cite(source) if self.references else citation(source)

    def title(self, name: str) -> str:
        """What a quantity or attribute is called."""
        own = name.rpartition(".")[2]
        return self.glossary.titles.get(own, own)

    def unit(self, name: str) -> str:
        """The unit of a quantity, "" where the pack doesn't know it."""
        return self.glossary.units.get(name.rpartition(".")[2], "")

    def the(self, name: str) -> str:
        """A quantity inside a sentence: "the length of the run", "the number of total parameters"."""
        title = self.title(name)
        if title.startswith(("the ", "a ", "an ")):
            return title
        return f"the number of {title}" if self.unit(name) in COUNTS else f"the {title}"


def setting(
    result: Result, case: CaseResult, claim: ClaimResult | None, references: References | None = None
) -> Setting:
    """The setting of a claim; without one, that of its whole case."""
    own = result.glossary.kind(case.kind)
    told = result.glossary.kind(claim.astray) if claim and claim.astray else own
    known = claim.known if claim else None  # judged on its own day and chip
    date = by_month(known.date, 0) if known else by_month(claim.date if claim else case.date, case.day)
    hardware = "" if known and "hardware" in known.against else case.hardware
    claims = (claim,) if claim else case.claims
    exchanged = {one.values[name]: exchange for one in claims for name, exchange in one.exchanged.items()}
    supplied = frozenset((name, one.values[name]) for one in claims for name in one.supplied)
    cited = {(name, one.values[name]): source for one in claims for name, source in one.cited.items()}
    return Setting(result.glossary, hardware, told, date, case.day, own, exchanged, supplied, cited, references)
