"""What rules may speak of: units, kinds, quantities, attributes and their names."""

from msgspec.structs import replace

from checker.maths import definitions, units
from checker.model.attribute import Attribute, Entailment, plainly
from checker.model.beside import UnitAtom
from checker.model.names import folded
from checker.model.place import Problem
from checker.model.rule import Quantity
from checker.read.pack.draft import Draft, Topic, entries, pairs, scalar, scalars, text, texts
from checker.read.pack.guards import read_guards
from checker.read.pack.reference import Row, Tables, parts
from checker.read.pack.topic_parts import SHEETS
from checker.read.text.nodes import Mapping, Node, Scalar

RESERVED = ("date", "kind", "about", "known", "years", "gap", "default")


def read_units(draft: Draft) -> None:
    """Fills in every spelling of a unit."""
    found: dict[str, Scalar] = {}
    for _, key, value in draft.entries("units"):
        if not key.text.isidentifier():
            draft.tell(key, f'"{key.text}" is no name of a unit', "write one word of letters, digits and _")
        elif definitions.is_known(key.text):
            draft.tell(key, f'"{key.text}" is a unit already', "choose another name, or leave it out")
        elif isinstance(value, Scalar):
            found[key.text] = value
    try:
        known = definitions.atoms({name: node.text for name, node in found.items()})
    except definitions.DefinitionError as error:
        for name, what in error.faults.items():
            draft.tell(found.pop(name), what, 'write a dimension such as "[chip]", or a multiple such as 8 * watt')
        known = definitions.atoms({name: node.text for name, node in found.items()})
    draft.units = {name: UnitAtom(unit.factor, unit.dims) for name, unit in known.items()}


def read_kinds(draft: Draft) -> None:
    """Fills in the kinds of subject."""
    for _, key, value in draft.entries("kinds"):
        draft.kinds[key.text] = value.text if isinstance(value, Scalar) else ""


def read_quantities(draft: Draft) -> None:
    """Fills in quantities and their names."""
    for topic, key, node in draft.entries("quantities"):
        if isinstance(node, Mapping):
            _add_quantity(draft, topic, key, node)


def _add_quantity(draft: Draft, topic: Topic, key: Scalar, node: Mapping) -> None:
    unit = scalar(node, "unit")
    try:
        found = units.convert(unit.text, draft.units)
    except ValueError as error:
        draft.tell(unit, str(error), "write a unit such as USD/chip/hour, or define a new one under units")
        draft.broken.add(key.text)
        return
    _name(draft, key, key.text, node.get("aliases"))
    kinds = _kinds(draft, node, "kinds")
    unbounded = pairs(node.get("unbounded"))
    for kind, _ in unbounded:
        if kind.text not in kinds:
            draft.unknown(kind, f"kind of {key.text}", kind.text, kinds)
    draft.quantities[key.text] = Quantity(
        key.text,
        unit.text,
        found.dims,
        found.factor,
        text(node, "title"),
        texts(node.get("aliases")),
        kinds,
        topic.name,
        _kinds(draft, node, "also"),
        {kind.text: reason.text for kind, reason in unbounded},
        _kinds(draft, node, "periods"),
        text(node, "found_in") == SHEETS,
    )


def _name(draft: Draft, key: Scalar, name: str, aliases: Node | None = None) -> None:
    """Notes a name with its aliases, none of which may stand for anything else."""
    for spelling in (key, *scalars(aliases)):
        if spelling.text in RESERVED:
            draft.tell(spelling, f'"{spelling.text}" has a meaning of its own', "choose another name")
        other = draft.names.setdefault(spelling.text.casefold(), name)
        if other != name:
            draft.tell(spelling, f'"{spelling.text}" already stands for {other}', "choose another name")


def read_attributes(draft: Draft, tables: Tables) -> None:
    """Fills in attributes with their values, from lists or from tables."""
    for topic, key, node in draft.entries("attributes"):
        if not isinstance(node, Mapping):
            continue
        found = _from_table(draft, tables, topic, key, node) if node.get("table") else _from_list(draft, key, node)
        if not found:
            draft.broken.add(key.text)
            continue
        _name(draft, key, key.text)
        _check_attribute(draft, node, found)
        draft.attributes[key.text] = found


def read_explains(draft: Draft) -> None:
    """Adds to attributes, once all are known, which of their values may be read off figures, and when."""
    for _, key, node in draft.entries("attributes"):
        if key.text in draft.attributes and isinstance(node, Mapping) and isinstance(node.get("explains"), Mapping):
            found = {
                value.text: {level.text: read_guards(draft, guard, conditions=True) for level, guard in entries(levels)}
                for value, levels in entries(node.get("explains"))
            }
            draft.attributes[key.text] = replace(draft.attributes[key.text], explains=found)


