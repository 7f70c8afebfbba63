"""Sets of an attribute's values, told by the columns of its table."""

from pathlib import Path

import pytest

from checker.model.rule import Rulebook
from tests.small import sound

CHIPS = """\
id,aliases,family,fp8,fp4,source,evidence
A100,,Ampere,,,"A sheet, 2020-05",read
H100,,Hopper; SXM,1,,"A sheet, 2022-03",read
H200,,Hopper,,,"A sheet, 2023-11",read
H200,,,1,,"Another sheet, 2024-11",read
B200,,Blackwell,1,1,"A sheet, 2024-03",read
"""
RULES = """\
topic: Chips
quantities:
  mfu: {{unit: ratio, title: utilisation}}
attributes:
  hardware: {{table: reference/chips.csv, id: id, aliases: aliases, families: family, title: chip}}
assumptions:
  - id: usual
    quantity: mfu
    when: {{hardware: {set}}}
    typical: 0.2-0.5
    accepted: 0.1-0.7
    limit: any
    why: It is usual.
    wrong_when: []
    sources: [{{title: A report, date: 2024-12}}]
"""


def pack(folder: Path, said: str) -> Rulebook:
    """A pack with one rule, for that set of chips."""
    folder.joinpath("reference").mkdir()
    folder.joinpath("reference", "chips.csv").write_text(CHIPS, encoding="utf-8")
    folder.joinpath("chips.yaml").write_text(RULES.format(set=said), encoding="utf-8")
    return sound(folder, "chips")


@pytest.mark.parametrize(
    ("said", "chips"),
    [
        ("{has: fp8}", ("H100", "H200", "B200")),
        ("{has: [fp8, fp4]}", ("B200",)),
        ("{lacks: fp8}", ("A100",)),
        ("{lacks: fp4}", ("A100", "H100", "H200")),
        ("{family: Hopper}", ("H100", "H200")),
        ("{family: [Hopper, Ampere]}", ("A100", "H100", "H200")),
        ("{has: fp8, lacks: fp4}", ("H100", "H200")),
        ("{family: SXM, has: fp8}", ("H100",)),
        ("[A100, B200]", ("A100", "B200")),
    ],
)
def test_a_set_is_the_values_for_which_all_its_conditions_hold(
    said: str, chips: tuple[str, ...], tmp_path: Path
) -> None:
    """A cell in any row of a value counts, a cell may hold several texts, and several wanted texts are alternatives."""
    (guard,) = pack(tmp_path, said).priors["usual"].guards
    assert guard.attributes == {"hardware": chips}


def test_a_family_is_all_values_that_a_column_gives_it(tmp_path: Path) -> None:
    """Each once, in the order of the table."""
    families = pack(tmp_path, "{has: fp8}").attributes["hardware"].families
    assert families["Hopper"] == ("H100", "H200")
    assert list(families) == ["Ampere", "Hopper", "SXM", "Blackwell"]
