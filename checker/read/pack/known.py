"""Tables that make subjects known: their published figures and attributes, each row with its source."""

import math
from collections.abc import Iterator

from checker.maths.interval import OPEN, Span, hull
from checker.model.attribute import Attribute
from checker.model.known import Dossier, Dossiers, KnownTable, Published
from checker.model.names import folded, slug
from checker.model.place import Place, Problem
from checker.model.rule import Quantity
from checker.model.source import Source
from checker.read.figures.chip_names import find
from checker.read.figures.value import BadValue, read_figure
from checker.read.pack.draft import Draft, Topic, entries, pairs, scalar, scalars, sources, text, texts
from checker.read.pack.numbers import within
from checker.read.pack.reference import Row, Table, Tables, cites, parts
from checker.read.text.nodes import Mapping, Node, Scalar

KEYS = ("id", "name", "aliases", "date")
FACTORS = (1, 1e6)
"""By so much sources may differ: a figure that is known to no better is none."""


def read_known(draft: Draft, tables: Tables) -> None:
    """Fills in the tables of known subjects, each of which one row of all packs makes known."""
    places: dict[str, Place] = {}
    for topic, key, node in draft.entries("known"):
        if not isinstance(node, Mapping) or not _has_names(draft, node):
            continue
        table = tables.get(topic, scalar(node, "table"), text(node, "table"))
        if not table or not tables.have(table, list(_columns(node))):
            continue
        told = [(row, _dossier(draft, tables, topic, key.text, node, table, row)) for row in table.rows]
        dossiers = Dossiers(each for _, each in told if each)
        for row, each in told:
            if each and (before := places.setdefault(slug(each.id), row.place(text(node, "id")))) != row.place(
                text(node, "id")
            ):
                draft.problems.append(_again(row, text(node, "id"), each, before))
        kinds, same = texts(node.get("kinds")), texts(node.get("same"))
        draft.known[key.text] = KnownTable(
            key.text,
            text(node, "title"),
            kinds,
            same,
            dossiers,
            {key.text: texts(values) for key, values in entries(node.get("alike"))},
            texts(node.get("apart")),
            float(text(node, "early", "0")),
            tuple(folded(word) for word in texts(node.get("beside"))),
            text(node, "why"),
            sources(node.get("sources")),
        )


def _again(row: Row, column: str, each: Dossier, before: Place) -> Problem:
    """What is wrong with a row whose subject another row has made known."""
    instead = "take one of the two rows out, or give it another id"
    return row.problem(column, f'"{each.id}" is known already, from {before.file}:{before.line}', instead)


def _has_names(draft: Draft, node: Mapping) -> bool:
    """Whether all kinds, quantities and attributes that it speaks of are known; a problem for each that isn't."""
    before = len(draft.problems)
    asked: list[tuple[str, tuple[Scalar, ...], object]] = [
        ("kind", scalars(node.get("kinds")), draft.kinds),
        ("quantity", tuple(key for key, _ in entries(node.get("quantities"))), draft.quantities),
        ("attribute", tuple(key for key, _ in pairs(node.get("attributes"))), draft.attributes),
        ("quantity", scalars(node.get("apart")), [key.text for key, _ in entries(node.get("quantities"))]),
        ("attribute", tuple(key for key, _ in entries(node.get("alike"))), draft.attributes),
        ("attribute", scalars(node.get("same")), [key.text for key, _ in pairs(node.get("attributes"))]),
    ]
    for what, names, known in asked:
        for name in names:
            if name.text not in known:  # type: ignore[operator]
                draft.unknown(name, what, name.text, known)  # type: ignore[arg-type]
    if len(draft.problems) == before:
        _check_units(draft, node)
        _check_factors(draft, node)
    return len(draft.problems) == before


def _check_units(draft: Draft, node: Mapping) -> None:
    """Notes each unit that is not one of its quantity."""
    for key, figure in entries(node.get("quantities")):
        unit = figure.get("unit") if isinstance(figure, Mapping) else None
        if isinstance(unit, Scalar):
            try:
                read_figure(f"1 {unit.text}", draft.quantities[key.text], draft.units, None)
            except BadValue as error:
                draft.tell(unit, error.what, error.instead)


def _check_factors(draft: Draft, node: Mapping) -> None:
    """Notes each factor of a spread or of a doubt that widens nothing, and each spread that isn't nested."""
    for _, figure in entries(node.get("quantities")):
        spread = figure.get("spread") if isinstance(figure, Mapping) else None
        within(draft, pairs(spread) or [(one, one) for one in scalars(spread)], "factor", FACTORS, "such as 1.5")
    doubt = node.get("doubt")
    for pair in pairs(doubt.get("factors")) if isinstance(doubt, Mapping) else ():
        within(draft, [pair], "factor", FACTORS, "such as 1.5")


