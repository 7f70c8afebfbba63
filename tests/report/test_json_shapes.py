"""The schema of results and the results agree."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec import ValidationError

from checker.model.place import Place
from checker.model.result import Result
from checker.report import json_shapes, json_v1
from checker.report.json_shapes import result_schema
from tests.report import samples

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.json"))


def closed(schema: object) -> Any:  # noqa: ANN401  # a schema is whatever JSON holds
    """The schema with no key allowed that it doesn't name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {**inner, "additionalProperties": False} if "properties" in schema else inner


def sample() -> Any:  # noqa: ANN401
    """The sample result, written and read back."""
    return json.loads(json_v1.write(samples.whole()))


def test_schema_is_sound() -> None:
    """It is JSON Schema 2020-12."""
    Draft202012Validator.check_schema(result_schema())


@pytest.mark.parametrize("result", [samples.whole(), samples.result()])
def test_results_fit(result: Result) -> None:
    """Every key that is written is in the schema, with the right type, and every key of the schema is written."""
    whole = json.loads(json_v1.write(result))
    assert list(Draft202012Validator(closed(result_schema())).iter_errors(whole)) == []


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.name)
def test_golden_results_fit(file: Path) -> None:
    """Whole runs over real claims fit as the samples do."""
    assert list(Draft202012Validator(closed(result_schema())).iter_errors(json.loads(file.read_text()))) == []


def test_lines_fit() -> None:
    """Every line of jsonl is a case."""
    validator = Draft202012Validator(closed({**result_schema(), "$ref": "#/$defs/Case"}))
    for line in json_v1.write_lines(samples.whole()).splitlines():
        assert list(validator.iter_errors(json.loads(line))) == []


WRONG: dict[str, Callable[[Any], object]] = {
    "no version": lambda whole: whole.pop("version"),
    "another version": lambda whole: whole.update(version="checker-json-2"),
    "no cases": lambda whole: whole.pop("cases"),
    "no summary": lambda whole: whole.pop("summary"),
    "a verdict without its number": lambda whole: whole["summary"].pop("unjudged"),
    "fewer claims than none": lambda whole: whole["summary"].update(plausible=-1),
    "a line before the first": lambda whole: whole["problems"][0]["place"].update(line=0),
    "no such verdict": lambda whole: whole["cases"][0].update(verdict="odd"),
    "no such evidence": lambda whole: whole["cases"][0]["claims"][0]["source"].update(evidence="heard"),
    "a range of three": lambda whole: whole["cases"][3]["suspects"][0].update(implied=[1, 2, 3]),
    "no gap at all": lambda whole: whole["cases"][0].update(gap=None),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_never_written_is_refused(wrong: Callable[[Any], object]) -> None:
    """A result with one thing wrong doesn't fit."""
    whole = sample()
    wrong(whole)
    assert not Draft202012Validator(result_schema()).is_valid(whole)


def test_later_keys_are_allowed() -> None:
    """A result with a key of a later minor release still fits."""
    assert Draft202012Validator(result_schema()).is_valid(sample() | {"new": 1})


def test_keys_say_what_they_mean() -> None:
    """The schema tells of a key what it holds, and of an object what it is."""
    found = result_schema()["$defs"]
    assert found["Suspect"]["properties"]["text"]["description"] == "The figure as typed."
    assert all(each["description"] for each in found.values())


def test_what_does_not_fit_is_not_written() -> None:
    """What is to be written is held against its shape first."""
    with pytest.raises(ValidationError, match="line"):
        json_v1._as(json_shapes.Place, Place("claims.yaml", 0))
