"""What a strained claim needs, in words: each rare thing beside what is typical, and how many at once."""

from collections.abc import Sequence

from msgspec.structs import replace

from checker.model.finding import Fact, Rare
from checker.model.result import ClaimResult
from checker.report.figures import factor, figure
from checker.report.sentences import Setting, listed, sentence
from checker.report.wording import NUMBERS, number

WIDE = 10
"""A relation that gives way by more than this factor is as good as one-sided."""


def rare_things(claim: ClaimResult, setting: Setting) -> str:
    """What a strained claim needs, each smallest set of rare things with how many at once; "" where none was found."""
    if not claim.rare:
        return ""
    many = len(claim.rare[0])
    most = setting.glossary.at_once
    is_beyond = 0 < most < many and claim.verdict == "implausible"  # a strained one may do with fewer
    beyond = f", where no claim known to be true needs more than {NUMBERS[most]}" if is_beyond else ""
    said = f"It needs {number(many, 'rare thing')}{' at once' if many > 1 else ''}{beyond}"
    said += f": {_together(claim.rare[0], setting)}"
    others = [f"or {number(len(things), 'other')}: {_together(things, setting)}" for things in claim.rare[1:]]
    return sentence("; ".join([said, *others]))


def _together(things: Sequence[Rare], setting: Setting) -> str:
    return listed([rare(thing, setting) for thing in things])


def rare(thing: Rare, setting: Setting) -> str:
    """One rare thing: the value that an assumption must take, beside its typical range."""
    fact, usual = thing.fact, thing.usual
    if fact is None:
        return thing.brief or _slack(thing)
    if usual is None:
        return f"{setting.the(fact.quantity)} at {_short(fact, setting)}" + (f" ({thing.brief})" if thing.brief else "")
    above = usual.high < fact.low * (1 + 1e-6)
    below = usual.low > fact.high * (1 - 1e-6)
    least = replace(fact, high=fact.low if above else fact.high, low=fact.high if below else fact.low)
    put = _short(least, setting) + (" or more" if above else " or less" if below else "")
    return f"{setting.the(fact.quantity)} at {put} (typically {_short(usual, setting)})"


def _short(fact: Fact, setting: Setting) -> str:
    return figure(fact.low, fact.high, fact.unit, setting.hardware, bare=True, digits=2)


def _slack(thing: Rare) -> str:
    """A relation that doesn't hold as it typically does: "cost-from-chip-hours off by up to 1.05x"."""
    said = f"up to {factor(thing.slack)}" if 1 < thing.slack < WIDE else "more than it typically is"
    return f"{thing.rule} off by {said}"
