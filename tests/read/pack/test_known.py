"""Tables that make subjects known, as rule files name them; and claims that opt out."""

import math
from pathlib import Path

import pytest

from checker.maths.interval import OPEN, exp
from checker.model.rule import Rulebook
from checker.read.claim.claims import read_ask
from checker.read.pack.compiled import load
from tests.explain.asking import book

TOPIC = """\
topic: Which subjects are known
known:
  published:
    title: a published model
    table: reference/known.csv
    id: id
    name: name
    date: date
    kinds: [training_run]
    attributes: {hardware: chip}
    doubt: {column: sure, factors: {hardly: 2}}
    quantities:
      parameters: {column: size, spread: {typical: 1.1, accepted: 2}}
      duration: {column: days, unit: day, base: base}
      training_cost: {column: [low, high], accepted: [least, most], spread: 3}
    why: It says so itself.
"""
TABLE = """\
id,name,date,chip,sure,size,days,base,low,high,least,most,source,evidence
one,The One,2024-01,H100,,2.0e9,30,,1e6,2e6,1e5,,"A paper, 2024-01",read
two,The Other,2024-02,nothing,hardly,4.0e9,60,one,,,,,"A paper, 2024-02",read
"""


def pack(small: Path, topic: str = TOPIC, table: str = TABLE) -> tuple[Rulebook | None, list[str]]:
    """The small pack with a table of known subjects, and what is wrong with it."""
    (small / "known.yaml").write_text(topic)
    (small / "reference" / "known.csv").write_text(table)
    found, problems = load((small,), small.parent / "cache")
    return found, [problem.what for problem in problems]


def test_a_row_is_what_is_published_of_one_subject(small: Path) -> None:
    """Figures have their rounding, the spread of sources and the row's own doubt; attributes their values."""
    found, problems = pack(small)
    assert found, problems
    one, two = found.known["published"].dossiers
    assert (one.id, one.name, one.choices, two.choices) == ("one", "The One", {"hardware": "H100"}, {})
    size = one.figures["parameters"]
    assert size.best == pytest.approx(math.log(2e9))
    assert [exp(end) for end in size.stated] == pytest.approx([1.95e9, 2.05e9])
    assert exp(size.typical[1]) == pytest.approx(2.05e9 * 1.1)
    assert exp(size.accepted[1]) == pytest.approx(2.05e9 * 2)
    assert exp(two.figures["parameters"].accepted[1]) == pytest.approx(4.05e9 * 2 * 2)


def test_a_figure_between_two_columns(small: Path) -> None:
    """It is the whole range, and other columns widen what is accepted in their row."""
    found, problems = pack(small)
    assert found, problems
    cost = found.known["published"].dossiers[0].figures["training_cost"]
    assert cost.best is None
    assert [exp(end) for end in cost.typical] == pytest.approx([0.8e6, 2.4e6])
    assert [exp(end) for end in cost.accepted] == pytest.approx([0.8e5, 2.4e6 * 3])


def test_what_counts_a_base_in_is_a_bound(small: Path) -> None:
    """It is in its own unit; the row with a base bounds from above alone."""
    found, problems = pack(small)
    assert found, problems
    one, two = (each.figures["duration"] for each in found.known["published"].dossiers)
    assert one.best == pytest.approx(math.log(720))
    assert two.typical[0] == -OPEN
    assert exp(two.typical[1]) == pytest.approx(1560)


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        ("kinds: [training_run]", "kinds: [run]", 'unknown kind "run"'),
        ("parameters: {", "params: {", 'unknown quantity "params"'),
        ("{hardware: chip}", "{chips: chip}", 'unknown attribute "chips"'),
        ("column: size", "column: sizes", 'unknown column "sizes"'),
        ("unit: day", "unit: kg", '"1 kg"'),
        ("base: base", "base: bases", 'unknown column "bases"'),
    ],
)
def test_names_that_nothing_has_are_refused(small: Path, was: str, now: str, what: str) -> None:
    """Each is told where it stands."""
    found, problems = pack(small, TOPIC.replace(was, now))
    assert found is None
    assert any(what in problem for problem in problems), problems


def test_cells_that_are_no_figure_are_refused(small: Path) -> None:
    """A faulty cell is told with its place."""
    found, problems = pack(small, table=TABLE.replace("2.0e9", "two"))
    assert found is None
    assert problems == ['size is "two", which is no number above 0']


def test_a_subject_is_known_once(small: Path) -> None:
    """A row with the id of another is refused, however it is spelled, in its own table or another pack's."""
    again = TABLE.splitlines()[1].replace("one,The One", "ONE,The One again")
    found, problems = pack(small, table=f"{TABLE}{again}\n")
    assert found is None
    assert len(problems) == 1
    assert problems[0].startswith('"ONE" is known already, from ')
    assert problems[0].endswith("known.csv:2")


def test_a_question_opts_out() -> None:
    """known=no and yes are read in any case; another word is a problem."""
    for word, is_known in (("no", False), ("No", False), ("yes", True)):
        claim, problems = read_ask(f"about=gpt-3 parameters=175B known={word}", book(), 740000)
        assert claim, problems
        assert claim.known is is_known
    claim, (problem,) = read_ask("about=gpt-3 parameters=175B known=maybe", book(), 740000)
    assert claim is None
    assert (problem.what, problem.instead) == ('known is "maybe"', "write known: no, or leave it out")
