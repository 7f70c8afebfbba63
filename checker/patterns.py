"""Regular expressions that are compiled when they are first used: of those of a reader a question needs few."""

import re
from typing import cast


class _Later:
    """Stands for a pattern, and becomes it method by method."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)  # from now on it is found at once
        return found


def later(text: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled pattern, as far as anybody can tell from its methods; compiling costs a millisecond at worst."""
    return cast("re.Pattern[str]", _Later(text, flags))
