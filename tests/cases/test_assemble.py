"""Cases in order, links that lead nowhere, and links in a circle."""

import pytest
from msgspec.structs import replace

from checker.cases import assemble as assembling
from checker.cases.assemble import assemble, named, subject
from checker.maths.dates import days
from checker.maths.interval import span
from checker.model.case import Case
from checker.model.claim import Choice, Claim, LinkTo
from checker.model.known import KnownSubject, LinkKind, Subjects
from checker.model.place import Place
from checker.model.rule import Rulebook
from checker.model.source import Source
from tests.books import book
from tests.cases.beliefs import SOURCE

SOMEWHERE = Place("a.yaml", 1, 20)
LLAMA = KnownSubject(
    "llama", "Llama 3.1 405B", ("llama-405",), days("2024-07-23")[0],
    {"training_compute": span(3.7e25, 4.3e25)}, {"training_compute": span(3.8e25, 3.8e25)[0]}, SOURCE,
)  # fmt: skip


def with_llama() -> Rulebook:
    """The small book with one subject to link to."""
    link = LinkKind("comparable_to", "comparable to", Subjects((LLAMA,)), ("training_compute",))
    return replace(book(), links={"comparable_to": link})


def claim(name: str, line: int, to: str = "", about: str = "", **choices: str) -> Claim:
    """A claim with at most one link."""
    here = Place("a.yaml", line, 5)
    links = (LinkTo("comparable_to", to, replace(here, column=20)),) if to else ()
    stated = tuple(Choice(a, v, v, here) for a, v in choices.items())
    return Claim(
        name,
        "",
        Source("s", date="2024"),
        about or name,
        "training_run",
        "2024",
        days("2024")[1],
        (),
        stated,
        links,
        "",
        None,
        here,
    )


def test_givers_come_before_takers() -> None:
    """A case that others link to is judged first, wherever it stands."""
    batches, problems = assemble([claim("a", 1, to="b"), claim("b", 2, to="c"), claim("c", 3)], with_llama())
    assert [[c.about for c in batch] for batch in batches] == [["c"], ["b"], ["a"]]
    assert problems == []


def test_a_link_to_nothing_is_a_problem_and_its_claim_left_out() -> None:
    """The nearest known subject is offered, and the sound claims go on."""
    ((case,),), (problem,) = assemble([claim("a", 1, to="lama"), claim("b", 2)], with_llama())
    assert case.about == "b"
    assert (str(problem.place), problem.what) == ("a.yaml:1:20", 'comparable_to leads to "lama", which nobody knows')
    assert problem.instead == "write llama"


def test_a_circle_of_links_is_shown() -> None:
    """Every subject on the circle is named, and what is not on it is judged."""
    claims = [claim("a", 1, to="b"), claim("b", 2, to="c"), claim("c", 3, to="a"), claim("d", 4, to="llama")]
    ((case,),), (problem,) = assemble(claims, with_llama())
    assert case.about == "d"
    assert problem.what == "links go in a circle: a → b → c → a"


def test_a_claim_that_links_to_itself_is_a_circle() -> None:
    """The smallest circle is one, too."""
    batches, (problem,) = assemble([claim("a", 1, to="a")], with_llama())
    assert batches == [[]]
    assert problem.what == "links go in a circle: a → a"


def test_known_subjects_hand_over_their_figures() -> None:
    """A link to a subject of the tables, by any of its names, brings its ranges and its best figure."""
    (linked_values,) = subject([claim("a", 1, to="LLAMA-405")], with_llama(), {}).linked_values
    assert (linked_values.name, linked_values.day) == ("Llama 3.1 405B", LLAMA.day)
    assert linked_values.spans["training_compute"]["accepted"] == span(3.7e25, 4.3e25)
    assert linked_values.spans["training_compute"]["best"] == span(3.8e25, 3.8e25)


def test_an_attribute_stated_differently_is_left_open() -> None:
    """Two claims about one run that name two chips are held together only on what they share."""
    both = subject([claim("a", 1, about="x", hardware="H100"), claim("b", 2, about="x", hardware="A100")], book(), {})
    assert both.choices == {}


