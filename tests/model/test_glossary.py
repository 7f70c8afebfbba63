"""How things are called by a rulebook: the small part of it with which results are written."""

from msgspec.structs import replace

from checker.model.glossary import glossary
from tests.report import samples


def test_it_calls_things_as_the_rulebook_does() -> None:
    """Quantities and attributes by their titles, or else by their ids; units, and kinds as they are said."""
    book = samples.book()
    bare = replace(book.attributes["precision"], title="")
    found = glossary(replace(book, attributes=book.attributes | {"precision": bare}, at_once=4))
    assert (found.titles["chips"], found.units["chips"]) == ("chips working on the run at once", "chip")
    assert (found.titles["architecture"], found.titles["precision"]) == ("architecture", "precision")
    assert (found.kind("training_run"), found.kind("world_year")) == ("one training run", "world year")
    assert (found.attributes["architecture"].says["dense"], found.at_once) == ("a dense model", 4)
