"""What goes wrong through our own fault, as what is told of it."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")
Found = TypeVar("Found")

DEBUG = "CHECKER_DEBUG"
"""Name in the environment: where it is set, the whole trace is told."""


def said(error: Exception) -> str:
    """An exception in a line, with where it was raised; its whole trace for those who ask for it."""
    import traceback  # most runs have no fault

    if os.environ.get(DEBUG):
        return "".join(traceback.format_exception(error)).rstrip()
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"


def one_by_one(
    work: Callable[[Sequence[Item]], Iterable[Found]], items: Sequence[Item], faulty: Callable[[Item, str], Found]
) -> list[Found]:
    """What is found of each item by work on all at once; of one on which it fails, what `faulty` makes of it.

    Where work fails halves are tried, so that one item among thousands costs the others nothing.
    """
    try:
        return list(work(items))
    except Exception as error:  # noqa: BLE001  # whatever it is, it is our own fault, and the others' results stand
        if len(items) == 1:
            return [faulty(items[0], said(error))]
    middle = len(items) // 2
    return [found for half in (items[:middle], items[middle:]) for found in one_by_one(work, half, faulty)]
