"""Questions stacked into one system: what they believe is laid out once, and their claimed figures are entered last."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

import numpy as np

from checker.engine.joined import joined
from checker.engine.system import (
    Floats,
    Rows,
    SumRow,
    Switch,
    System,
    combined,
    conditions_of,
    spanned,
    taking,
    weighed,
    whole_system,
)
from checker.maths.interval import ANY, OPEN
from checker.model.beside import Derived
from checker.model.case import Premise, Question
from checker.model.guard import Condition
from checker.model.same import Same

Form = tuple[str, tuple[tuple[str, float], ...], tuple[str, ...], tuple[tuple[Condition, ...], ...], bool]
"""All of a premise but its spans."""
KEPT = 4096
"""So many layouts are kept: those of a few claims under examination, or of the commonest sorts of many."""


class Implied(NamedTuple):
    """Derived rows, the premises of each, and how many times each takes each relation [D, relations]."""

    sources: tuple[tuple[str, ...], ...]
    rows: Rows
    times: Floats


def stack(questions: Sequence[Question], levels: str | Sequence[str]) -> System:
    """Questions as columns of one system, each at its level; a rule that a question lacks is open in its column."""
    each = [levels] * len(questions) if isinstance(levels, str) else levels
    sorts: dict[tuple[object, ...], int] = {}
    column = [sorts.setdefault(_sort(q, level), len(sorts)) for q, level in zip(questions, each, strict=True)]
    first = dict(zip(reversed(column), reversed(range(len(column))), strict=True))
    layouts = [_layout_of(questions[first[n]], each[first[n]]) for n in range(len(sorts))]
    system = _with_quantities(layouts[0] if len(layouts) == 1 else joined(layouts), questions)
    if len(questions) == 1:
        system = system._replace(low=system.low.copy(), high=system.high.copy())
    else:
        system = taking(system, np.array(column, dtype=np.intp))
    return _claim(system, questions, each)


def _sort(question: Question, level: str) -> tuple[object, ...]:
    """What two questions must share to be laid out alike."""
    return level, id(question.beliefs), id(question.derived), *(sorted(question.bent.items()) if question.bent else ())


def structure(question: Question) -> int:
    """A number that questions share which differ in their claimed figures and in the spans of what is believed."""
    return id(_parted(Same(question.beliefs), Same(question.derived))[0].rows.where)


def _layout_of(question: Question, level: str) -> System:
    return layout(Same(question.beliefs), Same(question.derived), level, tuple(sorted(question.bent.items())))


def _claim(system: System, questions: Sequence[Question], levels: Sequence[str]) -> System:
    """Narrows the starts of a new system to the claimed figures."""
    line = {name: i for i, name in enumerate(system.names)}
    said = [
        (line[p.quantity], n, *q.span(p, level))
        for n, (q, level) in enumerate(zip(questions, levels, strict=True))
        for p in q.said
    ]
    if said:
        places, cases, least, most = zip(*said, strict=True)
        np.maximum.at(system.low, (places, cases), least)
        np.minimum.at(system.high, (places, cases), most)
    return system


@lru_cache(maxsize=KEPT)
def layout(
    beliefs: Same[tuple[Premise, ...]],
    derived: Same[tuple[Derived, ...]],
    level: str,
    bent: tuple[tuple[str, str], ...],
) -> System:
    """What is believed as a system of one case at a level, some of it at the level to which it is bent."""
    bare, plain, shaped = _parted(beliefs, derived)
    bends = dict(bent)
    low, high = bare.low.copy(), bare.high.copy()
    for q, premise in plain:
        least, most = premise.spans.get(bends.get(premise.key, level), ANY)
        low[q], high[q] = max(low[q, 0], least), min(high[q, 0], most)
    ends = np.array([p.spans.get(bends.get(p.key, level), ANY) for p in shaped]).reshape(-1, 2)
    rows = bare.rows._replace(least=ends[:, :1], most=ends[:, 1:])
    return bare._replace(low=low, high=high, rows=rows, derived=spanned(bare.derived, bare.times, rows))


@lru_cache(maxsize=KEPT)
def _parted(
    beliefs: Same[tuple[Premise, ...]], derived: Same[tuple[Derived, ...]]
) -> tuple[System, list[tuple[int, Premise]], list[Premise]]:
    """A system of one case without spans, what bounds each of its quantities, and the premises of its rows."""
    sorted_out = [(p, _is_plain(p)) for p in beliefs.it]
    forms = tuple((p.key, p.terms, p.parts, p.guards, is_plain) for p, is_plain in sorted_out)
    bare = _outline(forms, derived)
    line = {name: i for i, name in enumerate(bare.names)}
    shaped = sorted((p for p, is_plain in sorted_out if not is_plain), key=attrgetter("key"))
    return bare, [(line[p.quantity], p) for p, is_plain in sorted_out if is_plain], shaped


@lru_cache(maxsize=KEPT)
def _outline(forms: tuple[Form, ...], derived: Same[tuple[Derived, ...]]) -> System:
    """A system of one case without spans: one for all beliefs that differ in these alone."""
    bare = _skeleton(
        tuple((key, _signed(terms), parts, guards, is_plain) for key, terms, parts, guards, is_plain in forms), derived
    )
    shaped = sorted((form for form in forms if not form[-1]), key=itemgetter(0))
    weight = np.zeros(bare.rows.weight.shape)
    weight[bare.rows.where < len(bare.names), 0] = [exponent for _, terms, *_ in shaped for _, exponent in terms]
    if (weight == bare.rows.weight).all():
        return bare
    return weighed(bare, weight)


def _signed(terms: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    return tuple((name, 1.0 if exponent > 0 else -1.0) for name, exponent in terms)


@lru_cache(maxsize=KEPT)
def _skeleton(forms: tuple[Form, ...], derived: Same[tuple[Derived, ...]]) -> System:
    """A system without spans, whose exponents are but signs: one for all beliefs that differ in these as well."""
    line = {name: i for i, name in enumerate(sorted({name for form in forms for name in _names(form)}))}
    shaped = sorted((form for form in forms if not form[-1]), key=itemgetter(0))
    row = {key: i for i, (key, *_) in enumerate(shaped)}
    switches = tuple(
        Switch(i, tuple(tuple((line[c.quantity], *c.span) for c in guard) for guard in guards))
        for i, (_, _, _, guards, _) in enumerate(shaped)
        if guards
    )
    sums = tuple(
        SumRow(row[key], line[parts[0]], (line[parts[1]], line[parts[2]])) for key, _, parts, _, _ in shaped if parts
    )
    relations = tuple((key, terms) for key, terms, *_ in shaped if key in _sources(derived))
    implied = _implied(tuple(line), relations, derived)
    number = np.array([row[key] for key, _ in relations], dtype=np.intp)
    times = np.zeros((len(implied.sources), len(shaped)))
    times[:, number] = implied.times
    ends = np.full((len(line) + 1, 1), OPEN)
    rows = _rows([terms for _, terms, *_ in shaped], line)
    return whole_system(
        tuple(line), tuple(row), implied.sources, -ends, ends, rows, implied.rows, times, switches, sums
    )


@lru_cache(maxsize=KEPT)
def _sources(derived: Same[tuple[Derived, ...]]) -> frozenset[str]:
    """The premises from which something is derived."""
    return frozenset(f"relation:{rule}" for each in derived.it for rule, _ in each.sources)


@lru_cache(maxsize=KEPT)
def _implied(
    names: tuple[str, ...],
    relations: tuple[tuple[str, tuple[tuple[str, float], ...]], ...],
    derived: Same[tuple[Derived, ...]],
) -> Implied:
    """What is derived from these relations alone, as rows of a system that has quantities of these names."""
    row = {key: i for i, (key, _) in enumerate(relations)}
    named = [tuple((f"relation:{rule}", count) for rule, count in each.sources) for each in derived.it]
    taken = [each for each in named if all(key in row for key, _ in each)]
    times = np.zeros((len(taken), len(relations)))
    for d, each in enumerate(taken):
        times[d, [row[key] for key, _ in each]] = [count for _, count in each]
    rows = _rows([terms for _, terms in relations], {name: i for i, name in enumerate(names)})
    return Implied(tuple(tuple(key for key, _ in each) for each in taken), combined(rows, times, len(names)), times)


def _rows(shaped: Sequence[tuple[tuple[str, float], ...]], line: dict[str, int]) -> Rows:
    """The terms of premises as rows of a single case, their spans open."""
    width = max(map(len, shaped), default=1) or 1
    where = np.full((len(shaped), width), len(line), dtype=np.intp)
    weight = np.zeros((len(shaped), width, 1))
    for row, terms in enumerate(shaped):
        for k, (name, exponent) in enumerate(terms):
            where[row, k], weight[row, k] = line[name], exponent
    ends = np.full((len(shaped), 1), OPEN)
    return Rows(where, weight, -ends, ends)


def _with_quantities(system: System, questions: Iterable[Question]) -> System:
    """The system with lines for claimed quantities too of which nothing is believed."""
    more = sorted({p.quantity for q in questions for p in q.said} - {*system.names})
    if not more:
        return system
    old, new = len(system.names), len(system.names) + len(more)
    ends = [np.full((new + 1, system.low.shape[1]), end) for end in (-OPEN, OPEN)]
    for end, own in zip(ends, (system.low, system.high), strict=True):
        end[:old] = own[:old]
    rows, derived = (
        each._replace(where=np.where(each.where == old, new, each.where)) for each in (system.rows, system.derived)
    )
    conditions = conditions_of(system.switches, new)
    wider = system._replace(names=(*system.names, *more), low=ends[0], high=ends[1], rows=rows, derived=derived)
    return wider._replace(conditions=conditions)


def _names(form: Form) -> list[str]:
    _, terms, parts, guards, _ = form
    return [*(name for name, _ in terms), *parts, *(c.quantity for guard in guards for c in guard)]


def _is_plain(premise: Premise) -> bool:
    """Whether it bounds one quantity from the start, and so needs no row."""
    return premise.bounds_one and not premise.guards
