"""Lookups: what dated, sourced tables say of a quantity."""

from itertools import pairwise

from msgspec.structs import replace

from checker.maths import units
from checker.maths.dimensions import describe
from checker.maths.interval import ANY, NONE, OPEN, Span, inside, log
from checker.model.guard import Guard
from checker.model.names import folded
from checker.model.place import Place
from checker.model.rule import LEVELS, Prior, Quantity, Rows
from checker.model.rule import Row as Range
from checker.model.source import Source
from checker.read.pack.counted import Lookup, can_count, counted
from checker.read.pack.draft import Draft, Topic, pairs, scalar, scalars, sources, text, texts
from checker.read.pack.guards import read_excuses, read_guards
from checker.read.pack.priors import find_quantity
from checker.read.pack.records import read_record
from checker.read.pack.reference import Row, Tables, cites
from checker.read.pack.relations import Spans, read_tolerance
from checker.read.text.nodes import Mapping, Node, Scalar

NOTHING = ("none",)
"""Stands in place of columns at a level at which there is no such thing."""


def read_lookups(draft: Draft, tables: Tables, seen: dict[str, Place]) -> None:
    """Adds the lookups to the priors; `seen` holds the ids of other rules."""
    for topic, key, node in draft.entries("lookups"):
        before = len(draft.problems)
        prior = _lookup(draft, tables, topic, key, node) if isinstance(node, Mapping) else None
        if prior and len(draft.problems) == before and draft.is_new(key, key.text, seen):
            draft.priors[prior.id] = prior
        else:
            draft.broken.add(key.text)


def _lookup(draft: Draft, tables: Tables, topic: Topic, key: Scalar, node: Mapping) -> Prior | None:
    given = node.get("quantity")
    quantity = find_quantity(draft, given if isinstance(given, Scalar) else key)
    guards = read_guards(draft, node.get("when"), conditions=True)
    if not quantity:
        return None
    excuses = read_excuses(draft, node.get("wrong_when"))
    about = text(node, "brief"), text(node, "why"), excuses, sources(node.get("sources"))
    prior = Prior(key.text, quantity.id, topic.name, "known", guards, Rows(), *about, key.place)
    if node.get("since"):
        return _since(draft, node, prior)
    lookup = _open(draft, tables, topic, node, quantity)
    if not lookup:
        return None
    if node.get("record"):
        record = read_record(draft, tables, node, lookup.table, lookup.factor)
        return replace(prior, record=record) if record else None
    rows = _by_column(lookup) if node.get("column") else _by_range(lookup)
    if rows is None:
        return None
    keyed = [key.text for key, _ in pairs(node.get("key")) if key.text != text(node, "times")]
    sparse = tuple(name for name in keyed if draft.attributes[name].usual)
    rows = [row for row in rows if _may_speak(row, guards)]
    return replace(prior, nearest=node.get("period") is not None, sparse=sparse).holding(rows)


def _may_speak(row: Range, guards: tuple[Guard, ...]) -> bool:
    """Whether a row can be meant at all where one of the guards holds."""
    return not guards or any(
        all(row.keys.get(name, values[0]) in values for name, values in guard.attributes.items() if values)
        for guard in guards
    )


def _since(draft: Draft, node: Mapping, prior: Prior) -> Prior | None:
    attribute = scalar(node, "since")
    found = draft.attributes.get(attribute.text)
    if not found:
        draft.unknown(attribute, "attribute", attribute.text, draft.attributes)
        return None
    if not found.since:
        draft.tell(attribute, f"{found.id} has no first days", "name a column of dates under since, beside its table")
    return replace(prior, since=found.id).holding(())


def _open(draft: Draft, tables: Tables, topic: Topic, node: Mapping, quantity: Quantity) -> Lookup | None:
    path = scalar(node, "table")
    table = tables.get(topic, path, path.text)
    factor = _factor(draft, node.get("unit"), quantity)
    if not table or not factor:
        return None
    if not node.get("sources") and not cites(table):
        what = f"neither the lookup nor each row of {path.text} has a source"
        draft.tell(node, what, "add sources here, or the columns source and evidence to the table")
    return Lookup(draft, tables, node, table, quantity, factor)


def _factor(draft: Draft, node: Node | None, quantity: Quantity) -> float | None:
    """How many of the quantity's unit one of the table's is; None and a problem where they don't fit."""
    if not isinstance(node, Scalar):
        return 1.0
    try:
        unit = units.convert(node.text, draft.units)
    except ValueError as error:
        draft.tell(node, str(error), f"write {quantity.unit}")
        return None
    if unit.dims != quantity.dims:
        what = f"the table's unit is {describe(unit.dims)}, but {quantity.id} is in {quantity.unit}"
        draft.tell(node, what, f"write {quantity.unit}, or a multiple of it")
        return None
    return unit.factor / quantity.scale


def _by_column(lookup: Lookup) -> list[Range] | None:
    """A row of the lookup for each figure; the column is one, or each that an attribute's value names."""
    draft, node, table = lookup.draft, lookup.node, lookup.table
    columns = _value_columns(lookup)
    if not columns or not _has(lookup, "key", "period", "name") or not can_count(lookup):
        return None
    tolerance = read_tolerance(draft, node.get("tolerance"))
    found = []
    for row in table.rows:
        for column, keys in columns:
            figure = lookup.tables.number(row, column)
            if figure is not None:
                best = log(figure * lookup.factor)
                spans = {level: (best + low, best + high) for level, (low, high) in tolerance.items()}
                found += counted(lookup, row, _range(lookup, row, spans, best, keys))
    return found


