"""Systems of one case joined into one of many cases, each of which keeps its own rules, exponents and spans."""

from collections.abc import Sequence

import numpy as np

from checker.engine.system import Floats, Ints, Rows, SumRow, Switch, System, combined, weighed, whole_system
from checker.maths.interval import OPEN

Shape = tuple[str, tuple[int, ...], tuple[tuple[tuple[int, float, float], ...], ...]]


def joined(layouts: Sequence[System]) -> System:
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
    sources, together = tuple(source for source, _ in order), combined(rows, times, len(names))
    return whole_system(names, keys, sources, low, high, rows, together, times, *in_order)


def _side_by_side(layouts: Sequence[System]) -> System:
    """Systems of one case that differ in their spans and weights alone."""
    first = layouts[0]
    if any(each.rows.weight is not first.rows.weight for each in layouts):
        first = weighed(first, np.concatenate([each.rows.weight for each in layouts], axis=2))

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
