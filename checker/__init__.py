"""checker: tells whether a published figure can be true, why, by how much, and what would make it right."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from checker.model.result import CaseResult, Result
    from checker.screening import Codes

__all__ = ["__version__", "ask", "check", "screen"]
__version__ = "0.1.0"


def check(paths: str | Path | Iterable[str | Path], **options: object) -> Result:
    """The result of judging claim files and folders, one or many; options are those of `checker.options.Options`."""
    from checker.audit import check_paths
    from checker.options import Options, book_for  # slow imports wait until they are needed

    chosen = Options(**options)  # type: ignore[arg-type]
    book, problems = book_for(chosen)
    if book is None:
        raise ValueError("; ".join(f"{p.place}: {p.what}" for p in problems))
    return check_paths([paths] if isinstance(paths, (str, os.PathLike)) else paths, book, chosen)


def ask(**given: str) -> CaseResult:
    """One question judged, as in `ask(training_cost="$3B", hardware="H100", date="2024-12")`.

    ValueError says everything that is wrong with it.
    """
    from checker.audit import ask_values
    from checker.options import Options

    return ask_values(given, Options(implied=True, readings=True))


def screen(
    columns: Mapping[str, Sequence[float]],
    date: str,
    kind: str = "training_run",
    rules: Sequence[Path] = (),
    **choices: str,
) -> Codes:
    """For each of many records the number of its verdict in `checker.model.result.VERDICTS`, without reasons.

    `columns` names quantities, each with a figure for every record in the quantity's own unit and NaN where there is
    none; choices hold for all, as in `screen({"chips": [...], "training_cost": [...]}, "2024-12", hardware="H100")`.
    Figures are taken as exact, and a pack in `rules` is added to the shipped one. ValueError says what is wrong.
    """
    from checker.audit import screen_columns
    from checker.options import Options

    return screen_columns(columns, date, kind, choices, Options(rules=tuple(rules)))
