"""Judges claims that were gathered and labelled without sight of the rules, and keeps what was said of them at first.

    python -m benchmarks.unseen    # how each set fares, when first judged and now

A set is a table in tests/accuracy/unseen/. The label of a row is an expert's: `kind` (true, false, misleading, unknown)
and `expected` (a verdict). `first` is the program's word before any rule could be mended with the row in sight: the
first run writes it down, and it is never written anew.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from tempfile import TemporaryDirectory

import yaml

from checker.audit import check_paths
from checker.explain.claim import Wanted
from checker.model.finding import FLAGGED
from checker.options import Options, book_for

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "accuracy" / "unseen"
REFUSED = "refused"
WIDE = NormalDist().inv_cdf(0.975)
"""Standard errors on either side of a share within which it lies 95 times in a hundred."""

Row = dict[str, str]


@dataclass(frozen=True)
class Count:
    """How a set fares: so many claims, and of them so many against the program, by what went wrong."""

    claims: int
    wronged: int
    passed: int
    refused: int
    same: int
    """The program's word is the label."""

    @property
    def against(self) -> int:
        """All that count against the program."""
        return self.wronged + self.passed + self.refused


def sets() -> dict[str, list[Row]]:
    """The rows of each set, oldest first."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.csv"))}


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def verdicts(rows: Sequence[Row]) -> list[str]:
    """What the program says of each row now; `REFUSED` where it can't read it."""
    options = Options(wanted=Wanted(reasons="none"))
    book, _ = book_for(options.beliefs)
    if book is None:
        raise SystemExit("the rules can't be read")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "claims.yaml"
        path.write_text(yaml.safe_dump({"claims": [_claim(row) for row in rows]}, allow_unicode=True), encoding="utf-8")
        result = check_paths((path,), book, options)
    found = {claim.id: claim.verdict for case in result.cases for claim in case.claims}
    return [found.get(row["id"], REFUSED) for row in rows]


def _claim(row: Row) -> dict[str, object]:
    """A row as a claim of a file; what it is about is its own name, so that no known subject helps."""
    values = dict(figure.split("=", 1) for figure in row["figures"].split("; ") if figure)
    values.pop("base_model", None)  # no claim here stands for it
    return {
        "id": row["id"],
        "statement": row["statement"],
        "source": {"title": row["source"], "date": row["date"]},
        "about": row["id"],
        "kind": row["subject_kind"],
        "date": row["as_of"],
        "values": values,
    }


def counted(rows: Sequence[Row], words: Sequence[str]) -> Count:
    """How a set fares with these words of the program."""
    pairs = list(zip(rows, words, strict=True))
    return Count(
        claims=len(pairs),
        wronged=sum(is_wronged(row, word) for row, word in pairs),
        passed=sum(is_passed(row, word) for row, word in pairs),
        refused=sum(word == REFUSED for _, word in pairs),
        same=sum(row["expected"] == word for row, word in pairs),
    )


def is_wronged(row: Row, word: str) -> bool:
    """A true claim that is called implausible or impossible."""
    return row["kind"] == "true" and word in FLAGGED


def is_passed(row: Row, word: str) -> bool:
    """A false or misleading claim that the expert flags and the program doesn't, or of which only he says strained."""
    if row["kind"] not in ("false", "misleading") or word == REFUSED:
        return False
    return word not in FLAGGED if row["expected"] in FLAGGED else row["expected"] == "strained" and _is_mild(word)


def _is_mild(word: str) -> bool:
    return word not in (*FLAGGED, "strained")


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's interval, in which the true share lies 95 times in a hundred."""
    if not whole:
        return 0.0, 1.0
    share, spread = part / whole, WIDE**2 / whole
    middle = share + spread / 2
    reach = WIDE * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


def rows_of_table(found: Iterable[tuple[str, Count]]) -> Iterator[list[str]]:
    """A table's rows: a set's name, its claims, what counts against the program, and how sure that is."""
    for name, each in found:
        low, high = interval(each.against, each.claims)
        share = f"{100 * each.against / each.claims:.0f} % ({100 * low:.0f} to {100 * high:.0f})"
        yield [name, *map(str, (each.claims, each.wronged, each.passed, each.refused)), share]


def main() -> int:
    """Prints how each set fares."""
    for name, rows in sets().items():
        now = verdicts(rows)
        if not any(row.get("first") for row in rows):
            _record(name, rows, now)
        first = [row.get("first") or word for row, word in zip(rows, now, strict=True)]
        for title, words in (("first", first), ("now", now)):
            print(" | ".join(next(rows_of_table([(f"{name} {title}", counted(rows, words))]))))
        for row, word in zip(rows, now, strict=True):
            if is_wronged(row, word) or is_passed(row, word) or word == REFUSED:
                print(f"  {row['id']}: {row['kind']}, {row['expected']} for the expert, {word} now")
    return 0


def _record(name: str, rows: Sequence[Row], words: Sequence[str]) -> None:
    columns = [*dict.fromkeys([*rows[0], "first"])]
    with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, columns, lineterminator="\n")
        table.writeheader()
        table.writerows({**row, "first": word} for row, word in zip(rows, words, strict=True))


if __name__ == "__main__":
    sys.exit(main())
