"""Every example in rules/ holds, and every claim in claims/ is judged as it expects."""

from pathlib import Path

from msgspec.structs import replace

from checker.audit import check_paths, claims_of, run_examples
from checker.explain.claim import Wanted
from checker.options import Beliefs, Options, book_for

ROOT = Path(__file__).parent.parent


def test_examples_of_the_rules_hold() -> None:
    """No example of a rule file comes out otherwise than it says."""
    book, _ = book_for(Beliefs())
    assert book is not None
    assert [(str(e.place), complaint) for e, complaint in run_examples(book, Beliefs().today())] == []


def test_titles_of_quantities_are_names() -> None:
    """A title stands after "the" in sentences, or has an article of its own."""
    book, _ = book_for(Beliefs())
    assert book is not None
    clauses = ("what", "whether", "how", "that", "who", "where")
    assert [each.title for each in book.quantities.values() if each.title.split()[0] in clauses] == []


def test_claims_are_judged_as_expected() -> None:
    """Our own claims each state what an expert would say and where they come from, and get just that verdict."""
    book, _ = book_for(Beliefs())
    assert book is not None
    result = check_paths([ROOT / "claims"], book, Options(wanted=Wanted(reasons="failed")))
    found = claims_of(result)
    assert result.problems == ()
    assert [(c.id, c.expected, c.verdict) for c in found if c.failed] == []
    assert [c.id for c in found if not c.expected or not c.source.title] == []
    assert [case.about for case in result.cases if case.disagreements] == []
    assert len(found) >= 80


def test_an_example_that_fails_says_what_came_out() -> None:
    """Another verdict, a rule that isn't in the proof, and what can't be read are each told."""
    book, _ = book_for(Beliefs())
    assert book is not None
    big = {"hardware": "H100", "chips": "500K", "date": "2024-12"}
    example = book.examples[0]
    examples = (
        replace(example, given=big, verdict="plausible", because=()),
        replace(example, given=big, verdict="implausible", because=("quoted-peak",)),
        replace(example, given=big | {"chips": "5x"}, verdict="implausible", because=()),
        replace(example, given=big, verdict="implausible", because=("fits-largest-system",)),
    )
    first, second, *others = [
        complaint for _, complaint in run_examples(replace(book, examples=examples), Beliefs().today())
    ]
    assert first == "implausible, where plausible is expected"
    assert second.startswith("not because of quoted-peak, but of ")
    assert "fits-largest-system" in second
    assert others == [
        '"x" is no unit known here',
    ]
