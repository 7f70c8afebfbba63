"""The writers by name."""

import pytest

from checker.report import WRITERS, agenda, answer, brief, json_v1, text, write
from checker.report.skeleton import skeleton
from tests.report import samples


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_every_writer_writes_lines(form: str) -> None:
    """Each format gives text that ends with a line end, whatever came out."""
    said = write(form, samples.whole())
    assert said.endswith("\n")
    assert not said.endswith("\n\n")


def test_names() -> None:
    """A name leads to its own writer, and colour only to those that know any."""
    result = samples.whole()
    assert write("text", result, colour=True) == agenda.write(result, colour=True)
    assert write("all", result) == agenda.write(result, every=True)
    assert write("brief", result, colour=True) == brief.write(result, colour=True)
    assert write("explained", result) == text.write(result)
    assert write("answer", result) == answer.write(result)
    assert write("json", result, colour=True) == json_v1.write(result)
    assert write("jsonl", result, colour=True) == json_v1.write_lines(result)


def test_skeleton_has_the_id() -> None:
    """A skeleton has the id that was asked for."""
    assert skeleton("frontier-3b").count("\n  - id: frontier-3b\n") == 1
