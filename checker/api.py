"""checker from Python: questions, claim files and columns in, findings out."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Never, SupportsFloat, SupportsIndex, get_args

from checker.audit import ask_words, check_paths, problems_in_a_line, screen_columns
from checker.explain.claim import Reasons, Wanted
from checker.findings import Finding, Result, Verdict
from checker.model.finding import VERDICTS
from checker.model.place import Place
from checker.model.rule import Rulebook
from checker.model.source import Source
from checker.options import Beliefs, Options, Progress, Running, book_for, silent
from checker.policy import FailOn, Policy
from checker.read.claim.fields import named
from checker.read.figures.exactly import as_typed

if TYPE_CHECKING:
    from checker.screening import Codes, Columns

__all__ = ["VERDICTS", "Finding", "Result", "Source", "Verdict", "ask", "check", "screen"]
Files = str | PathLike[str]


def ask(
    values: str | Mapping[str, object],
    *,
    rules: Files | Iterable[Files] = (),
    pack: Files | None = None,
    as_of: str | date = "",
    assume: Iterable[str] | Mapping[str, str] = (),
    **unknown: Never,
) -> Finding:
    """What is found of one question, as it is typed after `checker ask` or as names and values.

    `ask("training_cost=$3B hardware=H100 date=2024-12")` and `ask({"training_cost": 3e9, "hardware": "H100"})`: a
    value is a text as people write it, a number or a day. A number is one in the quantity's own unit, and exact; as
    `date` it is a year. `rules` are folders of rule files beside the shipped ones, `pack` one in their place; `as_of`
    is a day at whose knowledge to stop, `assume` has ranges of one's own for what is taken for granted ("mfu=30-45%").
    ValueError says everything that is wrong with the question, TypeError which options there are.
    """
    _known(ask, unknown)
    _is("the question", values, (str, Mapping), "a line such as 'chips=16K hardware=H100', or names and values")
    options = Options(_beliefs(rules, pack, as_of, assume), Wanted(implied=True, readings=True))
    book = _book(options.beliefs)
    given, exact = (values, ()) if isinstance(values, str) else _typed(values, book)
    judged = ask_words(given, book, options, exact)
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
    _is("accept", accept, (bool,), "True or False")
    _is("jobs", jobs, (int,), "how many processes may share the work")
    if jobs < 1:
        raise ValueError(f"jobs is {jobs}: write 1 or more")
    beliefs = _beliefs(rules, pack, as_of, assume)
    options = Options(beliefs, Wanted(reasons=reasons), Policy(fail_on, accept), Running(jobs, progress))
    book = _book(beliefs)
    given = [paths] if isinstance(paths, (str, PathLike)) else paths
    return Result(check_paths(map(Path, given), book, options))


def screen(
    columns: "Columns",
    date: str | int | date,
    kind: str = "training_run",
    *,
    rules: Files | Iterable[Files] = (),
    pack: Files | None = None,
    as_of: str | date = "",
    assume: Iterable[str] | Mapping[str, str] = (),
    **choices: str,
) -> "Codes":
    """For each of many records the number of its verdict in `checker.VERDICTS`, without reasons.

    `columns` names quantities, each with a figure for every record in the quantity's own unit and NaN where there is
    none; choices hold for all, as in `screen({"chips": [...], "training_cost": [...]}, "2024-12", hardware="H100")`.
    Figures are taken as exact. `rules`, `pack`, `as_of` and `assume` are those of `ask`. ValueError says what is wrong.
    """
    beliefs = _beliefs(rules, pack, as_of, assume)
    if not hasattr(columns, "keys"):  # a table of pandas has them, and is no Mapping
        raise TypeError(f"columns is {columns!r}: write quantities with a column each, such as {{'chips': [16384]}}")
    return screen_columns(columns, _day("date", date), kind, choices, _book(beliefs), beliefs.today())


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
    if not _is_day(as_of):
        _is("as_of", as_of, (str,), "a day such as '2024-12-31'")
    texts = [f"{name}={text}" for name, text in assume.items()] if isinstance(assume, Mapping) else assume
    ranges = (texts,) if isinstance(texts, str) else tuple(texts)
    return Beliefs(_folders(rules), Path(pack) if pack is not None else None, _day("as_of", as_of), ranges)


def _folders(rules: Files | Iterable[Files]) -> tuple[Path, ...]:
    return (Path(rules),) if isinstance(rules, (str, PathLike)) else tuple(map(Path, rules))


def _book(beliefs: Beliefs) -> Rulebook:
    """The rulebook; ValueError says all that is wrong with it."""
    book, problems = book_for(beliefs)
    if book is None:
        raise ValueError("; ".join(f"{_where(each.place)}: {problems_in_a_line([each])}" for each in problems))
    return book


def _where(place: Place) -> str:
    """The place of a fault; an option is called as it is from Python."""
    return place.file[2:].replace("-", "_") if place.file in ("--as-of", "--assume") else str(place)


def _is_day(value: object) -> bool:
    """Whether it is a day of Python's, or of numpy's, which nobody need have loaded."""
    return isinstance(value, date) or type(value).__name__ == "datetime64"


def _day(name: str, value: object) -> str:
    """A day or a year as text; TypeError says what to write instead."""
    if _is_day(value):
        return str(value)[:10]
    if isinstance(value, bool) or not isinstance(value, (str, SupportsIndex)):
        _is(name, value, (), "a day such as '2024-12-31'")
    return str(value)


def _typed(values: Mapping[str, object], book: Rulebook) -> tuple[dict[str, str], Container[str]]:
    """Values as somebody would type them, and the names of those that are numbers, of which every digit counts."""
    texts: dict[str, str] = {}
    exact: set[str] = set()
    for name, value in values.items():
        _is("a name", name, (str,), "a text such as 'training_cost'")
        quantity = book.quantities.get(named(name, book))
        if isinstance(value, str) or _is_day(value):
            texts[name] = _day(name, value)
            continue
        number = _number(name, value)
        texts[name] = as_typed(number, quantity) if quantity else str(value)
        exact.add(name)
    return texts, exact


def _number(name: str, value: object) -> float:
    """A number that isn't negative; TypeError and ValueError say what to write instead."""
    wrong = TypeError(f"{name} is {value!r}: write a text, a number or a date; a range is a text such as '3B-5B'")
    if isinstance(value, bool) or not isinstance(value, SupportsFloat):
        raise wrong
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise wrong from None
    except OverflowError:
        raise ValueError(f"{name} is larger than any figure could be") from None
    if number < 0:
        raise ValueError(f"{name} is {value}: write an amount above zero")
    return number
