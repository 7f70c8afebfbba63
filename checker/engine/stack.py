"""Questions stacked into one system: what they believe is laid out once, and their claimed figures are entered last."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter

import numpy as np

from checker.engine.system import (
    Conditions,
    Floats,
    Ints,
    Rows,
    SumRow,
    Switch,
    System,
    combined,
    spanned,
    taking,
)
from checker.maths.interval import ANY, OPEN, SLACK
from checker.model.case import Premise, Question
from checker.model.rule import Condition, Derived
from checker.model.same import Same

Shape = tuple[str, tuple[int, ...], tuple[tuple[tuple[int, float, float], ...], ...]]
Form = tuple[str, tuple[tuple[str, float], ...], tuple[str, ...], tuple[tuple[Condition, ...], ...], bool]
"""All of a premise but its spans."""
KEPT = 4096
"""So many layouts are kept: those of a few claims under examination, or of the commonest sorts of many."""


def stack(questions: Sequence[Question], levels: str | Sequence[str]) -> System:
    """Questions as columns of one system, each at its level; a rule that a question lacks is open in its column."""
    each = [levels] * len(questions) if isinstance(levels, str) else levels
    sorts: dict[tuple[object, ...], int] = {}
    column = [sorts.setdefault(_sort(q, level), len(sorts)) for q, level in zip(questions, each, strict=True)]
    first = dict(zip(reversed(column), reversed(range(len(column))), strict=True))
    layouts = [_layout_of(questions[first[n]], each[first[n]]) for n in range(len(sorts))]
    system = _with_quantities(layouts[0] if len(layouts) == 1 else _joined(layouts), questions)
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
    forms = tuple((p.key, p.terms, p.parts, p.guards, _is_plain(p)) for p in beliefs.it)
    bare = _outline(forms, derived)
    line = {name: i for i, name in enumerate(bare.names)}
    shaped = sorted((p for p in beliefs.it if not _is_plain(p)), key=lambda p: p.key)
    return bare, [(line[p.quantity], p) for p in beliefs.it if _is_plain(p)], shaped


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
    return _weighed(bare, weight)


def _weighed(system: System, weight: Floats) -> System:
    """A system with other weights of the same signs."""
    rows = system.rows._replace(weight=weight)
    derived = spanned(combined(rows, system.times, len(system.names)), system.times, rows)
    return system._replace(rows=rows, derived=derived)


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
    taken = [d.sources for d in derived.it if all(f"relation:{rule}" in row for rule, _ in d.sources)]
    sources = tuple(tuple(f"relation:{rule}" for rule, _ in each) for each in taken)
    times = np.zeros((len(taken), len(shaped)))
    for d, each in enumerate(taken):
        times[d, [row[f"relation:{rule}"] for rule, _ in each]] = [count for _, count in each]
    ends = np.full((len(line) + 1, 1), OPEN)
    rows = _rows([terms for _, terms, *_ in shaped], line)
    return _system(tuple(line), tuple(row), sources, -ends, ends, rows, times, switches, sums)


def _system(
    names: tuple[str, ...],
    keys: tuple[str, ...],
    sources: tuple[tuple[str, ...], ...],
    low: Floats,
    high: Floats,
    rows: Rows,
    times: Floats,
    switches: tuple[Switch, ...],
    sums: tuple[SumRow, ...],
) -> System:
    """A system with all that follows from its rows."""
    derived = spanned(combined(rows, times, len(names)), times, rows)
    conditions, sorts = _conditions(switches, len(names)), np.arange(low.shape[1])
    return System(names, keys, sources, low, high, rows, derived, switches, sums, conditions, sorts, times)


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


def _joined(layouts: Sequence[System]) -> System:
    """Systems of one case side by side; a row that one of them lacks is open there."""
    if all(each.rows.where is layouts[0].rows.where for each in layouts):
        return _side_by_side(layouts)
    groups: dict[int, list[int]] = {}
    for n, each in enumerate(layouts):
        groups.setdefault(id(each.rows.weight), []).append(n)
    alike = [_side_by_side([layouts[n] for n in group]) for group in groups.values()]
    return _merged(alike, [np.array(group) for group in groups.values()])


def _merged(systems: Sequence[System], columns: Sequence[Ints]) -> System:
    """Systems of other structures as one, in which each has these columns."""
    names = tuple(sorted({name for each in systems for name in each.names}))
    line = {name: i for i, name in enumerate(names)}
    lines = [np.array([line[name] for name in each.names] + [len(names)]) for each in systems]
    rows, places, keys = _merged_rows(systems, columns, lines, len(names))
    low, high = (np.full((len(names) + 1, rows.least.shape[1]), end) for end in (-OPEN, OPEN))
    switches: dict[int, Switch] = {}
    sums: dict[int, SumRow] = {}
    derived: dict[tuple[tuple[str, ...], bytes], Floats] = {}
    for each, cases, own, place in zip(systems, columns, lines, places, strict=True):
        low[np.ix_(own, cases)], high[np.ix_(own, cases)] = each.low, each.high
        for switch in each.switches:
            switches[place[switch.row]] = _moved(switch, int(place[switch.row]), own)
        for row in each.sums:
            first, second = row.parts
            sums[place[row.row]] = SumRow(int(place[row.row]), int(own[row.whole]), (int(own[first]), int(own[second])))
        taken = np.zeros((len(each.times), len(keys)))
        taken[:, place] = each.times
        derived.update(((source, t.tobytes()), t) for source, t in zip(each.sources, taken, strict=True))
    order = sorted(derived, key=lambda d: (len(d[0]), d))
    times = np.array([derived[d] for d in order]).reshape(len(order), len(keys))
    in_order = tuple(switches[row] for row in sorted(switches)), tuple(sums[row] for row in sorted(sums))
    return _system(names, keys, tuple(source for source, _ in order), low, high, rows, times, *in_order)


def _side_by_side(layouts: Sequence[System]) -> System:
    """Systems of one case that differ in their spans and weights alone."""
    first = layouts[0]
    if any(each.rows.weight is not first.rows.weight for each in layouts):
        first = _weighed(first, np.concatenate([each.rows.weight for each in layouts], axis=2))

    def spanning(own: Rows, rows: Sequence[Rows]) -> Rows:
        least, most = ([r.least for r in rows], [r.most for r in rows])
        return own._replace(least=np.concatenate(least, axis=1), most=np.concatenate(most, axis=1))

    return first._replace(
        low=np.concatenate([each.low for each in layouts], axis=1),
        high=np.concatenate([each.high for each in layouts], axis=1),
        rows=spanning(first.rows, [each.rows for each in layouts]),
        derived=spanning(first.derived, [each.derived for each in layouts]),
        sorts=np.arange(len(layouts)),
    )


def _merged_rows(
    systems: Sequence[System], columns: Sequence[Ints], lines: Sequence[Ints], quantities: int
) -> tuple[Rows, list[Ints], tuple[str, ...]]:
    """The rows of all, where each one's own rows stand among them, and their keys."""
    shapes: dict[Shape, int] = {}
    found = [
        [shapes.setdefault(shape, len(shapes)) for shape in _shapes(each, own)]
        for each, own in zip(systems, lines, strict=True)
    ]
    order = sorted(shapes, key=lambda shape: (shape[0], shapes[shape]))
    place = {shapes[shape]: i for i, shape in enumerate(order)}
    places = [np.array([place[i] for i in own], dtype=np.intp) for own in found]
    width, count = max(each.rows.where.shape[1] for each in systems), sum(map(len, columns))
    where = np.full((len(order), width), quantities, dtype=np.intp)
    weights = np.full((len(order), width, len(systems)), np.nan)
    least, most = np.full((len(order), count), -OPEN), np.full((len(order), count), OPEN)
    for n, (each, cases, own, at) in enumerate(zip(systems, columns, lines, places, strict=True)):
        own_width = each.rows.where.shape[1]
        where[at, :own_width], weights[at, :own_width, n] = own[each.rows.where], each.rows.weight[:, :, 0]
        least[np.ix_(at, cases)], most[np.ix_(at, cases)] = each.rows.least, each.rows.most
    lacking = np.isnan(weights)
    some = np.where(lacking, -np.inf, weights).max(axis=2, keepdims=True, initial=-np.inf)
    weights = np.where(lacking, np.where(np.isinf(some), 0.0, some), weights)
    if (weights == weights[:, :, :1]).all():
        weight = weights[:, :, :1]
    else:
        system_of = np.empty(count, dtype=np.intp)
        for n, cases in enumerate(columns):
            system_of[cases] = n
        weight = weights[:, :, system_of]
    return Rows(where, weight, least, most), places, tuple(key for key, *_ in order)


