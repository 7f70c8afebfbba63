"""Shapes that all parts of a rule file share: names, sources, tolerances, guards and cases in which a rule is wrong."""

from checker.model.rule import LEVELS
from checker.read.text.shapes import Either, Fields, Items, Names, Text, Variants

NAME = "[a-z][a-z0-9_]*"
ID = "[a-z0-9][a-z0-9_.-]*"
NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
DATE = r"(?:19[0-9]{2}|20[0-9]{2}|2100)(?:-(?:(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|H[12]|Q[1-4]))?"

WORDS = Items(Text())
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

GAP = Text("a factor", pattern=NUMBER)
CASE = Text("a case in which this does not hold")
WRONG_WHEN = Items(
    Either(
        (
            CASE,
            Variants(
                "a case",
                {
                    side: Fields("a case", {side: CASE, "when": WHEN, "from": GAP, "up_to": GAP}, required=(side,))
                    for side in ("high", "low", "either")
                },
            ),
        )
    )
)

SHEETS = "sheets"
QUANTITY = Fields(
    "a quantity",
    {
        "unit": Text("a unit such as USD/chip/hour"),
        "title": Text("a title"),
        "aliases": WORDS,
        "kinds": WORDS,
        "also": WORDS,
        "periods": WORDS,
        "found_in": Text("where its figures stand", choices=(SHEETS,)),
        "unbounded": Names(Text("why nothing bounds it"), "kinds with reasons", least=1),
    },
    required=("unit", "title"),
)
CURRENCIES = Fields(
    "a table of currencies",
    {
        "table": Text("the path of a table"),
        **dict.fromkeys(("code", "year", "mean", "low", "high"), COLUMN),
        "names": Names(WORDS, "codes with names", least=1),
    },
    required=("table", "code", "year", "mean", "low", "high", "names"),
)
LANDMARK = Fields(
    "a landmark",
    {
        "quantity": QUANTITY_NAME,
        "name": Text("a name"),
        "value": Text("a figure"),
        "date": Text("a date such as 2024, 2024-12 or 2024-12-15", pattern=DATE, date=True),
        "source": SOURCE,
    },
    required=("quantity", "name", "value", "source"),
)
OUTSIDE = Names(Items(Text("a name, with # for a number"), least=1), "what no table has, with names", least=1)
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
AT_ONCE = Fields(
    "a number of rare things at once",
    {
        "most": Text("a whole number", pattern="[1-9][0-9]*"),
        "why": WHY,
        "sources": SOURCES,
    },
    required=("most", "why", "sources"),
)
