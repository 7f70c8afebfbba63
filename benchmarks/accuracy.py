"""Writes docs/accuracy.md: how often the program's word is the expert's, on claims it had never seen and on its own.

    python -m benchmarks.accuracy [PAGE]

Unseen were the sets of tests/accuracy/unseen/ when they were first judged (see benchmarks/unseen.py). Its own are
claims/, on all of which the two agree (the test suite sees to that), and tests/accuracy/missed.yaml, on which they
differ; there the comment above a claim is the reason. But for its date the page depends on these files and the rules
alone.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from benchmarks.unseen import Row, counted, interval, rows_of_table, sets, verdicts
from checker.audit import check_paths
from checker.explain.claim import Wanted
from checker.model.finding import FLAGGED, VERDICTS
from checker.model.result import ClaimResult
from checker.options import Options, book_for

ROOT = Path(__file__).resolve().parent.parent
AGREED = ROOT / "claims"
MISSED = ROOT / "tests" / "accuracy" / "missed.yaml"
PAGE = ROOT / "docs" / "accuracy.md"
KINDS = {
    "training_run": "training run",
    "system": "system",
    "fleet": "fleet",
    "lab_year": "lab's year",
    "chip": "chip",
    "serving": "service",
    "world_year": "year of the world",
}
SEEN = """\
The expert's word is `expect` in `claims/` and `tests/accuracy/missed.yaml`; it was set from the sources, not from what
the program prints. The ranges of the rules were set with most of these claims in sight, and which claims to add was
chosen after they had been judged: how it fares on others is told above, and not here."""
UNSEEN = """\
Each set was found in publications and labelled by somebody who saw neither the rules nor what the program says. It was
judged once, before any rule was mended with it in sight; that is the line that counts. Against the program counts a
true claim that it calls implausible or impossible (wronged), a false or misleading one that it lets stand though the
expert doesn't (passed), and one that it can't read (refused). The subject's name was kept from it, so that what is
known of a model by name was no help. Beside each share stands the range in which the true one lies 95 times in a
hundred."""
AGAIN = """\
Judged again by today's rules, mended from sources after the first judging, the same sets are no longer unseen:"""
SETS = ("set", "claims", "wronged", "passed", "refused", "against it")
REASON = re.compile(r"^  # (.+)\n  - id: (\S+)$", re.MULTILINE)


def main(page: Path) -> int:
    """0 once the page is written, 1 where the claims or rules can't be read or a miss has no reason."""
    kinds, claims, problems = judged((AGREED, MISSED))
    reasons = {id_: reason for reason, id_ in REASON.findall(MISSED.read_text(encoding="utf-8"))}
    missed = [claim for claim in claims if claim.verdict != claim.expected]
    problems += [f"{claim.id}: a miss without a reason in {MISSED.name}" for claim in missed if claim.id not in reasons]
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    page.write_text(written(kinds, claims, reasons, sets(), date.today()), encoding="utf-8")  # noqa: DTZ011  # the day it was run
    return 0


def judged(paths: Sequence[Path]) -> tuple[dict[str, str], list[ClaimResult], list[str]]:
    """Each claim's kind, the claims of these files in order of their ids, and what was wrong with files or rules."""
    options = Options(wanted=Wanted(reasons="none"))
    book, faults = book_for(options.beliefs)
    if book is None:
        return {}, [], [f"{fault.place}: {fault.what}" for fault in faults]
    result = check_paths(paths, book, options)
    kinds = {claim.id: case.kind for case in result.cases for claim in case.claims}
    found = sorted((claim for case in result.cases for claim in case.claims), key=lambda claim: claim.id)
    unsaid = [f"{claim.id}: no expected verdict" for claim in found if not claim.expected]
    return kinds, found, [f"{fault.place}: {fault.what}" for fault in result.problems] + unsaid


def written(
    kinds: dict[str, str],
    claims: Sequence[ClaimResult],
    reasons: dict[str, str],
    unseen: Mapping[str, Sequence[Row]],
    day: date,
) -> str:
    """The page."""
    missed = [claim for claim in claims if claim.verdict != claim.expected]
    agreed = len(claims) - len(missed)
    parts = [
        "# How often it is right\n",
        f"Written by `make accuracy` on {day}.\n",
        "## On claims that it had never seen\n",
        f"{UNSEEN}\n",
        *table(SETS, rows_of_table((name, counted(rows, first(rows))) for name, rows in unseen.items())),
        f"\n{AGAIN}\n",
        *table(SETS, rows_of_table((name, counted(rows, verdicts(rows))) for name, rows in unseen.items())),
        "\n## On claims that it knows\n",
        f"{SEEN}\n",
        f"- Of {len(claims)} claims the program and the expert use the same word for {of(agreed, len(claims))}.",
        *weighed(claims),
        "\n### By kind of claim\n",
        *by_kind(kinds, claims),
        "\n### By the expert's word\n",
        *by_word(claims),
        "\n### Every miss and its reason\n",
        *(miss(claim, reasons[claim.id]) for claim in missed),
    ]
    return "\n".join(parts) + "\n"


def weighed(claims: Iterable[ClaimResult]) -> list[str]:
    """The two errors that matter, counted."""
    sound = [claim for claim in claims if claim.expected not in FLAGGED]
    bad = [claim for claim in claims if claim.expected in FLAGGED]
    wronged = sum(claim.verdict in FLAGGED for claim in sound)
    caught = sum(claim.verdict in FLAGGED for claim in bad)
    flagged = of(wronged, len(sound))
    return [
        f"- Of {len(sound)} claims that are at worst strained, {flagged} are called implausible or impossible.",
        f"- Of {len(bad)} claims that are implausible or impossible, {of(caught, len(bad))} are called so.",
    ]


def by_kind(kinds: dict[str, str], claims: Sequence[ClaimResult]) -> list[str]:
    """A table: claims and agreement of each kind."""
    total = Counter(kinds[claim.id] for claim in claims)
    agreed = Counter(kinds[claim.id] for claim in claims if claim.verdict == claim.expected)
    rows = [
        [KINDS.get(kind, kind), str(count), str(agreed[kind]), share(agreed[kind], count)]
        for kind, count in sorted(total.items())
    ]
    return table(["kind", "claims", "same word", "share"], rows)


def by_word(claims: Sequence[ClaimResult]) -> list[str]:
    """A table: what the program says, by what the expert says."""
    pairs = Counter((claim.expected, claim.verdict) for claim in claims)
    rows = [[word, *(str(pairs[word, found] or "") for found in VERDICTS)] for word in VERDICTS]
    return table(["expert ↓, program →", *VERDICTS], rows)


def miss(claim: ClaimResult, reason: str) -> str:
    """One miss: what is claimed, both words, and the reason."""
    words = f"{claim.expected} for the expert, {claim.verdict} for the program"
    return f"- **{claim.id}**: {words}. “{claim.statement}” {reason}"


def of(part: int, whole: int) -> str:
    """A number of some, with its share and how sure that is."""
    low, high = interval(part, whole)
    return f"{part} ({share(part, whole)}; {100 * low:.0f} to {100 * high:.0f} %)"


def first(rows: Sequence[Row]) -> list[str]:
    """What the program said of the rows of a set when it had not seen them."""
    return [row["first"] for row in rows]


def share(part: int, whole: int) -> str:
    """A share in whole percent."""
    return f"{100 * part / whole:.0f} %" if whole else "none"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; all columns but the first are numbers."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in (header, rule, *rows)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", nargs="?", type=Path, default=PAGE, help="where the page is written")
    sys.exit(main(parser.parse_args().page))
