"""A step of a proof as a sentence: each figure with its origin in brackets when it first comes in."""

import math
import re
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from checker.model.finding import Fact, Step
from checker.model.money import Exchange
from checker.patterns import later
from checker.report.citing import in_brackets
from checker.report.dates import date_words
from checker.report.figures import NEXT_TO_NONE, factor, figure, typed
from checker.report.forms import noun
from checker.report.setting import Setting

SLOT = later(r"\{([^{}:]+)(?::(\w+))?\}")
BOUND = "bound"
"""Name of the fact with the range that a closing step holds its figure against."""
LEADS = ("at ", "for ", "by ", "in ", "on ", "from ", "when ", "where ", "unless ", "as ", "with ", "until ")
"""A bracket that starts so reads on from "assumed": "assumed at this scale"."""
COUNTED = later(r"(the number of ([\w -]+?) at [\d.,]+[KMBT]?) \2\b")
"""What is counted, before a count and after it again."""
NOTHING = 1.005
"""What carries a record on by no more than this isn't told."""


def in_dollars(exchange: Exchange, unit: str, hardware: str = "") -> str:
    """What a figure in other money is in dollars."""
    return figure(exchange.low, exchange.high, unit, hardware, bare=True)


def origin(fact: Fact, setting: Setting) -> str:
    """Where a figure comes from, as it stands in brackets; nothing for what earlier steps derived."""
    return "; ".join(filter(None, _origin(fact, setting)))


def _origin(fact: Fact, setting: Setting) -> list[str]:
    """The parts of that, the source last."""
    if fact.basis == "claimed":
        exchange = setting.exchanged.get(fact.text)
        word = "supplied" if is_supplied(fact, setting) else "claimed"
        own = setting.cited.get((fact.quantity, fact.text))
        said = f"{word}, {in_dollars(exchange, fact.unit, setting.hardware)}" if exchange else word
        return [said, setting.cite(own) if own else ""]
    if fact.basis not in ("assumed", "known"):
        return []
    date = "" if fact.date[-4:] in fact.name else date_words(fact.date)  # "OpenAI in 2025" says its year itself
    named = ", ".join(part for part in (fact.name, date) if part) if fact.name else ""
    parts = [part for part in (named, fact.brief) if part and part != setting.hardware]
    if fact.basis == "assumed":
        joined = bool(parts) and parts[0].startswith(LEADS)
        parts = [f"assumed {parts[0]}", *parts[1:]] if joined else ["assumed", *parts]
    return [*parts, *([setting.cite(fact.source)] if fact.source else [])] or [fact.basis]


def is_supplied(fact: Fact, setting: Setting) -> bool:
    """Whether a claimed figure came with the claim, and not from its source."""
    return (fact.quantity, fact.text) in setting.supplied


def carried(fact: Fact, said: str, setting: Setting) -> str:
    """A record's own entry, and what it is with what carries it on: what is to spare for doubt, and then growth."""
    if (was := fact.grown_from) is None:
        return said
    entry = figure(was, was, fact.unit, setting.hardware)
    if entry == figure(fact.low, fact.high, fact.unit, setting.hardware, bare=True):
        return said
    spare = f"{factor(fact.spare)} to spare" if fact.spare > NOTHING else ""
    times = fact.high / (was * fact.spare)
    grown = f"{factor(times)} of growth since at the usual pace" if NOTHING < times < math.inf else ""
    more = " and ".join(filter(None, (spare, grown)))
    return f"{entry}, or {said} with {more}" if more else said


def allowed(step: Step) -> str:
    """What the record that a step breaks was allowed beyond its own figure, for doubt and growth."""
    beyond = [f.high / f.grown_from for f in step.facts.values() if f.grown_from and f.high < math.inf]
    return f" with {factor(beyond[0])} allowed beyond it" if beyond and beyond[0] > NOTHING else ""


def told(fact: Fact, setting: Setting, how: str = "") -> str:
    """A fact's figure: "bare" drops at least and at most, "low" and "high" give one end, all without brackets."""
    if how in ("low", "high"):
        end = fact.low if how == "low" else fact.high
        return figure(end, end, fact.unit, setting.hardware) if 0 < end < math.inf else figure(0, math.inf, fact.unit)
    if fact.basis == "claimed" and fact.text:
        return typed(fact.text, fact.low, fact.high, fact.unit, setting.hardware, bare=how == "bare")
    return figure(fact.low, fact.high, fact.unit, setting.hardware, bare=how == "bare")


