"""Steps of a proof are sentences with figures, origins and nothing missing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from checker.model.finding import Fact, Step
from checker.model.source import Source
from checker.report.citing import citation
from checker.report.sentences import fill, listed, origin, sentence, step_sentence, told, with_origin
from checker.report.setting import Setting, setting
from tests.report import samples
from tests.report.samples import EPOCH, MEMORY, RATES, fact


@pytest.fixture
def terms() -> Setting:
    """The setting of the $3B claim."""
    result = samples.whole()
    return setting(result, result.cases[0], result.cases[0].claims[0])


def step(template: str, output: str, *facts: Fact, basis: str = "relation") -> Step:
    """A step of one rule."""
    return Step("a-rule", basis, template, {each.quantity: each for each in facts}, output, (), None, None)


def test_first_mention_names_the_origin(terms: Setting) -> None:
    """A figure that a step brings in has its origin in brackets, once in the sentence; a derived one has none."""
    told_ = step_sentence(
        step("{chips} for {duration:bare}; {duration} it is", "chips", samples.MONTHS, samples.CHIPS), terms
    )
    assert told_ == (
        "At least 342K H100 for 6 months (assumed; few runs last longer; Epoch AI, models, March 2026; recalled, not "
        "re-checked); at most 6 months it is."
    )


def test_later_mention_has_no_origin(terms: Setting) -> None:
    """A figure that came in earlier stands alone."""
    assert (
        step_sentence(step("{duration}.", "duration", replace(samples.MONTHS, new=False)), terms) == "At most 6 months."
    )


def test_slots_for_names_dates_and_ends(terms: Setting) -> None:
    """A template may ask for the name and date of a row, for an end of a range, and for the claim's month."""
    price = fact("chip_hour_price", 1.8, 2.6)
    template = "{largest_system.name} of {largest_system.date}, {chip_hour_price:low}, {chip_hour_price:high}, {date}"
    assert fill(template, {"largest_system": samples.LARGEST, "chip_hour_price": price}, terms) == (
        "Colossus of September 2024, $1.8 an H100-hour, $2.6 an H100-hour, December 2024"
    )


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("It takes at least {duration}.", "It takes at most 6 months."),
        ("At most {duration} it takes.", "At most 6 months it takes."),
        ("It ran at {duration}.", "It ran at no more than 6 months."),
        ("It takes at least {chips}.", "It takes at least 342K H100."),
        ("It runs at {chips}.", "It runs at no less than 342K H100."),
    ],
)
def test_a_bound_is_said_once(template: str, expected: str, terms: Setting) -> None:
    """A sentence with words for a bound of its own leaves them to the figure."""
    facts = [replace(each, new=False) for each in (samples.MONTHS, samples.CHIPS)]
    assert step_sentence(step(template, "chips", *facts), terms) == expected


def test_slots_for_linked_subjects(terms: Setting) -> None:
    """A linked subject is named by its link alone."""
    linked = replace(fact("training_compute", 3.8e25, 3.8e25, "known", name="Llama-3.1-405B"), new=False)
    assert fill("{link.name} took {link.training_compute}", {"link.training_compute": linked}, terms) == (
        "Llama-3.1-405B took 3.8e25 FLOP"
    )


@pytest.mark.parametrize(
    ("told_", "expected"),
    [
        (step("{nothing} here", "chips", samples.COST, samples.PRICE, samples.CHIPS),
         ("$3B (claimed) and $2 an H100-hour (assumed at this scale; Provider price lists, December 2024) put the "
          "number of chips working on the run at once at 342K H100 or more.")),
        (step("", "chips", samples.COST, fact("chips", 0, 5000)),
         "$3B (claimed) puts the number of chips working on the run at once at 5,000 H100 or less."),
        (step("", "duration", fact("duration", 2922, 2922)), "Length of the run: 4 months."),
        (step("", "h100e", samples.COST), "$3B (claimed) cannot hold together by a-rule."),
        (step("", "h100e"), "A-rule cannot hold."),
        (step("", "training_cost", samples.COST, basis="claimed"),
         "The claim says $3B (cost of the final run's compute)."),
        (step("", "duration", samples.MONTHS, basis="assumed"),
         ("Length of the run: at most 6 months (assumed; few runs last longer; Epoch AI, models, March 2026; recalled, "
          "not re-checked).")),
        (step("", "duration", basis="known"), "A-rule says so."),
    ],
)  # fmt: skip
def test_generic_sentences(told_: Step, expected: str, terms: Setting) -> None:
    """Where a rule has no sentence, or one with a slot that has no fact, its facts make a plain one."""
    assert step_sentence(told_, terms) == expected


