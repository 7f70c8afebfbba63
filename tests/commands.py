"""The command as a user runs it, for tests of whole runs."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from checker.cli.commands import main

ROOT = Path(__file__).parent.parent
ASK = "training_cost=$3B hardware=H100 date=2024-12"


def run(*words: str, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """One run of the program, within this process: starting another takes longer than most answers."""
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(main, words, env=more, prog_name="checker")
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def apart(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One run of the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "checker", *words],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **more},
    )  # fmt: skip


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """One line run by a shell."""
    return subprocess.run(["/bin/sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def claims(folder: Path, *entries: str) -> Path:
    """A claim file with entries "id | values | more"."""
    lines = ["claims:"]
    for entry in entries:
        name, values, *more = (part.strip() for part in entry.split("|"))
        lines += [
            f"  - id: {name}",
            "    statement: It is so.",
            "    source: {title: A page, date: 2024-12}",
            f"    about: {name}",
            f"    values: {{{values}}}",
        ]
        lines += [f"    {line}" for line in more]
    path = folder / "claims.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
