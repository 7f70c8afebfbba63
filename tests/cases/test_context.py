"""Which attributes a subject may have, and which guards they settle."""

from msgspec.structs import replace

from checker.cases.context import context, holds, joint, may_hold, scope, ways
from checker.model.attribute import Entailment
from checker.model.guard import Guard, overlap
from checker.model.rule import LEVELS, Rulebook
from tests.books import book
from tests.cases.beliefs import subject


def moe_book() -> Rulebook:
    """The small book, in which fewer active parameters entail a mixture of experts."""
    small = book()
    made = replace(
        small.attributes["architecture"],
        usual="dense",
        others="limit",
        entailed=(Entailment("moe", "active_parameters", "parameters"),),
    )
    return replace(small, attributes={**small.attributes, "architecture": made})


def test_an_unstated_attribute_has_its_usual_value_until_others_are_allowed() -> None:
    """bf16 is taken for granted at typical, and any format from accepted on."""
    at = context(subject(), book())
    assert [at.allowed[level]["precision"] for level in ("best", "typical", "accepted", "limit")] == [
        ("bf16",), ("bf16",), ("bf16", "fp8"), ("bf16", "fp8"),
    ]  # fmt: skip


def test_a_stated_attribute_is_what_it_is() -> None:
    """A stated value is the only one at every level."""
    at = context(subject(choices={"precision": "fp8"}), book())
    assert {values["precision"] for values in at.allowed.values()} == {("fp8",)}


def test_figures_can_entail_an_attribute() -> None:
    """Fewer active parameters than parameters, or such alone, make a mixture of experts; equal ones don't."""
    moe = context(subject(active_parameters=37e9, parameters=671e9), moe_book())
    assert moe.stated == {"architecture": "moe"}
    assert context(subject(active_parameters=37e9), moe_book()).stated == {"architecture": "moe"}
    assert context(subject(parameters=671e9), moe_book()).stated == {}
    assert context(subject(active_parameters=7e10, parameters=7e10), moe_book()).stated == {}


def test_chips_not_yet_on_sale_are_no_choice() -> None:
    """An unknown chip is one of those that were to be had."""
    assert "H100" not in context(subject("2022-06"), book()).allowed["typical"]["hardware"]
    assert "H100" in context(subject("2023-06"), book()).allowed["typical"]["hardware"]


def test_a_guard_holds_only_whatever_is_unknown() -> None:
    """A rule for bf16 applies at typical, and no longer where fp8 is possible."""
    at, guard = context(subject(), book()), Guard(attributes={"precision": ("bf16",)})
    assert holds(guard, at, "typical")
    assert not holds(guard, at, "accepted")


def test_kind_links_and_days_are_settled_at_once() -> None:
    """A guard on another kind, a missing link or another time doesn't hold."""
    at = context(subject(), book())
    assert not holds(Guard(kinds=("fleet",)), at, "limit")
    assert not holds(Guard(links=("comparable_to",)), at, "limit")
    assert not holds(Guard(days=(0, 700_000)), at, "limit")
    assert holds(Guard(kinds=("training_run",)), at, "limit")


def test_a_guard_on_claimed_figures_holds_where_all_are_claimed() -> None:
    """A population gives way to its cause only where the claim has the whole cause."""
    both = Guard(claimed=("parameters", "tokens"))
    assert holds(both, context(subject(parameters=7e10, tokens=2e12, training_cost=1e7), book()), "typical")
    assert not holds(both, context(subject(parameters=7e10), book()), "typical")


def test_a_guard_on_unclaimed_figures_holds_where_none_is_claimed() -> None:
    """What is reckoned without a figure is no longer so once one is told."""
    neither = Guard(unclaimed=("parameters", "tokens"))
    assert holds(neither, context(subject(training_cost=1e7), book()), "typical")
    assert not holds(neither, context(subject(parameters=7e10), book()), "typical")
    assert not overlap(neither, Guard(claimed=("tokens",)))


