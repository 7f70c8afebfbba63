"""Whatever an answer suggests, a correction, a reading or a repair, comes out as told when somebody asks it next."""

import random
from collections.abc import Iterator

import pytest

from checker.audit import ask_words
from checker.model.result import ClaimResult
from checker.options import Options
from tests.explain.asking import book
from tests.made_up import anything

SEED = 20261130
MADE = 300
"""Questions in all, of which the suite takes some; `TRIED = MADE` takes all."""
PARTS = 4
TRIED = 25
"""So many of a part are asked."""


def suggested(claim: ClaimResult) -> Iterator[tuple[str, str]]:
    """Each question that an answer suggests, with the verdict told beside it."""
    yield from ((each.ask, each.verdict) for each in claim.suspects if each.corrected)
    yield from ((each.ask, each.verdict) for each in claim.readings)
    yield from ((each.ask, "plausible") for each in claim.repairs)


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_suggested_is_so(part: int) -> None:
    """Asked again by itself, each has the verdict that was told; a repair is plausible."""
    chance = random.Random(SEED)  # noqa: S311 — questions, not secrets
    asked = [anything(chance) for _ in range(MADE)][part::PARTS]
    otherwise, count = [], 0
    for words in asked[:TRIED]:
        claim = ask_words(words, book(), Options()).cases[0].claims[0]
        for suggestion, told in suggested(claim):
            count += 1
            again = ask_words(suggestion, book(), Options())
            found = again.cases[0].verdict if again.cases else "refused"
            otherwise += [f"{words} -> {suggestion}: {told}, asked {found}"] if found != told else []
    assert (otherwise, count > TRIED) == ([], True)
