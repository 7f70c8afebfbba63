"""What stands beside the rules: readings, slips, landmarks, largest known figures, rare things at once, examples."""

from msgspec.structs import replace

from checker.maths.dates import days
from checker.maths.interval import LEAST, MOST, Span, log
from checker.model.beside import Example, Reading, Slip
from checker.model.names import folded
from checker.model.rule import Landmark, Largest, Quantity
from checker.model.source import Source
from checker.read.pack.draft import Draft, pairs, scalar, scalars, source, text, texts
from checker.read.pack.guards import read_guards, read_range
from checker.read.pack.numbers import within
from checker.read.pack.priors import find_quantity
from checker.read.pack.reference import NUMBER, number_in
from checker.read.text.nodes import Mapping, Scalar
from checker.read.text.words import listed

SIZES, OTHER = ("{meant}", "{given}"), "{other}"
"""What a slip may leave open: the sizes meant and given, and another subject's name."""

COUNTS = (1, 1000)
"""So many rare things at once at most are reckoned with."""


def read_readings(draft: Draft) -> tuple[Reading, ...]:
    """What else people mean by the same words, in an order that doesn't hang on where each of them is written."""
    found = []
    for _, node in draft.items("readings"):
        of, as_ = find_quantity(draft, scalar(node, "of")), find_quantity(draft, scalar(node, "as"))
        for kind in (*scalars(node.get("from")), scalar(node, "kind")):
            if kind.text not in draft.kinds:
                draft.unknown(kind, "kind", kind.text, draft.kinds)
        for name in scalars(node.get("keep")):
            if name.text not in ("date", *draft.attributes):
                draft.unknown(name, "attribute", name.text, ["date", *draft.attributes])
        apart = [find_quantity(draft, name) for name in scalars(node.get("apart"))]
        if of and as_ and of.dims != as_.dims:
            what = f"{of.id} is in {of.unit}, {as_.id} in {as_.unit}"
            draft.tell(scalar(node, "as"), what, "a figure can only be read as a quantity of the same unit")
        if of and as_:
            kinds, keep, choices = texts(node.get("from")), texts(node.get("keep")), _choices(draft, node)
            left = tuple(quantity.id for quantity in apart if quantity)
            as_kind, says, side, whose = (text(node, name) for name in ("kind", "says", "side", "whose"))
            guards = read_guards(draft, node.get("when"), conditions=True) if node.get("when") else ()
            found.append(Reading(of.id, kinds, as_.id, as_kind, keep, says, choices, side, left, whose, guards))
    return tuple(sorted(found, key=lambda r: (r.of, r.as_, _usual(draft.quantities[r.as_], r.kind), r.kind, r.says)))


def _usual(quantity: Quantity, kind: str) -> int:
    """How many kinds have a quantity more usually than one has it."""
    kinds = (*quantity.kinds, *quantity.also)
    return kinds.index(kind) if kind in kinds else len(kinds)


def _choices(draft: Draft, node: Mapping) -> dict[str, str]:
    """The values of attributes under which a reading takes its figure."""
    found = {}
    for key, value in pairs(node.get("with")):
        attribute = draft.attributes.get(key.text)
        if attribute is None:
            draft.unknown(key, "attribute", key.text, draft.attributes)
        elif folded(value.text) not in attribute.aliases:
            draft.unknown(value, key.text, value.text, attribute.values)
        else:
            found[key.text] = attribute.aliases[folded(value.text)]
    return found


def read_slips(draft: Draft) -> tuple[Slip, ...]:
    """Known ways to get a figure wrong."""
    found: list[Slip] = []
    for _, node in draft.items("slips"):
        guards = read_guards(draft, node.get("when"), conditions=True) if node.get("when") else ()
        found += [replace(slip, guards=guards) for slip in _slips(draft, node)]
    return tuple(found)