@pytest.mark.parametrize(
    ("found", "bound", "expected"),
    [
        (fact("duration", 17532, 17532, "claimed", text="2 years"), samples.MONTHS,
         ("The most that is usual is 6 months (assumed; few runs last longer; Epoch AI, models, March 2026; recalled, "
          "not re-checked).")),
        (fact("duration", 1, 1), fact("duration", 4383, math.inf, "known"), "The least is 6 months (known)."),
        (fact("chip_hour_price", 0, 0.5), fact("chip_hour_price", 1.8, 2.6, "known", source=RATES),
         "Our range is $1.8 to $2.6 an H100-hour (Provider price lists, December 2024)."),
        (fact("chip_hour_price", 9, 9), fact("chip_hour_price", 1.8, 2.6, "known", source=RATES, best=2),
         ("The figure to compare with is $2 an H100-hour (Provider price lists, December 2024); we allow $1.8 to "
          "$2.6 an H100-hour.")),
        (fact("chip_hour_price", 9, 9), fact("chip_hour_price", 2, 2, "assumed"),
         "The usual is $2 an H100-hour (assumed)."),
        (fact("duration", 9, 9), fact("duration", 48, 48, "claimed", text="2 days"),
         "That puts the length of the run at 9 hours, below 2 days (claimed)."),
    ],
)  # fmt: skip
def test_closing_sentences(found: Fact, bound: Fact, expected: str, terms: Setting) -> None:
    """A closing step tells what a figure is held against: a table's own and what we allow, a range, or a limit."""
    facts = {found.quantity: found, "bound": bound}
    assert step_sentence(Step("a-rule", "known", "", facts, found.quantity, (), None, None), terms) == expected


@pytest.mark.parametrize(
    ("fact_", "expected"),
    [
        (samples.COST, "claimed"),
        (samples.CHIPS, ""),
        (fact("chips", 1, 1, "known"), "known"),
        (fact("chips", 1, 1, "assumed"), "assumed"),
        (fact("chips", 1, 1, "assumed", brief="at this scale"), "assumed at this scale"),
        (fact("chips", 1, 1, "known", name="Colossus", date="2024-09", source=EPOCH),
         "Colossus, September 2024; Epoch AI, GPU clusters, March 2026"),
        (fact("chips", 1, 1, "known", brief="dense peak", source=MEMORY),
         "dense peak; Epoch AI, models, March 2026; recalled, not re-checked"),
    ],
)  # fmt: skip
def test_origin(fact_: Fact, expected: str, terms: Setting) -> None:
    """Claimed, assumed and known figures are told apart, with brief, name, date and source."""
    assert origin(fact_, terms) == expected


def test_a_grown_record_says_what_is_known(terms: Setting) -> None:
    """Where growth carried a record past its last entry, the entry's own figure is told first, and as its source's."""
    grown = replace(fact("chips", 3, 3, "known", name="Colossus", date="2024-09", source=EPOCH), grown_from=2.0)
    said = with_origin(grown, terms)
    assert said.startswith("2 H100, or 3 H100 with 1.5x of growth since at the usual pace (Colossus, September 2024; ")


def test_what_is_to_spare_for_doubt_is_no_growth(terms: Setting) -> None:
    """The two are told apart, and either alone where there is no other."""
    known = replace(fact("chips", 3, 3, "known", name="Colossus", date="2024-09", source=EPOCH), spare=1.5)
    alone, both = replace(known, grown_from=2.0), replace(known, grown_from=1.0)
    assert with_origin(alone, terms).startswith("2 H100, or 3 H100 with 1.5x to spare (Colossus, September 2024; ")
    told = "1 H100, or 3 H100 with 1.5x to spare and 2x of growth since at the usual pace (Colossus, September 2024; "
    assert with_origin(both, terms).startswith(told)


