"""A traced run gives the same ranges, and causes that can be read."""

from hypothesis import given, settings

from checker.engine.levels import all_ranges, contradicts
from checker.engine.trace import HIGH, LOW, keys_behind, traced
from tests.engine.premises import all_named, bound, claim, named, question, relation, when
from tests.engine.test_propagate import BUY, HOLD, books


@settings(max_examples=40, deadline=None)
@given(books())
def test_tracing_changes_nothing(book: tuple[list[object], dict[str, float]]) -> None:
    """Ranges with a recorder are the ranges without."""
    asked = question(*book[0])  # type: ignore[arg-type]
    trace = traced(asked, "typical")
    assert {name: trace.span(name) for name in trace.names} == all_ranges(asked, "typical")


@settings(max_examples=40, deadline=None)
@given(books())
def test_premises_behind_an_end_suffice_for_it(book: tuple[list[object], dict[str, float]]) -> None:
    """With nothing but the premises behind an end, the end comes out the same."""
    asked = question(*book[0])  # type: ignore[arg-type]
    trace = traced(asked, "typical")
    for name in trace.names:
        for side in (LOW, HIGH):
            keys = keys_behind(trace, (name, side))
            if keys:
                again = all_ranges(asked.only(keys), "typical")
                assert again is not None
                assert abs(again[name][side] - trace.span(name)[side]) < 1e-5


def test_causes_name_only_earlier_ones() -> None:
    """Walking back can't go in circles."""
    trace = traced(question(BUY, HOLD, claim("cost", 3e9), claim("price", 2), claim("time", 100)), "typical")
    causes = trace.behind(*((name, side) for name in trace.names for side in (LOW, HIGH)))
    marks = [cause.mark for cause in causes]
    assert marks == sorted(marks)
    assert all(mark in marks and mark[0] < cause.mark[0] for cause in causes for mark in cause.inputs)


def test_causes_are_read_only_for_what_is_asked() -> None:
    """An end that is open has no cause, and so has a quantity of which nothing is known."""
    trace = traced(question(BUY, claim("cost", 3e9)), "typical")
    assert trace.last("hours", LOW) is None
    assert trace.behind(("hours", LOW), ("nowhere", HIGH)) == ()
    last = trace.last("cost", HIGH)
    assert last is not None
    assert (last.end, last.keys, last.inputs) == (("cost", HIGH), all_named("claim:c:cost"), ())


def test_what_switched_a_rule_on_is_behind_it() -> None:
    """The facts that make a condition hold are premises of what it then says."""
    large = bound("prior:large", "time", (1, 10), guards=when("chips", 100, 1e9))
    trace = traced(question(large, claim("chips", 150), relation("r", chips=1, other=-1)), "typical")
    assert keys_behind(trace, ("time", HIGH)) == all_named("claim:c:chips", "prior:large")
    bounds = bound("prior:least", "chips", (150, 1e9)), bound("prior:most", "chips", (0, 180))
    middling = bound("prior:middling", "time", (1, 10), guards=when("chips", 100, 200))
    trace = traced(question(middling, *bounds, relation("r", chips=1, other=-1)), "typical")
    assert keys_behind(trace, ("time", HIGH)) == all_named("prior:least", "prior:middling", "prior:most")


def test_a_clash_names_its_quantity_and_its_premises() -> None:
    """The premises behind both ends of the empty range are in conflict by themselves."""
    asked = question(
        BUY, HOLD, claim("cost", 3e9), claim("price", 2), claim("time", 10), claim("chips", 5), claim("spare", 1)
    )
    trace = traced(asked, "typical")
    clash = trace.clash()
    assert clash is not None
    keys = keys_behind(trace, (clash[0], LOW), (clash[0], HIGH))
    assert named("claim:c:spare") not in keys
    assert contradicts(asked.only(keys), "typical")
