"""Figures of a table told of other things: of parts, of what is sold in several, or of one unit of what each does."""

from msgspec import Struct
from msgspec.structs import replace

from checker.maths.interval import ANY, Span, log
from checker.model.rule import Quantity
from checker.model.rule import Row as Range
from checker.read.pack.draft import Draft, pairs
from checker.read.pack.reference import Row, Table, Tables, number_in
from checker.read.text.nodes import Mapping, Scalar


class Lookup(Struct, frozen=True):
    """A lookup's node with what it speaks of; a figure of its table is `factor` of the quantity's unit."""

    draft: Draft
    tables: Tables
    node: Mapping
    table: Table
    quantity: Quantity
    factor: float


def counted(lookup: Lookup, row: Row, range_: Range) -> list[Range]:
    """The range of one thing, and under `times` that of each value of an attribute for which the row has a count.

    A row that says itself of which value it speaks is taken as it is. Under `over` each is divided by what the table
    of an attribute says of its value, and there is none for a value of which it says nothing.
    """
    return [range_ for each in _by_count(lookup, row, range_) for range_ in _over(lookup, each)]


def _by_count(lookup: Lookup, row: Row, range_: Range) -> list[Range]:
    times = lookup.node.get("times")
    if not isinstance(times, Scalar) or times.text in range_.keys:
        return [range_]
    attribute = lookup.draft.attributes[times.text]
    found = [replace(range_, keys={**range_.keys, attribute.id: attribute.usual})]
    for value in attribute.values:
        count = lookup.tables.number(row, value) if value in lookup.table.header else None
        if count is not None and value != attribute.usual:
            found.append(_scaled(replace(range_, keys={**range_.keys, attribute.id: value}), log(count)))
    return found


def _over(lookup: Lookup, range_: Range) -> list[Range]:
    for attribute, column in pairs(lookup.node.get("over")):
        value = range_.keys.get(attribute.text)
        cells = (cells.get(column.text, "") for of, cells in lookup.draft.cells[attribute.text] if of == value)
        figure = next((figure for figure in map(number_in, cells) if figure), None)
        return [_scaled(range_, -log(figure))] if figure else []
    return [range_]


def _scaled(range_: Range, by: float) -> Range:
    spans = {level: _shifted(span, by) for level, span in range_.spans.items()}
    return replace(range_, spans=spans, best=None if range_.best is None else range_.best + by)


def _shifted(span: Span, by: float) -> Span:
    return (span[0] if span[0] <= ANY[0] else span[0] + by), (span[1] if span[1] >= ANY[1] else span[1] + by)


def can_count(lookup: Lookup) -> bool:
    """Whether `times` and `over` name attributes that can be counted so; a problem where they don't."""
    return _can_multiply(lookup) and _can_divide(lookup)


def _can_multiply(lookup: Lookup) -> bool:
    """Whether `times`, if given, names an attribute with a usual value and counts for others."""
    times = lookup.node.get("times")
    if not isinstance(times, Scalar):
        return True
    attribute = lookup.draft.attributes.get(times.text)
    if not attribute:
        lookup.draft.unknown(times, "attribute", times.text, lookup.draft.attributes)
        return False
    counts = [value for value in attribute.values if value in lookup.table.header]
    if not attribute.usual or not counts:
        what = f"{times.text} has no usual value" if counts else f"no column is named as a value of {times.text}"
        lookup.draft.tell(times, what, "name one whose usual value is one thing, and whose others have columns")
    return bool(attribute.usual and counts)


def _can_divide(lookup: Lookup) -> bool:
    """Whether `over`, if given, names one attribute of the key and a column of its table."""
    keys = [key.text for key, _ in pairs(lookup.node.get("key"))]
    found = pairs(lookup.node.get("over"))
    for attribute, column in found:
        rows = lookup.draft.cells.get(attribute.text)
        if attribute.text not in keys or rows is None or len(found) > 1:
            what = f"{attribute.text} is no attribute with a table that is in the key of this lookup"
            lookup.draft.tell(attribute, what, "write one that is, with a column of its table")
            return False
        if column.text not in rows[0][1]:
            lookup.draft.unknown(column, "column", column.text, list(rows[0][1]))
            return False
    return True
