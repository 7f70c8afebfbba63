"""Judges rows of Epoch AI's tables as claims, and prints the verdicts and why any row is implausible or impossible.

    python benchmarks/rows.py FOLDER [--known] [--all] [TABLE ...]

FOLDER holds the tables as Epoch AI publishes them (https://epoch.ai/data, CC BY 4.0): epoch-models-DATE.csv,
epoch-gpu-clusters-DATE.csv, epoch-data-centers-DATE.csv and epoch-ml-hardware-DATE.csv. Tables are named without date:
models, clusters, sites, chips; all four where none is named. A row that says of itself that it is a guess, and a figure
that only stands for another ("more than 6e24" as 6.000001e24), are left out. Names are judged as unknown ones, so that
only the rules speak: with --known what is published of a model counts too. --all prints strained rows as well.
"""

import argparse
import csv
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from math import floor, log10
from pathlib import Path
from typing import NamedTuple

from checker.audit import check_paths, claims_of
from checker.model.finding import FLAGGED, VERDICTS
from checker.model.result import ClaimResult
from checker.options import Options, book_for

Row = Mapping[str, str]
FAULTY = Path(__file__).parent / "faulty_rows.csv"
"""Rows that were looked up and found wrong, or to mean something else, with sources."""
H100 = 989.4e12
"""Dense 16-bit peak of an H100 [FLOP/s], by which rules count H100 equivalents; the tables count them in 8 bits."""
GUESS = re.compile(
    r"\b(?:speculat|unverified|unlikely|likely|guess|rumou?r|presumabl|not (?:directly )?reported)", re.IGNORECASE
)
MIXTURE = re.compile(r"\bmoe\b|mixture|experts?\b|activated|active param|\bA\d+B\b", re.IGNORECASE)
CUT_OFF = 1e6
"""Compute of fine-tuning below this is a figure's first digit alone, as the table of June 2025 has them [FLOP]."""
SENTINEL = re.compile(r"\d\.0{4,}[1-9]\d*e|\d0{5,}1(?:\.0)?$", re.IGNORECASE)
"""A bound written as a figure: 6.000001e24."""


class Claim(NamedTuple):
    """A row as a claim: its name, kind of subject and day, and its figures and choices as one types them."""

    name: str
    kind: str
    date: str
    values: dict[str, str]
    status: str = ""


def figure(row: Row, column: str, times: float = 1, unit: str = "") -> str:
    """A cell's figure with its unit; "" where it holds none, nothing or a bound."""
    text = row.get(column, "").strip().lstrip("$").replace(",", "")
    if not text or SENTINEL.search(text):
        return ""
    try:
        number = float(text)
    except ValueError:
        return ""
    if not 0 < number < float("inf"):
        return ""
    return f"{float(f'{number * times:.{digits(number)}g}'):.15g} {unit}".strip()


def digits(number: float) -> int:
    """How many digits of a figure are known: figures of anonymised clusters are rounded to one."""
    return min(len(f"{number:.6e}".split("e")[0].replace(".", "").rstrip("0")), 6)


def one_digit(text: str) -> str:
    """What a figure stands for that was rounded to one digit; Epoch AI rounds those of Chinese clusters so."""
    if not text:
        return ""
    number, *unit = text.split()
    step = 10 ** floor(log10(float(number)))
    low, high = (" ".join([f"{float(number) + half * step:.15g}", *unit]) for half in (-0.5, 0.5))
    return f"{low} to {high}"


def money(row: Row, column: str, times: float = 1) -> str:
    """A cell's figure in dollars."""
    return figure(row, column, times, "USD")


def models(row: Row) -> Iterator[Claim]:
    """A dense language model that is published and no guess; compute of one that builds on another is that of both."""
    told = " ".join(text for column, text in row.items() if column == "Model" or "notes" in column)
    if row["Domain"] != "Language" or row["Confidence"] not in ("Confident", "") or MIXTURE.search(told):
        return
    if GUESS.search(" ".join(row[column] for column in ("Parameters notes", "Training compute notes"))):
        return
    tuned = bool(row["Base model"].strip())
    data = next(column for column in row if column.startswith("Training dataset size ("))
    values = {
        "parameters": figure(row, "Parameters"),
        "dataset_tokens": figure(row, data),
        "epochs": figure(row, "Epochs"),
        "total_compute" if tuned else "training_compute": figure(row, "Training compute (FLOP)"),
        "hardware": row["Training hardware"],
        "chips": figure(row, "Hardware quantity"),
        "chip_hours": figure(row, "Training chip-hours"),
        "duration": figure(row, "Training time (hours)", unit="hours"),
        "mfu": figure(row, "Hardware utilization (MFU)"),
        "hfu": figure(row, "Hardware utilization (HFU)"),
        "training_cost": money(row, "Training compute cost (2023 USD)"),
        "stage": "finetune" if tuned else "",
        "architecture": "dense",
    }
    if tuned and float(figure(row, "Finetune compute (FLOP)") or 0) >= CUT_OFF:
        values["training_compute"] = figure(row, "Finetune compute (FLOP)")
    yield Claim(row["Model"], "training_run", row["Publication date"], values)


