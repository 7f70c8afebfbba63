"""A pack's files to one rulebook: names first, then rules, then whether they can stand together."""

from collections.abc import Sequence as Many
from pathlib import Path

from checker.model.beside import Combinations, Derived
from checker.model.place import Place, Problem
from checker.model.rule import Examples, Rulebook
from checker.read.pack.currencies import read_currencies
from checker.read.pack.derived import EntangledError, derive
from checker.read.pack.draft import Draft, Topic, text
from checker.read.pack.extras import (
    read_at_once,
    read_examples,
    read_landmarks,
    read_largest,
    read_readings,
    read_slips,
)
from checker.read.pack.known import read_known
from checker.read.pack.links import read_links
from checker.read.pack.lookups import read_lookups
from checker.read.pack.names import read_attributes, read_explains, read_kinds, read_quantities, read_units
from checker.read.pack.order import check_order
from checker.read.pack.priors import read_assumptions
from checker.read.pack.reference import Tables
from checker.read.pack.relations import read_relations
from checker.read.pack.topic import SECTIONS, TOPIC
from checker.read.pack.usages import read_usages
from checker.read.text.document import parse
from checker.read.text.folders import is_yaml
from checker.read.text.nodes import Mapping, Node, Scalar, Sequence
from checker.read.text.shapes import Items, form
from checker.read.text.words import nearest

UNKNOWN = "unknown "
"""So begins what is said of a name that nothing defines; where a file is lost, it may be that which does."""
Files = Many[tuple[Path, str, bytes]]
"""Topics and tables: the folder of the pack, the file's name as shown, and its bytes."""


def compile_pack(
    files: Files, folders: dict[Path, str], digest: str = ""
) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """The rulebook of several folders read as one, or none and all that is wrong; `folders` gives their shown names.

    It depends on nothing but the files that are given.
    """
    problems: list[Problem] = []
    topics = []
    for folder, name, data in (file for file in files if is_yaml(file[1])):
        document, faults = parse(data, name, "write topic: and the rest, or delete the file")
        problems += faults
        if document and isinstance(document.root, Mapping):
            topics.append(Topic(document, folder, document.root, text(document.root, "topic")))
        elif document:
            problems.append(Problem(Place(name), "a rule file holds keys with values", "begin it with topic:"))
    draft = Draft(tuple(topics), problems)
    for topic in topics:
        _check_sections(draft, topic)
    tables = {(f, name.removeprefix(f"{folders[f]}/")): data for f, name, data in files if name.endswith(".csv")}
    lost = {problem.place.file for problem in problems} - {topic.document.file for topic in topics}
    book = _read(draft, Tables(draft, folders, tables), digest)
    told = (problem for problem in draft.problems if not lost or not problem.what.startswith(UNKNOWN))
    found = tuple(sorted(dict.fromkeys(told), key=lambda problem: problem.place))
    return (None if found else book), found


def _check_sections(draft: Draft, topic: Topic) -> None:
    """Notes sections that are unknown or of the wrong form; what is in them is checked where it is read."""
    if not topic.name:
        draft.tell(topic.root, 'a rule file needs "topic"', "add topic: and a title")
    for key, value in topic.root.entries:
        if key.text not in TOPIC.fields:
            other = nearest(key.text, TOPIC.fields)
            instead = f"did you mean {other}?" if other else f"keys: {', '.join(TOPIC.fields)}"
            draft.tell(key, f'unknown key "{key.text}" in a rule file', instead)
        elif key.text in SECTIONS and not isinstance(value, _form(key)):
            draft.tell(value, f'"{key.text}" has the wrong form', f"write {form(SECTIONS[key.text])}")


def _form(key: Scalar) -> type[Node]:
    return Sequence if isinstance(SECTIONS[key.text], Items) else Mapping


def _read(draft: Draft, tables: Tables, digest: str) -> Rulebook:
    """Everything in the order in which one part speaks of another."""
    read_units(draft)
    read_kinds(draft)
    read_quantities(draft)
    read_attributes(draft, tables)
    read_links(draft, tables)
    read_explains(draft)
    read_known(draft, tables)
    seen: dict[str, Place] = {}
    read_relations(draft, seen)
    read_assumptions(draft, tables, seen)
    read_lookups(draft, tables, seen)
    usages = read_usages(draft, tables, seen)
    check_order(draft)
    return Rulebook(
        draft.kinds,
        {topic.document.file: topic.name for topic in draft.topics},
        draft.quantities,
        draft.names,
        draft.attributes,
        draft.relations,
        draft.priors,
        draft.links,
        read_readings(draft),
        read_slips(draft),
        read_landmarks(draft),
        Examples(read_examples(draft)),
        draft.units,
        digest,
        Combinations.of(_derived(draft)),
        read_largest(draft),
        draft.known,
        usages,
        read_at_once(draft),
        read_currencies(draft, tables),
    )


def _derived(draft: Draft) -> tuple[Derived, ...]:
    """What relations say together; or that there is no end of it."""
    folders = dict.fromkeys(topic.folder for topic in draft.topics)
    packs = [{topic.document.file for topic in draft.topics if topic.folder == folder} for folder in folders]
    try:
        return derive(draft.relations, packs)
    except EntangledError as error:
        draft.tell(error.place, str(error), "leave out relations that follow from others")
        return ()
