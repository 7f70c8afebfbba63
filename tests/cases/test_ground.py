"""The premises of a question: what speaks about a subject on its day, whatever was asked before."""

import random
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from msgspec.structs import replace

from checker.audit import ask_words
from checker.cases.ground import Asked, _book, ground, instead
from checker.engine.levels import contradicts
from checker.explain.minimal import behind
from checker.explain.refutation import Refutation
from checker.maths.dates import days
from checker.maths.interval import log, span
from checker.model.case import LinkedValues, Question, Subject, asking
from checker.model.claim import Figure
from checker.model.guard import Guard
from checker.model.identity import Identity
from checker.model.key import key_of
from checker.model.place import Place
from checker.model.rule import LEVELS, Rulebook
from checker.options import Beliefs, Options, book_for
from tests.cases.beliefs import subject
from tests.small import small

HERE = Place("made-up.yaml")
DATES = ("2020-03", "2021-06", "2022-09-30", "2022-10-01", "2023-12-31", "2024-01", "2024-12", "2026-08", "2027")
Made = Callable[[random.Random], Subject]


@cache
def shipped() -> Rulebook:
    """The shipped pack."""
    found, problems = book_for(Beliefs())
    assert found is not None, problems
    return found


def fresh(book: Rulebook) -> Rulebook:
    """The same book, of which nothing has been asked yet."""
    return replace(book, priors={name: replace(prior) for name, prior in book.priors.items()})


def users(seed: int) -> Rulebook:
    """A user's pack: the small one with its rules meant for choices, and half the time days, drawn at random."""
    chance, book = random.Random(seed), small()  # noqa: S311  # no secret

    def guarded(guard: Guard) -> Guard:
        first, last = sorted(days(date)[1] for date in chance.sample(DATES, 2))
        return replace(
            guard,
            days=chance.choice(((first, last), (first, Guard().days[1]))) if seed % 2 else Guard().days,
            attributes=chance.choice(
                ({}, {"hardware": ("A100",)}, {"hardware": ("A100", "H100")}, {"precision": ("bf16",)})
            ),
        )

    relations = {
        name: replace(relation, guards=tuple(guarded(g) for g in relation.guards or (Guard(),)))
        for name, relation in book.relations.items()
    }
    priors = {
        name: replace(prior, guards=tuple(guarded(g) for g in prior.guards)) for name, prior in book.priors.items()
    }
    return replace(book, relations=relations, priors=priors)


def made(chance: random.Random, book: Rulebook) -> Subject:
    """A subject on some day, with figures, choices and perhaps a link."""
    names = ("training_cost", "chips", "duration", "training_compute", "parameters", "active_parameters", "tokens")
    given = chance.sample(names, chance.randint(1, 3))
    figures = tuple(("c", Figure(n, "", span(v, v), log(v), HERE)) for n in given for v in [10 ** chance.uniform(3, 9)])
    choices = {"hardware": chance.choice(("A100", "H100"))} if chance.random() < 0.4 else {}
    known = {"training_compute": dict.fromkeys(("best", *LEVELS), span(1e25, 2e25))}
    day = days(chance.choice(DATES))[1] - chance.choice((0, 0, 1, 200))
    linked = LinkedValues("comparable_to", "it", "It", day - chance.randint(0, 900), known, None, None)
    choices = {name: value for name, value in choices.items() if value in book.attributes[name].values}
    about = chance.choice(("it", "Colossus", "First", "first one", "Frontier"))
    kind = chance.choice(("training_run", "training_run", "fleet"))
    return Subject(about, kind, day, figures, choices, (linked,) if chance.random() < 0.2 else ())


@pytest.mark.parametrize(
    ("book", "count"),
    [
        pytest.param(shipped, 12, id="shipped"),
        *(pytest.param(lambda n=n: users(n), 60, id=f"user-{n}") for n in range(4)),
    ],
)
def test_premises_are_the_same_whatever_was_asked_before(book: Callable[[], Rulebook], count: int) -> None:
    """In a book of which much was asked, in any order, each subject has the premises that it has in a fresh one."""
    used, chance = fresh(book()), random.Random(count)  # noqa: S311  # no secret
    beside: list[Asked] = [frozenset(), frozenset(), frozenset({"tokens", "training_compute"}), "all"]
    asked = [(made(chance, used), chance.choice(beside)) for _ in range(count)]
    anew = [ground(subject, fresh(used), more) for subject, more in asked]
    for _ in range(2):
        order = chance.sample(range(count), count)
        assert [n for n in order if ground(asked[n][0], used, asked[n][1]) != anew[n]] == []


