"""What is found of claims, to be looked through, printed and kept from Python."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal, cast

import msgspec
from msgspec.structs import replace

from checker.audit import problems_in_a_line
from checker.model.result import CaseResult, ClaimResult
from checker.model.result import Result as Judged
from checker.policy import exit_code
from checker.report import write

Verdict = Literal["unchecked", "plausible", "strained", "implausible", "impossible", "unjudged"]
"""The word for a claim; "unjudged" is one on which the program failed, through its own fault."""


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
        """The claim in its own words."""
        return self._told.statement

    @property
    def about(self) -> str:
        """Whom or what it is about."""
        return self._case.about

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
        """The factor by which it misses; None where nothing is missed, or by no figure."""
        return self._told.gap.best

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
        """Why, as `checker ask` tells it of a question and `checker explain` of a claim."""
        return write(self._form, self._alone).rstrip("\n")

    def to_dict(self) -> dict[str, Any]:
        """What `--format json` says of it."""
        found: dict[str, Any] = msgspec.json.decode(write("json", self._alone))["cases"][0]
        return found

    def __repr__(self) -> str:
        gap = f", {self.gap:.2g}x" if self.gap else ""
        return f"<Finding {self.id}: {self.verdict}{gap}>"


class Result:
    """What is found of many claims, in the order of their files."""

    def __init__(self, judged: Judged) -> None:
        """The claims of a run, and what is wrong with its input."""
        self._judged = judged
        self.claims: tuple[Finding, ...] = tuple(
            Finding(told, case, judged, "explained") for case in judged.cases for told in case.claims
        )

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The claims that fail."""
        return tuple(each for each in self.claims if each.failed)

    @property
    def problems(self) -> tuple[str, ...]:
        """What of the input can't be read, a sentence each with its place; the rest is judged all the same."""
        return tuple(f"{each.place}: {problems_in_a_line([each])}" for each in self._judged.problems)

    def text(self) -> str:
        """All of it, as `checker check` prints it."""
        return write("text", self._judged).rstrip("\n")

    @property
    def ok(self) -> bool:
        """Whether the command would end with 0: no claim fails, and all of the input can be read."""
        return exit_code(self._judged) == 0

    def to_dict(self) -> dict[str, Any]:
        """What `--format json` says of it."""
        found: dict[str, Any] = msgspec.json.decode(write("json", self._judged))
        return found

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def __repr__(self) -> str:
        return f"<Result: {len(self.claims)} claims, {len(self.failed)} failed, {len(self.problems)} input problems>"
