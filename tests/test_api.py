"""checker from Python: what a newcomer would type, and what he is told where it can't be."""

import json
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import checker
from tests.commands import run

ROOT = Path(__file__).parent.parent
SEED = ROOT / "claims" / "seed.yaml"
QUESTION = {"training_cost": "$3B", "hardware": "H100", "date": "2024-12"}


def test_a_question_as_it_is_typed_or_as_names_and_values() -> None:
    """All ways of asking the same get the same answer."""
    line = checker.ask("training_cost=$3B hardware=H100 date=2024-12")
    assert (line.verdict, line.id, line.about) == ("implausible", "ask", "your question")
    assert line.gap == pytest.approx(3.4, rel=0.1)
    assert checker.ask(QUESTION).text() == line.text()
    assert line.text() == run("ask", "training_cost=$3B hardware=H100 date=2024-12").stdout.rstrip("\n")


def test_numbers_are_exact_and_in_the_quantitys_own_unit() -> None:
    """3e9 dollars are no $3B, which may be 2.5 to 3.5; a share has no unit, and a date may be one."""
    exact = checker.ask({"training_cost": 3e9, "hardware": "H100", "date": date(2024, 12, 31)})
    assert exact.verdict == "implausible"
    assert exact.values["training_cost"] == "$3B"
    noon = datetime(2024, 12, 31, 12)  # noqa: DTZ001  # of no place in particular
    assert checker.ask({"training_cost": 3e9, "hardware": "H100", "date": noon}).text() == exact.text()
    assert "$3B (claimed)" in exact.text()
    assert checker.ask({"mfu": 0.4, "chips": 16_384, "hardware": "H100", "date": "2024-12"}).verdict == "plausible"


@pytest.mark.parametrize("day", [2024, "2024"], ids=repr)
def test_a_year_is_a_date(day: object) -> None:
    """A number as date is a year, in a mapping of any values."""
    question: dict[str, object] = {"training_cost": 3e9, "hardware": "H100", "date": day}
    found = checker.ask(question)
    assert (found.verdict, found.date) == ("implausible", "2024")


def test_beliefs_are_apart_from_figures(tmp_path: Path) -> None:
    """What is assumed, known by a day or held in a pack of one's own."""
    assert checker.ask("chips=90K hardware=H100 date=2024-12", as_of="2024-08").verdict != "plausible"
    assumed = checker.ask(QUESTION, assume={"mfu": "30-45%"})
    assert assumed.text() == checker.ask(QUESTION, assume=["mfu=30-45%"]).text()
    (tmp_path / "own.yaml").write_text("topic: Boxes\nquantities:\n  boxes: {unit: '1', title: number of boxes}\n")
    assert checker.ask({"boxes": 3}, rules=tmp_path).verdict == "unchecked"
    with pytest.raises(ValueError, match="training_cost"):
        checker.ask(QUESTION, pack=tmp_path)


def test_a_folder_of_claims_is_gone_through_like_a_list() -> None:
    """Claims in order, those that fail, text and JSON of the whole and of each."""
    result = checker.check(SEED)
    assert len(result) == len(result.claims) == len([*result]) > 10
    assert result.failed == ()
    assert result.problems == ()
    assert result.ok
    assert repr(result) == f"<Result: {len(result)} claims, 0 failed, 0 disagreements, 0 input problems>"
    assert result.to_dict() == rounded(json.loads(run("check", str(SEED), "--format", "json").stdout))
    first = next(each for each in result if each.verdict == "implausible")
    assert repr(first).startswith(f"<Finding {first.id}: implausible, ")
    assert first.place.startswith(str(SEED))
    assert first.to_dict()["verdict"] == "implausible"
    assert first.statement in first.text()
    assert first.headline == first.text().splitlines()[0]
    assert first.headline.startswith(f"{first.place}  {first.id}: implausible")
    assert run("explain", first.id, str(SEED)).stdout.startswith(first.headline)
    assert "1 claim:" not in first.text()
    assert (first.kind, first.source.title) == ("training_run", first.to_dict()["claims"][0]["source"]["title"])
    gap = first.to_dict()["claims"][0]["gap"]
    assert [first.gap, first.gap_at_kindest] == pytest.approx([gap["best"], gap["accepted"]])


