"""Assumptions: the range of a quantity that nobody claimed, by context, and how many published values lie inside it."""

from collections import Counter

from checker.maths.interval import ANY, Span, inside, log
from checker.model.place import Place
from checker.model.rule import LEVELS, Observed, Prior, Quantity
from checker.model.rule import Row as Range
from checker.read.draft import Draft, Topic, scalar, sources, text, texts
from checker.read.guards import read_excuses, read_guards, read_range
from checker.read.nodes import Mapping, Scalar
from checker.read.reference import Row, Tables, cites
from checker.read.relations import check_nested

SLACK = 1e-9
"""A published value on a range's end lies inside it, however its logarithm was rounded."""
SIGNS = (">=", "<=", ">", "<")


def read_assumptions(draft: Draft, tables: Tables, seen: dict[str, Place]) -> None:
    """Adds the assumptions to the priors; `seen` holds the ids of other rules."""
    for topic, node in draft.items("assumptions"):
        name, before = scalar(node, "id"), len(draft.problems)
        prior = _assumption(draft, tables, topic, node)
        if prior and len(draft.problems) == before and draft.is_new(name, name.text, seen):
            draft.priors[prior.id] = prior
        else:
            draft.broken.add(name.text)


def _assumption(draft: Draft, tables: Tables, topic: Topic, node: Mapping) -> Prior | None:
    quantity = find_quantity(draft, scalar(node, "quantity"))
    guards = read_guards(draft, node.get("when"), conditions=True)
    row = _row(draft, node, quantity) if quantity else None
    if not quantity or not row:
        return None
    return Prior(
        text(node, "id"),
        quantity.id,
        topic.name,
        "assumed",
        guards,
        (row,),
        text(node, "brief"),
        text(node, "why"),
        read_excuses(draft, node.get("wrong_when")),
        sources(node.get("sources")),
        node.place,
        observed=_observed(draft, tables, topic, node.get("observed"), row.spans),
    )


def find_quantity(draft: Draft, node: Scalar) -> Quantity | None:
    """The quantity of a name or alias; None and a problem where there is none."""
    found = draft.quantities.get(draft.names.get(node.text.casefold(), node.text))
    if not found:
        draft.unknown(node, "quantity", node.text, draft.quantities)
    return found


def _row(draft: Draft, node: Mapping, quantity: Quantity) -> Range | None:
    spans: dict[str, Span] = {}
    for level in LEVELS:
        given = scalar(node, level)
        span = ANY if given.text == "any" else read_range(draft, given, quantity)
        if span:
            spans[level] = span
    if len(spans) < len(LEVELS):
        return None
    check_nested(draft, node, spans)
    given_best = node.get("best")
    found = read_range(draft, given_best, quantity) if given_best else None
    if given_best and found and not inside(found, spans["typical"]):
        draft.tell(given_best, "best is not within typical", "write a figure within it")
    best = (found[0] + found[1]) / 2 if found else None
    return Range({**spans, "best": spans["typical"] if best is None else (best, best)}, best)


def _observed(draft: Draft, tables: Tables, topic: Topic, node: object, spans: dict[str, Span]) -> Observed | None:
    """The count of a table's figures, in the quantity's own unit, that lie inside the range."""
    if not isinstance(node, Mapping):
        return None
    path, column = scalar(node, "table"), scalar(node, "column")
    where = _where(node)
    table = tables.get(topic, path, path.text)
    if not table or not tables.have(table, [column, *where]):
        return None
    if not cites(table):
        draft.tell(path, f"not each row of {path.text} has a source", "add the columns source and evidence to it")
        return None
    found = [(row, tables.number(row, column.text)) for row in table.rows if _counts(row, where)]
    values = [(row, log(figure)) for row, figure in found if figure is not None]
    if not values:
        draft.tell(
            column, f"no row of {path.text} has such a figure", "name another column, or ask for less under where"
        )
        return None
    within = {level: sum(_lies_in(value, spans[level]) for _, value in values) for level in LEVELS}
    most = Counter(row.cells["source"].strip() for row, _ in values).most_common(1)[0][0]
    return Observed(len(values), within["typical"], within["accepted"], most)


def _where(node: Mapping) -> dict[Scalar, tuple[str, ...]]:
    """Each column under `where` with the texts it is held against."""
    where = node.get("where")
    return {key: texts(value) for key, value in where.entries} if isinstance(where, Mapping) else {}


def _lies_in(value: float, span: Span) -> bool:
    return span[0] - SLACK <= value <= span[1] + SLACK


def _counts(row: Row, where: dict[Scalar, tuple[str, ...]]) -> bool:
    return all(_fits(row.cells[column.text].strip(), wanted) for column, wanted in where.items())


def _fits(cell: str, wanted: tuple[str, ...]) -> bool:
    """Whether a cell is one of the texts, or keeps within the bounds of the only one: ">= 1e24", "2018 to 2020"."""
    bounds = _bounds(wanted[0]) if len(wanted) == 1 else ()
    return cell != "" and all(_holds(cell, sign, bound) for sign, bound in bounds) if bounds else cell in wanted


def _bounds(text: str) -> tuple[tuple[str, str], ...]:
    low, _, high = text.partition(" to ")
    if high:
        return (">=", low), ("<=", high)
    sign = next((sign for sign in SIGNS if text.startswith(sign)), "")
    return ((sign, text.removeprefix(sign).strip()),) if sign else ()


def _holds(cell: str, sign: str, bound: str) -> bool:
    """By number; dates and other texts by as many letters as the bound has, so that 2020-05 is not past 2020."""
    try:
        order = (float(cell) > float(bound)) - (float(cell) < float(bound))
    except ValueError:
        start = cell[: len(bound)]
        order = (start > bound) - (start < bound)
    return {">": order > 0, "<": order < 0, ">=": order >= 0, "<=": order <= 0}[sign]
