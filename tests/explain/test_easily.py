"""Which of several figures goes wrong most easily."""

import pytest

from checker.explain.easily import is_named
from tests.explain.asking import question


@pytest.mark.parametrize(
    ("about", "figure", "named"),
    [
        ("gpt-oss-120b by The Value Engineering", "117B", True),
        ("Qwen3-235B-A22B", "22B", True),
        ("Llama 3.1 405B", "405B", True),
        ("a 1.8T model", "1.8T", True),
        ("gpt-oss-120b", "117M", False),
        ("Mixtral 8x7B", "47B", False),
        ("11.7billion of them", "11.7B", False),
        ("GPT-4", "4B", False),
    ],
)
def test_what_a_name_says_is_right(about: str, figure: str, named: bool) -> None:
    """A name rounds the number of parameters to within a tenth."""
    (said,) = question(f"parameters={figure} date=2025-08").said
    assert is_named(said, about, "parameter") == named


def test_a_name_has_parameters_alone() -> None:
    """120b are no tokens."""
    (said,) = question("tokens=120B date=2025-08").said
    assert not is_named(said, "gpt-oss-120b", "token")
