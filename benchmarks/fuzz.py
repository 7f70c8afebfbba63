"""Runs the command on inputs that nobody would write, and reports what it should never do.

    python -m benchmarks.fuzz [--seed 1] [--seconds 1800]     so many seconds of CPU time
    python -m benchmarks.fuzz --seed 1 --only 4711            one input again, shown with what comes of it

Claims, questions, rules and tables: random changes of those in `claims/`, `rules/` and `tests/packs/small/`, and others
made up of all names there are, with figures at every end of what floats hold. Each runs in a copy of this process that
may take 20 s of CPU and 1 GB. Found are exit codes of 3, tracebacks, and runs that take more. The same seed and number
always give the same input; exit code 1 says that something was found.
"""

import argparse
import io
import os
import re
import resource
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from benchmarks.fuzzed import Input, made
from checker.cli import run

LONGEST = 20
"""Seconds of CPU time that a run may take."""
LARGEST = 1 << 30
"""Bytes that a run may take."""
RAISED = re.compile(r"\w+(?:Error|Exception)\b[^\n]*")
"""How a trace names the exception, at its end."""
BATCH = 200
"""Runs in one process, whose memory is then given back."""


class Outcome(NamedTuple):
    """What came of a run: its exit code, all that was printed, and what it should never have done or ""."""

    code: int
    printed: str
    fault: str


def outcome(given: Input, folder: Path) -> Outcome:
    """What comes of an input, run in this process with its files written into a folder."""
    for name, data in given.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    printed, code, trace = io.StringIO(), 0, ""
    sys.argv = ["checker", *(word.replace("{}", str(folder)) for word in given.words)]
    own = patch("checker.options.shipped", lambda: folder / "pack") if given.alone else nullcontext()
    try:
        with own, redirect_stdout(printed), redirect_stderr(printed):
            run()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 2
    except BaseException:  # noqa: BLE001  # whatever comes through the command line is a find
        trace = traceback.format_exc()
    text = printed.getvalue() + trace
    fault = "a traceback" if "Traceback (most" in text else "exit code 3" if code == 3 else ""
    return Outcome(code, text, fault or ("an unknown exit code" if code not in (0, 1, 2) else ""))


def _batch(seed: int, numbers: range, pipe: int, whole: float) -> None:
    """Runs some inputs, each announced by its number and followed by what came of it; in a process of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST, LARGEST))
    os.environ["CHECKER_DEBUG"] = "1"
    for number in numbers:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = used.ru_utime + used.ru_stime
        if spent > whole:
            break
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + LONGEST + 1, resource.RLIM_INFINITY))
        os.write(pipe, f"{number}\n".encode())
        given = made(seed, number)
        with tempfile.TemporaryDirectory() as name:
            found = outcome(given, Path(name))
        what = (RAISED.findall(found.printed) or [""])[-1][-300:].replace("\t", " ")
        fault = found.fault and f"{found.fault}: {what}"
        os.write(pipe, f"{given.sort}\t{found.code}\t{fault}\n".encode(errors="replace"))


def hunt(seed: int, seconds: float) -> Iterator[tuple[int, str, str, str]]:
    """Number, sort, exit code and fault of one run after the other, until so much CPU time is used."""
    start, begun = 0, _spent()
    while _spent() - begun < seconds:
        ours, theirs = os.pipe()
        child = os.fork()
        if not child:
            os.close(ours)
            with suppress(BaseException):
                _batch(seed, range(start, start + BATCH), theirs, seconds - (_spent() - begun))
            os._exit(0)
        os.close(theirs)
        with os.fdopen(ours, encoding="utf-8", errors="replace") as lines:
            number = ""
            for line in lines:
                if not number:
                    number = line.strip()
                    continue
                sort, code, fault = line.rstrip("\n").split("\t", 2)
                yield int(number), sort, code, fault
                start, number = int(number) + 1, ""
        _, status = os.waitpid(child, 0)
        if number:
            end = "more than 20 s" if os.WTERMSIG(status) == signal.SIGXCPU else f"ended by signal {status}"
            yield int(number), "?", "-", end
            start = int(number) + 1


def _spent() -> float:
    """Seconds of CPU time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def again(seed: int, number: int) -> None:
    """Prints one input and what comes of it."""
    given = made(seed, number)
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{seed}-{number}-"))
    print(f"{given.sort} in {folder}: checker {given.words}{' with its pack alone' if given.alone else ''}")
    for name, data in given.files.items():
        print(f"--- {name}\n{data.decode(errors='backslashreplace')}")
    found = outcome(given, folder)
    print(f"--- exit code {found.code} {found.fault}\n{found.printed}")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0, help="of CPU time")
    parser.add_argument("--only", type=int, help="one input again, by its number")
    terms = parser.parse_args()
    if terms.only is not None:
        again(terms.seed, terms.only)
        return 0
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        runs: Counter[tuple[str, str]] = Counter()
        found = 0
        for number, sort, code, fault in hunt(terms.seed, terms.seconds):
            runs[sort, code] += 1
            if fault:
                found += 1
                print(f"--seed {terms.seed} --only {number} ({sort}): {fault}", flush=True)
    for (sort, code), count in sorted(runs.items()):
        print(f"{count:7,} {sort}, exit code {code}")
    print(f"seed {terms.seed}: {sum(runs.values()):,} runs in {_spent():.0f} s of CPU time, {found} found")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
