"""The answer to a question, word for word."""

from checker.report import answer
from tests.report import samples

ANSWER = """\
Plausible as one training run: cost of the final run's compute $3B, hardware H100, December 2024. Nothing
unusual is needed for it; it is tested by four rules, to within a factor of 12.

  What follows        best               accepted
  training compute    8.3e25 FLOP        3e25 to 1.5e26 FLOP
  length of the run   at most 6 months   at most 8 months

  The training compute, 8.3e25 FLOP, is about 2.2x Llama-3.1-405B (3.8e25 FLOP [1]).

  Taken for granted, as nobody said otherwise: number format bf16, a dense model.

[1] Meta

Judged by what was known on 1 Aug 2026.
"""


def test_answer() -> None:
    """An answer has the verdict, the question as it was understood, and what follows beside a known figure."""
    assert answer.write(samples.result(samples.case(samples.plausible()))) == ANSWER


def test_implausible_answer_has_its_proof() -> None:
    """An implausible answer starts with the verdict and, once, how it would be plausible, and tells the proof."""
    said = answer.write(samples.result(samples.case(samples.implausible()), as_of=""), colour=True)
    lines = said.splitlines()
    first = "\x1b[31mImplausible\x1b[0m as the cost of the final run's compute: $3B, hardware H100, December 2024. It"
    assert lines[0].startswith(first)
    assert lines[3].startswith("  1. $3B (claimed) at $2 an H100-hour")
    assert " ".join(lines).count("it cost at most $690M") == 1
    assert "as_of" not in said
    assert "Judged by" not in said


def test_several_answers_and_assumptions() -> None:
    """What was assumed on request is said at the end, once."""
    result = samples.result(
        samples.case(samples.plausible()), samples.case(samples.unchecked()), assumed=("mfu=30-45%",)
    )
    said = answer.write(result)
    assert said.count("Assumed on request: mfu=30-45%.") == 1
    assert said.endswith("Assumed on request: mfu=30-45%.\n")
