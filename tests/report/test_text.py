"""Whole reports as a terminal shows them, word for word."""

from checker.report import text
from checker.report.layout import steps
from checker.report.setting import setting
from tests.report import samples

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


def test_explained() -> None:
    """With all detail each reading has its verdict, each assumption its reasons and sources, each value its tests."""
    result = samples.result(samples.case(samples.implausible()))
    assert text.write(result) == EXPLAINED


def test_a_number_of_two_digits_stands_apart_from_its_sentence() -> None:
    """The steps of a third proof may be the tenth and later ones."""
    result = samples.whole()
    terms = setting(result, result.cases[0], result.cases[0].claims[0])
    first, *_, last = (line for line in steps(samples.conflict(), terms, 9) if line.strip()[0].isdigit())
    assert first.startswith("  9.  $3B")
    assert last.startswith("  11. The largest")
