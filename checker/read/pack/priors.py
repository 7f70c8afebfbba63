"""Assumptions: the range of a quantity that nobody claimed, by context, and how many published values lie inside it."""

from collections import Counter

from checker.maths.interval import ANY, Span, inside, log
from checker.model.beside import Observed
from checker.model.place import Place
from checker.model.rule import LEVELS, Prior, Quantity, Rows
from checker.model.rule import Row as Range
from checker.read.pack.draft import Draft, Topic, scalar, sources, text
from checker.read.pack.guards import read_excuses, read_guards, read_range
from checker.read.pack.reference import Tables, cited, cites
from checker.read.pack.relations import SLOT, check_nested
from checker.read.pack.where import counts, where_of
from checker.read.text.nodes import Mapping, Scalar

SLACK = 1e-9
"""A published value on a range's end lies inside it, however its logarithm was rounded."""


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
        Rows((row,)),
        text(node, "brief"),
        text(node, "why"),
        read_excuses(draft, node.get("wrong_when")),
        sources(node.get("sources")),
        node.place,
        observed=_observed(draft, tables, topic, node.get("observed"), row.spans),
        misses=_misses(draft, node),
    )


def _misses(draft: Draft, node: Mapping) -> str:
    """How the assumption says by how much it is broken: the gap alone is known of it."""
    given = node.get("misses")
    if not isinstance(given, Scalar):
        return ""
    for slot in SLOT.findall(given.text):
        if slot != "gap":
            draft.unknown(given, "slot", slot, ["gap"])
    return given.text


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
    where = where_of(node)
    table = tables.get(topic, path, path.text)
    if not table or not tables.have(table, [column, *where]):
        return None
    if not cites(table):
        draft.tell(path, f"not each row of {path.text} has a source", "add the columns source and evidence to it")
        return None
    found = [(row, tables.number(row, column.text)) for row in table.rows if counts(row, where)]
    values = [(row, log(figure)) for row, figure in found if figure is not None]
    if not values:
        draft.tell(
            column, f"no row of {path.text} has such a figure", "name another column, or ask for less under where"
        )
        return None
    within = {level: sum(_lies_in(value, spans[level]) for _, value in values) for level in LEVELS}
    most = Counter(row.cells["source"].strip() for row, _ in values).most_common(1)[0][0]
    return Observed(len(values), within["typical"], within["accepted"], cited(most, "data").title)


def _lies_in(value: float, span: Span) -> bool:
    return span[0] - SLACK <= value <= span[1] + SLACK
