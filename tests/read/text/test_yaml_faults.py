"""Where YAML breaks off: what is wrong is told, and what to write instead."""

import re

import pytest

from checker.read.text.yaml_faults import Fault, explain

ENTRY = re.compile(r"([\w-]+): +([^,{}\[\]:]*)$")
"""The entry that a line ends with, as one would write it down; it takes the square of a line's length."""


def instead(line: str, column: int) -> str:
    """What to write where a mapping in braces breaks off at a column."""
    at = (0, column)
    return explain(Fault("in a mapping", "did not find expected ',' or '}'", at, (0, 0)), [line])[2]


@pytest.mark.parametrize(
    "before",
    [
        "{title: A",
        "{title:  A b",
        "{a: 1, title: A",
        "{a: [1, 2], title: A",
        "{title:A",
        "{: A",
        "{A",
        "{a b: A",
        "{a-b_c: A",
        "{a: b: A",
        "{a?: A",
        "",
    ],
)
def test_the_entry_before_a_second_colon_is_quoted_whole(before: str) -> None:
    """Key and value are those that stand before the colon, wherever the entry begins."""
    entry = ENTRY.search(before)
    told = instead(before + ": B}", len(before))
    assert told == f'write {entry[1]}: "{entry[2]}: B"' if entry else told.startswith("write one of them here")


@pytest.mark.parametrize("filling", ["a", "a ", "a-", "- ", " ", "a: ", "\t", "a:a "])
def test_a_line_of_a_megabyte_is_explained(filling: str) -> None:
    """A line is read once, however long it is; what reads it again from each of its places wouldn't end."""
    text = "{key: " + filling * (1_000_000 // len(filling))
    assert instead(text + ": B}", len(text))
    second = Fault("", "mapping values are not allowed", (0, len(text) + 1), (0, 0))
    assert explain(second, [text + ": B"])[1]
