"""What is said of kinds: as what a claim without one is taken, and which figures its kind hasn't."""

import pytest
from msgspec.structs import replace

from checker.audit import ask_words
from checker.model.finding import Taken
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
