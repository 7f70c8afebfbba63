"""Columns of figures screened with the shipped rules: the verdicts that claims with the same exact figures get."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import checker
from checker import screening
from checker.audit import ask_words
from checker.engine import columns as engine
from checker.explain.claim import Wanted
from checker.maths.dates import days
from checker.model.case import Question
from checker.model.finding import VERDICTS
from checker.options import Beliefs, Options, book_for
from checker.read.pack.compiled import load
from checker.screening import screen

NONE = float("nan")
RECORDS: list[dict[str, float]] = [
    {"training_cost": 3.001e9, "chips": 100123},
    {"training_cost": 1.001e8},
    {"parameters": 4.051e11},
    {"parameters": 6.711e11, "active_parameters": 3.701e10, "tokens": 1.481e13, "chip_hours": 2.788e6},
    {"parameters": 6.711e11, "tokens": 1.481e13, "chip_hours": 2.788e6},
    {"parameters": 6.711e11, "tokens": 1.481e13, "chip_hours": 5.012e4},
    {"parameters": 3.011e10, "tokens": 8.001e9, "dataset_tokens": 1.001e9, "training_compute": 1.501e20},
    {"parameters": 1.501e9, "tokens": 8.001e9, "dataset_tokens": 1.001e9, "training_compute": 7.001e18},
    {"active_parameters": 3.701e10, "tokens": 1.481e13, "chip_hours": 2.788e6},
    {"chips": 140123},
    {"chips": 511123},
    {"parameters": 4.051e11, "tokens": 1.561e13, "training_compute": 3.801e25},
    {"parameters": 4.051e11, "tokens": 1.561e13, "training_compute": 3.801e26},
]
UNITS = {
    "duration": "hours",
    "power": "W",
    "training_cost": "USD",
    "chip_hours": "chip-hours",
    "training_compute": "FLOP",
    "grid_intensity": "kg/Wh",
    "emissions": "kg",
}


def columns() -> dict[str, list[float]]:
    """The records as columns."""
    names = sorted({name for record in RECORDS for name in record})
    return {name: [record.get(name, NONE) for record in RECORDS] for name in names}


def asked(
    record: Mapping[str, float], hardware: str = "H800", kind: str = "training_run", date: str = "2024-12"
) -> str:
    """The verdict on one record asked as a question, every figure exact."""
    book, _ = book_for(Beliefs())
    assert book is not None
    given = {name: f"{value:.6g} {UNITS.get(name, '')}".strip() for name, value in record.items()}
    result = ask_words(
        {**given, "hardware": hardware, "kind": kind, "date": date}, book, Options(wanted=Wanted(reasons="none"))
    )
    return result.cases[0].verdict


def test_columns_get_the_verdicts_of_questions() -> None:
    """Record by record the same word; active parameters make a mixture of experts of some and not of others."""
    found = [VERDICTS[n] for n in checker.screen(columns(), "2024-12", hardware="H800")]
    assert found == [asked(record) for record in RECORDS]
    assert len(set(found)) >= 4


@pytest.mark.parametrize(
    ("hardware", "kind", "date", "given"),
    [
        ("T4", "system", "2023-06", {"duration": 5000.0}),
        ("A16", "system", "2021-03", {"duration": 5000.0}),
        ("L4", "fleet", "2024-06", {"power": 5e6}),
    ],
    ids=str,
)
def test_rules_about_what_is_not_given_say_nothing(
    hardware: str, kind: str, date: str, given: dict[str, float]
) -> None:
    """What rules believe of other figures may not hold together; a question leaves that out, and so does a column."""
    beside = {"chips": [NONE, 64.0], **{name: [value, value] for name, value in given.items()}}
    for columns_given in ({name: [value] for name, value in given.items()}, beside):
        found = VERDICTS[checker.screen(columns_given, date, kind=kind, hardware=hardware)[0]]
        assert found == asked(given, hardware=hardware, kind=kind, date=date)


def test_too_many_rare_things_count_in_columns_as_well() -> None:
    """Of records alike but for their emissions those that need too much that is rare are implausible, as if asked."""
    more = {"parameters": 1.75e11, "duration": 355.2, "grid_intensity": 0.429e-3}
    tons = [5.521e5, 2.6e6, 5.521e6, 5.6e6, 5.521e7]
    records = [{**more, "emissions": kilograms} for kilograms in tons]
    given = {name: [record[name] for record in records] for name in records[0]}
    found = [VERDICTS[n] for n in checker.screen(given, "2020-05", hardware="V100")]
    assert found == [asked(record, hardware="V100", date="2020-05") for record in records]
    assert found[:3] == ["plausible", "strained", "implausible"]


def test_no_record_gets_no_verdict() -> None:
    """Empty columns are no fault."""
    assert checker.screen({"chips": []}, "2024-12").tolist() == []


@pytest.mark.parametrize(
    ("given", "hardware", "what"),
    [
        ({"chip_hors": [1.0]}, "H100", 'unknown quantity "chip_hors": write chip_hours'),
        ({"query_energy": [1.0]}, "H100", "query_energy: no training_run has such figures; screen them by themselves"),
        ({"chips": [1.0], "duration": [1.0, 2.0]}, "H100", "the same length"),
        ({}, "H100", "one column or more"),
        ({"chips": [1.0, 0.0]}, "H100", "above zero: chips"),
        ({"chips": [np.inf]}, "H100", "finite"),
        ({"chips": ["many"]}, "H100", "chips: a column holds numbers, NaN where there is none"),
        ({"chips": 3}, "H100", "chips is no column: write a figure for each record"),
        ({"hardware": [1.0], "date": [2024]}, "H100", "hardware is no quantity: give it once for all records; date is"),
        ({"chips": [1.0]}, "H900", 'unknown chip "H900"'),
        ({"gpus": [1.0], "chips": [1.0]}, "H100", "the columns gpus and chips both give chips: keep one of the two"),
        ({"Chips": [1.0], "chips": [1.0]}, "H100", "the columns Chips and chips both give chips: keep one of the two"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said(given: dict[str, Any], hardware: str, what: str) -> None:
    """A column that is of no use, or a choice that nobody knows, is named."""
    with pytest.raises(ValueError, match=what):
        checker.screen(given, "2024-12", hardware=hardware)


def test_columns_are_judged_by_what_a_question_is(tmp_path: Path) -> None:
    """A day or a year as date, what was known on a day, what is assumed, and another pack."""
    chips = {"chips": np.array([1e5])}
    told = [checker.screen(chips, when, hardware="H100").tolist() for when in ("2024", 2024, date(2024, 12, 31))]
    assert told == [told[0]] * 3
    then = checker.screen(chips, "2024-12", hardware="H100", as_of=date(2023, 12, 31))
    assert VERDICTS[then[0]] == checker.ask("chips=100,001 hardware=H100 date=2024-12", as_of="2023").verdict
    assert then.tolist() != checker.screen(chips, "2024-12", hardware="H100").tolist()
    run = {"training_compute": [3.001e25], "chip_hours": [2e7]}
    assumed = checker.screen(run, "2024-12", hardware="H100", assume={"mfu": "1-2%"})
    assert assumed.tolist() != checker.screen(run, "2024-12", hardware="H100").tolist()
    with pytest.raises(ValueError, match="no such folder"):
        checker.screen(chips, "2024-12", pack=tmp_path / "none")
    with pytest.raises(TypeError, match="write quantities with a column each"):
        checker.screen([1e5], "2024-12")  # type: ignore[arg-type]


def test_a_date_that_is_none_is_said() -> None:
    """The date is read as in a claim."""
    with pytest.raises(ValueError, match="soon"):
        checker.screen({"chips": [1.0]}, "soon")


@pytest.mark.parametrize("more", [{"chips": "5K"}, {"comparable_to": "llama-3.1-405b"}, {"about": "Colossus"}], ids=str)
def test_what_can_hold_for_no_column_is_said(more: dict[str, Any]) -> None:
    """A figure, a link or a name beside the columns would be dropped, so it is refused."""
    with pytest.raises(ValueError, match=f"{next(iter(more))}: only choices can hold for all records"):
        checker.screen({"duration": [1000.0]}, "2024-12", **more)


def test_gaps_make_no_difference_where_the_same_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records, each with gaps of its own, get together what each gets alone; what is believed is laid out once."""
    laid_out: list[Question] = []

    def counted(question: Question) -> engine.Asked:
        laid_out.append(question)
        return engine.asked(question)

    monkeypatch.setattr(screening, "asked", counted)
    book, problems = load((Path(__file__).parent.parent / "benchmarks" / "book",))
    assert book is not None, problems
    random = np.random.default_rng(5)
    run = {
        "training_cost": 5.6e6, "chip_hours": 2.8e6, "gpu_count": 2048, "hours": 1370, "price_per_hour": 2.0,
        "peak_flops": 9.9e14, "mfu": 0.35, "training_compute": 3.5e24, "parameters": 3.9e10, "tokens": 1.5e13,
    }  # fmt: skip
    columns = {name: value * random.lognormal(0, 0.6, 60) for name, value in run.items()}
    for column in columns.values():
        column[random.random(60) < 0.4] = np.nan
    day = days("2026-11")[1]
    together = screen(columns, book, "training_run", day, {})
    assert len(laid_out) == 1
    alone = [screen({n: c[k : k + 1] for n, c in columns.items()}, book, "training_run", day, {})[0] for k in range(60)]
    assert len(set(together.tolist())) > 1
    assert together.tolist() == alone
