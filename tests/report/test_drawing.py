"""Graphs of rules and proofs."""

import networkx as nx
import pytest

from checker.report import drawing
from checker.report.setting import Setting, setting
from tests.report import samples


@pytest.fixture
def terms() -> Setting:
    """The setting of the $3B claim."""
    result = samples.whole()
    return setting(result, result.cases[0], result.cases[0].claims[0])


def test_rules_graph() -> None:
    """What a relation is reckoned from leads to it, it to what it tells, and each assumption to its quantity."""
    graph = drawing.rules_graph(samples.book())
    assert nx.has_path(graph, "chip_hours", "training_cost")
    assert nx.shortest_path(graph, "largest_system", "h100e") == ["largest_system", "fits-largest-system", "h100e"]
    assert list(graph.successors("frontier-run-duration (about duration)")) == ["duration"]


def test_proof_graph(terms: Setting) -> None:
    """A proof is drawn from its premises to its end, each step with its sentence."""
    graph = drawing.proof_graph(samples.conflict(), terms)
    assert list(nx.topological_sort(graph)) == [0, 1, 2]
    assert graph.nodes[2]["label"].startswith("3. fits-largest-system\nThe largest system known by then had 100K\n")


DOT = r"""digraph checker {
  rankdir=LR;
  n0 [shape=box, label="1. a\nsays \"b\""];
  n1 [shape=note, label="2. c"];
  n0 -> n1;
}
"""
MERMAID = """flowchart LR
  n0["1. a<br>says &quot;b&quot;"]
  n1[/"2. c"/]
  n0 --> n1
"""


def small() -> nx.DiGraph:
    """A graph of two steps, one with quotes in its label."""
    graph = nx.DiGraph()
    graph.add_node(0, label='1. a\nsays "b"', sort="relation")
    graph.add_node(1, label="2. c", sort="assumed")
    graph.add_edge(0, 1)
    return graph


def test_dot() -> None:
    """Graphviz gets quoted labels and shapes by sort."""
    assert drawing.dot(small()) == DOT


def test_mermaid() -> None:
    """Mermaid gets entities and line breaks that Markdown pages can show."""
    assert drawing.mermaid(small()) == MERMAID
