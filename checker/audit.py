"""The story: text with places → claims → cases → ranges → verdicts → proofs → result."""

from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from checker.cases.assemble import assemble, subject
from checker.explain.case import judge, levels_of
from checker.explain.claim import unjudged
from checker.explain.examine import Level
from checker.explain.kinds import settled
from checker.explain.meant import meant_with_strays
from checker.explain.minimal import minimal_conflicts
from checker.explain.yielding import ground
from checker.judge import gravest, verdict
from checker.model.beside import Example
from checker.model.case import Case, Question
from checker.model.claim import Claim
from checker.model.fault import one_by_one
from checker.model.glossary import glossary
from checker.model.place import Place, Problem
from checker.model.result import CaseResult, ClaimResult, Result
from checker.model.rule import LEVELS, Rulebook
from checker.options import Beliefs, Options
from checker.policy import standing
from checker.read.text.folders import Found, claim_files
from checker.read.text.raw import lines_of, read_bytes
from checker.report import write
from checker.shown import Shown
from checker.spread import Pool
from checker.told import told

if TYPE_CHECKING:
    from checker.screening import Codes, Column, Columns

NOTHING = "nothing to judge: no claims in the files given"


def check_paths(paths: Iterable[str | Path], book: Rulebook, options: Options) -> Result:
    """Claim files and folders judged; whatever can't be read is among the result's problems, and the rest is judged."""
    found = claim_files(paths)
    files = read_files(found)
    pool = Pool(book, options.wanted, options.running)
    read = pool.read(files)
    cases, dangling = assemble(settled(read.claims, book), book, faulty=bool(read.problems))
    judged = _judged(cases, book, options, pool, read.levels)
    problems = (*found.problems, *read.problems, *_with_lines(dangling, files))
    return replace(_result(judged, problems, book, options.beliefs), notes=found.notes())


def _judged(
    cases: Sequence[Sequence[Case]], book: Rulebook, options: Options, pool: Pool, known: Mapping[Place, Level]
) -> list[CaseResult]:
    """Cases judged, then placed and with what policy makes of them; in the order in which they then stand."""
    reasons, policy, today = options.wanted.reasons, options.policy, options.beliefs.today()

    def wants(claim: Claim, verdict: str) -> bool:
        return reasons == "failed" and standing(claim, verdict, policy, today).failed

    found = judge(cases, book, pool, None if reasons == "all" else wants, known)
    return sorted((told(each, policy, today) for each in found), key=lambda case: min(k.place for k in case.claims))


def read_files(found: Found) -> list[tuple[str, bytes]]:
    """Name and bytes of each of some files, in order; what can't be read becomes a problem among what was found."""
    read: list[tuple[str, bytes]] = []
    for path in found.files:
        try:
            read.append((str(path), read_bytes(path)))
        except OSError as error:
            found.lost(error, path)
    return read


def _with_lines(problems: Sequence[Problem], files: Sequence[tuple[str, bytes]]) -> list[Problem]:
    """Problems found after reading, with the lines they stand on."""
    lines = lines_of(files, {p.place.file for p in problems})
    return [replace(p, line=lines[p.place.file][p.place.line - 1]) for p in problems]


def _result(cases: Sequence[CaseResult], problems: Sequence[Problem], book: Rulebook, beliefs: Beliefs) -> Result:
    ordered = sorted(problems, key=lambda p: p.place)
    return Result(beliefs.as_of, beliefs.assume, tuple(cases), tuple(ordered), glossary(book))


def ask_words(given: str | Mapping[str, str], book: Rulebook, options: Options, exact: Container[str] = ()) -> Result:
    """One question, as it is typed after `checker ask` or as names and values, judged; every digit counts of some."""
    from checker.read.claim.ask import read_ask

    claim, wrong = read_ask(given, book, options.beliefs.today(), exact=exact)
    cases, dangling = assemble(settled([claim] if claim else [], book), book)
    line = given if isinstance(given, str) else ""
    lost = (replace(problem, line=line) for problem in dangling)
    pool = Pool(book, options.wanted, options.running)
    return _result(_judged(cases, book, options, pool, {}), (*wrong, *lost), book, options.beliefs)


def screen_columns(
    columns: "Columns", date: str, kind: str, choices: Mapping[str, str], book: Rulebook, today: int
) -> "Codes":
    """For each record of some columns the number of its verdict; ValueError names everything that is wrong."""
    from checker.read.claim.ask import read_ask
    from checker.screening import screen

    claim, wrong = read_ask({"kind": kind, "date": date, **choices}, book, today, bare=True)
    if claim is None or wrong:
        raise ValueError(problems_in_a_line(wrong))
    alone = [f.quantity for f in claim.figures] + [k.link for k in claim.links] + ["about"] * ("about" in choices)
    if alone:
        raise ValueError(f"{', '.join(alone)}: only choices can hold for all records; give figures as columns")
    names = _by_quantity(columns, book)
    others = [name for quantity, name in names.items() if not book.quantities[quantity].fits(claim.kind)]
    if others:
        raise ValueError(f"{', '.join(others)}: no {claim.kind} has such figures; screen them by themselves")
    figures = {quantity: _column(columns, name) for quantity, name in names.items()}
    return screen(figures, book, claim.kind, claim.day, {c.attribute: c.value for c in claim.choices})


def _column(columns: "Columns", name: str) -> "Column":
    """A column as an array; ValueError where it is none."""
    from numpy import asarray

    try:
        column = asarray(columns[name], dtype=float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name}: a column holds numbers, NaN where there is none ({error})") from None
    if column.ndim != 1:
        raise ValueError(f"{name} is no column: write a figure for each record, such as [16384, 20000]")
    return column


