"""Rule files to a rulebook, and the exact complaint about each broken pack."""

import math
import re
from functools import cache
from pathlib import Path

import pytest

from checker.maths.dates import days
from checker.maths.interval import ANY, OPEN
from checker.model.attribute import Entailment
from checker.model.guard import Guard
from checker.model.place import Problem
from checker.model.product import Power
from checker.model.rule import Rulebook
from checker.read.pack.compiled import shipped
from checker.read.pack.rules import compile_pack
from tests.small import SMALL, read, small

HERE = Path(__file__).parents[2]
BAD = HERE / "bad_packs"
NARROW = "    typical: 2-6 months\n"


def complaints(old: str, new: str) -> list[str]:
    """What is wrong with the small pack after a change."""
    assert old in (SMALL / "runs.yaml").read_text(encoding="utf-8")
    return [problem.what for problem in read(SMALL, "small", (old, new))[1]]


def shown(problem: Problem) -> str:
    """A problem as a user sees it."""
    lines = [f"{problem.place}: {problem.what}"]
    if problem.line:
        head = f"  {problem.place.line} | "
        lines += [head + problem.line, " " * (len(head) + problem.place.column - 1) + "^"]
    return "\n".join([*lines, f"  {problem.instead}"])


@pytest.mark.parametrize("folder", sorted(path for path in BAD.iterdir() if path.is_dir()), ids=lambda path: path.name)
def test_a_broken_pack_is_refused_with_all_that_is_wrong(folder: Path) -> None:
    """Every problem at once, each with its place, the line, and what to write instead."""
    book, problems = read(folder, folder.name)
    assert book is None
    assert "\n".join(map(shown, problems)) + "\n" == BAD.joinpath(f"{folder.name}.txt").read_text(encoding="utf-8")


def test_every_complaint_says_what_to_write_instead() -> None:
    """No problem of a broken pack leaves its author without a remedy."""
    folders = [path for path in BAD.iterdir() if path.is_dir()]
    problems = [problem for folder in folders for problem in read(folder, folder.name)[1]]
    assert [str(problem.place) for problem in problems if not problem.instead] == []


@pytest.mark.skipif(not [*shipped().glob("*.yaml")], reason="the shipped pack is not there")
@cache
def whole() -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """The pack that comes with the program and its problems, read from its files once."""
    return read(shipped(), "rules")


def test_the_shipped_pack_is_sound() -> None:
    """The pack that comes with the program has no problem, and every relation in it is told."""
    book, problems = whole()
    assert [shown(problem) for problem in problems] == []
    assert book is not None
    assert [name for name, relation in book.relations.items() if not relation.says or not relation.why] == []
    assert [name for name, prior in book.priors.items() if not prior.why] == []


def test_a_quantity_has_its_unit_names_and_topic() -> None:
    """Units are resolved to dimensions and a scale; aliases lead to the quantity whatever their case."""
    price = small().quantities["chip_hour_price"]
    assert price.dims == {"[currency]": 1, "[chip]": -1, "[time]": -1}
    assert price.scale == pytest.approx(1 / 3600)
    assert small().names["cost of training"] == small().names["cost"] == "training_cost"
    assert small().quantities["training_cost"].topic == "Runs and their cost"
    assert small().topics == {"small/runs.yaml": "Runs and their cost"}


def test_attributes_come_from_tables_and_lists() -> None:
    """A table gives values, aliases and first days; a list may have spellings, a usual value and what entails one."""
    hardware, architecture = small().attributes["hardware"], small().attributes["architecture"]
    assert hardware.values == ("A100", "H100", "B300")
    assert hardware.aliases["a100 sxm"] == "A100"
    assert hardware.since == {"A100": days("2020-06")[0], "H100": days("2022-10-01")[0], "B300": days("2026-H2")[0]}
    assert (hardware.usual, architecture.usual, architecture.others) == ("", "dense", "limit")
    assert architecture.aliases["mixture of experts"] == "moe"
    assert architecture.entailed == (Entailment("moe", "active_parameters", "parameters"),)
    assert architecture.says == {"moe": "a mixture of experts"}


def test_a_tolerance_is_a_factor_either_way_or_two_ends() -> None:
    """1.05 allows 5 % up and about as much down; [0.5, inf] is open above; at best the relation is exact."""
    spans = small().relations["cost-from-chip-hours"].spans
    assert spans["accepted"] == pytest.approx((-math.log(1.05), math.log(1.05)))
    assert small().relations["chip-hours-from-chips"].spans["limit"] == (math.log(0.5), OPEN)
    assert spans["best"] == spans["typical"] == (0, 0)


def test_an_inequality_is_bounded_on_one_side() -> None:
    """What is at most so much may be as small as it likes; `inf` bounds nothing."""
    relation = small().relations["fits-largest-system"]
    assert relation.sense == "<="
    assert (relation.spans["best"], relation.spans["accepted"], relation.spans["limit"]) == (
        (-OPEN, 0),
        (-OPEN, 0),
        ANY,
    )
    assert relation.misses == "It needs {gap} the largest system known in {date}."


