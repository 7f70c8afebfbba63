"""A minimal conflict told as a proof: a directed graph of inferences, in an order that can be read.

The graph is acyclic by construction: causes of a traced run name only earlier ones. Prose comes later, from `report`.
"""

from collections.abc import Container, Mapping
from typing import cast

from msgspec.structs import replace

from checker.engine.best import settled
from checker.engine.trace import HIGH, LOW, Cause, Mark, Trace, traced
from checker.explain.excuses import excused, texts
from checker.explain.facts import derived, fact, held
from checker.explain.minimal import MinimalConflict, at, is_sharp, nearest
from checker.maths.interval import SLACK
from checker.model.case import BEST, Premise, Question, is_against
from checker.model.finding import TOGETHER, Conflict, Fact, Gap, Rest, Step
from checker.model.key import Key
from checker.model.rule import Prior, Relation, Rulebook

CLAIMED = "claimed"
BOUND = "bound"
"""Name under which a step that holds a figure against an assumption has the assumption's range."""


def prove(question: Question, level: str, mus: MinimalConflict, book: Rulebook) -> Conflict:
    """The proof of one minimal conflict: from the claim to the bound that it breaks, figures at their best."""
    if is_against(mus.last):
        return _published(level, mus.last)
    part = at(level, question.only(mus.keys))
    premises = {p.key: excused(p, question.subject, book, mus.gap) for p in part.premises}
    trace, side = _run(question, level, mus)
    last = excused(nearest(mus.last, level), question.subject, book, mus.gap, "high" if side == LOW else "low")
    causes = {cause.mark: cause for cause in trace.behind((last.quantity, side))}
    told = _inferences(trace, causes, premises, last, book)
    inferences = list(told.values())
    closing = _closing(inferences, trace, last, premises, book)
    closing = [replace(s, facts={k: _as_listed(f, k, mus.last, book) for k, f in s.facts.items()}) for s in closing]
    opening = _opening(inferences, closing, premises, book)
    steps = _origins_once([*opening, *inferences, *closing])
    claimed = [p for p in premises.values() if p.basis == "claimed"]
    others = [p.origin.rule for p in premises.values() if p.basis != "claimed"]
    return Conflict(
        level=level,
        claims=tuple(sorted({p.origin.rule for p in claimed})),
        values=tuple(sorted({p.quantity for p in claimed})),
        rules=tuple(
            dict.fromkeys([*(r for s in steps if s.basis != "claimed" for r in s.rule.split(TOGETHER)), *others])
        ),
        gap=mus.gap,
        misses=_misses(steps, book),
        broken=steps[-1].rule,
        steps=tuple(steps),
        edges=_edges(causes, list(told), len(opening), len(closing)),
        rests_on=_rests(premises),
        premises=tuple(held(p, book) for p in [*claimed, *(p for p in premises.values() if p.basis != "claimed")]),
    )


def _published(level: str, last: Premise) -> Conflict:
    """The one step of a claim that is against what is published of its subject, apart from its figures."""
    origin = last.origin
    step = Step(origin.rule, last.basis, origin.text, {}, last.quantity, (), origin.source, origin.place)
    return Conflict(
        level=level, claims=(), values=(), rules=(origin.rule,), gap=Gap(), misses="", broken=origin.rule,
        steps=(step,), edges=(), rests_on=(),
    )  # fmt: skip


def _run(question: Question, level: str, mus: MinimalConflict) -> tuple[Trace, int]:
    """A traced run of all but the last premise, at best figures, and the end of its quantity that breaks it.

    Rules speak one by one if that suffices, and together only where it doesn't. Where a cost needs 342K chips and the
    largest system had 100K, the last premise is that system, and the low end of chips in the rest breaks it.
    """
    whole = at(level, settled(question.only(mus.keys), level))
    rest = whole.without(mus.last.key)
    traces = [traced(one, terms) for one in (rest.one_by_one(), rest) for terms in (BEST, level)]
    for trace, terms in zip(traces, (BEST, level, BEST, level), strict=True):
        low, high = trace.span(mus.last.quantity)
        least, most = mus.last.spans[terms]
        if trace.rest.is_empty or trace.rest.is_astray:
            continue
        if low > most + SLACK:
            return trace, LOW
        if high < least - SLACK:
            return trace, HIGH
    trace = next((t for t in (traces[1], traces[3]) if t.rest.is_empty), traces[1])
    low, high = trace.span(mus.last.quantity)
    least, most = mus.last.spans[level]
    return trace, LOW if low - most > least - high else HIGH


