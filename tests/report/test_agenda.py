"""The report of `check`: what needs a look in full, then counts, then what was expected in a line each."""

from msgspec.structs import replace

from checker.model.place import Place
from checker.report import agenda
from tests.report import samples

CHECKED = """\
claims/frontier.yaml:9:16  frontier-3b: implausible as the cost of the final run's compute; as expected
  "Training the frontier model cost $3 billion." [1]
  It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x.
  1. $3B (claimed) at $2 an H100-hour (assumed at this scale [2]) buys 1.5B H100-hours.
  2. Within 6 months (assumed; few runs last longer [3]) that takes at least 342K H100.
  3. The largest system known by then had 100K H100 (Colossus, September 2024 [4]).
  Plausible as   a year of R&D compute, experiments included; the cost of building a system of 75K H100
  Plausible if   it cost at most $690M; or it dates from 2026 or later
  Falls if       the run was stretched over sites; the system was kept secret

claims/frontier.yaml:9:16  cheaper: plausible; tested by four rules, to within a factor of 12
  "It cost $100M." [1]

  What follows        best               accepted
  training compute    8.3e25 FLOP        3e25 to 1.5e26 FLOP
  length of the run   at most 6 months   at most 8 months

  The training compute, 8.3e25 FLOP, is about 2.2x Llama-3.1-405B (3.8e25 FLOP [5]).

frontier-model-2024: frontier-3b and cheaper cannot plausibly hold together
  It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x.
  1. $3B (claimed) at $2 an H100-hour (assumed at this scale [2]) buys 1.5B H100-hours.
  2. Within 6 months (assumed; few runs last longer [3]) that takes at least 342K H100.
  3. The largest system known by then had 100K H100 (Colossus, September 2024 [4]).

claims/frontier.yaml:9:16  cheap-run: strained; FAILED: expected plausible, got strained
  "The run took 60M H100-hours and cost $96M." [1]
  It needs one rare thing: the price of a chip-hour at $1.6 an H100-hour or less (typically $1.8 to $2.6 an
  H100-hour).

claims/frontier.yaml:9:16  big-model: unchecked
  "The model has a trillion parameters." [1]
  No rule could have failed on it. Give chips (chips working on the run at once) or duration (length of the
  run) and it can be tested.

claims/frontier.yaml:9:16  days: impossible as one training run; FAILED: no longer accepted: its day has passed; partly checked: no rule tested parameters
  "Training the frontier model cost $3 billion." [1]
  The verdict hangs on rounding: with the length of the run at exactly 2400 hours, it would be strained.
  It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x.
  1. $3B (claimed) at $2 an H100-hour (assumed at this scale [2]) buys 1.5B H100-hours.
  2. Within 6 months (assumed; few runs last longer [3]) that takes at least 342K H100.
  3. The largest system known by then had 100K H100 (Colossus, September 2024 [4]).
  Its figures cannot all hold.
  1. $3B (claimed) at $2 an H100-hour (assumed at this scale [2]) buys 1.5B H100-hours.
  May be wrong   length of the run, given as 2400 hours: all the rest implies 50 hours to 6.2 days (24x too
                 large: hours taken for days?); 4.17 days would fit

[1] An example article, 15 Dec 2024 https://example.org/a
[2] Provider price lists, December 2024 https://example.org/rates
[3] Epoch AI, models, March 2026; recalled, not re-checked https://epoch.ai/data/ai-models
[4] Epoch AI, GPU clusters, March 2026 https://epoch.ai/data/gpu-clusters
[5] Meta

Judged by what was known on 1 Aug 2026.
Assumed on request: mfu=30-45%.
5 claims: 1 impossible, 1 implausible, 1 strained, 1 plausible, 1 unchecked; 1 disagreement (1 implausible), 2 failed, 1 input problem.
"""  # noqa: E501  # headlines and the last line are never wrapped


def test_whole_report() -> None:
    """Every verdict has its paragraph, disagreements, sources and the terms of the run follow, and a line counts."""
    assert agenda.write(samples.whole(), every=True) == CHECKED


def test_what_needs_a_look_comes_first_and_what_was_expected_last() -> None:
    """A claim that is as expected takes a line after the counts, and plausible ones are counted in one."""
    plain = replace(samples.plausible(), implied={}, supposed={})
    odd = replace(samples.implausible(), id="odd", expected="")
    result = samples.result(samples.case(plain, odd, samples.implausible()), as_of="")
    first, *_, known, line, last = agenda.write(result).splitlines()
    assert first.startswith("claims/frontier.yaml:9:16  odd: implausible as the cost")
    assert known == "As expected or accepted, in a line each (--all has the reasons):"
    assert line.startswith("claims/frontier.yaml:9:16  frontier-3b: implausible: it needs 3.4x the largest system")
    assert last == "Plausible and not shown: one claim (--all names them)."


def test_plausible_claims_are_one_line_each() -> None:
    """Plain plausible claims take a line each where all are asked for; the headline says what nothing tested."""
    plain = replace(samples.plausible(), implied={}, supposed={})
    other = replace(plain, id="other", expected="plausible", unchecked=("mfu",), place=Place("b.yaml", 2, 3))
    result = samples.result(samples.case(plain, other), as_of="")
    first, second, *_ = agenda.write(result, every=True).splitlines()
    assert first == "claims/frontier.yaml:9:16  cheaper: plausible; tested by four rules, to within a factor of 12"
    assert second.startswith("b.yaml:2:3  other: plausible; as expected; tested by four rules, to within a factor of")
    assert second.endswith("; partly checked: no rule tested mfu")


def test_plausible_claim_on_the_edge() -> None:
    """A plausible claim whose verdict hangs on rounding needs a look: it says so."""
    edge = samples.claim(edge="strained")
    said = agenda.write(samples.result(samples.case(edge)))
    assert "  The verdict hangs on rounding: with every figure exact, it would be strained.\n" in said


def test_colour() -> None:
    """Colour is around the verdict's word alone, and without it nothing else differs."""
    result = samples.whole()
    coloured = str(agenda.write(result, every=True, colour=True))
    assert "frontier-3b: \x1b[31mimplausible\x1b[0m as the cost" in coloured
    for code in ("32", "33", "31", "1;31", "36", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == agenda.write(result, every=True)


def test_links() -> None:
    """Where the terminal opens links a source in the list is one; elsewhere its address stands beside it."""
    linked = str(agenda.write(samples.whole(), every=True, links=True))
    assert "\x1b]8;;https://example.org/a\x1b\\[1] An example article, 15 Dec 2024\x1b]8;;\x1b\\\n" in linked
    assert "[1] An example article, 15 Dec 2024 https://example.org/a\n" in CHECKED
