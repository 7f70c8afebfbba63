"""Links, and the known subjects of reference tables that they may name."""

from checker.maths.interval import OPEN, Span, log
from checker.model.known import KnownSubject, LinkKind, Subjects
from checker.model.source import Source
from checker.read.pack.draft import Draft, Topic, scalars, text, texts
from checker.read.pack.names import RESERVED
from checker.read.pack.reference import Row, Table, Tables, cites
from checker.read.text.nodes import Mapping, Node, Scalar, Sequence

Columns = dict[str, tuple[str, ...]]


def read_links(draft: Draft, tables: Tables) -> None:
    """Fills in the kinds of link."""
    for topic, key, node in draft.entries("links"):
        if not isinstance(node, Mapping):
            continue
        if key.text in draft.names or key.text in RESERVED:
            draft.tell(key, f'"{key.text}" already has a meaning', "choose another name")
            continue
        columns = _columns(draft, node.get("quantities"))
        subjects = _subjects(draft, tables, topic, node, columns)
        draft.links[key.text] = LinkKind(key.text, text(node, "title"), Subjects(subjects), tuple(columns))


def _columns(draft: Draft, node: Node | None) -> Columns:
    """Quantity handed over → its columns in the table; none where the link has no table."""
    found: Columns = {}
    given: tuple[tuple[Scalar, Node | None], ...] = ()
    if isinstance(node, Sequence):
        given = tuple((item, None) for item in scalars(node))
    elif isinstance(node, Mapping):
        given = node.entries
    for key, columns in given:
        if key.text not in draft.quantities:
            draft.unknown(key, "quantity", key.text, draft.quantities)
        else:
            found[key.text] = texts(columns)
    return found


def _subjects(draft: Draft, tables: Tables, topic: Topic, node: Mapping, columns: Columns) -> tuple[KnownSubject, ...]:
    path = node.get("table")
    if not isinstance(path, Scalar):
        return ()
    missing = [key for key in ("id", "date") if not node.get(key)]
    for key in missing:
        draft.tell(node, f'a link with a table needs "{key}"', f"name the column under {key}")
    table = tables.get(topic, path, path.text)
    named = [column for key in ("id", "name", "aliases", "date") for column in scalars(node.get(key))]
    quantities = node.get("quantities")
    for _, value in quantities.entries if isinstance(quantities, Mapping) else ():
        named += scalars(value)
    if not table or not tables.have(table, named) or missing:
        return ()
    return tuple(filter(None, (_subject(tables, node, table, row, columns) for row in table.rows)))


def _subject(tables: Tables, node: Mapping, table: Table, row: Row, columns: Columns) -> KnownSubject | None:
    days = tables.days(row, text(node, "date"))
    source = tables.source(row) if cites(table) else Source("")
    name = row.cells[text(node, "id")].strip()
    if not days or not source or not name:
        return None
    title, aliases = text(node, "name"), text(node, "aliases")
    spans, bests = {}, {}
    for quantity, names in columns.items():
        span, best = _figures(tables, row, names)
        if span:
            spans[quantity] = span
        if best is not None:
            bests[quantity] = best
    also = tuple(filter(None, map(str.strip, row.cells[aliases].split(";")))) if aliases else ()
    return KnownSubject(name, row.cells[title] if title else name, also, days[1], spans, bests, source)


def _figures(tables: Tables, row: Row, columns: tuple[str, ...]) -> tuple[Span | None, float | None]:
    """The range and the best figure from columns low, best and high, or low and high, or one alone."""
    ends = [tables.number(row, column) for column in columns]
    known = [log(end) for end in ends if end is not None]
    if not known:
        return None, None
    low, high = ends[0], ends[-1]
    span = (-OPEN if low is None else log(low), OPEN if high is None else log(high))
    if span[0] > span[1]:
        tables.draft.problems.append(row.problem(columns[0], "the low figure is above the high one", "swap the two"))
    middle = ends[1] if len(ends) == 3 else low if len(ends) == 1 else None
    return span, None if middle is None else log(middle)
