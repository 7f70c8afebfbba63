"""Units that packs define: what is a definition, and what is refused before anybody works it out."""

import pytest

from checker.maths.definitions import DefinitionError, atoms, is_known
from checker.maths.units import Unit, convert


def test_a_pack_may_define_units() -> None:
    """A definition is a new dimension or a multiple of what is known."""
    known = atoms({"shelf": "72 * chip", "seat": "[seat]"})
    assert convert("shelf", known) == Unit(72.0, {"[chip]": 1.0})
    assert convert("seat/hour", known).dims == {"[seat]": 1.0, "[time]": -1.0}


@pytest.mark.parametrize(
    "definition",
    [
        "no such thing",
        "3 *",
        "[a] + [b]",
        "0 * FLOP",
        "nan",
        "inf * FLOP",
        "-2 * FLOP",
        "1e300 * FLOP",
        "1" + 400 * "0",
        "9\u2079\u2079\u2079\u2079 * watt",
        "2\u00b2 * watt",
        "8 * watt = _ = token",
        "8 * watt; offset: 3",
        "@alias watt",
    ],
)
def test_a_definition_that_is_none_names_its_unit(definition: str) -> None:
    """The unit whose definition can't be read is known to the caller."""
    with pytest.raises(DefinitionError) as error:
        atoms({"good": "[good]", "bad": definition})
    assert list(error.value.faults) == ["bad"]


def test_all_definitions_that_are_none_are_named_at_once() -> None:
    """However many there are, they are gone through once."""
    with pytest.raises(DefinitionError) as error:
        atoms({f"bad{n}": "nan * watt" for n in range(200)} | {"good": "[good]"})
    assert list(error.value.faults) == [f"bad{n}" for n in range(200)]


@pytest.mark.parametrize("name", ["month", "token", "GPUs", "meter", "watt", "PFLOP"])
def test_names_of_units_that_there_are(name: str) -> None:
    """Every spelling is taken, and what they are made of."""
    assert is_known(name)


@pytest.mark.parametrize("name", ["shelf", "PiB", "pod"])
def test_other_names_are_free(name: str) -> None:
    """Even where pint would know them, as something that no claim means."""
    assert not is_known(name)


def test_a_definition_means_what_a_claim_would() -> None:
    """TB is a number of bytes and no ratio, GPUs are chips, and a dimension's name is none of a unit's."""
    known = atoms({"XB": "1000 TB", "pod": "8.0e1 * GPUs", "token_seen": "[token]", "run": "PFLOPs * 1e3"})
    assert known["XB"] == Unit(1e15, {"[byte]": 1.0})
    assert known["pod"] == Unit(80.0, {"[chip]": 1.0})
    assert known["token_seen"].dims == {"[token]": 1.0}
    assert known["run"] == Unit(1e18, {"[flop]": 1.0})


@pytest.mark.parametrize(
    "definition",
    [
        "9**9**9**9",
        "9^9^9^9 * chip",
        "((((9**9)**9)**9)**9)**9 * chip",
        "9 ** (9 ** 9)",
        "9**(5*99999999)",
        "2 ** 1e9 * chip",
        "9**1_000_000",
        "chip ** chip",
        " * ".join(["9**9"] * 3),
    ],
)
def test_towers_of_exponents_are_refused_before_they_are_worked_out(definition: str) -> None:
    """The bound on exponents is named; small ones are none's business."""
    with pytest.raises(DefinitionError, match="must be plain whole numbers that multiply to at most 100"):
        atoms({"bad": definition})
    assert atoms({"block": "chip ** 3 / hour**-2"})["block"].dims == {"[chip]": 3.0, "[time]": 2.0}


def test_a_definition_is_no_longer_than_any_needs() -> None:
    """The bound is named."""
    with pytest.raises(DefinitionError, match="at most 200 characters, this one 500"):
        atoms({"bad": " * ".join(["2"] * 125) + " * "})