def _from_list(draft: Draft, key: Scalar, node: Mapping) -> Attribute:
    values = texts(node.get("values"))
    aliases = {folded(value): value for value in values}
    given = node.get("aliases")
    for value, spellings in given.entries if isinstance(given, Mapping) else ():
        if value.text not in values:
            draft.unknown(value, "value", value.text, values)
        for spelling in scalars(spellings):
            other = aliases.setdefault(folded(spelling.text), value.text)
            if other != value.text:
                draft.tell(spelling, f'"{spelling.text}" already stands for {other}', "leave it out")
    return _attribute(draft, key, node, values, aliases, {})


def _from_table(draft: Draft, tables: Tables, topic: Topic, key: Scalar, node: Mapping) -> Attribute | None:
    path = scalar(node, "table")
    table = tables.get(topic, path, path.text)
    columns = [
        column for name in ("id", "aliases", "since", "families", "stated") for column in scalars(node.get(name))
    ]
    if not table or not tables.have(table, columns):
        return None
    name, since = text(node, "id"), text(node, "since")
    values = tuple(dict.fromkeys(row.cells[name].strip() for row in table.rows if row.cells[name].strip()))
    aliases = {folded(value): value for value in values}
    days = {}
    draft.cells[key.text] = [(row.cells[name].strip(), row.cells) for row in table.rows]
    for row in table.rows:
        value = row.cells[name].strip()
        if text(node, "aliases"):
            draft.problems += _row_aliases(row, text(node, "aliases"), value, aliases)
        first = tables.days(row, since) if since else None
        if first:
            days[value] = first[0]
    found = _attribute(draft, key, node, values, aliases, days)
    outside = {what.text: tuple(map(plainly, texts(words))) for what, words in entries(node.get("outside"))}
    stated = text(node, "stated")
    rarer = {row.cells[name].strip(): "none" for row in table.rows if stated and row.cells[stated].strip()}
    families = _families(draft, table.rows, node, name, aliases)
    return replace(found, families=families, outside=outside, silent=_silent(draft, node), rarer=rarer | found.rarer)


def _silent(draft: Draft, node: Mapping) -> tuple[str, ...]:
    """The quantities of which nothing usual is known of what no table has."""
    for name in scalars(node.get("silent")):
        if name.text not in draft.quantities:
            draft.unknown(name, "quantity", name.text, draft.quantities)
    return texts(node.get("silent"))


def _families(
    draft: Draft, rows: list[Row], node: Mapping, name: str, aliases: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """Each family that a column names, with its values; none may have the name of a value."""
    column = text(node, "families")
    found: dict[str, list[str]] = {}
    for row in rows:
        for family in parts(row.cells[column]) if column else ():
            other = aliases.get(folded(family))
            if other:
                what = f'the family "{family}" has the name of {other}'
                draft.problems.append(row.problem(column, what, "name one of them otherwise"))
            found.setdefault(family, []).append(row.cells[name].strip())
    return {family: tuple(dict.fromkeys(values)) for family, values in found.items()}


def _row_aliases(row: Row, column: str, value: str, aliases: dict[str, str]) -> list[Problem]:
    found = []
    for spelling in parts(row.cells[column]):
        other = aliases.setdefault(folded(spelling), value)
        if other != value:
            found.append(row.problem(column, f'"{spelling}" already stands for {other}', "leave it out"))
    return found


def _attribute(
    draft: Draft, key: Scalar, node: Mapping, values: tuple[str, ...], aliases: dict[str, str], since: dict[str, int]
) -> Attribute:
    entailed = []
    for value, comparison in pairs(node.get("entailed")):
        smaller, _, larger = comparison.text.partition(" < ")
        for name in (smaller, larger):
            if name not in draft.quantities:
                draft.unknown(comparison, "quantity", name, draft.quantities)
        entailed.append(Entailment(value.text, smaller, larger))
    return Attribute(
        key.text,
        values,
        text(node, "title"),
        aliases,
        text(node, "usual"),
        text(node, "others"),
        tuple(entailed),
        {value.text: words.text for value, words in pairs(node.get("says"))},
        since,
        {value.text: level.text for value, level in pairs(node.get("rarer"))},
        _kinds(draft, node, "kinds"),
    )


def _kinds(draft: Draft, node: Mapping, key: str) -> tuple[str, ...]:
    """The kinds of subject under a key."""
    for kind in scalars(node.get(key)):
        if kind.text not in draft.kinds:
            draft.unknown(kind, "kind", kind.text, draft.kinds)
    return texts(node.get(key))


def _check_attribute(draft: Draft, node: Mapping, attribute: Attribute) -> None:
    """Notes values that the attribute has not, and a usual value without a level for the others."""
    usual = node.get("usual")
    named = [usual] if isinstance(usual, Scalar) else []
    named += [value for key in ("says", "entailed", "rarer") for value, _ in pairs(node.get(key))]
    named += [value for value, _ in entries(node.get("explains"))]
    for value in named:
        if value.text not in attribute.values:
            draft.unknown(value, "value", value.text, attribute.values)
    if bool(attribute.usual) != bool(attribute.others):
        missing = "others" if attribute.usual else "usual"
        instead = "write others: accepted or others: limit" if attribute.usual else "name the usual value"
        draft.tell(node, f'"usual" and "others" go together; "{missing}" is missing', instead)
