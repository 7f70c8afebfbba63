"""What the pack believes, for `checker rules`: a list of all of it, or one rule with ranges, reasons and sources."""

import math

from checker.maths.dates import YEAR
from checker.maths.interval import Span, exp
from checker.model.attribute import Attribute
from checker.model.beside import Observed
from checker.model.known import LinkKind
from checker.model.rule import LEVELS, Mark, Prior, Quantity, Relation, Row, Rulebook, Usage
from checker.report import layout
from checker.report.citing import citation
from checker.report.dates import in_digits, until
from checker.report.figures import factor, figure
from checker.report.forms import count
from checker.report.layout import paragraph, row, rows, separated, table
from checker.report.rule_parts import known_page, reasons, slip_words, when
from checker.report.sentences import listed, sentence
from checker.report.wording import number
from checker.shown import Shown

ENDS = 3
"""So many of a table's first and last rows are shown."""


def listing(book: Rulebook) -> Shown:
    """Every topic with its rules, one line each."""
    blocks = [_topic(book, topic) for topic in book.topics]
    others = {"Names of choices (attributes)": sorted(book.attributes), "Links to other subjects": sorted(book.links)}
    others["Tables of known subjects"] = sorted(book.known)
    blocks += [[title, *(f"  {name}" for name in names)] for title, names in others.items() if names]
    counts = {"relation": book.relations, "assumption": _of(book, "assumed"), "table": _of(book, "known")}
    counts |= {"quantity": book.quantities, "example": book.examples}
    counted = [number(len(group), thing) for thing, group in counts.items()]
    return layout.page(separated([*blocks, [sentence(listed(counted))]]))


def _of(book: Rulebook, basis: str) -> list[Prior]:
    return [prior for prior in book.priors.values() if prior.basis == basis]


def _topic(book: Rulebook, topic: str) -> list[str]:
    names = (topic, book.topics[topic])
    relations = [[each.id, each.formula] for each in book.relations.values() if each.topic in names]
    priors = [[each.id, _gist(each, book)] for each in book.priors.values() if each.topic in names]
    priors += [[u.id, f"{u.attribute} where none is stated"] for u in book.usages.values() if u.topic in names]
    named = [[each.id, f"{each.title} [{each.unit}]"] for each in book.quantities.values() if each.topic in names]
    lines = [f"  {line}".rstrip() for line in _columns(relations + priors + named)]
    return [f"{book.topics[topic]} ({topic})", *lines]


def _columns(body: list[list[str]]) -> list[str]:
    wide = max((len(cells[0]) for cells in body), default=0)
    return [f"{name.ljust(wide)}  {text}" for name, text in body]


def _gist(prior: Prior, book: Rulebook) -> str:
    if prior.record:
        return f"{prior.quantity}: the largest of {number(len(prior.record.marks), 'entry')}{until(prior.last_day())}"
    if prior.since:
        return f"{prior.quantity}: at most the time since its {prior.since} was to be had"
    if len(prior.rows) == 1:
        gist = f"{prior.quantity}: {_span(prior.rows[0].spans['accepted'], book.quantities[prior.quantity])}"
        return f"{gist} ({_counted(prior.observed)})" if prior.observed else gist
    return f"{prior.quantity}: a table of {number(len(prior.rows), 'row')}{until(prior.last_day())}"


def page(book: Rulebook, name: str) -> Shown | None:
    """All about one rule, quantity, attribute or link; None where there is none of that name."""
    id_ = name if name in names(book) else book.names.get(name.casefold(), name)
    blocks: list[list[str]] = []
    blocks += _relation(book.relations[id_]) if id_ in book.relations else []
    blocks += known_page(book.known[id_], book) if id_ in book.known else []
    blocks += _prior(book.priors[id_], book) if id_ in book.priors else []
    blocks += _usage(book.usages[id_]) if id_ in book.usages else []
    if id_ in book.quantities:
        blocks += _quantity(book.quantities[id_], book)
    blocks += [_attribute(book.attributes[id_])] if id_ in book.attributes else []
    blocks += [_link(book.links[id_])] if id_ in book.links else []
    kept = [block for block in (*blocks, _examples(book, id_)) if block]
    return layout.page(separated(kept)) if id_ in names(book) else None


