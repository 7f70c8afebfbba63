"""checker: tells whether a published figure can be true, why, by how much, and what would make it right."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checker.model.result import CaseResult, Result

__all__ = ["__version__", "ask", "check"]
__version__ = "0.1.0"


def check(paths: str | Path | Iterable[str | Path], **options: object) -> Result:
    """The result of judging claim files and folders, one or many; options are those of `checker.audit.Options`."""
    from checker.audit import Options, book_for, check_paths  # slow imports wait until they are needed

    chosen = Options(**options)  # type: ignore[arg-type]
    book, problems = book_for(chosen)
    if book is None:
        raise ValueError("; ".join(f"{p.place}: {p.what}" for p in problems))
    return check_paths([paths] if isinstance(paths, (str, os.PathLike)) else paths, book, chosen)


def ask(**given: str) -> CaseResult:
    """One question judged, as in `ask(training_cost="$3B", hardware="H100", date="2024-12")`.

    ValueError says everything that is wrong with it.
    """
    from checker.audit import Options, ask_values

    return ask_values(given, Options(implied=True, readings=True))