def _by_quantity(columns: Iterable[str], book: Rulebook) -> dict[str, str]:
    """Quantity → the name of its column; ValueError where it is none, or where two columns give the same one."""
    from checker.read.claim.ask import OWN
    from checker.read.claim.fields import named, unnamed

    quantities = {name: named(str(name), book) for name in columns}
    alike = [name for name, quantity in quantities.items() if name in OWN or quantity in book.attributes]
    wrong = [f"{name} is no quantity: give it once for all records" for name in alike]
    unknown = [name for name, quantity in quantities.items() if not quantity and name not in alike]
    wrong += [": ".join(unnamed(str(name), book)) for name in unknown]
    if wrong:
        raise ValueError("; ".join(wrong))
    found: dict[str, str] = {}
    for name, quantity in quantities.items():
        if quantity in found:
            raise ValueError(f"the columns {found[quantity]} and {name} both give {quantity}: keep one of the two")
        found[quantity] = name
    return found


def problems_in_a_line(problems: Iterable[Problem]) -> str:
    """What is wrong, and what to write instead."""
    return "; ".join(f"{p.what}: {p.instead}" if p.instead else p.what for p in problems)


def run_examples(book: Rulebook, today: int) -> list[tuple[Example, str]]:
    """Examples of the rule files that do not come out as they say, with what came out instead."""
    from checker.read.claim.ask import read_ask

    read = [read_ask(example.given, book, today) for example in book.examples]
    sound = iter(settled([claim for claim, _ in read if claim], book))
    read = [(next(sound) if claim else None, wrong) for claim, wrong in read]
    claims = [claim for claim, _ in read if claim and not assemble([claim], book)[1]]
    held = {id(claim): level for claim, level in zip(claims, levels_of(claims, book, {}), strict=True)}
    citing = [claim for example, (claim, _) in zip(book.examples, read, strict=True) if claim and example.because]
    citing = [claim for claim in citing if id(claim) in held and not held[id(claim)].fault]
    asked = {id(claim): meant_with_strays(ground(subject([claim], book, {}), book), book)[0] for claim in citing}
    found = []
    for example, (claim, wrong) in zip(book.examples, read, strict=True):
        problems = wrong or (assemble([claim], book)[1] if claim else [])
        complaint = "; ".join(p.what for p in problems)
        if claim and not problems:
            complaint = _unlike(example, held[id(claim)], asked.get(id(claim)))
        if complaint:
            found.append((example, complaint))
    return found


def _unlike(example: Example, held: Level, question: Question | None) -> str:
    """How an example comes out otherwise than it says, given the question that it asks where it names rules."""
    if held.fault:
        return f"checker failed on it: {held.fault}"
    found = verdict(held.level, held.tested)
    if found != example.verdict:
        return f"{found}, where {example.verdict} is expected"
    if question is None:
        return ""
    conflicts = (
        [question.only(mus.keys) for mus in minimal_conflicts(question, LEVELS[held.level - 1])] if held.level else []
    )
    rules = {p.origin.rule for conflict in conflicts for p in conflict.beliefs}
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
    from difflib import get_close_matches

    ids = [claim.id for claim in claims_of(result)]
    near = get_close_matches(name, ids, 1, 0.5)
    return f"; did you mean {near[0]}?" if near else f" among {len(ids)}"


def only_failed(result: Result) -> Result:
    """The result with claims that don't fail counted and not shown."""
    failed = [replace(c, claims=tuple(k for k in c.claims if k.failed or k.fault)) for c in result.cases]
    others = [
        replace(c, claims=tuple(k for k in c.claims if not (k.failed or k.fault)), disagreements=(), fault="")
        for c in result.cases
    ]
    shown = tuple(c for c in failed if c.claims or c.disagreements or c.fault)
    return replace(result, cases=shown, hidden=tuple(c for c in others if c.claims))


def claims_of(result: Result) -> list[ClaimResult]:
    """All claims of a result."""
    return [claim for case in result.cases for claim in case.claims]


def written(result: Result, form: str, *, colour: bool = False, links: bool = False) -> tuple[Shown, Result]:
    """A result in a format, and the result as written: claims that the writer fails on are only named in it."""
    try:
        return write(form, result, colour=colour, links=links), result
    except Exception:  # noqa: BLE001, S110  # as in judging: it is our own fault, and the others' results stand
        pass

    def tried(cases: Sequence[CaseResult]) -> Sequence[CaseResult]:
        write(form, replace(result, cases=tuple(cases), hidden=()))
        return cases

    def alone(case: CaseResult) -> CaseResult:
        parts = [replace(case, claims=(claim,), disagreements=()) for claim in case.claims]
        found = one_by_one(tried, parts, lambda part, fault: replace(part, claims=(_unwritten(part.claims[0], fault),)))
        claims = tuple(part.claims[0] for part in found)
        return replace(case, claims=claims, verdict=gravest([claim.verdict for claim in claims]))

    cases = one_by_one(tried, result.cases, lambda case, _: alone(case))
    cases = one_by_one(tried, cases, lambda case, fault: replace(case, disagreements=(), fault=fault))
    mended = replace(result, cases=tuple(cases))
    return write(form, mended, colour=colour, links=links), mended


def _unwritten(result: ClaimResult, fault: str) -> ClaimResult:
    """A claim of which nothing can be told but that the program failed on it."""
    kept = {
        name: getattr(result, name) for name in ("id", "statement", "source", "date", "expected", "place", "values")
    }
    return ClaimResult(**asdict(unjudged(fault)), **kept, accepted="", failed=False)