def with_origin(fact: Fact, setting: Setting, how: str = "") -> str:
    """A fact's figure and, if the proof brings it in here, its origin in brackets."""
    said = told(fact, setting, how)
    if not fact.new or how == "plain":
        return said
    return carried(fact, said, setting) + in_brackets(_origin(fact, setting))


def fill(template: str, facts: Mapping[str, Fact], setting: Setting, gap: str = "") -> str:
    """The template with figures for its slots; "" where a slot has no fact, so that a caller can say it otherwise."""
    facts = {name: fact for name, fact in facts.items() if is_bounded(fact)}
    told_of: set[str] = set()

    def slot(match: re.Match[str]) -> str:
        key, how = match[1].strip(), match[2] or ""
        if key in facts:
            how = "plain" if key in told_of and not how else how
            said = told(facts[key], setting, how) if key in told_of else with_origin(facts[key], setting, how)
            told_of.add(key)
            return said
        return {"date": setting.date, "gap": gap}.get(key) or _detail(key, facts)

    return _filled(template, slot)


def _filled(template: str, slot: Callable[[re.Match[str]], str]) -> str:
    said = [(match, slot(match)) for match in SLOT.finditer(template)]
    if not all(text for _, text in said):
        return ""
    texts = iter(text for _, text in said)
    return _once(re.sub(r"\s+", " ", SLOT.sub(lambda _: next(texts), template)).strip())


def _once(text: str) -> str:
    """A sentence of a rule that has a bound before a figure with its own: "sees at least at least 9.6B tokens"."""
    text = re.sub(r"\bat (?:least|most) (?=(?:at (?:least|most)|(?:more|less) than)\b)", "", text, flags=re.IGNORECASE)
    return re.sub(r"\bat at (least|most)\b", lambda m: f"at no {'less' if m[1] == 'least' else 'more'} than", text)


def _detail(key: str, facts: Mapping[str, Fact]) -> str:
    owner, _, part = key.rpartition(".")
    inside = (fact for name, fact in facts.items() if owner and name.startswith(owner + "."))
    fact = facts.get(owner) or next(inside, None)
    if not fact:
        return ""
    return {"name": fact.name, "date": date_words(fact.date)}.get(part, "")


def is_none(fact: Fact) -> bool:
    """Whether a fact says that there is no such thing."""
    return fact.low <= 0 < fact.high < NEXT_TO_NONE


def is_bounded(fact: Fact) -> bool:
    """Whether a fact says anything: an end of its range is known, or a claim has words for it."""
    return bool(fact.text) or fact.low > 0 or not math.isinf(fact.high)


