"""Which figures of a claim its statement holds."""

import pytest

from checker.read.claim.stated import holds


@pytest.mark.parametrize(
    ("statement", "typed", "expected"),
    [
        ("Training the model cost $3 billion.", "$3B", True),
        ("Grok 3 cost $3B to train.", "200M", False),
        ("GPT-4 took three months.", "4 months", False),
        ("GPT-4 took three months.", "3 months", True),
        ("It drew 0.5 GW.", "500 MW", True),
        ("Half a million chips.", "500K", True),
        ("PaLM 540B on 6,144 TPU v4.", "6,144", True),
        ("LLaMA-7B saw 1T tokens.", "7B", True),
        ("It took 3.14x10^23 FLOP.", "3.14e23 FLOP", True),
        ("It took 3,311,616 hours.", "3.31M", True),
        ("It cost a lot.", "$3B", False),
        ("It cost 1e99999 dollars.", "$3B", False),
    ],
)
def test_a_statement_holds_a_figure(statement: str, typed: str, expected: bool) -> None:
    """In digits or words, with another prefix or rounded; a number in a name is none."""
    assert holds(statement, typed) is expected
