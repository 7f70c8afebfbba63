"""What a strained claim needs: the fewest rare things that together make room for it."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import combinations

from checker.engine.levels import contradicts, range_of
from checker.explain.crowded import Group, TooLong, bendable, bent, by_quantity, can_bend, fewest
from checker.explain.facts import derived
from checker.explain.minimal import behind
from checker.maths.interval import ANY, exp, is_empty, meet
from checker.model.case import Question, is_published
from checker.model.finding import COUNTED, Rare
from checker.model.key import Key
from checker.model.rule import Prior, Relation, Rulebook

AT_ONCE = 3
"""All sets of so many rare things at most are looked for, among those in conflict."""
THINGS = 4
"""So many rare things are told in all, or one set of them: of the equally small sets as many as that allows."""
CANDIDATES = 14


def rare(question: Question, keys: tuple[Key, ...], book: Rulebook, least: int = 1) -> tuple[tuple[Rare, ...], ...]:
    """The smallest sets of premises in conflict that must go beyond typical, each with what it then is.

    No fewer than `least` are known to be enough.
    """
    groups = by_quantity([p for p in question.premises if p.key in keys and can_bend(p)])[:CANDIDATES]
    known: list[frozenset[Key]] = []
    for count in range(least, AT_ONCE + 1):
        enough = [chosen for chosen in combinations(groups, count) if _is_enough(question, chosen, known)]
        if enough:
            plain = [s for s in enough if not any(group[0].basis == "relation" for group in s)] or enough
            return tuple(_told(question, chosen, book) for chosen in plain[: THINGS // count])
    found = _fewest(question, bendable(question), least)
    return (_told(question, found, book),) if found else ()


def _is_enough(question: Question, chosen: Sequence[Group], known: list[frozenset[Key]]) -> bool:
    """Whether a set of rare things makes room; contradictions that are known to need others are added to."""
    keys = {premise.key for group in chosen for premise in group}
    if any(keys.isdisjoint(each) for each in known):
        return False
    left = behind(bent(question, chosen), "typical")
    if left and keys.isdisjoint(left):
        known.append(frozenset(left))
    return not left


def _fewest(question: Question, groups: Sequence[Group], least: int) -> tuple[Group, ...]:
    """The smallest set of rare things that suffices; of more than are counted one of which none can be spared."""
    known: list[frozenset[int]] = []
    sets = (fewest(question, groups, count, known) for count in range(least, COUNTED + 1))
    with suppress(TooLong):
        return next((found for found in sets if found is not None), None) or _unspared(question, groups)
    return _unspared(question, groups)


def _unspared(question: Question, groups: Sequence[Group]) -> tuple[Group, ...]:
    """A set of rare things that suffices, none of which can be spared; slack in a rule is spared first."""
    kept = [*reversed(groups)]
    for spared in [*kept]:  # one that can't be spared now can't be with fewer others either
        rest = [group for group in kept if group is not spared]
        if not contradicts(bent(question, rest), "typical"):
            kept = rest
    return tuple(kept)


def _told(question: Question, chosen: Sequence[Group], book: Rulebook) -> tuple[Rare, ...]:
    """Each rare thing by its most particular premise, with what its quantity then is."""
    loosened = bent(question, chosen)
    return tuple(_rare(loosened, group, book) for group in chosen)


def _rare(loosened: Question, group: Group, book: Rulebook) -> Rare:
    premise = next((p for p in group if p.refines), group[0])
    belief = premise.origin.belief
    if not isinstance(belief, Prior) and not is_published(premise):
        low, high = belief.spans["accepted"] if isinstance(belief, Relation) else (0.0, 0.0)
        return Rare(premise.origin.rule, None, "", slack=exp(max(high, -low)))
    span = range_of(loosened, "typical", premise.quantity)
    usual = ANY
    for one in group:
        usual = meet(usual, one.spans["typical"])
    told, typical = (derived(premise.quantity, s, book) if s and not is_empty(s) else None for s in (span, usual))
    return Rare(premise.origin.rule, told, belief.brief if isinstance(belief, Prior) else "", typical)
