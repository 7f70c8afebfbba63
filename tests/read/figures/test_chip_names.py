"""Names of chips in the wild are those of the table; what can't be one is left unknown."""

from pathlib import Path

import pytest

from checker.model.attribute import Attribute
from checker.read.figures.chip_names import spellings
from checker.read.figures.value import BadValue, read_choice, read_figure
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
    assert list(spellings("NVIDIA A100-SXM4 80 G")) == ["nvidiaa100sxm480g", *["a100sxm480gb"] * 2, "a10080gb", "a100"]


PUBLISHED = (Path(__file__).parent / "published_chips.txt").read_text(encoding="utf-8").splitlines()
"""Every name in the hardware columns of Epoch AI's tables: chips, models, clusters, prices and shipments."""


def shipped_chips() -> Attribute:
    """The chips of the shipped pack."""
    return book().attributes["hardware"]


def test_every_published_name_is_a_chip_or_a_processor() -> None:
    """Of the names that tables hold none is refused, and only processors are outside the tables."""
    chips = shipped_chips()
    read = {name: read_choice(name, chips) for name in PUBLISHED}
    assert {chips.outsider(value) for value in read.values() if not chips.has(value)} == {"a processor"}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("CPU", "a processor"),
        ("CPUs", "a processor"),
        ("AMD EPYC 7413", "a processor"),
        ("Intel Core i7-12700H", "a processor"),
        ("i9-13900K", "a processor"),
        ("Xeon Platinum 8380", "a processor"),
        ("Apple M2 CPU", "a processor"),
        ("IBM POWER9", "a processor"),
        ("Radeon R5 A320", "a small or old graphics chip"),
        ("Intel UHD Graphics 620", "a small or old graphics chip"),
        ("Iris Xe", "a small or old graphics chip"),
        ("Snapdragon 8 Gen 3", "a phone's chip"),
        ("Xilinx Alveo U280", "a programmable chip"),
        ("T-Head PPU", "a chip of which no peak is published"),
    ],
)
def test_what_no_table_has_is_read_as_it_is_typed(name: str, what: str) -> None:
    """A processor or a graphics chip that no row is of is hardware all the same, and it is known what it is."""
    chips = shipped_chips()
    assert read_choice(name, chips) == name
    assert not chips.has(name)
    assert chips.outsider(name) == what


def test_families_hold_their_members() -> None:
    """A generation, a brand and a maker stand for all chips of theirs, and for no others."""
    chips = shipped_chips()
    for name, inside, beside in (
        ("RTX 40 series", {"RTX 4090", "RTX 4060 Laptop"}, {"RTX 3090", "RTX 4000 Ada"}),
        ("RTX 4000 series", {"RTX 4090"}, {"RTX 4000 Ada"}),
        ("Ascend NPU", {"Ascend 910A", "Ascend 910B", "Ascend 910C"}, {"Ascend 310"}),
        ("TPU", {"TPU v2", "TPU v7"}, {"TPU v1", "Edge TPU"}),
        ("AMD Instinct", {"MI50", "MI300X"}, {"RX 7900 XTX"}),
        ("Tesla GPUs", {"K80", "V100", "T4"}, {"A100", "Dojo D1"}),
        ("Apple M-series", {"Apple M1", "Apple M4 Max"}, set()),
        ("Nvidia Jetson", {"Jetson Nano", "Jetson AGX Thor"}, {"GB10"}),
    ):
        meant = {*chips.meant(read_choice(name, chips))}
        assert inside <= meant, name
        assert not beside & meant, name


def test_a_chip_that_has_to_be_stated_is_nobodys_unless_it_is() -> None:
    """Chips for phones, laptops and modules widen nothing for claims that name no chip."""
    rarer = shipped_chips().rarer
    assert {rarer[name] for name in ("Jetson Nano", "Apple M1", "RTX 4060 Laptop")} == {"none"}
    assert not {"H100", "L20 PCIe", "RTX 4090"} & {*rarer}


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
        ("MLU370", {"MLU370-X8", "MLU370-S4", "MLU370-X4"}),
        ("Huawei Ascend 950 NPUs", {"Ascend 950PR", "Ascend 950DT"}),
        ("TPU v8", {"TPU 8t", "TPU 8i"}),
        ("AMD Instinct MI300 series", {"MI300A", "MI300X"}),
        ("TPU v3-128", {"TPU v3"}),
        ("v4-8", {"TPU v4"}),
        ("8x H100", {"H100"}),
        ("A100 and AMD EPYC 7763", {"A100"}),
        ("Iluvatar BI-100", {"Tiangai 100"}),
        ("L20", {"L20 PCIe"}),
        ("L2", {"L2 PCIe"}),
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
        ("Wormhole n", 'unknown chip "Wormhole n"', "write which: Wormhole n150, Wormhole n300"),
        ("H1000", 'unknown chip "H1000"', "write H100"),
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
