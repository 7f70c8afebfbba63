"""Usages: what was in use by size and date, for claims that don't name it."""

from checker.maths.dates import YEAR
from checker.model.names import folded
from checker.model.place import Place
from checker.model.rule import LEVELS, Usage
from checker.read.pack.draft import Draft, Topic, pairs, scalar, scalars, sources, text
from checker.read.pack.guards import read_excuses, read_guards
from checker.read.pack.numbers import within
from checker.read.pack.reference import Row, Table, Tables, parts
from checker.read.pack.where import counts, where_of
from checker.read.text.nodes import Mapping, Scalar

YEARS = (0, 1000)
"""So many years of use at most are reckoned with."""


def read_usages(draft: Draft, tables: Tables, seen: dict[str, Place]) -> dict[str, Usage]:
    """The usages by id, in the order of the files; `seen` holds the ids of other rules."""
    found = {}
    for topic, node in draft.items("usages"):
        name, before = scalar(node, "id"), len(draft.problems)
        usage = _usage(draft, tables, topic, node)
        if usage and len(draft.problems) == before and draft.is_new(name, name.text, seen):
            found[usage.id] = usage
    return found


def _usage(draft: Draft, tables: Tables, topic: Topic, node: Mapping) -> Usage | None:
    path, attribute = scalar(node, "table"), scalar(node, "attribute")
    if attribute.text not in draft.attributes:
        draft.unknown(attribute, "attribute", attribute.text, draft.attributes)
        return None
    table, where = tables.get(topic, path, path.text), where_of(node)
    if not table or not tables.have(table, [scalar(node, "values"), scalar(node, "date"), *where]):
        return None
    uses = _uses(draft, tables, node, table, where)
    if not uses:
        draft.tell(path, f"no row of {path.text} is such a use", "ask for less under where, or fill in the column")
    return Usage(
        text(node, "id"),
        topic.name,
        attribute.text,
        _quantities(draft, node),
        read_guards(draft, node.get("when"), conditions=True),
        tuple(sorted(uses)),
        _within(draft, node),
        _ahead(draft, node),
        text(node, "brief"),
        text(node, "why"),
        read_excuses(draft, node.get("wrong_when")),
        sources(node.get("sources")),
        node.place,
    )


def _quantities(draft: Draft, node: Mapping) -> tuple[str, ...]:
    for item in scalars(node.get("quantities")):
        if item.text not in draft.quantities:
            draft.unknown(item, "quantity", item.text, draft.quantities)
    return tuple(item.text for item in scalars(node.get("quantities")))


def _within(draft: Draft, node: Mapping) -> dict[str, int]:
    """Level → days; the number of years that each level is given."""
    for level, _ in pairs(node.get("within")):
        if level.text not in LEVELS:
            draft.unknown(level, "level", level.text, LEVELS)
    given = pairs(node.get("within"))
    sound = within(draft, given, "number of years", YEARS, "such as 3")
    return {level.text: round(float(years.text) * YEAR) for level, years in given} if sound else {}


def _ahead(draft: Draft, node: Mapping) -> int:
    """By how many days a use may come before the first that is known."""
    given = [(years, years) for years in scalars(node.get("ahead"))]
    sound = within(draft, given, "number of years", YEARS, "such as 0.5")
    return round(float(text(node, "ahead", "0")) * YEAR) if sound else 0


def _uses(
    draft: Draft, tables: Tables, node: Mapping, table: Table, where: dict[Scalar, tuple[str, ...]]
) -> set[tuple[int, str]]:
    found = set()
    for row in (row for row in table.rows if counts(row, where)):
        days = tables.days(row, text(node, "date"))
        found |= {(days[0], value) for value in _values(draft, node, row)} if days else set()
    return found


def _values(draft: Draft, node: Mapping, row: Row) -> list[str]:
    attribute, column = draft.attributes[text(node, "attribute")], text(node, "values")
    names = parts(row.cells[column])
    for name in names:
        if folded(name) not in attribute.aliases:
            what = f'unknown {attribute.title or attribute.id} "{name}"'
            draft.problems.append(row.problem(column, what, f"add it to {attribute.id}, or correct it"))
    return [attribute.aliases.get(folded(name), name) for name in names]
