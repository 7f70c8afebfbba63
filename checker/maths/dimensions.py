"""Dimensions of a unit, each with its exponent, as a unit that one can read."""

from collections.abc import Mapping

Dims = dict[str, float]
"""Dimension → exponent, none of them 0."""

SHOWN = {
    "[currency]": "USD",
    "[flop]": "FLOP",
    "[watt]": "W",
    "[byte]": "byte",
    "[mass]": "kg",
    "[volume]": "L",
    "[h100e]": "H100e",
    "[time]": "hour",
    "[length]": "m",
}


def describe(dims: Mapping[str, float]) -> str:
    """Dimensions as a unit one can read, such as "USD/chip/hour"; "1" where there are none."""
    left = _as_power(dims)
    names = {name: SHOWN.get(name, name.strip("[]")) for name in left}
    if left.get("[flop]", 0) > 0 > left.get("[time]", 0):
        names["[time]"] = "s"
    order = {name: place for place, name in enumerate(SHOWN)}
    ranked = sorted(left, key=lambda name: (name == "[time]", order.get(name, 99), name))
    over = "*".join(_powered(names[name], left[name]) for name in ranked if left[name] > 0)
    under = "".join("/" + _powered(names[name], -left[name]) for name in ranked if left[name] < 0)
    return (over or "1").replace("W*hour", "Wh") + under


def _as_power(dims: Mapping[str, float]) -> Dims:
    """Dimensions with mass times length squared told as watts, and length cubed as a volume."""
    left = dict(dims)
    mass = left.get("[mass]", 0)
    if mass and left.get("[length]", 0) == 2 * mass:
        left["[watt]"] = mass
        left["[time]"] = left.get("[time]", 0) + 3 * mass
        del left["[mass]"], left["[length]"]
    if left.get("[length]", 0) in (3, -3):
        left["[volume]"] = left.pop("[length]") / 3
    return {name: power for name, power in left.items() if power}


def _powered(name: str, power: float) -> str:
    return name if power == 1 else f"{name}**{power:g}"
