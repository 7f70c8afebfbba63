"""What a judged subject hands over to those that link to it, found out in the same run as how it holds."""

from collections import ChainMap
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from checker.cases.assemble import Given, Judged, LinkedSpans
from checker.engine.best import best
from checker.engine.levels import at_every_level
from checker.explain.crowded import graver
from checker.explain.examine import Level
from checker.explain.meant import ACCEPTED, meant, meant_with_strays, strays
from checker.explain.tested import any_tested
from checker.explain.yielding import ground
from checker.maths.interval import ANY, Span
from checker.model.case import BEST, Question, Subject
from checker.model.claim import Claim
from checker.model.fault import one_by_one
from checker.model.identity import Identity
from checker.model.names import slug
from checker.model.rule import Rulebook

KEPT = 8
"""For so many rulebooks it is kept what their rules take of what is linked to."""


def gives(about: Subject, book: Rulebook) -> LinkedSpans:
    """The ranges that a judged subject hands over at each level: at its own verdict's or wider."""
    return _found(about, book)[2]


def add_best(judged: Judged, takers: Sequence[Claim], book: Rulebook) -> None:
    """Adds the best figures to what all those hand over on whom some claims depend: only explanations need them."""
    asked: set[str] = set()
    todo = [slug(link.subject) for claim in takers for link in claim.links]
    while todo:
        name = todo.pop()
        if name in judged and judged[name].without_best and name not in asked:
            asked.add(name)
            todo += [
                slug(linked_values.subject)
                for about, _ in judged[name].without_best
                for linked_values in about.linked_values
            ]
    for name in [name for name in judged if name in asked] if asked else ():
        judged[name] = _with_best(judged[name], judged, book)


def _with_best(given: Given, judged: Judged, book: Rulebook) -> Given:
    """What is handed over with best figures, but of cases on which the program fails, which it tells elsewhere."""

    def found(cases: Sequence[tuple[Subject, str]]) -> list[dict[str, Span]]:
        return [best(_asked(linked(about, judged), book), level) for about, level in cases]

    points = ChainMap(*reversed(one_by_one(found, given.without_best, lambda _, __: {})))
    spans = {q: {**by_level, BEST: points.get(q, by_level.get(BEST, ANY))} for q, by_level in given.spans.items()}
    return replace(given, spans=spans, without_best=())


def linked(about: Subject, judged: Judged) -> Subject:
    """A subject, handed what those that it links to hand over by now."""
    linked_values = [
        replace(h, spans={q: judged[slug(h.subject)].spans[q] for q in h.spans}) if slug(h.subject) in judged else h
        for h in about.linked_values
    ]
    return replace(about, linked_values=tuple(linked_values))


def giving(about: Subject, book: Rulebook) -> Level:
    """How a subject holds by itself, and what it hands over but for best figures."""
    question, level, given = _found(about, book)
    level = graver(question, level, book)
    if level > ACCEPTED:
        read, _ = meant(question, book)
        if read.subject.read_as != about.read_as:
            about = read.subject
            question, level, given = _found(about, book)
            level = graver(question, level, book)
    if strays(about, book):
        _, level = meant_with_strays(question, book)
    return Level(level, bool(level) or any_tested(question), "", about.read_as, given)


def _found(about: Subject, book: Rulebook) -> tuple[Question, int, LinkedSpans]:
    """The question about a subject, the number of the innermost level at which it holds, and what is then handed over.

    What contradicts itself gives nothing.
    """
    question = _asked(about, book)
    return question, *at_every_level(question, _linked_quantities(book))


def _asked(about: Subject, book: Rulebook) -> Question:
    return ground(about, book, _linked_quantities(book))


def _linked_quantities(book: Rulebook) -> frozenset[str]:
    return _taken(Identity(book))


@lru_cache(maxsize=KEPT)
def _taken(book: Identity[Rulebook]) -> frozenset[str]:
    """The quantities that some rule takes of what is linked to: that of "comparable_to.training_compute"."""
    powers = (
        p for relation in book.it.relations.values() for side in (relation.left, *relation.right) for p in side.powers
    )
    guards = (
        *(g for r in book.it.relations.values() for g in r.guards),
        *(g for p in book.it.priors.values() for g in p.guards),
    )
    names = (*(power.quantity for power in powers), *(c.quantity for g in guards for c in g.conditions))
    return frozenset(name.partition(".")[2] for name in names if "." in name)
