"""Text as it may leave the program."""

import json

import pytest

from checker.shown import as_json, escaped, line, page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, “quoted”, 通义, 3×10²⁵, a\u00a0b", "plain, “quoted”, 通义, 3×10²⁵, a\u00a0b"),
        ("a\x1b[2Kb\x9b", r"a\x1b[2Kb\x9b"),
        ("a\r\nb\tc\x7f", r"a\r\nb\tc\x7f"),
        ("a\u2028b\u2029c\x85", r"a\u2028b\u2029c\x85"),
        ("\u202eabc\u2066\u200f", r"\u202eabc\u2066\u200f"),
        ("\udcff.yaml", r"\udcff.yaml"),
        ("family \N{MAN}\u200d\N{WOMAN}", "family \N{MAN}\u200d\N{WOMAN}"),
    ],
)
def test_what_acts_on_a_terminal_is_escaped(text: str, shown: str) -> None:
    """Control characters, ends of lines, marks of direction and what is no character; letters stay as they are."""
    assert (escaped(text), escaped(escaped(text))) == (shown, shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", r"\::error::x"),
        ("  \u00a0::error::x", "  \u00a0\\::error::x"),
        ("a::b", "a::b"),
        ("x ##[error]", r"x #\#[error]"),
        ("##vso[task.setvariable]", r"#\#vso[task.setvariable]"),
        ("## heading", "## heading"),
    ],
)
def test_commands_of_a_log_are_broken(text: str, shown: str) -> None:
    """What a continuous integration would run is shown so that it doesn't."""
    assert (line(text), line(shown)) == (shown, shown)


def test_a_page_has_as_many_lines_as_it_was_given() -> None:
    """Input makes no line of its own."""
    assert page(["a\nb", "", "c"]) == "a\\nb\n\nc\n"


def test_json_reads_the_same() -> None:
    """Escapes of JSON stand for what is unsafe, and nothing is lost."""
    value = {"a\u2028": ["\x1b\x7f\x85\u202e", "##[error] ## ###[x", "\U000e0041", "通义\n"]}
    text = as_json(value)
    assert json.loads(text) == value
    assert text.isprintable() is False
    assert text.rstrip("\n").isprintable()
    assert "##[" not in text
