"""Sets of an attribute's values, told by the columns of its table: {has: fp8}, {family: Hopper}."""

from checker.read.pack.draft import Draft, scalars
from checker.read.pack.reference import parts
from checker.read.text.nodes import Mapping, Scalar

HAS, LACKS = "has", "lacks"


def value_set(draft: Draft, node: Mapping, name: str) -> tuple[str, ...]:
    """The values for which all conditions hold, in the order of the table; a set without any is a problem."""
    rows = draft.cells.get(name)
    if rows is None:
        instead = f"write one of them, or a list of them: {', '.join(draft.attributes[name].values)}"
        draft.tell(node, f"{name} has no table whose columns could tell its values apart", instead)
        return ()
    before, header = len(draft.problems), list(rows[0][1]) if rows else []
    found = set(draft.attributes[name].values)
    for key, value in node.entries:
        for column in scalars(value) if key.text in (HAS, LACKS) else (key,):
            if column.text not in header:
                draft.unknown(column, "column", column.text, [*header, HAS, LACKS])
        wanted = tuple(item.text for item in scalars(value))
        found &= _with(rows, key, wanted)
    if not found and len(draft.problems) == before:
        draft.tell(node, f"no {name} is such", "correct the columns or their cells")
    return tuple(value for value in draft.attributes[name].values if value in found)


def _with(rows: list[tuple[str, dict[str, str]]], key: Scalar, wanted: tuple[str, ...]) -> set[str]:
    """Values of which some row has a cell in each wanted column, or none has, or has one of the wanted cells."""
    if key.text in (HAS, LACKS):
        having = [{value for value, cells in rows if cells.get(column, "").strip()} for column in wanted]
        every = {value for value, _ in rows}
        return every.intersection(*having) if key.text == HAS else every.difference(*having)
    return {value for value, cells in rows if {*parts(cells.get(key.text, ""))} & {*wanted}}
