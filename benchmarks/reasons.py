"""Prints what it takes to find out all that is told of the claims of this repository, as ratios to two imports.

    python benchmarks/reasons.py [--rounds 3]

CPU time, as others use the machine too, and each the least of some rounds: of `checker check claims/ --jobs 1` with all
reasons, of a chain of 2,000 linked claims, and in this process of claims that don't hold at once and of those that do,
one after the other and each by itself. Beside them `python -c "import numpy, yaml"` is run, in turns: what a ratio of
one means is the same on a slow machine.
"""

import argparse
import gc
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.scale import chain
from checker.__main__ import YOUNG
from checker.explain.case import explain_all, levels_of
from checker.explain.claim import Wanted
from checker.options import Beliefs, book_for
from checker.read.claim.claims import read_claims

CLAIMS = Path(__file__).parent.parent / "claims"
CHECKER = str(Path(sys.executable).parent / "checker")
LINKED = 2000
ALLOWED = {
    "all of claims/ with reasons, one process": 75.0,
    "a chain of 2,000 linked claims": 50.0,
    "a flagged claim of many": 0.31,
    "a flagged claim alone, the median": 0.38,
    "a plausible claim of many": 0.06,
}
"""So many times as much as importing numpy and yaml each may take."""


def spent(*command: str) -> float:
    """CPU seconds of one process, and of those it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def each_told() -> tuple[list[float], list[float]]:
    """CPU seconds of all that is told of each claim that doesn't hold at once, and of each that does."""
    book, problems = book_for(Beliefs())
    if book is None:
        sys.exit("\n".join(str(p) for p in problems))
    read, _ = read_claims([(path.name, path.read_bytes()) for path in sorted(CLAIMS.glob("*.yaml"))], book, 0)
    claims = [claim for claim in read if not claim.links]
    times: tuple[list[float], list[float]] = [], []
    for claim, found in zip(claims, levels_of(claims, book, {}), strict=True):
        start = time.process_time()
        list(explain_all([claim], {}, book, Wanted()))
        times[not found.level].append(time.process_time() - start)
    return times


def measured() -> dict[str, float]:
    """Seconds of each of what is allowed, once."""
    flagged, plausible = each_told()
    with tempfile.TemporaryDirectory() as name:
        chain(Path(name), LINKED)
        linked = spent(CHECKER, "check", name, "--jobs", "1", "--quiet")
    whole = spent(CHECKER, "check", str(CLAIMS), "--jobs", "1")
    mean, middle = sum(flagged) / len(flagged), median(flagged)
    return dict(zip(ALLOWED, (whole, linked, mean, middle, sum(plausible) / len(plausible)), strict=True))


def main() -> None:
    """Prints seconds and ratios."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=3)
    gc.set_threshold(YOUNG)  # as the command does
    rounds = range(asked.parse_args().rounds)
    turns = [(spent(sys.executable, "-c", "import numpy, yaml"), measured()) for _ in rounds]
    imports = min(each for each, _ in turns)
    print(f"importing numpy and yaml: {imports * 1000:.0f} ms of CPU")
    for title, allowed in ALLOWED.items():
        least = min(found[title] for _, found in turns)
        print(f"{title}: {least * 1000:,.1f} ms, {least / imports:.2f} x that (allowed {allowed})")


if __name__ == "__main__":
    main()
