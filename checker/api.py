"""checker from Python: questions and claim files in, findings that can be looked through, printed and kept out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Never, cast, get_args

import msgspec
from msgspec.structs import replace

from checker.audit import ask_words, check_paths, problems_in_a_line, screen_columns
from checker.model.result import VERDICTS, CaseResult, ClaimResult
from checker.model.result import Result as Judged
from checker.model.rule import Rulebook
from checker.options import Options, Progress, book_for, silent
from checker.report import write

if TYPE_CHECKING:
    from checker.screening import Codes

__all__ = ["VERDICTS", "Finding", "Result", "Verdict", "ask", "check", "screen"]
Verdict = Literal["unchecked", "plausible", "strained", "implausible", "impossible", "unjudged"]
"""The word for a claim; "unjudged" is one on which the program failed, through its own fault."""
FailOn = Literal["strained", "implausible", "impossible"]
Reasons = Literal["all", "failed", "none"]
Value = str | float | date
"""A figure as people write it, a number in the quantity's own unit (exact), or a day."""
Files = str | PathLike[str]


class Finding:
    """What is found of one claim; its subject's other claims stand in the same result."""

    def __init__(self, told: ClaimResult, case: CaseResult, judged: Judged, book: Rulebook, form: str) -> None:
        """One claim of a result; `form` is how it is written as text."""
        self._told, self._case, self._judged, self._book, self._form = told, case, judged, book, form

    @property
    def id(self) -> str:
        """Id of the claim; "ask" for a question."""
        return self._told.id

    @property
    def statement(self) -> str:
        """The claim in its own words."""
        return self._told.statement

    @property
    def about(self) -> str:
        """Whom or what it is about."""
        return self._case.about

    @property
    def verdict(self) -> Verdict:
        """The word for it."""
        return cast("Verdict", self._told.verdict)

    @property
    def failed(self) -> bool:
        """Whether it fails a check: by its verdict, by another than was expected, or by an acceptance that is over."""
        return self._told.failed

    @property
    def gap(self) -> float | None:
        """The factor by which it misses; None where nothing is missed, or by no figure."""
        return self._told.gap.best

    @property
    def place(self) -> str:
        """Where it stands: file:line:column."""
        return str(self._told.place)

    @property
    def values(self) -> dict[str, str]:
        """Its figures and attributes, as typed."""
        return dict(self._told.values)

    @cached_property
    def _alone(self) -> Judged:
        case = replace(self._case, claims=(self._told,), disagreements=())
        return replace(self._judged, cases=(case,), hidden=(), problems=(), notes=())

    def text(self) -> str:
        """Why, as `checker ask` and `checker explain` tell it."""
        return write(self._form, self._alone, self._book).rstrip("\n")

    def to_dict(self) -> dict[str, Any]:
        """What `--format json` says of it."""
        found: dict[str, Any] = msgspec.json.decode(write("json", self._alone, self._book))["cases"][0]
        return found

    def __repr__(self) -> str:
        gap = f", {self.gap:.2g}x" if self.gap else ""
        return f"<Finding {self.id}: {self.verdict}{gap}>"


class Result:
    """What is found of many claims, in the order of their files."""

    def __init__(self, judged: Judged, book: Rulebook) -> None:
        """The claims of a run, and what is wrong with its input."""
        self._judged, self._book = judged, book
        self.claims: tuple[Finding, ...] = tuple(
            Finding(told, case, judged, book, "explained") for case in judged.cases for told in case.claims
        )

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The claims that fail."""
        return tuple(each for each in self.claims if each.failed)

    @property
    def problems(self) -> tuple[str, ...]:
        """What of the input can't be read, a sentence each with its place; the rest is judged all the same."""
        return tuple(f"{each.place}: {problems_in_a_line([each])}" for each in self._judged.problems)

    def text(self) -> str:
        """All of it, as `checker check` prints it."""
        return write("text", self._judged, self._book).rstrip("\n")

    def to_dict(self) -> dict[str, Any]:
        """What `--format json` says of it."""
        found: dict[str, Any] = msgspec.json.decode(write("json", self._judged, self._book))
        return found

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def __repr__(self) -> str:
        return f"<Result: {len(self.claims)} claims, {len(self.failed)} failed, {len(self.problems)} input problems>"


