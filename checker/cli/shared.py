"""Options that commands share, as click reads them."""

from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from checker.cli.terminal import CLAIMS, FORMATS, refuse

Command = Callable[..., Any]

OPTIONS = (
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="How to write the result.",
    ),
    click.option(
        "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, not to the terminal."
    ),
    click.option(
        "--rules",
        "packs",
        multiple=True,
        type=click.Path(path_type=Path),
        help="A folder of rule files to use beside the shipped ones; may be repeated.",
    ),
    click.option("--as-of", default="", metavar="DATE", help="Use only what was known by this date."),
    click.option(
        "--assume",
        multiple=True,
        metavar="NAME=RANGE",
        help='Replace an assumption, as in "mfu=30-45%"; may be repeated.',
    ),
)


def shared(command: Command) -> Command:
    """Options of every command that judges; those that say by what it is told as `beliefs`."""
    kept: Command = _sparing(command)
    for option in reversed(OPTIONS):
        kept = option(kept)
    return kept


def _sparing(command: Command) -> Command:
    """The command, which refuses to write over what it reads before it does anything."""

    @wraps(command)
    def sparing(
        *,
        output: Path | None,
        packs: tuple[Path, ...],
        as_of: str,
        assume: tuple[str, ...],
        **given: Any,  # noqa: ANN401  # options
    ) -> None:
        from checker.options import Beliefs

        if output is not None:
            _spare(output, (given["paths"] or CLAIMS) if "paths" in given else (), packs)
        command(output=output, beliefs=Beliefs(rules=packs, as_of=as_of, assume=assume), **given)

    return sparing


def _spare(output: Path, paths: Iterable[Path], packs: Iterable[Path]) -> None:
    """Leaves where the output would be written over one of the inputs or a file of the rules."""
    from checker.files import overwritten
    from checker.read.pack.compiled import shipped
    from checker.read.text.folders import claim_files, rule_files

    lost = overwritten(output, (*claim_files(paths).files, *rule_files((shipped(), *packs))))
    if lost is not None:
        refuse(f"{output}: that would write over {lost}, which is read; name another file for the output")
