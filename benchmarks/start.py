"""Prints how long the program takes to start and to answer one question, against bare Python in the same run.

    python benchmarks/start.py [RUNS]

The commands take turns, so that whatever else the machine is doing slows them alike; the first round, which also
fills the cache of the compiled pack and of Python's compiled modules, is not counted.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median

from checker.read.pack.compiled import load, shipped

CHECKER = str(Path(sys.executable).parent / "checker")
BARE = "python -c pass"
IMPORTS = 'python -c "import numpy, yaml"'
VERSION = "checker --version"
ASK = "checker ask"
COMMANDS = {
    BARE: [sys.executable, "-c", "pass"],
    IMPORTS: [sys.executable, "-c", "import numpy, yaml"],
    VERSION: [CHECKER, "--version"],
    ASK: [CHECKER, "ask", "training_cost=$3B hardware=H100 date=2024-12"],
}
KEEPING = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""An environment in which Python keeps what it compiles, as it does where nobody said otherwise."""
ALLOWED_FOR_VERSION = (1.2, 0.050)
"""`--version` may take this many times as long as bare Python, and this many seconds more."""
ALLOWED_FOR_ASK = 1.3
"""`ask` may take this many times as long as importing numpy and yaml."""


def seconds(command: list[str]) -> float:
    """Wall time of one process, from its start to its end."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=KEEPING, check=True)
    return time.perf_counter() - start


def measure(runs: int) -> dict[str, list[float]]:
    """Wall times of each command, taken in turns."""
    rounds = [{name: seconds(command) for name, command in COMMANDS.items()} for _ in range(runs + 1)]
    return {name: [each[name] for each in rounds[1:]] for name in COMMANDS}


def compiling() -> None:
    """Prints what the shipped pack takes to be read: compiled anew, and as it was kept."""
    with tempfile.TemporaryDirectory() as name:
        times = [time.perf_counter()]
        for _ in range(2):
            load((shipped(),), Path(name))
            times.append(time.perf_counter())
    anew, kept = (after - before for before, after in pairwise(times))
    print(f"the shipped pack: compiled anew {anew * 1000:.0f} ms, from its cache {kept * 1000:.0f} ms")


def main(runs: int) -> int:
    """Prints times and ratios; 1 where a ratio of medians is past what is allowed, else 0."""
    compiling()
    times = measure(runs)
    for name, taken in times.items():
        print(f"{name:32} min {min(taken) * 1000:6.0f} ms   median {median(taken) * 1000:6.0f} ms   of {runs}")
    late = [not report(times, statistic) for statistic in (min, median)]
    return int(late[-1])


def report(times: dict[str, list[float]], statistic: Callable[[list[float]], float]) -> bool:
    """Prints both ratios by one statistic; whether they are within what is allowed."""
    bare, imports, version, ask = (statistic(times[name]) for name in (BARE, IMPORTS, VERSION, ASK))
    factor, extra = ALLOWED_FOR_VERSION
    print(f"by {statistic.__name__}:")
    print(f"  {VERSION} / ({factor} x bare Python + {extra * 1000:.0f} ms) = {version / (factor * bare + extra):.2f}")
    print(f"  {ASK} / importing numpy and yaml = {ask / imports:.2f}   (allowed {ALLOWED_FOR_ASK})")
    return version <= factor * bare + extra and ask <= ALLOWED_FOR_ASK * imports


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