def clusters(row: Row) -> Iterator[Claim]:
    """A cluster with the day on which it first worked, or will; what isn't one cluster is all that its owner has."""
    date = row["First Operational Date"]
    if row["Certainty"] == "Unlikely" or not date:
        return
    several = row["Chip type (secondary)"]
    values = {
        "hardware": f"{row['Chip type (primary)']}, {several}" if several else row["Chip type (primary)"],
        "chips": figure(row, "Total number of AI chips"),
        "h100e": figure(row, "16-bit OP/s", 1 / H100),
        "power": figure(row, "Power Capacity (MW)", unit="MW"),
        "system_cost": money(row, "Reported Cost") or money(row, "Hardware Cost"),
    }
    if row["Name"].startswith("Anonymized"):
        values = {name: one_digit(text) for name, text in values.items()}
    kind = "system" if row["Single cluster?"] == "Yes" else "fleet"
    yield Claim(row["Name"], kind, date, values, "planned" if row["Status"] == "Planned" else "")


def sites(row: Row) -> Iterator[Claim]:
    """A data centre as it stands on the day of the table; which chips it holds isn't told.

    Counted in 8 bits they are as many H100 equivalents as in 16, or half as many where 8 bits are no faster (TPU v4).
    """
    least, most = (figure(row, "Current H100 equivalents", times) for times in (1, 2))
    values = {
        "h100e": f"{least} to {most}" if least else "",
        "power": figure(row, "Current power (MW)", unit="MW"),
        "system_cost": money(row, "Current total capital cost (2025 USD billions)", 1e9),
    }
    yield Claim(row["Title"], "system", "", values)


PEAKS = {
    "fp64": "FP64 (double precision) performance (FLOP/s)",
    "fp32": "FP32 (single precision) performance (FLOP/s)",
    "tf32": "TF32 (TensorFloat-32) performance (FLOP/s)",
    "bf16": "Tensor-FP16/BF16 performance (FLOP/s)",
    "fp16": "FP16 (half precision) performance (FLOP/s)",
    "int8": "INT8 performance (OP/s)",
    "fp8": "FP8 performance (FLOP/s)",
    "fp4": "FP4 performance (FLOP/s)",
}


VECTOR = 4.1
"""Times its 32-bit rate that a chip does in 16 bits without matrix units at most; the fp16 column has either's rate."""


def chips(row: Row) -> Iterator[Claim]:
    """A chip's rating, memory and price, and each of its peaks, since a claim speaks of one format."""
    name, date = row["Hardware name"], row["Release date"]
    rest = {
        "chip_power": figure(row, "TDP (W)", unit="W"),
        "chip_memory": figure(row, "Memory size per board (Byte)", 1e-9, "GB"),
        "chip_price": money(row, "Release price (USD)"),
    }
    yield Claim(name, "chip", date, {"hardware": name, **rest})
    for precision, column in PEAKS.items():
        peak = figure(row, column)
        values = {"hardware": name, "precision": precision, "chip_peak": peak}
        if precision == "fp16" and peak and float(peak) <= VECTOR * float(figure(row, PEAKS["fp32"]) or "inf"):
            values["units"] = "vector"
        yield Claim(f"{name} in {precision}", "chip", date, values if peak else {})


TABLES: dict[str, tuple[str, Callable[[Row], Iterator[Claim]]]] = {
    "models": ("epoch-models-*.csv", models),
    "clusters": ("epoch-gpu-clusters-*.csv", clusters),
    "sites": ("epoch-data-centers-*.csv", sites),
    "chips": ("epoch-ml-hardware-*.csv", chips),
}
CHOICES = {"hardware", "stage", "architecture", "precision", "units"}


def written(claim: Claim, id_: str, edition: str, *, known: bool) -> str:
    """A claim as YAML, or "" where the row has no figure."""
    values = {name: text for name, text in claim.values.items() if text}
    if not values.keys() - CHOICES:
        return ""
    told = {
        "id": id_,
        "statement": f"{claim.name}: {', '.join(f'{name} {text}' for name, text in values.items())}",
        "source": {"title": "Epoch AI", "url": "https://epoch.ai/data", "date": edition},
        "about": claim.name if known else id_,
        "kind": claim.kind,
        "date": claim.date or edition,
        "values": values,
        **({"status": claim.status} if claim.status else {}),
    }
    return f"- {json.dumps(told, ensure_ascii=False)}\n"


