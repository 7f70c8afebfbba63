"""Every sum that a proof prints comes out, for a reader who has no more than the words and a calculator."""

import random

import pytest
from msgspec.structs import replace

from checker.audit import ask_words
from checker.options import Options
from checker.report.setting import setting
from tests.closing import open_steps, unclosed
from tests.explain.asking import book
from tests.made_up import a_run

SEED = 20261130
MADE = 20


@pytest.mark.parametrize("part", range(4))
def test_every_step_of_made_up_questions_closes(part: int) -> None:
    """Also where figures are far off, and chains of reasons long."""
    chance = random.Random(SEED + part)  # noqa: S311 — questions, not secrets
    for _ in range(MADE):
        asked = a_run(chance)
        assert list(unclosed(ask_words(asked, book(), Options()), book())) == [], asked


def test_a_factor_that_is_left_out_is_noticed() -> None:
    """A rule whose sentence hides what it multiplies with, and a conflict that shows it: this test can fail."""
    result = ask_words("chips=500K hardware=H100 duration=2 years training_cost=$50M date=2024-12", book(), Options())
    (case,) = result.cases
    conflict = next(c for c in case.claims[0].conflicts if len(c.steps) > 1)
    first = next(step for step in conflict.steps if step.basis == "relation")
    hidden = replace(first, facts={k: replace(f, low=f.low * 3, high=f.high * 3) if k == first.output else f
                                   for k, f in first.facts.items()})  # fmt: skip
    wrong = replace(conflict, steps=tuple(hidden if step is first else step for step in conflict.steps))
    assert list(open_steps(wrong, setting(result, case, case.claims[0]), book()))
