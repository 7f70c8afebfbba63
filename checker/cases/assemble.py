"""Claims grouped into cases, and the order in which linked cases must be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.cases.against import against
from checker.cases.dossiers import ambiguous, dossier
from checker.maths.interval import Span
from checker.maths.near import Words
from checker.model.case import TERMS, Case, LinkedValues, Subject
from checker.model.claim import Claim, Figure, LinkTo
from checker.model.identity import Identity
from checker.model.known import KnownSubject, LinkKind
from checker.model.names import parted, slug
from checker.model.place import Problem
from checker.model.rule import Rulebook

if TYPE_CHECKING:
    import networkx as nx

LinkedSpans = dict[str, dict[str, Span]]
"""What a judged case hands over: quantity → level → range."""


class Given(Struct, frozen=True):
    """A judged subject as those see it that link to it."""

    name: str
    day: int
    spans: LinkedSpans
    without_best: tuple[tuple[Subject, str], ...] = ()
    """The subject in each of its cases, and the level at which that holds, while best figures are still to be found."""


Judged = dict[str, Given]
"""By their slugs, those judged later after those judged before."""
Links = dict[int, dict[int, None]]
"""By number, each case and those whose subjects it links to."""
SHOWN = 6
"""So many subjects are named from either end of a circle."""


def assemble(
    claims: Sequence[Claim], book: Rulebook, *, faulty: bool = False
) -> tuple[list[list[Case]], list[Problem]]:
    """Cases in batches that can be judged one after the other, givers first.

    Claims whose links lead nowhere, in a circle or to such claims are left out, and are problems. With `faulty`
    there are other claims that could not be read.
    """
    unclear = dict(ambiguous(claims, book))
    if not any(claim.links for claim in claims):
        return [_cases([claim for n, claim in enumerate(claims) if n not in unclear])], [*unclear.values()]
    dangling = {n: [problem] for n, problem in unclear.items()} | _dangling(claims, book)
    cases = _cases([claim for n, claim in enumerate(claims) if n not in dangling])
    graph = _links(cases)
    circling, circles = _circles(graph, cases)
    problems = [_after_others(p) if faulty else p for told in dangling.values() for p in told] + circles
    place = {claim.id: n for n, claim in enumerate(claims)}
    out = {*dangling, *(place[claim.id] for i in circling for claim in cases[i].claims)}
    stranded = _stranded(claims, out, book)
    problems += [_after_others(p) if faulty else p for p in stranded.values()]
    out |= stranded.keys()
    if out:
        cases = _cases([claim for n, claim in enumerate(claims) if n not in out])
        graph = _links(cases)
    return _batches(graph, cases), problems


def _cases(claims: Sequence[Claim]) -> list[Case]:
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in sorted(claims, key=lambda c: c.id):
        groups.setdefault((slug(claim.about), claim.kind), []).append(claim)
    return [Case(group[0].about, kind, tuple(group)) for (_, kind), group in sorted(groups.items())]


def _dangling(claims: Sequence[Claim], book: Rulebook) -> dict[int, list[Problem]]:
    """Claims, by number, with links that lead to nobody, and what is wrong with each such link."""
    subjects = {slug(claim.about) for claim in claims}
    near = cache(lambda link: Words(sorted(subjects | {s.id for s in book.links[link].subjects})))
    found: dict[int, list[Problem]] = {}
    for n, claim in enumerate(claims):
        for link in claim.links:
            if slug(link.subject) not in subjects and not named(link, book):
                found.setdefault(n, []).append(_leads_nowhere(link, near(link.link)))
    return found


def _leads_nowhere(link: LinkTo, names: Words) -> Problem:
    near = names.nearest(slug(link.subject), 0.5)
    instead = f"write {near}" if near else "name the `about` of a claim, or a subject of the reference tables"
    return Problem(link.place, f'{link.link} leads to "{link.subject}", which nobody knows', instead)


def _stranded(claims: Sequence[Claim], out: Collection[int], book: Rulebook) -> dict[int, Problem]:
    """Claims, by number, that link to subjects of which every claim is left out, and so are left out themselves.

    Of its own subject a claim needs one of another kind.
    """
    left = Counter(slug(claim.about) for claim in claims)
    of_kind = Counter((slug(claim.about), claim.kind) for claim in claims)
    kinds = ("", *sorted({claim.kind for claim in claims}))
    takers: dict[tuple[str, str], list[tuple[int, LinkTo]]] = {}
    for n, claim in enumerate(claims):
        for link in claim.links:
            is_own = slug(link.subject) == slug(claim.about)
            takers.setdefault((slug(link.subject), claim.kind if is_own else ""), []).append((n, link))
    found: dict[int, Problem] = {}
    wave = sorted(out)
    while wave:
        left.subtract(slug(claims[n].about) for n in wave)
        of_kind.subtract((slug(claims[n].about), claims[n].kind) for n in wave)
        names = dict.fromkeys(slug(claims[n].about) for n in wave)
        gone = [(name, kind) for name in names for kind in kinds if left[name] == of_kind[name, kind]]
        wave = []
        for n, link in sorted(taker for each in gone for taker in takers.pop(each, ())):
            if n not in out and n not in found and not named(link, book):
                what = f'{link.link} leads to "{link.subject}", which can\'t be judged itself'
                found[n] = Problem(link.place, what, "mend that claim first")
                wave.append(n)
    return found


def _after_others(problem: Problem) -> Problem:
    """The problem of a link whose subject may be that of a claim with faults of its own."""
    return replace(problem, instead=f"mend the other claims first; then {problem.instead}")


def named(link: LinkTo, book: Rulebook) -> KnownSubject | None:
    """The subject of the reference tables that a link names."""
    names = _by_name(Identity(book.links[link.link]))
    return names.get(slug(link.subject)) or names.get("-".join(parted(link.subject)))


@lru_cache(maxsize=64)
def _by_name(link: Identity[LinkKind]) -> dict[str, KnownSubject]:
    found: dict[str, KnownSubject] = {}
    for each in link.it.subjects:
        for name in (each.id, each.name, *each.aliases):
            found.setdefault(slug(name), each)
    for each in link.it.subjects:
        for name in (each.id, each.name, *each.aliases):
            found.setdefault("-".join(parted(name)), each)
    return found


def _batches(graph: Links, cases: list[Case]) -> list[list[Case]]:
    """Cases in batches after those that they link to."""
    from graphlib import TopologicalSorter

    order = TopologicalSorter(graph)
    order.prepare()
    batches: list[list[Case]] = []
    while order.is_active():
        ready = order.get_ready()
        batches.append([cases[i] for i in sorted(ready)])
        order.done(*ready)
    return batches or [[]]


def _links(cases: list[Case]) -> Links:
    """Cases by number, each with all those of the subjects that it links to."""
    by_name: dict[str, list[int]] = {}
    for i, case in enumerate(cases):
        by_name.setdefault(slug(case.about), []).append(i)
    graph: Links = {i: {} for i in range(len(cases))}
    for i, case in enumerate(cases):
        for link in (link for claim in case.claims for link in claim.links):
            targets = by_name.get(slug(link.subject), [])
            graph[i].update((target, None) for target in targets if target != i or len(targets) == 1)
    return graph


def _circles(links: Links, cases: list[Case]) -> tuple[list[int], list[Problem]]:
    """The cases, by number, that stand in circles of links, and one circle of each knot of them as a problem."""
    from graphlib import CycleError, TopologicalSorter

    try:
        TopologicalSorter(links).prepare()
    except CycleError:
        pass
    else:
        return [], []
    import networkx as nx  # only circles need it, and its import takes longer than judging them

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(links)
    graph.add_edges_from((giver, taker) for taker, givers in links.items() for giver in givers)
    knots = sorted(
        sorted(found)
        for found in nx.strongly_connected_components(graph)
        if len(found) > 1 or any(graph.has_edge(i, i) for i in found)
    )
    return [i for knot in knots for i in knot], [_circle(graph, knot, cases) for knot in knots]


def _circle(graph: nx.DiGraph[int], members: list[int], cases: list[Case]) -> Problem:
    import networkx as nx

    path = [a for a, _ in nx.find_cycle(graph.subgraph(members), members[0])][::-1]
    first = path.index(min(path))
    path = path[first:] + path[:first]
    names = [cases[i].about for i in [*path, path[0]]]
    if len(names) > 2 * SHOWN:
        names = [*names[:SHOWN], f"{len(path) + 1 - 2 * SHOWN:,} more", *names[-SHOWN:]]
    on_path = {slug(cases[i].about) for i in path}
    links = [link for c in cases[path[0]].claims for link in c.links if slug(link.subject) in on_path]
    return Problem(links[0].place, f"links go in a circle: {' → '.join(names)}", "take one of these links out")


def subject(claims: Sequence[Claim], book: Rulebook, judged: Mapping[str, Given]) -> Subject:
    """One question out of claims about one subject; what they state or link differently is left open.

    A known subject is what it is published as, on its own day; what is claimed otherwise is told beside it, and as two
    chips are stated then, neither is taken.
    """
    stated: dict[str, set[str]] = {}
    for claim in claims:
        for choice in claim.choices:
            stated.setdefault(choice.attribute, set()).add(choice.value)
    links: dict[str, LinkTo] = {}
    apart: set[str] = set()
    for link in (link for claim in claims for link in claim.links):
        if slug(links.setdefault(link.link, link).subject) != slug(link.subject):
            apart.add(link.link)
    choices = {a: next(iter(values)) for a, values in stated.items() if len(values) == 1}
    day = max(c.day for c in claims)
    known = dossier(claims, book)
    wrong = against(known, stated, day, book) if known else {}
    if known:
        open_ = {a for a in wrong if a in book.attributes and not book.attributes[a].usual}
        published = {a: value for a, value in known.choices.items() if a not in open_}
        choices = published | {a: value for a, value in choices.items() if a not in wrong}
    return Subject(
        about=claims[0].about if all(claim.known for claim in claims) else "",
        kind=claims[0].kind,
        day=known.day if known else day,
        figures=tuple((c.id, _meant(f, c.kind, book)) for c in claims for f in c.figures),
        choices=choices,
        linked_values=tuple(_linked(link, book, judged) for name, link in sorted(links.items()) if name not in apart),
        known=known,
        against=wrong,
    )


def _meant(figure: Figure, kind: str, book: Rulebook) -> Figure:
    """The figure, without its rounding where it is a period that somebody chose."""
    is_chosen = figure.period and kind in book.quantities[figure.quantity].periods
    return replace(figure, span=figure.period) if is_chosen else figure


def _linked(link: LinkTo, book: Rulebook, judged: Mapping[str, Given]) -> LinkedValues:
    wanted = book.links[link.link].quantities
    given = judged.get(slug(link.subject))
    if given:
        spans = {q: given.spans[q] for q in wanted if q in given.spans}
        return LinkedValues(link.link, link.subject, given.name, given.day, spans, None, link.place)
    found = named(link, book)
    if found is None:
        raise LookupError(link.subject)  # cannot be: links that lead nowhere were refused before
    table = {
        q: dict.fromkeys(TERMS, span) | ({"best": (found.bests[q], found.bests[q])} if q in found.bests else {})
        for q, span in found.spans.items()
    }
    return LinkedValues(link.link, link.subject, found.name, found.day, table, found.source, link.place)
