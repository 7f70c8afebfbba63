"""Questions that hold only if more rare things come together than in any claim that is known to be true."""

from collections.abc import Sequence

from msgspec.structs import replace

from checker.engine.levels import holds_at
from checker.explain.minimal import behind, minimal
from checker.maths.interval import ANY, SLACK, Span, meet
from checker.model.case import Premise, Question
from checker.model.key import Key
from checker.model.rule import LEVELS, Rulebook

Group = tuple[Premise, ...]
TYPICAL, ACCEPTED = LEVELS[:2]
STRAINED = LEVELS.index(ACCEPTED)
TRIALS = 2000
"""So many trials are made of one question; many things that are alike have more sets than anybody can try."""


class TooLong(Exception):  # noqa: N818 - nothing is wrong, there is only too much to try
    """Whether few rare things are enough wasn't found out within the trials that are made of it."""


def held(question: Question, book: Rulebook) -> int:
    """The number of the innermost level at which a question holds, without too much that is rare at once."""
    return graver(question, holds_at(question), book)


def held_within(question: Question, outer: int, book: Rulebook) -> int | None:
    """The number of the innermost level at which a question holds, if it is one within some level; else None."""
    level = holds_at(question, LEVELS[:outer])
    found = graver(question, level, book) if level < outer else level
    return found if found < outer else None


def graver(question: Question, level: int, book: Rulebook) -> int:
    """The level at which a question holds; that after accepted where it needs too many rare things at once for it."""
    is_crowded = level == STRAINED and book.at_once and enough(question, may_be_rare(question, book)) is None
    return level + 1 if is_crowded else level


def may_be_rare(question: Question, book: Rulebook) -> int:
    """How many things may be rare at once; an attribute that nobody stated and figures are read as is one already."""
    return book.at_once - len(question.subject.read_as)


def enough(question: Question, most: int) -> tuple[Group, ...] | None:
    """So many rare things at most that make room for a question that holds at accepted; None where there are none.

    Most questions are answered by bending all that took part in their contradictions, which is quickly found. Where
    looking takes too long, it is all that may be rare: who can't be shown to need too much is let off.
    """
    groups = bendable(question)
    if len(groups) <= most:
        return tuple(groups)
    chosen: set[int] = set()
    place = _places(groups)
    while len(chosen) <= most:
        keys = behind(bent(question, [groups[n] for n in chosen]), TYPICAL)
        if not keys:
            return tuple(groups[n] for n in sorted(chosen))
        more = {place[key] for key in keys if key in place}
        if more <= chosen:
            break
        chosen |= more
    try:
        return fewest(question, groups, most)
    except TooLong:
        return tuple(groups)


def fewest(
    question: Question, groups: Sequence[Group], most: int, known: list[frozenset[int]] | None = None
) -> tuple[Group, ...] | None:
    """A set of so many rare things at most with which a question holds; None where there is none.

    From every contradiction that is left one thing must be bent; so each is tried in turn, as deep as it may go. The
    things of those `known` are added to. TooLong where that takes more trials than anybody waits for.
    """
    place, known = _places(groups), [] if known is None else known
    tried: set[frozenset[int]] = set()
    trials = 0

    def found(chosen: frozenset[int]) -> frozenset[int] | None:
        nonlocal trials
        left = [each for each in known if not each & chosen]
        if not left:
            eased = bent(question, [groups[n] for n in chosen])
            taken = behind(eased, TYPICAL)
            trials += 1 + len(taken)
            if trials > TRIALS:
                raise TooLong
            keys = minimal(eased, TYPICAL, taken)
            if not keys:
                return chosen
            left = [frozenset(place[key] for key in keys if key in place) - chosen]
            known.append(left[0])
            if _is_too_far(eased.only(keys), most - len(chosen)):
                return None
        left.sort(key=len)
        if _apart(left) <= most - len(chosen):
            for n in sorted(left[0]):
                more = chosen | {n}
                if more not in tried:
                    tried.add(more)
                    if (enough := found(more)) is not None:
                        return enough
        return None

    enough = found(frozenset())
    return None if enough is None else tuple(groups[n] for n in sorted(enough))


def _is_too_far(conflict: Question, most: int) -> bool:
    """Whether a contradiction in one product is wider than any so many things in it can make up for.

    They only add up there; of other contradictions this isn't known.
    """
    products = [premise for premise in conflict.premises if not premise.bounds_one]
    if len(products) != 1 or any(premise.guards or premise.parts for premise in conflict.premises):
        return False
    wide = _gaps(conflict, products[0])
    side = wide.index(max(wide))
    gains = [wide[side] - _gaps(bent(conflict, [group]), products[0])[side] for group in bendable(conflict)]
    return wide[side] - sum(sorted(gains, reverse=True)[:most]) > SLACK


def _gaps(conflict: Question, product: Premise) -> Span:
    """By how much (a logarithm) all that bounds its factors leaves a product too small, and too large."""
    ranges: dict[str, Span] = {}
    for premise in conflict.premises:
        if premise is not product:
            ranges[premise.quantity] = meet(ranges.get(premise.quantity, ANY), conflict.span(premise, TYPICAL))
    low = high = 0.0
    for quantity, exponent in product.terms:
        ends = sorted(exponent * end for end in ranges.get(quantity, ANY))
        low, high = low + ends[0], high + ends[1]
    least, most = conflict.span(product, TYPICAL)
    return least - high, low - most


def _apart(conflicts: Sequence[frozenset[int]]) -> int:
    """How many contradictions, the smallest first, have nothing in common: each of these takes a thing of its own."""
    taken: set[int] = set()
    count = 0
    for conflict in conflicts:
        if taken.isdisjoint(conflict):
            taken |= conflict
            count += 1
    return count


def _places(groups: Sequence[Group]) -> dict[Key, int]:
    return {premise.key: n for n, group in enumerate(groups) for premise in group}


def bendable(question: Question) -> list[Group]:
    """All that may go beyond typical: what bounds one quantity is one thing; relations come last."""
    groups = by_quantity([p for p in question.beliefs if can_bend(p)])
    return sorted(groups, key=lambda group: group[0].basis == "relation")


def can_bend(premise: Premise) -> bool:
    """Whether a premise allows at accepted what it doesn't at typical."""
    return premise.basis != "claimed" and premise.spans[TYPICAL] != premise.spans[ACCEPTED]


def by_quantity(premises: Sequence[Premise]) -> list[Group]:
    """Premises that bound one quantity together: what is rare is the figure, not how many have a say in it."""
    groups: dict[str | Key, list[Premise]] = {}
    for premise in premises:
        groups.setdefault(premise.quantity if premise.bounds_one else premise.key, []).append(premise)
    return [tuple(group) for group in groups.values()]


def bent(question: Question, groups: Sequence[Group]) -> Question:
    """The question with some of what it believes taken at accepted."""
    return replace(question, bent=question.bent | {p.key: ACCEPTED for group in groups for p in group})