def _value_columns(lookup: Lookup) -> list[tuple[str, dict[str, str]]]:
    """Columns with the attribute value that each stands for."""
    node = lookup.node.get("column")
    if isinstance(node, Scalar):
        return [(node.text, {})] if lookup.tables.has(lookup.table, node, node.text) else []
    by = scalar(node, "by") if isinstance(node, Mapping) else None
    attribute = lookup.draft.attributes.get(by.text) if by else None
    if not by or not attribute:
        if by:
            lookup.draft.unknown(by, "attribute", by.text, lookup.draft.attributes)
        return []
    found = [(value, {attribute.id: value}) for value in attribute.values if value in lookup.table.header]
    if not found:
        lookup.draft.tell(by, f"no column is named as a value of {attribute.id}", f"name one {attribute.values[0]}")
    return found


def _by_range(lookup: Lookup) -> list[Range] | None:
    """A row of the lookup for each row of the table, its ranges from pairs of columns."""
    levels = [level for level in LEVELS if texts(lookup.node.get(level)) != NOTHING]
    if not _has(lookup, "key", "period", "name", "best", *levels) or not can_count(lookup):
        return None
    tolerance = read_tolerance(lookup.draft, lookup.node.get("tolerance"))
    found = []
    for row in lookup.table.rows:
        spans = {level: _span(lookup, row, texts(lookup.node.get(level)), tolerance[level]) for level in LEVELS}
        if ANY in (spans["typical"], spans["accepted"] if spans["typical"] == NONE else NONE):
            _check_silent(lookup, row)
        else:
            best = _best(lookup, row, spans)
            _check_row(lookup, row, spans)
            found += counted(lookup, row, _range(lookup, row, spans, best, {}))
    return found


def _span(lookup: Lookup, row: Row, columns: tuple[str, ...], tolerance: Span) -> Span:
    if columns == NOTHING:
        return NONE
    if not columns:
        return ANY
    ends = [lookup.tables.number(row, column) for column in columns]
    low, high = ends[0], ends[-1]
    return (
        -OPEN if low is None else log(low * lookup.factor) + tolerance[0],
        OPEN if high is None else log(high * lookup.factor) + tolerance[1],
    )


def _best(lookup: Lookup, row: Row, spans: Spans) -> float | None:
    """The row's best figure; of a table that has one figure, and what it may be off, that one."""
    column = text(lookup.node, "best")
    figure = lookup.tables.number(row, column) if column else None
    if figure is not None:
        best = log(figure * lookup.factor)
        if not inside((best, best), spans["typical"]):
            lookup.draft.problems.append(row.problem(column, "best is not within typical", "write a figure within it"))
        return best
    low, high = _span(lookup, row, texts(lookup.node.get("typical")), (0.0, 0.0))
    return low if low == high else None


def _check_silent(lookup: Lookup, row: Row) -> None:
    """A row that gives no typical range says nothing, so it should give no other range either."""
    given = [c for e in ("accepted", "limit", "best") for c in texts(lookup.node.get(e)) if row.cells[c].strip()]
    if given:
        columns = texts(lookup.node.get("typical"))
        typical = " or ".join(columns)
        what, instead = f"the row has {given[0]} but no {typical}", f"fill in {typical}, or leave {given[0]} empty"
        lookup.draft.problems.append(row.problem(columns[0], what, instead))


def _check_row(lookup: Lookup, row: Row, spans: Spans) -> None:
    for inner, outer in pairwise(LEVELS):
        if not inside(spans[inner], spans[outer]):
            column = texts(lookup.node.get(outer))[0]
            instead = f"make {outer} at least as wide as {inner}"
            lookup.draft.problems.append(row.problem(column, f"{inner} reaches beyond {outer}", instead))


def _range(lookup: Lookup, row: Row, spans: Spans, best: float | None, keys: dict[str, str]) -> Range:
    period, name = text(lookup.node, "period"), text(lookup.node, "name")
    usual = spans["accepted"] if spans["typical"] == NONE else spans["typical"]
    return Range(
        {**spans, "best": (best, best) if best is not None else usual},
        best,
        {**_keys(lookup, row), **keys},
        lookup.tables.days(row, period) if period else None,
        row.cells[name] if name else "",
        _source(lookup, row),
    )


def _source(lookup: Lookup, row: Row) -> Source | None:
    return lookup.tables.source(row) if cites(lookup.table) else None


def _keys(lookup: Lookup, row: Row) -> dict[str, str]:
    """Attribute → value of a row; an empty cell fits every value."""
    found = {}
    for key, column in pairs(lookup.node.get("key")):
        attribute = lookup.draft.attributes[key.text]
        cell = row.cells[column.text].strip()
        if not cell:
            continue
        if folded(cell) not in attribute.aliases:
            what = f'unknown {attribute.title or attribute.id} "{cell}"'
            lookup.draft.problems.append(row.problem(column.text, what, f"add it to {attribute.id}, or correct it"))
        found[attribute.id] = attribute.aliases.get(folded(cell), cell)
    return found


def _has(lookup: Lookup, *entries: str) -> bool:
    """Whether the table has every column that these entries of the lookup name, and keys are attributes."""
    draft = lookup.draft
    keyed = pairs(lookup.node.get("key")) if "key" in entries else ()
    for key, _ in keyed:
        if key.text not in draft.attributes:
            draft.unknown(key, "attribute", key.text, draft.attributes)
    named = [column for _, column in keyed]
    named += [column for entry in entries if entry != "key" for column in scalars(lookup.node.get(entry))]
    return lookup.tables.have(lookup.table, named) and all(key.text in draft.attributes for key, _ in keyed)
