"""By how much a contradiction fails, in the one sentence that stands before its proof and can be quoted alone."""

import math

from msgspec.structs import replace

from checker.model.finding import Conflict, Fact
from checker.report.figures import off_by
from checker.report.sentences import BOUND, allowed, at, fill, is_none, is_range, is_supplied, sentence, told
from checker.report.setting import Setting

CLOSE = 1.1
"""A range of which one end is less than so many times the other is that of one known figure, and told as that."""


def miss(conflict: Conflict, setting: Setting, *, kindest: bool = True) -> str:
    """By how much it fails, at best and, if wanted, on the kindest terms, in one sentence."""
    best, kind = conflict.gap.best, conflict.gap.accepted
    first = best if best is not None else kind
    if first is None:
        return _none_of(conflict, setting)
    facts = {key: fact for step in conflict.steps for key, fact in step.facts.items()}
    custom = conflict.misses if math.isfinite(first) or "{gap}" not in conflict.misses else ""
    own = fill(custom, facts, setting, off_by(first)).rstrip(".")
    own += allowed(conflict.steps[-1]) if "{gap}" in custom else ""
    said = own or _missed(conflict, setting, first)
    if best is None:
        return sentence(f"{said}, on the kindest terms")
    if kindest and kind is not None and (not own or "{gap}" in custom):
        said += f"; on the kindest terms, {'as much' if off_by(kind) == off_by(first) else off_by(kind)}"
    return " ".join(filter(None, (sentence(said), "" if own else _possible(conflict, setting))))


def _possible(conflict: Conflict, setting: Setting) -> str:
    """What is possible at all of what an impossible claim breaks, where that is a matter of what is usual."""
    found, bound = (conflict.steps[-1].facts.get(name) for name in (conflict.steps[-1].output, BOUND))
    if conflict.level != "limit" or not found or not bound or bound.basis != "assumed":
        return ""
    least, most = next((p.ranges["limit"] for p in conflict.premises if p.rule == bound.prior), (0.0, math.inf))
    side, end = ("more", most) if found.low > bound.high else ("less", least)
    if not 0 < end < math.inf:
        return ""
    return f"No {side} than {told(replace(bound, low=end, high=end, text=''), setting)} is possible."


def _none_of(conflict: Conflict, setting: Setting) -> str:
    """What to say where it is not a matter of how much."""
    bound = conflict.steps[-1].facts.get(BOUND)
    if not bound or not is_none(bound):
        return "Its figures cannot all hold." if conflict.values else "It is not what is published of its subject."
    return sentence(f"It speaks of {setting.the(bound.quantity)} where there is none: {bound.brief}")


def _missed(conflict: Conflict, setting: Setting, times: float) -> str:
    """By how much the last step's figure is beyond what it is held against, in words that fit any rule."""
    last, gap = conflict.steps[-1], off_by(times)
    found, bound = last.facts.get(last.output), last.facts.get(BOUND)
    if found is None or bound is None:
        return f"It is off by {gap}" if math.isfinite(times) else f"It is off {gap}"
    if bound.basis == "claimed":
        by = "by " if math.isfinite(times) else ""
        return f"Its figures differ {by}{gap} on {setting.the(found.quantity)}"
    side, limit = beyond(found, bound, conflict.level, setting)
    if math.isinf(times):
        return f"It puts {setting.the(found.quantity)} {side} {limit}, {gap}"
    supplied = " (supplied)" if found.basis == "claimed" and is_supplied(found, setting) else ""
    return f"It puts {at(replace(found, new=False), setting)}{supplied}, {gap} {side} {limit}"


def beyond(found: Fact, bound: Fact, level: str, setting: Setting) -> tuple[str, str]:
    """On which side a figure lies of what it is held against, and how to say that: "the usual range of 25% to 57%"."""
    is_above = found.low > bound.high
    usual = "usual" if bound.basis == "assumed" or level == "typical" else "known"
    if is_range(bound) and not (bound.best and bound.high < CLOSE * bound.low):
        ours = "the usual range of" if usual == "usual" else "the range that we allow,"
        return "above" if is_above else "below", f"{ours} {told(bound, setting)}"
    end = bound.best or (bound.high if is_above else bound.low)
    figure = told(replace(bound, low=end, high=end, text=""), setting)
    is_end = not bound.best and bound.low != bound.high
    limit = f"the {'most' if is_above else 'least'} that is {usual}, {figure}" if is_end else f"the {usual} {figure}"
    return "above" if is_above else "below", limit
