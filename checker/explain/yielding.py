"""Questions about known subjects: rules that a subject's own published figures break give way to them.

What is published of one subject is nearer to it than what is usual of its kind. So before any claim about it is judged,
its published figures are held against the rules alone, and those that can't hold with them are loosened as far as it
takes, at the levels at which it does.
"""

from functools import lru_cache

from msgspec.structs import replace

from checker.cases import ground as grounds
from checker.cases.against import contradictions
from checker.cases.ground import Asked
from checker.engine.levels import contradicts
from checker.explain.minimal import mus
from checker.maths.interval import ANY, Span, hull
from checker.model.beside import Derived
from checker.model.case import BEST, STATED, TERMS, Premise, Question, Subject, is_published, unasked
from checker.model.identity import Identity
from checker.model.key import Key
from checker.model.rule import LEVELS, Rulebook

KEPT = 4096
"""For so many sorts of known subjects it is kept which rules give way."""


def ground(subject: Subject, book: Rulebook, asked: Asked = frozenset()) -> Question:
    """The premises about a subject; of a known one those that its published figures break are loosened."""
    question = grounds.ground(subject, book, asked)
    if subject.known is None:
        return question
    own = _own(subject, book, asked)
    given = _yielded(Identity(own.beliefs), Identity(own.derived))
    beliefs = _carried(Identity(question.beliefs), Identity(own.beliefs), Identity(given))
    wrong = tuple(contradictions(subject, book))
    return replace(question, beliefs=(*beliefs, *wrong) if wrong else beliefs, whole=())


def _own(subject: Subject, book: Rulebook, asked: Asked) -> Question:
    """The question about a known subject as it is published: nothing that a claim says of it makes a rule give way."""
    if subject.known is None:
        return grounds.ground(subject, book, asked)
    published = replace(subject, day=subject.known.day, choices=subject.known.choices, linked_values=(), read_as={})
    return grounds.ground(published, book, asked)


@lru_cache(maxsize=KEPT)
def _carried(
    beliefs: Identity[tuple[Premise, ...]], own: Identity[tuple[Premise, ...]], given: Identity[tuple[Premise, ...]]
) -> tuple[Premise, ...]:
    """Beliefs about a claim's subject, those loosened that gave way to its published figures."""
    if beliefs == own:
        return given.it
    loose = {b.key: (a, b) for a, b in zip(own.it, given.it, strict=True) if a.spans != b.spans}
    return tuple(_as_loose(p, *loose[p.key]) if p.key in loose else p for p in beliefs.it)


def _as_loose(premise: Premise, before: Premise, after: Premise) -> Premise:
    """A premise that gives way at the levels at which it did in the subject's own question, and as far."""
    wider = {level: hull(premise.spans[level], s) for level, s in after.spans.items() if s != before.spans[level]}
    return replace(premise, spans={**premise.spans, **wider})


def yielding(question: Question, book: Rulebook) -> tuple[str, ...]:
    """Ids of the rules that gave way to the published figures of a known subject."""
    if question.subject.known is None:
        return ()
    own = _own(question.subject, book, frozenset())
    given = zip(own.beliefs, _yielded(Identity(own.beliefs), Identity(own.derived)), strict=True)
    held = {p.key for p in question.beliefs}
    loose = (b for a, b in given if a.spans != b.spans and a.key in held)
    return tuple(dict.fromkeys(p.origin.rule for p in loose if not is_published(p)))


@lru_cache(maxsize=KEPT)
def _yielded(beliefs: Identity[tuple[Premise, ...]], derived: Identity[tuple[Derived, ...]]) -> tuple[Premise, ...]:
    """Beliefs loosened until the published figures among them hold with all others, at typical and at accepted."""
    if not any(map(is_published, beliefs.it)):
        return beliefs.it
    alone = unasked(tuple(map(_exact, beliefs.it)), derived.it)
    for level in LEVELS[:-1]:
        while contradicts(alone, level):
            kept = mus(alone, level)
            given = _given_way(alone.only(kept), level)
            if not given:
                return beliefs.it
            alone = replace(alone, beliefs=_with(alone.beliefs, given), whole=())
    return tuple(_as_wide(p, found) for p, found in zip(beliefs.it, alone.beliefs, strict=True))


def _exact(premise: Premise) -> Premise:
    """A published figure just as it stands, beyond which it gives way as far as sources differ; a rule as it is."""
    if not is_published(premise):
        return premise
    return replace(premise, spans=dict.fromkeys(TERMS, premise.spans[STATED]) | {"limit": premise.spans["accepted"]})


def _as_wide(premise: Premise, found: Premise) -> Premise:
    """A belief with what it gave way; a figure that stands keeps the width that sources leave it."""
    if found is premise or not is_published(premise):
        return found
    spans = {level: hull(premise.spans[level], found.spans[level]) for level in LEVELS[:-1]}
    return premise if spans.items() <= premise.spans.items() else replace(premise, spans={**premise.spans, **spans})


def _given_way(conflict: Question, level: str) -> list[Premise]:
    """What of a conflict gives way: the one rule that it takes, else all that can; the figures where none can.

    Where all stretch as far as the limits and still don't hold, rules that are no bare definitions are let go.
    """
    rules = sorted((p for p in conflict.beliefs if not is_published(p)), key=_firmness)
    outer = (*LEVELS[LEVELS.index(level) + 1 :], "")
    for wider in outer:
        looser = [_loosened(p, level, wider) for p in rules if _is_doubtful(p) and p.spans[level] != _at(p, wider)]
        for given in ([one] for one in looser):
            if not contradicts(replace(conflict, beliefs=_with(conflict.beliefs, given), whole=()), level):
                return given
        if looser and not contradicts(replace(conflict, beliefs=_with(conflict.beliefs, looser), whole=()), level):
            return looser
    figures = [p for p in conflict.beliefs if is_published(p)]
    freed = [[_loosened(p, level, wider) for p in figures if p.spans[level] != _at(p, wider)] for wider in outer[-2:]]
    return freed[0] or freed[1]


def _firmness(premise: Premise) -> tuple[bool, bool, Key]:
    """Assumptions give way before tables, and both before what relations say."""
    return premise.basis == "relation", premise.basis == "known", premise.key


def _is_doubtful(premise: Premise) -> bool:
    """Whether a rule is more than a definition: it may stretch."""
    return premise.spans["typical"] != premise.spans["limit"]


def _at(premise: Premise, level: str) -> Span:
    return premise.spans[level] if level else ANY


def _loosened(premise: Premise, level: str, wider: str) -> Premise:
    """A premise that says at a level no more than at a wider one, or nothing; its best figure counts no longer."""
    span = _at(premise, wider)
    within = {name: hull(premise.spans[name], span) for name in LEVELS[LEVELS.index(level) :]}
    return replace(premise, spans={**premise.spans, **within, BEST: hull(premise.spans["typical"], span)})


def _with(beliefs: tuple[Premise, ...], others: list[Premise]) -> tuple[Premise, ...]:
    by_key = {p.key: p for p in others}
    return tuple(by_key.get(p.key, p) for p in beliefs)
