"""checker from Python: questions, claim files and columns in, findings out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Never, SupportsFloat, get_args

from checker.audit import ask_words, check_paths, problems_in_a_line, screen_columns
from checker.explain.claim import Reasons, Wanted
from checker.findings import Finding, Result, Verdict
from checker.model.finding import VERDICTS
from checker.model.rule import Rulebook
from checker.options import Beliefs, Options, Progress, Running, book_for, silent
from checker.policy import FailOn, Policy

if TYPE_CHECKING:
    from checker.screening import Codes

__all__ = ["VERDICTS", "Finding", "Result", "Verdict", "ask", "check", "screen"]
Value = str | SupportsFloat | date
"""A figure as people write it, a number in the quantity's own unit (exact), or a day."""
Files = str | PathLike[str]


def ask(
    values: str | Mapping[str, Value],
    *,
    rules: Files | Iterable[Files] = (),
    pack: Files | None = None,
    as_of: str | date = "",
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
    _known(ask, unknown)
    _is("the question", values, (str, Mapping), "a line such as 'chips=16K hardware=H100', or names and values")
    options = Options(_beliefs(rules, pack, as_of, assume), Wanted(implied=True, readings=True))
    book = _book(options.beliefs)
    given = values if isinstance(values, str) else {name: _typed(name, each, book) for name, each in values.items()}
    judged = ask_words(given, book, options)
    if judged.problems or not judged.cases:
        raise ValueError(problems_in_a_line(judged.problems))
    return Finding(judged.cases[0].claims[0], judged.cases[0], judged, "answer")


def check(
    paths: Files | Iterable[Files],
    *,
    rules: Files | Iterable[Files] = (),
    pack: Files | None = None,
    as_of: str | date = "",
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
    _known(check, unknown)
    _one_of("fail_on", fail_on, get_args(FailOn))
    _one_of("reasons", reasons, get_args(Reasons))
    _is("jobs", jobs, (int,), "how many processes may share the work")
    if jobs < 1:
        raise ValueError(f"jobs is {jobs}: write 1 or more")
    beliefs = _beliefs(rules, pack, as_of, assume)
    options = Options(beliefs, Wanted(reasons=reasons), Policy(fail_on, accept), Running(jobs, progress))
    book = _book(beliefs)
    given = [paths] if isinstance(paths, (str, PathLike)) else paths
    return Result(check_paths(map(Path, given), book, options))


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
    return screen_columns(columns, date, kind, choices, Beliefs(rules=_folders(rules)))


def _known(function: Callable[..., object], unknown: Mapping[str, object]) -> None:
    """TypeError names the options that there are."""
    from inspect import signature

    for name in unknown:
        options = ", ".join(n for n, p in signature(function).parameters.items() if p.kind is p.KEYWORD_ONLY)
        figures = "; figures stand in the first argument" if function is ask else ""
        raise TypeError(f'{function.__name__}() has no option "{name}": it has {options}{figures}')


def _is(name: str, value: object, kinds: tuple[type, ...], instead: str) -> None:
    """TypeError says what to write instead."""
    if not isinstance(value, kinds):
        raise TypeError(f"{name} is {value!r}: write {instead}")


def _one_of(name: str, value: str, those: Sequence[str]) -> None:
    if value not in those:
        raise ValueError(f"{name} is {value!r}: write one of {', '.join(those)}")


def _beliefs(
    rules: Files | Iterable[Files], pack: Files | None, as_of: str | date, assume: Iterable[str] | Mapping[str, str]
) -> Beliefs:
    """By what is judged; TypeError where one isn't what it may be."""
    _is("rules", rules, (str, PathLike, Iterable), "a folder or several")
    _is("assume", assume, (str, Iterable), "ranges such as {'mfu': '30-45%'}")
    _is("as_of", as_of, (str, date), "a day such as '2024-12-31'")
    texts = [f"{name}={text}" for name, text in assume.items()] if isinstance(assume, Mapping) else assume
    ranges = (texts,) if isinstance(texts, str) else tuple(texts)
    return Beliefs(_folders(rules), Path(pack) if pack is not None else None, _day(as_of), ranges)


def _folders(rules: Files | Iterable[Files]) -> tuple[Path, ...]:
    return (Path(rules),) if isinstance(rules, (str, PathLike)) else tuple(map(Path, rules))


def _book(beliefs: Beliefs) -> Rulebook:
    """The rulebook; ValueError says all that is wrong with it."""
    book, problems = book_for(beliefs)
    if book is None:
        raise ValueError("; ".join(f"{each.place}: {problems_in_a_line([each])}" for each in problems))
    return book


def _day(value: str | date) -> str:
    return value if isinstance(value, str) else value.isoformat()[:10]


def _typed(name: object, value: Value, book: Rulebook) -> str:
    """A value as somebody would type it; a number is one in the quantity's own unit."""
    _is("a name", name, (str,), "a text such as 'training_cost'")
    if isinstance(value, (str, date)):
        return _day(value)
    if isinstance(value, bool):
        raise TypeError(f"{name} is {value!r}: {TYPED}")
    quantity = book.quantities.get(book.names.get(str(name).casefold(), str(name)))
    unit = quantity.unit if quantity and quantity.unit != "1" else ""
    try:
        return f"{_exactly(float(value))} {unit}".strip()
    except (TypeError, ValueError):
        raise TypeError(f"{name} is {value!r}: {TYPED}") from None
    except OverflowError:
        raise ValueError(f"{name} is larger than any figure could be") from None


TYPED = "write a text, a number or a date; a range is a text such as '3B-5B'"


def _exactly(value: float) -> str:
    """A number with its decimal point and five digits at least, which then all count: 3.0000B, 16.384K, 0.40000."""
    from checker.read.grammar import MAGNITUDES

    sizes = ((MAGNITUDES[letter], letter) for letter in "KMBT")
    size, letter = next(((s, m) for s, m in sizes if s <= abs(value) < s * 1000), (1.0, ""))
    digits, least = f"{value / size:#.12g}", len(f"{value / size:#.5g}")
    return f"{value:.4e}" if "e" in digits else digits[:least] + digits[least:].rstrip("0") + letter
