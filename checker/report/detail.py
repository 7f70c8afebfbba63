"""What `explain` and `ask` tell beyond the proof: readings, what it rests on, how it was tested, what follows."""

from collections.abc import Sequence

from checker.model.finding import Implied, Rest
from checker.model.result import ClaimResult
from checker.model.rule import LEVELS
from checker.report.citing import citation
from checker.report.figures import figure, typed
from checker.report.layout import paragraph, table
from checker.report.sentences import listed, sentence
from checker.report.setting import Setting
from checker.report.wording import NUMBERS, compared, finite, of_what, reading_words, tested_by

BASIS = {"assumed": "assumption", "known": "known", "relation": "rule", "claimed": "claimed"}

WIDE = 1000
"""A range wider than this factor is left out."""
NOTHING = "–"
"""Stands where a range would be wider, or open on both sides."""
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
    near = {name: known for name, known in kept.items() if known.claimed or not _is_wide(known, levels)}
    body = [
        [known.title, *(_range(known, level, setting) for level in ("best", *levels))]
        for known in near.values()
        if not known.claimed
    ]
    told = [_beside(name, known, claim.values.get(name, ""), setting) for name, known in near.items()]
    below = [*paragraph(_left_out(len(kept) - len(near))), *(line for text in told for line in paragraph(text, 2, 2))]
    return [*table(["What follows", "best", *levels], body), *(["", *below] if below else [])] if body else []


def _is_wide(known: Implied, levels: Sequence[str]) -> bool:
    """Whether the widest of what is told of a figure but for its limit says next to nothing."""
    widest = [level for level in ("best", *levels) if level != "limit"][-1]
    low, high = getattr(known, widest)
    return high > WIDE * low > 0 or not finite((low, high))


def _left_out(many: int) -> str:
    """That so many rows aren't there; "" where none are missing."""
    more = NUMBERS[many] if many < len(NUMBERS) else f"{many}"
    return sentence(f"{more} more {'is' if many == 1 else 'are'} known no better than within {WIDE:,}x") if many else ""


def _range(known: Implied, level: str, setting: Setting) -> str:
    low, high = getattr(known, level)
    is_told = finite((low, high)) and not high > WIDE * low > 0
    return figure(low, high, known.unit, setting.hardware, digits=2) if is_told else NOTHING


def _beside(name: str, known: Implied, as_typed: str, setting: Setting) -> str:
    if not known.landmark:
        return ""
    shown = typed(as_typed, *known.best, known.unit, setting.hardware) if as_typed else _range(known, "best", setting)
    what = of_what(shown, name, setting)
    what = shown if setting.title(name) in shown else what
    said = f"{setting.the(name)}, {shown}, is" if what == shown else f"its {what} are"
    return sentence(f"{said} {compared(known, setting)}")
