"""Known subjects: which of them a claim is about, and what is published of it as premises."""

import pytest
from msgspec.structs import replace

from checker.cases.assemble import assemble, subject
from checker.cases.ground import ground
from checker.explain.case import judge
from checker.explain.claim import Wanted
from checker.maths.interval import ANY, exp
from checker.model.case import Premise, Subject, is_published
from checker.model.claim import Claim
from checker.model.place import Place
from checker.model.rule import Rulebook
from checker.options import Running
from checker.read.claim.claims import read_ask
from checker.spread import Pool
from tests.explain.asking import book


def claim(words: str, pack: Rulebook | None = None) -> Claim:
    """A question as a claim."""
    found, problems = read_ask(words, pack or book(), 740000)
    assert found, problems
    return found


def about(words: str) -> Subject:
    """The subject of one question."""
    return subject([claim(words)], book(), {})


def known(words: str) -> dict[str, Premise]:
    """The published figures that bear on a question, by quantity."""
    return {p.quantity: p for p in ground(about(words), book()).beliefs if is_published(p)}


def test_a_subject_is_known_by_id_name_and_alias() -> None:
    """Names are compared without case and punctuation; what nobody has heard of is not known."""
    for name in ("gpt-3", "GPT 3", "GPT-3 175B (davinci)"):
        found = about(f"about={name} parameters=175B").known
        assert found
        assert found.id == "gpt-3"
    assert about("about=nobody parameters=175B").known is None
    assert about("parameters=175B").known is None


def test_published_figures_are_premises_with_their_source() -> None:
    """Typical is what stands there, accepted what sources differ by, and at limit nothing is ruled out."""
    found = known("about=gpt-3 parameters=1.75T")["parameters"]
    low, high = (exp(end) for end in found.spans["typical"])
    assert 160e9 < low < 175e9 < high < 190e9
    assert exp(found.spans["accepted"][0]) < low < high < exp(found.spans["accepted"][1])
    assert found.spans["limit"] == ANY
    assert (found.origin.name, found.basis) == ("GPT-3", "known")
    assert found.origin.source
    assert "arXiv 2005.14165" in found.origin.source.title


def test_a_figure_that_no_claim_gives_is_as_wide_as_sources_differ() -> None:
    """Figures beside one another may be counted differently, and a claim about another needs nothing rare for it."""
    (alone,) = [p for q, p in known("about=gpt-3 training_cost=$5M").items() if q == "parameters"]
    assert alone.spans["typical"] == alone.spans["accepted"]


def test_published_attributes_hold_where_the_claim_states_none() -> None:
    """GPT-3 is a dense model on V100s; another variant of the chip is taken, another chip told against it."""
    assert about("about=gpt-3 parameters=175B").choices["hardware"] == "V100"
    assert about("about=gpt-3 parameters=175B").choices["architecture"] == "dense"
    variant = about("about=gpt-3 chips=10K hardware='V100 PCIe'")
    assert (variant.choices["hardware"], variant.against) == ("V100 PCIe", {})
    other = about("about=gpt-3 chips=10K hardware=A100")
    assert "hardware" not in other.choices
    assert other.against == {"hardware": "The chip of GPT-3 is published as V100, and the claim says A100."}


@pytest.mark.parametrize(
    ("subject", "choice", "is_against"),
    [
        ("llama-2-70b", "hardware='A100 80GB'", False),
        ("llama-2-70b", "hardware=A800", False),
        ("llama-2-70b", "hardware=Ampere", False),
        ("llama-2-70b", "hardware='A100 and H100'", False),
        ("deepseek-v3", "hardware=H100", False),
        ("deepseek-v3", "hardware=A100", True),
        ("palm", "hardware=TPU", False),
        ("palm", "hardware='TPU v3'", True),
        ("palm", "hardware=H100", True),
        ("palm", "architecture=moe", True),
        ("gpt-4", "architecture=dense", True),
        ("t5-11b", "architecture=dense", False),
    ],
)
def test_what_is_against_the_published_attributes(subject: str, choice: str, is_against: bool) -> None:
    """A variant, a family and what people call one another are not; another chip or architecture is."""
    assert bool(about(f"about={subject} {choice} training_compute=1e24").against) is is_against


def test_a_day_long_before_the_subjects_own_is_against_it() -> None:
    """Within the year before, in which a run may have been going on, it isn't; a later day never is."""
    days = {
        day: about(f"about=gpt-3 parameters=175B date={day}") for day in ("2016-01", "2019-04", "2019-06", "2026-01")
    }
    assert [bool(each.against) for each in days.values()] == [True, True, False, False]
    assert {each.day for each in days.values()} == {days["2016-01"].known.day}  # type: ignore[union-attr]


def test_a_claim_opts_out() -> None:
    """With `known: no` the name is somebody else's: neither the table nor the record's entry is this subject's."""
    found = about("about=gpt-3 parameters=1.75T known=no")
    assert (found.known, found.about) == (None, "")
    assert known("about=gpt-3 parameters=1.75T known=no") == {}


