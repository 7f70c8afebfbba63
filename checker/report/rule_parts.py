"""Parts of the pages for `checker rules`: when a rule applies, why it holds and when not; known subjects; slips."""

from collections.abc import Iterable
from datetime import date

from checker.maths.interval import exp
from checker.model.beside import Slip
from checker.model.guard import Condition, Guard
from checker.model.known import Dossier, KnownTable
from checker.model.rule import Excuse, Rulebook
from checker.model.source import Source
from checker.report.citing import citation
from checker.report.dates import date_words, in_digits
from checker.report.figures import factor
from checker.report.layout import row, rows
from checker.report.sentences import listed, sentence
from checker.report.wording import number

ENDS = 3
"""So many of the newest subjects are shown."""


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
    said = f"{said}, from {excuse.least:g}x" if excuse.least else said
    said = f"{said}, up to {excuse.up_to:g}x" if excuse.up_to else said
    of = listed(when(excuse.guards), "or")
    return f"{said}, if {of}" if of else said


def known_page(table: KnownTable, book: Rulebook) -> list[list[str]]:
    """What it makes known, of which subjects, how far it is taken, and from where."""
    held = {quantity: sum(quantity in each.figures for each in table.dossiers) for quantity in book.quantities}
    newest = sorted(table.dossiers, key=lambda each: -each.day)[:ENDS]
    sources = [f"{citation(source)} {source.url}".rstrip() for source in table.sources]
    return [
        [f"{table.id}: {number(len(table.dossiers), 'subject')} known, each {table.title}"],
        [
            *row("Claims", f"of the kind {listed(table.kinds, 'or')}, whose `about` is the id, name or alias of one"),
            *row("Not if", f"the claim states another {listed(table.same, 'or')}" if table.same else ""),
            *rows("Figures", [f"{quantity}, of {number(many, 'subject')}" for quantity, many in held.items() if many]),
            *rows("Newest", map(_subject, newest)),
        ],
        [*row("Why", sentence(table.why)), *rows("Sources", sources)],
    ]


def _subject(each: Dossier) -> str:
    return f"{each.name} ({each.id}), {date_words(each.source.date)}; {each.source.title}".replace(", ;", ";")


def slip_words(slip: Slip) -> str:
    """A slip by its factor, or by what that hangs on, where no figure says which sizes it takes for each other."""
    if slip.figure:
        size = "any"
    elif slip.times:
        size = f"times {slip.times}" if slip.factor > 0 else f"over {slip.times}"
    else:
        size = f"by {slip.by}" if slip.by else factor(exp(slip.factor))
    says = slip.says.replace("{meant}", "one size").replace("{given}", "another").replace("{other}", "another")
    return f"{size}: {says}"
