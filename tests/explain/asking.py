"""Questions asked of the shipped pack."""

from functools import cache

from checker.audit import ask_words
from checker.cases.assemble import subject
from checker.cases.ground import ground
from checker.explain.claim import Wanted
from checker.maths.dates import days
from checker.model.case import Question
from checker.model.result import ClaimResult
from checker.model.rule import Rulebook
from checker.options import Beliefs, Options, book_for
from checker.read.claim.claims import read_ask


@cache
def book() -> Rulebook:
    """The shipped pack."""
    found, problems = book_for(Beliefs())
    assert found is not None, problems
    return found


@cache
def judged(words: str) -> ClaimResult:
    """One question judged, with everything told; asked again, it isn't judged again."""
    return _answer(words, Options(wanted=Wanted(implied=True, readings=True)))


@cache
def briefly(words: str) -> ClaimResult:
    """One question with its verdict and as what it was read, and without reasons, which take longest."""
    return _answer(words, Options(wanted=Wanted(reasons="none")))


def _answer(words: str, options: Options) -> ClaimResult:
    result = ask_words(words, book(), options)
    assert not result.problems, result.problems
    return result.cases[0].claims[0]


def question(words: str) -> Question:
    """The premises of one question."""
    claim, problems = read_ask(words, book(), days("2026-11")[1])
    assert claim, problems
    return ground(subject([claim], book(), {}), book())


THREE_BILLION = "training_cost=$3B hardware=H100 date=2024-12"
DEEPSEEK = {
    "chips": "2048", "hardware": "H800", "chip_hours": "2.788M", "training_cost": "$5.576M",
    "parameters": "671B", "active_parameters": "37B", "tokens": "14.8T", "date": "2024-12",
}  # fmt: skip
LLAMA = {
    "training_compute": "3.8e25 FLOP", "chips": "16384", "hardware": "H100", "chip_hours": "30.84M",
    "parameters": "405B", "tokens": "15.6T", "date": "2024-07",
}  # fmt: skip


def words(values: dict[str, str], **changed: str) -> str:
    """Values as they are typed after `checker ask`, some of them changed."""
    return " ".join(f"{name}={text}" for name, text in {**values, **changed}.items())
