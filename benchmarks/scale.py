"""Prints what it takes to check many claims in each of the shapes in which they come, and how it grows with them.

    python benchmarks/scale.py [--small 10000] [--large 100000] [--linked 2000] [SHAPE ...]

Claims are made up, of several kinds, each with its own figures and day; about one in a hundred is off by a factor that
makes it implausible. They are checked by the command with `--quiet`, from its start to its end. Of each shape, CPU
seconds of all its processes, the most memory that one of them held, and the ratio to a tenth (of linked claims, half)
as many claims; linear is 10 (2).
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

CHECKER = str(Path(sys.executable).parent / "checker")
CLAIM = """  - id: {name}
    statement: Number {number} is said to be so.
    source: {{title: An article, date: 2025-06}}
    about: {name}
    kind: {kind}
    date: {day}
    values: {{{values}}}
"""
FIRST, LAST = date(2023, 9, 1).toordinal(), date(2026, 1, 31).toordinal()
"""Days on which H100 were to be had."""
OFF = 0.01
"""Share of claims that are off."""
HOURS = 730.5
"""Hours of a month."""
PEAK = 9.9e14
"""FLOP/s of an H100."""


class Taken(NamedTuple):
    """What a run took."""

    wall: float
    cpu: float
    memory: float
    """The most that one process held, in bytes."""


def a_run(chance: random.Random, off: float) -> tuple[str, dict[str, str]]:
    """A training run by its chips, or by its model; with some of what follows."""
    chips, months = int(10 ** chance.uniform(2, 4)), chance.uniform(0.5, 4)
    hours = chips * months * HOURS
    compute = hours * 3600 * PEAK * chance.uniform(0.3, 0.42)
    cost = f"${off * hours * chance.uniform(2, 3) / 1e6:.3g}M"
    values = {"hardware": "H100", "chips": f"{chips}", "duration": f"{months:.2g} months", "training_cost": cost}
    if chance.random() < 0.5:
        values |= {"training_cost": cost, "training_compute": f"{off * compute:.2e} FLOP"}
        del values[chance.choice(("chips", "duration", "training_cost"))]
    if chance.random() < 0.3:
        tokens = 10 ** chance.uniform(12, 13)
        values = {"training_compute": f"{off * 6e11 * tokens:.2e} FLOP", "parameters": "100B"}
        values["tokens"] = f"{tokens / 1e12:.2f}T"
    return "training_run", values


def a_system(chance: random.Random, off: float) -> tuple[str, dict[str, str]]:
    """A system with its chips, power and cost."""
    chips = int(10 ** chance.uniform(2.5, 4.5))
    values = {
        "chips": f"{chips}",
        "hardware": "H100",
        "power": f"{off * chips * chance.uniform(1.3, 1.6) / 1e3:.3g} MW",
    }
    if chance.random() < 0.5:
        values["system_cost"] = f"${off * chips * chance.uniform(38, 45) / 1e3:.3g}M"
    return "system", values


def a_chip(chance: random.Random, off: float) -> tuple[str, dict[str, str]]:
    """A chip with its price and power."""
    price = f"${off * chance.uniform(26, 34):.3g}K"
    return "chip", {"hardware": "H100", "chip_price": price, "chip_power": f"{off * 700:.0f} W"}


def a_lab(chance: random.Random, off: float) -> tuple[str, dict[str, str]]:
    """A lab's year of computing."""
    spent = chance.uniform(0.2, 3)
    return "lab_year", {"lab_compute_cost": f"${spent:.3g}B", "rnd_compute_cost": f"${off * spent * 0.6:.3g}B"}


MAKERS: tuple[Callable[[random.Random, float], tuple[str, dict[str, str]]], ...] = (
    a_run,
    a_run,
    a_system,
    a_chip,
    a_lab,
)


def claims(count: int) -> Iterator[str]:
    """So many claims, each about a subject of its own."""
    chance = random.Random(count)  # noqa: S311  # no secret
    for number in range(count):
        kind, values = chance.choice(MAKERS)(chance, 30.0 if chance.random() < OFF else 1.0)
        yield _claim(f"c{number}", number, kind, values, chance.randint(FIRST, LAST))


