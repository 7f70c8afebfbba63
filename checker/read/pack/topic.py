"""The shape of a rule file: one topic, its quantities, rules, tables and examples."""

from checker.model.finding import VERDICTS
from checker.model.rule import LEVELS
from checker.read.pack.topic_parts import (
    AT_ONCE,
    COLUMN,
    CURRENCIES,
    ID,
    KINDS,
    KINDS_OF_ROWS,
    LANDMARK,
    LARGEST,
    NAME,
    NUMBER,
    OUTSIDE,
    QUANTITY,
    QUANTITY_NAME,
    RANGE,
    SOURCES,
    TOLERANCE,
    WHEN,
    WHY,
    WORDS,
    WRONG_WHEN,
)
from checker.read.text.shapes import Either, Fields, Items, Names, Shape, Text, Variants

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
                **dict.fromkeys(("id", "aliases", "since", "families", "stated"), COLUMN),
                "outside": OUTSIDE,
                "silent": WORDS,
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
        "misses": Text("a sentence with {gap}"),
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
    "over": Names(COLUMN, "an attribute with a column of its table", least=1),
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
                "grows_by": Text("the time that a value is the total of", choices=("year",)),
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

USAGE = Fields(
    "a usage",
    {
        "id": Text("an id", pattern=ID),
        "attribute": Text("the name of an attribute"),
        "quantities": Items(QUANTITY_NAME, least=1),
        "when": WHEN,
        "table": Text("the path of a table"),
        "values": COLUMN,
        "date": COLUMN,
        "where": Names(KINDS_OF_ROWS, "columns with the cells that count, or with bounds such as >= 1e24"),
        "within": Names(Text("a number of years", pattern=NUMBER), "levels with years", least=1),
        "ahead": Text("a number of years", pattern=NUMBER),
        "brief": Text("a few words"),
        "why": WHY,
        "wrong_when": WRONG_WHEN,
        "sources": SOURCES,
    },
    required=("id", "attribute", "quantities", "table", "values", "date", "within", "why", "wrong_when", "sources"),
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
        **dict.fromkeys(("same", "apart", "beside"), Items(Text("a word"))),
        "alike": Names(Items(Text("a value"), least=2), "attributes with values"),
        "early": Text("a number of years", pattern=NUMBER),
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
        "keep": Items(Text("the name of an attribute, or date")),
        "apart": Items(QUANTITY_NAME),
        "whose": Text("of what the figures are that it leaves out"),
        "with": Names(Text("a value"), "attributes with values", least=1),
        "when": WHEN,
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
        "when": WHEN,
        "says": Text("how to say it"),
    },
    required=("of", "says"),
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
    "currencies": Items(CURRENCIES),
    "relations": Items(RELATION),
    "lookups": Names(LOOKUP, "lookups", pattern=ID),
    "assumptions": Items(ASSUMPTION),
    "usages": Items(USAGE),
    "links": Names(LINK, "links", pattern=NAME),
    "known": Names(KNOWN, "tables of known subjects", pattern=ID),
    "readings": Items(READING),
    "slips": Items(SLIP),
    "landmarks": Items(LANDMARK),
    "largest": Items(LARGEST),
    "at_once": Items(AT_ONCE),
    "examples": Items(EXAMPLE),
}
TOPIC = Fields("a rule file", {"topic": Text("a title"), **SECTIONS}, required=("topic",))
