"""A small rule pack made by hand: quantities and attributes to read claims with, and no rules."""

from functools import cache

from checker.maths import definitions, units
from checker.maths.dates import days
from checker.model.attribute import Attribute
from checker.model.beside import UnitAtom
from checker.model.known import LinkKind, Subjects
from checker.model.rule import Examples, Quantity, Rulebook

QUANTITIES = {
    "training_cost": "USD",
    "training_compute": "FLOP",
    "parameters": "parameter",
    "active_parameters": "parameter",
    "tokens": "token",
    "chips": "chip",
    "h100e": "H100e",
    "duration": "hour",
    "chip_hours": "chip*hour",
    "chip_hour_price": "USD/chip/hour",
    "mfu": "ratio",
    "epochs": "1",
    "chip_peak": "FLOP/s/chip",
    "system_peak": "FLOP/s",
    "flop_per_token": "FLOP/token",
    "tokens_per_chip_second": "token/s/chip",
    "power": "W",
    "chip_power": "W/chip",
    "chip_memory": "byte/chip",
    "energy": "Wh",
    "query_energy": "Wh/query",
    "query_water": "L/query",
    "query_cost": "USD/query",
    "query_emissions": "kg/query",
    "daily_queries": "query",
    "daily_water": "L",
    "monthly_tokens": "token",
    "yearly_value": "USD/year",
    "pue": "1",
    "racks": "rack",
    "rack_power": "W/rack",
    "users": "user",
    "token_price": "USD/token",
    "server_hour_price": "USD/server/hour",
    "link_bandwidth": "byte/s/chip",
    "emissions": "kg",
    "servers": "server",
}
"""Quantity → its unit."""
ALIASES = {"chips": ("gpus", "gpu_count"), "training_cost": ("cost of training",), "mfu": ("utilization",)}
CHIPS = {
    "H100": "NVIDIA H100 SXM5 80GB;H100 SXM",
    "H800": "",
    "A100": "A100-40GB;NVIDIA A100 SXM4 40 GB",
    "TPU v4": "TPUv4",
}


@cache
def atoms() -> dict[str, UnitAtom]:
    """Every unit a claim may use."""
    return {name: UnitAtom(atom.factor, atom.dims) for name, atom in definitions.atoms({}).items()}


@cache
def quantity(name: str) -> Quantity:
    """A quantity of the small pack."""
    unit = units.convert(QUANTITIES[name], atoms())
    return Quantity(name, QUANTITIES[name], unit.dims, unit.factor, name, ALIASES.get(name, ()))


@cache
def hardware() -> Attribute:
    """The chips of the small pack, with other spellings of their names."""
    aliases = {alias.casefold(): chip for chip, names in CHIPS.items() for alias in names.split(";") if alias}
    return Attribute("hardware", tuple(CHIPS), "chip", aliases, since={"H100": days("2022-10-01")[0]})


@cache
def book() -> Rulebook:
    """The small pack."""
    quantities = {name: quantity(name) for name in QUANTITIES}
    attributes = {
        "hardware": hardware(),
        "precision": Attribute("precision", ("bf16", "fp8"), "number format", usual="bf16", others="accepted"),
        "architecture": Attribute("architecture", ("dense", "moe"), "architecture", {"mixture of experts": "moe"}),
    }
    names = {name: name for name in (*quantities, *attributes)}
    names |= {alias: name for name, aliases in ALIASES.items() for alias in aliases}
    return Rulebook(
        kinds={"training_run": "one training run", "fleet": "a fleet", "lab_year": "a lab's year"},
        topics={},
        quantities=quantities,
        names=names,
        attributes=attributes,
        relations={},
        priors={},
        links={name: LinkKind(name, name, Subjects(), ()) for name in ("comparable_to", "trained_on")},
        readings=(),
        slips=(),
        landmarks=(),
        examples=Examples(),
        units=atoms(),
        digest="",
    )
