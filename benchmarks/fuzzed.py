"""Inputs that nobody would write: claims, questions, rules and tables, one for each seed and number."""

import re
import shlex
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from checker.model.rule import Rulebook
from checker.read.pack.compiled import load, shipped

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "packs" / "small"
FIGURES = (
    "0", "-1", "1", "3", "16,384", "1e50", "1.1e50", "9.99e49", "1e-50", "1e-49", "9e-51", "1e308", "1.8e308",
    "1e309", "1e-308", "5e-324", "1e-400", "1e999999999", "nan", "inf", "-inf", "∞", "1e15", "1e-15",
    "1" + "0" * 190, "1" * 400, "0." + "0" * 150 + "1", "40%", "1e49%", "99.9999999999999999%",
    "1.0000000000000002", "010", "1_0", "1:30", "10^10", "10^99999", "10¹⁰⁰", "1e5e5", "٣", "\uff13B", "½", "$3B",
    "$1e40", "$1e-40", "3000000000000000000000000",
)  # fmt: skip
SIGNS = ("", "", "", "", "~", "<= ", ">= ", "> ", "< ", "up to ", "about ", "more than ")
UNITS = (
    "", "", "", " USD", " FLOP", " YFLOP", " FLOP/s", " hours", " months", " years", " H100", " GPUs", " W", " GWh",
    " kg", " tokens", " USD/hour", "K", "M", "T", " (FLOP^9)", " ((YFLOP^9)^9)^9", " ((hour^9)^-9)",
    " per hour per hour", "%", " kWh/kWh", " 1/1/1", " FLOP" * 20, " (" * 60, " H100-hours", " tCO2e",
    " petaflop/s-days", " TB", " USD/GPU-hour",
)  # fmt: skip
DATES = (
    *20 * ("2024-12", "2023-06", "2020"), "2024-12-15", "1900", "2100-12-31", "2101", "0000", "9999-12-31",
    "2024-02-30", "2024-Q5", "2024-H2", "1957", "2030", "2060",
)  # fmt: skip
ODD = (
    "\x00", "\x1b[2J", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "\U0001f600", "通义", "Я", "ﬁ", "\t",
    "\r\n", "'", '"', "{", "}", "[", "]", ":", ": ", "- ", "#", "&a", "*a", "!!python/object:os.system", "|", ">",
    "%", "@", "`", "\\", "---\n", "? ", "<<: ", ",", "=", "::error::", "(", ")", "**", "^", "9**9**9", " * 1e308",
    "\n", " ", "null", "~", "no",
)  # fmt: skip
WORD = re.compile(r"[^\s,{}\[\]:\"']+")


class Input(NamedTuple):
    """A command with its files; {} in its words is the folder with the files, `alone` if its pack is the only one."""

    sort: str
    words: tuple[str, ...]
    files: dict[str, bytes]
    alone: bool = False


def made(seed: int, number: int) -> Input:
    """One of the inputs of a seed, always the same."""
    random = Random(f"{seed}:{number}")  # noqa: S311  # nothing is kept secret
    makers: tuple[Callable[[Random], Input], ...] = (_asked, _asked, _stated, _changed, _changed, _believed)
    return random.choice(makers)(random)


@cache
def _book() -> Rulebook:
    book, _ = load((shipped(),))
    if book is None:
        raise ValueError("the shipped pack can't be read")
    return book


@cache
def _texts(folder: Path, pattern: str) -> tuple[tuple[str, str], ...]:
    return tuple((p.relative_to(folder).as_posix(), p.read_text("utf-8")) for p in sorted(folder.glob(pattern)))


@cache
def _claims() -> tuple[str, ...]:
    """Every published claim, as its lines."""
    return tuple(
        part for _, text in _texts(ROOT / "claims", "*.yaml") for part in re.split(r"(?m)^(?=  - id: )", text)[1:]
    )


def _figure(random: Random) -> str:
    one = random.choice(SIGNS) + random.choice(FIGURES) + random.choice(UNITS)
    return one if random.random() < 0.8 else f"{one}{random.choice(('-', ' to '))}{random.choice(FIGURES)}"


def _plain(random: Random, unit: str) -> str:
    """A figure that can be read, of any size whatever."""
    power = random.randint(*random.choice(((-49, 49), (0, 27), (0, 9))))
    return f"{random.choice(SIGNS)}{random.choice((1, 2.5, 9.99))}e{power}" + (
        f" {unit}" if unit not in ("ratio", "1") else ""
    )


def _values(random: Random) -> dict[str, str]:
    """Names with figures and choices: a few sound ones, and now and then one that isn't."""
    book, found = _book(), {}
    for name in random.sample(sorted(book.quantities), random.randint(1, 5)):
        found[name] = _figure(random) if random.random() < 0.05 else _plain(random, book.quantities[name].unit)
    for name in random.sample(sorted(book.attributes), random.randint(0, 3)):
        found[name] = random.choice(sorted(book.attributes[name].values))
    return found