def test_a_relation_has_its_products_and_sentences() -> None:
    """Constants come out of units; sentences are chosen by what the step finds, "" standing for all others."""
    relation = small().relations["compute-from-chip-hours"]
    assert relation.left.powers == (Power("training_compute", 1),)
    assert math.exp(relation.right[0].constant) == pytest.approx(3600)
    assert {*small().relations["chip-hours-from-chips"].says} == {"chips", ""}
    assert len(small().relations["compute-on-a-base"].right) == 2


READING = 'keep: [hardware, date], says: "all the chips its owner has"}'


def test_readings_have_an_order_wherever_they_are_written() -> None:
    """Moving a reading to another line or file never changes what is printed first."""
    book, _ = whole()
    assert book is not None
    kinds = {q.id: (*q.kinds, *q.also) for q in book.quantities.values()}
    keys = [(r.of, r.as_, kinds[r.as_].index(r.kind), r.says) for r in book.readings]
    assert keys == sorted(keys)


def test_a_reading_may_choose() -> None:
    """What stands under `with` is known by its aliases; without `keep` all of a claim carries over."""
    changed = "with: {architecture: mixture of experts, hardware: A100 SXM}, says: all the chips}"
    book, _ = read(SMALL, "small", (READING, changed))
    assert book is not None
    assert book.readings[0].choices == {"architecture": "moe", "hardware": "A100"}
    assert (small().readings[0].choices, book.readings[0].keep) == ({}, ())


@pytest.mark.parametrize(
    ("chosen", "what"),
    [("{hardwear: A100}", 'unknown attribute "hardwear"'), ("{hardware: A1000}", 'unknown hardware "A1000"')],
)
def test_a_reading_chooses_what_is_known(chosen: str, what: str) -> None:
    """An attribute or a value that nobody defined is told."""
    book, problems = read(SMALL, "small", (READING, f"with: {chosen}, says: all the chips}}"))
    assert book is None
    assert [p.what for p in problems] == [what]


def test_guards_are_read_with_aliases_and_dates() -> None:
    """A list under `when` is a choice; names of chips are resolved; `>= 2024` begins on its first day."""
    first, second = small().relations["compute-on-a-base"].guards
    assert first == Guard(("training_run",), {"architecture": ("dense",)})
    assert second == Guard((), {"hardware": ("H100", "A100")}, (), (days("2024")[0], 9_999_999))


def test_a_guard_may_ask_for_claimed_figures() -> None:
    """By any of their names; what is no quantity is told."""
    book, _ = read(SMALL, "small", ('{date: ">= 2024", ', "{claimed: [chips, cost], "))
    assert book is not None
    assert book.relations["compute-on-a-base"].guards[1].claimed == ("chips", "training_cost")
    _, problems = read(SMALL, "small", ('{date: ">= 2024", ', "{claimed: tokenz, "))
    assert [p.what for p in problems] == ['unknown quantity "tokenz"']


def test_a_relation_with_a_link_waits_for_it() -> None:
    """The link that a formula speaks of is part of its guard, unsaid."""
    relation = small().relations["comparable-needs-no-more"]
    assert relation.guards == (Guard(links=("comparable_to",)),)
    assert relation.right[0].powers[1] == Power("progress", 1, ("comparable_to.date", "date"))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ('">= 2024"', "2024-01-01", ""),
        ('"> 2024-06"', "2024-07-01", ""),
        ('"<= 2024-H1"', "", "2024-06-30"),
        ('"< 2024"', "", "2023-12-31"),
        ("2023-01 to 2024-12", "2023-01-01", "2024-12-31"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
    ],
)
def test_ranges_of_dates(text: str, first: str, last: str) -> None:
    """A bound takes in or leaves out the whole of what its date may mean."""
    book, _ = read(SMALL, "small", ('{date: ">= 2024", ', f"{{date: {text}, "))
    assert book is not None
    start, end = book.relations["compute-on-a-base"].guards[1].days
    assert (start, end) == (days(first)[0] if first else 0, days(last)[1] if last else 9_999_999)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("since: hardware", "since: precision", ["precision has no first days"]),
        ("since: hardware", "since: hardwear", ['unknown attribute "hardwear"']),
        ("{by: precision}", "{by: architecture}", ["no column is named as a value of architecture"]),
        ("unit: TFLOP/s/chip", "unit: TFLOP/s", ["the table's unit is FLOP/s, but chip_peak is in FLOP/s/chip"]),
        ("best: 40%", "best: 50%", ["best is not within typical"]),
        ("factor: 24", "factor: 1", ["a slip by this factor is none"]),
        (
            "says: days taken for hours",
            'says: "{days} taken for hours"',
            ['"{days} taken for hours" holds a brace that nothing fills'],
        ),
        ("factor: 24", "times: chipz", ['unknown quantity "chipz"']),
        ("factor: 24", "figure: chips", ["duration is in hour, chips in chip"]),
        ("factor: 24, says", "says", ["the slip says no factor"]),
        ("value: 3.8e25 FLOP", "value: 3e25-4e25 FLOP", ["a landmark is one figure, not a range"]),
        ("as: chips, kind", "as: duration, kind", ["chips is in chip, duration in hour"]),
        ("keep: [hardware, date]", "keep: [hardwear]", ['unknown attribute "hardwear"']),
        ("accepted: [0.9, 1.5]", "accepted: [1.5, 0.9]", ["the first number is above the second"]),
        ("accepted: 1.05", "accepted: 0.9", ["a tolerance below 1 allows nothing"]),
        ('">= 2024"', "2024-12 to 2023-01", ["the range of dates ends before it begins"]),
        ('">= 2024"', "[2024, 2025]", ["this is no range of dates"]),
        ("{architecture: moe}", "{comparable_to: gpt-4}", ["a link can only be asked for, not compared"]),
        ("{architecture: moe}", "{architecture: more}", ['unknown architecture "more"']),
        ("    id: id\n    name", "    name", ['a link with a table needs "id"']),
        ("[flop_low, flop_best, flop_high]", "[flop_high, flop_low]", ["the low figure is above the high one"]),
        ("  based_on: {", "  chips: {", ['"chips" already has a meaning']),
        ("limit: {campus: 4}", "limit: {campus: 1}", ["accepted reaches beyond limit from the entry Colossus on"]),
        (
            NARROW,
            NARROW.replace("2-6", "2-7"),
            ["frontier-run-duration reaches beyond run-duration at typical, and can only narrow it"],
        ),
        (
            "when: {architecture: moe}",
            "when: {kind: fleet}",
            [],
        ),
        (
            "    quantity: mfu\n    typical: 30",
            "    quantity: mfu\n    when: {kind: fleet}\n    typical: 30",
            ["no order between usual-mfu and moe-mfu: both may apply to mfu at once"],
        ),
    ],
)
def test_what_a_pack_may_not_say(old: str, new: str, wrong: list[str]) -> None:
    """One change to a sound pack, and exactly what is said of it."""
    assert complaints(old, new) == wrong


