"""Figures written as they should be, one for each unit, for whoever wrote one that can't be read."""

from checker.model.rule import Quantity

EXAMPLES = {
    "USD": "$3B", "chip": "16K", "H100e": "16K H100e", "hour": "3 months", "chip*hour": "30M",
    "USD/chip/hour": "$2/hour",
    "FLOP": "4e25 FLOP", "FLOP/s": "20 PFLOP/s", "FLOP/s/chip": "989 TFLOP/s", "token": "15T", "parameter": "405B",
    "token/s/chip": "9600 tokens/s/GPU", "FLOP/token": "2000 GFLOP", "W": "30 MW", "W/chip": "700 W", "Wh": "45 GWh",
    "kg": "552 t", "L": "519 mL", "ratio": "40%", "1": "1.2", "USD/chip": "$30K", "query": "1B", "Wh/query": "0.3 Wh",
    "server": "2,000", "W/server": "10.2 kW", "byte/chip": "80 GB", "USD/FLOP": "2e-18 USD/FLOP",
    "USD/token": "$10 per million tokens", "rack": "500", "W/rack": "120 kW", "user": "100M", "image": "400M",
    "USD/year": "$10B/year", "kg/query": "0.03 g", "byte/s/chip": "3.35 TB/s",
    "USD/server/hour": "$98/hour", "token/query": "1000", "Wh/token": "0.5 J",
}  # fmt: skip
"""Canonical unit → a figure written as it should be."""


def example(quantity: Quantity) -> str:
    """A figure of this quantity, written as it should be."""
    return EXAMPLES.get(quantity.unit) or f"2 {quantity.unit}"


def like(quantity: Quantity) -> str:
    """What to write where nothing more is known of what was meant."""
    return f"write a figure such as {example(quantity)}"
