"""What is found of claims, to be looked through, printed and kept from Python."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal, cast

import msgspec
from msgspec.structs import replace

from checker.audit import NOTHING, problems_in_a_line
from checker.model.result import CaseResult, ClaimResult
from checker.model.result import Result as Judged
from checker.model.source import Source
from checker.policy import exit_code
from checker.report import write
from checker.report.complaints import fault
from checker.report.figures import factor
from checker.report.gap import miss
from checker.report.setting import setting
from checker.report.text import after_verdict
from checker.report.wording import disagreement

Verdict = Literal["unchecked", "plausible", "strained", "implausible", "impossible", "unjudged"]
"""The word for a claim: one of `VERDICTS`, or "unjudged" where the program failed on it, through its own fault."""
DECODER = msgspec.json.Decoder(float_hook=lambda text: float(f"{float(text):.12g}"))
"""Reads numbers without the noise in which ranges that were reckoned in logarithms end."""


class Finding:
    """What is found of one claim; its subject's other claims stand in the same result."""

    def __init__(self, told: ClaimResult, case: CaseResult, judged: Judged, form: str) -> None:
        """One claim of a result; `form` is how it is written as text."""
        self._told, self._case, self._judged, self._form = told, case, judged, form

    @property
    def id(self) -> str:
        """Id of the claim; "ask" for a question."""
        return self._told.id

    @property
    def statement(self) -> str:
        """The claim in its own words; "" for a question."""
        return self._told.statement

    @property
    def about(self) -> str:
        """Whom or what it is about."""
        return self._case.about

    @property
    def kind(self) -> str:
        """The kind of its subject, as stated or as it was taken: "training_run", "system", ..."""
        return self._case.kind

    @property
    def date(self) -> str:
        """The date that its figures hold for, as typed; today for a question without one."""
        return self._told.date

    @property
    def source(self) -> Source:
        """Who says so: `title`, `url` ("" without one) and `date`."""
        return self._told.source

    @property
    def verdict(self) -> Verdict:
        """The word for it."""
        return cast("Verdict", self._told.verdict)

    @property
    def failed(self) -> bool:
        """Whether it fails a check: by its verdict, by another than was expected, or by an acceptance that is over."""
        return self._told.failed

    @property
    def gap(self) -> float | None:
        """The factor by which it misses, all assumptions at their best; None where nothing is missed, or by no figure.

        Infinite where no factor would do; None too where no reasons were wanted.
        """
        return self._told.gap.best

    @property
    def gap_at_kindest(self) -> float | None:
        """The same with all assumptions as kind as is accepted; None where it then holds."""
        return self._told.gap.accepted

    @property
    def place(self) -> str:
        """Where it stands: file:line:column."""
        return str(self._told.place)

    @property
    def values(self) -> dict[str, str]:
        """Its figures and attributes, as typed."""
        return dict(self._told.values)

    @cached_property
    def _alone(self) -> Judged:
        """The claim by itself, with what it has against others of its subject."""
        apart = tuple(each for each in self._case.disagreements if self.id in each.claims)
        case = replace(self._case, claims=(self._told,), disagreements=apart)
        return replace(self._judged, cases=(case,), hidden=(), problems=(), notes=())

    def text(self) -> str:
        """Why, as `checker ask` tells it of a question, and `checker explain` of a claim, whose place comes first."""
        return write(self._form, self._alone).rstrip("\n")

    @property
    def headline(self) -> str:
        """The verdict in a line, as what it is one, and what else has to be said first."""
        if self._form == "answer":
            terms = setting(self._judged, self._case, self._told)
            return f"{self.verdict.capitalize()}{after_verdict(replace(self._told, failed=False), terms)}"
        return self.text().partition("\n")[0]

    def to_dict(self) -> dict[str, Any]:
        """What `--format json` says of its case with this claim alone, numbers to twelve digits.

        docs/python.md explains the keys.
        """
        found: dict[str, Any] = DECODER.decode(write("json", self._alone))["cases"][0]
        return found

    def __repr__(self) -> str:
        gap = f", {factor(self.gap)}" if self.gap else ""
        return f"<Finding {self.id}: {self.verdict}{gap}>"


class Result:
    """What is found of many claims, in the order of their files."""

    def __init__(self, judged: Judged) -> None:
        """The claims of a run, and what is wrong with its input."""
        self._judged = judged
        self.claims: tuple[Finding, ...] = tuple(
            Finding(told, case, judged, "alone") for case in judged.cases for told in case.claims
        )

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The claims that fail."""
        return tuple(each for each in self.claims if each.failed)

    @property
    def disagreements(self) -> tuple[str, ...]:
        """Which claims of one subject can't hold together, a sentence each with their ids, and by how much they differ.

        Those that "only hold together with something rare" fail a check under `fail_on="strained"` alone.
        """
        return tuple(
            f"{case.about}: {disagreement(conflict)}. {miss(conflict, setting(self._judged, case, None))}"
            for case in self._judged.cases
            for conflict in case.disagreements
        )

    @property
    def problems(self) -> tuple[str, ...]:
        """What of the input can't be read or judged, a sentence each with its place; the rest is judged all the same.

        That there is no claim at all is a problem too.
        """
        wrong = [f"{each.place}: {problems_in_a_line([each])}" for each in self._judged.problems]
        wrong += [f"{case.about}: {fault(case.fault)}" for case in self._judged.cases if case.fault]
        if not wrong and not self.claims:
            wrong = ["; ".join((NOTHING, *self._judged.notes))]
        return tuple(wrong)

    def text(self) -> str:
        """All of it, as `checker check` prints it."""
        return write("text", self._judged).rstrip("\n")

    @property
    def ok(self) -> bool:
        """Whether the command would end with 0.

        If not, one of these says why: `failed`, `disagreements` as grave as a claim that fails, `problems`, or a claim
        that is unjudged.
        """
        return exit_code(self._judged) == 0

    def to_dict(self) -> dict[str, Any]:
        """What `--format json` says of it, numbers to twelve digits."""
        found: dict[str, Any] = DECODER.decode(write("json", self._judged))
        return found

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def __repr__(self) -> str:
        counts = ("claim", self.claims), ("disagreement", self.disagreements), ("input problem", self.problems)
        claims, *others = (f"{len(those)} {thing}{'' if len(those) == 1 else 's'}" for thing, those in counts)
        return f"<Result: {', '.join((claims, f'{len(self.failed)} failed', *others))}>"
