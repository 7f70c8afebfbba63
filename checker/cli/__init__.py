"""The command line: flags in, exit code out. Only here is anything printed, and only here is a terminal known."""

import sys
from collections.abc import Sequence
from typing import NoReturn

from checker import __version__
from checker.cli.terminal import BAD_INPUT, FINE, OUR_FAULT, leave, tell
from checker.streams import guard


def run() -> NoReturn:
    """The program: without a traceback for anybody."""
    guard()
    words = sys.argv[1:]
    try:
        if _is_plain(words):
            from checker.cli.asking import answer

            answer(words[1:])
        else:
            from checker.cli.commands import command

            command()
        sys.stdout.flush()
    except SystemExit as end:
        leave(end.code if isinstance(end.code, int) else BAD_INPUT)
    except Exception as error:  # noqa: BLE001  # whatever it is, a user gets a sentence
        _fault(error)
    leave(FINE)


def _is_plain(words: Sequence[str]) -> bool:
    """Whether they are a question without any option: click, which takes a while to load, would change nothing."""
    return len(words) > 1 and words[0] == "ask" and not any(word.startswith("-") for word in words)


def _fault(error: Exception) -> NoReturn:
    """An exception that got here is our own fault: say so, and what to send us."""
    from checker.model.fault import said

    tell(
        *f"checker {__version__} failed, and that is our fault: {said(error)}".splitlines(),
        "Please report it with the command and the input; CHECKER_DEBUG=1 shows the whole trace.",
    )
    leave(OUR_FAULT)
