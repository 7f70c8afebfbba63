"""Prints what it takes to read and judge claim files, against what PyYAML alone takes to read them, in turns.

    python benchmarks/claims.py [--rounds 3] [SIZE ...]

Claims are made up, a hundred in a file, each with its own figures; about one in seven needs something rare. They are
judged by the command with `--quiet`, from its start to its end: verdicts for all, reasons for those that fail. PyYAML's
C parser composes the same files in a process of its own. Then come, in this process, microseconds a claim for the
verdict and gap of claims that hold and of those that don't, and for all that is told of the latter.
"""

import argparse
import gc
import random
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

from checker.__main__ import YOUNG
from checker.cases.assemble import subject
from checker.cases.ground import ground
from checker.explain.case import explain_all, levels_of
from checker.explain.claim import Wanted, conflicts_at
from checker.options import Beliefs, book_for
from checker.read.claim.claims import read_claims

CHECKER = str(Path(sys.executable).parent / "checker")
COMPOSE = """
import pathlib, sys, time, yaml
texts = [path.read_text() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml"))]
start = time.perf_counter()
for text in texts:
    yaml.compose(text, yaml.CSafeLoader)
print(time.perf_counter() - start)
"""
A_FILE = 100
HARD = 100
"""Of so many claims that don't hold at once all is found out."""
CLAIM = """  - id: c{number}
    statement: Training model number {number} cost so much.
    source: {{title: An example article, url: "https://example.org/{number}", date: 2024-0{source}-15}}
    about: model-{number}
    kind: training_run
    date: 2024-{month:02d}
    values: {{training_cost: ${cost:.3g}M, hardware: H100, duration: {months:.2g} months, chips: {chips}}}
"""


def written(folder: Path, count: int, off: float = 1.0) -> None:
    """Files of so many claims, with a cost so many times what chips and months make likely."""
    chance = random.Random(count)  # noqa: S311  # no secret
    for first in range(0, count, A_FILE):
        text = "".join(_claim(chance, number, off) for number in range(first, first + A_FILE))
        (folder / f"{first // A_FILE:05d}.yaml").write_text(f"claims:\n{text}", encoding="utf-8")


def _claim(chance: random.Random, number: int, off: float) -> str:
    chips, months = int(10 ** chance.uniform(2, 4.3)), chance.uniform(0.5, 5)
    cost = off * chips * months * 730.5 * chance.uniform(1.6, 3) / 1e6
    month, source = chance.randint(1, 12), chance.randint(1, 9)
    return CLAIM.format(number=number, chips=chips, months=months, cost=cost, month=month, source=source)


def seconds(*command: str) -> float:
    """Wall time of one process."""
    start = time.perf_counter()
    subprocess.run([CHECKER, "check", *command, "--quiet"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def composed(folder: Path) -> float:
    """Seconds that PyYAML takes to compose a folder's files."""
    done = subprocess.run([sys.executable, "-c", COMPOSE, str(folder)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def reading(sizes: list[int], rounds: int) -> None:
    """Prints wall times of the command and of PyYAML for folders of so many claims."""
    before = 0.0
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            written(folder, size)
            turns = [(composed(folder), seconds(name), seconds(name, "--jobs", "1")) for _ in range(rounds + 1)][1:]
            alone, shared, single = (median(times) for times in zip(*turns, strict=True))
        grown = f"   {shared / before:.1f} x the size before" if before else ""
        print(f"{size:,} claims: PyYAML {alone:.2f} s; checker {shared:.2f} s, {shared / alone:.1f} x PyYAML{grown}")
        print(f"    in one process {single:.2f} s, {single / alone:.1f} x PyYAML")
        before = shared


def each(title: str, count: int, off: float) -> None:
    """Prints microseconds a claim for its level, for its gap, and for all that is told of it."""
    book, problems = book_for(Beliefs())
    if book is None:
        sys.exit("\n".join(str(p) for p in problems))
    with tempfile.TemporaryDirectory() as name:
        written(Path(name), count, off)
        files = [(path.name, path.read_bytes()) for path in Path(name).iterdir()]
    claims, _ = read_claims(files, book, 0)
    times = [time.process_time()]
    levels = levels_of(claims, book, {})
    times.append(time.process_time())
    hard = [n for n, each in enumerate(levels) if each.level][:HARD]
    for n in hard:
        conflicts_at(ground(subject([claims[n]], book, {}), book), levels[n].level, book)
    times.append(time.process_time())
    told = list(explain_all([claims[n] for n in hard], {}, book, Wanted()))
    times.append(time.process_time())
    level, gap, rest = ((after - before) * 1e6 for before, after in pairwise(times))
    print(f"{title}: level, and whether tested, {level / count:,.0f} us a claim")
    print(f"    of {len(told)} that don't hold at once: conflicts and gap {gap / len(told):,.0f} us,", end=" ")
    print(f"with suspects, readings and all else {rest / len(told):,.0f} us")


def main() -> None:
    """Prints all of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    reading(given.sizes, given.rounds)
    gc.set_threshold(YOUNG)  # as the command does
    each("claims that are fine", 10_000, 1.0)
    each("claims ten times too dear", 10_000, 10.0)


if __name__ == "__main__":
    main()
