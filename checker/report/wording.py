"""All that is said about a verdict, in sentences one can quote; `sentences` has those of a proof's steps."""

import math
from collections.abc import Collection, Iterable, Sequence

from checker.maths.dates import month_name
from checker.model.finding import UNJUDGED, VERDICTS, Alternative, Conflict, Implied, Repair, Tested
from checker.model.result import ClaimResult, Result
from checker.patterns import later
from checker.report.citing import in_brackets
from checker.report.dates import date_words
from checker.report.figures import factor, figure, inner
from checker.report.sentences import fill, in_dollars, listed, sentence
from checker.report.setting import COUNTS, Setting

BLUNT = 3
"""Bounds so many decades apart say nothing together: a figure is tested on the side of the nearer one."""
SHORT = 4
"""Shorter words, but for the last, don't tell what a kind is."""
NUMBER_AND_NOUN = later(r"(?P<number>.*?\d\S*) (?P<noun>.+)")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
AT = {"typical": "strained", "accepted": "implausible", "limit": "impossible"}
"""Level at which claims can't hold together → the verdict of one claim that fails there."""
DID = {
    "USD": "it cost", "hour": "it took", "chip": "it had", "FLOP": "it used", "W": "it drew",
    **dict.fromkeys(("parameter", "token", "query", "chip*hour", "H100e"), "there were"),
}  # fmt: skip
"""Unit → how to say that the subject had so much of it."""


def number(many: int, thing: str) -> str:
    """So many things: "one rule", "12 rules", "no rules"."""
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{NUMBERS[many] if many < len(NUMBERS) else f'{many:,}'} {thing if many == 1 else plural}"


def as_what(claim: ClaimResult, setting: Setting) -> str:
    """As what a figure fails: "as the cost of one training run"; just the kind where several figures take part."""
    values = claim.conflicts[0].values if claim.conflicts else ()
    if len(values) != 1:
        return f"as {setting.kind}"
    said = f"as {setting.the(values[0])}"
    *most, last = setting.kind.split()
    tells_kind = last in said or any(word in said for word in most if len(word) > SHORT)
    return said if tells_kind else f"{said} in {setting.kind}"


def quotation(claim: ClaimResult, setting: Setting) -> str:
    """The claim's own words and their source; the figures as typed where it has no words."""
    if not claim.statement:
        return values_typed(claim, setting)
    return f'"{claim.statement}"' + in_brackets([setting.cite(claim.source) if claim.source.title else ""])


def values_typed(claim: ClaimResult, setting: Setting) -> str:
    """The claim's values as typed; an attribute that came with a figure, as in 500K H100, is not said again."""
    attributes = setting.glossary.attributes
    figures = {text for name, text in claim.values.items() if name not in attributes}
    said = {name: text for name, text in claim.values.items() if name not in attributes or text not in figures}
    cited = {name: setting.cite(source) for name, source in claim.cited.items()}
    told = {name: _at_rate(claim, name, setting) or _outside(claim, name, setting) or cited.get(name) for name in said}
    return ", ".join(f"{name} {text}{_in_brackets(told[name])}" for name, text in said.items())


def _in_brackets(said: str | None) -> str:
    return f" ({said})" if said else ""


def _at_rate(claim: ClaimResult, name: str, setting: Setting) -> str:
    """What a figure in other money is in dollars: "$259M at 1.08, the mean of 2023"."""
    exchange = claim.exchanged.get(name)
    if not exchange:
        return ""
    stands_in = "" if exchange.year == exchange.asked else ", the nearest year known"
    dollars = in_dollars(exchange, setting.unit(name))
    return f"{dollars} at {exchange.rate:.3g}, the mean of {exchange.year}{stands_in}"


def _outside(claim: ClaimResult, name: str, setting: Setting) -> str:
    """What a stated value is that no table has: "a processor, of which the tables say nothing"."""
    attribute = setting.glossary.attributes.get(name)
    what = attribute.outsider(claim.values[name]) if attribute and not attribute.has(claim.values[name]) else ""
    return f"{what}, of which the tables say nothing" if what else ""


def remarks(claim: ClaimResult, setting: Setting) -> str:
    """How other money was read and what no table has, in sentences; "" where the claim's values are told anyway."""
    money = [f"{claim.values[name]} is read as {_at_rate(claim, name, setting)}" for name in claim.exchanged]
    outside = [f"{value} is {what}" for name, value in claim.values.items() if (what := _outside(claim, name, setting))]
    return " ".join(map(sentence, (*money, *outside))) if claim.statement else ""