def test_another_stage_is_another_run() -> None:
    """Of a stage that the table doesn't speak of nothing is known; of another kind of subject neither."""
    assert about("about=deepseek-v3 stage=rl chip_hours=5K").known is None
    assert about("about=deepseek-v3 stage=pretrain chip_hours=5K").known
    assert about("about=deepseek-v3 kind=fleet chips=5K").known is None


def test_a_name_that_several_have_asks_which() -> None:
    """An ambiguous name is an input problem that names them all; an id is its own subject's alone."""
    (table,) = book().known.values()
    one, other = (replace(d, aliases=("Twin", "b-model")) for d in table.dossiers[:2])
    other = replace(other, id="b-model")
    twins = replace(book(), known={table.id: replace(table, dossiers=(one, other))})
    _, (problem,) = assemble([claim("about=twin parameters=1B")], twins)
    assert problem.what == f'"twin" may be any of {one.id}, b-model'
    assert problem.instead == "name one of them as `about`, or say known: no"
    for words in ("about=twin parameters=1B known=no", "about=twin kind=fleet chips=1K", "about=b-model parameters=1B"):
        assert assemble([claim(words)], twins)[1] == []


def test_subjects_that_nobody_knows_share_what_is_believed() -> None:
    """What is known of some makes no frame of its own for others; claims about one known subject share theirs."""
    unknown = [ground(about(f"about={name} parameters=1B tokens=1T"), book()) for name in ("some run", "another run")]
    assert unknown[0].beliefs is unknown[1].beliefs
    same = [ground(about(f"about=gpt-3 parameters={size}"), book()) for size in ("175B", "1.75T")]
    assert same[0].beliefs is same[1].beliefs
    assert same[0].beliefs is not ground(about("about=gpt-2 parameters=175B"), book()).beliefs


def test_a_name_is_known_as_people_write_it() -> None:
    """Hyphens between letters and digits, and words such as "instruct" at the end, make it nobody else's."""
    for name, meant in {
        "GPT 4": "gpt-4",
        "Llama3.1-405B": "llama-3.1-405b",
        "llama 3.1 405b instruct": "llama-3.1-405b",
        "Gemma-2-27b-it": "gemma-2-27b",
        "Qwen 3 235B": "qwen3-235b-a22b",
        "deepseek v3": "deepseek-v3",
    }.items():
        found = about(f"about='{name}' parameters=1B").known
        assert found, name
        assert found.id == meant


def test_a_family_asks_which_unless_a_figure_says_so() -> None:
    """The name "Llama 3.1" may be any of its sizes; with 405B parameters it is that one."""
    _, (problem,) = assemble([claim("about='Llama 3.1' tokens=15T")], book())
    assert problem.what == '"Llama 3.1" may be any of llama-3.1-405b, llama-3.1-70b, llama-3.1-8b'
    assert assemble([claim("about='Llama 3.1' tokens=15T known=no")], book())[1] == []
    found = about("about='Llama 3.1' parameters=405B").known
    assert found
    assert found.id == "llama-3.1-405b"


def test_a_link_knows_names_as_people_write_them() -> None:
    """A link finds its subject however the name is spelled."""
    (linked_values,) = about("about=x training_compute=1e25 comparable_to=Llama3.1-405B").linked_values
    assert linked_values.name == "Llama-3.1-405B"


def test_a_record_knows_its_holder_by_any_name() -> None:
    """What set a record is no evidence against itself, under whatever name a claim has it."""
    (plain, other) = (ground(about(f"about='{n}' training_compute=2.1e25"), book()) for n in ("GPT-4", "gpt 4 model"))
    assert plain.beliefs is other.beliefs


FEW = (
    "about='Llama 3.1' parameters=405B", "about='Llama 3.1' tokens=15T", "about='Llama 3.1' tokens=150T",
    "about='Llama 3.1' parameters=70B tokens=15T", "about='Llama 3.1' parameters=4T", "about=gpt-3 hardware=H100",
    "about=gpt-3 tokens=300B date=2016", "about=GPT-3 tokens=3T", "about=gpt-3 known=no tokens=3T",
    "about=deepseek-v3 stage=rl tokens=1T", "about=deepseek-v3 tokens=14.8T", "about=Claude training_compute=4e25",
)  # fmt: skip


def test_each_claim_is_decided_by_itself() -> None:
    """Alone, beside others and in the reverse order the same are asked which they mean, and the others judged alike."""
    claims = [replace(claim(words), id=f"claim-{n}", place=Place("few", n)) for n, words in enumerate(FEW)]

    def told(some: list[Claim]) -> dict[str, str]:
        cases, problems = assemble(some, book())
        results = judge(cases, book(), Pool(book(), Wanted(), Running()), lambda *_: False)
        pairs = [pair for each in results for pair in zip(each.case.claims, each.findings, strict=True)]
        verdicts = {claim.id: found.verdict for claim, found in pairs}
        assert len(verdicts) + len(problems) == len(some)
        return {each.id: verdicts.get(each.id, "asked") for each in some}

    alone = {each.id: verdict for one in claims for each, verdict in [(one, told([one])[one.id])]}
    assert told(claims) == told(claims[::-1]) == alone
    assert [n for n, found in enumerate(alone.values()) if found == "asked"] == [1, 2]
