"""Names of chips in the wild are those of the table; what can't be one is left unknown."""

from pathlib import Path

import pytest

from checker.model.attribute import Attribute
from checker.read.chip_names import spellings
from checker.read.value import BadValue, read_choice, read_figure
from tests.books import hardware
from tests.explain.asking import book


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("H100", "H100"),
        ("h100", "H100"),
        ("\uff28\uff11\uff10\uff10", "H100"),
        ("NVIDIA H100 SXM5 80GB", "H100"),
        ("tpu-v4", "TPU v4"),
        ("H100-80G", "H100"),
        ("Nvidia H100 (SXM5) GPUs", "H100"),
        ("HGX H100 80 GB HBM3", "H100"),
        ("Google Cloud TPU v4 chips", "TPU v4"),
    ],
)
def test_choices(text: str, value: str) -> None:
    """A chip is known by its name or an alias, whatever its capitals, spaces, maker, board and memory."""
    assert read_choice(text, hardware()) == value


def test_spellings_go_from_the_whole_name_to_the_bare_chip() -> None:
    """Words are dropped one sort after the other, so that a name of its own, such as that of a larger memory, wins."""
    assert list(spellings("NVIDIA A100-SXM4 80 G")) == ["nvidiaa100sxm480g", "a100sxm480gb", "a10080gb", "a100"]


PUBLISHED = (Path(__file__).parent / "published_chips.txt").read_text(encoding="utf-8").splitlines()
"""Every name in the hardware columns of Epoch AI's tables: chips, models, clusters, prices and shipments."""
PROCESSORS = ("AMD EPYC 7413", "Intel Core i5-11600K", "Intel Core 2 Quad Q9450", "Intel Xeon Phi 31S1P")


def shipped_chips() -> Attribute:
    """The chips of the shipped pack."""
    return book().attributes["hardware"]


def test_every_published_name_is_a_chip_or_refused_for_a_reason() -> None:
    """Of the names that tables hold only those of processors are refused, alone or beside a chip."""
    refused = {}
    for name in PUBLISHED:
        try:
            read_choice(name, shipped_chips())
        except BadValue as error:
            refused[name] = error.what
    assert {name for name in refused if not any(processor in name for processor in PROCESSORS)} == set()
    assert all("is a processor, no AI chip" in what for what in refused.values())


@pytest.mark.parametrize(
    ("name", "chips"),
    [
        ("MI300", {"MI300A", "MI300X"}),
        ("AMD Radeon Instinct MI300", {"MI300A", "MI300X"}),
        ("Nvidia Blackwell", {"B100", "B200", "GB200", "B300", "GB300"}),
        ("A10 PCIe", {"A10"}),
        ("A10G", {"A10G"}),
        ("TPU v5", {"TPU v5e", "TPU v5p"}),
        ("RTX 6000", {"Quadro RTX 6000", "RTX 6000 Ada", "RTX PRO 6000"}),
        ("MI250X and A100", {"A100", "MI250X"}),
        ("H100, H200", {"H100", "H200"}),
        ("A100/V100", {"A100", "V100"}),
        ("Amazon Trainium1,NVIDIA A100,NVIDIA H100 SXM5 80GB", {"Trainium1", "A100", "H100"}),
        ("Cambricon MLU370-S4/S8", {"MLU370-S4"}),
    ],
)
def test_a_name_that_fits_several_stands_for_all_of_them(name: str, chips: set[str]) -> None:
    """A family or a list is every chip that it may be, and no other takes its place."""
    assert {*shipped_chips().meant(read_choice(name, shipped_chips()))} == chips


def test_hopper_is_no_h100() -> None:
    """A family holds more than its best known chip, and keeps its name."""
    hopper = read_choice("Hopper GPUs", shipped_chips())
    assert hopper == "Hopper"
    assert {"H100", "H200", "H20", "GH200"} <= {*shipped_chips().meant(hopper)}


@pytest.mark.parametrize(
    ("name", "what", "instead"),
    [
        ("TPU", 'unknown chip "TPU"', "write which: TPU v1, TPU v2"),
        ("MLU370", 'unknown chip "MLU370"', "write which: MLU370-X8, MLU370-S4, MLU370-X4"),
        ("AMD EPYC 7413", '"AMD EPYC 7413" is a processor, no AI chip', "name the accelerator"),
        ("A100 and Xeon", '"Xeon" is a processor, no AI chip', "name the accelerator"),
        ("A100 and B9000", 'unknown chip "B9000"', "add the chip to rules/reference/chips.csv"),
    ],
)
def test_a_name_that_is_refused_says_why(name: str, what: str, instead: str) -> None:
    """One that fits several has all of them to choose from; of several the one that is wrong is told."""
    with pytest.raises(BadValue) as refusal:
        read_choice(name, shipped_chips())
    assert refusal.value.what == what
    assert instead in refusal.value.instead


def test_a_count_may_name_a_family() -> None:
    """So many Hopper GPUs are chips, and the family is the choice of hardware."""
    assert read_figure("50K Hopper GPUs", book().quantities["chips"], book().units, shipped_chips()).chip == "Hopper"
