"""All commands under one name, as click reads them off the command line."""

import io

import click

from checker import __version__
from checker.cli.judging import ask, check, explain
from checker.cli.knowing import graph, new, rules, schema
from checker.cli.terminal import BAD_INPUT, leave, tell


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="checker %(version)s")
def main() -> None:
    """Tells whether a published figure can be true, why, by how much, and what would make it right.

    \b
    checker ask 'training_cost=$3B hardware=H100 date=2024-12'
    checker check claims/
    checker explain frontier-3b
    """


for each in (check, ask, explain, rules, graph, new, schema):
    main.add_command(each)


def command() -> None:
    """Runs the command that the program was started with; ends it where nobody can read that command."""
    try:
        main(standalone_mode=False)
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        tell(*said.getvalue().splitlines())
        leave(BAD_INPUT)
