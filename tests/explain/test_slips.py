"""A slip is told in the words for the sizes that were given and meant."""

import pytest

from tests.explain.asking import judged


@pytest.mark.parametrize(
    ("words", "name", "slip"),
    [
        (
            "parameters=405T tokens=15.6T training_compute=3.8e25 date=2024-07",
            "parameters",
            "billions taken for trillions",
        ),
        (
            "parameters=405M tokens=15.6T training_compute=3.8e25 date=2024-07",
            "parameters",
            "billions taken for millions",
        ),
        ("parameters=8B tokens=36B training_compute=1.7e24 date=2025-05", "tokens", "trillions taken for billions"),
        (
            "training_cost=$50K hardware=H100 chip_hours=25M date=2024-10",
            "training_cost",
            "millions taken for thousands",
        ),
        (
            "training_cost=$50,000 hardware=H100 chip_hours=25M date=2024-10",
            "training_cost",
            "millions taken for thousands",
        ),
        ("energy=1287 GWh training_compute=3.14e23 date=2021-04", "energy", "megawatt-hours taken for gigawatt-hours"),
        ("kind=system chips=100K hardware=H100 power=150 kW date=2025-01", "power", "megawatts taken for kilowatts"),
    ],
)
def test_a_prefix_is_named_as_it_was_typed(words: str, name: str, slip: str) -> None:
    """What is meant is taken for what is given, each by the size in which the figure was typed."""
    (found,) = [suspect for suspect in judged(words).suspects if suspect.value == name]
    assert found.slip.endswith(f": {slip}")


def test_a_unit_without_words_for_its_sizes_has_none() -> None:
    """An exponent of FLOP is no word: "yottaFLOP taken for ronnaFLOP" helps nobody."""
    found = judged("kind=chip hardware=H100 chip_price=$30 date=2024-07").suspects
    assert all("{" not in suspect.slip for suspect in found)
