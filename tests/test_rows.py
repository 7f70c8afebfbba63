"""The script that judges rows of Epoch AI's tables reads figures as far as they are known, and says what it found."""

import csv
import os
from pathlib import Path

import pytest

from benchmarks.rows import FAULTY, TABLES, chips, claims, clusters, faulty, figure, main, models, one_digit, report
from checker.read.figures.value import BadValue, read_choice
from tests.explain.asking import book

FOLDER = Path(os.environ.get("EPOCH_TABLES", ""))
"""Epoch AI's tables, which are not part of the project: `EPOCH_TABLES=FOLDER pytest tests/test_rows.py`."""
NEEDED = pytest.mark.skipif(not os.environ.get("EPOCH_TABLES"), reason="EPOCH_TABLES names no folder of tables")
HARDWARE = {"Hardware name", "Training hardware", "Chip type (primary)", "Chip type (secondary)", "Hardware model"}
MODEL = {
    "Model": "Some model",
    "Domain": "Language",
    "Confidence": "Confident",
    "Base model": "",
    "Parameters": "7000000000.0",
    "Parameters notes": "",
    "Training compute (FLOP)": "4.2e+22",
    "Training compute notes": "6ND",
    "Training dataset size (gradients)": "1000000000000",
    "Epochs": "1.0",
    "Training hardware": "NVIDIA A100",
    "Publication date": "2023-05-09",
}


@pytest.mark.parametrize(
    ("cell", "read"),
    [("4.2e+24", "4.2e+24"), ("512.0", "512"), ("$1,000.50", "1000.5"), ("6.000001e24", ""), ("0", ""), ("many", "")],
)
def test_a_cell_is_read_as_far_as_it_is_a_figure(cell: str, read: str) -> None:
    """Digits are those of the cell; nothing, words and bounds that are written as figures are none."""
    assert figure({"a": cell}, "a") == read


def test_a_converted_figure_has_no_more_digits_than_its_cell() -> None:
    """A peak told in one digit is a count of H100 equivalents in one digit."""
    assert figure({"a": "3e19"}, "a", 1 / 989.4e12) == "30000"


@pytest.mark.parametrize(("text", "stands_for"), [("20000", "15000 to 25000"), ("8 MW", "7.5 MW to 8.5 MW"), ("", "")])
def test_what_was_rounded_to_one_digit_stands_for_all_that_one_would_round_to_it(text: str, stands_for: str) -> None:
    """Half a unit of the first digit either way."""
    assert one_digit(text) == stands_for


def test_a_guess_and_a_mixture_of_experts_are_left_out() -> None:
    """Rows that say so in their notes or in their confidence give no claim."""
    others = (
        {"Confidence": "Likely"},
        {"Parameters notes": "a guess"},
        {"Model": "Qwen3-30B-A3B"},
        {"Domain": "Vision"},
    )
    assert len([*models(MODEL)]) == 1
    assert [claim for other in others for claim in models(MODEL | other)] == []


def test_compute_of_a_model_that_builds_on_another_is_that_of_both() -> None:
    """What is the run's own stands in a column of its own, unless that was cut off after its first digit."""
    tuned = MODEL | {"Base model": "Llama 2-7B"}
    (whole,) = models(tuned | {"Finetune compute (FLOP)": "4"})
    (parts,) = models(tuned | {"Finetune compute (FLOP)": "4.1e20"})
    assert (whole.values["stage"], whole.values["total_compute"]) == ("finetune", "4.2e+22")
    assert "training_compute" not in whole.values
    assert (parts.values["total_compute"], parts.values["training_compute"]) == ("4.2e+22", "4.1e+20")


def test_a_planned_cluster_says_so_and_several_are_a_fleet() -> None:
    """A cluster that is only planned has that status; chips of two sorts are named both."""
    row = {
        "Name": "A",
        "Status": "Planned",
        "Certainty": "Likely",
        "Single cluster?": "No",
        "First Operational Date": "2027",
        "Chip type (primary)": "AMD Radeon Instinct MI250X",
        "Chip type (secondary)": "NVIDIA A100",
    }
    (claim,) = clusters(row)
    assert (claim.kind, claim.status) == ("fleet", "planned")
    assert claim.values["hardware"] == "AMD Radeon Instinct MI250X, NVIDIA A100"
    assert [*clusters(row | {"Certainty": "Unlikely"})] == []


def test_a_peak_near_the_32_bit_rate_is_that_of_vector_units() -> None:
    """Tables have either rate in the column of 16-bit peaks."""
    row = {"Hardware name": "X", "Release date": "2020", "FP32 (single precision) performance (FLOP/s)": "1e13"}
    column = "FP16 (half precision) performance (FLOP/s)"
    units = {peak: [*chips(row | {column: peak})][-4].values.get("units") for peak in ("2e13", "8e13")}
    assert units == {"2e13": "vector", "8e13": None}


def test_rows_are_judged_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row that can't be is told with the rules it breaks, and no claim is refused."""
    table = tmp_path / "epoch-models-2026-03.csv"
    with table.open("w", newline="") as file:
        writer = csv.DictWriter(file, MODEL)
        writer.writeheader()
        writer.writerows([MODEL, MODEL | {"Model": "Another", "Training compute (FLOP)": "4.2e+25"}])
    report(table, claims(table, models, known=False), strained=False)
    told = capsys.readouterr().out
    assert "2 rows: 0 unchecked, 1 plausible, 0 strained, 1 implausible, 0 impossible; 50.0 of 100" in told
    assert "2 claims, 0 refused" in told
    assert "compute-from-parameters" in told


def test_without_a_folder_nothing_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables are not part of the project, and the script says where they are to be had."""
    monkeypatch.setattr("sys.argv", ["rows.py"])
    with pytest.raises(SystemExit, match="nothing judged: name the folder"):
        main()


def test_each_wrong_row_has_its_source() -> None:
    """What is said to be wrong with a row can be looked up."""
    with FAULTY.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert all(row["wrong"] and row["source"] for row in rows)
    assert {row["evidence"] for row in rows} <= {"data", "read", "recalled"}
    assert "(" in faulty("epoch-models-2026-03")["StarCoder"]


@NEEDED
def test_each_name_of_hardware_in_the_tables_is_a_chip_or_refused_for_a_reason() -> None:
    """Only processors are refused, alone or beside a chip."""
    names = set()
    for table in FOLDER.glob("epoch-*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            names |= {row[column] for row in csv.DictReader(file) for column in HARDWARE & {*row} if row[column]}
    refused = set()
    for name in names:
        try:
            read_choice(name, book().attributes["hardware"])
        except BadValue as error:
            refused.add(error.what)
    assert len(names) > 200
    assert {what for what in refused if "is a processor, no AI chip" not in what} == set()


@NEEDED
@pytest.mark.parametrize("name", TABLES)
def test_few_rows_of_the_tables_are_flagged(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a hundred rows that nobody found wrong at most three are implausible and none impossible; none is refused."""
    pattern, made = TABLES[name]
    for table in FOLDER.glob(pattern):
        report(table, claims(table, made, known=False), strained=False)
        told = capsys.readouterr().out
        assert ", 0 impossible; " in told
        assert float(told.partition("impossible; ")[2].partition(" of 100")[0]) <= 3
        assert ", 0 refused" in told
