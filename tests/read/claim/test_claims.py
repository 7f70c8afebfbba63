"""Tests of `claims` and `ask`: claims with their places, sound ones kept whatever stands beside them."""

import gc
from itertools import count, permutations
from pathlib import Path

import pytest

from checker.maths.dates import days
from checker.maths.interval import OPEN, exp
from checker.model.claim import Accept, Choice, Claim, LinkTo
from checker.model.place import Place, Problem
from checker.model.source import Source
from checker.read.claim.claims import read_ask, read_claims
from checker.read.claim.fields import FieldReader, Given
from checker.read.text.document import LOADER
from checker.read.text.nodes import Document, Mapping
from tests.books import book

BAD = Path(__file__).parents[2] / "bad"

TODAY = days("2025-01-31")[0]
WHOLE = """\
claims:
  - id: frontier-3b
    statement: Training the frontier model cost $3 billion.
    source: {title: An example article, url: https://example.org/a, date: 2024-12-15, evidence: recalled}
    about: frontier-model-2024
    kind: fleet
    date: 2024-12
    values: {cost of training: $3B, gpus: "16,384 H100", precision: FP8, duration: {low: 3 months, high: 6 months}}
    links: {comparable_to: llama-3.1-405b}
    expect: implausible
"""


def small(values: str, name: str = "a", more: str = "") -> str:
    """One claim with these values, to stand in a list."""
    return (
        f"  - id: {name}\n    statement: S\n    source: {{title: T, date: 2024-12-15}}\n    about: x\n"
        f"    values: {values}\n{more}"
    )


def read(*texts: str) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims and problems of files named a.yaml, b.yaml and so on."""
    files = [(f"{letter}.yaml", text.encode()) for letter, text in zip("abcdef", texts, strict=False)]
    return read_claims(files, book(), TODAY)


def only(text: str) -> Claim:
    """The one claim of a sound file."""
    claims, problems = read(text)
    assert not problems
    (claim,) = claims
    return claim


def ask(words: str) -> Claim:
    """A sound question's claim."""
    claim, problems = read_ask(words, book(), TODAY)
    assert not problems
    assert claim
    return claim


def test_a_whole_claim() -> None:
    """Every part of a claim comes back, names and choices by their canonical spelling, each with its place."""
    claim = only(WHOLE)
    assert (claim.id, claim.about, claim.kind) == ("frontier-3b", "frontier-model-2024", "fleet")
    assert claim.statement == "Training the frontier model cost $3 billion."
    assert claim.source == Source("An example article", "https://example.org/a", "2024-12-15", "recalled")
    assert (claim.date, claim.day) == ("2024-12", days("2024-12-31")[0])
    assert (claim.expect, claim.accept, claim.place) == ("implausible", None, Place("a.yaml", 2, 5))
    assert [figure.quantity for figure in claim.figures] == ["training_cost", "chips", "duration"]
    assert [figure.text for figure in claim.figures] == ["$3B", "16,384 H100", "3 months to 6 months"]
    assert [figure.place.column for figure in claim.figures] == [32, 43, 84]
    assert claim.choices == (
        Choice("precision", "fp8", "FP8", Place("a.yaml", 8, 69)),
        Choice("hardware", "H100", "16,384 H100", Place("a.yaml", 8, 43)),
    )
    assert claim.links == (LinkTo("comparable_to", "llama-3.1-405b", Place("a.yaml", 9, 28)),)


def test_what_a_claim_need_not_say() -> None:
    """A claim is about a training run, on its source's date, expects nothing, and was read unless said."""
    claim = only("claims:\n" + small("{chips: 16K}"))
    assert (claim.kind, claim.date, claim.day) == ("training_run", "2024-12-15", days("2024-12-15")[0])
    assert (claim.expect, claim.accept, claim.links, claim.source.evidence) == ("", None, (), "read")


def test_accept() -> None:
    """A verdict may be let stand until a day, the last that its date may mean."""
    more = "    accept: {verdict: implausible, reason: restated in March, until: 2027-06}\n"
    claim = only("claims:\n" + small("{chips: 16K}", more=more))
    assert claim.accept == Accept("implausible", "restated in March", days("2027-06-30")[0], Place("a.yaml", 7, 13))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("{low: $2.0B, high: $4.0B}", 1.95e9, 4.05e9),
        ("{high: $4.0B, low: $2.0B}", 1.95e9, 4.05e9),
        ("{low: $2.0B}", 1.95e9, None),
        ("{high: $4.0B}", None, 4.05e9),
        ("{low: $2.0B, high: $2.0B}", 1.95e9, 2.05e9),
    ],
)
def test_low_and_high(text: str, low: float | None, high: float | None) -> None:
    """A range may be given by its ends, either of which may be left open; each has its own rounding."""
    (figure,) = only("claims:\n" + small(f"{{training_cost: {text}}}")).figures
    assert figure.span[0] == -OPEN if low is None else exp(figure.span[0]) == pytest.approx(low)
    assert figure.span[1] == OPEN if high is None else exp(figure.span[1]) == pytest.approx(high)
    assert (figure.best is None) == (low is None or high is None)


