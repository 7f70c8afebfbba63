"""Names of chips in the wild are those of the table; what can't be one is left unknown."""

import pytest

from checker.read.chip_names import spellings
from checker.read.value import read_choice
from tests.books import hardware


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
