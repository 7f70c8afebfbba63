"""What claims say against what is published of their subject: another chip or architecture, or a day long before it."""

from collections.abc import Collection, Iterator, Mapping

from checker.maths.dates import YEAR, month_name
from checker.maths.interval import ANY, Span
from checker.model.attribute import Attribute
from checker.model.case import TERMS, Origin, Premise, Subject
from checker.model.key import key_of_figure
from checker.model.known import Dossier
from checker.model.names import parted
from checker.model.rule import LEVELS, Rulebook

DATE = "date"
NEVER: Span = (1.0, -1.0)
"""What no figure lies in."""


def against(known: Dossier, stated: Mapping[str, Collection[str]], day: int, book: Rulebook) -> dict[str, str]:
    """Attributes of which claims state another value than the published one, and "date"; each with what to say of it.

    A variant of the published chip is none, nor what people call one another; `day` is the claims' last.
    """
    table = book.known[known.table]
    found: dict[str, str] = {}
    for name, published in known.choices.items():
        attribute, also = book.attributes[name], {*table.alike.get(name, ())}
        others = [value for value in stated.get(name, ()) if not ({published, value} <= also)]
        if others and not any(_may_be(attribute, value, published) for value in others):
            said, own = (attribute.says.get(v, v) for v in (min(others), published))
            title = attribute.title or name
            found[name] = f"The {title} of {known.name} is published as {own}, and the claim says {said}."
    if day < known.day - table.early * YEAR:
        told = f"{known.name} was published in {month_name(known.day)}, and the claim dates from {month_name(day)}"
        found[DATE] = f"{told}, long before."
    return found


def _may_be(attribute: Attribute, stated: str, published: str) -> bool:
    """Whether what is stated may be the published value: itself, or a variant of it."""
    return any(_is_variant(attribute, value, published) for value in attribute.meant(stated))


def _is_variant(attribute: Attribute, value: str, published: str) -> bool:
    """Whether the names of two begin alike ("A100 80GB"), or both are of the narrowest family of the published one.

    One whose name theirs begin with is a series ("TPU"), whose members are told apart by what follows.
    """
    one, other = sorted((parted(value), parted(published)), key=len)
    if other[: len(one)] == one:
        return True
    families = [(len(values), name) for name, values in attribute.families.items() if published in values]
    if not families:
        return False
    family = min(families)[1]
    series = parted(family)
    return value in attribute.families[family] and parted(published)[: len(series)] != series


def contradictions(subject: Subject, book: Rulebook) -> Iterator[Premise]:
    """Each thing that is said against what is published of a subject as a premise with which nothing holds."""
    known = subject.known
    if known and subject.kind in book.known[known.table].kinds:
        for name, said in sorted(subject.against.items()):
            spans = dict.fromkeys(TERMS, ANY) | dict.fromkeys(LEVELS[:2], NEVER)
            origin = Origin(known.table, said, known.name, source=known.source)
            yield Premise(
                key_of_figure("against", known.table, name), "known", ((f"known.{name}", 1.0),), spans, origin
            )
