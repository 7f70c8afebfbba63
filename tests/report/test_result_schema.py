"""The schema of results and the results agree."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.model.result import Result
from checker.report import json_v1
from checker.report.result_schema import case_schema, result_schema
from tests.report import samples


def closed(schema: object) -> Any:  # noqa: ANN401  # a schema is whatever JSON holds
    """The schema with no key allowed that it doesn't name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {**inner, "additionalProperties": False} if "properties" in schema else inner


def test_schema_is_sound() -> None:
    """Both schemas are JSON Schema 2020-12."""
    Draft202012Validator.check_schema(result_schema())
    Draft202012Validator.check_schema(case_schema())


@pytest.mark.parametrize("result", [samples.whole(), samples.result()])
def test_results_fit(result: Result) -> None:
    """Every key that is written is in the schema, with the right type, and every key of the schema is written."""
    whole = json.loads(json_v1.write(result))
    assert list(Draft202012Validator(closed(result_schema())).iter_errors(whole)) == []


def test_lines_fit() -> None:
    """Every line of jsonl is a case."""
    validator = Draft202012Validator(closed(case_schema()))
    for line in json_v1.write_lines(samples.whole()).splitlines():
        assert list(validator.iter_errors(json.loads(line))) == []


@pytest.mark.parametrize("key", ["version", "cases", "summary"])
def test_missing_keys_are_refused(key: str) -> None:
    """A result without one of its keys doesn't fit."""
    whole = json.loads(json_v1.write(samples.whole()))
    del whole[key]
    assert not Draft202012Validator(result_schema()).is_valid(whole)


def test_later_keys_are_allowed() -> None:
    """A result with a key of a later minor release still fits."""
    whole = json.loads(json_v1.write(samples.whole())) | {"new": 1}
    assert Draft202012Validator(result_schema()).is_valid(whole)