def test_a_refinement_is_held_against_what_is_in_force_there() -> None:
    """A condition within a narrower context is nested in that context's assumption alone, which replaces the others."""
    narrow = (
        "  - id: large-moe-mfu\n    quantity: mfu\n"
        '    when: {architecture: moe, training_compute: ">= 1e24 FLOP"}\n'
        "    typical: 0.18-0.2\n    accepted: 0.08-0.5\n    limit: 0.02-0.75\n    why: Large.\n    wrong_when: []\n"
        "    sources: [{title: A report, date: 2024}]\n"
    )
    assert complaints("assumptions:\n", f"assumptions:\n{narrow}") == []
    assert complaints("assumptions:\n", f"assumptions:\n{narrow.replace('architecture: moe, ', '')}") == [
        "large-moe-mfu reaches beyond usual-mfu at typical, and can only narrow it",
        "large-moe-mfu reaches beyond usual-mfu at accepted, and can only narrow it",
    ]


def test_relations_that_are_entangled_without_end_are_refused() -> None:
    """They are named, where one of them stands, with the bound on what is looked at."""
    ids = [f"r{number:03}" for number in range(120)]
    relation = (
        '  - {{id: {0}, formula: "a = b * c_{0}", tolerance: {1}, says: x, why: w, wrong_when: [], sources: {2}}}\n'
    )
    text = 'topic: X\nquantities:\n  a: {unit: "1", title: a}\n  b: {unit: "1", title: b}\n'
    text += "".join(f'  c_{each}: {{unit: "1", title: {each}}}\n' for each in ids) + "relations:\n"
    terms = "{typical: 1, accepted: 1, limit: 1}", "[{title: T, date: 2024}]"
    text += "".join(relation.format(each, *terms) for each in ids)
    found, (problem,) = compile_pack([(HERE, "x.yaml", text.encode())], {HERE: "x"})
    assert found is None
    assert re.match(
        r"relations in circles can be joined in more than 200,000 sets, as r\d{3}, r\d{3}, r\d{3} show$", problem.what
    )
    assert (problem.place.file, problem.instead) == ("x.yaml", "leave out relations that follow from others")


def test_a_guard_may_ask_for_what_no_table_has() -> None:
    """What is stated and no value of the table is held against assumptions of its own."""
    book = whole()[0]
    assert book
    assert book.attributes["hardware"].meant("Xeon 8380") == ("outside",)
    assert book.priors["price-of-other-chips"].guards == (Guard(attributes={"hardware": ("outside",)}),)


def test_of_a_file_that_is_lost_nothing_is_missed() -> None:
    """What it would define is unknown to others; that is told once it can be read."""
    files = [
        (Path("p"), "p/a.yaml", b"topic: A\nquantities:\n  a: {unit: W, title: [, it}\n"),
        (Path("p"), "p/b.yaml", b"topic: B\nslips:\n  - {of: a, factor: 10, says: a digit too many}\n"),
    ]
    lost, alone = (compile_pack(some, {Path("p"): "p"})[1] for some in (files, files[1:]))
    assert [problem.what for problem in alone if problem.what.startswith("unknown")] == ['unknown quantity "a"']
    assert [problem.what for problem in lost if problem.what.startswith("unknown")] == []
    assert lost[0].place.file == "p/a.yaml"
