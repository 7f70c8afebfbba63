"""The proof of the seed's claim, step by step, and the shape of every proof."""

import math

import networkx as nx
import pytest

from checker.explain.proof import BOUND
from checker.model.finding import Conflict, Gap
from tests.explain.asking import DEEPSEEK, THREE_BILLION, judged, words

REFUSED = [
    THREE_BILLION,
    "chips=500K hardware=H100 date=2024-12",
    "training_compute=1e27 FLOP comparable_to=llama-3.1-405b date=2024-12",
    "duration=24 months date=2024-12",
    words(DEEPSEEK, parameters="6710B"),
    words(DEEPSEEK, training_cost="$55.76M"),
]


def proof(asked: str) -> Conflict:
    """The first conflict of a question."""
    return judged(asked).conflicts[0]


def test_the_seed_s_argument_comes_out_with_its_numbers() -> None:
    """$3B at $2 buys 1.5B hours; in six months that is 342K H100; the largest system had 100K: 3.4x."""
    found = proof(THREE_BILLION)
    assert found.level == "accepted"
    assert [s.rule for s in found.steps] == ["cost-from-chip-hours", "chips-from-chip-hours", "fits-largest-system"]
    hours, chips, fits = found.steps
    assert hours.facts["training_cost"].low == pytest.approx(3e9)
    assert hours.facts["chip_hour_price"].low == pytest.approx(2)
    assert hours.facts["chip_hours"].low == pytest.approx(1.5e9, rel=1e-3)
    assert chips.facts["duration"].high == pytest.approx(6 * 730.5)
    assert chips.facts["chips"].low == pytest.approx(342_231, rel=1e-3)
    assert fits.facts["largest_system"].low == pytest.approx(1e5)
    assert fits.facts["largest_system"].name == "Colossus"
    assert found.gap.best == pytest.approx(3.42, abs=0.01)
    assert 1 < (found.gap.accepted or 0) < (found.gap.best or 0)


def test_every_premise_is_there_with_its_ranges() -> None:
    """What each says from its best to its limit, in its quantity's unit: where it would have to give way."""
    held = {each.rule: each for each in proof(THREE_BILLION).premises}
    assert set(held) == {*proof(THREE_BILLION).rules, "ask"}
    price = held["price-at-largest-scale"]
    assert (price.quantity, price.unit, price.basis) == ("chip_hour_price", "USD/chip/hour", "known")
    assert price.ranges["best"] == pytest.approx((2, 2))
    assert price.ranges["accepted"][1] == pytest.approx(3)
    assert price.ranges["limit"] == pytest.approx((0, math.inf))
    assert held["fits-largest-system"].ranges["accepted"] == pytest.approx((0, 1))


def test_where_figures_come_from_is_said_once() -> None:
    """Claimed and assumed figures have their origin at the step that brings them in; derived ones have none."""
    facts = {name: f for step in proof(THREE_BILLION).steps for name, f in step.facts.items() if f.new}
    assert {name: f.basis for name, f in facts.items()} == {
        "training_cost": "claimed", "chip_hour_price": "known", "duration": "assumed", "largest_system": "known",
    }  # fmt: skip
    assert all(f.source for f in facts.values() if f.basis != "claimed")


@pytest.mark.parametrize("asked", REFUSED)
def test_a_proof_is_a_directed_graph_without_circles(asked: str) -> None:
    """Steps build only on earlier ones, every step leads to the last, and the last names what is broken."""
    for found in judged(asked).conflicts:
        graph: nx.DiGraph[int] = nx.DiGraph(found.edges)
        graph.add_nodes_from(range(len(found.steps)))
        assert nx.is_directed_acyclic_graph(graph)
        assert all(a < b for a, b in found.edges)
        last = len(found.steps) - 1
        assert nx.ancestors(graph, last) == set(range(last))
        assert found.broken == found.steps[-1].rule


@pytest.mark.parametrize("asked", REFUSED)
def test_a_proof_mentions_a_claimed_figure(asked: str) -> None:
    """Whoever reads a proof sees what was claimed."""
    for found in judged(asked).conflicts:
        assert any(f.basis == "claimed" for step in found.steps for f in step.facts.values())


def test_a_figure_against_an_assumption_ends_with_the_bound() -> None:
    """Where no rule's sentence names what is broken, a last step holds the figure against the typical range."""
    last = proof("duration=24 months date=2024-12").steps[-1]
    assert last.facts["duration"].text == "24 months"
    assert last.facts[BOUND].high == pytest.approx(6 * 730.5)


def test_what_a_proof_rests_on_has_reasons_and_sources() -> None:
    """Each assumption and table behind a proof has its why and at least one source."""
    rests = proof(THREE_BILLION).rests_on
    assert {"price-at-largest-scale", "largest_system"} <= {r.id for r in rests}
    assert all(r.why and r.sources for r in rests)


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ("hardware=A100 precision=fp8 mfu=40% chips=1000 duration=2 months date=2024-05", "stated_peak_without_fp8"),
        ("kind=chip hardware=TPU v6e precision=fp8 chip_peak=918 TFLOP/s date=2025-04", "peak_without_fp8"),
    ],
)
def test_a_proof_ends_at_what_there_is_none_of(asked: str, rule: str) -> None:
    """The format that a chip hasn't is the last word, and no factor says how far from nothing a figure is."""
    found = proof(asked)
    assert (found.broken, found.gap) == (rule, Gap())
    assert found.steps[-1].facts[BOUND].brief == "the chip has no fp8"


@pytest.mark.parametrize(
    ("asked", "output"),
    [
        ("kind=fleet power=150GW chips=200K hardware=H100 date=2025-06", "chip_power"),
        ("kind=system power=150GW chips=200K date=2025-06", "facility_factor"),
        ("hardware=A100 chip_hours=1,082,990 energy=43MWh date=2022-11", "chip_power"),
    ],
)
def test_what_would_have_to_be_so_is_told_as_no_fact(asked: str, output: str) -> None:
    """A rating that only the claim implies is none that the chips have."""
    (step,) = (step for conflict in judged(asked).conflicts for step in conflict.steps if step.basis == "relation")
    assert step.output == output
    assert " would " in step.template


def test_a_peak_read_as_sparse_is_held_against_the_dense_one_by_what_is_typical() -> None:
    """The proof of a strained sparse peak doesn't use the ratio at which it would hold."""
    found = judged("kind=system hardware=GB300 chips=4608 system_peak='92.1 exaFLOPS' precision=fp4 date=2025-10-09")
    (first, *_) = found.conflicts
    assert found.verdict == "strained"
    assert first.steps[-1].facts["dense_peak"].low == pytest.approx(92.1e18 / 4608, rel=0.01)
