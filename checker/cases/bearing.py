"""Which rules can bear on a verdict: those that no free quantity satisfies, joined by a chain to a claimed figure."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import chain

from checker.model.case import Premise
from checker.model.identity import Identity
from checker.model.rule import Rulebook


def names_in(premise: Premise) -> set[str]:
    """Quantities of which a premise speaks, its conditions aside."""
    return {name for name, _ in premise.terms} | set(premise.parts)


def speaks_of(premise: Premise, names: Collection[str]) -> bool:
    """Whether a premise speaks of one of some quantities."""
    for name, _ in premise.terms:  # a plain loop: it is asked of every premise of every frame
        if name in names:
            return True
    return any(part in names for part in premise.parts) if premise.parts else False


def binding(rules: list[Premise], given: Collection[str], kind: str, book: Rulebook) -> list[Premise]:
    """Rules less those that a quantity of which nothing else is said could always satisfy.

    That is any in a product, and of a sum the whole, since no part is negative.
    """
    spoken_of = _believed(kind, Identity(book)).union(given)
    named = [names_in(rule) for rule in rules]
    while True:
        uses = Counter(chain.from_iterable(named))
        alone = {name for name, count in uses.items() if count == 1 and name not in spoken_of}
        left = [n for n, rule in enumerate(rules) if alone.isdisjoint(rule.parts[:1] or named[n])]
        if len(left) == len(rules):
            return rules
        rules, named = [rules[n] for n in left], [named[n] for n in left]


@lru_cache(maxsize=64)
def _believed(kind: str, book: Identity[Rulebook]) -> frozenset[str]:
    """Quantities of which anything is believed where a subject is of a kind, or on which it hangs."""
    priors = book.it.priors.values()
    beliefs = [p for p in priors if not p.guards or any(kind in (g.kinds or (kind,)) for g in p.guards)]
    conditions = (c.quantity for p in beliefs for g in p.guards for c in g.conditions)
    return frozenset((*(p.quantity for p in beliefs), *conditions))


def reachable(given: Collection[str], rules: Sequence[Premise]) -> set[str]:
    """Quantities that a chain of relations joins to a claimed figure; the rest can't matter."""
    reached = {*given}
    joins = [names_in(rule) for rule in rules]
    while True:
        more = {name for names in joins if names & reached for name in names} - reached
        if not more:
            return reached
        reached |= more
