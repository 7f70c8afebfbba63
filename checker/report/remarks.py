"""What is said beside a proof: what is known of the subject, its kind, rare things, figures that may be wrong."""

import math
from collections.abc import Sequence
from itertools import accumulate

from msgspec.structs import replace

from checker.model.finding import COUNTED, FLAGGED, VERDICTS, Fact, Rare, Repair, Suspect, Taken
from checker.model.result import ClaimResult
from checker.report.citing import in_brackets
from checker.report.figures import factor, figure
from checker.report.sentences import BOUND, listed, sentence
from checker.report.setting import Setting
from checker.report.wording import NUMBERS, choice, number, of_what, repair


def taken(claim: ClaimResult, setting: Setting) -> str:
    """As what a claim without a kind is taken, why, and what it would be as anything else, in a sentence."""
    if not claim.taken:
        return ""
    others = "".join(
        f"{'; ' if not n else ', '}as {setting.glossary.kind(kind)} {'it would be ' if not n else ''}{verdict}"
        for n, (kind, verdict) in enumerate(claim.taken.others.items())
    )
    return sentence(f"Taken as {setting.glossary.kind(claim.taken.kind)}, {_why(claim.taken, claim, setting)}{others}")


def _why(how: Taken, claim: ClaimResult, setting: Setting) -> str:
    if not how.is_usual:
        return "as which it holds and is tested best"
    *most, last = [name for name in claim.values if name in setting.glossary.units]
    said = f"{', '.join(most)} and {last}" if most else last
    return (
        f"the usual subject of {said}" if how.others else f"the only usual subject of {said}{' together' * bool(most)}"
    )


def edge(claim: ClaimResult, setting: Setting) -> str:
    """Which figure the verdict hangs on, and what it would be without its rounding; "" where it hangs on none.

    How grave it is where it can't be squared with what is known anyway hangs on nothing that a reader asks about.
    """
    if not claim.edge or {claim.edge, claim.verdict} <= {*FLAGGED}:
        return ""
    exact = {name: claim.values[name].lstrip("~ ") for name in claim.edge_of if name in claim.values}
    said = listed([f"{setting.the(name)} at exactly {text}" for name, text in exact.items()]) or "every figure exact"
    return sentence(f"The verdict hangs on rounding: with {said}, it would be {claim.edge}")


def astray(claim: ClaimResult, setting: Setting) -> list[str]:
    """Why a figure was judged as one of another kind than the claim's."""
    return [f"{setting.own_kind} has no such figure"] if claim.astray else []


def elsewhere(claim: ClaimResult, setting: Setting) -> list[str]:
    """Of what else figures are that nothing tested, as the claim's kind hasn't such, in sentences."""
    return [
        sentence(f"{setting.own_kind} has no {name}; it is a figure of {setting.glossary.kind(kind)} (kind={kind})")
        for name, kind in claim.elsewhere.items()
    ]


def known(claim: ClaimResult, setting: Setting) -> str:
    """What a table knows of the subject and from where, in one sentence; "" of one that no table knows."""
    if claim.known is None:
        return ""
    setting = replace(setting, hardware=claim.known.hardware)
    figures = [_published(name, fact, setting) for name, fact in claim.known.facts.items()]
    choices = [choice(name, value, setting) for name, value in claim.known.choices.items()]
    said = f"{claim.known.name} is known, {claim.known.title}{in_brackets([setting.cite(claim.known.source)])}"
    told = sentence(f"{said}: {', '.join([*figures, *choices])}" if figures or choices else said)
    ways = listed(claim.known.yielding)
    give = "gives" if len(claim.known.yielding) == 1 else "give"
    return f"{told} {sentence(f'Its own figures lie outside of {ways}, which {give} way')}" if ways else told


def _published(name: str, fact: Fact, setting: Setting) -> str:
    said = of_what(figure(fact.low, fact.high, fact.unit, setting.hardware), name, setting)
    return said if setting.title(name) in said else f"{setting.title(name)} {said}"


NOTABLY = 1.1
"""Bounds that are nearer to each other are told as one."""
NARROW = 1.2
"""A range of which one end is less than so many times the other is told to a third digit."""
NEARBY = 1000
"""Ends farther apart than by so many times say nothing together."""
WIDE_ENOUGH = 2
"""A gap on the kindest terms that a slip is looked for though the figure with it would be strained."""
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
    said = f"It needs {_how_many(many)}{' at once' if many > 1 else ''}{beyond}"
    said += f"{', such as' if many > COUNTED else ':'} {_together(claim.rare[0], setting)}"
    others = [f"or {number(len(things), 'other')}: {_together(things, setting)}" for things in claim.rare[1:]]
    return sentence("; ".join([said, *others]))