@pytest.mark.parametrize(
    ("book", "count"),
    [
        pytest.param(shipped, 60, id="shipped"),
        *(pytest.param(lambda n=n: users(n), 150, id=f"user-{n}") for n in (0, 3)),
    ],
)
def test_what_stands_in_place_of_a_conflict_and_is_one_itself_is_so_of_the_whole_question(
    book: Callable[[], Rulebook], count: int
) -> None:
    """On another day, or with another choice: the question asked anew has no answer there either."""
    used, chance = fresh(book()), random.Random(count)  # noqa: S311  # no secret
    told = Counter[bool]()
    for about in (made(chance, used) for _ in range(count)):
        question = ground(about, used)
        keys = behind(question, "typical")
        premises = [p for p in question.premises if p.key.family in keys]
        later, chosen = replace(about, day=days(chance.choice(DATES))[1]), about.choices | {"precision": "fp16"}
        for other in (later, replace(about, choices=chosen)) if keys else ():
            alone = contradicts(asking(other, instead(premises, other, used)), "typical")
            told[alone] += 1
            assert contradicts(ground(other, used), "typical") or not alone
            assert alone or not Refutation(question, (tuple(premises),)).holds_of(other, "typical", used)
    assert min(told[True], told[False]) > 0


def test_answers_are_the_same_whatever_was_asked_before() -> None:
    """Verdicts, reasons and what is plausible if, with a user's pack, do not depend on earlier questions."""
    words = [
        f"{figures} date={date}"
        for figures in ("training_cost=$100M chips=300K", "training_cost=$3B duration=9months")
        for date in ("2020-08", "2026-08", "2018-12", "2024-12")  # six years on, as far as "plausible if" looks
    ]
    for seed in range(2):
        used = fresh(users(seed))
        anew = [ask_words(line, fresh(used), Options()).cases for line in words]
        assert [ask_words(line, used, Options()).cases for line in words] == anew
        assert [ask_words(line, used, Options()).cases for line in reversed(words)] == anew[::-1]


def rules(question: Question) -> set[str]:
    """The relations of a question."""
    return {p.origin.rule for p in question.beliefs if p.basis == "relation"}


def test_a_rule_for_some_chips_ends_when_others_come() -> None:
    """While only A100 are to be had, a rule for A100 holds of an unknown chip; from the H100 on it doesn't."""
    meant = (Guard(attributes={"hardware": ("A100",)}),)
    book = small()
    relations = {
        n: replace(r, guards=meant if n == "chip-hours-from-chips" else r.guards) for n, r in book.relations.items()
    }
    book = replace(book, relations=relations)
    for date, holds in (("2022-09-30", True), ("2022-10-01", False), ("2022-09-29", True), ("2023", False)):
        found = rules(ground(subject(date, chips=1e4, duration=1e3, chip_hours=1e7), book))
        assert ("chip-hours-from-chips" in found) is holds


def test_growth_over_years_is_that_of_the_days() -> None:
    """The exponent of what grows from a linked subject's day to the claim's follows both days."""
    for date, given, want in (
        ("2024-12-31", "2023-01-01", 2.0),
        ("2024-12-31", "2024-01-01", 1.0),
        ("2026", "2024", 2.0),
    ):
        linked = LinkedValues("comparable_to", "it", "It", days(given)[1], {}, None, None)
        question = ground(replace(subject(date, training_compute=1e25), linked_values=(linked,)), small(), asked="all")
        (found,) = [p for p in question.beliefs if p.origin.rule == "comparable-needs-no-more"]
        assert dict(found.terms)["progress"] == pytest.approx(-want, abs=0.01)


def record_of(about: str) -> float:
    """The typical record that a subject of this name is held against, as a logarithm."""
    question = ground(subject("2024-12", about=about, chips=1e5), small())
    (found,) = [p.spans["accepted"][1] for p in question.beliefs if p.record]
    return found


