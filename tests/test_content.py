"""Every example in rules/ holds, and every claim in claims/ is judged as it expects."""

from pathlib import Path

from checker.audit import Options, book_for, check_paths, claims_of, run_examples

ROOT = Path(__file__).parent.parent


def test_examples_of_the_rules_hold() -> None:
    """No example of a rule file comes out otherwise than it says."""
    book, _ = book_for(Options())
    assert book is not None
    assert [(str(e.place), complaint) for e, complaint in run_examples(book, Options())] == []


def test_claims_are_judged_as_expected() -> None:
    """Claims that state what an expert would say get just that verdict."""
    book, _ = book_for(Options())
    assert book is not None
    result = check_paths([ROOT / "claims"], book, Options())
    assert result.problems == ()
    assert [(c.id, c.expected, c.verdict) for c in claims_of(result) if c.failed] == []


def test_claims_expect_something_and_name_their_source() -> None:
    """No claim of ours is there without a verdict to hold it to."""
    book, _ = book_for(Options())
    assert book is not None
    found = claims_of(check_paths([ROOT / "claims"], book, Options()))
    assert [c.id for c in found if not c.expected] == []
    assert [c.id for c in found if not c.source.title] == []
