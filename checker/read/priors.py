"""Assumptions: the range of a quantity that nobody claimed, by context."""

from checker.maths.interval import ANY, Span, inside
from checker.model.place import Place
from checker.model.rule import LEVELS, Prior, Quantity
from checker.model.rule import Row as Range
from checker.read.draft import Draft, Topic, scalar, sources, text, texts
from checker.read.guards import read_guards, read_range
from checker.read.nodes import Mapping, Scalar
from checker.read.relations import check_nested


def read_assumptions(draft: Draft, seen: dict[str, Place]) -> None:
    """Adds the assumptions to the priors; `seen` holds the ids of other rules."""
    for topic, node in draft.items("assumptions"):
        name, before = scalar(node, "id"), len(draft.problems)
        prior = _assumption(draft, topic, node)
        if prior and len(draft.problems) == before and draft.is_new(name, name.text, seen):
            draft.priors[prior.id] = prior
        else:
            draft.broken.add(name.text)


def _assumption(draft: Draft, topic: Topic, node: Mapping) -> Prior | None:
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
        texts(node.get("wrong_when")),
        sources(node.get("sources")),
        node.place,
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
