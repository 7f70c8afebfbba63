"""What a strained claim needs: the fewest rare things that together make room for it."""

from collections.abc import Sequence
from itertools import combinations

from msgspec.structs import replace

from checker.engine.levels import are_empty, ranges
from checker.explain.facts import derived
from checker.maths.interval import ANY, is_empty, meet
from checker.model.case import Premise, Question, is_published
from checker.model.result import Rare
from checker.model.rule import Prior, Rulebook

Group = tuple[Premise, ...]
AT_ONCE = 3
"""Sets of more rare things than this aren't looked for."""
THINGS = 4
"""So many rare things are told in all, or one set of them: of the equally small sets as many as that allows."""
CANDIDATES = 14


def rare(question: Question, keys: tuple[str, ...], book: Rulebook) -> tuple[tuple[Rare, ...], ...]:
    """The smallest sets of premises in conflict that must go beyond typical, each with what it then is."""
    groups = _by_quantity([p for p in question.premises if p.key in keys and _can_bend(p)])[:CANDIDATES]
    for count in range(1, AT_ONCE + 1):
        sets = list(combinations(groups, count))
        trials = [_bent(question, [p for group in chosen for p in group]) for chosen in sets]
        enough = [s for s, empty in zip(sets, are_empty(trials, "typical"), strict=True) if not empty]
        if enough:
            plain = [s for s in enough if not any(group[0].basis == "relation" for group in s)] or enough
            return tuple(_told(question, chosen, book) for chosen in plain[: THINGS // count])
    fewest = _fewest(question)
    return (_told(question, fewest, book),) if fewest else ()


def _can_bend(premise: Premise) -> bool:
    return premise.basis != "claimed" and premise.spans["typical"] != premise.spans["accepted"]


def _by_quantity(premises: Sequence[Premise]) -> list[Group]:
    """Premises that bound one quantity together: what is rare is the figure, not how many have a say in it."""
    groups: dict[str, list[Premise]] = {}
    for premise in premises:
        groups.setdefault(premise.quantity if premise.bounds_one else premise.key, []).append(premise)
    return [tuple(group) for group in groups.values()]


def _fewest(question: Question) -> tuple[Group, ...]:
    """A set of rare things that suffices, none of which can be spared; slack in a rule is spared first."""
    groups = _by_quantity([p for p in question.premises if _can_bend(p)])
    kept = sorted(groups, key=lambda group: group[0].basis != "relation")
    for spared in [*kept]:  # one that can't be spared now can't be with fewer others either
        rest = [group for group in kept if group is not spared]
        if not are_empty([_bent(question, [p for group in rest for p in group])], "typical")[0]:
            kept = rest
    return tuple(kept)


def _bent(question: Question, premises: Sequence[Premise]) -> Question:
    return replace(question, bent=question.bent | {p.key: "accepted" for p in premises})


def _told(question: Question, chosen: Sequence[Group], book: Rulebook) -> tuple[Rare, ...]:
    """Each rare thing by its most particular premise, with what its quantity then is."""
    bent = _bent(question, [p for group in chosen for p in group])
    return tuple(_rare(bent, group, book) for group in chosen)


def _rare(bent: Question, group: Group, book: Rulebook) -> Rare:
    premise = next((p for p in group if p.refines), group[0])
    belief = premise.origin.belief
    if not isinstance(belief, Prior) and not is_published(premise):
        return Rare(premise.origin.rule, None, "")
    span = ranges([bent], "typical", [premise.quantity])[0]
    usual = ANY
    for one in group:
        usual = meet(usual, one.spans["typical"])
    told, typical = (derived(premise.quantity, s, book) if s and not is_empty(s) else None for s in (span, usual))
    return Rare(premise.origin.rule, told, belief.brief if isinstance(belief, Prior) else "", typical)
