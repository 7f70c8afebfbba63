"""A question answered: what `checker ask` does, whoever has read its words."""

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from checker.audit import ask_words
from checker.cli.terminal import BAD_INPUT, FINE, OUR_FAULT, book_for, complain, leave, write
from checker.explain.claim import Wanted
from checker.options import Beliefs, Options
from checker.policy import is_faulty

NO_OTHER = Beliefs()


def answer(
    values: Iterable[str], form: str = "text", output: Path | None = None, beliefs: Beliefs = NO_OTHER
) -> NoReturn:
    """Judges one question, prints all that it implies, and leaves."""
    book = book_for(beliefs)
    result = ask_words(" ".join(values), book, Options(beliefs, Wanted(implied=True, readings=True)))
    complain(result.problems)
    if result.cases:
        result = write(result, "answer" if form == "text" else form, output)
    leave(OUR_FAULT if is_faulty(result) else BAD_INPUT if result.problems else FINE)