def test_a_chip_may_be_named_twice_if_it_is_the_same() -> None:
    """A count that names the stated chip adds nothing; hardware keeps the place where it was stated."""
    claim = only(
        "claims:\n" + small('{chips: "16,384 H100", hardware: NVIDIA H100 SXM5 80GB, chip_hours: 9M H100-hours}')
    )
    assert [(choice.value, choice.text) for choice in claim.choices] == [("H100", "NVIDIA H100 SXM5 80GB")]


def test_sound_claims_are_kept() -> None:
    """One faulty claim, or one file that can't be read, takes nothing from the others."""
    faulty = small("{trainig_cost: $3B}", "b")
    cut = small("{chips: 16,384 H100}", "d")
    claims, problems = read(
        "claims:\n" + small("{chips: 1K}") + faulty + small("{chips: 2K}", "c") + cut, "claims: [", ""
    )
    assert [claim.id for claim in claims] == ["a", "c"]
    assert [(found.place.file, found.place.line) for found in problems] == [
        ("a.yaml", 11),
        ("a.yaml", 21),
        ("b.yaml", 1),
        ("c.yaml", 1),
    ]


@pytest.mark.parametrize("fault", ["&x {title: T, date: 2024-12-15}", "*x", "!!map {title: T, date: 2024-12-15}"])
def test_a_claim_with_faulty_yaml_is_dropped_alone(fault: str) -> None:
    """A claim that rests on an anchor, an alias or a tag is dropped; the ones around it are judged."""
    text = "claims:\n" + small("{chips: 1K}") + small("{chips: 2K}", "b").replace("{title: T, date: 2024-12-15}", fault)
    claims, problems = read(text + small("{chips: 3K}", "c"))
    assert [claim.id for claim in claims] == ["a", "c"]
    assert [found.place for found in problems] == [Place("a.yaml", 9, 13)]


def test_every_use_of_an_anchor_drops_its_claim() -> None:
    """Although aliases are complained of once, no claim is read with one in it."""
    first = small("{chips: 1K}").replace("{title", "&x {title")
    second = small("{chips: 2K}", "b").replace("statement: S", "statement: *x")
    claims, problems = read("claims:\n" + first + second + small("{chips: 3K}", "c"))
    assert [claim.id for claim in claims] == ["c"]
    assert len(problems) == 1


def test_problems_come_in_file_order() -> None:
    """Whatever the order of the files, problems and claims come back the same."""
    texts = [
        ("b.yaml", b"claims:\n" + small("{tokens: 6 months, chips: 0}", "b").encode()),
        ("a.yaml", b"claims:\n" + small("{chips: 1K}").encode() + small("{chips: -1}", "c").encode()),
        ("c.yaml", b"claims:\n" + small("{chips: 5K}").encode()),
    ]
    found = [read_claims(order, book(), TODAY) for order in permutations(texts)]
    assert all(each == found[0] for each in found)
    claims, problems = found[0]
    assert [claim.place.file for claim in claims] == ["a.yaml"]
    assert [str(each.place) for each in problems] == ["a.yaml:11:21", "b.yaml:6:22", "b.yaml:6:39", "c.yaml:2:9"]
    assert problems[-1].what == 'the id "a" is taken, in a.yaml, line 2'


def test_claims_beside_one_that_is_no_yaml_are_read() -> None:
    """A claim that breaks off as YAML takes none of its neighbours with it, and each such fault is told."""
    text = (BAD / "faults-in-several-claims.yaml").read_text(encoding="utf-8")
    claims, problems = read(text)
    assert [claim.id for claim in claims] == ["fine", "also-fine"]
    assert [claim.place.line for claim in claims] == [2, 33]
    assert [problem.place.line for problem in problems] == [12, 14, 20, 27, 32, 39]


