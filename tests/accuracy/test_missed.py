"""The record of misses is itself right: what stands there is a miss, has its reason, and is told on the page."""

from datetime import date
from functools import cache, partial

from benchmarks.accuracy import AGREED, MISSED, REASON, judged, written

once = cache(partial(judged, (MISSED,)))
"""The misses, judged."""


def test_every_miss_is_one_and_has_a_reason() -> None:
    """A claim on which program and expert have come to agree must move to claims/, and none is left unexplained."""
    _, claims, problems = once()
    assert problems == []
    assert [claim.id for claim in claims if claim.verdict == claim.expected] == []
    assert {claim.id for claim in claims} == {id_ for _, id_ in REASON.findall(MISSED.read_text(encoding="utf-8"))}


def test_misses_are_few() -> None:
    """Nine claims in ten get the expert's own word."""
    agreed = sum(path.read_text(encoding="utf-8").count("  - id: ") for path in AGREED.glob("*.yaml"))
    missed = MISSED.read_text(encoding="utf-8").count("  - id: ")
    assert 0 < missed <= agreed / 8


def test_the_page_is_the_same_but_for_its_date() -> None:
    """Judged twice, the same claims give the same page, with every miss on it."""
    reasons = {id_: reason for reason, id_ in REASON.findall(MISSED.read_text(encoding="utf-8"))}
    pages = [written(kinds, claims, reasons, {}, date(2026, 1, 1)) for kinds, claims, _ in (once(), judged((MISSED,)))]
    assert pages[0] == pages[1]
    assert [id_ for id_ in reasons if f"**{id_}**" not in pages[0]] == []