def ask(
    values: str | Mapping[str, Value],
    *,
    rules: Files | Iterable[Files] = (),
    pack: Files | None = None,
    as_of: str = "",
    assume: Iterable[str] | Mapping[str, str] = (),
    **unknown: Never,
) -> Finding:
    """What is found of one question, as it is typed after `checker ask` or as names and values.

    `ask("training_cost=$3B hardware=H100 date=2024-12")` and `ask({"training_cost": 3e9, "hardware": "H100"})`: a
    number is one in the quantity's own unit, and exact. `rules` are folders of rule files beside the shipped ones,
    `pack` one in their place; `as_of` is a day at whose knowledge to stop, `assume` has ranges of one's own for what is
    taken for granted ("mfu=30-45%"). ValueError says everything that is wrong with the question, TypeError which
    options there are.
    """
    _known("ask", unknown)
    options = Options(**_beliefs(rules, pack, as_of, assume), implied=True, readings=True)
    book = _book(options)
    given = values if isinstance(values, str) else {name: _typed(name, each, book) for name, each in values.items()}
    judged = ask_words(given, book, options)
    if judged.problems or not judged.cases:
        raise ValueError(problems_in_a_line(judged.problems))
    return Finding(judged.cases[0].claims[0], judged.cases[0], judged, book, "answer")


def check(
    paths: Files | Iterable[Files],
    *,
    rules: Files | Iterable[Files] = (),
    pack: Files | None = None,
    as_of: str = "",
    assume: Iterable[str] | Mapping[str, str] = (),
    fail_on: FailOn = "implausible",
    accept: bool = True,
    reasons: Reasons = "all",
    jobs: int = 1,
    progress: Progress = silent,
    **unknown: Never,
) -> Result:
    """What is found of all claims in files and folders; of input that can't be read the result says why.

    `rules`, `pack`, `as_of` and `assume` are those of `ask`. `fail_on` is the mildest verdict that fails, `accept`
    whether claims may say that theirs is known, `reasons` of which claims it is told why, `jobs` how many processes
    share the work, and `progress` is told what is being done, how much of it is done and how much there is. ValueError
    and TypeError name the options, and what they may be.
    """
    _known("check", unknown)
    _one_of("fail_on", fail_on, get_args(FailOn))
    _one_of("reasons", reasons, get_args(Reasons))
    beliefs = _beliefs(rules, pack, as_of, assume)
    options = Options(**beliefs, fail_on=fail_on, accept=accept, reasons=reasons, jobs=jobs, progress=progress)
    book = _book(options)
    given = [paths] if isinstance(paths, (str, PathLike)) else paths
    return Result(check_paths(map(Path, given), book, options), book)


def screen(
    columns: Mapping[str, Sequence[float]],
    date: str,
    kind: str = "training_run",
    rules: Files | Iterable[Files] = (),
    **choices: str,
) -> "Codes":
    """For each of many records the number of its verdict in `checker.VERDICTS`, without reasons.

    `columns` names quantities, each with a figure for every record in the quantity's own unit and NaN where there is
    none; choices hold for all, as in `screen({"chips": [...], "training_cost": [...]}, "2024-12", hardware="H100")`.
    Figures are taken as exact, and a pack in `rules` is added to the shipped one. ValueError says what is wrong.
    """
    return screen_columns(columns, date, kind, choices, Options(rules=_folders(rules)))


OPTIONS = {
    "ask": ("rules", "pack", "as_of", "assume"),
    "check": ("rules", "pack", "as_of", "assume", "fail_on", "accept", "reasons", "jobs", "progress"),
}
"""What each of the functions may be told beside its input."""


def _known(function: str, unknown: Mapping[str, object]) -> None:
    """TypeError names the options that there are."""
    for name in unknown:
        options = ", ".join(OPTIONS[function])
        figures = "; figures stand in the first argument" if function == "ask" else ""
        raise TypeError(f'{function}() has no option "{name}": it has {options}{figures}')


def _one_of(name: str, value: str, those: Sequence[str]) -> None:
    if value not in those:
        raise ValueError(f"{name} is {value!r}: write one of {', '.join(those)}")


def _beliefs(
    rules: Files | Iterable[Files], pack: Files | None, as_of: str, assume: Iterable[str] | Mapping[str, str]
) -> dict[str, Any]:
    """The options that say by what is judged."""
    texts = [f"{name}={text}" for name, text in assume.items()] if isinstance(assume, Mapping) else assume
    return {
        "rules": _folders(rules),
        "pack": Path(pack) if pack is not None else None,
        "as_of": as_of,
        "assume": (texts,) if isinstance(texts, str) else tuple(texts),
    }


def _folders(rules: Files | Iterable[Files]) -> tuple[Path, ...]:
    return (Path(rules),) if isinstance(rules, (str, PathLike)) else tuple(map(Path, rules))


def _book(options: Options) -> Rulebook:
    """The rulebook; ValueError says all that is wrong with it."""
    book, problems = book_for(options)
    if book is None:
        raise ValueError("; ".join(f"{each.place}: {problems_in_a_line([each])}" for each in problems))
    return book


def _typed(name: str, value: Value, book: Rulebook) -> str:
    """A value as somebody would type it; a number is one in the quantity's own unit, and exact."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name} is {value!r}: write a text, a number or a date")
    quantity = book.quantities.get(book.names.get(name.casefold(), name))
    unit = quantity.unit if quantity and quantity.unit != "1" else ""
    return f"{value:.9e} {unit}".strip() if quantity else str(value)
