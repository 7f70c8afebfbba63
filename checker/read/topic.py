"""The shape of a rule file: one topic, its quantities, rules, tables and examples."""

from checker.model.result import VERDICTS
from checker.model.rule import LEVELS
from checker.read.shapes import Either, Fields, Items, Names, Shape, Text, Variants

NAME = "[a-z][a-z0-9_]*"
ID = "[a-z0-9][a-z0-9_.-]*"
NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
DATE = r"(?:19[0-9]{2}|20[0-9]{2}|2100)(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|H[12]|Q[1-4]))?"

WORDS = Items(Text())
ANY_TEXT = Text()
COLUMN = Text("the name of a column")
QUANTITY_NAME = Text("the name of a quantity")
WHY = Text("why this holds")
KINDS = Either((Text("a kind"), Items(Text("a kind"), least=1)))
KINDS_OF_ROWS = Either((Text("a cell, or a bound such as >= 1e24"), Items(Text("a cell"), least=1)))
RANGE = Text('a range such as "<= 6 months" or 0.3-0.5, or any')

SOURCE = Fields(
    "a source",
    {
        "title": Text("a title"),
        "url": Text("an address"),
        "date": Text("a date such as 2024, 2024-12 or 2024-12-15", pattern=DATE, date=True),
        "evidence": Text("a kind of evidence", choices=("data", "read", "recalled")),
    },
    required=("title", "date"),
)
SOURCES = Items(SOURCE, least=1)

FACTOR = Text("a factor such as 1.2, or inf", pattern=f"{NUMBER}|inf")
TOLERANCE = Fields(
    "a tolerance",
    {level: Either((FACTOR, Items(FACTOR, least=2, most=2))) for level in LEVELS},
    required=LEVELS,
)

VALUES = Either((Text("a value"), Items(Text("a value"), least=1)))
SET = Names(VALUES, "columns with cells, or has or lacks with columns", least=1)
GUARD = Names(Either((*VALUES.shapes, SET)), "conditions such as {kind: training_run}")
WHEN = Either((GUARD, Items(GUARD, least=1)))

CASE = Text("a case in which this does not hold")
WRONG_WHEN = Items(
    Either(
        (
            CASE,
            Variants(
                "a case",
                {
                    side: Fields("a case", {side: CASE, "when": WHEN}, required=(side,))
                    for side in ("high", "low", "either")
                },
            ),
        )
    )
)

QUANTITY = Fields(
    "a quantity",
    {
        "unit": Text("a unit such as USD/chip/hour"),
        "title": Text("a title"),
        "aliases": WORDS,
        "kinds": WORDS,
        "also": WORDS,
        "unbounded": Names(Text("why nothing bounds it"), "kinds with reasons", least=1),
    },
    required=("unit", "title"),
)

_ATTRIBUTE: dict[str, Shape] = {
    "title": Text("a title"),
    "usual": Text("one of the values"),
    "others": Text("a level", choices=LEVELS),
    "rarer": Names(Text("a level, or none", choices=(*LEVELS, "none")), "values with levels", least=1),
    "kinds": KINDS,
    "says": Names(Text("how to say it"), "values with words for them"),
    "explains": Names(Fields("levels", dict.fromkeys(LEVELS[:2], WHEN)), "values with levels"),
    "entailed": Names(Text("a < b", pattern=f"{NAME} < {NAME}"), "values with comparisons"),
}
ATTRIBUTE = Variants(
    "an attribute",
    {
        "table": Fields(
            "an attribute",
            {
                "table": Text("the path of a table"),
                **dict.fromkeys(("id", "aliases", "since", "families"), COLUMN),
                **_ATTRIBUTE,
            },
            required=("table", "id"),
        ),
        "values": Fields(
            "an attribute",
            {"values": Items(Text("a value"), least=1), "aliases": Names(WORDS, "values with spellings"), **_ATTRIBUTE},
            required=("values",),
        ),
    },
)

