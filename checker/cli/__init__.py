"""The command line: flags in, exit code out. Only here is anything printed, and only here is a terminal known."""

import io
import sys
from typing import NoReturn

import click

from checker import __version__
from checker.cli.judging import ask, check, explain
from checker.cli.knowing import graph, new, rules, schema
from checker.cli.terminal import BAD_INPUT, FINE, OUR_FAULT, leave, tell
from checker.streams import guard


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="checker %(version)s")
def main() -> None:
    """Tells whether a published figure can be true, why, by how much, and what would make it right.

    \b
    checker ask 'training_cost=$3B hardware=H100 date=2024-12'
    checker check claims/
    checker explain frontier-3b
    """


for command in (check, ask, explain, rules, graph, new, schema):
    main.add_command(command)


def run() -> NoReturn:
    """The program: without a traceback for anybody."""
    guard()
    try:
        main(standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as end:
        leave(end.code if isinstance(end.code, int) else BAD_INPUT)
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        tell(*said.getvalue().splitlines())
        leave(BAD_INPUT)
    except Exception as error:  # noqa: BLE001  # whatever it is, a user gets a sentence
        _fault(error)
    leave(FINE)


def _fault(error: Exception) -> NoReturn:
    """An exception that got here is our own fault: say so, and what to send us."""
    from checker.model.fault import said

    tell(
        *f"checker {__version__} failed, and that is our fault: {said(error)}".splitlines(),
        "Please report it with the command and the input; CHECKER_DEBUG=1 shows the whole trace.",
    )
    leave(OUR_FAULT)