def test_a_record_holder_is_not_held_against_itself() -> None:
    """Colossus is allowed what it had, others what it had and a margin, in whichever order they come."""
    its, others = record_of("Colossus"), record_of("it")
    assert its < others
    assert [record_of(about) for about in ("another", "COLOSSUS", "it")] == [others, its, others]


def test_subjects_of_one_sort_share_what_is_believed() -> None:
    """Subjects of whom the same is believed have the very same beliefs, which are laid out once."""
    one, other = (ground(subject(chips=chips, about=about), small()) for chips, about in ((1e3, "a"), (2e3, "b")))
    assert one.beliefs is other.beliefs
    assert one.said != other.said
    assert ground(subject("2020-01", chips=1e3), small()).beliefs is not one.beliefs


def test_the_whole_of_what_follows_has_more_rules() -> None:
    """A rule that a quantity of which nothing is known could always satisfy is there for what follows alone."""
    linked = LinkedValues("comparable_to", "it", "It", days("2024")[1], {}, None, None)
    asked = replace(subject(training_compute=1e25), linked_values=(linked,))
    more = rules(ground(asked, small(), asked="all")) - rules(ground(asked, small()))
    assert more == {"comparable-needs-no-more"}


@pytest.mark.parametrize("kinds", [("training_run",), ("fleet", "training_run"), ("training_run", "fleet")])
def test_a_rule_stays_whose_only_other_quantity_is_believed_of_the_kind(kinds: tuple[str, ...]) -> None:
    """It is enough that one of a belief's contexts is of the subject's kind; of another kind the rule binds nothing."""
    guards = tuple(Guard(kinds=(kind,)) for kind in kinds)
    price = replace(small().priors["chip_hour_price"], guards=guards)
    relations = {"cost-from-chip-hours": replace(small().relations["cost-from-chip-hours"], guards=())}
    book = replace(small(), relations=relations, priors={price.id: price})
    for kind in ("training_run", "fleet"):
        found = rules(ground(subject(kind=kind, training_cost=1e8, chip_hours=1e7), book))
        assert found == ({"cost-from-chip-hours"} if kind in kinds else set())


def test_relations_are_joined_once_for_all_dates_in_one_order() -> None:
    """However many days there are between a subject and the one it links to; its exponents are its own all the same."""
    book = fresh(shipped())
    known = {"training_compute": dict.fromkeys(("best", *LEVELS), span(1e25, 2e25))}
    found = []
    for day in range(days("2025-01-01")[0], days("2025-03-01")[0]):
        linked = LinkedValues("comparable_to", "it", "It", days("2024-06")[1], known, None, None)
        found.append(ground(replace(subject(training_compute=1e25), day=day, linked_values=(linked,)), book))
    assert _book(Identity(book))._joined.cache_info().misses == 1
    rules = [p for q in found for p in q.beliefs if p.key == key_of("relation", "comparable-needs-no-less")]
    exponents = [dict(rule.terms)["progress"] for rule in rules]
    assert len({*exponents}) == len(found)


def test_of_what_no_table_has_nothing_usual_is_believed() -> None:
    """What AI chips usually cost and take says nothing of a processor, nor do chips of the time."""
    about = subject()
    figures = tuple(("c", Figure(name, "", span(1.0, 2.0), None, HERE)) for name in ("training_cost", "tokens"))
    for hardware, is_believed in (({}, True), ({"hardware": "H100"}, True), ({"hardware": "Xeon 8380"}, False)):
        question = ground(replace(about, day=days("2024-06")[1], figures=figures, choices=hardware), shipped())
        spoken_of = {name for premise in question.beliefs if premise.basis != "relation" for name, _ in premise.terms}
        assert ("cost_per_flop" in spoken_of) == is_believed
        assert not is_believed or "chip_hour_price" in spoken_of or not hardware
    others = {
        premise.key.by
        for premise in question.beliefs
        if {n for n, _ in premise.terms} & {"chip_hour_price", "training_peak"}
    }
    assert {"price-of-other-chips", "peak-of-other-chips"} <= others
    assert not {"chip_hour_price", "training_peak"} & others
    assert not {"dense_peak", "chip_power"} & spoken_of
