"""What is handed over is found out in one run, and best figures only where something is explained."""

from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from checker.audit import check_paths
from checker.cases.assemble import Given, Judged, subject
from checker.cases.ground import ground
from checker.engine.best import best
from checker.engine.levels import all_ranges, at_every_level
from checker.explain import linked
from checker.explain.claim import Wanted
from checker.explain.linked import add_best, gives
from checker.maths.interval import ANY, Span
from checker.model.case import BEST, Question
from checker.model.key import key_of_claimed
from checker.model.rule import LEVELS
from checker.options import Options
from checker.read.claim.claims import read_claims
from tests.engine.generated import Pack
from tests.explain.asking import book, question
from tests.explain.test_case import judged as judged_small

RUN = """  - id: run-{n}
    statement: A run.
    source: {{title: A paper, url: "https://example.org/{n}", date: 2024-06}}
    about: run {n}
    kind: training_run
    date: 2024-{month:02d}
    values: {{training_compute: {n}e25 FLOP, chips: 20K, hardware: {chip}}}
"""


def chain(path: Path, last_chip: str = "H100") -> Path:
    """Five runs, each but the first as capable as the one before."""
    runs = [RUN.format(n=n, month=n, chip="H100" if n < 5 else last_chip) for n in range(1, 6)]
    links = ["", *(f"    links: {{comparable_to: run {n}}}\n" for n in range(1, 5))]
    file = path / "chain.yaml"
    file.write_text("claims:\n" + "".join(a + b for a, b in zip(runs, links, strict=True)), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "asked", ["chips=20K hardware=H100 duration=90 days date=2024-06", "training_cost=$3B date=2024-12"]
)
def test_levels_in_one_run_are_those_of_three(asked: str) -> None:
    """Each level's ranges, those further in than it holds being where it does."""
    this = question(asked)
    level, found = at_every_level(this)
    alone = [all_ranges(this, name) for name in LEVELS]
    assert level == next(n for n, spans in enumerate(alone) if spans is not None)
    for n, name in enumerate(LEVELS):
        spans = alone[max(n, level)] or {}
        assert {q: by_level[name] for q, by_level in found.items()} == {q: pytest.approx(s) for q, s in spans.items()}


def test_what_contradicts_itself_has_no_ranges() -> None:
    """And so hands nothing over."""
    assert at_every_level(question("chips=20K hardware=H100 duration=90 days chip_hours=100 date=2024-06")) == (3, {})


def test_a_wider_level_that_contradicts_itself_is_open() -> None:
    """A condition may hold only there: what is handed over at that level is no bound, and no fault."""
    this = question("chips=20K hardware=H100 date=2024-06")
    (said,) = this.said
    low, high = said.spans["accepted"]
    other = replace(said, key=key_of_claimed("b", "chips"), spans={**said.spans, "accepted": (low + 1, high + 1)})
    level, found = at_every_level(replace(this, said=(said, other)))
    assert level == 0
    assert {tuple(by_level) for by_level in found.values()} == {LEVELS}
    assert found["chips"]["accepted"] == ANY
    assert found["chips"]["limit"] == pytest.approx(said.spans["limit"])


@pytest.mark.parametrize("seed", range(0, 200, 5))
def test_what_stays_as_claimed_is_found_at_typical_alone(seed: int) -> None:
    """Of claimed figures alone the ranges at every level are those that all levels give, one by one."""
    pack = Pack(seed, cyclic=seed % 2 == 0)
    this = pack.question(0.3, *pack.summed(), pack.guarded(1))
    level, whole = at_every_level(this)
    for name in {premise.quantity for premise in this.said}:
        found = at_every_level(this, {name})
        assert (found[0], {*found[1]}) == (level, {name} & whole.keys())
        assert all(found[1][name][each] == pytest.approx(span, abs=1e-6) for each, span in whole.get(name, {}).items())


def test_what_is_not_asked_for_changes_nothing_handed_over() -> None:
    """What no rule takes of a link isn't handed over, and the ranges of the rest are those with all rules."""
    this = question("chip_hours=30M hardware=H100 tokens=15T date=2024-06").subject
    _, whole = at_every_level(ground(this, book(), "all"))
    found = gives(this, book())
    assert found.keys() == {"training_compute"}
    assert found == {name: {level: pytest.approx(whole[name][level]) for level in LEVELS} for name in found}


def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often best figures are found out from now on."""
    calls: Counter[str] = Counter()

    def counting(this: Question, level: str) -> dict[str, Span]:
        calls["best"] += 1
        return best(this, level)

    monkeypatch.setattr(linked, "best", counting)
    return calls


def test_best_figures_are_found_only_for_explanations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain in which all is plausible needs none; one whose end fails, one for each giver before it."""
    calls = counted(monkeypatch)
    check_paths([chain(tmp_path)], book(), Options(wanted=Wanted(reasons="failed")))
    assert calls["best"] == 0
    result = check_paths([chain(tmp_path, "K80")], book(), Options(wanted=Wanted(reasons="failed")))
    assert [claim.verdict for case in result.cases for claim in case.claims][-1] in {"implausible", "impossible"}
    assert calls["best"] == 4


@pytest.mark.parametrize(("months", "level"), [(4, "typical"), (7, "accepted"), (20, "limit")])
def test_best_figures_are_those_of_the_level_at_which_a_giver_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, months: int, level: str
) -> None:
    """Further in it contradicts itself, and further out there is more than it says."""
    levels: list[str] = []

    def noting(this: Question, at: str) -> dict[str, Span]:
        levels.append(at)
        return best(this, at)

    monkeypatch.setattr(linked, "best", noting)
    judged_small(tmp_path, months, 1e20)
    assert levels == [level]


def test_best_figures_hang_on_those_of_givers_before(tmp_path: Path) -> None:
    """They are what they would be if each had been found when its subject was judged."""
    file = chain(tmp_path)
    claims, problems = read_claims([(str(file), file.read_bytes())], book(), 0)
    assert problems == ()
    late: Judged = {}
    early: Judged = {}
    for claim in claims[:-1]:
        for judged in (late, early):
            about = subject([claim], book(), judged)
            judged[claim.about.replace(" ", "-")] = Given(
                claim.about, claim.day, gives(about, book()), ((about, "typical"),)
            )
        add_best(early, claims, book())
    add_best(late, claims[-1:], book())
    assert late == early
    assert all(BEST in spans for given in late.values() for spans in given.spans.values())
