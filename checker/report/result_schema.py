"""The JSON Schema (2020-12) of checker-json-1, as `checker schema` prints it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from checker.model.finding import UNJUDGED, VERDICTS
from checker.model.rule import LEVELS
from checker.report.json_v1 import VERSION

Schema: TypeAlias = "Mapping[str, Schema] | Sequence[Schema] | str | bool | int"

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
YES: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": ["number", "null"]}
VERDICT: Schema = {"enum": list(VERDICTS)}
OUTCOME: Schema = {"enum": [*VERDICTS, UNJUDGED]}
"""Of a claim or a case: a verdict, or none where the program failed; `fault` then says how."""


def result_schema() -> dict[str, Schema]:
    """The schema of `--format json`."""
    return {
        **_head("A run of checker"),
        **_object(
            version={"const": VERSION},
            as_of=TEXT,
            assumed=TEXTS,
            summary=_object(**{verdict: {"type": "integer", "minimum": 0} for verdict in (*VERDICTS, UNJUDGED)}),
            cases=_array("case"),
            problems=_array("problem"),
        ),
        "$defs": _definitions(),
    }


def case_schema() -> dict[str, Schema]:
    """The schema of one line of `--format jsonl`."""
    return {**_head("One case of a run of checker"), "$ref": "#/$defs/case", "$defs": _definitions()}


def _head(title: str) -> dict[str, Schema]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}


def _object(**properties: Schema) -> dict[str, Schema]:
    """An object with these keys, all required; later minor releases may add others."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _array(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _or_null(name: str) -> Schema:
    return {"anyOf": [_ref(name), {"type": "null"}]}


def _definitions() -> dict[str, Schema]:
    whole: Schema = {"type": "integer", "minimum": 1}
    return {
        "range": {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2},
        "place": _object(file=TEXT, line=whole, column=whole),
        "problem": _object(place=_ref("place"), what=TEXT, instead=TEXT, fault=YES),
        "source": _object(title=TEXT, url=TEXT, date=TEXT, evidence={"enum": ["data", "read", "recalled"]}),
        "gap": _object(
            best=NUMBER, accepted=NUMBER, without_bound={"type": "array", "items": {"enum": ["best", "accepted"]}}
        ),
        "tested": _object(by=TEXTS, decades=NUMBER),
        "case": _case(),
        "claim": _claim(),
        "exchange": _object(currency=TEXT, rate=NUMBER, year={"type": "integer"}, dollars=_ref("range")),
        "stale": _object(rule=TEXT, quantity=TEXT, until=TEXT),
        "taken": _object(kind=TEXT, usual=YES, others=_map(OUTCOME)),
        "rare": _object(rule=TEXT, quantity=TEXT, range=_or_null("range"), text=TEXT),
        "known": _object(
            id=TEXT,
            name=TEXT,
            date=TEXT,
            source=_ref("source"),
            figures=_map(_ref("range")),
            choices=_map(TEXT),
            yielding=TEXTS,
        ),
        "mend": _object(quantity=TEXT, range=_or_null("range"), date=TEXT, text=TEXT),
        "conflict": _conflict(),
        "step": _step(),
        "rest": _object(id=TEXT, basis=TEXT, why=TEXT, wrong_when=TEXTS, sources=_array("source")),
        "reading": _object(**{"of": TEXT, "as": TEXT, "kind": TEXT, "verdict": VERDICT, "says": TEXT, "claim": TEXT}),
        "suspect": _object(
            claim=TEXT, value=TEXT, text=TEXT, implied=_ref("range"), slip=TEXT, corrected=TEXT, tied=YES
        ),
        "implied": _implied(),
    }


def _case() -> Schema:
    return _object(
        about=TEXT,
        kind=TEXT,
        date=TEXT,
        verdict=OUTCOME,
        gap=_ref("gap"),
        claims=_array("claim"),
        conflicts=_array("conflict"),
        disagreements=_array("conflict"),
        readings=_array("reading"),
        suspects=_array("suspect"),
        implied=_map(_ref("implied")),
        tested=_map(_ref("tested")),
        unchecked=TEXTS,
        hardware=TEXT,
        fault=TEXT,
    )


def _claim() -> Schema:
    return _object(
        id=TEXT,
        verdict=OUTCOME,
        expected={"enum": ["", *VERDICTS]},
        accepted=TEXT,
        place=_ref("place"),
        failed=YES,
        statement=TEXT,
        source=_ref("source"),
        date=TEXT,
        values=_map(TEXT),
        exchanged=_map(_ref("exchange")),
        gap=_ref("gap"),
        edge=TEXT,
        rare={"type": "array", "items": _array("rare")},
        plausible_if=_array("mend"),
        tested=_map(_ref("tested")),
        unchecked=TEXTS,
        missing=TEXTS,
        supposed=_map(TEXT),
        read_as=_map(TEXT),
        stale=_array("stale"),
        taken=_or_null("taken"),
        astray=TEXT,
        elsewhere=_map(TEXT),
        known=_or_null("known"),
        fault=TEXT,
    )


def _conflict() -> Schema:
    edge: Schema = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    return _object(
        level={"enum": list(LEVELS)},
        claims=TEXTS,
        values=TEXTS,
        rules=TEXTS,
        gap=_ref("gap"),
        steps=_array("step"),
        misses=TEXT,
        broken=TEXT,
        edges={"type": "array", "items": edge},
        rests_on=_array("rest"),
    )


def _step() -> Schema:
    return _object(
        text=TEXT,
        rule=TEXT,
        basis={"enum": ["claimed", "assumed", "known", "relation"]},
        source=_or_null("source"),
        place=_or_null("place"),
        wrong_when=TEXTS,
    )


def _implied() -> Schema:
    best: Schema = {"anyOf": [{"type": "number"}, _ref("range")]}
    levels = dict.fromkeys(("accepted", *(level for level in LEVELS if level != "accepted")), _ref("range"))
    return _object(unit=TEXT, best=best, **levels)
