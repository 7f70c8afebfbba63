"""What must hold whatever is asked of the shipped pack."""

import math
import random
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from checker.audit import ask_words
from checker.cases.assemble import subject
from checker.cases.ground import ground
from checker.engine.best import best
from checker.engine.levels import contradicts, holds_at
from checker.explain.claim import conflicts_at
from checker.explain.crowded import bendable, held
from checker.explain.examine import examine
from checker.explain.meant import meant
from checker.explain.minimal import minimal_conflicts
from checker.maths.dates import days
from checker.maths.interval import ANY
from checker.model.case import TERMS, Question, Subject
from checker.model.claim import Figure
from checker.model.place import Place
from checker.model.result import ClaimResult
from checker.model.rule import LEVELS
from checker.options import Options
from checker.read.claim.claims import read_ask, read_claims
from tests.witness import QUANTITIES, asked, book, figure, witness

CLAIM_FILES = Path(__file__).parent.parent / "claims"
QUICK = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judged(**given: str) -> ClaimResult:
    """One question judged; asked again as it was, it isn't judged again."""
    return _judged(tuple(given.items()))


@cache
def _judged(given: tuple[tuple[str, str], ...]) -> ClaimResult:
    result = ask_words(dict(given), book(), Options())
    assert not result.problems, result.problems
    return result.cases[0].claims[0]


DAYS = st.sampled_from([days(text)[1] for text in ("2021-06", "2023-03", "2024-03", "2024-12", "2025-12")])
CHIPS = st.sampled_from(["", "A100-40", "H100", "TPU-V4"])


@QUICK
@given(DAYS, CHIPS, st.integers(0, 10_000), st.data())
def test_what_can_be_so_is_never_called_implausible(day: int, hardware: str, seed: int, data: st.DataObject) -> None:
    """Any figures out of an assignment inside `accepted` that satisfies every relation hold at accepted."""
    point = witness(day, hardware, seed)
    if point is None:
        return
    chosen = data.draw(st.lists(st.sampled_from(sorted(point)), min_size=1, unique=True))
    assert holds_at(asked(day, hardware, *(figure(n, point[n]) for n in chosen))) <= 1


@QUICK
@given(DAYS, CHIPS, st.integers(0, 10_000), st.data())
def test_no_more_rare_things_than_true_claims_need_make_nothing_implausible(
    day: int, hardware: str, seed: int, data: st.DataObject
) -> None:
    """Any figures out of an assignment that is typical but for as many things as are allowed are at worst strained."""
    groups = bendable(asked(day, hardware, *(("", Figure(name, "", ANY, None, Place(""))) for name in QUANTITIES)))
    rare = random.Random(seed).sample(groups, book().at_once)  # noqa: S311  # no secret
    point = witness(day, hardware, seed, rare)
    if point is None:
        return
    chosen = data.draw(st.lists(st.sampled_from(sorted(point)), min_size=1, unique=True))
    assert held(asked(day, hardware, *(figure(n, point[n]) for n in chosen)), book()) <= 1


def test_the_generator_reaches_every_verdict() -> None:
    """Random corruptions of consistent figures come out at every level, so the properties here test something."""
    chance, found = random.Random(7), set()  # noqa: S311  # no secret
    for seed in range(60):
        point = witness(days("2024-12")[1], "H100", seed)
        if not point:
            continue
        names = chance.sample(sorted(point), min(3, len(point)))
        moved = {n: point[n] + chance.choice((0.0, 0.0, 1.5, -1.5, 4.0, -4.0, 12.0)) for n in names}
        found.add(holds_at(asked(days("2024-12")[1], "H100", *(figure(n, v) for n, v in moved.items()))))
    assert found >= {0, 1, 2, 3}