def test_what_links_to_a_claim_that_cannot_be_judged_is_left_out_too() -> None:
    """Dependents of a circle and of a link to nothing are named as such, and nothing breaks."""
    circle = [claim("a", 1, to="b"), claim("b", 2, to="a"), claim("c", 3, to="a")]
    batches, problems = assemble(circle, with_llama())
    assert [case for batch in batches for case in batch] == []
    assert problems[-1].what == 'comparable_to leads to "a", which can\'t be judged itself'
    chain = [claim("a", 1, to="nobody-at-all"), claim("c", 3, to="a"), claim("d", 4)]
    ((case,),), problems = assemble(chain, with_llama())
    assert (case.about, len(problems)) == ("d", 2)


def test_subjects_of_one_name_and_several_kinds() -> None:
    """A run may link to the lab of its own name; all kinds of a subject are judged before what links to it."""
    lab = replace(claim("a", 1, about="Acme Lab"), kind="fleet")
    run = claim("r", 2, to="acme-lab", about="acme-lab")
    batches, problems = assemble([run, lab], with_llama())
    assert ([[c.kind for c in batch] for batch in batches], problems) == ([["fleet"], ["training_run"]], [])


def test_a_claim_that_links_to_its_own_subject_needs_another_kind_of_it() -> None:
    """Where that is left out, it is left out too, and is no circle that nobody saw."""
    system = replace(claim("a", 1, to="z", about="x"), kind="system")
    run, other = claim("b", 2, to="x", about="x"), claim("c", 3, to="x")
    batches, problems = assemble([system, run, other, claim("d", 4), claim("z", 5, to="nobody")], with_llama())
    assert [[c.about for c in batch] for batch in batches] == [["d"]]
    assert [p.what for p in problems] == [
        'comparable_to leads to "nobody", which nobody knows',
        'comparable_to leads to "z", which can\'t be judged itself',
        'comparable_to leads to "x", which can\'t be judged itself',
        'comparable_to leads to "x", which can\'t be judged itself',
    ]
    sound = replace(system, links=())
    batches, problems = assemble([sound, run], with_llama())
    assert ([[c.kind for c in batch] for batch in batches], problems) == ([["system"], ["training_run"]], [])


def test_links_are_followed_once_however_many_circles_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs that link to each other, and all that hangs on them, are found without starting again for each of them."""
    pairs = [claim(f"p{n}", n, to=f"p{n ^ 1}") for n in range(200)]
    hanging = [claim(f"h{n}", 300 + n, to=f"h{n - 1}" if n else "p0") for n in range(200)]
    runs: list[int] = []

    def counted(cases: list[Case]) -> object:
        runs.append(len(cases))
        return real(cases)

    real = assembling._links
    monkeypatch.setattr(assembling, "_links", counted)
    batches, problems = assemble([*pairs, *hanging], with_llama())
    assert ([case for batch in batches for case in batch], len(problems)) == ([], 100 + 200)
    assert runs == [400, 0]


def test_a_long_circle_is_told_in_short() -> None:
    """Its ends are named, and how many there are between them."""
    claims = [claim(f"c{n:03}", n, to=f"c{(n + 1) % 500:03}") for n in range(500)]
    _, (problem,) = assemble(claims, with_llama())
    assert problem.what == (
        "links go in a circle: c000 → c001 → c002 → c003 → c004 → c005 → 489 more → "
        "c495 → c496 → c497 → c498 → c499 → c000"
    )


def test_a_link_names_a_subject_however_it_is_spelled() -> None:
    """Where some write a hyphen and others nothing any subject is found, but one that is spelled so goes first."""

    def meant(name: str, *written: str) -> list[str]:
        subjects = Subjects(replace(LLAMA, id=f"{n}th", name=each, aliases=()) for n, each in enumerate(written))
        link = LinkKind("comparable_to", "comparable to", subjects, ("training_compute",))
        found = named(LinkTo("comparable_to", name, SOMEWHERE), replace(book(), links={"comparable_to": link}))
        return [found.name] if found else []

    assert meant("llama 3", "Llama3") == ["Llama3"]
    assert meant("LLAMA3", "Llama-3") == ["Llama-3"]
    assert [meant(name, "Llama-3", "Llama3") for name in ("llama3", "llama 3")] == [["Llama3"], ["Llama-3"]]
    assert meant("Llama 4", "Llama-3", "Llama3") == []
