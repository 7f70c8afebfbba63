"""Whole reports as a terminal shows them, word for word."""

from msgspec.structs import replace

from checker.model.place import Place
from checker.report import text
from checker.report.layout import steps
from checker.report.sentences import setting
from tests.report import samples

CHECKED = """\
claims/frontier.yaml:9:16  frontier-3b: implausible as the cost of the final run's compute; as expected
  "Training the frontier model cost $3 billion." (An example article, 15 Dec 2024)
  It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x.

  1. $3B (claimed) at $2 an H100-hour (assumed at this scale; Provider price lists, December    cost-from-chip-hours
     2024) buys 1.5B H100-hours.
  2. Within 6 months (assumed; few runs last longer; Epoch AI, models, March 2026; recalled,    chips-from-chip-hours
     not re-checked) that takes at least 342K H100.
  3. The largest system known by then had 100K H100 (Colossus, September 2024; Epoch AI, GPU    fits-largest-system
     clusters, March 2026).

  Plausible as   a year of R&D compute, experiments included; the cost of building a system of 75K H100
  Plausible if   it cost at most $690M; or it dates from 2026 or later
  Falls if       the run was stretched over sites (3); the system was kept secret (3)
  Tested by      three rules, to within a factor of 5

claims/frontier.yaml:9:16  cheaper: plausible; tested by four rules, to within a factor of 12
  "It cost $100M." (An example article, 15 Dec 2024)

  What follows        best               accepted
  training compute    8.3e25 FLOP        3e25 to 1.5e26 FLOP
  length of the run   at most 6 months   at most 8 months

  The training compute, 8.3e25 FLOP, is about 2.2x Llama-3.1-405B (3.8e25 FLOP; Meta).

frontier-model-2024: frontier-3b and cheaper cannot plausibly hold together
  It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x.

  1. $3B (claimed) at $2 an H100-hour (assumed at this scale; Provider price lists, December    cost-from-chip-hours
     2024) buys 1.5B H100-hours.
  2. Within 6 months (assumed; few runs last longer; Epoch AI, models, March 2026; recalled,    chips-from-chip-hours
     not re-checked) that takes at least 342K H100.
  3. The largest system known by then had 100K H100 (Colossus, September 2024; Epoch AI, GPU    fits-largest-system
     clusters, March 2026).

claims/frontier.yaml:9:16  cheap-run: strained; FAILED: expected plausible, got strained
  "The run took 60M H100-hours and cost $96M." (An example article, 15 Dec 2024)
  It needs one rare thing: the price of a chip-hour at $1.6 an H100-hour or less (typically $1.8 to $2.6 an
  H100-hour).
  Tested by      one rule, to within a factor of 10

claims/frontier.yaml:9:16  big-model: unchecked
  "The model has a trillion parameters." (An example article, 15 Dec 2024)
  No rule could have failed on it. Give chips (chips working on the run at once) or duration (length of the
  run) and it can be tested.

claims/frontier.yaml:9:16  days: impossible as one training run; FAILED: no longer accepted: its day has passed
  "Training the frontier model cost $3 billion." (An example article, 15 Dec 2024)
  The verdict hangs on rounding alone: with every figure exactly as typed it would be strained.
  It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x.

  1. $3B (claimed) at $2 an H100-hour (assumed at this scale; Provider price lists, December    cost-from-chip-hours
     2024) buys 1.5B H100-hours.
  2. Within 6 months (assumed; few runs last longer; Epoch AI, models, March 2026; recalled,    chips-from-chip-hours
     not re-checked) that takes at least 342K H100.
  3. The largest system known by then had 100K H100 (Colossus, September 2024; Epoch AI, GPU    fits-largest-system
     clusters, March 2026).

  Its figures cannot all hold.

  4. $3B (claimed) at $2 an H100-hour (assumed at this scale; Provider price lists, December    cost-from-chip-hours
     2024) buys 1.5B H100-hours.

  May be wrong   length of the run, given as 2400 hours: all the rest implies 50 hours to 6.2 days (24x too
                 large: hours taken for days?); 4.17 days would fit
  Falls if       the run was stretched over sites (3); the system was kept secret (3); the cost includes
                 salaries (4)
  Tested by      one rule, on one side only
  Not tested     parameters

Taken for granted, as nobody said otherwise: number format bf16, a dense model.
Judged by what was known on 1 Aug 2026.
Assumed on request: mfu=30-45%.
5 claims: 1 impossible, 1 implausible, 1 strained, 1 plausible, 1 unchecked; 1 disagreement (1 implausible), 2 failed, 1 input problem.
"""  # noqa: E501  # the last line is never wrapped

