"""Sentences on a page: wrapped, numbered and lined up."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from checker import shown
from checker.model.finding import TOGETHER, Conflict
from checker.report.citing import References
from checker.report.gap import miss
from checker.report.sentences import step_sentence
from checker.report.setting import Setting
from checker.shown import Shown

WIDTH = 110
SENTENCE = 88
"""Steps are wrapped here, so that the rule's id has its place beside them."""
LABEL = 15
COLOURS = {"plausible": "32", "strained": "33", "implausible": "31", "impossible": "1;31", "unchecked": "36"}


class Head(Struct, frozen=True):
    """A line with a verdict in it, which alone has a colour where colour is wanted."""

    before: str
    verdict: str
    after: str


class Linked(Struct, frozen=True):
    """A line that opens an address where links are wanted, and else is followed by it."""

    text: str
    url: str


Line = str | Head | Linked


def page(lines: Iterable[Line], *, colour: bool = False, links: bool = False) -> Shown:
    """Lines below each other, fit to be printed."""
    return Shown("".join(_shown(each, colour, links) for each in lines))


def _shown(each: Line, colour: bool, links: bool) -> Shown:
    if isinstance(each, Head):
        return _head(each, colour)
    if isinstance(each, str):
        return shown.page([each])
    if links and each.url.startswith(("https://", "http://")):
        return Shown(f"\x1b]8;;{shown.line(each.url)}\x1b\\{shown.line(each.text)}\x1b]8;;\x1b\\\n")
    return shown.page([f"{each.text} {each.url}".rstrip()])


def cited(references: References) -> list[Line]:
    """The sources that a text cites by number, at its end."""
    return [Linked(text, url) for text, url in references.listed()]


def _head(head: Head, colour: bool) -> Shown:
    code = COLOURS.get(head.verdict.lower(), "") if colour else ""
    if not code:
        return shown.page([f"{head.before}{head.verdict}{head.after}"])
    before, after = shown.line(head.before), shown.line(head.after)
    return Shown(f"{before}\x1b[{code}m{head.verdict}\x1b[0m{after}\n")


def stacked(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all blocks; those of several lines stand apart."""
    lines: list[Line] = []
    for before, block in zip([[], *blocks], blocks, strict=False):
        lines += ["", *block] if before and (len(before) > 1 or len(block) > 1) else block
    return lines


def separated(parts: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The lines of those parts that have any, an empty one between each two."""
    for number, part in enumerate(filter(None, parts)):
        yield from ("", *part) if number else part


def paragraph(text: str, indent: int = 2, hang: int = 0) -> list[str]:
    """The text wrapped and indented; later lines stand `hang` further in."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + hang),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def row(label: str, text: str, indent: int = 2) -> list[str]:
    """A label and what belongs to it, in two columns; nothing where the text is empty."""
    if not text:
        return []
    lines = paragraph(text, indent + LABEL)
    return [" " * indent + label.ljust(LABEL) + lines[0].strip(), *lines[1:]]


def rows(label: str, texts: Iterable[str], indent: int = 2) -> list[str]:
    """A label and several texts, one below the other."""
    lines: list[str] = []
    for text in texts:
        lines += row("" if lines else label, text, indent)
    return lines


def steps(conflict: Conflict, setting: Setting, first: int = 1) -> list[str]:
    """The proof's sentences, numbered, each with its rule beside it; rules that speak together stand one a line."""
    texts = [
        textwrap.wrap(step_sentence(step, setting, conflict.level), SENTENCE, break_on_hyphens=False)
        for step in conflict.steps
    ]
    wide = max((len(line) for lines in texts for line in lines), default=0)
    room = max(3, len(f"{first + len(texts) - 1}. "))
    numbered: list[str] = []
    for position, (step, lines) in enumerate(zip(conflict.steps, texts, strict=True), first):
        rules = [f"+ {rule}" if i else rule for i, rule in enumerate(step.rule.split(TOGETHER))]
        for i, (line, rule) in enumerate(zip_longest(lines, rules, fillvalue="")):
            number = "" if i else f"{position}."
            numbered.append(f"  {number:<{room}}{line.ljust(wide)}    {rule}".rstrip())
    return numbered


def plain_steps(conflict: Conflict, setting: Setting) -> list[str]:
    """The proof's sentences, numbered, across the whole page."""
    told = [
        f"{number}. {step_sentence(step, setting, conflict.level)}" for number, step in enumerate(conflict.steps, 1)
    ]
    return [line for text in told for line in paragraph(text, 2, 3)]


def proof(conflict: Conflict, setting: Setting, first: int = 1) -> list[str]:
    """By how much it fails, then why."""
    return [*paragraph(miss(conflict, setting)), "", *steps(conflict, setting, first)]


def table(header: Sequence[str], body: Sequence[Sequence[str]], indent: int = 2) -> list[str]:
    """Rows of cells in columns as wide as they need."""
    widths = [max(len(line[column]) for line in (header, *body)) for column in range(len(header))]
    lines = [
        "   ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in (header, *body)
    ]
    return [(" " * indent + line).rstrip() for line in lines]
