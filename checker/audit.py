"""The story: text with places → claims → cases → ranges → verdicts → proofs → result."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.assemble import assemble
from checker.cases.edition import as_of, assuming
from checker.explain.case import judge
from checker.explain.claim import Wish
from checker.maths.dates import days
from checker.maths.interval import Span
from checker.model.place import Place, Problem
from checker.model.result import CaseResult, ClaimResult, Result
from checker.model.rule import Example, Rulebook
from checker.read.pack import load, shipped


def silent(_done: int, _total: int) -> None:
    """Progress that nobody sees."""


class Options(Struct, frozen=True):
    """What a run is asked for beside its input."""

    rules: tuple[Path, ...] = ()
    as_of: str = ""
    assume: tuple[str, ...] = ()
    fail_on: str = "implausible"
    accept: bool = True
    implied: bool = False
    readings: bool = False
    progress: Callable[[int, int], None] = silent

    def today(self) -> int:
        """The day that counts as today."""
        return days(self.as_of)[1] if self.as_of else date.today().toordinal()  # noqa: DTZ011  # the day where the user is

    def wish(self) -> Wish:
        """What explanations are wanted."""
        return Wish(self.fail_on, self.accept, self.implied, self.readings, self.today())


def book_for(options: Options) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """The shipped pack and the user's own, as of a day and with the user's assumptions; None when it can't be used."""
    book, problems = load((shipped(), *options.rules))
    if book is None or problems:
        return None, problems
    try:
        book = as_of(book, days(options.as_of)[1]) if options.as_of else book
    except ValueError as error:
        return None, (Problem(Place("--as-of"), str(error)),)
    ranges, wrong = _assumed(options.assume, book)
    return (None, wrong) if wrong else (assuming(book, ranges) if ranges else book, ())


def _assumed(texts: Sequence[str], book: Rulebook) -> tuple[dict[str, tuple[str, Span]], tuple[Problem, ...]]:
    """Ranges that the user gave for quantities, by quantity."""
    from checker.read.value import BadValue, read_figure

    ranges: dict[str, tuple[str, Span]] = {}
    problems = []
    for text in texts:
        name, _, value = (part.strip() for part in text.partition("="))
        quantity = book.quantities.get(book.names.get(name.casefold(), ""))
        place = Place("--assume")
        if quantity is None:
            problems.append(
                Problem(
                    place, f'unknown quantity "{name}"', "write one that `checker rules` lists, as in mfu=30-45%", text
                )
            )
            continue
        try:
            ranges[quantity.id] = (
                value,
                read_figure(value, quantity, book.units, book.attributes.get("hardware"), exact=True).span,
            )
        except BadValue as bad:
            problems.append(Problem(place, bad.what, bad.instead, text))
    return ranges, tuple(problems)


def check_paths(paths: Iterable[str | Path], book: Rulebook, options: Options) -> Result:
    """Claim files and folders judged; whatever can't be read is among the result's problems, and the rest is judged."""
    from checker.read.claims import read_claims

    files, lost = read_files(paths)
    claims, wrong = read_claims(files, book, options.today())
    cases, astray = assemble(claims, book)
    found = judge(cases, book, options.wish(), options.progress)
    return _result(found, (*lost, *wrong, *_with_lines(astray, files)), book, options)


def read_files(paths: Iterable[str | Path]) -> tuple[list[tuple[str, bytes]], list[Problem]]:
    """Name and bytes of every claim file among paths and in folders, in order; what can't be read is a problem."""
    found: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(file for given in paths for file in _files(Path(given))):
        try:
            found.append((str(path), path.read_bytes()))
        except OSError as error:
            problems.append(Problem(Place(str(path)), f"can't be read: {(error.strerror or str(error)).lower()}"))
    return found, problems


def _files(path: Path) -> list[Path]:
    """The path itself, or the claim files below a folder; hidden files and folders are left out."""
    if not path.is_dir():
        return [path]
    found = (p for p in path.rglob("*.y*ml") if p.suffix in (".yaml", ".yml") and p.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(path).parts))


def _with_lines(problems: Sequence[Problem], files: Sequence[tuple[str, bytes]]) -> list[Problem]:
    """Problems found after reading, with the lines they stand on."""
    lines = {
        name: data.decode("utf-8", "replace").splitlines()
        for name, data in files
        if any(p.place.file == name for p in problems)
    }
    return [replace(p, line=lines[p.place.file][p.place.line - 1]) for p in problems]


