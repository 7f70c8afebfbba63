"""Graphs of the rules or of one proof, as dot or mermaid."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, TypeAlias

from checker.report.sentences import step_sentence
from checker.report.setting import Setting
from checker.shown import Shown, line, page

if TYPE_CHECKING:
    import networkx as nx

    from checker.model.finding import Conflict
    from checker.model.rule import Relation, Rulebook

    Graph: TypeAlias = nx.DiGraph

SHAPES = {
    "quantity": ("ellipse", "([{}])"),
    "relation": ("box", "[{}]"),
    "assumed": ("note", "[/{}/]"),
    "known": ("cylinder", "[({})]"),
}
CLAIMED = ("doubleoctagon", "[[{}]]")


def rules_graph(book: Rulebook) -> Graph:
    """Quantities and what speaks about them: from a rule's right side through the rule to its left side."""
    import networkx as nx

    graph = nx.DiGraph()
    for relation in book.relations.values():
        graph.add_node(relation.id, label=f"{relation.id}\n{relation.formula}", sort="relation")
        for quantity, given in _sides(relation):
            graph.add_node(quantity, label=quantity, sort="quantity")
            graph.add_edge(*((quantity, relation.id) if given else (relation.id, quantity)))
    for prior in book.priors.values():
        source = f"{prior.id} (about {prior.quantity})"
        graph.add_node(source, label=prior.id, sort=prior.basis)
        graph.add_node(prior.quantity, label=prior.quantity, sort="quantity")
        graph.add_edge(source, prior.quantity)
    return graph


def _sides(relation: Relation) -> list[tuple[str, bool]]:
    given = [power.quantity for product in relation.right for power in product.powers]
    return [*((power.quantity, False) for power in relation.left.powers), *((name, True) for name in given)]


def proof_graph(conflict: Conflict, setting: Setting) -> Graph:
    """The steps of a proof, each with its sentence, and which builds on which."""
    import networkx as nx

    graph = nx.DiGraph()
    for position, step in enumerate(conflict.steps, 1):
        said = textwrap.wrap(step_sentence(step, setting, conflict.level), 44, break_on_hyphens=False)
        label = "\n".join([f"{position}. {step.rule}", *said])
        graph.add_node(position - 1, label=label, sort=step.basis)
    graph.add_edges_from((min(edge), max(edge)) for edge in conflict.edges)
    return graph


def dot(graph: Graph) -> Shown:
    """The graph for Graphviz."""
    names = {node: f"n{number}" for number, node in enumerate(graph)}
    nodes = [
        f"  {names[node]} [shape={SHAPES.get(kept['sort'], CLAIMED)[0]}, label={_quoted(kept['label'])}];"
        for node, kept in graph.nodes(data=True)
    ]
    edges = [f"  {names[start]} -> {names[end]};" for start, end in graph.edges]
    return page(["digraph checker {", "  rankdir=LR;", *nodes, *edges, "}"])


def _quoted(text: str) -> str:
    safe = "\n".join(map(line, text.split("\n"))).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{safe}"'


def mermaid(graph: Graph) -> Shown:
    """The graph for Mermaid, as Markdown pages show it."""
    names = {node: f"n{number}" for number, node in enumerate(graph)}
    nodes = [
        f"  {names[node]}{SHAPES.get(kept['sort'], CLAIMED)[1].format(_entities(kept['label']))}"
        for node, kept in graph.nodes(data=True)
    ]
    edges = [f"  {names[start]} --> {names[end]}" for start, end in graph.edges]
    return page(["flowchart LR", *nodes, *edges])


def _entities(text: str) -> str:
    safe = text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    return f'"{safe}"'.replace("\n", "<br>")