def _inferences(
    trace: Trace, causes: Mapping[Mark, Cause], premises: dict[Key, Premise], last: Premise, book: Rulebook
) -> dict[Mark, Step]:
    """A step for each inference behind an end, by its cause; none that only renames a figure or repeats a step."""
    told: dict[Mark, Step] = {}
    for mark, cause in causes.items():
        rules = [premises[key] for key in cause.keys if key in premises and not key.whole]
        if not rules or any(p.basis != "relation" for p in rules):
            continue
        step = (
            _step(trace, cause, premises, last, book)
            if len(rules) == 1
            else _joint(trace, cause, rules, premises, book)
        )
        again = any(s.rule == step.rule and s.output == step.output for s in told.values())
        if not again and not _says_nothing(step):
            told[mark] = step
    return told


def _edges(causes: Mapping[Mark, Cause], told: list[Mark], opening: int, closing: int) -> tuple[tuple[int, int], ...]:
    """From each step to those that build on it: the claim to the first inferences, the last ones to the verdict."""
    place = {mark: opening + i for i, mark in enumerate(told)}
    found = {(place[m], place[n]) for n in told for m in _told_before(n, causes, place)}
    takers, targets = {b for _, b in found}, {a for a, _ in found}
    found |= {(i, n) for i in range(opening) for n in place.values() if n not in takers}
    found |= {(n, opening + len(told)) for n in place.values() if closing and n not in targets}
    return tuple(sorted(found))


def _told_before(mark: Mark, causes: Mapping[Mark, Cause], told: Container[Mark]) -> set[Mark]:
    """The told inferences that one builds on, directly or over inferences that aren't told."""
    found: set[Mark] = set()
    for m in causes[mark].inputs:
        found |= {m} if m in told else _told_before(m, causes, told)
    return found


def _opening(steps: list[Step], closing: list[Step], premises: dict[Key, Premise], book: Rulebook) -> list[Step]:
    """The claim itself, where no sentence of the proof would say it."""
    claimed = [p for p in premises.values() if p.basis == "claimed"]
    said = any(f"{{{name}" in s.template for s in steps for name, f in s.facts.items() if f.basis == CLAIMED)
    if said or any(f.basis == CLAIMED for s in closing for f in s.facts.values()):
        return []
    return [
        Step(p.origin.rule, CLAIMED, "", {p.quantity: fact(p, book)}, p.quantity, (), None, p.origin.place)
        for p in claimed
    ]


def _step(trace: Trace, cause: Cause, premises: dict[Key, Premise], last: Premise, book: Rulebook) -> Step:
    """One inference: its relation's sentence, and a fact for each quantity in it."""
    premise = premises[cause.keys[0].family]
    relation = cast("Relation", premise.origin.belief)
    output = cause.end[0]
    facts = _facts(_quantities(relation), output, trace, premises, book)
    if last.basis == "known" and output == last.quantity and relation.sense != "=":
        facts[output] = fact(last, book)
    template = relation.says.get(output, relation.says.get("", ""))
    return Step(
        relation.id,
        "relation",
        template,
        facts,
        output,
        texts(relation.wrong_when),
        premise.origin.source,
        premise.origin.place,
    )


def _joint(trace: Trace, cause: Cause, rules: list[Premise], premises: dict[Key, Premise], book: Rulebook) -> Step:
    """One inference from several relations at once, where one after the other they would not have reached as far."""
    output = cause.end[0]
    names = dict.fromkeys([*(quantity for _, _, quantity in cause.inputs), output])
    relations = [cast("Relation", p.origin.belief) for p in rules]
    return Step(
        TOGETHER.join(r.id for r in relations),
        "relation",
        "",
        _facts(list(names), output, trace, premises, book),
        output,
        tuple(dict.fromkeys(when for r in relations for when in texts(r.wrong_when))),
        rules[0].origin.source,
        rules[0].origin.place,
    )


