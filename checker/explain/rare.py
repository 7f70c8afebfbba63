"""What a strained claim needs: the fewest rare things that together make room for it."""

from dataclasses import replace
from itertools import combinations

from checker.engine.levels import are_empty, ranges
from checker.explain.facts import derived
from checker.model.case import Premise, Question
from checker.model.result import Rare
from checker.model.rule import Prior, Rulebook

AT_ONCE = 3
"""Sets of more rare things than this aren't looked for."""
WAYS = 4
"""How many equally small sets are told."""
CANDIDATES = 14


def rare(question: Question, keys: tuple[str, ...], book: Rulebook) -> tuple[tuple[Rare, ...], ...]:
    """The smallest sets of premises in conflict that must go beyond typical, each with what it then is."""
    can_bend = [
        p
        for p in question.premises
        if p.key in keys and p.basis != "claimed" and p.spans["typical"] != p.spans["accepted"]
    ]
    for count in range(1, AT_ONCE + 1):
        sets = list(combinations(can_bend[:CANDIDATES], count))
        trials = [_bent(question, chosen) for chosen in sets]
        enough = [s for s, empty in zip(sets, are_empty(trials, "typical"), strict=True) if not empty]
        if enough:
            return tuple(tuple(_rare(question, chosen, p, book) for p in chosen) for chosen in enough[:WAYS])
    chosen = _fewest(question)
    return (tuple(_rare(question, chosen, p, book) for p in chosen),) if chosen else ()


def _fewest(question: Question) -> tuple[Premise, ...]:
    """A set of rare things that suffices, none of which can be spared."""
    kept = [p for p in question.premises if p.basis != "claimed" and p.spans["typical"] != p.spans["accepted"]]
    while kept:
        trials = [_bent(question, tuple(p for p in kept if p is not left_out)) for left_out in kept]
        spare = [p for p, empty in zip(kept, are_empty(trials, "typical"), strict=True) if not empty]
        if not spare:
            break
        kept.remove(spare[0])
    return tuple(kept)


def _bent(question: Question, chosen: tuple[Premise, ...]) -> Question:
    return replace(question, bent=question.bent | {p.key: "accepted" for p in chosen})


def _rare(question: Question, chosen: tuple[Premise, ...], premise: Premise, book: Rulebook) -> Rare:
    belief = premise.origin.belief
    if not isinstance(belief, Prior):
        return Rare(premise.origin.rule, None, "")
    span = ranges([_bent(question, chosen)], "typical", [belief.quantity])[0]
    return Rare(belief.id, derived(belief.quantity, span, book) if span else None, belief.brief)
