"""When a broken rule is wrong: of its cases those that can be so of the subject, and explain such a gap on its side."""

from collections.abc import Iterable
from math import inf

from msgspec.structs import replace

from checker.cases.context import may_hold
from checker.model.case import Premise, Subject
from checker.model.finding import Gap
from checker.model.rule import Excuse, Rulebook


def excused(premise: Premise, subject: Subject, book: Rulebook, gap: Gap, side: str = "") -> Premise:
    """The premise with those of its rule's cases that can be so of the subject and excuse such a gap on that side."""
    belief = premise.origin.belief
    if belief is None or not belief.wrong_when:
        return premise
    fitting = tuple(e for e in belief.wrong_when if _fits(e, subject, book, side) and _explains(e, gap))
    if fitting == belief.wrong_when:
        return premise
    return replace(premise, origin=replace(premise.origin, belief=replace(belief, wrong_when=fitting)))


def _fits(excuse: Excuse, subject: Subject, book: Rulebook, side: str) -> bool:
    on_side = not (side and excuse.side) or excuse.side == side
    return on_side and (not excuse.guards or any(may_hold(guard, subject, book) for guard in excuse.guards))


def _explains(excuse: Excuse, gap: Gap) -> bool:
    """Whether a gap is as wide as a case makes it: on the kindest terms no wider, and at best no narrower."""
    return (gap.accepted or gap.best or 1.0) <= (excuse.up_to or inf) and (gap.best or inf) >= excuse.least


def texts(excuses: Iterable[Excuse]) -> tuple[str, ...]:
    """The cases in words."""
    return tuple(excuse.text for excuse in excuses)