RELATION = Fields(
    "a relation",
    {
        "id": Text("an id", pattern=ID),
        "formula": Text("a formula such as a = b * c"),
        "tolerance": TOLERANCE,
        "when": WHEN,
        "says": Either((Text("a sentence"), Names(Text("a sentence"), "quantities with sentences, and default"))),
        "misses": Text("a sentence with {gap}"),
        "why": WHY,
        "wrong_when": WRONG_WHEN,
        "sources": SOURCES,
    },
    required=("id", "formula", "tolerance", "says", "why", "wrong_when", "sources"),
)

OBSERVED = Fields(
    "a count of published values",
    {
        "table": Text("the path of a table"),
        "column": COLUMN,
        "where": Names(KINDS_OF_ROWS, "columns with the cells that count, or with bounds such as >= 1e24"),
    },
    required=("table", "column"),
)

ASSUMPTION = Fields(
    "an assumption",
    {
        "id": Text("an id", pattern=ID),
        "quantity": QUANTITY_NAME,
        "when": WHEN,
        **dict.fromkeys(LEVELS, RANGE),
        "best": Text("a figure"),
        "brief": Text("a few words"),
        "observed": OBSERVED,
        "why": WHY,
        "wrong_when": WRONG_WHEN,
        "sources": SOURCES,
    },
    required=("id", "quantity", *LEVELS, "why", "wrong_when", "sources"),
)

_COLUMNS = Either((COLUMN, Items(COLUMN, least=2, most=2)))
_LOOKUP: dict[str, Shape] = {
    "quantity": QUANTITY_NAME,
    "when": WHEN,
    "brief": Text("a few words"),
    "why": WHY,
    "wrong_when": WRONG_WHEN,
    "sources": SOURCES,
}
_TABLE: dict[str, Shape] = {
    "table": Text("the path of a table"),
    "unit": Text("the unit of the table's figures"),
    "name": COLUMN,
    **_LOOKUP,
}
_ROWS: dict[str, Shape] = {
    "key": Names(COLUMN, "attributes with their columns"),
    "period": COLUMN,
    "times": Text("an attribute whose values have columns with counts"),
    "tolerance": TOLERANCE,
    **_TABLE,
}
_FACTORS = Names(Text("a factor", pattern=NUMBER), "columns with factors", least=1)
LOOKUP = Variants(
    "a lookup",
    {
        "since": Fields(
            "a lookup", {"since": Text("the name of an attribute"), **_LOOKUP}, required=("since", "why", "wrong_when")
        ),
        "record": Fields(
            "a lookup of a record",
            {
                "record": Text("the name of the column with dates"),
                **dict.fromkeys(LEVELS, _FACTORS),
                "growth": Names(Text("the id of an assumption"), "columns with ids of assumptions"),
                "grows_from": Text("where growth starts", choices=("last", "row")),
                "aliases": COLUMN,
                **_TABLE,
            },
            required=("record", "table", *LEVELS, "why", "wrong_when"),
        ),
        "column": Fields(
            "a lookup of one column",
            {
                "column": Either((COLUMN, Fields("a column", {"by": Text("an attribute")}, required=("by",)))),
                **_ROWS,
            },
            required=("column", "table", "why", "wrong_when"),
        ),
        "typical": Fields(
            "a lookup of ranges",
            {**dict.fromkeys(LEVELS, _COLUMNS), "best": COLUMN, **_ROWS},
            required=("typical", "accepted", "table", "why", "wrong_when"),
        ),
    },
)

LINK = Fields(
    "a link",
    {
        "title": Text("a title"),
        "table": Text("the path of a table"),
        **dict.fromkeys(("id", "name", "aliases", "date"), COLUMN),
        "quantities": Either(
            (
                Items(QUANTITY_NAME),
                Names(Either((COLUMN, Items(COLUMN, least=2, most=3))), "quantities with columns", pattern=NAME),
            )
        ),
    },
    required=("title",),
)