def _slips(draft: Draft, node: Mapping) -> list[Slip]:
    """The slips of one entry, of whatever claims."""
    of, says = find_quantity(draft, scalar(node, "of")), scalar(node, "says")
    if not _is_filled(draft, node, says):
        return []
    if node.get("figure") or node.get("times"):
        return _slips_by_quantity(draft, node, of)
    if isinstance(node.get("factor"), Mapping):
        return _slips_by_column(draft, node, of)
    if not node.get("factor"):
        draft.tell(says, "the slip says no factor", "add factor, times or figure")
        return []
    factor = float(text(node, "factor"))
    if factor == 1 or not LEAST <= factor <= MOST:
        what = "a slip by this factor is none"
        draft.tell(scalar(node, "factor"), what, "write by how much figures come out too large")
        return []
    return [Slip(of.id, log(factor), says.text)] if of else []


def _is_filled(draft: Draft, node: Mapping, says: Scalar) -> bool:
    """Whether all that a slip's words leave open can be filled in; a problem where they hold any other brace.

    Only what is another's figure or cell has another to name, and another's figure has no size mistaken.
    """
    is_cells = isinstance(node.get("factor"), Mapping) and node.get("over") is not None
    slots = (OTHER,) if node.get("figure") else (*SIZES, OTHER) if is_cells else SIZES
    left = says.text
    for slot in slots:
        left = left.replace(slot, "")
    if "{" not in left and "}" not in left:
        return True
    draft.tell(says, f'"{says.text}" holds a brace that nothing fills', f"leave it out, or write {listed(slots)}")
    return False


def _slips_by_quantity(draft: Draft, node: Mapping, of: Quantity | None) -> list[Slip]:
    """A slip whose factor is a claimed quantity, multiplied in or left out, or that is another's known figure."""
    word = "figure" if node.get("figure") else "times"
    other = find_quantity(draft, scalar(node, word))
    power = text(node, "power") or "1"
    if word == "figure" and of and other and of.dims != other.dims:
        what = f"{of.id} is in {of.unit}, {other.id} in {other.unit}"
        draft.tell(scalar(node, word), what, "name a quantity of the same unit")
    elif of and other:
        says = text(node, "says")
        if word == "figure":
            return [Slip(of.id, 0.0, says, figure=other.id, others=texts(node.get("over")))]
        return [Slip(of.id, float(power), says, times=other.id)]
    return []


def _slips_against_others(draft: Draft, node: Mapping, of: Quantity | None, key: Scalar, column: Scalar) -> list[Slip]:
    """Slips whose factor is a value's own cell over that of another value, one for each of those others."""
    cells = reversed(draft.cells[key.text])
    found_in = {value: number_in(row[column.text]) for value, row in cells}
    rows = {value: number for value, number in found_in.items() if number is not None}
    found = []
    for other in scalars(node.get("over")):
        if other.text not in rows:
            draft.unknown(other, "value with that column", other.text, rows)
        elif of:
            whole = rows[other.text]
            factors = {value: log(number / whole) for value, number in rows.items() if number != whole}
            says = text(node, "says").replace(OTHER, f"the {other.text}")
            found.append(Slip(of.id, 0.0, says, key.text, factors))
    return found


def _slips_by_column(draft: Draft, node: Mapping, of: Quantity | None) -> list[Slip]:
    """A slip whose factor is the cell of a column, or one over it, for each of the attributes named."""
    found, power = [], float(text(node, "power") or "1")
    for key, column in pairs(node.get("factor")):
        rows = draft.cells.get(key.text)
        if rows is None:
            draft.unknown(key, "attribute with a table", key.text, draft.cells)
        elif column.text not in rows[0][1]:
            draft.unknown(column, "column", column.text, list(rows[0][1]))
        elif node.get("over"):
            found += _slips_against_others(draft, node, of, key, column)
        elif of:
            cells = {value: cells[column.text].strip() for value, cells in rows if cells[column.text].strip()}
            for value in [
                value for value, cell in cells.items() if not (NUMBER.fullmatch(cell) and LEAST <= float(cell) <= MOST)
            ]:
                what = f'{column.text} of {value} is "{cells.pop(value)}", which is no factor'
                draft.tell(column, what, "write plain digits in the table, or leave the cell empty")
            factors = {value: power * log(float(cell)) for value, cell in cells.items() if float(cell) != 1}
            found.append(Slip(of.id, 0.0, text(node, "says"), key.text, factors))
    return found