def test_a_record_that_has_not_grown_says_its_figure_once(terms: Setting) -> None:
    """Growth that changes no printed digit isn't told."""
    still = replace(fact("chips", 3, 3, "known", name="Colossus", date="2024-09", source=EPOCH), grown_from=3.001)
    assert origin(still, terms).startswith("Colossus, September 2024; ")


def test_a_name_that_the_figure_holds_is_not_told_again(terms: Setting) -> None:
    """So many H100 come from the row of H100s."""
    assert not origin(fact("chips", 3, 3, "known", name="H100", source=EPOCH), terms).startswith("H100")


def test_a_claim_that_stands_alone_says_what_it_counts_once(terms: Setting) -> None:
    """A title is told where it says more than the unit does."""
    hours = step("", "chip_hours", fact("chip_hours", 3e7, 3e7, "claimed", text="30M"), basis="claimed")
    plain = replace(terms, glossary=replace(terms.glossary, titles={"chip_hours": "chip-hours"}))
    assert step_sentence(hours, plain) == "The claim says 30M H100-hours."
    assert step_sentence(hours, terms) == "The claim says 30M H100-hours (chip-hours of the run)."


def test_citation_says_a_month_in_words() -> None:
    """A date at the end of a title reads as other dates do."""
    assert citation(Source("Epoch AI, GPU Clusters dataset, 2026-03")) == "Epoch AI, GPU Clusters dataset, March 2026"


def test_citation_says_a_date_once() -> None:
    """A date that the title holds already is not said again, nor one that is not known."""
    assert citation(replace(EPOCH, title="Epoch AI, March 2026")) == "Epoch AI, March 2026"
    assert citation(replace(EPOCH, date="")) == "Epoch AI, GPU clusters"


@given(st.text("{}:.ab chips", max_size=30), st.sampled_from(["relation", "assumed", "known", "claimed"]))
def test_no_template_breaks(template: str, basis: str) -> None:
    """Whatever a rule's template looks like, a step is a sentence: a capital, a full stop, single spaces."""
    result = samples.whole()
    terms = setting(result, result.cases[0], None)
    said = step_sentence(step(template, "chips", samples.COST, samples.CHIPS, basis=basis), terms)
    assert said[-1] in ".!?"
    assert "  " not in said
    assert not said[0].islower()


def test_ends_that_are_open(terms: Setting) -> None:
    """An end that is open is said to be any amount rather than infinite."""
    assert told(fact("chips", 5, math.inf), terms, "high") == "any amount"


def test_listed_and_sentence() -> None:
    """Lists have one "and", and empty texts stay empty."""
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
    assert not listed([])
    assert not sentence(" ")


def test_what_is_counted_is_told_once(terms: Setting) -> None:
    """Before the count, and not after it again."""
    found = Fact("tokens", "token", 5e12, 5e12, "derived")
    bound = Fact("tokens", "token", 1e13, math.inf, "claimed", text="10T")
    glossary = replace(terms.glossary, titles={"tokens": "tokens"}, units={"tokens": "token"})
    told_ = replace(step("", "tokens", found, basis="assumed"), facts={"tokens": found, "bound": bound})
    said = step_sentence(told_, replace(terms, glossary=glossary))
    assert said.startswith("That puts the number of tokens at 5T, below 10T tokens (claimed")


def test_a_bound_that_is_left_out_is_told_in_one_word(terms: Setting) -> None:
    """Not "at at most"."""
    lead = fact("chips", 0, 1.5, "assumed")
    told_ = step("{training_cost} is much.", "training_cost", samples.COST, lead)
    assert "at no more than 1.5 H100 (assumed)" in step_sentence(told_, terms)


def test_a_figure_of_another_source_is_told_with_it(terms: Setting) -> None:
    """Where it comes in, and where it stands alone."""
    hours = fact("chip_hours", 3e7, 3e7, "claimed", text="30M")
    terms = replace(terms, cited={("chip_hours", "30M"): Source("A report", "", "2024-12")})
    assert origin(hours, terms) == "claimed; A report, December 2024"
    alone = step("", "chip_hours", hours, basis="claimed")
    assert (
        step_sentence(alone, terms)
        == "Another source says 30M H100-hours (chip-hours of the run; A report, December 2024)."
    )
    assert origin(samples.COST, terms) == "claimed"
