"""Many records of one context judged at once: columns of figures in, a verdict's number for each record out."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import product
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from msgspec.structs import replace

from checker.cases.context import Context, context, entailing, explaining, holds
from checker.cases.ground import ground
from checker.engine.columns import Asked, answers, asked, hold_with
from checker.explain.crowded import bendable, bent, enough, may_be_rare
from checker.judge import BY_LEVEL, UNTESTED
from checker.maths.interval import ANY
from checker.model.attribute import Attribute
from checker.model.beside import Derived
from checker.model.case import TERMS, Premise, Question, Subject, unasked
from checker.model.claim import Figure
from checker.model.finding import VERDICTS
from checker.model.guard import Condition
from checker.model.identity import Identity
from checker.model.place import NOWHERE
from checker.model.rule import LEVELS, Rulebook

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[np.float64]
    Codes = NDArray[np.int8]
    Records = slice | NDArray[np.intp]
    Flags = NDArray[np.bool_]
    Levels = NDArray[np.intp]

    class Array(Protocol):
        """An array of numpy's, or a column of a table."""

        def __array__(self) -> NDArray[Any]: ...

    Columns = Mapping[str, Sequence[float] | Array]
    """Quantities by any of their names, each with a figure for every record."""
else:
    Column = Codes = Records = Flags = Levels = np.ndarray

Pattern = tuple[tuple[str, ...], Records]
"""Columns, and the records of which they, and no others, say something."""
Believed = tuple[Identity[tuple[Premise, ...]], Identity[tuple[Derived, ...]]]
ACCEPTED = LEVELS.index("accepted")


def screen(columns: Mapping[str, Column], book: Rulebook, kind: str, day: int, choices: Mapping[str, str]) -> Codes:
    """For each of N records the number of its verdict in `VERDICTS`.

    Columns [N] hold figures in the quantity's own unit, each exactly what it says, and NaN where a record has none.
    ValueError says which column is of no use.
    """
    _check(columns, book)
    count = len(next(iter(columns.values()), ()))
    untested = VERDICTS.index(UNTESTED)
    codes = np.full(count, untested, dtype=np.int8)
    by_level = np.array([VERDICTS.index(word) for word in BY_LEVEL], dtype=np.int8)
    for names, alike in _joined(list(_alike(columns, count)), book, kind, day, choices):
        places = np.arange(count)[alike]
        given = {name: columns[name][alike] for name in names}
        for some, settled in _contexts(given, book, choices):
            levels, is_tested = _meant({name: column[some] for name, column in given.items()}, book, kind, day, settled)
            codes[places[some]] = np.where(is_tested | (levels > 0), by_level[levels], untested)
    return codes


def _alike(columns: Mapping[str, Column], count: int) -> Iterator[tuple[tuple[str, ...], Records]]:
    """Records of which the same columns say something, and these: rules for others have no part in the question."""
    lacking = {name: empty for name, column in columns.items() if (empty := np.isnan(column)).any()}
    if not lacking:
        yield tuple(columns), slice(0, count)
        return
    sorts = np.zeros(count, dtype=np.intp)
    for empty in lacking.values():
        _, sorts = np.unique(2 * sorts + empty, return_inverse=True)
    order = np.argsort(sorts, kind="stable")
    for records in np.split(order, np.flatnonzero(np.diff(sorts[order])) + 1):
        names = tuple(name for name in columns if name not in lacking or not lacking[name][records[0]])
        if names:
            yield names, records


def _joined(
    patterns: Sequence[Pattern], book: Rulebook, kind: str, day: int, choices: Mapping[str, str]
) -> Iterator[Pattern]:
    """Patterns of gaps about which the very same is believed, taken together: there a gap is a figure left open.

    They stay apart where an attribute that nobody settled may be read off the figures that are there.
    """
    given = {name for names, _ in patterns for name in names}
    open_ = [a for a in book.attributes.values() if a.id not in choices]
    if len(patterns) == 1 or entailing(choices, given, book):
        yield from patterns
        return
    readable = {a.id for a in open_ if a.explains}
    about = partial(_question, Identity(book), kind, day, tuple(sorted(choices.items())))
    groups: dict[Believed, list[Pattern]] = {}
    for pattern in patterns:
        groups.setdefault(_believed(about(tuple(sorted(pattern[0])))), []).append(pattern)
    for believed, some in groups.items():
        names = tuple(sorted({name for names, _ in some for name in names}))
        whole = about(names)
        is_read = any(attribute in readable for premise in whole.beliefs for attribute in premise.hangs_on)
        if len(some) == 1 or is_read or _believed(whole) != believed:
            yield from some
        else:
            yield names, np.concatenate([records for _, records in some])


def _believed(question: Question) -> Believed:
    return Identity(question.beliefs), Identity(question.derived)


def _check(columns: Mapping[str, Column], book: Rulebook) -> None:
    lengths = {len(column) for column in columns.values()}
    unknown = sorted(set(columns) - set(book.quantities))
    bad = sorted(name for name, column in columns.items() if (column <= 0).any() or np.isinf(column).any())
    if not columns or len(lengths) > 1:
        raise ValueError("give one column or more, all of the same length")
    if unknown:
        raise ValueError(f"no such quantity: {', '.join(unknown)}")
    if bad:
        raise ValueError(f"figures must be finite and above zero: {', '.join(bad)}")


