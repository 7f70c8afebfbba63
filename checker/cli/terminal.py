"""What every command does with the terminal: print, complain, show progress, leave with an exit code."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, TypedDict

import click

if TYPE_CHECKING:
    from checker.model.place import Problem
    from checker.model.result import Result
    from checker.model.rule import Rulebook
    from checker.options import Options

FINE, BAD_INPUT, OUR_FAULT = 0, 2, 3
FORMATS = ("text", "json", "jsonl")

Command = Callable[..., Any]
Progress = Callable[[int, int], None]


class Terms(TypedDict):
    """On what terms all is judged: options that every judging command shares."""

    packs: tuple[Path, ...]
    as_of: str
    assume: tuple[str, ...]


def shared(command: Command) -> Command:
    """Options of every command that judges."""
    options = (
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
    for option in reversed(options):
        command = option(command)
    return command


def book_for(
    packs: tuple[Path, ...] = (),
    as_of: str = "",
    assume: tuple[str, ...] = (),
    **more: Any,  # noqa: ANN401  # whatever fields Options has
) -> "tuple[Rulebook, Options]":
    """The rulebook and the options it was read with; ends the program if it can't be used."""
    from checker.options import Options
    from checker.options import book_for as read_book

    options = Options(rules=packs, as_of=as_of, assume=assume, **more)
    book, problems = read_book(options)
    if book is None:
        complain(problems)
        leave(BAD_INPUT)
    return book, options


def complain(problems: "Iterable[Problem]") -> None:
    """Everything wrong with the input, on standard error."""
    for problem in problems:
        from checker.report.wording import complaint  # most runs have no problem to complain of

        tell(complaint(problem))


def write(result: "Result", form: str, output: Path | None, book: "Rulebook") -> "Result":
    """Writes a result in a format, to the terminal or to a file, and returns it as it was written.

    The formats of people are coloured on a terminal.
    """
    from checker.audit import written

    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    text, result = written(result, form, book, colour=colour)
    if output is None:
        say(text)
        return result
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(f"{output}: can't be written: {(error.strerror or str(error)).lower()}")
    return result


def say(text: str) -> None:
    """Prints text, ended by one line break."""
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has read enough
        silence(sys.stdout)
        leave(FINE)
    except OSError as error:
        silence(sys.stdout)
        refuse(f"the output can't be written: {(error.strerror or str(error)).lower()}")


def tell(text: str) -> None:
    """Prints a line on standard error; where nobody can take it, the exit code has to say it alone."""
    try:
        click.echo(text, err=True)
    except OSError:
        silence(sys.stderr)


def nowhere() -> TextIO:
    """Where output goes that nobody can take."""
    return Path(os.devnull).open("w", encoding="utf-8")


def silence(stream: TextIO) -> None:
    """Lets what is still to be printed go nowhere: its reader is gone, or its disk is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def progress() -> Progress:
    """A counter on a terminal; nothing elsewhere."""
    from checker.options import silent

    if not sys.stderr.isatty():
        return silent

    def show(done: int, total: int) -> None:
        if total > 100 and (done % 20 == 0 or done == total):
            end = "\r\033[K" if done == total else ""
            sys.stderr.write(f"\rjudging {done:,} of {total:,}{end}")
            sys.stderr.flush()

    return show


def refuse(what: str) -> NoReturn:
    """Says what is wrong with the command, and leaves."""
    tell(what)
    leave(BAD_INPUT)


def leave(code: int) -> NoReturn:
    """Ends the program with an exit code."""
    raise SystemExit(code)
