"""What a judged subject hands over to those that link to it: its ranges at the level at which it holds, or wider."""

from pathlib import Path

import pytest

from checker.audit import check_paths
from checker.engine import propagate
from checker.engine.asking import Asking
from checker.explain.claim import Wanted
from checker.model.result import ClaimResult
from checker.options import Options
from tests.small import small

BASE = """claims:
  - id: base
    statement: The base model was trained so long.
    source: {{title: A paper, url: "https://example.org/base", date: 2024-12-15}}
    about: Base
    kind: training_run
    date: 2024-12
    values: {{chip_hours: {hours}, hardware: H100, duration: {months} months}}
"""
NEXT = """  - id: next
    statement: The next model is as good.
    source: {{title: A paper, url: "https://example.org/next", date: 2024-12-15}}
    about: Next
    kind: training_run
    date: 2024-12
    links: {{comparable_to: Base}}
    values: {{training_compute: {compute} FLOP}}
"""
MONTH = 1000 * 730.5
"""Chip-hours of a month of a thousand chips."""
PEAK = 989e12 * 3600
"""FLOP of a chip-hour at its peak: 30 % to 45 % are used typically, up to 60 % at all; fp8 makes it twice as much."""


def judged(folder: Path, months: int, compute: float) -> dict[str, ClaimResult]:
    """A base model that ran for so long, and another with so much compute that is as good; by their ids."""
    file = folder / "claims.yaml"
    file.write_text(
        BASE.format(months=months, hours=months * MONTH) + NEXT.format(compute=f"{compute:.4e}"), encoding="utf-8"
    )
    result = check_paths([file], small(), Options())
    assert not result.problems
    return {claim.id: claim for case in result.cases for claim in case.claims}


def of_next(folder: Path, months: int, share: float) -> str:
    """The verdict on a model with as much compute as such a share of what the base model's chips could do."""
    return judged(folder, months, share * months * MONTH * PEAK)["next"].verdict


@pytest.mark.parametrize(
    ("share", "verdict"), [(0.4, "plausible"), (0.5, "strained"), (2.0, "strained"), (3.0, "implausible")]
)
def test_a_plausible_subject_hands_over_each_level_as_it_is(tmp_path: Path, share: float, verdict: str) -> None:
    """Its typical range to be held against typically, its accepted one at accepted."""
    assert judged(tmp_path, 4, 1e20)["base"].verdict == "plausible"
    assert of_next(tmp_path, 4, share) == verdict


def test_a_strained_subject_hands_over_no_less_than_its_accepted_range(tmp_path: Path) -> None:
    """Typically it can't be so at all: what it is at accepted stands in, as a bound and not as one that is open."""
    assert judged(tmp_path, 7, 1e20)["base"].verdict == "strained"
    assert of_next(tmp_path, 7, 1.2) == "plausible"
    assert of_next(tmp_path, 7, 2.0) == "strained"
    assert of_next(tmp_path, 7, 3.0) == "implausible"


def test_an_implausible_subject_hands_over_its_limits(tmp_path: Path) -> None:
    """Wider than what is accepted, though not without end."""
    assert judged(tmp_path, 14, 1e20)["base"].verdict == "implausible"
    assert of_next(tmp_path, 14, 1.4) == "plausible"
    assert of_next(tmp_path, 14, 2.0) == "strained"
    assert of_next(tmp_path, 14, 5) == "implausible"
    assert of_next(tmp_path, 14, 20) == "impossible"


def test_what_contradicts_itself_hands_over_nothing(tmp_path: Path) -> None:
    """What would be impossible beside a base model that can be so is nothing unusual beside this one."""
    base = BASE.replace("{{chip_hours", "{{chips: 1M, chip_hours").format(months=4, hours=4 * MONTH)
    file = tmp_path / "claims.yaml"
    file.write_text(base + NEXT.format(compute="2e26"), encoding="utf-8")
    result = check_paths([file], small(), Options())
    verdicts = {claim.id: claim.verdict for case in result.cases for claim in case.claims}
    assert verdicts["base"] == "impossible"
    assert verdicts["next"] in ("plausible", "unchecked")


def test_each_link_of_a_chain_costs_a_few_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many links are twice as many runs of the engine, and no link takes more than five."""
    runs: list[int] = []
    real = propagate._run

    def counted(asked: Asking, *others: object) -> propagate.Rest:
        runs.append(len(asked.low))
        return real(asked, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(propagate, "_run", counted)
    took = []
    for links in (8, 16):
        file = tmp_path / f"{links}.yaml"
        file.write_text(
            BASE.format(months=4, hours=4 * MONTH)
            + "".join(
                NEXT.format(compute="1e20")
                .replace("next", f"next-{n}")
                .replace("about: Next", f"about: Next {n}")
                .replace("to: Base", f"to: Next {n - 1}" if n else "to: Base")
                for n in range(links)
            ),
            encoding="utf-8",
        )
        runs.clear()
        result = check_paths([file], small(), Options(wanted=Wanted(reasons="failed")))
        assert len(result.cases) == links + 1
        took.append(len(runs))
    assert took[1] - took[0] <= 5 * 8