_TIMES = Text("a factor", pattern=NUMBER)
_PUBLISHED = Fields(
    "a published figure",
    {
        "column": Either((COLUMN, Items(COLUMN, least=2, most=2))),
        "accepted": Items(COLUMN, least=2, most=2),
        "spread": Either((_TIMES, Fields("a spread", dict.fromkeys(LEVELS[:2], _TIMES), required=LEVELS[:2]))),
        "unit": Text("the unit of the table's figures"),
        "base": COLUMN,
    },
    required=("column",),
)
KNOWN = Fields(
    "a table of known subjects",
    {
        "title": Text("a title"),
        "table": Text("the path of a table"),
        **dict.fromkeys(("id", "name", "aliases", "date"), COLUMN),
        "kinds": KINDS,
        "attributes": Names(COLUMN, "attributes with columns"),
        "same": Items(Text("the name of an attribute")),
        "doubt": Fields(
            "a doubt",
            {"column": COLUMN, "factors": Names(Text("a factor", pattern=NUMBER), "cells with factors", least=1)},
            required=("column", "factors"),
        ),
        "quantities": Names(_PUBLISHED, "quantities with columns", pattern=NAME, least=1),
        "why": WHY,
        "sources": SOURCES,
    },
    required=("title", "table", "id", "date", "kinds", "quantities", "why"),
)

READING = Fields(
    "a reading",
    {
        "of": QUANTITY_NAME,
        "from": KINDS,
        "as": QUANTITY_NAME,
        "kind": Text("a kind"),
        "keep": Items(Text("the name of an attribute or quantity, or date")),
        "with": Names(Text("a value"), "attributes with values", least=1),
        "side": Text("a side", choices=("high", "low")),
        "says": Text("how to say it"),
    },
    required=("of", "as", "kind", "says"),
)
SLIP = Fields(
    "a slip",
    {
        "of": QUANTITY_NAME,
        "factor": Either((Text("a factor", pattern=NUMBER), Names(COLUMN, "an attribute with a column", least=1))),
        "over": Items(Text("a value")),
        "times": QUANTITY_NAME,
        "power": Text("a power", choices=("1", "-1")),
        "figure": QUANTITY_NAME,
        "says": Text("how to say it"),
    },
    required=("of", "says"),
)
LANDMARK = Fields(
    "a landmark",
    {"quantity": QUANTITY_NAME, "name": Text("a name"), "value": Text("a figure"), "source": SOURCE},
    required=("quantity", "name", "value", "source"),
)
LARGEST = Fields(
    "a largest known figure",
    {
        "quantity": QUANTITY_NAME,
        "kind": KINDS,
        "value": Text("a figure"),
        "name": Text("a name"),
        "date": Text("a date such as 2024, 2024-12 or 2024-12-15", pattern=DATE, date=True),
        "source": SOURCE,
    },
    required=("quantity", "kind", "value", "name", "date", "source"),
)
EXAMPLE = Fields(
    "an example",
    {
        "given": Names(Text("a value"), "values as ask takes them", least=1),
        "verdict": Text("a verdict", choices=VERDICTS),
        "because": Items(Text("the id of a rule")),
        "note": Text(),
    },
    required=("given", "verdict"),
)

SECTIONS: dict[str, Items | Names] = {
    "units": Names(Text("a definition such as [chip] or 3 * watt"), "units with definitions"),
    "kinds": Names(Text("how to say it"), "kinds with words for them", pattern=NAME),
    "quantities": Names(QUANTITY, "quantities", pattern=NAME),
    "attributes": Names(ATTRIBUTE, "attributes", pattern=NAME),
    "relations": Items(RELATION),
    "lookups": Names(LOOKUP, "lookups", pattern=ID),
    "assumptions": Items(ASSUMPTION),
    "links": Names(LINK, "links", pattern=NAME),
    "known": Names(KNOWN, "tables of known subjects", pattern=ID),
    "readings": Items(READING),
    "slips": Items(SLIP),
    "landmarks": Items(LANDMARK),
    "largest": Items(LARGEST),
    "examples": Items(EXAMPLE),
}
TOPIC = Fields("a rule file", {"topic": Text("a title"), **SECTIONS}, required=("topic",))
