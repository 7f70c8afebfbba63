"""The shape of a claim file: what stands in a claim, and what to write for a part that is missing or no such thing."""

from msgspec.structs import replace

from checker.model.finding import VERDICTS
from checker.read.pack.topic_parts import DATE, SOURCE
from checker.read.text.shapes import Anything, Either, Fields, Items, Names, Text

ID = Text("an id", pattern="[A-Za-z0-9_][A-Za-z0-9_.-]*", instead="write letters, digits, dots, dashes and underscores")
DAY = Text("a date such as 2024, 2024-12 or 2024-12-15", pattern=DATE, date=True)
VERDICT = Text("a verdict", choices=VERDICTS)
RANGE = Fields("a range", {"low": Text("a figure"), "high": Text("a figure")})
CITED = replace(
    SOURCE,
    instead={
        "title": "write title: and what was read",
        "date": "write the day it was published, such as date: 2024-12-15; 2024-12 or 2024 will do",
    },
)
SOURCED = Fields(
    "a figure with a source of its own",
    {"value": Either((Text("a figure"), RANGE)), "source": CITED},
    required=("value", "source"),
    instead={"value": "write value: and the figure", "source": "write source: {title: who says it, date: 2024-12-15}"},
)
FIGURE = Either((Text("a figure"), RANGE, SOURCED))
ACCEPT = Fields(
    "accept",
    {"verdict": VERDICT, "reason": Text("why the verdict is let stand"), "until": DAY},
    required=("verdict", "reason", "until"),
    instead={
        "verdict": "write the verdict that is let stand",
        "reason": "write why it is let stand",
        "until": "write the day on which it is looked at again, such as until: 2027-06-30",
    },
)
CLAIM = Fields(
    "a claim",
    {
        "id": ID,
        "statement": Text("what was said"),
        "source": CITED,
        "about": Text("the run, system or fleet that the claim is about"),
        "kind": Text("the kind of subject; unless said, one that has all the figures"),
        "date": replace(DAY, says="The date that the figures hold for; the source's date unless said."),
        "known": Text("no, where a table knows another of that name"),
        "values": Names(Anything(), "figures", least=1),
        "links": Names(Text("whom the link names"), "links with whom they name"),
        "expect": replace(VERDICT, says="The claim fails if the verdict is another."),
        "accept": ACCEPT,
    },
    required=("id", "statement", "source", "about", "values"),
    instead={
        "id": "write id: and a short name that no other claim has",
        "statement": "write statement: and what was said",
        "source": "write source: {title: who said it, date: 2024-12-15}",
        "about": "write about: and the name of the run, system or fleet",
        "values": "write values: {training_cost: $3B}, with the claim's own figures",
        "links": "write links: {comparable_to: a model's name}",
        "accept": 'write accept: {verdict: implausible, reason: "why", until: 2027-06-30}',
    },
    apart=("expect", "accept"),
)
FILE = Fields(
    "a claim file",
    {"claims": Items(Anything())},
    required=("claims",),
    instead={"claims": 'write "claims:" and a list of claims below it; "checker new" prints one to fill in'},
)
"""Its claims are read one by one."""
