"""The shapes that the reader checks, against the schema made of them and against files changed at random."""

import copy
import json
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker.read.document import parse
from checker.read.rules import compile_pack
from checker.read.schema import rule_schema
from checker.read.shapes import check
from checker.read.topic import TOPIC
from tests.small import SMALL, as_json, small, tables

Json = dict[str, Any]
SCHEMA = Draft202012Validator(rule_schema(small()))


def is_shaped(value: Json) -> bool:
    """Whether the reader finds a rule file's shape in some JSON, which is YAML as well."""
    document, problems = parse(json.dumps(value).encode(), "file.yaml")
    assert problems == []
    assert document is not None
    assert document.root is not None
    return check(document.root, TOPIC, lambda *_: None)


def rules() -> Json:
    """A sound rule file that has something in each section, as JSON."""
    found: Json = as_json(SMALL.parent.joinpath("one-of-each.yaml").read_bytes())
    return found


def spots(value: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - JSON is anything
    """Every container in some JSON with each of its keys."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [spot for key, child in inside for spot in [(value, key), *spots(child)]]


TEXTS = [
    "",
    "x",
    "2",
    "0",
    "1.2.3",
    "1e999",
    "2024",
    "moe",
    "mfu",
    "mfu = 2 * x",
    "typical",
    "-1",
    ">= 1",
    "{x}",
    "date",
]
NEW: st.SearchStrategy[Any] = st.sampled_from([*TEXTS, "Not a Name", "reference/models.csv", [], ["x"], {}, None])


def changed(data: st.DataObject, value: Json) -> Json:
    """Some JSON after a few changes anywhere: parts taken out, renamed, or put in another's place."""
    for _ in range(data.draw(st.integers(1, 3))):
        place, key = data.draw(st.sampled_from(spots(value)))
        new = data.draw(NEW)
        if new is None:
            del place[key]
        elif isinstance(new, str) and isinstance(place, dict) and data.draw(st.booleans()):
            place[new or "other"] = place.pop(key)
        else:
            place[key] = copy.deepcopy(new)
        assume(value)
    return value


@given(st.data())
def test_shapes_and_schema_agree_on_whatever_is_changed(data: st.DataObject) -> None:
    """After a few changes anywhere in a rule file the reader's shapes and the schema still say the same."""
    value = changed(data, rules())
    assert SCHEMA.is_valid(value) == is_shaped(value)


@settings(max_examples=50)
@given(st.data())
def test_no_rule_file_brings_the_reader_down(data: st.DataObject) -> None:
    """Whatever is changed in a sound pack, there is a rulebook or there are problems; never an exception."""
    value = changed(data, as_json((SMALL / "runs.yaml").read_bytes()))
    found, problems = compile_pack(
        [(SMALL, "runs.yaml", json.dumps(value).encode()), *tables(SMALL, "small")], {SMALL: "small"}
    )
    assert (found is None) == bool(problems)
    assert problems or is_shaped(value)
    assert all(problem.what and problem.place.line for problem in problems)


def test_changes_are_told_apart() -> None:
    """The file that changes start from is sound, and a change can spoil it."""
    assert is_shaped(rules())
    assert not is_shaped(rules() | {"topic": []})