def rounded(found: object) -> object:
    """JSON with its numbers to twelve digits."""
    if isinstance(found, dict):
        return {name: rounded(value) for name, value in found.items()}
    if isinstance(found, list):
        return [rounded(value) for value in found]
    return float(f"{found:.12g}") if isinstance(found, float) else found


def test_numbers_come_without_noise() -> None:
    """What a range reckoned in logarithms ends in is left out."""
    found = checker.ask({"energy": 2.7e7, "duration": 1000, "date": 2024}).to_dict()
    assert found["implied"]["energy"]["best"] == 2.7e7


def test_long_gaps_are_told_as_people_write_them() -> None:
    """Thousands stand apart."""
    assert repr(checker.ask("chips=500M hardware=H100 date=2024-12")) == "<Finding ask: impossible, 5,000x>"


def test_what_fails_is_a_matter_of_the_run(tmp_path: Path) -> None:
    """By the mildest verdict that fails; of what can't be read it is said why, with its place."""
    file = tmp_path / "claims.yaml"
    file.write_text(
        "claims:\n"
        "  - {id: one, statement: So, source: {title: A, date: 2024-12}, about: One, kind: training_run,\n"
        "     date: 2024-12, values: {chips: 140.0K, hardware: H100}}\n"
        "  - {id: two, statement: So, source: {title: A, date: 2024-12}, about: Two, kind: training_run,\n"
        "     date: 2024-12, values: {no_such: 3}}\n"
    )
    mild, strict = checker.check([file]), checker.check([str(file)], fail_on="strained")
    assert [each.id for each in mild] == [each.id for each in strict] == ["one"]
    assert mild.claims[0].verdict == "strained"
    assert [len(mild.failed), len(strict.failed)] == [0, 1]
    assert not mild.ok
    assert len(mild.problems) == 1
    assert mild.problems[0].startswith(f"{file}:5:")
    assert "no_such" in mild.problems[0]


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        ("ask({'chips': 3}, fail_on='strained')", TypeError, 'no option "fail_on": it has rules, pack, as_of, assume'),
        ("ask('chips=3', training_cost=3e9)", TypeError, "figures stand in the first argument"),
        ("ask({'chips': True})", TypeError, "chips is True: write a text, a number or a date"),
        ("ask({'chips': (3, 5)})", TypeError, "a range is a text such as '3B-5B'"),
        ("ask({'chips': 10**400})", ValueError, "chips is larger than any figure could be"),
        ("ask({3: 4})", TypeError, "a name is 3: write a text such as 'training_cost'"),
        ("ask(42)", TypeError, "the question is 42: write a line such as"),
        ("ask('chips=3', as_of=2024)", TypeError, "as_of is 2024: write a day such as"),
        ("ask('chips=3', rules=None)", TypeError, "rules is None: write a folder or several"),
        ("check('claims', jobs=0)", ValueError, "jobs is 0: write 1 or more"),
        ("check('claims', jobs='x')", TypeError, "jobs is 'x': write how many processes"),
        ("ask({'chipz': 3})", ValueError, "write chips"),
        ("ask({'training_cost': -3})", ValueError, "training_cost is -3: write an amount above zero"),
        ("ask({'training_cost': 0})", ValueError, '"$0" is zero'),
        ("ask({'chips': float('nan')})", ValueError, '"nan" is no number'),
        ("ask({'chips': 3, 'date': 20.24})", ValueError, '"20.24" is no date'),
        ("check('claims', accept='no')", TypeError, "accept is 'no': write True or False"),
        ("ask('chips=3', assume='mfoo=3')", ValueError, 'assume: unknown quantity "mfoo"'),
        ("screen({'chips': [3]}, 'soon', as_of='late')", ValueError, 'as_of: "late" is no date'),
        ("screen({'chips': [3]}, None)", TypeError, "date is None: write a day such as '2024-12-31'"),
        ("check('claims', fail_on=7)", ValueError, "fail_on is 7: write one of strained, implausible, impossible"),
        ("check('claims', reasons='some')", ValueError, "reasons is 'some': write one of all, failed, none"),
        (
            "check('claims', failon='strained')",
            TypeError,
            'no option "failon": it has rules, pack, as_of, assume, fail_on',
        ),
        ("ask('chips=3', rules='nowhere')", ValueError, "nowhere"),
        ("ask('chips=3', as_of='soon')", ValueError, "soon"),
        ("checks('claims')", AttributeError, "checks"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_right(call: str, error: type[Exception], said: str) -> None:
    """An option that there isn't, a value that it can't have, a figure that can't be read."""
    with pytest.raises(error) as caught:
        eval(f"checker.{call}", {"checker": checker})  # noqa: S307  # our own text, which the type checker would refuse
    assert said in str(caught.value)


def test_types_are_told(tmp_path: Path) -> None:
    """A type checker knows what comes back, and refuses what no function takes."""
    (tmp_path / "use.py").write_text(
        "import checker, datetime, numpy\n"
        "found: checker.Finding = checker.ask({'training_cost': 3e9})\n"
        "word: checker.Verdict = found.verdict\n"
        "result: checker.Result = checker.check('claims')\n"
        "names: list[str] = [each.id for each in result.failed]\n"
        "mixed = {'training_cost': 3e9, 'hardware': 'H100', 'date': datetime.date(2024, 12, 31)}\n"
        "checker.ask(mixed)\n"
        "columns = {'chips': numpy.array([1.0]), 'training_cost': numpy.array([3], dtype=numpy.int64)}\n"
        "numbers = checker.screen(columns, datetime.date(2024, 12, 31), hardware='H100', as_of='2024')\n"
        "words: list[str] = [checker.VERDICTS[n] for n in numbers]\n"
        "checker.screen({'chips': [3, 4.5]}, '2024')\n"
        "source: checker.Source = found.source\n"
        "checker.check('claims', fail_on=7)\n"
        "checker.check('claims', failon='strained')\n"
        "checker.ask('chips=3', training_cost=3e9)\n"
        "checker.screen({'chips': 3}, '2024')\n"
    )
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(tmp_path / "cache"),
        str(tmp_path / "use.py"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    wrong = [line.split(":")[1] for line in done.stdout.splitlines() if ": error: " in line]
    assert wrong == ["13", "14", "15", "16"], done.stdout


def test_threads_may_ask_side_by_side() -> None:
    """Each gets the answer that it would get alone, whoever is first to ask in this process."""
    program = (
        "import checker\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "questions = [f'training_cost=${n}00M hardware=H100 date=2024-12' for n in range(1, 9)]\n"
        "told = lambda question: checker.ask(question).text()\n"
        "with ThreadPoolExecutor(4) as pool:\n"
        "    together = [*pool.map(told, questions * 2)]\n"
        "print(together == [*map(told, questions)] * 2)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"


def test_a_claim_keeps_what_it_has_against_others() -> None:
    """As `checker explain` tells it: claims of one subject that can't hold together."""
    file = ROOT / "tests" / "golden" / "disagreement.yaml"
    result = checker.check(file)
    ids = [each.id for each in result]
    assert all(each.to_dict()["disagreements"] for each in result)
    told = run("explain", ids[0], str(file)).stdout
    assert "can't hold together" in told or "cannot hold together" in told
    assert all("hold together" in each.text() for each in result)
    assert not result.ok
    assert not result.failed + result.problems
    (apart,) = result.disagreements
    assert all(name in apart for name in ids)
    assert "cannot hold together at all. Its figures differ by " in apart
    assert repr(result) == "<Result: 2 claims, 0 failed, 1 disagreement, 0 input problems>"


def test_nothing_to_judge_is_a_problem(tmp_path: Path) -> None:
    """A folder without claims isn't fine, and the result says why."""
    (tmp_path / ".hidden.yaml").write_text("")
    result = checker.check(tmp_path)
    assert not result.ok
    assert result.problems == ("nothing to judge: no claims in the files given; 1 hidden file skipped",)


def test_numbers_of_other_libraries_are_numbers() -> None:
    """As columns of tables have them."""
    numpy = pytest.importorskip("numpy")
    for number in (numpy.int64(16384), numpy.float32(16384), Decimal(16384), Fraction(16384)):
        assert checker.ask({"chips": number, "hardware": "H100", "date": "2024-12"}).values["chips"] == "16,384"
    found = checker.ask({"chips": 3, "hardware": "H100", "date": numpy.datetime64("2024-12-31T12")})
    assert found.date == "2024-12-31"
    assert checker.ask({"chips": 3, "date": numpy.int64(2024)}).date == "2024"


def test_importing_loads_nothing() -> None:
    """The version is told without an engine."""
    program = "import checker, sys; checker.__version__; print('checker.api' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
