"""Names of chips in the wild: "Nvidia Tesla V100 SXM2" and "H100-80G" as the names that a table has."""

import re
from collections.abc import Iterator

from checker.model.names import folded

APART = re.compile(r"[\s_\-/(),]+")
MEMORY = re.compile(r"\b(\d+)[\s-]?g(?:i?b)?\b")
BOARD = re.compile(r"sxm\d?|oam\d?|hbm\w*")
BESIDES = re.compile(
    r"nvidia|amd|intel|google|cloud|aws|amazon|huawei|habana|cerebras|microsoft|azure|meta|baidu|tesla|instinct|radeon"
    r"|geforce|quadro|gpus?|chips?|accelerators?|npus?|tensor|cores?|hgx|dgx"
)
"""Words that stand beside a chip's name and leave it the same chip: makers, series, what it is."""


def spellings(name: str) -> Iterator[str]:
    """The name squeezed, then without what its maker, its board and its memory add, the most telling first."""
    name = folded(name)
    words = _words(name)
    yield "".join(words)
    words = [word for word in _words(MEMORY.sub(r"\1gb", name)) if not BESIDES.fullmatch(word)]
    yield "".join(words)
    words = [word for word in words if not BOARD.fullmatch(word)]
    yield "".join(words)
    yield "".join(word for word in words if not MEMORY.fullmatch(word))


def _words(name: str) -> list[str]:
    return [word for word in APART.split(name) if word]
