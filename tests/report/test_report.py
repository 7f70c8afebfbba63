"""The writers by name."""

import pytest

from checker.report import WRITERS, answer, json_v1, text, write
from checker.report.skeleton import skeleton
from tests.report import samples


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_every_writer_writes_lines(form: str) -> None:
    """Each format gives text that ends with a line end, whatever came out."""
    said = write(form, samples.whole(), samples.book())
    assert said.endswith("\n")
    assert not said.endswith("\n\n")


def test_names() -> None:
    """A name leads to its own writer, and colour only to those that know any."""
    result, book = samples.whole(), samples.book()
    assert write("text", result, book, colour=True) == text.write(result, book, colour=True)
    assert write("explained", result, book) == text.write(result, book, detail=True)
    assert write("answer", result, book) == answer.write(result, book)
    assert write("json", result, book, colour=True) == json_v1.write(result, book)
    assert write("jsonl", result, book, colour=True) == json_v1.write_lines(result, book)


def test_skeleton_has_the_id() -> None:
    """A skeleton has the id that was asked for."""
    assert skeleton("frontier-3b").count("\n  - id: frontier-3b\n") == 1