def _claim(name: str, number: int, kind: str, values: dict[str, str], day: int) -> str:
    told = ", ".join(f"{key}: {value}" for key, value in values.items())
    return CLAIM.format(name=name, number=number, kind=kind, day=date.fromordinal(day), values=told)


def linked(number: int, of: int) -> str:
    """A training run that is as capable as another."""
    link = f"    links: {{comparable_to: run-{of}}}\n" if of >= 0 else ""
    name, values = f"run-{number}", {"training_compute": f"{1 + number % 7 / 10:.1f}e25 FLOP", "chips": "20K"}
    return _claim(name, number, "training_run", values, FIRST + number % 600) + link


def one_file(folder: Path, count: int) -> None:
    """All in one file."""
    _write(folder / "all.yaml", claims(count))


def files_of_ten(folder: Path, count: int) -> None:
    """Ten in a file."""
    many = list(claims(count))
    for start in range(0, count, 10):
        _write(folder / f"{start:06d}.yaml", many[start : start + 10])


def a_file_each(folder: Path, count: int) -> None:
    """Each in a file of its own."""
    for number, claim in enumerate(claims(count)):
        _write(folder / f"{number:06d}.yaml", [claim])


def chain(folder: Path, count: int) -> None:
    """Each links to the one before."""
    _write(folder / "chain.yaml", (linked(number, number - 1) for number in range(count)))


def hub(folder: Path, count: int) -> None:
    """All link to the first."""
    _write(folder / "hub.yaml", (linked(number, min(0, number - 1)) for number in range(count)))


def circle(folder: Path, count: int) -> None:
    """All in one circle."""
    _write(folder / "circle.yaml", (linked(number, (number + 1) % count) for number in range(count)))


def pairs(folder: Path, count: int) -> None:
    """Pairs that link to each other."""
    _write(folder / "pairs.yaml", (linked(number, number ^ 1) for number in range(count // 2 * 2)))


def strangers(folder: Path, count: int) -> None:
    """Each with a quantity and a link that nobody knows."""
    unknown = (claim.replace("values: {", f"values: {{weight_of_{n}: 5, ") for n, claim in enumerate(claims(count)))
    link = "    links: {{comparable_to: model-of-{}}}\n"
    _write(folder / "strangers.yaml", (claim + link.format(n) for n, claim in enumerate(unknown)))


def lost(folder: Path, count: int) -> None:
    """Each links to a subject that nobody knows."""
    link = "    links: {{comparable_to: model-of-{}}}\n"
    _write(folder / "lost.yaml", (claim + link.format(n) for n, claim in enumerate(claims(count))))


MANY = {each.__name__.replace("_", "-"): each for each in (one_file, files_of_ten, a_file_each)}
LINKED = {each.__name__: each for each in (chain, hub, circle, pairs, strangers, lost)}


def _write(path: Path, parts: Iterator[str] | list[str]) -> None:
    path.write_text("claims:\n" + "".join(parts), encoding="utf-8")


def taken(make: Callable[[Path, int], None], count: int) -> Taken:
    """What it takes to check a shape of so many claims."""
    with tempfile.TemporaryDirectory() as name:
        make(Path(name), count)
        began = time.perf_counter()
        with subprocess.Popen(
            [CHECKER, "check", "--quiet", name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as run:
            _, _, used = os.wait4(run.pid, 0)
            run.returncode = 0
        return Taken(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def main() -> None:
    """Prints all of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("shapes", nargs="*", default=[*MANY, *LINKED], help=", ".join((*MANY, *LINKED)))
    asked.add_argument("--large", type=int, default=100_000)
    asked.add_argument("--linked", type=int, default=2_000)
    given = asked.parse_args()
    for shape in given.shapes:
        make, large, of = (MANY[shape], given.large, 10) if shape in MANY else (LINKED[shape], given.linked, 2)
        few, many = taken(make, large // of), taken(make, large)
        for count, each in ((large // of, few), (large, many)):
            print(f"{shape}, {count:,} claims: {each.wall:.1f} s, CPU {each.cpu:.1f} s, {each.memory / 1e6:,.0f} MB")
        print(f"    {many.wall / few.wall:.1f} x the time, {many.cpu / few.cpu:.1f} x the CPU for {of} x the claims")


if __name__ == "__main__":
    main()
