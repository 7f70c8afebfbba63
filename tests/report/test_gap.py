"""By how much a contradiction fails, word for word."""

import math

import pytest
from msgspec.structs import replace

from checker.model.finding import Gap, Held
from checker.report.gap import miss
from checker.report.setting import Setting, setting
from tests.report import samples
from tests.report.samples import fact


@pytest.fixture
def terms() -> Setting:
    """The setting of the $3B claim."""
    result = samples.whole()
    return setting(result, result.cases[0], result.cases[0].claims[0])


@pytest.mark.parametrize(
    ("gap", "misses", "expected"),
    [
        (Gap(3.42, 1.31), "It needs {gap} the largest system known in {date}.",
         "It needs 3.4x the largest system known in December 2024; on the kindest terms, 1.3x."),
        (Gap(3.42, None), "", "It is off by 3.4x."),
        (Gap(None, 1.31), "", "It is off by 1.3x, on the kindest terms."),
        (Gap(2, 1.5), "It needs {gap} of {nothing}.", "It is off by 2x; on the kindest terms, 1.5x."),
        (Gap(math.inf, 1.5), "It needs {gap} of it.", "It is off without bound; on the kindest terms, 1.5x."),
        (Gap(math.inf, math.inf), "", "It is off without bound; on the kindest terms, as much."),
        (Gap(math.inf, 2), "It began before its chip was on sale.", "It began before its chip was on sale."),
        (Gap(), "It needs {gap}.", "Its figures cannot all hold."),
    ],
)  # fmt: skip
def test_miss(gap: Gap, misses: str, expected: str, terms: Setting) -> None:
    """The gap is said by the broken rule's sentence or a plain one, at best and on the kindest terms."""
    assert miss(replace(samples.conflict(), gap=gap, misses=misses), terms) == expected


@pytest.mark.parametrize(
    ("basis", "level", "bound", "expected"),
    [
        ("assumed", "accepted", (0, 4383, None), "4x above the most that is usual, 6 months"),
        ("known", "accepted", (0, 4383, None), "4x above the most that is known, 6 months"),
        ("known", "typical", (0, 4383, None), "4x above the most that is usual, 6 months"),
        ("assumed", "accepted", (70128, math.inf, None), "4x below the least that is usual, 8 years"),
        ("known", "accepted", (730.5, 4383, 1461), "4x above the range that we allow, 1 to 6 months"),
        ("known", "accepted", (4300, 4400, 4383), "4x above the known 6 months"),
        ("known", "accepted", (4383, 4383, None), "4x above the known 6 months"),
    ],
)
def test_a_miss_in_words_that_fit_any_rule(
    basis: str, level: str, bound: tuple[float, float, float | None], expected: str, terms: Setting
) -> None:
    """Where the broken rule has no words of its own, the figure is told beside what it is held against."""
    low, high, best = bound
    against = replace(fact("duration", low, high), basis=basis, best=best)
    facts = {"duration": fact("duration", 17532, 17532), "bound": against}
    last = replace(samples.steps()[-1], output="duration", facts=facts)
    clash = replace(samples.conflict(), gap=Gap(4, 1.6), misses="", level=level, steps=(last,))
    said = f"It puts the length of the run at 2 years, {expected}; on the kindest terms, 1.6x."
    assert miss(clash, terms) == said


def test_a_miss_between_figures_of_one_claim(terms: Setting) -> None:
    """They differ: neither is what the other is held against."""
    facts = {"duration": fact("duration", 17532, 17532), "bound": fact("duration", 4383, 4383, "claimed")}
    last = replace(samples.steps()[-1], output="duration", facts=facts)
    clash = replace(samples.conflict(), gap=Gap(4, 1.6), misses="", steps=(last,))
    assert miss(clash, terms) == "Its figures differ by 4x on the length of the run; on the kindest terms, 1.6x."


@pytest.mark.parametrize(
    ("level", "end", "limit", "said"),
    [
        ("limit", 17532, (0, 8766), " No more than 12 months is possible."),
        ("limit", 17532, (0, math.inf), ""),
        ("accepted", 17532, (0, 8766), ""),
        ("limit", 731, (1461, math.inf), " No less than 2 months is possible."),
    ],
)
def test_what_is_possible_is_said_of_what_is_not(
    level: str, end: float, limit: tuple[float, float], said: str, terms: Setting
) -> None:
    """Beside what is usual, of what an impossible claim breaks; not of one that is merely implausible."""
    bound = replace(fact("duration", 1461, 4383), basis="assumed", prior="run-duration")
    last = replace(
        samples.steps()[-1], output="duration", facts={"duration": fact("duration", end, end), "bound": bound}
    )
    held = Held("run-duration", "assumed", "duration", "hour", {"limit": limit})
    clash = replace(samples.conflict(), gap=Gap(4, 1.6), misses="", level=level, steps=(last,), premises=(held,))
    assert miss(clash, terms).partition("; on the kindest terms, 1.6x.")[2] == said
