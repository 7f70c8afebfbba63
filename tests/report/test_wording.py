"""What is said about verdicts and input problems, word for word."""

import math

import pytest
from msgspec.structs import replace

from checker.model.attribute import Attribute
from checker.model.finding import Rare, Repair
from checker.model.finding import Tested as ValueTest
from checker.model.money import Exchange
from checker.report import remarks, wording
from checker.report.sentences import with_origin
from checker.report.setting import Setting, setting
from tests.report import samples
from tests.report.samples import fact


@pytest.fixture
def terms() -> Setting:
    """The setting of the $3B claim."""
    result = samples.whole()
    return setting(result, result.cases[0], result.cases[0].claims[0])


@pytest.mark.parametrize(
    ("repair", "expected"),
    [
        (Repair("training_cost", fact("training_cost", 0, 0.6998e9)), "it cost at most $690M"),
        (Repair("training_cost", fact("training_cost", 0.6918e9, math.inf)), "it cost at least $700M"),
        (Repair("chips", fact("chips", 0, 149_800)), "it had at most 140K H100"),
        (Repair("duration", fact("duration", 0, 4400)), "it took at most 6 months"),
        (Repair("chip_hours", fact("chip_hours", 0, 3.19e8)),
         "there were at most 310M H100-hours"),
        (Repair("chip_hour_price", fact("chip_hour_price", 1.71, math.inf)),
         "the price of a chip-hour came to at least $1.8 an H100-hour"),
        (Repair("parameters", fact("parameters", 0, 1.004e10)), "there were at most 10B parameters"),
        (Repair("date", None, "2026"), "it dates from 2026 or later"),
        (Repair("date", None, "2026-03"), "it dates from March 2026 or later"),
    ],
)  # fmt: skip
def test_mend(repair: Repair, expected: str, terms: Setting) -> None:
    """A bound that would make the claim plausible is rounded to the safe side; a date is one to start from."""
    assert wording.repair(repair, terms, ["chips"]) == expected


def test_of_two_figures_of_a_unit_it_is_said_which(terms: Setting) -> None:
    """Of a cost and another one "it cost at most $1.6M" would be of either."""
    mend = Repair("training_cost", fact("training_cost", 0, 1.6e6))
    assert wording.repair(mend, terms, ["training_cost", "chips"]) == "it cost at most $1.6M"
    both = replace(terms, glossary=replace(terms.glossary, units={**terms.glossary.units, "spend": "USD"}))
    assert wording.repair(mend, both, ["training_cost", "spend"]).endswith(" came to at most $1.6M")


@pytest.mark.parametrize(
    ("said", "quantity", "expected"),
    [
        ("1,700 H100 equivalents", "h100e", "1,700 H100 equivalents"),
        ("20K H100", "h100e", "20K H100 equivalents"),
        ("10B parameters", "parameters", "10B total parameters"),
        ("at most 120B parameters", "parameters", "at most 120B total parameters"),
        ("$120M", "training_cost", "$120M"),
        ("58M H100-hours", "chip_hours", "58M H100-hours"),
    ],
)
def test_counts_say_what_is_counted(said: str, quantity: str, expected: str, terms: Setting) -> None:
    """The title takes the noun's place where it says it more fully, and nowhere else."""
    titles = {"h100e": "H100 equivalents", "parameters": "total parameters"}
    assert wording.of_what(said, quantity, replace(terms, glossary=replace(terms.glossary, titles=titles))) == expected


def test_rare_things(terms: Setting) -> None:
    """A strained claim names what it needs beside what is typical, how many at once, and the other ways."""
    price = Rare("price-at-scale", fact("chip_hour_price", 3, 4), "", fact("chip_hour_price", 1.8, 2.6))
    time = Rare("run-duration", fact("duration", 2000, 2922), "", fact("duration", 4383, 5000))
    rule = Rare("cost-from-chip-hours", None, "", slack=1.05)
    claim = samples.claim(rare=((price, time), (rule, Rare("?", fact("chips", 5, 5), "few are so small"))))
    assert remarks.rare_things(claim, terms) == (
        "It needs two rare things at once: the price of a chip-hour at $3 an H100-hour or more (typically $1.8 to $2.6 "
        "an H100-hour) and the length of the run at 4 months or less (typically 6 to 6.8 months); or two others: "
        "cost-from-chip-hours off by up to 1.05x and the number of chips working on the run at once at 5 H100 (few are "
        "so small)."
    )


def test_many_rare_things_are_no_smallest_set(terms: Setting) -> None:
    """Beyond what is counted out a set is an example, and says so."""
    many = tuple(Rare(f"rule-{n}", None, "", slack=1.05) for n in range(8))
    said = remarks.rare_things(samples.claim(rare=(many,)), terms)
    assert said.startswith("It needs more than six rare things at once, such as rule-0 off by up to 1.05x, rule-1 off")


