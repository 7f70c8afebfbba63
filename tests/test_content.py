"""Every example in rules/ holds, and every claim in claims/ is judged as it expects."""

from pathlib import Path

from checker.audit import check_paths, claims_of, run_examples
from checker.options import Options, book_for

ROOT = Path(__file__).parent.parent


def test_examples_of_the_rules_hold() -> None:
    """No example of a rule file comes out otherwise than it says."""
    book, _ = book_for(Options())
    assert book is not None
    assert [(str(e.place), complaint) for e, complaint in run_examples(book, Options())] == []


def test_claims_are_judged_as_expected() -> None:
    """Our own claims each state what an expert would say and where they come from, and get just that verdict."""
    book, _ = book_for(Options())
    assert book is not None
    result = check_paths([ROOT / "claims"], book, Options(reasons="failed"))
    found = claims_of(result)
    assert result.problems == ()
    assert [(c.id, c.expected, c.verdict) for c in found if c.failed] == []
    assert [c.id for c in found if not c.expected or not c.source.title] == []
    assert [case.about for case in result.cases if case.disagreements] == []
    assert len(found) >= 80