def test_what_is_kept_of_a_context_tells_claimed_figures_apart_that_matter() -> None:
    """And no others, so that what was said of one claim serves all that differ in nothing that counts."""
    asked = scope([Guard(claimed=("tokens",))])
    with_, without = context(subject(tokens=2e12), book()), context(subject(parameters=7e10), book())
    assert asked.of(with_) != asked.of(without)
    assert asked.context(asked.of(with_)).claimed == {"tokens"}
    assert asked.of(without) == asked.of(context(subject(chips=1e3), book()))


def test_values_that_no_guard_tells_apart_stand_together() -> None:
    """The ways in which an attribute may be settled are as few as guards can tell."""
    allowed: dict[str, tuple[str, ...]] = {"precision": ("bf16", "fp16", "fp8", "fp4")}
    found = ways({"precision": [("fp8",), ("fp8", "fp4")]}, allowed)
    assert found == [("precision", [("bf16", "fp16"), ("fp8",), ("fp4",)])]


def with_attribute(name: str, **changed: object) -> Rulebook:
    """The small book with one of its attributes changed."""
    small = book()
    return replace(small, attributes={**small.attributes, name: replace(small.attributes[name], **changed)})


def test_rarer_values_come_later_than_others() -> None:
    """What is rarer still is allowed unstated from its own level on, or never, and wherever it is stated."""
    later, never = (with_attribute("precision", rarer={"fp8": level}) for level in ("limit", "none"))
    allowed = [context(subject(), b).allowed[level]["precision"] for b in (later, never) for level in LEVELS]
    assert allowed == [("bf16",), ("bf16",), ("bf16", "fp8"), ("bf16",), ("bf16",), ("bf16",)]
    assert context(subject(choices={"precision": "fp8"}), never).allowed["typical"]["precision"] == ("fp8",)


def test_an_attribute_of_other_kinds_is_what_it_usually_is() -> None:
    """What is open for a fleet is settled for a run that doesn't state it."""
    of_fleets = with_attribute("precision", kinds=("fleet",))
    assert context(subject(), of_fleets).allowed["limit"]["precision"] == ("bf16",)
    assert context(replace(subject(), kind="fleet"), of_fleets).allowed["limit"]["precision"] == ("bf16", "fp8")


def test_a_family_or_several_values_are_any_of_them() -> None:
    """Those that were not yet to be had are left out, and a guard holds only if it holds for each."""
    hopper = with_attribute("hardware", families={"Hopper": ("H100", "H800")})
    for date, chips in (("2022-06", ("H800",)), ("2023-06", ("H100", "H800"))):
        at = context(subject(date, choices={"hardware": "Hopper"}), hopper)
        assert at.allowed["typical"]["hardware"] == chips
    at = context(subject("2023-06", choices={"hardware": "A100 and Hopper"}), hopper)
    assert at.allowed["limit"]["hardware"] == ("A100", "H100", "H800")
    assert not holds(Guard(attributes={"hardware": ("A100", "H100")}), at, "typical")
    assert holds(Guard(attributes={"hardware": ("A100", "H100", "H800")}), at, "typical")


def test_an_excuse_fits_what_any_of_several_values_may_be() -> None:
    """Nothing rules a case of the H100 out where the chips are an A100 and an H100."""
    both = subject(choices={"hardware": "A100 and H100"})
    assert may_hold(Guard(attributes={"hardware": ("H100",)}), both, book())
    assert not may_hold(Guard(attributes={"hardware": ("H800",)}), both, book())


def test_a_joint_scope_tells_apart_what_each_of_them_does() -> None:
    """Contexts that one of several scopes tells apart are told apart by the scope of all."""
    early, late = (scope([Guard(days=(day, 10**6))]) for day in (738000, 738100))
    both = joint([early, late, scope([Guard(claimed=("chips",))])])
    at = [replace(context(subject(), book()), day=day) for day in (737999, 738050, 738150)]
    assert len({both.of(each) for each in at}) == 3
    assert len({early.of(each) for each in at}) == 2
    assert both.figures == {"chips"}
