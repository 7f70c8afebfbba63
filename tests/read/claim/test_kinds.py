"""Of what kind a subject is where nobody says: the default, the one kind that has all figures, or several of them."""

import pytest
from msgspec.structs import replace

from checker.maths.dates import days
from checker.model.claim import Claim
from checker.model.place import Problem
from checker.model.rule import Rulebook
from checker.read.claim.claims import read_ask, read_claims
from checker.read.claim.kinds import possible
from tests import books

TODAY = days("2025-01-31")[0]
HAVE = {
    "training_cost": (("training_run",), ()),
    "chips": (("training_run", "fleet"), ("lab_year",)),
    "h100e": (("fleet", "lab_year"), ()),
    "query_energy": (("lab_year",), ()),
    "chip_hours": (("fleet",), ("training_run",)),
    "duration": ((), ()),
}


def book() -> Rulebook:
    """The small pack, some of whose quantities not every kind has."""
    small = books.book()
    of = {name: replace(small.quantities[name], kinds=kinds, also=also) for name, (kinds, also) in HAVE.items()}
    return replace(small, quantities={**small.quantities, **of})


def ask(words: str) -> tuple[Claim | None, tuple[Problem, ...]]:
    """A question read with that pack."""
    return read_ask(words, book(), TODAY)


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        ("", "training_run"),
        ("duration", "training_run"),
        ("training_cost", "training_run"),
        ("chips", "training_run"),
        ("chips duration", "training_run"),
        ("query_energy", "lab_year"),
        ("query_energy duration", "lab_year"),
        ("query_energy chips", "lab_year"),
        ("h100e", "fleet lab_year"),
        ("h100e chips", "fleet"),
        ("chip_hours", "fleet"),
        ("chip_hours chips", "training_run"),
        ("query_energy training_cost", ""),
    ],
)
def test_the_kinds_that_have_all_figures(names: str, kinds: str) -> None:
    """The default where it is usual for any; else those for which most figures are usual, the most usual first."""
    found = possible([book().quantities[name] for name in names.split()], book())
    assert found == tuple(kinds.split())
    assert found == possible([book().quantities[name] for name in reversed(names.split())], book())


def test_a_kind_that_is_stated_is_taken_whatever_the_figures() -> None:
    """Nothing is refused of who says what is meant."""
    claim, problems = ask("kind=fleet query_energy=3Wh")
    assert claim
    assert (claim.kind, claim.kinds, problems) == ("fleet", (), ())


def test_the_default_is_taken_without_a_word() -> None:
    """What a training run has is one's unless another kind is stated."""
    claim, _ = ask("chips=16K")
    assert claim
    assert (claim.kind, claim.kinds) == ("training_run", ())


def test_a_claim_remembers_that_nobody_stated_its_kind() -> None:
    """The most usual kind comes first, until it is known as which the claim holds best."""
    claim, _ = ask("h100e=16K")
    assert claim
    assert (claim.kind, claim.kinds) == ("fleet", ("fleet", "lab_year"))


def test_figures_that_no_kind_has_together_are_refused_with_their_kinds_and_places() -> None:
    """It is told where the figure stands that leaves no kind."""
    claim, (problem,) = ask("training_cost=$3M duration=3 days query_energy=3Wh")
    assert claim is None
    assert problem.place.column == 48
    assert problem.what == (
        "no kind of subject has all of these figures: training_cost in column 15 is one of training_run; "
        "query_energy in column 48 is one of lab_year"
    )
    assert problem.instead == "give each by itself, or state the kind that is meant"


def test_in_a_file_each_figure_is_told_with_its_line() -> None:
    """Where each stands in a line of its own, columns would say nothing; other claims stand."""
    lines = (
        "claims:\n"
        "  - {id: a, statement: S, source: {title: T, date: 2024}, about: x, values: {chips: 5}}\n"
        "  - {id: b, statement: S, source: {title: T, date: 2024}, about: x, values: {\n"
        "      h100e: 5,\n      training_cost: $3M}}\n"
    )
    claims, (problem,) = read_claims([("f.yaml", lines.encode())], book(), TODAY)
    assert [claim.id for claim in claims] == ["a"]
    assert problem.place.line == 5
    assert problem.what.endswith(
        "h100e in line 4 is one of fleet or lab_year; training_cost in line 5 is one of training_run"
    )
