"""Which names are one name, in whatever script they are written."""

# ruff: noqa: RUF001  # letters of other scripts that look like ours are what is tested

import pytest

from checker.model.names import folded, slug


@pytest.mark.parametrize(
    "names",
    [
        ("xAI  Colossus (Memphis)", "xai-colossus-memphis"),
        ("GPT-4", "gpt 4", "GPT_4", "ＧＰＴ－４", "GPT\u2011\u200b4"),
        ("Command R+", "command-r +"),
        ("Straße", "STRASSE"),
        ("É", "E\u0301", "é"),
        ("می\u200cخواهم", "میخواهم"),
        ("🤖", " 🤖 "),
        ("Claude®", "claude"),
    ],
)
def test_spellings_of_one_name(names: tuple[str, ...]) -> None:
    """Case, punctuation, widths, composed letters and what shows nothing make no other name."""
    assert len({slug(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("通义", "文心", ""),
        ("ЯндексGPT", "GPT", "GPT+", "GPT++"),
        ("GPT-4", "GPT4", "GPT-4+"),
        ("कि", "का", "क"),
        ("🤖", "🦙", "---", "...", ""),
        ("😀 A", "😁 A", "A"),
        ("模型★", "模型☆"),
        ("C#", "C", "C+"),
        ("$100", "€100", "100"),
    ],
)
def test_other_names_in_any_script(names: tuple[str, ...]) -> None:
    """Letters, vowel signs, digits and signs of every script tell names apart."""
    assert len({slug(name) for name in names}) == len(names)


def test_a_name_is_its_own_slug() -> None:
    """A name once compared is compared alike for ever."""
    for name in ("GPT-4+", "通义 2", "ﬁne", "İstanbul", "🤖"):
        assert (slug(slug(name)), folded(folded(name))) == (slug(name), folded(name))
