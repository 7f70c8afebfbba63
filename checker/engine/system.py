"""Questions stacked into arrays: quantities by cases for the ranges, rules by terms by cases for what narrows them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checker.maths.interval import OPEN, REACH, SLACK
from checker.model.case import Premise, Question
from checker.model.rule import Condition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]
else:  # importing numpy.typing takes longer than judging a claim
    Floats = Ints = Flags = np.ndarray


CLAIMED = "claimed"
NOTHING = 1e-9
"""What is left of an exponent where a quantity is eliminated."""


class Switch(NamedTuple):
    """A row that holds only once one of its sets of conditions is entailed: (quantity, least low, greatest high)."""

    row: int
    alternatives: tuple[tuple[tuple[int, float, float], ...], ...]


class Conditions(NamedTuple):
    """All conditions of all switches, C in a row: the range [C, 1] within which each one's quantity [C] must lie.

    `alternatives` says where each set of conditions begins, `switches` which set is the first of each switch.
    """

    quantity: Ints
    least: Floats
    most: Floats
    alternatives: Ints
    switches: Ints


class SumRow(NamedTuple):
    """The ratio of `whole` to the sum of two parts lies in the row's span."""

    row: int
    whole: int
    parts: tuple[int, int]


class Rows(NamedTuple):
    """R sums of at most K terms: `where` [R, K] and `weight` [R, K, N], with their spans `least`, `most` [R, N].

    Where all cases have the same weights these stand but once, [R, K, 1].
    """

    where: Ints
    weight: Floats
    least: Floats
    most: Floats


class System(NamedTuple):
    """Q quantities, N cases; `low`, `high` [Q + 1, N] are the ranges before anything is propagated.

    The last line pads short rows. `keys` are the premises of the rows, `sources` those of each derived row.
    """

    names: tuple[str, ...]
    keys: tuple[str, ...]
    sources: tuple[tuple[str, ...], ...]
    low: Floats
    high: Floats
    rows: Rows
    derived: Rows
    switches: tuple[Switch, ...]
    sums: tuple[SumRow, ...]
    conditions: Conditions
    sorts: Ints
    """For each case a number that it shares with those that believe the same [N]."""

    def place(self, name: str) -> int:
        """Line of a quantity."""
        return self.names.index(name)


def stack(questions: Sequence[Question], levels: str | Sequence[str]) -> System:
    """Questions as columns of one system, each at its level; a rule that a question lacks is open in its column.

    Questions that believe the same are laid out once and then repeated, each with its own claimed figures.
    """
    each = [levels] * len(questions) if isinstance(levels, str) else list(levels)
    alike: dict[tuple[object, ...], int] = {}
    column = [alike.setdefault(_sort(q, level), len(alike)) for q, level in zip(questions, each, strict=True)]
    first = {c: n for n, c in reversed([*enumerate(column)])}
    frames = [questions[first[c]] for c in range(len(alike))]
    strict = [each[first[c]] for c in range(len(alike))]
    names = {name for q in frames for p in q.premises if p.basis != CLAIMED for name in _names(p)}
    line = {n: i for i, n in enumerate(sorted(names | {p.quantity for q in questions for p in q.claimed()}))}
    shapes: dict[str, Premise] = {}
    for premise in (p for q in frames for p in q.premises if not _is_plain(p)):
        shapes.setdefault(premise.key, premise)
    rows = {key: i for i, key in enumerate(sorted(shapes))}
    stacked = _rows(frames, strict, shapes, line)
    switches = tuple(_switch(p, rows[k], line) for k, p in sorted(shapes.items()) if p.guards)
    sums = tuple(_sum(p, rows[k], line) for k, p in sorted(shapes.items()) if p.parts)
    combinations = sorted({d.sources for q in frames for d in q.derived})
    known = [c for c in combinations if all(f"relation:{rule}" in rows for rule, _ in c)]
    sources = tuple(tuple(f"relation:{rule}" for rule, _ in c) for c in known)
    derived = derive(stacked, [{rows[f"relation:{rule}"]: times for rule, times in c} for c in known], len(line))
    low, high = _starts(frames, strict, line)
    given = tuple(line), tuple(rows), sources, low, high, stacked, derived
    system = System(*given, switches, sums, _conditions(switches, len(line)), sorts=np.arange(len(frames)))
    system = system if len(frames) == len(questions) else taking(system, np.array(column))
    _claim(system, questions, each, line)
    return system


def _sort(question: Question, level: str) -> tuple[object, ...]:
    """What two questions must share to believe the same: the premises that are not claimed, the very same ones."""
    bent = tuple(sorted(question.bent.items()))
    first = next((i for i, p in enumerate(question.premises) if p.basis != CLAIMED), None)
    return level, bent, id(question.derived), *map(id, question.premises[first:] if first is not None else ())


def _claim(system: System, questions: Sequence[Question], levels: Sequence[str], line: dict[str, int]) -> None:
    """Narrows the starts of a new system to the claimed figures."""
    said = [
        (line[p.quantity], n, *q.span(p, level))
        for n, (q, level) in enumerate(zip(questions, levels, strict=True))
        for p in q.premises
        if p.basis == CLAIMED
    ]
    if said:
        places, cases, least, most = zip(*said, strict=True)
        np.maximum.at(system.low, (places, cases), least)
        np.minimum.at(system.high, (places, cases), most)


