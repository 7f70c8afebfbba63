"""What every command does with the terminal: print, complain, show progress, leave with an exit code."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from checker.model.place import Problem
    from checker.model.result import Result
    from checker.model.rule import Rulebook
    from checker.options import Beliefs, Progress
    from checker.shown import Shown

FINE, BAD_INPUT, OUR_FAULT = 0, 2, 3
FORMATS = ("text", "brief", "json", "jsonl")
CLAIMS = (Path("claims"),)
"""Where claims are looked for unless it is told where."""
UNTOLD = 100
"""No more than this are done without a word."""
STEPS = 1000
"""In so many steps a counter goes from nothing to all."""


def book_for(beliefs: "Beliefs") -> "Rulebook":
    """The rulebook by which all is judged; ends the program if it can't be used."""
    from checker.options import book_for as read_book

    book, problems = read_book(beliefs)
    if book is None:
        complain(problems)
        leave(BAD_INPUT)
    return book


def complain(problems: "Iterable[Problem]", notes: Iterable[str] = ()) -> None:
    """Everything wrong with the input, and what should be known of it, on standard error."""
    for problem in problems:
        from checker.report.complaints import complaint  # most runs have no problem to complain of

        tell(*complaint(problem).split("\n"))
    tell(*notes)


def write(result: "Result", form: str, output: Path | None) -> "Result":
    """Writes a result in a format, to the terminal or to a file, and returns it as it was written.

    The formats of people are coloured on a terminal, and hold links on one that opens them.
    """
    from checker.audit import written
    from checker.files import write as write_file
    from checker.report.citing import opens_links
    from checker.streams import why

    shows = output is None and sys.stdout.isatty()
    colour = shows and "NO_COLOR" not in os.environ
    text, result = written(result, form, colour=colour, links=shows and opens_links(os.environ))
    if output is None:
        say(text)
        return result
    try:
        write_file(output, text.encode())
    except BrokenPipeError:  # whoever read it has read enough
        pass
    except OSError as error:
        refuse(f"{output}: can't be written: {why(error)}")
    return result


def say(text: "Shown") -> None:
    """Prints text."""
    sys.stdout.write(text)
    sys.stdout.flush()


def tell(*lines: str) -> None:
    """Prints lines on standard error; where nobody can take them, the exit code has to say it alone."""
    from checker.shown import page

    sys.stderr.write(page(lines))
    sys.stderr.flush()


def progress() -> "Progress":
    """A counter on a terminal; nothing elsewhere."""
    from checker.options import silent

    if not sys.stderr.isatty():
        return silent

    shown = ("", 0)

    def show(doing: str, done: int, total: int) -> None:
        nonlocal shown
        if total > UNTOLD and (doing, STEPS * done // total) != shown:
            shown = doing, STEPS * done // total
            sys.stderr.write(f"\r\033[K{doing} {done:,} of {total:,}" if done < total else "\r\033[K")
            sys.stderr.flush()

    return show


def refuse(what: str) -> NoReturn:
    """Says what is wrong with the command, and leaves."""
    tell(what)
    leave(BAD_INPUT)


def leave(code: int) -> NoReturn:
    """Ends the program with an exit code."""
    raise SystemExit(code)