def claims(table: Path, made: Callable[[Row], Iterator[Claim]], *, known: bool) -> list[str]:
    """The rows of a table as the claims of a file."""
    edition = "-".join(table.stem.split("-")[-2:])
    with table.open(encoding="utf-8", newline="") as file:
        found = [
            (f"row-{n}-{m}", claim) for n, row in enumerate(csv.DictReader(file)) for m, claim in enumerate(made(row))
        ]
    texts = (written(claim, id_, edition, known=known) for id_, claim in found)
    return [text for text in texts if text]


def judged(texts: list[str]) -> tuple[list[ClaimResult], list[str]]:
    """What comes of some claims, and which of them are refused and why."""
    options = Options()
    book, problems = book_for(options.beliefs)
    if book is None:
        sys.exit("\n".join(str(problem) for problem in problems))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.yaml"
        path.write_text("claims:\n" + "".join(texts), encoding="utf-8")
        result = check_paths([path], book, options)
    refused = [f"{problem.line.strip()[:160]}: {problem.what}" for problem in result.problems]
    return claims_of(result), refused


def faulty(table: str) -> dict[str, str]:
    """What is wrong with rows of a table that were looked up, each with its source."""
    with FAULTY.open(encoding="utf-8", newline="") as file:
        return {
            row["row"]: f"{row['wrong']} ({row['source']})" for row in csv.DictReader(file) if row["table"] == table
        }


def report(table: Path, texts: list[str], *, strained: bool) -> None:
    """Prints how often each verdict comes out, by row, and the rows that are flagged with what breaks."""
    found, refused = judged(texts)
    by_row: dict[str, list[ClaimResult]] = {}
    for claim in sorted(found, key=lambda claim: -VERDICTS.index(claim.verdict)):
        by_row.setdefault(claim.id.rpartition("-")[0], []).append(claim)
    gravest = [claims[0] for claims in by_row.values()]
    wrong = faulty(table.stem)
    sound = [claim for claim in gravest if not known_as(claim, wrong)]
    counted = Counter(claim.verdict for claim in sound)
    flagged = sum(counted[word] for word in FLAGGED)
    print(f"{table.name}: {len(sound)} rows: {', '.join(f'{counted[word]} {word}' for word in VERDICTS)}; ", end="")
    print(f"{100 * flagged / max(len(sound), 1):.1f} of 100 implausible or worse")
    caught = sum(claim.verdict in FLAGGED for claim in gravest if known_as(claim, wrong))
    print(f"  {len(gravest) - len(sound)} rows more were looked up and are wrong, {caught} of them flagged; ", end="")
    print(f"{len(found)} claims, {len(refused)} refused")
    print(*(f"  refused  {line}" for line in refused), sep="\n", end="\n" if refused else "")
    for claim in gravest:
        if claim.verdict in FLAGGED or (strained and claim.verdict == "strained"):
            told(claim, known_as(claim, wrong))


def known_as(claim: ClaimResult, wrong: Mapping[str, str]) -> str:
    """What is wrong with the row of a claim, or ""."""
    return next((what for row, what in wrong.items() if claim.statement.startswith((f"{row}:", f"{row} in "))), "")


def told(claim: ClaimResult, wrong: str) -> None:
    """Prints a row that is flagged, with the rules of each conflict."""
    print(f"  {claim.verdict}  {claim.statement}, {claim.date}")
    print(*(f"    {', '.join(conflict.rules)}" for conflict in claim.conflicts), sep="\n")
    if wrong:
        print(f"    the row is wrong: {wrong}")


def main() -> None:
    """Prints all of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", type=Path, help="folder of the tables")
    asked.add_argument("tables", nargs="*", help=f"which tables: {', '.join(TABLES)}; all if none is named")
    asked.add_argument(
        "--known", action="store_true", help="judge models by their names, with what is published of them"
    )
    asked.add_argument("--all", action="store_true", help="print strained rows too")
    given = asked.parse_args()
    if given.folder is None:
        sys.exit("nothing judged: name the folder of Epoch AI's tables (https://epoch.ai/data)")
    for name in given.tables or list(TABLES):
        pattern, made = TABLES[name]
        tables = sorted(given.folder.glob(pattern))
        if not tables:
            print(f"{name}: nothing judged, as there is no {pattern} in {given.folder}")
        for table in tables:
            report(table, claims(table, made, known=given.known), strained=given.all)


if __name__ == "__main__":
    main()
