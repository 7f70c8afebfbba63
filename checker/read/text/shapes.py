"""The structure of input files as data: one description both for the reader and for the JSON Schema.

A shape says what a node may be; `check` tells all that is wrong with one. What a text means is for others.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct, field

from checker.maths.dates import days
from checker.read.text.nodes import Mapping, Node, Scalar, Sequence
from checker.read.text.words import listed, nearest, write_nearest


class Anything(Struct, frozen=True):
    """Whatever somebody else reads and checks."""

    what: str = "anything"


class Text(Struct, frozen=True):
    """A text that is not empty; `what` names it in complaints."""

    what: str = "a text"
    choices: tuple[str, ...] = ()
    pattern: str = ""
    """What all of it must match."""
    date: bool = False
    """Whether it must be in the calendar."""
    instead: str = ""
    """What to write where it doesn't match, if that is more than its name."""
    says: str = ""
    """What it means, where its name doesn't say it."""


class Items(Struct, frozen=True):
    """A list of at least so many, and where it is given at most so many, items."""

    item: "Shape"
    least: int = 0
    most: int = 1_000_000


class Names(Struct, frozen=True):
    """A mapping from any names to one shape."""

    value: "Shape"
    what: str = "keys with values"
    pattern: str = ""
    least: int = 0


class Fields(Struct, frozen=True):
    """A mapping with these keys alone; `what` names it in complaints."""

    what: str
    fields: dict[str, "Shape"]
    required: tuple[str, ...] = ()
    instead: dict[str, str] = field(default_factory=dict)
    """Key → what to write where it is missing or has another form, if that is more than its shape says."""
    apart: tuple[str, ...] = ()
    """Keys of which one alone may be there."""


class Either(Struct, frozen=True):
    """One of several shapes that differ in being a text, a list or a mapping."""

    shapes: tuple["Shape", ...]


class Variants(Struct, frozen=True):
    """A mapping of one of several forms, each told by a key that it requires; the first that is present decides."""

    what: str
    by: dict[str, Fields] = field(default_factory=dict)


Shape: TypeAlias = Anything | Text | Items | Names | Fields | Either | Variants
Tell = Callable[[Node, str, str], None]
"""Takes a node, what is wrong there, and what to write instead."""


def check(node: Node, shape: Shape, tell: Tell, name: str = "", instead: str = "") -> bool:
    """Whether a node has a shape; `tell` hears of all that is wrong with it. `name` is the key that it stands under.

    `instead` is what to write there, if that is more than the shape says.
    """
    if isinstance(shape, Text) and isinstance(node, Scalar):  # most nodes are, and there are thousands
        return _check_text(node, shape, tell, name, instead)
    if isinstance(shape, Either):
        fitting = [choice for choice in shape.shapes if _same_form(node, choice)]
        if fitting:
            return check(node, fitting[0], tell, name, instead)
    elif _same_form(node, shape):
        return _check_inside(node, shape, tell, name, instead)
    tell(node, _given(node, name), instead or f"write {form(shape)}")
    return False


def sound_parts(node: Mapping, shape: Fields, tell: Tell) -> dict[str, Node]:
    """The entries of a mapping that have their shapes; `tell` hears of all others, and of those that are missing."""
    found: dict[str, Node] = {}
    meant: set[str] = set()
    for key, value in node.entries:
        if key.text in shape.fields:
            if check(value, shape.fields[key.text], tell, key.text, shape.instead.get(key.text, "")):
                found[key.text] = value
            continue
        other = nearest(key.text, shape.fields)
        meant.add(other)
        known = f"did you mean {other}?" if other else f"{shape.what} may hold {listed(shape.fields)}"
        tell(key, f'unknown key "{key.text}" in {shape.what}', known)
    for name in shape.required:
        if name not in found and name not in meant and node.get(name) is None:
            instead = shape.instead.get(name) or f"add {name}: {_example(shape.fields[name])}"
            tell(node, f'{shape.what} needs "{name}"', instead)
    if shape.apart and found.keys() >= {*shape.apart}:
        tell(found[shape.apart[-1]], f"{shape.what} has either {listed(shape.apart)}", "keep one of the two")
    return found


def _given(node: Node, name: str) -> str:
    """What stands where something else should."""
    if isinstance(node, Scalar) and not node.text.strip():
        return f'"{name}" is empty' if name else "nothing stands here"
    given = "a text" if isinstance(node, Scalar) else "a list" if isinstance(node, Sequence) else "keys with values"
    return f'"{name}" is {given} here' if name else f"{given} stands here"