def _contexts(
    columns: Mapping[str, Column], book: Rulebook, choices: Mapping[str, str]
) -> Iterator[tuple[Records, dict[str, str]]]:
    """Records whose figures entail the same attributes, with all that is then settled."""
    found = [
        (name, rule.value, _entails(columns[rule.smaller], columns.get(rule.larger)))
        for name, rule in entailing(choices, columns, book)
    ]
    if not found:
        yield slice(None), dict(choices)
        return
    for holding in product((True, False), repeat=len(found)):
        flags = [which == holds for (_, _, which), holds in zip(found, holding, strict=True)]
        records = np.flatnonzero(np.logical_and.reduce(flags))
        if records.size:
            settled = {a: value for (a, value, _), holds in zip(found, holding, strict=True) if holds}
            yield records, {**choices, **settled}


def _entails(smaller: Column, larger: Column | None) -> Flags:
    """For each record whether a figure lies below another, or stands alone."""
    return np.ones(len(smaller), dtype=bool) if larger is None else smaller < larger


def _meant(
    columns: Mapping[str, Column], book: Rulebook, kind: str, day: int, settled: dict[str, str]
) -> tuple[Levels, Flags]:
    """Levels and tests of records; an unstated attribute is read off figures that its usual value can't explain."""
    names = tuple(sorted(columns))
    about = partial(_question, Identity(book), kind, day, tuple(sorted(settled.items())), names)
    question = about()
    hangs_on = {attribute for premise in question.beliefs for attribute in premise.hangs_on}
    levels, is_tested = _held(question, columns, book)
    for attribute in (a for a in book.attributes.values() if a.id in hangs_on and a.id not in settled and a.explains):
        left = np.flatnonzero(levels > ACCEPTED)
        for value in attribute.explains if left.size else ():
            figures = {name: column[left] for name, column in columns.items()}
            found, tests = _held(about(((attribute.id, value),)), figures, book)
            at = context(Subject("", kind, day, (), settled), book)
            may = [_may_explain(_conditions(attribute, value, level, at), figures) for level in range(ACCEPTED + 1)]
            better = (found < levels[left]) & np.choose(np.minimum(found, ACCEPTED + 1), [*may, np.False_])
            levels[left[better]], is_tested[left[better]] = found[better], tests[better]
    return levels, is_tested


def _held(question: Question, columns: Mapping[str, Column], book: Rulebook) -> tuple[Levels, Flags]:
    """Levels and tests of records; those that need too many rare things at once don't hold at accepted.

    What makes room for one record makes room for many, so few are looked at one by one.
    """
    levels, is_tested = answers(_laid_out(*_believed(question)), columns)
    left = np.flatnonzero(levels == ACCEPTED)
    most = may_be_rare(question, book)
    many = book.at_once and len(bendable(question)) > most
    while many and left.size:
        things = enough(_saying(question, {name: column[left[0]] for name, column in columns.items()}), most)
        if things is None:
            levels[left[0]] += 1
            left = left[1:]
        else:
            others = left[1:]
            figures = {name: column[others] for name, column in columns.items()}
            left = others[~hold_with(bent(question, things), LEVELS[0], figures)] if others.size else others
    return levels, is_tested


def _saying(question: Question, record: Mapping[str, float]) -> Question:
    """The question with the figures of a record, each exactly what it says."""
    points = {name: (math.log(value),) * 2 for name, value in record.items() if not math.isnan(value)}
    said = (p for p in question.said if p.quantity in points)
    return replace(question, said=tuple(replace(p, spans=dict.fromkeys(TERMS, points[p.quantity])) for p in said))


def _conditions(attribute: Attribute, value: str, level: int, at: Context) -> list[tuple[Condition, ...]]:
    """Sets of conditions on figures, one of which is enough to read a value off what holds with it at a level."""
    return [guard.conditions for guard in explaining(attribute, value, level) if holds(guard, at, LEVELS[0])]


def _may_explain(enough: list[tuple[Condition, ...]], figures: Mapping[str, Column]) -> Flags:
    """For each record whether its figures meet one of several sets of conditions."""
    met = np.zeros(len(next(iter(figures.values()))), dtype=bool)
    for conditions in enough:
        columns = [(np.log(figures[c.quantity]), c.span) for c in conditions if c.quantity in figures]
        if len(columns) == len(conditions):
            met |= np.logical_and.reduce([met | True, *((low <= x) & (x <= high) for x, (low, high) in columns)])
    return met


@lru_cache(maxsize=1024)
def _question(
    book: Identity[Rulebook],
    kind: str,
    day: int,
    choices: tuple[tuple[str, str], ...],
    names: tuple[str, ...],
    read_as: tuple[tuple[str, str], ...] = (),
) -> Question:
    """The question about a subject that says something of each quantity, and nothing certain."""
    figures = [("", Figure(name, "", ANY, None, NOWHERE)) for name in names]
    return ground(Subject("", kind, day, tuple(figures), dict(choices), read_as=dict(read_as)), book.it)


@lru_cache(maxsize=16)
def _laid_out(beliefs: Identity[tuple[Premise, ...]], derived: Identity[tuple[Derived, ...]]) -> Asked:
    """What is believed, made ready to be asked of records: once for all that leave the same in question."""
    return asked(unasked(beliefs.it, derived.it))