CLAIMS = [
    {"training_cost": "$3B", "hardware": "H100", "date": "2024-12"},
    {"chips": "500K", "hardware": "H100", "date": "2024-12"},
    {
        "parameters": "405B",
        "tokens": "15T",
        "architecture": "dense",
        "chips": "2048",
        "hardware": "A100",
        "duration": "23 days",
        "date": "2024",
    },
    {"training_compute": "1e27 FLOP", "comparable_to": "llama-3.1-405b", "date": "2024-12"},
    {"duration": "24 months", "date": "2024-12"},
    {"training_cost": "$500", "chip_hours": "2.788M", "hardware": "H800", "date": "2024-12"},
]


def question_of(given: dict[str, str]) -> Question:
    """The grounded question of an `ask`."""
    claim, problems = read_ask(given, book(), days("2026-11")[1])
    assert claim, problems
    return ground(subject([claim], book(), {}), book())


@pytest.mark.parametrize("given_", CLAIMS, ids="-".join)
def test_conflicts_are_sufficient_and_minimal(given_: dict[str, str]) -> None:
    """With only the cited premises it still conflicts; with any one of them dropped it doesn't."""
    question = question_of(given_)
    level = holds_at(question)
    assert level > 0
    name = LEVELS[level - 1]
    for mus in minimal_conflicts(question, name):
        only = question.only(mus.keys)
        assert contradicts(only, name)
        assert not any(contradicts(only.without(key), name) for key in mus.keys)


@pytest.mark.parametrize("given_", CLAIMS, ids="-".join)
def test_what_is_offered_as_plausible_is_plausible(given_: dict[str, str]) -> None:
    """Each figure or date under "plausible if", put into the claim, is judged plausible."""
    for repair in judged(**given_).repairs:
        if repair.quantity == "date":
            assert judged(**given_ | {"date": repair.date}).verdict == "plausible"
            continue
        fact = repair.fact
        assert fact is not None
        edge = math.log(fact.high if math.isfinite(fact.high) else fact.low)
        question = question_of(given_)
        mended = tuple(
            replace(p, spans=dict.fromkeys(TERMS, (edge, edge)))
            if p.basis == "claimed" and p.quantity == repair.quantity
            else p
            for p in question.premises
        )
        assert [holds_at(question.holding(mended))] == [0]


@pytest.mark.parametrize("cost", ["$3B", "$0.003T", "3000M USD", "3,000,000,000 USD", "3e9 USD", "$3 billion"])
def test_units_never_change_a_verdict(cost: str) -> None:
    """The same cost in other units has the same verdict for the same reasons."""
    want = judged(**CLAIMS[0])
    got = judged(**CLAIMS[0] | {"training_cost": cost})
    assert (got.verdict, [c.rules for c in got.conflicts]) == (want.verdict, [c.rules for c in want.conflicts])


@settings(QUICK, max_examples=5)
@given(st.permutations(sorted(CLAIMS[2])))
def test_order_of_keys_never_changes_an_answer(names: list[str]) -> None:
    """Values given in any order have the same result, down to every step."""
    want = judged(**CLAIMS[2])
    got = judged(**{name: CLAIMS[2][name] for name in names})
    assert got.verdict == want.verdict
    assert [c.rules for c in got.conflicts] == [c.rules for c in want.conflicts]


def test_order_of_rules_never_changes_an_answer() -> None:
    """A pack with everything in reverse order gives the same conflicts."""
    backwards = replace(
        book(),
        relations=dict(reversed(book().relations.items())),
        priors=dict(reversed(book().priors.items())),
        attributes=dict(reversed(book().attributes.items())),
    )
    for given_ in CLAIMS:
        asked_ = question_of(given_).subject
        one, other = (examine(ground(asked_, pack), pack) for pack in (book(), backwards))
        assert (one.level, one.exact, one.tested) == (other.level, other.exact, other.tested)
        want, got = (conflicts_at(e.question, e.level, b) for e, b in ((one, book()), (other, backwards)))
        assert want == got


@QUICK
@given(
    st.sampled_from(CLAIMS),
    st.sampled_from([("duration", "3 months"), ("mfu", "40%"), ("chips", "16,384"), ("tokens", "15T")]),
)
def test_added_figures_never_mend_a_claim(given_: dict[str, str], more: tuple[str, str]) -> None:
    """One more figure can only leave a verdict or make it graver."""
    if more[0] in given_:
        return
    question, wider = question_of(given_), question_of(given_ | dict([more]))
    assert holds_at(wider) >= holds_at(question)


