"""Questions made up by lot: figures that go together, or a power of ten or more beside it."""

from random import Random

RUN = (
    ("chips", ("512", "2048", "16K", "100K")),
    ("duration", ("20 days", "54 days", "3 months", "2 years")),
    ("chip_hours", ("300K", "3M", "30M", "1B")),
    ("training_cost", ("$50K", "$5M", "$500M", "$5B")),
    ("training_compute", ("1e21 FLOP", "3e23 FLOP", "4e25 FLOP", "1e27 FLOP")),
    ("parameters", ("7B", "70B", "400B", "30T")),
    ("tokens", ("3B", "300B", "15T", "900T")),
    ("energy", ("1 MWh", "1 GWh", "500 GWh")),
    ("mfu", ("4%", "40%", "95%")),
)
"""Figures of training runs, from small to absurd."""
SYSTEM = (
    ("chips", ("800", "16,384", "100K", "3M")),
    ("power", ("1 MW", "150 MW", "5 GW")),
    ("system_cost", ("$30M", "$4B", "$100B")),
    ("chip_power", ("70 W", "700 W", "1.4 kW")),
)
SERVICE = (
    ("query_energy", ("0.03 Wh", "0.34 Wh", "3 Wh", "3 kWh")),
    ("daily_queries", ("10M", "1B", "2.5B", "900B")),
    ("daily_energy", ("34 MWh", "850 MWh", "5 TWh")),
    ("active_parameters", ("8B", "37B", "500B")),
)


def a_run(chance: Random) -> str:
    """A training run by two to four of its figures."""
    return " ".join(
        [*_drawn(RUN, chance), f"hardware={chance.choice(('A100', 'H100', 'V100', 'TPU v4'))}", "date=2024-12"]
    )


def anything(chance: Random) -> str:
    """A training run, a system or a service."""
    lot = chance.random()
    if lot < 0.6:
        return a_run(chance)
    if lot < 0.8:
        return " ".join(["kind=system", *_drawn(SYSTEM, chance), "hardware=H100", "date=2025-06"])
    return " ".join(["kind=serving", *_drawn(SERVICE, chance), "date=2025-08"])


def _drawn(figures: tuple[tuple[str, tuple[str, ...]], ...], chance: Random) -> list[str]:
    picked = chance.sample(figures, chance.randint(2, 4))
    return [f"{name}={chance.choice(texts)}" for name, texts in picked]
