"""What was in use where nobody says so: the values of an unstated attribute that were used at a size and date."""

from collections.abc import Iterable
from functools import lru_cache

from msgspec.structs import replace

from checker.cases.context import Allowed, Context, fits_kind
from checker.model.attribute import Attribute
from checker.model.case import BEST, TERMS, Premise
from checker.model.guard import Condition
from checker.model.identity import Identity
from checker.model.rule import Prior, Rulebook, Usage

Conditions = tuple[tuple[Condition, ...], ...]
"""Alternatives, each a set of conditions on quantities; with none it always holds."""


def turns(usage: Usage, book: Rulebook) -> tuple[int, ...]:
    """The days from which on other values are meant, in order."""
    return _turns(Identity(usage), Identity(book.attributes[usage.attribute]))


@lru_cache(maxsize=256)
def _turns(usage: Identity[Usage], attribute: Identity[Attribute]) -> tuple[int, ...]:
    starts = {day for day, _ in usage.it.uses} | {*attribute.it.since.values()}
    left = {day + span + 1 for day in starts for span in usage.it.within.values()}
    return tuple(sorted(starts | left | {day - usage.it.ahead for day in starts}))


def narrowed(usage: Usage, at: Context, book: Rulebook) -> Context | None:
    """The context with no other values of the attribute than those in use; None where the usage doesn't speak of it.

    It says nothing from limit on, nor at a level at which none of the values still allowed was in use.
    """
    if usage.attribute not in at.unstated or not any(fits_kind(guard, at) for guard in usage.guards):
        return None
    allowed: dict[str, Allowed] = {}
    for level in TERMS:
        kept = at.allowed[level].get(usage.attribute, ())
        used = _in_use(Identity(usage), "typical" if level == BEST else level, at.day, _newest(usage, at.day, book))
        values = tuple(v for v in kept if v in used)
        allowed[level] = at.allowed[level] | ({usage.attribute: values} if values else {})
    return None if allowed == at.allowed else replace(at, allowed=allowed)


def _newest(usage: Usage, day: int, book: Rulebook) -> tuple[str, ...]:
    """Values that were first to be had after the table's last row: it can't know whether they are in use."""
    if not usage.uses or day <= usage.uses[-1][0]:
        return ()
    since = book.attributes[usage.attribute].since
    return tuple(sorted(value for value, first in since.items() if usage.uses[-1][0] < first <= day))


@lru_cache(maxsize=4096)
def _in_use(usage: Identity[Usage], level: str, day: int, newest: tuple[str, ...]) -> frozenset[str]:
    """The values used within a level's days before a day, or before the table's end if that is earlier."""
    uses, before = usage.it.uses, usage.it.within.get(level)
    if before is None or not uses:
        return frozenset()
    first, last = min(day, uses[-1][0]) - before, day + usage.it.ahead
    found = frozenset(value for used, value in uses if first <= used <= last)
    return found.union(newest) if found else found


def with_usage(premises: Iterable[Premise], usage: Usage, at: Context) -> list[Premise]:
    """Premises found in a narrowed context: each holds where the usage's own conditions do, too, and says so."""
    own = tuple(guard.conditions for guard in usage.guards if fits_kind(guard, at))
    return [_with(premise, usage, own) for premise in premises]


def _with(premise: Premise, usage: Usage, own: Conditions) -> Premise:
    guards = tuple(dict.fromkeys((*a, *b) for a in premise.guards or ((),) for b in own))
    belief = premise.origin.belief
    if isinstance(belief, Prior):
        wrong_when = (*usage.wrong_when, *belief.wrong_when)
        brief = ", ".join(words for words in (belief.brief, usage.brief) if words)
        belief = replace(belief, brief=brief, wrong_when=wrong_when)
    return replace(
        premise,
        key=premise.key.in_use(usage.id),
        origin=replace(premise.origin, belief=belief, name=""),
        guards=() if () in guards else guards,
        refines=premise.quantity,
    )
