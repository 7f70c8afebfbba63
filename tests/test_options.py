"""What a run is asked for: the day that counts as today, and the rulebook that it is judged by."""

from datetime import date
from pathlib import Path

import pytest

from checker.maths.dates import days
from checker.maths.interval import span
from checker.model.rule import Rulebook
from checker.options import Beliefs, Options, book_for, silent


def book(options: Beliefs) -> Rulebook:
    """The rulebook of sound options."""
    found, problems = book_for(options)
    assert problems == ()
    assert found is not None
    return found


def complaint(options: Beliefs) -> tuple[str, str, str, str]:
    """Where, what, what instead and the line of the only thing that is wrong with some options."""
    found, (problem,) = book_for(options)
    assert found is None
    return problem.place.file, problem.what, problem.instead, problem.line


def test_today_is_the_last_day_of_as_of() -> None:
    """A run as of a year is one of its last day."""
    assert Beliefs(as_of="2024").today() == date(2024, 12, 31).toordinal()
    assert Beliefs(as_of="2024-02").today() == date(2024, 2, 29).toordinal()


def test_an_assumption_of_the_users_replaces_all_others() -> None:
    """It counts at every level, under any name of the quantity, and leaves all that is believed of other quantities."""
    plain = book(Beliefs())
    for text in ("mfu=30%-45%", " utilization = 30%-45% "):
        changed = book(Beliefs(assume=(text,)))
        (own,) = [prior for prior in changed.priors.values() if prior.quantity == "mfu"]
        assert (own.id, own.basis) == ("assume-mfu", "assumed")
        assert {own.rows[0].spans[level] for level in ("typical", "accepted", "limit")} == {span(0.3, 0.45)}
        others = {name: p for name, p in plain.priors.items() if p.quantity != "mfu"}
        assert {name: p for name, p in changed.priors.items() if p.quantity != "mfu"} == others


def test_each_of_several_assumptions_counts() -> None:
    """Of two about one quantity the last counts."""
    changed = book(Beliefs(assume=("mfu=30%", "duration=2-3 months", "mfu=40%")))
    own = {p.quantity: p.rows[0].spans["typical"] for p in changed.priors.values() if p.id.startswith("assume-")}
    assert sorted(own) == ["duration", "mfu"]
    assert own["mfu"] == span(0.4, 0.4)


def test_a_book_as_of_a_day_knows_nothing_later() -> None:
    """Chips that came later are no choice, and assumptions are made all the same."""
    then = book(Beliefs(as_of="2021", assume=("mfu=40%",)))
    assert "H100" in book(Beliefs()).attributes["hardware"].values
    assert "H100" not in then.attributes["hardware"].values
    assert "assume-mfu" in then.priors
    marks = [m.day for p in then.priors.values() if p.record for m in p.record.marks]
    assert max(marks) <= days("2021")[1]


@pytest.mark.parametrize(
    ("options", "place", "what", "instead"),
    [
        (Beliefs(as_of="soon"), "--as-of", '"soon" is no date', ""),
        (Beliefs(assume=("mfoo=40%",)), "--assume", 'unknown quantity "mfoo"', "mfu=30-45%"),
        (Beliefs(assume=("mfu",)), "--assume", '"" is no figure', ""),
        (Beliefs(assume=("training_cost=3B",)), "--assume", '"3B" names no currency', "write $3B"),
        (Beliefs(rules=(Path("nowhere"),)), "nowhere", "there is no such folder", "name a folder of rule files"),
    ],
    ids=["date", "quantity", "nothing", "figure", "folder"],
)
def test_what_is_wrong_is_told(options: Beliefs, place: str, what: str, instead: str) -> None:
    """Nothing is judged by a book that isn't what was asked for; the option and its text are named."""
    where, told, meant, line = complaint(options)
    assert (where, what in told, instead in meant) == (place, True, True)
    assert line == (options.assume[0] if options.assume else "")


def test_all_that_is_wrong_with_assumptions_is_told_at_once() -> None:
    """One after the other, in their order."""
    found, problems = book_for(Beliefs(assume=("mfoo=1", "mfu=40%", "chips=no")))
    assert (found, [problem.line for problem in problems]) == (None, ["mfoo=1", "chips=no"])


def test_nobody_sees_the_progress_of_a_library() -> None:
    """Where nothing else is asked for, a run counts for nobody."""
    assert Options().running.progress is silent
    silent("judging", 1, 2)
