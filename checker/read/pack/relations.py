"""Relations: formulas with tolerances, and the sentences that tell them."""

import re
from itertools import pairwise

from msgspec.structs import replace

from checker.maths.formula import Formula, FormulaError, Monomial, Names, parse
from checker.maths.interval import OPEN, Span, inside, log
from checker.model.guard import Guard
from checker.model.place import Place
from checker.model.product import Power, Product
from checker.model.rule import LEVELS, Relation
from checker.read.pack.draft import Draft, Topic, pairs, scalar, sources, text, texts
from checker.read.pack.guards import read_excuses, read_guards
from checker.read.text.nodes import Mapping, Node, Scalar, Sequence

SLOT = re.compile(r"\{([^{}:]*)(?::\w+)?\}")
"""A place for a figure in a sentence; what follows a colon says how to put it."""
EXACT: dict[str, Span] = {"=": (0.0, 0.0), "<=": (-OPEN, 0.0), ">=": (0.0, OPEN)}
FORMULA = "write a formula such as training_cost = chip_hours * chip_hour_price"
Spans = dict[str, Span]


def read_relations(draft: Draft, seen: dict[str, Place]) -> None:
    """Fills in the relations; `seen` gathers the ids of rules."""
    for topic, node in draft.items("relations"):
        name, before = scalar(node, "id"), len(draft.problems)
        relation = _relation(draft, topic, node)
        if relation and len(draft.problems) == before and draft.is_new(name, name.text, seen):
            draft.relations[relation.id] = relation
        else:
            draft.broken.add(name.text)


def _relation(draft: Draft, topic: Topic, node: Mapping) -> Relation | None:
    formula = _formula(draft, scalar(node, "formula"))
    guards = read_guards(draft, node.get("when"), conditions=False)
    if not formula:
        return None
    spans = {**read_tolerance(draft, node.get("tolerance"), formula.sense), "best": EXACT[formula.sense]}
    return Relation(
        text(node, "id"),
        topic.name,
        text(node, "formula"),
        formula.sense,
        _product(formula.left),
        tuple(map(_product, formula.right)),
        spans,
        tuple(_with_links(guard, formula) for guard in guards),
        _says(draft, node, formula),
        text(node, "misses"),
        text(node, "why"),
        read_excuses(draft, node.get("wrong_when")),
        sources(node.get("sources")),
        node.place,
    )


def _formula(draft: Draft, node: Scalar) -> Formula | None:
    try:
        return parse(node.text, Names(draft.quantities, draft.links, draft.units))
    except FormulaError as error:
        if not draft.broken & {*re.findall(r"\w+", node.text)}:
            quoted = 0 if node.plain else 1
            place = Place(node.place.file, node.place.line, node.place.column + error.offset + quoted)
            what, _, meant = str(error).partition("; did you mean ")
            instead = f"did you mean {meant}" if meant else error.instead or FORMULA
            draft.tell(place, what, instead)
    return None


def _product(side: Monomial) -> Product:
    return Product(tuple(Power(term.name, term.exponent, term.years) for term in side.terms), side.constant)


def _with_links(guard: Guard, formula: Formula) -> Guard:
    """The guard with the links that its formula speaks of."""
    dated = [end for side in formula.right for term in side.terms for end in term.years or ()]
    used = [name.partition(".")[0] for name in (*formula.names, *dated) if "." in name]
    links = tuple(dict.fromkeys((*guard.links, *used)))
    return replace(guard, links=links)


def read_tolerance(draft: Draft, node: Node | None, sense: str = "=") -> Spans:
    """Level → range of left / right; a factor stands for either way, two numbers for the ratio's ends."""
    if not isinstance(node, Mapping):
        return dict.fromkeys(LEVELS, (0.0, 0.0))
    found = {level: _tolerance(draft, node.get(level), sense) for level in LEVELS}
    spans = {level: span for level, span in found.items() if span}
    check_nested(draft, node, spans)
    return spans


def _tolerance(draft: Draft, node: Node | None, sense: str) -> Span | None:
    if isinstance(node, Sequence):
        low, high = (log(float(item)) for item in texts(node))
        if low <= high:
            return low, high
        draft.tell(node, "the first number is above the second", "write the lower one first")
        return None
    factor = log(float(node.text)) if isinstance(node, Scalar) else 0.0
    if node and factor < 0:
        draft.tell(node, "a tolerance below 1 allows nothing", "write a factor such as 1.05, or [low, high]")
        return None
    return -OPEN if sense == "<=" else 0.0 - factor, OPEN if sense == ">=" else factor


def check_nested(draft: Draft, node: Node, spans: Spans) -> None:
    """Notes a level that reaches beyond the next one."""
    for inner, outer in pairwise(LEVELS):
        if inner in spans and outer in spans and not inside(spans[inner], spans[outer]):
            where = node.get(outer) if isinstance(node, Mapping) else None
            draft.tell(where or node, f"{inner} reaches beyond {outer}", f"make {outer} at least as wide as {inner}")


def _says(draft: Draft, node: Mapping, formula: Formula) -> dict[str, str]:
    """Quantity found → sentence, with "" for all others; slots are the formula's quantities."""
    given = node.get("says")
    sentences = ((given, given),) if isinstance(given, Scalar) else pairs(given)
    found = {}
    for key, sentence in sentences:
        name = "" if key is sentence or key.text == "default" else key.text
        if name and name not in formula.names:
            draft.unknown(key, "quantity of this formula", name, formula.names)
        _check_slots(draft, sentence, formula)
        found[name] = sentence.text
    misses = node.get("misses")
    if isinstance(misses, Scalar):
        _check_slots(draft, misses, formula)
    return found


def _check_slots(draft: Draft, sentence: Scalar, formula: Formula) -> None:
    """Notes slots that nothing fills: all but the formula's quantities, their rows' names and dates, date and gap."""
    links = {name.partition(".")[0] for name in formula.names if "." in name}
    rows = [f"{name}.{part}" for name in (*formula.names, *links) for part in ("name", "date")]
    for slot in SLOT.findall(sentence.text):
        known = [*formula.names, *rows, "bound", "date", "gap"]
        if slot not in known:
            draft.unknown(sentence, "slot", slot, known)
