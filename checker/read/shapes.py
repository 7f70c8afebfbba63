"""The structure of input files as data: one description both for the reader and for the JSON Schema.

A shape says what a node may be; `check` tells all that is wrong with one. What a text means is for others.
"""

import re
from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct, field

from checker.maths.dates import is_date
from checker.read.nodes import Mapping, Node, Scalar, Sequence
from checker.read.words import listed, nearest


class Text(Struct, frozen=True):
    """A text that is not empty; `what` names it in complaints."""

    what: str = "a text"
    choices: tuple[str, ...] = ()
    pattern: str = ""
    """What all of it must match."""
    date: bool = False
    """Whether it must be in the calendar."""


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


class Either(Struct, frozen=True):
    """One of several shapes that differ in being a text, a list or a mapping."""

    shapes: tuple["Shape", ...]


class Variants(Struct, frozen=True):
    """A mapping of one of several forms, each told by a key that it requires; the first that is present decides."""

    what: str
    by: dict[str, Fields] = field(default_factory=dict)


Shape: TypeAlias = Text | Items | Names | Fields | Either | Variants
Tell = Callable[[Node, str, str], None]
"""Takes a node, what is wrong there, and what to write instead."""


def check(node: Node, shape: Shape, tell: Tell, name: str = "") -> bool:
    """Whether a node has a shape; `tell` hears of all that is wrong with it. `name` is the key that it stands under."""
    if isinstance(shape, Either):
        fitting = [choice for choice in shape.shapes if _same_form(node, choice)]
        if fitting:
            return check(node, fitting[0], tell, name)
    elif _same_form(node, shape):
        return _check_inside(node, shape, tell, name)
    forms = " or ".join(form(choice) for choice in (shape.shapes if isinstance(shape, Either) else (shape,)))
    given = "a text" if isinstance(node, Scalar) else "a list" if isinstance(node, Sequence) else "keys with values"
    tell(node, f'"{name}" is {given} here' if name else f"{given} stands here", f"write {forms}")
    return False


def form(shape: Shape) -> str:
    """How to say what a shape asks for: "a list", "a level"."""
    match shape:
        case Text() | Names() | Variants():
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
        case _:
            return isinstance(node, Mapping)


def _check_inside(node: Node, shape: Shape, tell: Tell, name: str) -> bool:
    if isinstance(node, Scalar) and isinstance(shape, Text):
        return _check_text(node, shape, tell, name)
    if isinstance(node, Sequence) and isinstance(shape, Items):
        return _check_items(node, shape, tell, name)
    if isinstance(node, Mapping) and isinstance(shape, Names):
        return _check_names(node, shape, tell, name)
    if isinstance(node, Mapping) and isinstance(shape, Fields):
        return _check_fields(node, shape, tell)
    return isinstance(node, Mapping) and isinstance(shape, Variants) and _check_variants(node, shape, tell)


def _check_text(node: Scalar, shape: Text, tell: Tell, name: str) -> bool:
    label = f'"{name}"' if name else "this"
    if not node.text.strip():
        tell(node, f"{label} is empty", f"write {shape.what}")
    elif shape.choices and node.text not in shape.choices:
        tell(node, f'"{node.text}" is not {shape.what}', "write " + listed(shape.choices))
    elif shape.pattern and not re.search(f"^(?:{shape.pattern})$", node.text):
        tell(node, f'"{node.text}" is not {shape.what}', f"write {shape.what}")
    elif shape.date and not is_date(node.text):
        tell(node, f'"{node.text}" is not in the calendar', "write a day that is in the calendar")
    else:
        return True
    return False


def _check_items(node: Sequence, shape: Items, tell: Tell, name: str) -> bool:
    sound = [check(item, shape.item, tell) for item in node.items]
    if not shape.least <= len(node.items) <= shape.most:
        wanted = str(shape.least) if shape.least == shape.most else f"at least {shape.least}"
        tell(node, f'"{name}" has {len(node.items)} items', f"write {wanted}")
        return False
    return all(sound)


def _check_names(node: Mapping, shape: Names, tell: Tell, name: str) -> bool:
    sound = [check_entry(key, value, shape, tell) for key, value in node.entries]
    if len(node.entries) < shape.least:
        tell(node, f'"{name}" is empty', f"write {shape.what}")
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
    sound = True
    for key, value in node.entries:
        if key.text in shape.fields:
            sound &= check(value, shape.fields[key.text], tell, key.text)
            continue
        sound = False
        other = nearest(key.text, shape.fields)
        known = f"did you mean {other}?" if other else f"keys: {', '.join(shape.fields)}"
        tell(key, f'unknown key "{key.text}" in {shape.what}', known)
    for key_text in shape.required:
        if node.get(key_text) is None:
            sound = False
            tell(node, f'{shape.what} needs "{key_text}"', f"add {key_text}: {_example(shape.fields[key_text])}")
    return sound


def _check_variants(node: Mapping, shape: Variants, tell: Tell) -> bool:
    for key, fields in shape.by.items():
        if node.get(key) is not None:
            return _check_fields(node, fields, tell)
    tell(node, f"{shape.what} needs {listed(shape.by)}", "add one of them")
    return False
