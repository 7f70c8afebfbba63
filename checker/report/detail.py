"""What `explain` and `ask` tell beyond the proof: readings, what it rests on, how it was tested, what follows."""

from checker.model.finding import Implied, Rest
from checker.model.result import ClaimResult
from checker.model.rule import LEVELS
from checker.report.citing import citation
from checker.report.figures import figure, typed
from checker.report.layout import paragraph, table
from checker.report.sentences import Setting, listed, sentence
from checker.report.wording import compared, finite, of_what, reading_words, tested_by

BASIS = {"assumed": "assumption", "known": "known", "relation": "rule", "claimed": "claimed"}

HOLDS = {"strained": LEVELS[1:], "implausible": LEVELS[2:], "impossible": ()}
"""Verdict → the levels at which the claim holds, and so implies something; for others all."""


def readings(claim: ClaimResult, setting: Setting) -> list[str]:
    """Every other thing the figures may mean, each with its verdict on its own terms."""
    told = [f"{reading.of} as {reading_words(reading, setting)}: {reading.verdict}" for reading in claim.readings]
    lines = [line for text in told for line in paragraph(text, 4, 2)]
    return ["  The same figure read as something else", *lines] if lines else []


def rests_on(claim: ClaimResult) -> list[str]:
    """The assumptions and tables that the proofs use: why they hold, when they don't, and who says so."""
    rests = {rest.id: rest for conflict in claim.conflicts for rest in conflict.rests_on}
    lines = [line for rest in rests.values() for line in _rest(rest)]
    return ["  Rests on", *lines] if lines else []


def _rest(rest: Rest) -> list[str]:
    lines = [f"    {rest.id} ({BASIS.get(rest.basis, rest.basis)})", *paragraph(sentence(rest.why), 6)]
    if rest.wrong_when:
        lines += paragraph(sentence(f"Wrong when {'; or '.join(rest.wrong_when)}"), 6)
    cited = [f"{citation(source)} {source.url}".strip() for source in rest.sources]
    return lines + [line for text in cited for line in paragraph(text, 6, 2)]


def tests(claim: ClaimResult) -> list[str]:
    """For each claimed value the rules that could have failed on it; the values that none could."""
    told = [f"{name}: {tested_by([test])} ({listed(test.by)})" for name, test in claim.tested.items()]
    lines = [line for text in told for line in paragraph(text, 4, 2)]
    lines += [f"    {name}: no rule tested it" for name in claim.unchecked]
    return ["  How each value was tested", *lines] if lines else []


def implied(claim: ClaimResult, setting: Setting, wanted: tuple[str, ...]) -> list[str]:
    """A table of what follows for each quantity: best, its range at each level that holds, a known figure beside it."""
    if any(len(conflict.values) > 1 for conflict in claim.conflicts):
        return []  # figures that contradict each other imply whatever one likes
    levels = [level for level in wanted if level in HOLDS.get(claim.verdict, LEVELS)]
    kept = {n: known for n, known in claim.implied.items() if any(finite(getattr(known, k)) for k in ("best", *levels))}
    body = [
        [known.title, *(_range(known, level, setting) for level in ("best", *levels))]
        for known in kept.values()
        if not known.claimed
    ]
    told = [_beside(name, known, claim.values.get(name, ""), setting) for name, known in kept.items()]
    beside = [line for text in told for line in paragraph(text, 2, 2)]
    return [*table(["What follows", "best", *levels], body), *(["", *beside] if beside else [])] if body else []


def _range(known: Implied, level: str, setting: Setting) -> str:
    low, high = getattr(known, level)
    return figure(low, high, known.unit, setting.hardware, digits=2) if finite((low, high)) else "unknown"


def _beside(name: str, known: Implied, as_typed: str, setting: Setting) -> str:
    if not known.landmark:
        return ""
    shown = typed(as_typed, *known.best, known.unit, setting.hardware) if as_typed else _range(known, "best", setting)
    what = of_what(shown, name, setting)
    said = f"{setting.the(name)}, {shown}, is" if what == shown else f"its {what} are"
    return sentence(f"{said} {compared(known, setting)}")
