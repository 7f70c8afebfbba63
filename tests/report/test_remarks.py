"""What is said of kinds: as what a claim without one is taken, and which figures its kind hasn't."""

import pytest
from msgspec.structs import replace

from checker.audit import ask_words
from checker.model.finding import Suspect, Taken
from checker.model.glossary import glossary
from checker.options import Options
from checker.report import answer, remarks
from checker.report.setting import Setting
from tests.explain.asking import book, judged


def setting() -> Setting:
    """That of a service."""
    return Setting(glossary(book()), "", "a service to its users", "", 0, "a service to its users")


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (None, ""),
        (Taken("serving", is_usual=True), "Taken as a service to its users, the only usual subject of query_energy."),
        (
            Taken("serving", is_usual=True, others={"chip": "unchecked", "fleet": "implausible"}),
            (
                "Taken as a service to its users, the usual subject of query_energy; "
                "as one chip it would be unchecked, as one owner's fleet implausible."
            ),
        ),
        (
            Taken("serving", is_usual=False, others={"chip": "implausible"}),
            (
                "Taken as a service to its users, as which it holds and is tested best; "
                "as one chip it would be implausible."
            ),
        ),
    ],
)
def test_as_what_a_claim_is_taken(taken: Taken | None, said: str) -> None:
    """With the reason, and what it would be as each other kind."""
    claim = replace(judged("query_energy=0.3 Wh date=2025-06"), taken=taken)
    assert remarks.taken(claim, setting()) == said


def test_several_figures_are_named_together() -> None:
    """Each alone may be another's."""
    claim = judged("query_energy=0.4 Wh tokens=1000 date=2025-06 hardware=H100")
    assert "the only usual subject of query_energy and tokens together." in remarks.taken(claim, setting())


def test_the_answer_says_of_what_kind_a_stray_figure_is() -> None:
    """Where it fails it is told as one of that kind; where nothing tested it, with the kind to ask for."""

    def lines(figure: str) -> list[str]:
        words = f"kind=training_run {figure} training_cost=$3M date=2025-06"
        return str(answer.write(ask_words(words, book(), Options()))).splitlines()

    first, second, *_ = lines("query_energy=3 MWh")
    assert first.startswith("Implausible as the energy per query in a service to its users (partly checked): 3 MWh,")
    assert "One training run has no such figure." in second
    assert "  One training run has no query_energy; it is a figure of a service to its users (kind=serving)." in lines(
        "query_energy=0.3 Wh"
    )


def test_a_figure_is_as_likely_as_another_where_both_have_one_rank() -> None:
    """What ties only with a figure that isn't told is no alternative to the one that is told first."""
    first, second, third = (
        Suspect("", name, f"{name}=1", (1, 2), "10x too large: a lost digit", 1.0, tied=tied, verdict="plausible")
        for name, tied in (("energy", False), ("chips", False), ("duration", True))
    )
    claim = judged("energy=1 GWh chips=512 duration=20 days hardware=V100 date=2024-12")
    told = remarks.may_be_wrong(replace(claim, suspects=(first, second, third), supplied=("chips",)), setting(), 3)
    assert len(told) == 1
    alike = remarks.may_be_wrong(replace(claim, suspects=(first, replace(second, tied=True), third)), setting(), 3)
    assert [line.startswith("or, as likely, ") for line in alike] == [False, True, True]


def test_what_was_read_off_figures_is_said_where_the_proof_stands_on_it() -> None:
    """A sparse peak is strained by the rule that a peak is dense: nothing then says that it was read as sparse."""
    asked = "kind=system system_peak=32 PFLOP/s chips=8 hardware=H100 precision=fp8 date=2022-03"
    claim = judged(asked)
    assert claim.read_as == {"sparsity": "sparse"}
    assert "as its size suggests" not in str(answer.write(ask_words(asked, book(), Options())))


def test_a_bound_that_is_nearer_than_that_of_the_proof_says_why() -> None:
    """Two years are beyond what any run takes, 6 months; one of this size is rare from four on."""
    long = judged("duration=2 years parameters=7B energy=1 GWh hardware=H100 date=2024-12")
    assert remarks.mends(long, setting())[0].endswith("120 days (what lies between is rare for another reason)")
    many = judged("parameters=30T date=2024-12")
    assert all("between" not in change for change in remarks.mends(many, setting()))