def _columns(node: Mapping) -> Iterator[Scalar]:
    """Every column that an entry names."""
    for key in KEYS:
        yield from scalars(node.get(key))
    yield from (column for _, column in pairs(node.get("attributes")))
    doubt = node.get("doubt")
    yield from scalars(doubt.get("column")) if isinstance(doubt, Mapping) else ()
    for _, figure in entries(node.get("quantities")):
        if isinstance(figure, Mapping):
            yield from (c for key in ("column", "accepted", "base") for c in scalars(figure.get(key)))


def _dossier(
    draft: Draft, tables: Tables, topic: Topic, table_id: str, node: Mapping, table: Table, row: Row
) -> Dossier | None:
    """What a row says of its subject; None where it has no name, day or source."""
    days = tables.days(row, text(node, "date"))
    source = tables.source(row) if cites(table) else Source(topic.name)
    name = row.cells[text(node, "id")].strip()
    if not days or not source or not name:
        return None
    doubt = _doubt(node.get("doubt"), row)
    figures: dict[str, Published] = {}
    for key, figure in entries(node.get("quantities")):
        if isinstance(figure, Mapping):
            found = _published(draft, tables, row, draft.quantities[key.text], figure, doubt)
            if found:
                figures[key.text] = found
    title, aliases = text(node, "name"), text(node, "aliases")
    also = tuple(parts(row.cells[aliases])) if aliases else ()
    choices = dict(_choices(draft, node, row))
    return Dossier(table_id, name, row.cells[title] if title else name, also, days[1], figures, choices, source)


def _doubt(node: Node | None, row: Row) -> float:
    """The logarithm of the factor by which a row's figures are wider than others'."""
    if not isinstance(node, Mapping):
        return 0.0
    factors = {key.text: float(factor.text) for key, factor in pairs(node.get("factors"))}
    return math.log(factors.get(row.cells[text(node, "column")].strip(), 1.0))


def _choices(draft: Draft, node: Mapping, row: Row) -> Iterator[tuple[str, str]]:
    """The attributes of which a row has a value; a cell with any other word says nothing."""
    for key, column in pairs(node.get("attributes")):
        value = _value(row.cells[column.text].strip(), draft.attributes[key.text])
        if value:
            yield key.text, value


def _value(cell: str, attribute: Attribute) -> str:
    known = {folded(value): value for value in attribute.values} | attribute.aliases
    return known.get(folded(cell), "") or (find(cell, attribute) if cell and attribute.since else "")


def _published(
    draft: Draft, tables: Tables, row: Row, quantity: Quantity, node: Mapping, doubt: float
) -> Published | None:
    """A figure with its rounding, or the range of two columns; accepted from columns, else from the spread.

    Where another subject's may be counted in, as that of the model it builds on, it is no more than a bound.
    """
    columns = texts(node.get("column"))
    ends = [_read(draft, tables, row, quantity, column, text(node, "unit", quantity.unit)) for column in columns]
    known = [end for end in ends if end]
    if not known:
        return None
    stated = hull(known[0][0], known[-1][0])
    best = known[0][1] if len(columns) == 1 else None
    usual, rare = _spread(node.get("spread"))
    typical, accepted = _wider(stated, usual), _wider(stated, rare + doubt)
    for column in texts(node.get("accepted")):
        end = _read(draft, tables, row, quantity, column, text(node, "unit", quantity.unit))
        accepted = hull(accepted, end[0]) if end else accepted
    if row.cells.get(text(node, "base"), "").strip():
        typical, accepted = (-OPEN, typical[1]), (-OPEN, accepted[1])
    return Published(best, stated, typical, accepted)


def _spread(node: Node | None) -> tuple[float, float]:
    """The logarithms of the factors by which sources differ, usually and at most; 0 where not said."""
    if isinstance(node, Mapping):
        return math.log(float(text(node, "typical"))), math.log(float(text(node, "accepted")))
    return 0.0, math.log(float(node.text)) if isinstance(node, Scalar) else 0.0


def _wider(span: Span, by: float) -> Span:
    return span[0] - by, span[1] + by


def _read(
    draft: Draft, tables: Tables, row: Row, quantity: Quantity, column: str, unit: str
) -> tuple[Span, float | None] | None:
    """A cell's range and figure, in the quantity's own unit; None where it is empty or no figure."""
    if tables.number(row, column) is None:
        return None
    said = row.cells[column].strip() + ("" if unit in ("1", "ratio") else f" {unit}")
    try:
        found = read_figure(said, quantity, draft.units, None)
    except BadValue as error:
        draft.problems.append(row.problem(column, error.what, error.instead))
        return None
    return found.span, found.best
