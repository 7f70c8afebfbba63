"""What is told of a known subject: its published figures that bear on the claim, and which rules gave way to them."""

from datetime import date

from checker.explain.facts import fact
from checker.explain.yielding import yielding
from checker.model.case import Question, is_published
from checker.model.claim import Claim
from checker.model.finding import Fact, Known
from checker.model.known import Dossier
from checker.model.rule import Rulebook


def _figures(question: Question, dossier: Dossier, book: Rulebook) -> dict[str, Fact]:
    """The figures that bear on the claim in the order of their table; none twice, as of a dense model's parameters."""
    by_quantity = {p.quantity: fact(p, book) for p in question.beliefs if is_published(p)}
    found: dict[str, Fact] = {}
    for quantity in dossier.figures:
        told = by_quantity.get(quantity)
        if told and not any((told.unit, told.low, told.high) == (f.unit, f.low, f.high) for f in found.values()):
            found[quantity] = told
    return found


def known(question: Question, claim: Claim, book: Rulebook) -> Known | None:
    """What a table knows of the subject; None of one that no table knows."""
    dossier = question.subject.known
    if dossier is None:
        return None
    stated = {choice.attribute: choice.value for choice in claim.choices}
    return Known(
        dossier.id,
        dossier.name,
        book.known[dossier.table].title,
        date.fromordinal(dossier.day).isoformat(),
        dossier.source,
        _figures(question, dossier, book),
        {name: value for name, value in dossier.choices.items() if stated.get(name) != value},
        yielding(question, book),
        dossier.choices.get("hardware", ""),
        tuple(question.subject.against),
    )
