"""Prints what a verdict on a record costs: ours beside peers, on the same records, in turns.

    python benchmarks/records.py --peers FOLDER [--rounds 3] [SIZE ...]

The rules are those of `benchmarks/book/`, nine that share quantities, at three levels; three in ten figures of a record
are missing. Records and peers come from the folder of peers, which stands beside the project and not in it: sketches of
contraction and of folding in numpy, z3, and HiGHS. A peer that isn't installed is left out, and said to be.
Every time is CPU time of the process, from columns in memory to a level for each record.
"""

import argparse
import importlib
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from checker.maths.dates import days
from checker.model.finding import VERDICTS
from checker.model.rule import Rulebook
from checker.read.pack.compiled import load
from checker.screening import screen

BOOK = Path(__file__).parent / "book"
SIZES = (10_000, 100_000, 1_000_000)
SEED = 7
SLOW = 10_000
"""Peers that take one record after the other get no more than this."""
OURS = "checker"
ONE_BY_ONE = ("HiGHS", "z3")
Values = np.ndarray
System = Callable[[Values], np.ndarray]
Peer = Any  # a module of the folder of peers, and its book of rules


def _contraction(module: Peer, book: Peer) -> System:
    return partial(module.three_lazy(module.np_hc4), m=book)


def _folding(module: Peer, book: Peer) -> System:
    return partial(module.np_pat, book=module.Book(book))


def _highs(module: Peer, book: Peer) -> System:
    return partial(_lazily, module.highs_lp, book)


def _z3(module: Peer, book: Peer) -> System:
    return partial(_lazily, module.z3_push, book)


PEERS: dict[str, tuple[str, Callable[[Peer, Peer], System]]] = {
    "contraction": ("ours", _contraction),
    "folding": ("pattern", _folding),
    "HiGHS": ("exact", _highs),
    "z3": ("exact", _z3),
}


def _lazily(judge: Callable[[Values, Peer, int], np.ndarray], book: Peer, values: Values) -> np.ndarray:
    """Which records break at each level [3, N]; each level is asked for those alone that broke the one before."""
    broken = np.zeros((3, values.shape[1]), dtype=bool)
    left = np.arange(values.shape[1])
    for level in range(3):
        left = left[judge(values[:, left], book, level)]
        broken[level, left] = True
    return broken


def ours(names: list[str]) -> System:
    """The program itself."""
    book, problems = load((BOOK,))
    if book is None:
        sys.exit("\n".join(str(p) for p in problems))
    return partial(_levels, book, names)


def _levels(book: Rulebook, names: list[str], values: Values) -> np.ndarray:
    columns = dict(zip(names, values, strict=True))
    codes = screen(columns, book, "training_run", days("2026-11")[1], {})
    return np.asarray(np.maximum(codes.astype(int) - VERDICTS.index("plausible"), 0))


def systems(folder: Path, book: Peer, names: list[str]) -> dict[str, System]:
    """Ours and every peer that can be had."""
    found = {OURS: ours(names)}
    for name, (module, made) in PEERS.items():
        try:
            found[name] = made(importlib.import_module(module), book)
            if name in ONE_BY_ONE:
                found[name](np.full((len(names), 1), np.nan))
        except ImportError as missing:
            print(f"{name} is left out: {missing} (its folder: {folder})")
    return found


def measured(found: dict[str, System], values: Values, rounds: int) -> dict[str, float]:
    """Microseconds a record, the median of some rounds in which all take turns."""
    taken: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(rounds):
        for name, system in found.items():
            start = time.process_time()
            system(values)
            taken[name].append((time.process_time() - start) / values.shape[1] * 1e6)
    return {name: median(times) for name, times in taken.items()}


def peak(system: System, values: Values) -> float:
    """Megabytes that it needs beside the records themselves."""
    tracemalloc.start()
    system(values)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    """Prints the table, how ours compares, and whether all agree."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sizes", nargs="*", type=int, default=SIZES)
    asked.add_argument("--peers", type=Path, required=True, help="folder of the peers and of what makes records")
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    if not (given.peers / "make_records.py").is_file():
        sys.exit(f"no peers in {given.peers}: name their folder with --peers")
    sys.path.insert(0, str(given.peers.resolve()))
    model, records = importlib.import_module("model"), importlib.import_module("make_records")
    found = systems(given.peers, model.Model(model.RULES_CYCLIC), model.FIELDS)
    for size in given.sizes:
        values, _, _ = records.make(size, SEED)
        some = {name: system for name, system in found.items() if name not in ONE_BY_ONE or size <= SLOW}
        report(size, some, values, given.rounds)


def report(size: int, found: dict[str, System], values: Values, rounds: int) -> None:
    """One size: what each takes, times ours, and on how many records each says otherwise."""
    levels = {name: _as_levels(system(values)) for name, system in found.items()}  # and all are warm
    taken = measured(found, values, rounds)
    print(f"{size:,} records")
    for name, each in taken.items():
        apart = int((levels[name] != levels[OURS]).sum())
        compared = "" if name == OURS else f"   {each / taken[OURS]:7.1f} x ours   {apart} records judged otherwise"
        memory = f"   {peak(found[name], values):6.0f} MB" if name not in ONE_BY_ONE else " " * 12
        print(f"  {name:12} {each:9.3f} us{memory}{compared}")


def _as_levels(answer: np.ndarray) -> np.ndarray:
    """The innermost level of each record, where peers say which levels are broken."""
    return np.asarray(answer.sum(axis=0)) if answer.ndim > 1 else answer


if __name__ == "__main__":
    main()
