"""Levels that hold → verdict."""

from collections.abc import Sequence

from checker.model.finding import UNJUDGED, VERDICTS

BY_LEVEL = ("plausible", "strained", "implausible", "impossible")
"""Verdict for the innermost level at which some assignment satisfies everything; the last where none does."""

UNTESTED = "unchecked"
"""Verdict for what nothing could have contradicted."""


def verdict(level: int, tested: bool) -> str:
    """The verdict for a level; what nothing could have contradicted is unchecked, never a pass."""
    return BY_LEVEL[level] if tested or level else UNTESTED


def gravest(verdicts: Sequence[str]) -> str:
    """The gravest of several verdicts."""
    return max(verdicts, key=(UNJUDGED, *VERDICTS).index, default=UNTESTED)
