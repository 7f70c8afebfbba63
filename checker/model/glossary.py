"""How things are called: all of a rulebook that is needed to write a result."""

from msgspec import Struct, field

from checker.model.attribute import Attribute
from checker.model.rule import Rulebook


class Glossary(Struct, frozen=True):
    """How quantities, attributes and kinds are called and told."""

    titles: dict[str, str] = field(default_factory=dict)
    """Quantity or attribute → its title."""
    units: dict[str, str] = field(default_factory=dict)
    """Quantity → its unit."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Kind of subject → how to say it: "one training run"."""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    at_once: int = 0
    """So many rare things at most a claim known to be true needs at once; 0 where that isn't known."""

    def kind(self, name: str) -> str:
        """A kind of subject as it is said."""
        return self.kinds.get(name) or name.replace("_", " ")


def glossary(book: Rulebook) -> Glossary:
    """How a rulebook calls things."""
    titles = {q.id: q.title or q.id for q in book.quantities.values()}
    titles |= {a.id: a.title or a.id for a in book.attributes.values()}
    units = {q.id: q.unit for q in book.quantities.values()}
    return Glossary(titles, units, book.kinds, book.attributes, book.at_once)
