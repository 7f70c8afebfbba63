"""Where a figure comes from."""

from msgspec import Struct


class Source(Struct, frozen=True, array_like=True, gc=False):
    """A citation. `evidence` is "data" (read off a table), "read" (an excerpt was read) or "recalled" (from memory)."""

    title: str
    url: str = ""
    date: str = ""
    evidence: str = "read"
