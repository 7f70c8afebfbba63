"""Words that look like others."""

import difflib

import pytest

from checker.maths.near import COMPARED, Words, nearest

KNOWN = ("training_cost", "training_compute", "chip_hours", "chip_hour_price", "TOPS", "PFLOPS", "A100", "H100")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("traning_cost", "training_cost"),
        ("training-compute", "training_compute"),
        ("hip_hours", "chip_hours"),
        ("pflop", "PFLOPS"),
        ("H-100", "H100"),
        ("", ""),
        ("qqq", ""),
    ],
)
def test_the_known_word_that_looks_most_like_another(word: str, meant: str) -> None:
    """Whatever the case of its letters; none where none looks like it."""
    assert nearest(word, KNOWN) == meant


def test_few_are_compared_however_many_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letter by letter a word is compared with those alone that share most pairs of letters with it."""
    compared: list[int] = []

    def counted(word: str, words: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(words))
        return real(word, words, n, cutoff)

    real = difflib.get_close_matches
    monkeypatch.setattr(difflib, "get_close_matches", counted)
    words = Words(f"run-{number}" for number in range(5000))
    assert words.nearest("rn-4711", 0.5) == "run-4711"
    assert compared == [COMPARED]