def names(book: Rulebook) -> set[str]:
    """All that has a page."""
    named = (book.relations, book.priors, book.usages, book.quantities, book.attributes, book.links, book.known)
    return {name for group in named for name in group}


def _relation(relation: Relation) -> list[list[str]]:
    levels = [row(level, _tolerance(relation.spans[level]), 4) for level in LEVELS if level in relation.spans]
    return [
        [f"{relation.id}: a relation ({relation.topic})", "", f"  {relation.formula}"],
        ["  Left over right may be", *(line for lines in levels for line in lines)],
        [*rows("When", when(relation.guards)), *rows("Says", relation.says.values())],
        reasons(relation.why, relation.wrong_when, relation.sources),
    ]


def _tolerance(span: Span) -> str:
    low, high = exp(span[0]), exp(span[1])
    if low <= 0 and math.isinf(high):
        return "anything"
    if math.isclose(low, high):
        return f"exactly {factor(low)}"
    if low <= 0 or math.isinf(high):
        return f"at most {factor(high)}" if low <= 0 else f"at least {factor(low)}"
    return f"{factor(low)} to {factor(high)}"


def _prior(prior: Prior, book: Rulebook) -> list[list[str]]:
    quantity = book.quantities[prior.quantity]
    sort = "an assumption" if prior.basis == "assumed" else "a table"
    return [
        [f"{prior.id}: {sort} about {prior.quantity}, {quantity.title} ({prior.topic})"],
        _believed(prior, quantity),
        [*rows("When", when(prior.guards)), *row("In brief", prior.brief), *_published(prior)],
        reasons(prior.why, prior.wrong_when, prior.sources),
    ]


def _usage(usage: Usage) -> list[list[str]]:
    shown = [f"{in_digits(day)}: {value}" for day, value in usage.uses]
    within = [f"{level}: used within {count(days / YEAR, 2)} years before" for level, days in usage.within.items()]
    few = shown if len(shown) <= 2 * ENDS else [*shown[:ENDS], "…", *shown[-ENDS:]]
    return [
        [f"{usage.id}: what is in use where no {usage.attribute} is stated ({usage.topic})"],
        [*rows("Narrows", usage.quantities), *rows("To", within), *rows("Uses", few)],
        [*rows("When", when(usage.guards)), *row("In brief", usage.brief)],
        reasons(usage.why, usage.wrong_when, usage.sources),
    ]


def _counted(observed: Observed) -> str:
    return f"{observed.accepted} of {observed.n} published values; {observed.source}"


def _published(prior: Prior) -> list[str]:
    found = prior.observed
    if found is None:
        return []
    inside = f"{found.typical} lie inside typical, {found.accepted} inside accepted"
    return row("Held against", f"Of {number(found.n, 'published value')} {inside} ({found.source})")


def _believed(prior: Prior, quantity: Quantity) -> list[str]:
    if prior.record:
        return _record(prior, quantity)
    if prior.since:
        return [f"  At most the time from the first day its {prior.since} was to be had to the date"]
    if len(prior.rows) == 1 and not prior.rows[0].keys:
        only = prior.rows[0]
        best = [["best", figure(exp(only.best), exp(only.best), quantity.unit)]] if only.best is not None else []
        levels = [[level, _span(only.spans[level], quantity)] for level in LEVELS if level in only.spans]
        return [line for name, text in levels + best for line in row(name, text)]
    return _rows(prior, quantity)


def _span(span: Span, quantity: Quantity) -> str:
    return figure(exp(span[0]), exp(span[1]), quantity.unit)


def _rows(prior: Prior, quantity: Quantity) -> list[str]:
    body = [_cells(each, quantity) for each in prior.rows]
    nearest = ["  The row nearest in time stands in where none holds the day"] if prior.nearest else []
    return [
        f"  {number(len(body), 'row').capitalize()}",
        *_shortened(["For", "days", *LEVELS, "source"], body),
        *nearest,
    ]


def _cells(row_: Row, quantity: Quantity) -> list[str]:
    keys = ", ".join([*row_.keys.values(), *([row_.name] if row_.name else [])])
    days = f"{in_digits(row_.days[0])} to {in_digits(row_.days[1])}" if row_.days else "any"
    spans = [_span(row_.spans[level], quantity) if level in row_.spans else "" for level in LEVELS]
    return [keys, days, *spans, citation(row_.source) if row_.source else ""]