def _how_many(many: int) -> str:
    """How many rare things are needed at least, of sets that aren't known to be the smallest."""
    return f"more than {NUMBERS[COUNTED]} rare things" if many > COUNTED else number(many, "rare thing")


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


def may_be_wrong(claim: ClaimResult, setting: Setting, most: int) -> list[str]:
    """Figures that may be wrong, the likeliest and what is as likely, each with what it would have to be.

    One of several by no slip that is known tells no more than under what bounds the claim would be plausible. Where
    more than one is wrong, it can only be told of those that stand against what is known each by itself.
    """
    if claim.several:
        alone = {conflict.values for conflict in claim.conflicts if not conflict.misses or "{gap}" in conflict.misses}
        told = [each for each in claim.suspects if (each.value,) in alone]
        said = [suspicion(each, setting, is_part=True) for each in told[:most]]
        return ["more than one figure: whichever is left out, the others are implausible still", *said]
    is_one = len(claim.suspects) == 1
    ranks = accumulate(not each.tied for each in claim.suspects)
    found: list[tuple[int, Suspect]] = []
    for rank, suspect in zip(ranks, claim.suspects, strict=True):
        each = suspect if explains(suspect, claim) else plainly(suspect)
        tells = each.slip or (is_one and (each.typed or is_closed(each)))
        found += [(rank, each)] if tells and not is_beside(each.value, claim) else []
    alike = [each for rank, each in found[:most] if rank == found[0][0]]
    return [suspicion(replace(each, tied=number > 0), setting) for number, each in enumerate(alike)]


def explains(suspect: Suspect, claim: ClaimResult) -> bool:
    """Whether a slip explains a figure well: it makes the claim plausible, or is a known one of a gap that is wide."""
    kindest = claim.gap.accepted or 1.0
    return bool(suspect.slip) and (suspect.verdict != VERDICTS[2] or (":" in suspect.slip and kindest >= WIDE_ENOUGH))


def plainly(suspect: Suspect) -> Suspect:
    """A figure that may be wrong without a slip, and with no other in its place that would only be strained."""
    is_fit = suspect.verdict == VERDICTS[1]
    return replace(suspect, slip="", typed=suspect.typed if is_fit else "", verdict=suspect.verdict if is_fit else "")


def is_beside(value: str, claim: ClaimResult) -> bool:
    """Whether a figure in conflict was looked up for the claim's file, and another, the source's own, is doubted."""
    quoted = {each for conflict in claim.conflicts for each in conflict.values} - {*claim.supplied}
    return value in claim.supplied and bool(quoted)


def mends(claim: ClaimResult, setting: Setting) -> list[str]:
    """The changes that would make the claim plausible, of what is its source's own where there are any."""
    own = [change for change in claim.repairs if not is_beside(change.quantity, claim)]
    return [repair(change, setting, claim.values) + _why_less(change, claim) for change in own or claim.repairs]


def _why_less(change: Repair, claim: ClaimResult) -> str:
    """Why a bound is nearer than the one that the proof ends with: what lies between is rare for another reason."""
    last = claim.conflicts[0].steps[-1] if claim.conflicts and claim.conflicts[0].steps else None
    bound = last.facts.get(BOUND) if last else None
    if not change.fact or not last or not bound or last.output != change.quantity:
        return ""
    (low, high), (least, most) = (change.fact.low, change.fact.high), (bound.low, bound.high)
    is_nearer = high * NOTABLY < most < math.inf or (low > least * NOTABLY and least > 0)
    return " (what lies between is rare for another reason)" if is_nearer else ""


def is_closed(suspect: Suspect) -> bool:
    """Whether what is implied for a figure has two ends, near enough to each other to say what it should be."""
    low, high = suspect.implied
    return 0 < high <= low * NEARBY


def suspicion(suspect: Suspect, setting: Setting, *, is_part: bool = False) -> str:
    """A figure that may be wrong: what the rest implies for it, the slip that would explain it, what to write.

    Where several are wrong (`is_part`) the others imply nothing for it, and only what is known does.
    """
    low, high = suspect.implied
    digits = 2 if high > NARROW * low else 3
    implied = figure(low, high, setting.unit(suspect.value), setting.hardware, digits=digits)
    said = "or, as likely, " if suspect.tied else ""
    rest = "what is known" if is_part else "all the rest"
    said += f"{setting.title(suspect.value)}, given as {suspect.text}: {rest} implies {implied}"
    said += f" ({suspect.slip}?)" if suspect.slip else ""
    fits = "fit" if suspect.verdict == "plausible" else f"still be {suspect.verdict}"
    return said + (f"; {suspect.typed} would {fits}" if suspect.typed else "")