def load() -> list[Subject]:
    """Every claim of `claims/` that links to no other, as a subject."""
    files = [(path.name, path.read_bytes()) for path in sorted(CLAIM_FILES.glob("*.yaml"))]
    claims, problems = read_claims(files, book(), days("2026-11")[1])
    assert not problems
    return [subject([claim], book(), {}) for claim in claims if not claim.links]


def implied(question: Question, level: str) -> list[tuple[str, Figure]]:
    """What follows at best for each quantity that people state and the claim doesn't, as an exact figure."""
    stated = {f.quantity for _, f in question.subject.figures}
    known = book().quantities
    return [
        figure(name, low)
        for name, (low, high) in best(ground(question.subject, book(), asked="all"), level).items()
        if name in known and name not in stated and question.subject.kind in known[name].kinds and high - low < 1e-6
    ]


def test_what_follows_from_a_claim_never_makes_it_worse() -> None:
    """A claim with one more figure, the best that follows from all others, holds at the level of the claim alone.

    Of a known subject another may be published, and then that is all that it is held against.
    """
    as_meant = [meant(ground(s, book()), book()) for s in load()[::13]]
    trials = [
        (level, replace(q.subject, figures=(*q.subject.figures, more), read_as={}))
        for q, level in as_meant
        if level < len(LEVELS)
        for more in implied(q, LEVELS[level])
    ]
    found = [meant(ground(s, book()), book()) for _, s in trials]
    assert len(trials) > 100
    worse = [(q, now) for (q, now), (level, _) in zip(found, trials, strict=True) if now > level]
    rules = [conflict.rules for q, now in worse for conflict in conflicts_at(q, now, book())]
    assert [names for names in rules if names != ("published-model",)] == []


FALLING = re.compile("chip_hour_price|price-at-|price-of-compute-|energy-of-compute-|experts-at-work-")
"""Rules that ask less of a later day: what an hour or an operation costs, in money and in energy, falls."""


def test_a_later_date_makes_a_claim_worse_only_where_prices_fall() -> None:
    """Three years on a claim holds as before, unless prices, energies or mixtures of its time speak in it."""
    before = [meant(ground(s, book()), book()) for s in load()[::6]]
    later = [meant(ground(replace(q.subject, day=q.subject.day + 1096), book()), book()) for q, _ in before]
    worse = [(q, now) for (q, now), (_, level) in zip(later, before, strict=True) if now > level]
    conflicts = [conflicts_at(q, now, book()) for q, now in worse]
    assert worse
    assert all(any(FALLING.match(rule) for rule in c.rules) for several in conflicts for c in several)


def test_what_is_offered_is_judged_plausible_as_a_claim() -> None:
    """A bound or date under "plausible if", asked as its own question, gets that very word, and never "unchecked"."""
    for given_ in (*CLAIMS, *OFFERED):
        for repair in judged(**given_).repairs:
            if repair.quantity == "date":
                assert judged(**given_ | {"date": repair.date}).verdict == "plausible"
            else:
                assert repair.fact is not None
                edge = repair.fact.high if math.isfinite(repair.fact.high) else repair.fact.low
                unit = UNITS.get(repair.quantity, "")
                assert judged(**given_ | {repair.quantity: f"{edge:.10g} {unit}".strip()}).verdict == "plausible"


OFFERED = [
    {"parameters": "17.6T", "date": "2023-03"},
    {"parameters": "100T", "date": "2023-03"},
    {"parameters": "70B", "tokens": "400T", "date": "2025-06"},
    {"parameters": "671B", "tokens": "14.8T", "chip_hours": "100K", "hardware": "H800", "date": "2024-12"},
]
UNITS = {"training_cost": "USD", "duration": "hours", "training_compute": "FLOP"}
