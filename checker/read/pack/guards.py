"""When a rule applies: the conditions under `when`, and which of two guards is the narrower."""

import re

from checker.maths import dates
from checker.maths.interval import Span
from checker.model.attribute import OUTSIDE
from checker.model.guard import Condition, Guard
from checker.model.names import folded
from checker.model.rule import Excuse, Quantity
from checker.read.figures.value import BadValue, read_figure
from checker.read.pack.draft import Draft, scalars, text
from checker.read.pack.numbers import within
from checker.read.pack.sets import value_set
from checker.read.text.nodes import Mapping, Node, Scalar, Sequence

LAST_DAY = 9_999_999
ALWAYS = (Guard(),)
UNSTATED = "unstated"
"""Stands in place of a value where a claim must say nothing of an attribute."""
REACH = (1.0, 1e6)
"""A case explains a factor within these: below the first it would explain nothing, beyond the last anything."""
DATES = re.compile(r"(>=|<=|>|<)?\s*(\S+)(?:\s+to\s+(\S+))?")


def read_guards(draft: Draft, node: Node | None, conditions: bool) -> tuple[Guard, ...]:
    """The guards under `when`, of which any one suffices; `conditions` says whether they may ask for a quantity."""
    items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    return tuple(_guard(draft, item, conditions) for item in items if isinstance(item, Mapping)) or ALWAYS


def read_excuses(draft: Draft, node: Node | None) -> tuple[Excuse, ...]:
    """The cases under `wrong_when`: a text, or a mapping that says which side it excuses and of what it can be so."""
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(
        Excuse(item.text) if isinstance(item, Scalar) else _excuse(draft, item)
        for item in items
        if isinstance(item, (Scalar, Mapping))
    )


def _excuse(draft: Draft, node: Mapping) -> Excuse:
    when = node.get("when")
    side = next(side for side in ("high", "low", "either") if node.get(side))
    guards = read_guards(draft, when, conditions=True) if when else ()
    least, most = (_factor(draft, node.get(key)) for key in ("from", "up_to"))
    if least and most and least > most:
        draft.tell(node, f"it explains from {least:g}x and up to {most:g}x", "write the smaller factor under from")
    return Excuse(text(node, side), "" if side == "either" else side, guards, most, least)


def _factor(draft: Draft, given: Node | None) -> float:
    """A factor that a case explains; 0 where nothing is said, or what makes no sense."""
    if not isinstance(given, Scalar) or not within(draft, [(given, given)], "factor", REACH, "as much as it explains"):
        return 0.0
    return float(given.text)


def _guard(draft: Draft, node: Mapping, conditions: bool) -> Guard:
    kinds: tuple[str, ...] = ()
    days = (0, LAST_DAY)
    attributes: dict[str, tuple[str, ...]] = {}
    links, wanted, unstated = [], [], []
    figures: dict[str, tuple[str, ...]] = {"claimed": (), "unclaimed": ()}
    for key, value in node.entries:
        name = draft.names.get(key.text.casefold(), key.text)
        if key.text == "kind":
            kinds = _known(draft, value, "kind", draft.kinds)
        elif key.text == "date":
            days = _days(draft, value)
        elif key.text in figures:
            figures[key.text] = _quantities(draft, value)
        elif name in draft.attributes and isinstance(value, Scalar) and value.text == UNSTATED:
            unstated.append(name)
        elif name in draft.attributes:
            attributes[name] = _values(draft, value, name)
        elif key.text in draft.links:
            links += _link(draft, key, value)
        elif name in draft.quantities:
            wanted += _condition(draft, key, value, draft.quantities[name], conditions)
        else:
            known = ["kind", "date", *figures, *draft.attributes, *draft.links, *draft.quantities]
            draft.unknown(key, "condition", key.text, known)
    return Guard(kinds, attributes, tuple(links), days, tuple(wanted), **figures, unstated=tuple(unstated))


def _known(draft: Draft, node: Node, what: str, known: dict[str, str]) -> tuple[str, ...]:
    for item in scalars(node):
        if item.text not in known:
            draft.unknown(item, what, item.text, known)
    return tuple(item.text for item in scalars(node))


def _quantities(draft: Draft, node: Node) -> tuple[str, ...]:
    """The ids of the quantities named, in whatever words."""
    named = [(item, draft.names.get(item.text.casefold(), item.text)) for item in scalars(node)]
    for item, name in named:
        if name not in draft.quantities:
            draft.unknown(item, "quantity", item.text, draft.quantities)
    return tuple(sorted(name for _, name in named))


def _values(draft: Draft, node: Node, name: str) -> tuple[str, ...]:
    if isinstance(node, Mapping):
        return value_set(draft, node, name)
    if isinstance(node, Scalar) and node.text == OUTSIDE and draft.attributes[name].outside:
        return (OUTSIDE,)
    aliases = draft.attributes[name].aliases
    for item in scalars(node):
        if folded(item.text) not in aliases:
            draft.unknown(item, name, item.text, draft.attributes[name].values)
    return tuple(aliases.get(folded(item.text), item.text) for item in scalars(node))


def _link(draft: Draft, key: Scalar, node: Node) -> list[str]:
    if not isinstance(node, Scalar) or node.text != "true":
        draft.tell(node, "a link can only be asked for, not compared", f"write {key.text}: true")
    return [key.text]


def _days(draft: Draft, node: Node) -> tuple[int, int]:
    match = DATES.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
    if not match or (match[1] and match[3]):
        draft.tell(node, "this is no range of dates", 'write "2023-01 to 2024-12", ">= 2023" or "< 2024"')
        return 0, LAST_DAY
    try:
        first, last = dates.days(match[2])
        end = dates.days(match[3])[1] if match[3] else last
    except ValueError as error:
        draft.tell_date(node, error)
        return 0, LAST_DAY
    if end < first:
        draft.tell(node, "the range of dates ends before it begins", "write the earlier date first")
    bounds = {">=": (first, LAST_DAY), ">": (last + 1, LAST_DAY), "<=": (0, last), "<": (0, first - 1)}
    return bounds.get(match[1], (first, end))


def _condition(draft: Draft, key: Scalar, node: Node, quantity: Quantity, allowed: bool) -> list[Condition]:
    if not allowed:
        what = f"a relation can't wait for {key.text}: only assumptions and lookups may"
        draft.tell(key, what, "name kinds, dates, attributes or links")
        return []
    span = read_range(draft, node, quantity)
    return [Condition(quantity.id, span, node.text)] if span and isinstance(node, Scalar) else []


def read_range(draft: Draft, node: Node, quantity: Quantity) -> Span | None:
    """The exact range of a text, such as "<= 6 months"; None and a problem where it has none."""
    if not isinstance(node, Scalar):
        draft.tell(node, f"{quantity.id} takes one range", 'write ">= 10K" or 0.3-0.5')
        return None
    try:
        return read_figure(node.text, quantity, draft.units, draft.attributes.get("hardware"), exact=True).span
    except BadValue as error:
        draft.tell(node, error.what, error.instead)
        return None