def sentence(text: str) -> str:
    """The text with a capital, single spaces and a full stop."""
    text = re.sub(r"\s+", " ", text).strip()
    if not text:
        return ""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def listed(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Words as a list in a sentence: "a, b and c"."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def step_sentence(step: Step, setting: Setting, level: str = "") -> str:
    """One step of a proof at a level in one sentence: the rule's own, else a plain one from its facts.

    What the rule's own leaves out and yet counts stands at its end, so that the figures told give the one found.
    """
    filled = fill(step.template, step.facts, setting).rstrip(".")
    if not filled:
        return _inference(step, setting) if step.basis == "relation" else _premise(step, setting, level)
    return sentence(", ".join([filled, *_left_out(step, setting)]))


def _left_out(step: Step, setting: Setting) -> list[str]:
    """The factors of an inference that its sentence has no place for: "with 1.6x for servers and cooling"."""
    slots = {match[1].strip().removesuffix(".name").removesuffix(".date") for match in SLOT.finditer(step.template)}
    facts = (f for name, f in step.facts.items() if name != step.output and name not in slots)
    counts = [f for f in facts if f.new and f.basis != "derived" and is_bounded(f) and not _is_one(f)]
    said = listed([f"{setting.the(f.quantity)} at {with_origin(f, setting)}" for f in counts])
    return [_once(f"with {said}")] if said else []


def _is_one(fact: Fact) -> bool:
    """Whether a factor changes nothing: it is 1, or bounded by 1 alone."""
    return {fact.low, fact.high} <= {0.0, 1.0, math.inf}


def _premise(step: Step, setting: Setting, level: str) -> str:
    fact = step.facts.get(step.output) or next(iter(step.facts.values()), None)
    if fact is None:
        return sentence(f"{step.rule} says so")
    bound = step.facts.get(BOUND)
    if bound and bound is not fact:
        return _against(fact, bound, setting, level)
    title = setting.title(fact.quantity)
    if fact.basis == "claimed":
        what = "" if title == noun(fact.unit) else title
        own = setting.cited.get((fact.quantity, fact.text))
        says = "The claim's file supplies" if is_supplied(fact, setting) else "The claim says"
        says = "Another source says" if own else says
        return sentence(f"{says} {told(fact, setting)}{in_brackets([what, setting.cite(own) if own else ''])}")
    return sentence(f"{title}: {with_origin(fact, setting)}")


def _against(found: Fact, bound: Fact, setting: Setting, level: str) -> str:
    """What a figure is held against; where others of the claim contradict it or there is none, the figure itself too.

    How far it lies outside is said before the proof, by `wording.miss`, with the figure.
    """
    if bound.basis != "claimed" and not is_none(bound):
        return sentence(_limit(bound, "most" if found.low > bound.high else "least", setting, level))
    puts = "The claim puts" if found.basis == "claimed" else "That puts"
    put = f"{puts} {at(replace(found, new=found.new and found.basis != 'claimed'), setting)}"
    side = "above" if found.low > bound.high else "below" if found.high < bound.low else "against"
    end = bound if bound.basis == "claimed" else {"above": replace(bound, low=0.0)}.get(side, bound)
    limit = with_origin(end, setting, "bare")
    return sentence(f"{put}, where there is {limit}" if is_none(bound) else f"{put}, {side} {limit}")


def _limit(bound: Fact, side: str, setting: Setting, level: str) -> str:
    """What is known or assumed of a figure, with its origin: a table's and what we allow, a range, or a limit."""
    is_usual = level == "typical"
    if is_range(bound) and bound.best:
        own = with_origin(replace(bound, low=bound.best, high=bound.best), setting)
        return f"{_compared(bound)} {own}; {'usual is' if is_usual else 'we allow'} {told(bound, setting)}"
    if is_range(bound):
        return f"our range is {with_origin(bound, setting)}"
    if bound.low == bound.high:
        return f"{_compared(bound)} {with_origin(bound, setting)}"
    end = replace(bound, low=0.0) if side == "most" else replace(bound, high=math.inf)
    usual = " that is usual" if is_usual or bound.basis == "assumed" else ""
    return f"the {side}{usual} is {with_origin(end, setting, 'bare')}"


def _compared(bound: Fact) -> str:
    return "the usual is" if bound.basis == "assumed" else "the figure to compare with is"


def is_range(bound: Fact) -> bool:
    """Whether a bound is one of two ends, neither of which need be a published figure."""
    return bound.basis in ("assumed", "known") and 0 < bound.low * NOTHING < bound.high < math.inf


def _inference(step: Step, setting: Setting) -> str:
    given = [_named(fact, setting) for key, fact in step.facts.items() if key != step.output and is_bounded(fact)]
    found = step.facts.get(step.output)
    if found is None or not is_bounded(found):
        return sentence(f"{listed(given)} cannot hold together by {step.rule}" if given else f"{step.rule} cannot hold")
    if not given:
        return sentence(f"{setting.title(found.quantity)}: {with_origin(found, setting)}")
    verb = "put" if len(given) > 1 else "puts"
    return sentence(f"{listed(given)} {verb} {at(found, setting)}")


def at(fact: Fact, setting: Setting) -> str:
    """A quantity with its figure, what is counted told once: "the number of tokens at 4.95T"."""
    return COUNTED.sub(r"\1", f"{setting.the(fact.quantity)} at {_put(fact, setting)}")


def _named(fact: Fact, setting: Setting) -> str:
    said = with_origin(fact, setting)
    return said if fact.unit not in ("1", "ratio") else f"{setting.the(fact.quantity)} of {said}"


def _put(fact: Fact, setting: Setting) -> str:
    bare = with_origin(fact, setting, "bare")
    if fact.low > 0 and math.isinf(fact.high):
        return f"{bare} or more"
    return f"{bare} or less" if fact.low <= 0 and not math.isinf(fact.high) else bare
