"""Sums in printed proofs done again, as a reader with a calculator would do them: from the words, and nothing else.

What is known beside the words is each rule's formula: which numbers it multiplies, not which they are.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from checker.model.finding import Conflict
from checker.model.identity import Identity
from checker.model.result import Result
from checker.model.rule import Quantity, Relation, Rulebook
from checker.read.claim.fields import figure_of
from checker.read.figures.grammar import MAGNITUDES
from checker.report.forms import PICOJOULE
from checker.report.gap import miss
from checker.report.sentences import step_sentence
from checker.report.setting import Setting, setting

NUMBER = re.compile(r"\$?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?")
CLAUSE = re.compile(r"\s+[(\[]|(?<=[,;:.])\s+")
"""Where the words of a figure end at the latest."""
WORDS = 7
"""A unit has so many words at most: "H100-hours", "token/user", "Wh a query"."""
DIGITS = 0.006
"""What is hidden by a number of three digits, as a logarithm; and a little more, as both ends are rounded."""
JOULES = {"p": 1, "n": 1e3, "µ": 1e6, "m": 1e9, "": 1e12}
PRINTED = {f"{{}} {prefix}J a FLOP": ("Wh/FLOP", size * PICOJOULE) for prefix, size in JOULES.items()} | {
    "${} per 1e18 FLOP": ("USD/FLOP", 1e-18)
}
"""Units that are printed as no claim has them."""
NUMBER_OF = {
    printed: re.compile(re.escape(printed).replace(r"\{\}", r"([\d.,]+(?:e-?\d+)?)([KMBT]?)")) for printed in PRINTED
}
BY_DATES = ("chip_age",)
"""Figures that a sentence tells by the two dates between which they lie."""
GAP = re.compile(r"(over )?([\d.,]+)x")
EXACTLY = (0.0, 0.0)
TRIED = 20_000
DAY = 739_000


def unclosed(result: Result, book: Rulebook) -> Iterator[str]:
    """The sentences of all proofs of a result whose figures don't give what they say follows."""
    for case in result.cases:
        for claim in case.claims:
            for conflict in claim.conflicts:
                yield from open_steps(conflict, setting(result, case, claim), book)


def open_steps(conflict: Conflict, setting: Setting, book: Rulebook) -> Iterator[str]:
    """The sentences of a proof whose numbers don't give the one that they say follows; of its last, the gap."""
    said: list[str] = []
    for step in conflict.steps:
        said.append(step_sentence(step, setting))
        relation = book.relations.get(step.rule)
        if step.basis != "relation" or relation is None or not _is_plain(relation):
            continue
        is_last = step is conflict.steps[-1]
        gaps = _gaps(miss(conflict, setting)) if is_last and relation.sense != "=" else [EXACTLY]
        if not _closes(relation, said, gaps, book):
            yield f"{step.rule}: {said[-1]}"


def _is_plain(relation: Relation) -> bool:
    """Whether it is one product on each side, all of whose factors are figures."""
    sides = (relation.left, *relation.right)
    powers = [power for side in sides for power in side.powers]
    return len(sides) == 2 and not any(power.years or power.quantity in BY_DATES for power in powers)


def _gaps(sentence: str) -> list[tuple[float, float]]:
    """By how much the rule is broken, as told: logarithms of its factors, of "over 10,000x" all beyond."""
    found = [(over, math.log(float(text.replace(",", "")))) for over, text in GAP.findall(sentence)]
    return [(least, math.inf if over else least) for over, least in found]


def _closes(relation: Relation, said: Sequence[str], gaps: Sequence[tuple[float, float]], book: Rulebook) -> bool:
    """Whether some choice of the numbers printed up to here satisfies the formula, or breaks it by the gap told."""
    terms: dict[str, float] = {}
    for side, sign in ((relation.left, 1), (relation.right[0], -1)):
        for power in side.powers:
            terms[power.quantity] = terms.get(power.quantity, 0.0) + sign * power.exponent
    constant = relation.left.constant - relation.right[0].constant
    choices = [_numbers(quantity, said, book) for quantity in terms]
    allowed = DIGITS * sum(map(abs, terms.values()))
    allowed += 0.0 if gaps == [EXACTLY] else 0.05
    for picked in islice(product(*choices), TRIED):
        left = constant + sum(e * x for e, x in zip(terms.values(), picked, strict=True))
        if any(low - allowed <= abs(left) <= high + allowed for low, high in gaps):
            return True
    return False


def _numbers(quantity: str, said: Sequence[str], book: Rulebook) -> list[float]:
    """Every printed number that may be one of a quantity, as logarithms; the latest first."""
    known = book.quantities[quantity.rsplit(".", 1)[-1]]
    found: list[float] = []
    for text in reversed(said):
        for match in NUMBER.finditer(text):
            words = re.split(r"(?<=\S)\s+", CLAUSE.split(text[match.start() :], 1)[0])[: WORDS + 1]
            found += _read(words, known, book)
    return list(dict.fromkeys([*found, 0.0] if known.unit in ("1", "ratio") else found))


def _read(words: Sequence[str], known: Quantity, book: Rulebook) -> list[float]:
    """The number at the start of some words with as many of them as make a unit; of a range its lower end."""
    if len(words) > 3 and words[1] == "to":
        words = [words[0], *words[3:]]
    if len(words) > 4 and words[2] == "to":  # each end has a prefix of its own: "24 mg to 4 g a query"
        words = [*words[:2], *words[5:]]
    for count in range(len(words), 0, -1):
        best = _value(" ".join(words[:count]).rstrip(".,;:)"), known.id, Identity(book))
        if best is not None:
            return [best]
    return []


@lru_cache(maxsize=1 << 16)
def _value(text: str, quantity: str, book: Identity[Rulebook]) -> float | None:
    """What a text says of a quantity, as a logarithm; None where it is no figure of it."""
    for printed, size in PRINTED.items():
        if (number := NUMBER_OF[printed].fullmatch(text)) and book.it.quantities[quantity].unit == size[0]:
            return math.log(float(number[1].replace(",", "")) * MAGNITUDES.get(number[2], 1.0) * size[1])
    figure = figure_of(text, book.it.quantities[quantity], DAY, book.it)
    return figure.best if figure else None