EXPLAINED = """\
claims/frontier.yaml:9:16  frontier-3b: implausible as the cost of the final run's compute; as expected
  "Training the frontier model cost $3 billion." (An example article, 15 Dec 2024)
  It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x.

  1. $3B (claimed) at $2 an H100-hour (assumed at this scale; Provider price lists, December    cost-from-chip-hours
     2024) buys 1.5B H100-hours.
  2. Within 6 months (assumed; few runs last longer; Epoch AI, models, March 2026; recalled,    chips-from-chip-hours
     not re-checked) that takes at least 342K H100.
  3. The largest system known by then had 100K H100 (Colossus, September 2024; Epoch AI, GPU    fits-largest-system
     clusters, March 2026).

  Plausible as   a year of R&D compute, experiments included; the cost of building a system of 75K H100
  Plausible if   it cost at most $690M; or it dates from 2026 or later
  Falls if       the run was stretched over sites (3); the system was kept secret (3)
  Tested by      three rules, to within a factor of 5

  Figures        training_cost $3B, hardware H100

  The same figure read as something else
    training_cost as a year of R&D compute, experiments included: plausible
    training_cost as the cost of building a system of 75K H100: plausible
    training_cost as all compute of a lab: implausible

  Rests on
    frontier-run-duration (assumption)
      Newer chips make it cheaper to start later.
      Wrong when training went on from an earlier model.
      Epoch AI, models, March 2026; recalled, not re-checked https://epoch.ai/data/ai-models

  How each value was tested
    training_cost: three rules, to within a factor of 5 (cost-from-chip-hours, chips-from-chip-hours and
      fits-largest-system)

  Taken for granted, as nobody said otherwise: number format bf16.

Judged by what was known on 1 Aug 2026.
1 claim: 0 impossible, 1 implausible, 0 strained, 0 plausible, 0 unchecked; none failed, no input problems.
"""


def test_whole_report() -> None:
    """Every verdict has its paragraph, disagreements and the terms of the run follow, and the last line counts."""
    assert text.write(samples.whole()) == CHECKED


def test_explained() -> None:
    """With all detail each reading has its verdict, each assumption its reasons and sources, each value its tests."""
    result = samples.result(samples.case(samples.implausible()))
    assert text.write(result, detail=True) == EXPLAINED


def test_plausible_claims_are_one_line_each() -> None:
    """Plain plausible claims take a line each, with what tested them and what nothing tested."""
    plain = replace(samples.plausible(), implied={}, supposed={})
    other = replace(plain, id="other", expected="plausible", unchecked=("mfu",), place=Place("b.yaml", 2, 3))
    result = samples.result(samples.case(plain, other), as_of="")
    assert (
        text.write(result)
        == """\
claims/frontier.yaml:9:16  cheaper: plausible; tested by four rules, to within a factor of 12
b.yaml:2:3  other: plausible; as expected; tested by four rules, to within a factor of 12; no rule tested mfu

2 claims: 0 impossible, 0 implausible, 0 strained, 2 plausible, 0 unchecked; none failed, no input problems.
"""
    )


def test_plausible_claim_on_the_edge() -> None:
    """A plausible claim whose verdict hangs on rounding is no one-liner: it says so."""
    edge = samples.claim(edge="strained")
    assert f"  {text.EDGE.format('strained')}\n" in text.write(samples.result(samples.case(edge)))


def test_colour() -> None:
    """Colour is around the verdict's word alone, and without it nothing else differs."""
    result = samples.whole()
    coloured = str(text.write(result, colour=True))
    assert "frontier-3b: \x1b[31mimplausible\x1b[0m as the cost" in coloured
    for code in ("32", "33", "31", "1;31", "36", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == text.write(result)


def test_a_number_of_two_digits_stands_apart_from_its_sentence() -> None:
    """The steps of a third proof may be the tenth and later ones."""
    result = samples.whole()
    terms = setting(result, result.cases[0], result.cases[0].claims[0])
    first, *_, last = (line for line in steps(samples.conflict(), terms, 9) if line.strip()[0].isdigit())
    assert first.startswith("  9.  $3B")
    assert last.startswith("  11. The largest")
