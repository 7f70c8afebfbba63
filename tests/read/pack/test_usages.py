"""Usages: what was in use by size and date; figures over what a chip does; rules for what isn't stated."""

from pathlib import Path

import pytest

from checker.maths.interval import exp
from checker.model.rule import Rulebook
from tests.small import read, sound

CHIPS = """\
id,h100e,source,evidence
A100,0.3,"A sheet, 2020-05",read
H100,1,"A sheet, 2022-03",read
T4,,"A sheet, 2018-09",read
"""
SITES = """\
date,sorts,size,price,source,evidence
2022-03-01,A100,1000,1,"A report, 2022-03",read
2024-09-01,A100; H100,5000,2,"A report, 2024-09",read
2024-10-01,T4,10,3,"A report, 2024-10",read
"""
PRICES = """\
chip,low,high,source,evidence
A100,0.6,1.5,"A list, 2024-09",read
H100,2,4,"A list, 2024-09",read
T4,1,2,"A list, 2024-09",read
"""
RULES = """\
topic: Chips
quantities:
  price: {unit: USD/H100e/hour, title: price}
  h100e: {unit: H100e, title: H100 equivalents}
  cost: {unit: USD/hour, title: cost}
attributes:
  hardware: {table: reference/chips.csv, id: id, title: chip}
lookups:
  price:
    table: reference/prices.csv
    key: {hardware: chip}
    over: {hardware: h100e}
    typical: [low, high]
    accepted: [low, high]
    why: It is what is paid.
    wrong_when: []
relations:
  - id: cost-of-equivalents
    formula: cost = h100e * price
    when: {hardware: unstated}
    tolerance: {typical: 1, accepted: 1, limit: 1}
    says: "{cost} is paid."
    why: A definition.
    wrong_when: []
    sources: [{title: A report, date: 2024-12}]
usages:
  - id: chips-of-sites
    attribute: hardware
    quantities: [price]
    when: {h100e: ">= 100"}
    table: reference/sites.csv
    values: sorts
    date: date
    where: {size: ">= 100"}
    within: {typical: 2, accepted: 4}
    ahead: 1
    brief: chips of the time
    why: Sites were built of these.
    wrong_when: []
    sources: [{title: A report, date: 2024-12}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of three tables and one topic."""
    tmp_path.joinpath("reference").mkdir()
    for name, text in (("chips", CHIPS), ("sites", SITES), ("prices", PRICES)):
        tmp_path.joinpath("reference", f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def book(pack: Path) -> Rulebook:
    """The pack, which must be sound."""
    pack.joinpath("chips.yaml").write_text(RULES, encoding="utf-8")
    return sound(pack, "chips")


def told(pack: Path, old: str, new: str) -> str:
    """What is said of the pack with one text changed."""
    assert old in RULES
    pack.joinpath("chips.yaml").write_text(RULES.replace(old, new), encoding="utf-8")
    _, problems = read(pack, "chips")
    return problems[0].what if problems else ""


def test_uses_are_the_rows_that_fit_each_with_all_its_values(pack: Path) -> None:
    """A site of two sorts is a use of both; one that is too small is none."""
    usage = book(pack).usages["chips-of-sites"]
    assert [value for _, value in usage.uses] == ["A100", "A100", "H100"]
    assert usage.within == {"typical": 730, "accepted": 1461}
    assert usage.ahead == 365


def test_a_figure_over_what_the_chip_does(pack: Path) -> None:
    """An A100 at $0.6 to $1.5 is $2 to $5 for an H100's worth; of a T4 it isn't known what it does."""
    rows = {row.keys["hardware"]: row.spans["typical"] for row in book(pack).priors["price"].rows}
    assert {*rows} == {"A100", "H100"}
    assert tuple(map(exp, rows["A100"])) == pytest.approx((2, 5))


def test_a_rule_for_what_isnt_stated(pack: Path) -> None:
    """A relation may ask that nothing is said of the chip."""
    (guard,) = book(pack).relations["cost-of-equivalents"].guards
    assert guard.unstated == ("hardware",)
    assert not guard.attributes


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("attribute: hardware", "attribute: hardwear", 'unknown attribute "hardwear"'),
        ("quantities: [price]", "quantities: [prize]", 'unknown quantity "prize"'),
        ("values: sorts", "values: sort", 'unknown column "sort"'),
        ('{size: ">= 100"}', '{size: ">= 1e9"}', "no row of reference/sites.csv is such a use"),
        ("{typical: 2,", "{usual: 2,", 'unknown level "usual"'),
        ("{hardware: h100e}", "{hardware: h100}", 'unknown column "h100"'),
        (
            "key: {hardware: chip}\n    over: {hardware",
            "over: {hardware",
            "hardware is no attribute with a table that is in the key of this lookup",
        ),
    ],
)
def test_what_is_wrong_is_said(pack: Path, old: str, new: str, what: str) -> None:
    """Each name that nothing has, and a usage without uses."""
    assert told(pack, old, new) == what


def test_a_value_that_nothing_has_is_told_with_its_row(pack: Path) -> None:
    """The cell is shown."""
    pack.joinpath("reference", "sites.csv").write_text(SITES.replace("A100; H100", "A100; H10"), encoding="utf-8")
    pack.joinpath("chips.yaml").write_text(RULES, encoding="utf-8")
    _, problems = read(pack, "chips")
    assert problems[0].what == 'unknown chip "H10"'