def expectation(claim: ClaimResult) -> str:
    """How the verdict compares with the expected one, or what became of its waiver; "" where neither was given."""
    if claim.expected and claim.expected == claim.verdict:
        return "as expected"
    if claim.expected:
        return f"expected {claim.expected}, got {claim.verdict}"
    if claim.accepted:
        return "accepted" if claim.accepted == "yes" else f"no longer accepted: {claim.accepted}"
    return ""


def falls_if(conflict: Conflict, first: int = 1) -> str:
    """What would bring the conclusion down: when its broken rule doesn't hold, with the steps that use it."""
    found: dict[str, list[int]] = {}
    for position, step in enumerate(conflict.steps, first):
        for when in step.wrong_when if step.rule == conflict.broken else ():
            found.setdefault(when, []).append(position)
    return "; ".join(f"{when} ({', '.join(map(str, steps))})" for when, steps in found.items())


def alternative(reading: Alternative, setting: Setting) -> str:
    """What else the figure may mean, in words; its verdict too where it isn't plain plausible."""
    said = reading_words(reading, setting)
    return said if reading.verdict == "plausible" else f"{said} ({reading.verdict})"


def reading_words(reading: Alternative, setting: Setting) -> str:
    """What else the figure may mean, as the rule says it: "a year of R&D compute"; and which figures aren't of that."""
    plainly = reading.says.partition(" (")[0]  # of what is in brackets nothing may be known
    said = fill(reading.says, reading.facts, setting) or fill(plainly, {}, setting) or setting.title(reading.as_)
    said = said.rstrip(".")
    if not reading.apart:
        return said
    others, whose = listed([f"the {setting.title(quantity)}" for quantity in reading.apart]), reading.whose
    if len(reading.apart) == 1 and setting.unit(reading.apart[0]) not in COUNTS:
        return f"{said}, if {others} is {whose.replace('those', 'that', 1) or 'of something else'}"
    return f"{said}, if {others} are {whose or 'of something else'}"


def repair(change: Repair, setting: Setting, figures: Iterable[str]) -> str:
    """One change that would make the claim plausible: "it cost at most $690M", "it dates from 2026 or later".

    Of several figures of a claim that are of one unit it is said which.
    """
    if change.fact is None:
        return f"it dates from {date_words(change.date)} or later"
    fact = change.fact
    low, high = inner(fact.low, fact.high, fact.unit)
    said = figure(low, high, fact.unit, setting.hardware)
    units = [setting.glossary.units.get(name) for name in figures]
    if fact.unit in DID and (fact.unit in COUNTS or units.count(fact.unit) < 2):
        return f"{DID[fact.unit]} {of_what(said, change.quantity, setting)}"
    return f"{setting.the(change.quantity)} came to {said}"


def of_what(said: str, quantity: str, setting: Setting) -> str:
    """A count with what is counted: "10B total parameters", "300B tokens seen in training"."""
    title, match = setting.title(quantity), NUMBER_AND_NOUN.fullmatch(said)
    if not match or match["noun"] not in title or setting.unit(quantity) not in COUNTS:
        return said
    return f"{match['number']} {title}"


def what_to_add(claim: ClaimResult, setting: Setting) -> str:
    """Why nothing was tested, and what to give so that it can be."""
    if not claim.missing and claim.elsewhere:
        return "No rule of its kind could have failed on it."
    if not claim.missing:
        return "No rule could have failed on it, and no single figure would change that."
    wanted = [name if setting.title(name) == name else f"{name} ({setting.title(name)})" for name in claim.missing]
    return f"No rule could have failed on it. Give {listed(wanted, 'or')} and it can be tested."


def tested_by(tested: Iterable[Tested]) -> str:
    """How sharply a claim was tested: "3 rules, to within a factor of 5"."""
    tested = tuple(tested)
    rules = number(len({rule for test in tested for rule in test.by}), "rule")
    sharpest = min((abs(test.decades) for test in tested if test.decades is not None), default=BLUNT)
    if sharpest >= BLUNT:
        return rules
    times = factor(10**sharpest)[:-1]
    return f"{rules}, {'exactly' if times == '1' else f'to within a factor of {times}'}"


def untested(claim: ClaimResult, setting: Setting) -> str:
    """Which figures nothing tested, in a sentence; "" where there are none."""
    return (
        sentence(f"No rule tested {listed([setting.the(name) for name in claim.unchecked])}") if claim.unchecked else ""
    )


def old_tables(claim: ClaimResult, setting: Setting) -> str:
    """When the tables end that a verdict long after rests on: "June 2026 for the price of a chip for an hour"."""
    said = (
        f"{month_name(table.day)} for the {setting.title(table.quantity).removeprefix('the ')}" for table in claim.stale
    )
    return ", ".join(dict.fromkeys(said))


