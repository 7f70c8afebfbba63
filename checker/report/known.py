"""What is told of known subjects: a sentence in an answer, and the page of their table for `checker rules`."""

from msgspec.structs import replace

from checker.model.finding import Fact
from checker.model.known import Dossier, KnownTable
from checker.model.result import ClaimResult
from checker.model.rule import Rulebook
from checker.report.dates import date_words
from checker.report.figures import figure
from checker.report.layout import row, rows
from checker.report.sentences import Setting, citation, listed, sentence
from checker.report.wording import choice, number, of_what

ENDS = 3
"""So many of the newest subjects are shown."""


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


def known(claim: ClaimResult, setting: Setting) -> str:
    """What a table knows of the subject and from where, in one sentence; "" of one that no table knows."""
    if claim.known is None:
        return ""
    setting = replace(setting, hardware=claim.known.hardware)
    figures = [_published(name, fact, setting) for name, fact in claim.known.facts.items()]
    choices = [choice(name, value, setting) for name, value in claim.known.choices.items()]
    said = f"{claim.known.name} is known, {claim.known.title} ({citation(claim.known.source)})"
    told = sentence(f"{said}: {', '.join([*figures, *choices])}" if figures or choices else said)
    ways = listed(claim.known.yielding)
    give = "gives" if len(claim.known.yielding) == 1 else "give"
    return f"{told} {sentence(f'Its own figures lie outside of {ways}, which {give} way')}" if ways else told


def _published(name: str, fact: Fact, setting: Setting) -> str:
    said = of_what(figure(fact.low, fact.high, fact.unit, setting.hardware), name, setting)
    return said if setting.title(name) in said else f"{setting.title(name)} {said}"
