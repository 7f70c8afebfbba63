"""Parts that the pages of all rules have: when a rule applies, why it holds, and when it is wrong."""

from collections.abc import Iterable
from datetime import date

from checker.model.guard import Condition, Guard
from checker.model.rule import Excuse
from checker.model.source import Source
from checker.report.dates import in_digits
from checker.report.layout import row, rows
from checker.report.sentences import citation, listed, sentence


def when(guards: Iterable[Guard]) -> list[str]:
    """Each guard's conditions in words; nothing for one that always holds."""
    said = [listed([*_guard(guard), *(_condition(condition) for condition in guard.conditions)]) for guard in guards]
    return [text for text in said if text]


def _guard(guard: Guard) -> Iterable[str]:
    if guard.kinds:
        yield f"kind is {listed(guard.kinds, 'or')}"
    for name, values in guard.attributes.items():
        yield f"{name} is {listed(values, 'or')}"
    yield from (f"{name} isn't stated" for name in guard.unstated)
    yield from (f"{link} is given" for link in guard.links)
    yield from (*(f"{q} is claimed" for q in guard.claimed), *(f"{q} isn't claimed" for q in guard.unclaimed))
    first, last = guard.days
    if first > 1:
        yield f"date is {in_digits(first)} or later"
    if last <= date.max.toordinal():
        yield f"date is {in_digits(last)} or earlier"


def _condition(condition: Condition) -> str:
    return f"{condition.quantity} is {condition.text}"


def reasons(why: str, wrong_when: tuple[Excuse, ...], sources: tuple[Source, ...]) -> list[str]:
    """Why a rule holds, when it is wrong, and who says so."""
    cited = [f"{citation(source)} {source.url}".rstrip() for source in sources]
    return [*row("Why", sentence(why)), *rows("Wrong when", map(_excuse, wrong_when)), *rows("Sources", cited)]


def _excuse(excuse: Excuse) -> str:
    """A case in which a rule is wrong, with the side that it excuses and of what it can be so."""
    said = f"{excuse.text} (where a figure is too {excuse.side})" if excuse.side else excuse.text
    of = listed(when(excuse.guards), "or")
    return f"{said}, if {of}" if of else said