def _record(prior: Prior, quantity: Quantity) -> list[str]:
    record = prior.record
    if record is None:
        return []
    marks = sorted(record.marks, key=lambda mark: mark.day)
    body = [_mark(mark, quantity) for mark in marks]
    reach = [row(level, _reach(columns), 4) for level, columns in record.reach.items()]
    since = "the table's last row" if record.grows_from == "last" else "the row that holds the record"
    grown = [f"{column} by {growth} a year, from {since}" for column, growth in record.growth.items()]
    return [
        f"  The largest up to the date, of {number(len(body), 'entry')}; at each level the most that these allow",
        *(line for lines in reach for line in lines),
        *rows("Grows", grown),
        *_shortened(["day", "column", quantity.title, "name", "source"], body),
    ]


def _reach(columns: dict[str, float]) -> str:
    return listed([f"{factor(exp(times))} the largest {column}" for column, times in columns.items()], "or")


def _mark(mark: Mark, quantity: Quantity) -> list[str]:
    value = _span((mark.value, mark.value), quantity)
    return [in_digits(mark.day), mark.column, value, mark.name, citation(mark.source)]


def _shortened(header: list[str], body: list[list[str]]) -> list[str]:
    if len(body) > 2 * ENDS:
        left_out = ["…", *[""] * (len(header) - 1)]
        body = [*body[:ENDS], left_out, *body[-ENDS:]]
    return table(header, body)


def _quantity(quantity: Quantity, book: Rulebook) -> list[list[str]]:
    relations = [each.id for each in book.relations.values() if quantity.id in _quantities(each)]
    priors = [each.id for each in book.priors.values() if each.quantity == quantity.id]
    known = [mark for mark in book.landmarks if mark.quantity == quantity.id]
    marks = [f"{mark.name}, {_span((mark.value, mark.value), quantity)}" for mark in known]
    read = [f"{reading.as_}: {reading.says}" for reading in book.readings if reading.of == quantity.id]
    slips = [slip_words(slip) for slip in book.slips if slip.of == quantity.id]
    return [
        [f"{quantity.id}: a quantity, {quantity.title} [{quantity.unit}]"],
        [
            *row("Also written", ", ".join(quantity.aliases)),
            *row("Usual for", ", ".join(quantity.kinds)),
            *row("Seldom for", ", ".join(quantity.also)),
            *row("Relations", ", ".join(relations)),
            *row("Known by", ", ".join(priors)),
            *rows("Read as", read),
            *rows("Slips", slips),
            *rows("Landmarks", marks),
        ],
    ]


def _quantities(relation: Relation) -> set[str]:
    return {power.quantity for side in (relation.left, *relation.right) for power in side.powers}


def _attribute(attribute: Attribute) -> list[str]:
    usual = f"{attribute.usual}; others are allowed unstated from {attribute.others} on" if attribute.usual else ""
    known = [f"{value}: {says}" for value, says in attribute.says.items()]
    entailed = [f"{each.value}, where {each.smaller} is below {each.larger} or alone" for each in attribute.entailed]
    aliases = [f"{alias} for {value}" for alias, value in attribute.aliases.items()]
    return [
        f"{attribute.id}: a choice, {attribute.title or attribute.id}",
        *row("Values", ", ".join(attribute.values)),
        *row("Usual", usual + "".join(f"; {v} is read off figures that else can't hold" for v in attribute.explains)),
        *rows("Follows", entailed),
        *rows("Says", known),
        *row("Also written", ", ".join(aliases)),
    ]


def _link(link: LinkKind) -> list[str]:
    return [
        f"{link.id}: a link to another subject, {link.title}",
        *row("Hands over", ", ".join(link.quantities)),
        *row("Subjects", ", ".join(subject.id for subject in link.subjects)),
    ]


def _examples(book: Rulebook, id_: str) -> list[str]:
    shown = [each for each in book.examples if id_ in each.because or id_ in each.given]
    told = [f"{' '.join(f'{name}={value}' for name, value in each.given.items())}: {each.verdict}" for each in shown]
    return ["  Examples", *(line for text in told for line in paragraph(text, 4, 2))] if told else []