def test_a_file_of_faults_is_read_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of claims that are no YAML are each looked at once more than they would be if they were sound."""
    given: list[int] = []

    def counted(text: str) -> object:
        given.append(len(text))
        return LOADER(text)

    monkeypatch.setattr("checker.read.text.document.LOADER", counted)
    text = "claims:\n" + "  - {id: a, values: {chips: > 5}\n" * 2000
    _, problems = read(text)
    assert len(problems) == 2000
    assert sum(given) < 3 * len(text)


def test_a_claim_that_is_read_leaves_nothing_of_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the last claims of a file are read, the nodes of the first ones are gone."""
    alive: dict[int, int] = {}
    turns = count()

    def counted(self: FieldReader, document: Document, mapping: Mapping, day: int) -> Given:
        if (turn := next(turns)) in (0, 99):  # to look at all objects takes a while
            alive[turn] = sum(isinstance(each, Mapping) for each in gc.get_objects())
        return real(self, document, mapping, day)

    real = FieldReader.given
    monkeypatch.setattr(FieldReader, "given", counted)
    claims, _ = read("claims:\n" + "".join(small("{chips: 1K}", f"c{n}") for n in range(100)))
    assert len(claims) == 100
    assert alive[99] < alive[0] - 2 * 90


def test_no_claims_are_no_fault() -> None:
    """A file may hold an empty list; whether there is anything to judge is asked elsewhere."""
    assert read("claims: []\n") == ((), ())


def test_a_question() -> None:
    """A question is a claim about a training run, today unless it says otherwise."""
    claim = ask("training_cost=$3B hardware=H100")
    assert (claim.id, claim.about, claim.kind) == ("ask", "your question", "training_run")
    assert (claim.date, claim.day) == ("2025-01-31", TODAY)
    assert [(each.quantity, each.text, each.place.column) for each in claim.figures] == [("training_cost", "$3B", 15)]
    assert [(each.value, each.place.column) for each in claim.choices] == [("H100", 28)]


def test_a_question_with_everything() -> None:
    """Values may hold spaces; kind, date, subject and links are given by name too."""
    claim = ask(
        "kind=fleet gpus=<= 20K about=my model hardware=NVIDIA H100 SXM5 80GB date=2024-12 comparable_to=llama 3"
    )
    assert (claim.kind, claim.about, claim.date) == ("fleet", "my model", "2024-12")
    assert [(each.quantity, each.text) for each in claim.figures] == [("chips", "<= 20K")]
    assert [each.value for each in claim.choices] == ["H100"]
    assert claim.links == (LinkTo("comparable_to", "llama 3", Place("ask", 1, 97)),)


def test_a_question_by_names_and_values() -> None:
    """Names with values ask the same as the line that writes them out, even where a value looks like a name."""
    given = {"training_cost": "$3B", "hardware": "H100", "date": "2024-12"}
    assert read_ask(given, book(), TODAY) == read_ask("training_cost=$3B hardware=H100 date=2024-12", book(), TODAY)
    claim, problems = read_ask({"about": "a chips=5 b", "chips": "1K"}, book(), TODAY)
    assert not problems
    assert claim
    assert (claim.about, claim.figures[0].place.column) == ("a chips=5 b", 25)


@pytest.mark.parametrize(
    "words",
    [
        "training_cost=\"$3B\" hardware='H100' date=2024-12",
        "training_cost=$3B, hardware=H100; date=2024-12,",
        "training_cost=$3B,hardware=H100,date=2024-12",
        "training_cost = $3B  hardware =H100 date= 2024-12",
    ],
)
def test_a_question_with_more_signs_than_needed(words: str) -> None:
    """Quotes around a value, commas between values and spaces at "=" change nothing."""
    plain, typed = ask("training_cost=$3B hardware=H100 date=2024-12"), ask(words)
    assert [(each.quantity, each.text) for each in typed.figures] == [("training_cost", "$3B")]
    assert [each.value for each in typed.choices] == ["H100"]
    assert typed.day == plain.day


def test_a_question_tells_all_that_is_wrong() -> None:
    """All faults of a question are told at once, in order."""
    claim, problems = read_ask("hello chips=0 hardware=H1000 date=soon knd=fleet", book(), TODAY)
    assert claim is None
    assert [found.place.column for found in problems] == [1, 13, 24, 35, 40]
    assert {found.line for found in problems} == {"hello chips=0 hardware=H1000 date=soon knd=fleet"}


@pytest.mark.parametrize("left", ["B", "", ".5B", "00M", "bn", "0M-0M", "/hour"])
def test_what_a_shell_leaves_of_money(left: str) -> None:
    """Where a shell took "$3" for a name of its own, the question says so and shows the quotes."""
    _, problems = read_ask(f"training_cost={left} chips=5K", book(), TODAY)
    assert [found.instead for found in problems] == ["put the question in single quotes: 'training_cost=$3B'"]


@pytest.mark.parametrize("value", ["3B", "no", "0.5B", "billions"])
def test_what_a_shell_does_not_leave(value: str) -> None:
    """Other faults of money are not put down to the shell."""
    _, problems = read_ask(f"training_cost={value}", book(), TODAY)
    assert problems
    assert "shell" not in problems[0].what