def _rows(
    questions: Sequence[Question], levels: Sequence[str], shapes: dict[str, Premise], line: dict[str, int]
) -> Rows:
    """The premises of these shapes as rows, in order of their keys; open for a question that lacks one."""
    rows = {key: i for i, key in enumerate(sorted(shapes))}
    width = max((len(p.terms) for p in shapes.values()), default=1) or 1
    where = np.full((len(rows), width), len(line), dtype=np.intp)
    weight = np.zeros((len(rows), width, len(questions)))
    least = np.full((len(rows), len(questions)), -OPEN)
    most = np.full((len(rows), len(questions)), OPEN)
    for key, row in rows.items():
        for k, (name, exponent) in enumerate(shapes[key].terms):
            where[row, k], weight[row, k] = line[name], exponent
    for n, question in enumerate(questions):
        for premise in question.premises:
            row_of = rows.get(premise.key)
            if row_of is not None:
                least[row_of, n], most[row_of, n] = question.span(premise, levels[n])
                weight[row_of, : len(premise.terms), n] = [e for _, e in premise.terms]
    is_one = (weight == weight[:, :, :1]).all()
    return Rows(where, weight[:, :, :1] if is_one else weight, least, most)


def derive(rows: Rows, combinations: Sequence[dict[int, float]], quantities: int) -> Rows:
    """Combinations (number of a row → how many times) of rows as rows; open where one of theirs is open."""
    count = len(combinations)
    if not count:
        return Rows(np.zeros((0, 1), dtype=np.intp), np.zeros((0, 1, 1)), rows.least[:0], rows.most[:0])
    times = np.zeros((count, len(rows.where)))
    for d, combination in enumerate(combinations):
        times[d, [*combination]] = [*combination.values()]
    dense = np.zeros((len(rows.where), quantities + 1, rows.weight.shape[2]))
    for k in range(rows.where.shape[1]):
        dense[np.arange(len(rows.where)), rows.where[:, k]] += rows.weight[:, k]
    weights = np.tensordot(times, dense, 1)
    weights[np.abs(weights) < NOTHING] = 0.0
    used = weights.any(axis=2)
    order = np.argsort(~used, axis=1, kind="stable")[:, : max(1, int(used.sum(axis=1).max()))]
    where = np.where(np.take_along_axis(used, order, axis=1), order, quantities)
    rising, falling = np.maximum(times, 0.0), np.minimum(times, 0.0)
    least = np.maximum(rising @ rows.least + falling @ rows.most, -OPEN)
    most = np.minimum(rising @ rows.most + falling @ rows.least, OPEN)
    open_low, open_high = np.abs(rows.least) >= REACH, np.abs(rows.most) >= REACH
    least[((rising > 0) @ open_low | (falling < 0) @ open_high)] = -OPEN
    most[((rising > 0) @ open_high | (falling < 0) @ open_low)] = OPEN
    return Rows(where.astype(np.intp), np.take_along_axis(weights, order[:, :, None], axis=1), least, most)


def widened(system: System, cases: int) -> System:
    """A system of one case as so many equal cases."""
    return taking(system, np.zeros(cases, dtype=np.intp))


def taking(system: System, cases: Ints) -> System:
    """A system of these cases of another, in this order; a case may come again."""

    def taken(rows: Rows) -> Rows:
        weight = rows.weight if rows.weight.shape[2] == 1 else rows.weight[:, :, cases]
        return Rows(rows.where, weight, rows.least[:, cases], rows.most[:, cases])

    low, high = system.low[:, cases], system.high[:, cases]
    rows, derived = taken(system.rows), taken(system.derived)
    return system._replace(low=low, high=high, rows=rows, derived=derived, sorts=system.sorts[cases])


def _names(premise: Premise) -> list[str]:
    return [
        *(name for name, _ in premise.terms),
        *premise.parts,
        *(condition.quantity for guard in premise.guards for condition in guard),
    ]


def _is_plain(premise: Premise) -> bool:
    """Whether it bounds one quantity from the start, and so needs no row."""
    return premise.bounds_one and not premise.guards


def _starts(questions: Sequence[Question], levels: Sequence[str], line: dict[str, int]) -> tuple[Floats, Floats]:
    low = np.full((len(line) + 1, len(questions)), -OPEN)
    high = np.full((len(line) + 1, len(questions)), OPEN)
    for n, question in enumerate(questions):
        for premise in question.premises:
            if _is_plain(premise) and premise.basis != CLAIMED:
                q, (least, most) = line[premise.quantity], question.span(premise, levels[n])
                low[q, n], high[q, n] = max(low[q, n], least), min(high[q, n], most)
    return low, high


def _switch(premise: Premise, row: int, line: dict[str, int]) -> Switch:
    return Switch(row, tuple(tuple(_condition(c, line) for c in guard) for guard in premise.guards))


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


def _condition(condition: Condition, line: dict[str, int]) -> tuple[int, float, float]:
    return line[condition.quantity], *condition.span


def _sum(premise: Premise, row: int, line: dict[str, int]) -> SumRow:
    whole, first, second = premise.parts
    return SumRow(row, line[whole], (line[first], line[second]))
