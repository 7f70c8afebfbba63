"""Names of chips in the wild: "Nvidia Tesla V100 SXM2" and "H100-80G" as the names that a table has."""

import re
from collections.abc import Iterator

from checker.model.attribute import BOTH, Attribute
from checker.model.names import folded
from checker.patterns import later
from checker.read.figures.grammar import BadValue
from checker.read.text.words import nearest

CHIP_FILE = "rules/reference/chips.csv"
COMMON = "H100"
"""The chip that everybody has heard of."""

APART = later(r"[\s_\-/(),]+")
MEMORY = later(r"\b(\d+)[\s-]?g(?:i?b)?\b")
BOARD = later(r"sxm\d?|oam\d?|hbm\w*")
BESIDES = (
    r"nvidia|amd|intel|google|cloud|aws|amazon|huawei|habana|cerebras|microsoft|azure|meta|baidu"
    r"|gpus?|chips?|cards?|accelerators?|npus?|tensor|cores?|hgx|dgx|pods?|slices?|series|generation|architecture|family"
)
"""Words that stand beside a chip's name and leave it the same chip: makers, what it is. Few questions need it made."""
SERIES = frozenset({"tesla", "instinct", "radeon", "geforce", "quadro"})
"""Words that stand beside a chip's name, and name a family where they stand alone."""
COUNT = r"^\d+\s*[x\u00d7]\s*(?=[a-z])"
"""So many of a chip: "8x H100"."""
SLICE = r"^((?:google )?(?:cloud )?tpu[\s-]*)?(v\d+[a-z]*)(?:-\d+|pod(?:-\d+)?)$"
"""A part of a pod by the number of its cores or chips: "TPU v3-128", "v4-8"."""
SEVERAL = later(r"\s*[,;&+]\s*(?:and\s+|or\s+)?|\s+(?:and|or|plus|with)\s+|\s*/\s*", re.IGNORECASE)
"""Between the names of several chips."""
SQUEEZE = later(r"[\s_\-/(),]+")


def find(text: str, hardware: Attribute) -> str:
    """The chip or family that a name means, whatever the spaces, capitals and makers; "" where there is none."""
    known = {SQUEEZE.sub("", folded(family)): family for family in hardware.families}
    known |= {SQUEEZE.sub("", folded(name)): value for name, value in hardware.aliases.items()}
    known |= {SQUEEZE.sub("", folded(value)): value for value in hardware.values}
    found = (known.get(word) or known.get(word.removesuffix("s"), "") for word in spellings(text))
    return next(filter(None, found), "")


def read_several(text: str, hardware: Attribute) -> str:
    """Several chips named at once, joined in one order; BadValue says which name is no chip's.

    What no table has is read as it is typed, and left out beside a chip: that does the work.
    """
    parts = [part for part in SEVERAL.split(text.strip()) if part]
    found = [find(part, hardware) for part in parts]
    known = [bool(chip) or bool(hardware.outsider(part)) for part, chip in zip(parts, found, strict=True)]
    if len(parts) > 1 and any(found) and all(known):
        return BOTH.join(sorted({*filter(None, found)}))
    if not any(found) and hardware.outsider(text):
        return " ".join(text.split())
    unknown = next((part for part, is_known in zip(parts, known, strict=True) if not is_known), text)
    unknown = unknown if any(found) else text
    raise BadValue(f'unknown chip "{unknown}"', add_chip(unknown, hardware))


def add_chip(name: str, hardware: Attribute) -> str:
    """What to write in place of a name that no chip has: the chips whose names begin with it, or the nearest."""
    word = SQUEEZE.sub("", folded(name))
    candidates = [chip for chip in hardware.values if len(word) > 1 and SQUEEZE.sub("", folded(chip)).startswith(word)]
    if len(candidates) > 1:
        return f"write which: {', '.join(candidates)}"
    near = nearest(name, (*hardware.values, *hardware.aliases, *hardware.families))
    near = near if near in hardware.values else hardware.aliases.get(folded(near), near)
    if near:
        return f"write {near}, or add the chip to {CHIP_FILE}"
    chip = COMMON if COMMON in hardware.values else hardware.values[0]
    family = next((f" or a family such as {name}" for name, chips in hardware.families.items() if chip in chips), "")
    return f"name a chip such as {chip}{family}, leave it out, or add the chip to {CHIP_FILE}"


def spellings(name: str) -> Iterator[str]:
    """The name squeezed, then without what its maker, its board and its memory add, the most telling first."""
    name = folded(name)
    words = _words(name)
    yield "".join(words)
    name = re.sub(SLICE, r"tpu \2", re.sub(COUNT, "", name))
    words = [word for word in _words(MEMORY.sub(r"\1gb", name)) if not re.fullmatch(BESIDES, word)]
    yield "".join(words)
    words = [word for word in words if word not in SERIES]
    yield "".join(words)
    words = [word for word in words if not BOARD.fullmatch(word)]
    yield "".join(words)
    yield "".join(word for word in words if not MEMORY.fullmatch(word))


def _words(name: str) -> list[str]:
    return [word for word in APART.split(name) if word]
