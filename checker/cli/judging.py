"""Commands that judge: check, ask, explain."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.shared import shared
from checker.cli.terminal import (
    BAD_INPUT,
    CLAIMS,
    FINE,
    OUR_FAULT,
    book_for,
    complain,
    leave,
    progress,
    refuse,
    tell,
    write,
)

if TYPE_CHECKING:
    from checker.options import Beliefs, Options
    from checker.policy import FailOn, Policy

FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(("strained", "implausible", "impossible")),
    default="implausible",
    show_default=True,
    help="The mildest verdict that fails a claim without `expect`.",
)
NO_ACCEPT = click.option(
    "--no-accept",
    "accept",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Judge as if nobody had accepted anything.",
)
JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="as many as there are cores",
    help="How many processes may explain claims side by side.",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@shared
@FAIL_ON
@click.option("--implied", is_flag=True, help="Also tell what is implied for every quantity.")
@NO_ACCEPT
@click.option("--all", "every", is_flag=True, help="Tell of every claim, also of those that are as expected.")
@click.option("--quiet", is_flag=True, help="Print only claims that fail, in a line each, and the summary.")
@JOBS
def check(
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    beliefs: "Beliefs",
    fail_on: "FailOn",
    accept: bool,
    implied: bool,
    every: bool,
    quiet: bool,
    jobs: int,
) -> None:
    """Judge the claims in files and folders.

    \b
    checker check claims/
    checker check claims/ --format json --output result.json
    checker check a.yaml b.yaml --fail-on strained --as-of 2024-12

    Exit code: 0 fine, 1 a claim failed or claims disagree, 2 bad input or nothing to judge, 3 our own fault.
    """
    from checker.audit import NOTHING, check_paths, only_failed
    from checker.policy import Policy, exit_code, is_faulty

    _tell_of_jobs(jobs)
    result = check_paths(paths, book_for(beliefs), _options(beliefs, implied, quiet, Policy(fail_on, accept), jobs))
    complain(result.problems, result.notes)
    if not (result.cases or result.problems):
        refuse(NOTHING)
    told = write(only_failed(result) if quiet else result, _length(form, every, quiet), output)
    leave(OUR_FAULT if is_faulty(told) else exit_code(result))


def _length(form: str, every: bool, quiet: bool) -> str:
    """The text that is wanted: of every claim, of what fails in a line each, or as it is."""
    if form != "text":
        return form
    return "brief" if quiet else "all" if every else form


def _options(beliefs: "Beliefs", implied: bool, quiet: bool, policy: "Policy", jobs: int) -> "Options":
    """What a check is asked for; where only failures are printed, only they are explained."""
    from checker.explain.claim import Wanted
    from checker.options import Options, Running

    wanted = Wanted(implied=implied, reasons="failed" if quiet else "all")
    return Options(beliefs, wanted, policy, Running(jobs, progress()))


def _tell_of_jobs(jobs: int) -> None:
    """Says so where more processes were asked for than the system lets work together."""
    from checker.spread import CAN_SHARE

    asked = click.get_current_context().get_parameter_source("jobs") is not click.core.ParameterSource.DEFAULT
    if asked and jobs > 1 and not CAN_SHARE:
        tell(f"--jobs {jobs}: this system can't share work among processes, so one does it all")


@click.command()
@click.argument("values", nargs=-1, required=True)
@shared
def ask(values: tuple[str, ...], form: str, output: Path | None, beliefs: "Beliefs") -> None:
    """Judge one question, and tell all that it implies. Put it in single quotes, or the shell eats $3.

    \b
    checker ask 'training_cost=$3B hardware=H100 date=2024-12'
    checker ask 'hardware=H100 chips=20K duration=4 months date=2024-03'
    checker ask 'training_compute=1e27 FLOP comparable_to=llama-3.1-405b date=2024-12'

    Exit code: 0 answered, whatever the verdict, 2 bad input, 3 our own fault.
    """
    from checker.cli.asking import answer

    answer(values, form, output, beliefs)


@click.command()
@click.argument("claim")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@shared
def explain(claim: str, paths: tuple[Path, ...], form: str, output: Path | None, beliefs: "Beliefs") -> None:
    """Tell all that is known of one claim: the whole proof, readings, sources. Looks in claims/ unless told where.

    \b
    checker explain frontier-3b
    checker explain frontier-3b other/claims.yaml

    Exit code: 0 explained, whatever the verdict, 2 bad input or no such claim, 3 our own fault.
    """
    from msgspec.structs import replace

    from checker.audit import check_paths, find, names_near
    from checker.explain.claim import Wanted
    from checker.options import Options
    from checker.policy import is_faulty

    book = book_for(beliefs)
    result = check_paths(paths or CLAIMS, book, Options(beliefs, Wanted(implied=True, readings=True)))
    found = find(result, claim)
    complain(result.problems, result.notes)
    if found is None:
        tell(f'no claim "{claim}"{names_near(result, claim)}')
        leave(OUR_FAULT if is_faulty(result) else BAD_INPUT)
    told = write(found, "explained" if form == "text" else form, output)
    leave(OUR_FAULT if is_faulty(replace(told, problems=())) else FINE)
