"""Which figures of a claim its statement holds."""

import pytest

from checker.maths.interval import exp
from checker.model.source import Source
from checker.read.claim.claims import read_claims
from checker.read.claim.stated import holds, supplied
from tests.books import book

CLAIM = """\
claims:
  - id: big
    statement: Training the model cost $3 billion.
    source: {title: An article, date: 2024-12-15}
    about: big
    values:
      training_cost: $3B
      duration: 4 months
      chips: {value: {low: 10K H100, high: 20K H100}, source: {title: A report, url: "https://example.org", date: 2024}}
"""


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
        ("It gave off 5,521,000 kg of CO2.", "5521 t", True),
        ("It gave off 552 tonnes of CO2.", "552 t", True),
        ("It gave off 552 kg of CO2.", "552 t", False),
        ("It uses half a million kWh a day.", "500,000 kWh", True),
        ("H100s of up to four petaflops each.", "4 PFLOP/s", True),
        ("A 2.4 zettaFLOPS cluster.", "2.4e21 FLOP/s", True),
        ("RTX 5090: 3,352 AI TOPS.", "3,352 TFLOP/s", True),
        ("The run took two years.", "24 months", True),
        ("The run took 2 years.", "20 months", False),
        ("It cost a lot.", "$3B", False),
        ("It cost 1e99999 dollars.", "$3B", False),
    ],
)
def test_a_statement_holds_a_figure(statement: str, typed: str, expected: bool) -> None:
    """In digits or words, with another prefix or rounded; a number in a name is none."""
    assert holds(statement, typed) is expected


def test_a_figure_with_a_source_of_its_own_is_that_source_s() -> None:
    """It is read as it would be without one, its chip and place too, and isn't merely supplied."""
    (claim,), problems = read_claims([("a.yaml", CLAIM.encode())], book(), 739_000)
    assert problems == ()
    figures = {figure.quantity: figure for figure in claim.figures}
    chips = figures["chips"]
    assert chips.source == Source("A report", "https://example.org", "2024")
    assert (exp(chips.span[0]), exp(chips.span[1])) == pytest.approx((8000, 24_000))
    assert (chips.place.line, chips.place.column) == (9, 22)
    assert claim.choices[0].value == "H100"
    assert figures["duration"].source is None
    assert supplied(claim) == ("duration",)