def _facts(
    names: list[str], output: str, trace: Trace, premises: dict[Key, Premise], book: Rulebook
) -> dict[str, Fact]:
    """Each quantity's figure as it went into an inference: a premise's own where it speaks, else what followed."""
    facts: dict[str, Fact] = {}
    for name in (n for n in names if n in trace.names):
        facts[name] = derived(name, trace.span(name), book)
        source = next((p for p in premises.values() if p.bounds_one and p.quantity == name and _speaks(p, trace)), None)
        if source and name != output:
            facts[name] = fact(source, book)
    return facts


def _speaks(premise: Premise, trace: Trace) -> bool:
    """Whether a premise, and no inference, gave the range that its quantity has."""
    causes = (trace.last(premise.quantity, side) for side in (LOW, HIGH))
    return premise.key in {key.family for cause in causes if cause for key in cause.keys}


def _quantities(relation: Relation) -> list[str]:
    products = (relation.left, *relation.right)
    return list(dict.fromkeys(power.quantity for product in products for power in product.powers))


def _closing(told: list[Step], trace: Trace, last: Premise, premises: dict[Key, Premise], book: Rulebook) -> list[Step]:
    """The step that names what is broken, where no rule's own sentence has done so."""
    if told and told[-1].output == last.quantity and told[-1].facts[last.quantity].prior == last.origin.rule:
        return []
    source = next(
        (p for p in premises.values() if p.key != last.key and p.bounds_one and p.quantity == last.quantity), None
    )
    found = fact(source, book) if source and not told else derived(last.quantity, trace.span(last.quantity), book)
    belief = last.origin.belief
    facts = {last.quantity: found, BOUND: fact(last, book, BEST if is_sharp(last) else "typical")}
    wrong_when = texts(belief.wrong_when) if isinstance(belief, Prior) else ()
    return [
        Step(last.origin.rule, last.basis, "", facts, last.quantity, wrong_when, last.origin.source, last.origin.place)
    ]


def _as_listed(told: Fact, name: str, last: Premise, book: Rulebook) -> Fact:
    """A bound with the figure that its table has, where that lies within it; the nearest one is none's figure."""
    best = fact(last, book).best if name == BOUND else told.best
    return replace(told, best=best if best and told.low <= best <= told.high else None)


def _says_nothing(step: Step) -> bool:
    """Whether a step only gives a figure another name: all but one of its inputs are exactly 1."""
    inputs = [f for name, f in step.facts.items() if name != step.output]
    ones = [f for f in inputs if f.low == f.high and abs(f.low - 1) < SLACK]
    return len(inputs) > 1 and len(ones) == len(inputs) - 1


def _origins_once(steps: list[Step]) -> list[Step]:
    """The origin of a claimed, assumed or known figure is told at the step that brings it in, not again."""
    seen: set[tuple[str, str]] = set()
    told: list[Step] = []
    for step in steps:
        facts = {}
        for name, item in step.facts.items():
            mark = (item.quantity, item.prior or item.text)
            facts[name] = item if item.basis == "derived" or mark not in seen else replace(item, new=False)
            seen.add(mark)
        told.append(replace(step, facts=facts))
    return told


def _misses(steps: list[Step], book: Rulebook) -> str:
    """How the rule that breaks says by how much, if it has words of its own."""
    broken = steps[-1].rule
    beliefs: tuple[Relation | Prior | None, ...] = (book.relations.get(broken), book.priors.get(broken))
    return next((belief.misses for belief in beliefs if belief), "")


def _rests(premises: dict[Key, Premise]) -> tuple[Rest, ...]:
    """The assumptions and tables among the premises."""
    beliefs = [(p, p.origin.belief) for p in premises.values()]
    return tuple(
        Rest(b.id, b.basis, b.why, texts(b.wrong_when), b.sources or ((p.origin.source,) if p.origin.source else ()))
        for p, b in sorted(beliefs, key=lambda pair: pair[0].key)
        if isinstance(b, Prior)
    )