def _shapes(system: System, lines: Ints) -> list[Shape]:
    """What must be alike of two rows that share a place: the key, the quantities with their signs, the conditions."""
    sets = {s.row: _moved(s, 0, lines).alternatives for s in system.switches}
    weights = system.rows.weight[:, :, 0]
    terms = np.where(weights == 0.0, 0, np.sign(weights) * (lines[system.rows.where] + 1)).astype(int).tolist()
    parts = {s.row: (int(lines[s.whole]), *(int(lines[p]) for p in s.parts)) for s in system.sums}
    return [(key, (*terms[i], *parts.get(i, ())), sets.get(i, ())) for i, key in enumerate(system.keys)]


def _moved(switch: Switch, row: int, lines: Ints) -> Switch:
    """A switch in a system in which quantities stand elsewhere."""
    sets = tuple(tuple((int(lines[q]), least, most) for q, least, most in each) for each in switch.alternatives)
    return Switch(row, sets)


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
    conditions = _conditions(system.switches, new)
    wider = system._replace(names=(*system.names, *more), low=ends[0], high=ends[1], rows=rows, derived=derived)
    return wider._replace(conditions=conditions)


def _names(form: Form) -> list[str]:
    _, terms, parts, guards, _ = form
    return [*(name for name, _ in terms), *parts, *(c.quantity for guard in guards for c in guard)]


def _is_plain(premise: Premise) -> bool:
    """Whether it bounds one quantity from the start, and so needs no row."""
    return premise.bounds_one and not premise.guards


def _conditions(switches: Sequence[Switch], nothing: int) -> Conditions:
    """The conditions of switches laid out for arrays; a set without any has one that `nothing` breaks."""
    sets = [[conditions or ((nothing, -2 * OPEN, 2 * OPEN),) for conditions in s.alternatives] for s in switches]
    flat = [condition for alternatives in sets for conditions in alternatives for condition in conditions]
    sizes = [len(conditions) for alternatives in sets for conditions in alternatives]
    return Conditions(
        np.array([q for q, _, _ in flat], dtype=np.intp),
        np.array([least - SLACK for _, least, _ in flat]).reshape(-1, 1),
        np.array([most + SLACK for _, _, most in flat]).reshape(-1, 1),
        np.cumsum([0, *sizes], dtype=np.intp)[:-1],
        np.cumsum([0, *(len(alternatives) for alternatives in sets)], dtype=np.intp)[:-1],
    )
