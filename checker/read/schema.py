"""JSON Schemas (2020-12) of claim and rule files, so that editors complete names and check as one types.

Both come from the shapes that the reader checks and from the pack's own names. A scalar may be of any JSON type:
the reader takes the text that was typed, an editor has already made a number of it.
"""

from collections.abc import Collection
from typing import Any

from checker.model.attribute import Attribute
from checker.model.rule import Quantity, Rulebook
from checker.read.claim.claim_file import CLAIM, FIGURE, FILE
from checker.read.pack.topic import TOPIC
from checker.read.pack.topic_parts import QUANTITY_NAME
from checker.read.text.shapes import Anything, Either, Fields, Items, Names, Shape, Text, Variants

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCALAR = ["string", "number", "boolean"]


def claim_schema(book: Rulebook) -> Json:
    """The schema of claim files, with the names of a rulebook."""
    claim = _schema(CLAIM, {})
    kind, known = (claim["properties"][name]["description"] for name in ("kind", "known"))
    claim["properties"] |= {
        "kind": {"enum": [*book.kinds], "description": kind},
        "known": {"enum": ["yes", "no", True, False], "description": known},
        "values": _values(book),
        "links": _object({name: _text(Text(link.title)) for name, link in book.links.items()}),
    }
    file = _schema(FILE, {})
    file["properties"]["claims"]["items"] = claim
    figure = {"minProperties": 1, **_schema(FIGURE, {})}
    return {"$schema": DIALECT, "title": "Claims for checker", **file, "$defs": {"figure": figure}}


def rule_schema(book: Rulebook) -> Json:
    """The schema of rule files; names of a rulebook are offered, and new ones taken."""
    known = {
        QUANTITY_NAME.what: [*book.quantities],
        "a kind": [*book.kinds],
        "the name of an attribute": [*book.attributes],
        "the id of a rule": [*book.relations, *book.priors],
        "the id of an assumption": [prior.id for prior in book.priors.values() if prior.basis == "assumed"],
    }
    return {"$schema": DIALECT, "title": "Rules for checker", **_schema(TOPIC, known)}


def _schema(shape: Shape, known: dict[str, list[str]]) -> Json:
    """The JSON Schema of a shape; `known` has words to offer where a text of that kind is asked for."""
    match shape:
        case Anything():
            return {}
        case Text():
            return _offered(_text(shape), known.get(shape.what, ()))
        case Items():
            found = {"type": "array", "items": _schema(shape.item, known)}
            bounds = {"minItems": shape.least or None, "maxItems": shape.most if shape.most < 1000 else None}
            return found | {name: bound for name, bound in bounds.items() if bound}
        case Names():
            return _names(shape, known)
        case Fields():
            found = _object({name: _schema(part, known) for name, part in shape.fields.items()}, shape.required)
            return found | ({"not": {"required": [*shape.apart]}} if shape.apart else {})
        case Either():
            return {"anyOf": [_schema(choice, known) for choice in shape.shapes]}
        case Variants():
            return _variants(shape, known)


def _text(shape: Text) -> Json:
    said = {"description": shape.says or shape.what}
    if shape.choices:
        return {"enum": [*shape.choices], **said}
    pattern = f"^(?:{shape.pattern})$" if shape.pattern else r"\S"
    return {"type": SCALAR, "pattern": pattern, **said}


def _offered(text: Json, words: Collection[str]) -> Json:
    return {"anyOf": [{"enum": sorted(words)}, text]} if words else text


def _names(shape: Names, known: dict[str, list[str]]) -> Json:
    found: Json = {"type": "object", "additionalProperties": _schema(shape.value, known)}
    if shape.pattern:
        found["propertyNames"] = {"pattern": f"^(?:{shape.pattern})$"}
    if shape.least:
        found["minProperties"] = shape.least
    return found


def _variants(shape: Variants, known: dict[str, list[str]]) -> Json:
    """As the reader does: the first key that is present decides which form is asked for."""
    found: Json = {"type": "object", "required": [next(reversed(shape.by))]}
    for key, fields in reversed(shape.by.items()):
        found = {"if": {"required": [key]}, "then": _schema(fields, known), "else": found}
    return {"type": "object", **found}


def _object(properties: Json, required: Collection[str] = ()) -> Json:
    found: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": [*required]} if required else {})


def _values(book: Rulebook) -> Json:
    """Quantities and attributes under all their names, the canonical ones first."""
    properties: Json = {}
    for name, of in [*((name, name) for name in (*book.quantities, *book.attributes)), *book.names.items()]:
        attribute = book.attributes.get(of)
        properties.setdefault(name, _choice(attribute) if attribute else _figure(book.quantities[of]))
    return {"minProperties": 1, **_object(properties)}


def _figure(quantity: Quantity) -> Json:
    return {"description": f"{quantity.title} [{quantity.unit}]", "$ref": "#/$defs/figure"}


def _choice(attribute: Attribute) -> Json:
    """The values of an attribute; names of chips are offered, and their spelling is left to the reader."""
    words = sorted({*attribute.values, *attribute.aliases})
    described = {"description": attribute.title or attribute.id}
    if attribute.since:
        return described | _offered(_text(Text()), attribute.values)
    return described | {"enum": words}