def read_landmarks(draft: Draft) -> tuple[Landmark, ...]:
    """Known figures to compare with."""
    found = []
    for _, node in draft.items("landmarks"):
        quantity = find_quantity(draft, scalar(node, "quantity"))
        value = scalar(node, "value")
        span = read_range(draft, value, quantity) if quantity else None
        if span and span[1] - span[0] > 1e-9:
            draft.tell(value, "a landmark is one figure, not a range", "write its best value")
        elif quantity and span:
            cited = node.get("source")
            origin = source(cited) if isinstance(cited, Mapping) else Source("")
            date = text(node, "date") or origin.date
            found.append(Landmark(quantity.id, text(node, "name"), span[0], origin, days(date)[1] if date else 0))
    return tuple(found)


def read_largest(draft: Draft) -> tuple[Largest, ...]:
    """The largest known figures, one for each kind of subject that an entry names."""
    found: list[Largest] = []
    for _, node in draft.items("largest"):
        quantity, value = find_quantity(draft, scalar(node, "quantity")), scalar(node, "value")
        span = read_range(draft, value, quantity) if quantity else None
        if span and span[1] - span[0] > 1e-9:
            draft.tell(value, "a largest known figure is one figure, not a range", "write its best value")
            continue
        if quantity and span:
            for kind in scalars(node.get("kind")):
                found += _largest(draft, node, kind, quantity, span, found)
    return tuple(found)


def _largest(
    draft: Draft, node: Mapping, kind: Scalar, quantity: Quantity, span: Span, found: list[Largest]
) -> list[Largest]:
    """The entry for one kind of subject; none, and a problem, where it can't stand."""
    if kind.text not in quantity.kinds:
        draft.unknown(kind, f"kind of {quantity.id}", kind.text, quantity.kinds)
    elif kind.text in quantity.unbounded:
        draft.tell(kind, f"{quantity.id} is said to be unbounded for {kind.text}", "leave out one of the two")
    elif any((other.quantity, other.kind) == (quantity.id, kind.text) for other in found):
        draft.tell(kind, f"{quantity.id} of {kind.text} is given twice", "keep the larger one")
    else:
        cited = node.get("source")
        origin = source(cited) if isinstance(cited, Mapping) else Source("")
        known = (text(node, "value"), span[0], text(node, "name"), text(node, "date"), origin, node.place)
        return [Largest(quantity.id, kind.text, *known)]
    return []


def read_at_once(draft: Draft) -> int:
    """How many rare things a claim may need at once, by the pack that allows the most; 0 where none says."""
    given = [scalar(node, "most") for _, node in draft.items("at_once")]
    return max(
        (int(each.text) for each in given if within(draft, [(each, each)], "count", COUNTS, "such as 5")), default=0
    )


def read_examples(draft: Draft) -> tuple[Example, ...]:
    """The tests that stand in rule files."""
    found = []
    rules = [*draft.relations, *draft.priors, *draft.known]
    known = ["kind", "date", "about", "known", *draft.names, *draft.links]
    for _, node in draft.items("examples"):
        given = pairs(node.get("given"))
        for key, _value in given:
            if key.text not in known and key.text.casefold() not in known:
                draft.unknown(key, "name", key.text, known)
        for rule in scalars(node.get("because")):
            if rule.text not in rules:
                draft.unknown(rule, "rule", rule.text, rules)
        values = {key.text: value.text for key, value in given}
        found.append(Example(values, text(node, "verdict"), texts(node.get("because")), node.place))
    return tuple(found)
