"""Claims grouped into cases, and the order in which linked cases must be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from checker.cases.records import slug
from checker.maths.interval import Span
from checker.model.case import TERMS, Case, Handed, Subject
from checker.model.claim import Claim, LinkTo
from checker.model.place import Problem
from checker.model.rule import KnownSubject, Rulebook

if TYPE_CHECKING:
    import networkx as nx

Giver = dict[str, dict[str, Span]]
"""What a judged case hands over: quantity → level → range."""


def assemble(claims: Sequence[Claim], book: Rulebook) -> tuple[list[Case], list[Problem]]:
    """Cases in the order in which they can be judged, givers first.

    Claims whose links lead nowhere or in a circle are left out, and are problems.
    """
    problems = _unknown(claims, book)
    bad = {p.place for p in problems}
    claims = [c for c in claims if not any(link.place in bad for link in c.links)]
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        groups.setdefault((claim.about, claim.kind), []).append(claim)
    cases = [Case(about, kind, tuple(group)) for (about, kind), group in sorted(groups.items())]
    ordered, circles = _ordered(cases)
    return ordered, problems + circles


def _unknown(claims: Sequence[Claim], book: Rulebook) -> list[Problem]:
    subjects = {slug(c.about) for c in claims}
    return [
        _leads_nowhere(link, subjects, book)
        for claim in claims
        for link in claim.links
        if slug(link.subject) not in subjects and not known(link, book)
    ]


def _leads_nowhere(link: LinkTo, subjects: set[str], book: Rulebook) -> Problem:
    names = sorted(subjects | {s.id for s in book.links[link.link].subjects})
    near = get_close_matches(slug(link.subject), names, 1, 0.5)
    instead = f"write {near[0]}" if near else "name the `about` of a claim, or a subject of the reference tables"
    return Problem(link.place, f'{link.link} leads to "{link.subject}", which nobody knows', instead)


def known(link: LinkTo, book: Rulebook) -> KnownSubject | None:
    """The subject of the reference tables that a link names."""
    wanted = slug(link.subject)
    return next(
        (s for s in book.links[link.link].subjects if wanted in {slug(s.id), slug(s.name), *map(slug, s.aliases)}), None
    )


def _ordered(cases: list[Case]) -> tuple[list[Case], list[Problem]]:
    """Cases after those that they link to; a circle of links is shown and its cases are left out."""
    if not any(c.links for case in cases for c in case.claims):
        return cases, []
    import networkx as nx  # only claims that link to claims need it, and its import takes longer than judging them

    by_name = {slug(case.about): i for i, case in reversed(list(enumerate(cases)))}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(cases)))
    for i, case in enumerate(cases):
        graph.add_edges_from(
            (by_name[slug(k.subject)], i) for c in case.claims for k in c.links if slug(k.subject) in by_name
        )
    problems: list[Problem] = []
    caught: set[int] = set()
    for circle in sorted(map(sorted, nx.strongly_connected_components(graph))):
        if len(circle) > 1 or graph.has_edge(circle[0], circle[0]):
            problems.append(_circle(graph, circle, cases))
            caught |= set(circle)
    graph.remove_nodes_from(caught)
    return [cases[i] for i in nx.lexicographical_topological_sort(graph)], problems


def _circle(graph: nx.DiGraph[int], members: list[int], cases: list[Case]) -> Problem:
    import networkx as nx

    path = [a for a, _ in nx.find_cycle(graph.subgraph(members), members[0])][::-1]
    first = path.index(min(path))
    path = path[first:] + path[:first]
    names = [cases[i].about for i in [*path, path[0]]]
    links = [
        link
        for c in cases[path[0]].claims
        for link in c.links
        if slug(link.subject) in {slug(cases[i].about) for i in path}
    ]
    return Problem(links[0].place, f"links go in a circle: {' → '.join(names)}", "take one of these links out")


def subject(claims: Sequence[Claim], book: Rulebook, judged: Mapping[str, tuple[str, int, Giver]]) -> Subject:
    """One question out of claims about one subject; an attribute that they state differently is left open."""
    stated: dict[str, set[str]] = {}
    for claim in claims:
        for choice in claim.choices:
            stated.setdefault(choice.attribute, set()).add(choice.value)
    links = {link.link: link for claim in claims for link in claim.links}
    return Subject(
        about=claims[0].about,
        kind=claims[0].kind,
        day=max(c.day for c in claims),
        figures=tuple((c.id, f) for c in claims for f in c.figures),
        choices={a: next(iter(values)) for a, values in stated.items() if len(values) == 1},
        handed=tuple(_handed(link, book, judged) for _, link in sorted(links.items())),
    )


def _handed(link: LinkTo, book: Rulebook, judged: Mapping[str, tuple[str, int, Giver]]) -> Handed:
    wanted = book.links[link.link].quantities
    given = judged.get(slug(link.subject))
    if given:
        name, day, spans = given
        return Handed(link.link, link.subject, name, day, {q: spans[q] for q in wanted if q in spans}, None, link.place)
    found = known(link, book)
    if found is None:
        raise LookupError(link.subject)  # cannot be: links that lead nowhere were refused before
    table = {
        q: dict.fromkeys(TERMS, span) | ({"best": (found.bests[q], found.bests[q])} if q in found.bests else {})
        for q, span in found.spans.items()
    }
    return Handed(link.link, link.subject, found.name, found.day, table, found.source, link.place)
