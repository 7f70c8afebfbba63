"""Records: the largest value known up to a day, from a table of dated entries."""

from collections.abc import Iterator
from itertools import pairwise

from checker.maths.interval import SLACK, log
from checker.model.rule import LEVELS, Mark, Record
from checker.model.source import Source
from checker.read.pack.draft import Draft, pairs, scalars, sources, text
from checker.read.pack.reference import Row, Table, Tables, cites
from checker.read.text.nodes import Mapping

Reach = dict[str, dict[str, float]]


def read_record(draft: Draft, tables: Tables, node: Mapping, table: Table, factor: float) -> Record | None:
    """The record that a lookup asks for; None and a problem where its table lacks a column."""
    reach = {level: {c.text: log(float(f.text)) for c, f in pairs(node.get(level))} for level in LEVELS}
    named = [column for level in LEVELS for column, _ in pairs(node.get(level))]
    named += [column for key in ("record", "name", "aliases") for column in scalars(node.get(key))]
    if not tables.have(table, named):
        return None
    columns = tuple(dict.fromkeys(column for level in LEVELS for column in reach[level]))
    marks = tuple(mark for row in table.rows for mark in _marks(tables, node, table, row, columns, factor))
    growth = _growth(draft, node, columns)
    record = Record(marks, reach, growth, text(node, "grows_from", "last"), bool(node.get("grows_by")))
    _check_levels(draft, node, record)
    return record


def _marks(
    tables: Tables, node: Mapping, table: Table, row: Row, columns: tuple[str, ...], factor: float
) -> Iterator[Mark]:
    """An entry of the record for each figure in a row with a date, dated by the last day that the date may mean."""
    days = tables.days(row, text(node, "record"))
    name, aliases = text(node, "name"), text(node, "aliases")
    given = sources(node.get("sources"))
    source = tables.source(row) if cites(table) else given[0] if given else Source("")
    also = tuple(filter(None, map(str.strip, row.cells[aliases].split(";")))) if aliases else ()
    for column in columns:
        figure = tables.number(row, column)
        if figure is not None and days and source:
            yield Mark(days[1], column, log(figure * factor), row.cells[name] if name else "", source, also)


def _growth(draft: Draft, node: Mapping, columns: tuple[str, ...]) -> dict[str, str]:
    """Column → id of the assumption of its growth, which must have no unit."""
    found = {}
    for column, rule in pairs(node.get("growth")):
        prior = draft.priors.get(rule.text)
        known = [prior.id for prior in draft.priors.values() if prior.basis == "assumed"]
        if column.text not in columns:
            draft.unknown(column, "column", column.text, columns)
        if not prior or prior.basis != "assumed":
            draft.unknown(rule, "assumption", rule.text, known)
        elif draft.quantities[prior.quantity].dims:
            unit = draft.quantities[prior.quantity].unit
            draft.tell(rule, f"{rule.text} is in {unit}, but growth is a factor a year", "name an assumption of unit 1")
        else:
            found[column.text] = rule.text
    return found


def _check_levels(draft: Draft, node: Mapping, record: Record) -> None:
    """Notes the first day on which a level of the record is beyond the next one."""
    running: dict[str, float] = {}
    for mark in sorted(record.marks, key=lambda mark: mark.day):
        running[mark.column] = max(mark.value, running.get(mark.column, mark.value))
        for inner, outer in pairwise(LEVELS):
            low, high = _height(running, record.reach[inner]), _height(running, record.reach[outer])
            if low is not None and high is not None and low > high + SLACK:
                what = f"{inner} reaches beyond {outer} from the entry {mark.name or mark.column} on"
                draft.tell(_under(node, outer), what, f"let {outer} take in the columns of {inner}")
                return


def _height(running: dict[str, float], reach: dict[str, float]) -> float | None:
    return max((running[column] + factor for column, factor in reach.items() if column in running), default=None)


def _under(node: Mapping, key: str) -> Mapping:
    """The mapping under a key, or the node itself."""
    value = node.get(key)
    return value if isinstance(value, Mapping) else node
