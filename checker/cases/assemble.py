"""Claims grouped into cases, and the order in which linked cases must be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.maths.interval import Span
from checker.model.case import TERMS, Case, Handed, Subject
from checker.model.claim import Claim, LinkTo
from checker.model.names import slug
from checker.model.place import Problem
from checker.model.rule import KnownSubject, Rulebook

if TYPE_CHECKING:
    import networkx as nx

Giver = dict[str, dict[str, Span]]
"""What a judged case hands over: quantity → level → range."""


def assemble(
    claims: Sequence[Claim], book: Rulebook, *, faulty: bool = False
) -> tuple[list[list[Case]], list[Problem]]:
    """Cases in batches that can be judged one after the other, givers first.

    Claims whose links lead nowhere, in a circle or to such claims are left out, and are problems. With `faulty`
    there are other claims that could not be read.
    """
    problems: list[Problem] = []
    left, lost = list(claims), set[str]()
    while True:
        astray = _astray(left, lost, book)
        out = {claim.id for claim, _ in astray}
        batches, circling, circles = _ordered(_cases([c for c in left if c.id not in out]))
        problems += [_after_others(problem) if faulty else problem for _, problem in astray] + circles
        out |= {claim.id for case in circling for claim in case.claims}
        if not out:
            return batches, problems
        lost |= {slug(c.about) for c in left if c.id in out}
        left = [c for c in left if c.id not in out]


def _cases(claims: Sequence[Claim]) -> list[Case]:
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        groups.setdefault((slug(claim.about), claim.kind), []).append(claim)
    return [Case(group[0].about, kind, tuple(group)) for (_, kind), group in sorted(groups.items())]


def _astray(claims: Sequence[Claim], lost: set[str], book: Rulebook) -> list[tuple[Claim, Problem]]:
    """Claims with a link that leads to nobody."""
    subjects = {slug(c.about) for c in claims}
    return [
        (claim, _leads_nowhere(link, subjects, lost, book))
        for claim in claims
        for link in claim.links
        if slug(link.subject) not in subjects and not known(link, book)
    ]


def _leads_nowhere(link: LinkTo, subjects: set[str], lost: set[str], book: Rulebook) -> Problem:
    if slug(link.subject) in lost:
        what = f'{link.link} leads to "{link.subject}", which can\'t be judged itself'
        return Problem(link.place, what, "mend that claim first")
    names = sorted(subjects | {s.id for s in book.links[link.link].subjects})
    near = get_close_matches(slug(link.subject), names, 1, 0.5)
    instead = f"write {near[0]}" if near else "name the `about` of a claim, or a subject of the reference tables"
    return Problem(link.place, f'{link.link} leads to "{link.subject}", which nobody knows', instead)


def _after_others(problem: Problem) -> Problem:
    """The problem of a link whose subject may be that of a claim with faults of its own."""
    return replace(problem, instead=f"mend the other claims first; then {problem.instead}")


def known(link: LinkTo, book: Rulebook) -> KnownSubject | None:
    """The subject of the reference tables that a link names."""
    wanted = slug(link.subject)
    return next(
        (s for s in book.links[link.link].subjects if wanted in {slug(s.id), slug(s.name), *map(slug, s.aliases)}), None
    )


def _ordered(cases: list[Case]) -> tuple[list[list[Case]], list[Case], list[Problem]]:
    """Cases in batches after those that they link to; cases in a circle of links, and each circle as a problem."""
    if not any(c.links for case in cases for c in case.claims):
        return [cases], [], []
    import networkx as nx  # only claims with links need it, and its import takes longer than judging them

    graph = _links(cases)
    circles = [
        sorted(found)
        for found in nx.strongly_connected_components(graph)
        if len(found) > 1 or any(graph.has_edge(i, i) for i in found)
    ]
    graph.remove_nodes_from([i for circle in circles for i in circle])
    batches = [[cases[i] for i in sorted(batch)] for batch in nx.topological_generations(graph)]
    told = [_circle(_links(cases), circle, cases) for circle in sorted(circles)]
    return batches, [cases[i] for circle in circles for i in circle], told


def _links(cases: list[Case]) -> nx.DiGraph[int]:
    """Cases by number, with an edge from every case of a subject to each that links to the subject."""
    import networkx as nx

    by_name: dict[str, list[int]] = {}
    for i, case in enumerate(cases):
        by_name.setdefault(slug(case.about), []).append(i)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(cases)))
    for i, case in enumerate(cases):
        for link in (link for claim in case.claims for link in claim.links):
            givers = by_name.get(slug(link.subject), [])
            graph.add_edges_from((giver, i) for giver in givers if giver != i or len(givers) == 1)
    return graph


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
    """One question out of claims about one subject; what they state or link differently is left open."""
    stated: dict[str, set[str]] = {}
    for claim in claims:
        for choice in claim.choices:
            stated.setdefault(choice.attribute, set()).add(choice.value)
    links: dict[str, LinkTo] = {}
    apart: set[str] = set()
    for link in (link for claim in claims for link in claim.links):
        if slug(links.setdefault(link.link, link).subject) != slug(link.subject):
            apart.add(link.link)
    return Subject(
        about=claims[0].about,
        kind=claims[0].kind,
        day=max(c.day for c in claims),
        figures=tuple((c.id, f) for c in claims for f in c.figures),
        choices={a: next(iter(values)) for a, values in stated.items() if len(values) == 1},
        handed=tuple(_handed(link, book, judged) for name, link in sorted(links.items()) if name not in apart),
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