def form(shape: Shape) -> str:
    """How to say what a shape asks for: "a list", "a level"."""
    match shape:
        case Anything() | Text() | Names() | Variants():
            return shape.what
        case Fields():
            return f"{shape.what}: {{{', '.join(f'{key}: ...' for key in shape.required)}}}"
        case Items():
            return f"a list, each item of it {form(shape.item)}"
        case Either():
            return " or ".join(form(choice) for choice in shape.shapes)


def _example(shape: Shape) -> str:
    """A shape as it might be written below its key; of several the fullest, with dots where its author knows more."""
    match shape:
        case Fields():
            return f"{{{', '.join(f'{key}: ...' for key in shape.required)}}}"
        case Items(item=Fields()):
            return f"[{_example(shape.item)}]"
        case Items(item=Text()):
            return f"[{form(shape.item)}, ...]"
        case Either():
            return _example(shape.shapes[0])
        case _:
            return form(shape)


def _same_form(node: Node, shape: Shape) -> bool:
    match shape:
        case Text():
            return isinstance(node, Scalar)
        case Items():
            return isinstance(node, Sequence)
        case Anything():
            return True
        case _:
            return isinstance(node, Mapping)


def _check_inside(node: Node, shape: Shape, tell: Tell, name: str, instead: str) -> bool:
    if isinstance(node, Sequence) and isinstance(shape, Items):
        return _check_items(node, shape, tell, name)
    if isinstance(node, Mapping) and isinstance(shape, Names):
        return _check_names(node, shape, tell, name, instead)
    if isinstance(node, Mapping) and isinstance(shape, Fields):
        return _check_fields(node, shape, tell)
    if isinstance(node, Mapping) and isinstance(shape, Variants):
        return _check_variants(node, shape, tell)
    return isinstance(shape, Anything)


def _check_text(node: Scalar, shape: Text, tell: Tell, name: str, instead: str) -> bool:
    if not node.text.strip():
        tell(node, f'"{name}" is empty' if name else "this is empty", instead or f"write {shape.what}")
    elif shape.choices and node.text not in shape.choices:
        tell(
            node,
            f'"{node.text}" is not {shape.what}',
            write_nearest(node.text, shape.choices, f"write {listed(shape.choices)}"),
        )
    elif shape.date and (wrong := no_date(node.text)):
        tell(node, *wrong)
    elif shape.pattern and not re.fullmatch(shape.pattern, node.text):
        tell(node, f'"{node.text}" is not {shape.what}', shape.instead or f"write {shape.what}")
    else:
        return True
    return False


def no_date(text: str) -> tuple[str, str] | None:
    """What is wrong with a text that is no published date, and what to write instead."""
    try:
        days(text)
    except ValueError as error:
        what, _, instead = str(error).partition("; ")
        return what, instead or "write a day that is in the calendar"
    return None


def _check_items(node: Sequence, shape: Items, tell: Tell, name: str) -> bool:
    sound = [check(item, shape.item, tell) for item in node.items]
    if not shape.least <= len(node.items) <= shape.most:
        wanted = str(shape.least) if shape.least == shape.most else f"at least {shape.least}"
        tell(node, f'"{name}" has {len(node.items)} items', f"write {wanted}")
        return False
    return all(sound)


def _check_names(node: Mapping, shape: Names, tell: Tell, name: str, instead: str) -> bool:
    sound = [check_entry(key, value, shape, tell) for key, value in node.entries]
    if len(node.entries) < shape.least:
        tell(node, f'"{name}" is empty', instead or f"write {shape.what}")
        return False
    return all(sound)


def check_entry(key: Scalar, value: Node, shape: Names, tell: Tell) -> bool:
    """Whether one name and its value have their shape."""
    sound = check(value, shape.value, tell, key.text)
    if shape.pattern and not re.search(f"^(?:{shape.pattern})$", key.text):
        tell(key, f'"{key.text}" is no name', "write lower-case letters, digits and _ or -, a letter first")
        return False
    return sound


def _check_fields(node: Mapping, shape: Fields, tell: Tell) -> bool:
    wrong: list[tuple[Node, str, str]] = []
    sound_parts(node, shape, lambda *told: wrong.append(told))
    for told in wrong:
        tell(*told)
    return not wrong


def _check_variants(node: Mapping, shape: Variants, tell: Tell) -> bool:
    for key, fields in shape.by.items():
        if node.get(key) is not None:
            return _check_fields(node, fields, tell)
    tell(node, f"{shape.what} needs {listed(shape.by)}", "add one of them")
    return False