def _result(cases: Sequence[CaseResult], problems: Sequence[Problem], book: Rulebook, options: Options) -> Result:
    titles = {q.id: q.title for q in book.quantities.values()} | {
        a.id: a.title or a.id for a in book.attributes.values()
    }
    ordered = sorted(problems, key=lambda p: p.place)
    return Result(options.as_of, options.assume, tuple(cases), tuple(ordered), book.kinds, titles=titles)


def ask_words(given: str | Mapping[str, str], book: Rulebook, options: Options) -> Result:
    """One question, as it is typed after `checker ask` or as names and values, judged."""
    from checker.read.ask import read_ask

    claim, wrong = read_ask(given, book, options.today())
    cases, astray = assemble([claim] if claim else [], book)
    return _result(judge(cases, book, options.wish(), options.progress), (*wrong, *astray), book, options)


def ask_values(given: Mapping[str, str], options: Options) -> CaseResult:
    """One question judged; ValueError names everything that is wrong with it."""
    book, problems = book_for(options)
    result = ask_words(given, book, options) if book else None
    problems = result.problems if result else problems
    if problems or not result or not result.cases:
        raise ValueError("; ".join(f"{p.what}: {p.instead}" if p.instead else p.what for p in problems))
    return result.cases[0]


def run_examples(book: Rulebook, options: Options) -> list[tuple[Example, str]]:
    """Examples of the rule files that do not come out as they say, with what came out instead."""
    from checker.read.ask import read_ask

    cases, wrong = [], {}
    for number, example in enumerate(book.examples):
        claim, problems = read_ask(example.given, book, options.today())
        batches, astray = assemble([replace(claim, id=str(number))] if claim else [], book)
        cases += [case for batch in batches for case in batch]
        if problems or astray:
            wrong[str(number)] = "; ".join(p.what for p in (*problems, *astray))
    found = judge([cases], book, Wish(today=options.today(), ways=False), options.progress)
    wrong = {c.id: _unlike(book.examples[int(c.id)], c) for case in found for c in case.claims} | wrong
    return [(example, wrong[str(n)]) for n, example in enumerate(book.examples) if wrong.get(str(n))]


def _unlike(example: Example, claim: ClaimResult) -> str:
    if claim.verdict != example.verdict:
        return f"{claim.verdict}, where {example.verdict} is expected"
    rules = {rule for conflict in claim.conflicts for rule in conflict.rules}
    unused = [rule for rule in example.because if rule not in rules]
    return f"not because of {', '.join(unused)}, but of {', '.join(sorted(rules)) or 'nothing'}" if unused else ""


def find(result: Result, name: str) -> Result | None:
    """The result with the one claim of this id alone."""
    for case in result.cases:
        for claim in case.claims:
            if claim.id == name:
                return replace(result, cases=(replace(case, claims=(claim,)),))
    return None


def names_near(result: Result, name: str) -> str:
    """A hint at the claim that may have been meant, or at how many there are."""
    ids = [claim.id for claim in claims_of(result)]
    near = get_close_matches(name, ids, 1, 0.5)
    return f"; did you mean {near[0]}?" if near else f" among {len(ids)}"


def only_failed(result: Result) -> Result:
    """The result with claims that don't fail counted and not shown."""
    failed = [replace(c, claims=tuple(k for k in c.claims if k.failed)) for c in result.cases]
    others = [replace(c, claims=tuple(k for k in c.claims if not k.failed), disagreements=()) for c in result.cases]
    shown = tuple(c for c in failed if c.claims or c.disagreements)
    return replace(result, cases=shown, hidden=tuple(c for c in others if c.claims))


def claims_of(result: Result) -> list[ClaimResult]:
    """All claims of a result."""
    return [claim for case in result.cases for claim in case.claims]


def exit_code(result: Result, fail_on: str) -> int:
    """0 fine, 1 a claim failed or claims of one subject disagree, 2 bad input or nothing to judge."""
    if result.problems or not result.cases:
        return 2
    levels = ("typical", "accepted", "limit")[("strained", "implausible", "impossible").index(fail_on) :]
    apart = any(d.level in levels for case in result.cases for d in case.disagreements)
    return 1 if apart or any(claim.failed for claim in claims_of(result)) else 0
