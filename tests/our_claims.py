"""Our own claims, judged once for all tests that look at what is told of them."""

from functools import cache
from pathlib import Path

from checker.audit import check_paths
from checker.model.result import Result
from checker.options import Beliefs, Options, book_for

CLAIMS = Path(__file__).parent.parent / "claims"


@cache
def our_claims() -> Result:
    """All of claims/, with reasons."""
    book, _ = book_for(Beliefs())
    assert book is not None
    return check_paths([CLAIMS], book, Options())