def granted(attributes: Iterable[tuple[str, str]], setting: Setting) -> str:
    """What was taken for granted about attributes that nobody stated, in one sentence; "" where there is nothing."""
    said = [choice(name, value, setting) for name, value in attributes]
    return sentence(f"Taken for granted, as nobody said otherwise: {', '.join(dict.fromkeys(said))}") if said else ""


def choice(name: str, value: str, setting: Setting) -> str:
    """An attribute's value in words: "a mixture of experts"."""
    known = setting.glossary.attributes.get(name)
    words = known.says.get(value) if known else ""
    title = setting.title(name)
    return words or (f"for the {title} {value}" if value.startswith("one of ") else f"{title} {value}")


def read_as(claim: ClaimResult, setting: Setting) -> list[str]:
    """What nobody stated and the figures themselves say, as nothing else explains them, where no reading tells it."""
    is_told = any(claim.read_as.get(reading.of) == reading.as_ for reading in claim.readings)
    level = claim.conflicts[0].level if claim.conflicts else ""
    late = {name for name, value in claim.read_as.items() if level and level not in _explained_at(name, value, setting)}
    plain = {name: value for name, value in claim.read_as.items() if name not in late and not is_told}
    return [f"{choice(name, value, setting)}, as its size suggests" for name, value in plain.items()]


def _explained_at(name: str, value: str, setting: Setting) -> Collection[str]:
    """The levels at which figures are read as a value of an attribute; at the others the usual one is meant."""
    attribute = setting.glossary.attributes.get(name)
    return attribute.explains.get(value, {}) if attribute else ()


def terms(result: Result) -> list[str]:
    """On what terms all was judged: the day of what was known, and what was assumed on request."""
    return [
        *([f"Judged by what was known on {date_words(result.as_of)}."] if result.as_of else []),
        *([f"Assumed on request: {'; '.join(result.assumed)}."] if result.assumed else []),
    ]


def compared(known: Implied, setting: Setting) -> str:
    """A figure beside a known one: "about 2.2x Llama-3.1-405B (3.8e25 FLOP; its source)"."""
    times, landmark = known.landmark_factor, known.landmark
    if 0.95 < times < 1.05:
        said = f"about the same as {landmark}"
    elif times < 1:
        said = f"about {figure(times, times, 'ratio', digits=2)} of {landmark}"
    else:
        said = f"about {factor(times)} {landmark}"
    own = figure(known.landmark_value, known.landmark_value, known.unit)
    return said + (in_brackets([own, setting.cite(known.landmark_source)]) if known.landmark_source else "")


def disagreement(conflict: Conflict) -> str:
    """Which claims of a case cannot hold together, and at what level."""
    level = {"typical": "only hold together with something rare", "limit": "cannot hold together at all"}
    return f"{listed(conflict.claims)} {level.get(conflict.level, 'cannot plausibly hold together')}"


def summary(result: Result) -> str:
    """The last line: claims by verdict, how many failed, and problems of the input."""
    verdicts = [claim.verdict for case in (*result.cases, *result.hidden) for claim in case.claims]
    counts = ", ".join(f"{verdicts.count(name)} {name}" for name in reversed(VERDICTS))
    failed = sum(claim.failed for case in result.cases for claim in case.claims)
    clashes = [AT[conflict.level] for case in result.cases for conflict in case.disagreements]
    alone = "no claim failed by itself" if clashes and not failed else f"{_counted(failed, '')} failed"
    ends = [alone, _counted(sum(not problem.fault for problem in result.problems), "input problem")]
    parts = [*([_disagreements(clashes)] if clashes else []), *ends]
    if UNJUDGED in verdicts:
        counts += f", {verdicts.count(UNJUDGED)} {UNJUDGED}"
    return f"{len(verdicts)} claim{'' if len(verdicts) == 1 else 's'}: {counts}; {', '.join(parts)}."


def _disagreements(verdicts: Sequence[str]) -> str:
    """How many disagreements there are, and by the word of a claim that failed at their level."""
    counts = ", ".join(f"{verdicts.count(name)} {name}" for name in reversed(VERDICTS) if name in verdicts)
    return f"{_counted(len(verdicts), 'disagreement')} ({counts})"


def _counted(many: int, thing: str) -> str:
    return f"{many or 'no' if thing else many or 'none'} {thing}{'' if many == 1 or not thing else 's'}".strip()


def is_settled(claim: ClaimResult) -> bool:
    """Whether one line says all: plain plausible, and nothing about it failed or hangs on rounding."""
    return claim.verdict == "plausible" and not claim.failed and not claim.edge and not claim.conflicts


def finite(pair: Sequence[float]) -> bool:
    """Whether a range is bounded on a side at least."""
    return pair[0] > 0 or not math.isinf(pair[1])