def _links(random: Random, others: list[str]) -> dict[str, str]:
    book = _book()
    if random.random() < 0.6:
        return {}
    name = random.choice(sorted(book.links))
    known = [subject.name for subject in book.links[name].subjects] or ["nobody"]
    return {name: random.choice(others or known) if random.random() < 0.5 else random.choice(known)}


def _terms(random: Random) -> list[str]:
    """Options that every judging command has."""
    found = []
    if random.random() < 0.4:
        found += ["--format", random.choice(("text", "json", "jsonl"))]
    if random.random() < 0.1:
        found += ["--as-of", random.choice(DATES)]
    if random.random() < 0.1:
        name = random.choice(sorted(_book().quantities))
        found += ["--assume", f"{name}={_plain(random, _book().quantities[name].unit)}"]
    return found


def _odd(random: Random, text: str, times: int) -> str:
    """A text with some of its words, lines and letters changed."""
    for _ in range(times):
        words = [match.span() for match in WORD.finditer(text)] or [(0, 0)]
        start, end = random.choice(words)
        change = random.randrange(7)
        if change == 0:
            text = text[:start] + _figure(random) + text[end:]
        elif change == 1:
            text = text[:start] + random.choice(ODD) + text[end:]
        elif change == 2:
            text = text[:start] + random.choice(ODD) + text[start:]
        elif change == 3:
            text = text[:start] + text[slice(*random.choice(words))] + text[end:]
        elif change == 4:
            text = re.sub(r"[0-9][0-9.]*", lambda _: random.choice(FIGURES), text, count=random.randint(1, 3))
        elif change == 5:
            text = text[:start] + text[random.randint(start, min(len(text), start + 80)) :]
        else:
            text = text[:end] + text[start:end] * random.choice((1, 2, 50, 3000)) + text[end:]
    return text


def _asked(random: Random) -> Input:
    """A question."""
    given = {**_values(random), **_links(random, [])}
    if random.random() < 0.7:
        given["date"] = random.choice(DATES)
    if random.random() < 0.4:
        given["kind"] = random.choice(sorted(_book().kinds))
    line = " ".join(f"{name}={value}" for name, value in given.items())
    if random.random() < 0.3:
        line = _odd(random, line, random.randint(1, 3))
    return Input("question", ("ask", *_terms(random), "--", line.replace("\x00", "")), {})


def _stated(random: Random) -> Input:
    """Claims made up of all names there are."""
    lines = ["claims:"]
    subjects = random.sample(["a", "b", "通义", "Я", "GPT+", "gpt-4"], random.randint(1, 3))
    for number in range(random.randint(1, 5)):
        values = ", ".join(f"{name}: {shlex.quote(value)}" for name, value in _values(random).items())
        links = ", ".join(f"{name}: {shlex.quote(value)}" for name, value in _links(random, subjects).items())
        lines += [
            f"  - id: c{number}", "    statement: s", f"    source: {{title: t, date: {random.choice(DATES)}}}",
            f"    about: {random.choice(subjects)}", f"    kind: {random.choice(sorted(_book().kinds))}",
            f"    values: {{{values}}}",
            *([f"    links: {{{links}}}"] if links else []),
        ]  # fmt: skip
    return _judged(random, "claims made up", "\n".join(lines) + "\n")


def _changed(random: Random) -> Input:
    """Published claims, changed."""
    text = "claims:\n" + "".join(random.sample(_claims(), random.randint(1, 4)))
    return _judged(random, "claims changed", _odd(random, text, random.choice((1, 1, 2, 6))))


def _judged(random: Random, sort: str, text: str) -> Input:
    data = text.encode("utf-8", "replace" if random.random() < 0.9 else "surrogatepass")
    command = random.choice((["check"], ["check"], ["check", "--quiet"], ["check", "--implied"], ["explain", "c0"]))
    words = (*command, "{}/claims.yaml", *_terms(random), *(["--jobs", "1"] if command[0] == "check" else []))
    return Input(sort, words, {"claims.yaml": data})


def _believed(random: Random) -> Input:
    """The small pack with a topic or a table changed, and a question about it."""
    files = {f"pack/{name}": text for name, text in (*_texts(SMALL, "*.yaml"), *_texts(SMALL, "reference/*.csv"))}
    for name in random.sample(sorted(files), random.choice((1, 1, 1, 2))):
        files[name] = _odd(random, files[name], random.randint(1, 3))
    question = random.choice(("training_cost=$3B hardware=H100 date=2024-12", "chips=20K H100 duration=4 months"))
    words = random.choice(
        (("ask", question), ("rules",), ("rules", "--check"), ("ask", question, "--as-of", "2024-06"))
    )
    return Input("rules", words, {name: text.encode("utf-8", "replace") for name, text in files.items()}, alone=True)