def test_a_rare_thing_without_a_typical_range(terms: Setting) -> None:
    """Where nothing is typical, what the assumption says of itself stands instead."""
    thing = Rare("chip_hour_price", fact("chip_hour_price", 3, 3), "market price")
    assert remarks.rare(thing, terms) == "the price of a chip-hour at $3 an H100-hour (market price)"


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ([ValueTest(("a", "b"), 0.7), ValueTest(("b", "c"), 2.0)], "three rules, to within a factor of 5"),
        ([ValueTest(("a",), None)], "one rule"),
        ([ValueTest(("a",), 0.0)], "one rule, exactly"),
        ([ValueTest(tuple("abcdefghijkl"), None)], "12 rules"),
    ],
)
def test_tested_by(tests: list[ValueTest], expected: str) -> None:
    """Rules are counted once, and the sharpest test says how close."""
    assert wording.tested_by(tests) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({"expected": "plausible"}, "as expected"),
        ({"expected": "strained"}, "expected strained, got plausible"),
        ({"accepted": "yes"}, "accepted"),
        ({"accepted": "it has expired"}, "no longer accepted: it has expired"),
    ],
)
def test_expectation(given: dict[str, str], expected: str) -> None:
    """An expectation or a waiver is compared with the verdict."""
    assert wording.expectation(samples.claim(**given)) == expected


def test_as_what(terms: Setting) -> None:
    """One figure fails as what it says it is; several together as the kind of subject."""
    duration = replace(samples.conflict(), values=("duration",))
    price = replace(samples.conflict(), values=("chip_hour_price",))
    both = replace(samples.conflict(), values=("duration", "chips"))
    assert wording.as_what(samples.claim(conflicts=(duration,)), terms) == "as the length of the run"
    assert (
        wording.as_what(samples.claim(conflicts=(price,)), terms) == "as the price of a chip-hour in one training run"
    )
    assert wording.as_what(samples.claim(conflicts=(both,)), terms) == "as one training run"


def test_quotation(terms: Setting) -> None:
    """A claim is quoted with its source; without words its figures stand for it."""
    assert wording.quotation(samples.claim(statement=""), terms) == "training_cost $3B, hardware H100"
    same = samples.claim(statement="", values={"chips": "500K H100", "precision": "500K H100"})
    assert wording.quotation(same, terms) == "chips 500K H100"
    assert wording.quotation(samples.claim(), terms) == (
        '"Training the frontier model cost $3 billion." (An example article, 15 Dec 2024)'
    )


def test_what_to_add(terms: Setting) -> None:
    """An unchecked claim says what to give, unless nothing would do."""
    assert wording.what_to_add(samples.claim(missing=("mfu",)), terms) == (
        "No rule could have failed on it. Give mfu and it can be tested."
    )
    assert wording.what_to_add(samples.claim(), terms) == (
        "No rule could have failed on it, and no single figure would change that."
    )


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (2.19, "about 2.2x Llama-3.1-405B (3.8e25 FLOP; Meta)"),
        (1.01, "about the same as Llama-3.1-405B (3.8e25 FLOP; Meta)"),
        (0.253, "about 25% of Llama-3.1-405B (3.8e25 FLOP; Meta)"),
    ],
)
def test_compared(times: float, expected: str, terms: Setting) -> None:
    """A figure stands beside a known one as a multiple, a share, or the same."""
    known = replace(samples.plausible().implied["training_compute"], landmark_factor=times)
    assert wording.compared(known, terms) == expected


def test_disagreement() -> None:
    """Claims that disagree are named, and how badly."""
    clash = replace(samples.conflict(), claims=("a", "b", "c"))
    assert wording.disagreement(clash) == "a, b and c cannot plausibly hold together"
    assert wording.disagreement(replace(clash, level="typical")) == "a, b and c only hold together with something rare"
    assert wording.disagreement(replace(clash, level="limit")) == "a, b and c cannot hold together at all"


def test_falls_if() -> None:
    """What would bring a conclusion down is what the broken rule says of itself, with the number of its step."""
    assert wording.falls_if(samples.conflict(), 4) == (
        "the run was stretched over sites (6); the system was kept secret (6)"
    )


def test_what_no_table_has_is_told() -> None:
    """Hardware outside the tables stays as typed, and what it is stands beside it."""
    chips = Attribute("hardware", ("H100",), "chip", outside={"a processor": ("xeon", "core i#")})
    result = samples.whole()
    result = replace(result, glossary=replace(result.glossary, attributes={"hardware": chips}))
    claim = replace(result.cases[0].claims[0], values={"hardware": "Intel Core i7-12700H"})
    terms = setting(result, result.cases[0], claim)
    said = "Intel Core i7-12700H (a processor, of which the tables say nothing)"
    assert wording.values_typed(claim, terms) == f"hardware {said}"
    said = "Intel Core i7-12700H is a processor, of which the tables say nothing."
    assert wording.remarks(claim, terms) == said


def test_other_money_is_told_in_dollars_with_its_rate() -> None:
    """A figure in other money stays as typed, and its dollars, rate and year are told beside it."""
    result = samples.whole()
    (case, *_), euros = result.cases, Exchange("EUR", 1.081, 2023, 2023, 3.243e9, 3.243e9)
    claim = replace(case.claims[0], values={"training_cost": "€3B"}, exchanged={"training_cost": euros})
    terms = setting(result, case, claim)
    assert wording.values_typed(claim, terms) == "training_cost €3B ($3.24B at 1.08, the mean of 2023)"
    assert wording.remarks(claim, terms) == "€3B is read as $3.24B at 1.08, the mean of 2023."
    assert with_origin(fact("training_cost", 3e9, 3.4e9, "claimed", text="€3B"), terms) == "€3B (claimed, $3.24B)"
    later = replace(claim, exchanged={"training_cost": replace(euros, asked=2031)})
    assert wording.remarks(later, terms).endswith("the mean of 2023, the nearest year known.")
