"""What follows, in a table: only rows that say something."""

from msgspec.structs import replace

from checker.model.finding import Implied
from checker.report import detail
from checker.report.setting import setting
from tests.report import samples


def told(**rows: Implied) -> list[str]:
    """The table of a plausible claim with these rows beside its own."""
    claim = replace(samples.plausible(), implied=samples.plausible().implied | rows)
    result = samples.result(samples.case(claim))
    terms = setting(result, result.cases[0], claim)
    return detail.implied(claim, terms, ("accepted", "limit"))


def row(accepted: tuple[float, float], best: float = 1000.0) -> Implied:
    """A figure of emissions, with one number at best."""
    return Implied("kg", "emissions", (best, best), accepted, accepted, (1.0, 1e9), claimed=False)


def test_what_is_known_no_better_than_within_a_thousand_is_counted_alone() -> None:
    """A range of just a thousand is told; a wider one, though its best is one number, is not."""
    assert any(line.startswith("  emissions") for line in told(emissions=row((100.0, 100_000.0))))
    lines = told(emissions=row((99.0, 100_000.0)))
    assert not any("emissions" in line for line in lines)
    assert "  One more is known no better than within 1,000x." in lines


def test_a_cell_that_says_nothing_has_a_dash() -> None:
    """What physics allows is often as wide as can be: the row stands for what is accepted."""
    (line,) = (line for line in told(emissions=row((100.0, 10_000.0))) if line.startswith("  emissions"))
    assert line.split("   ")[-1].strip() == "–"
    assert "unknown" not in "".join(told(emissions=row((100.0, 10_000.0))))
