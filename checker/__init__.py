"""checker: tells whether a published figure can be true, why, by how much, and what would make it right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.api import VERDICTS, Finding, Result, Source, Verdict, ask, check, screen

__all__ = ["VERDICTS", "Finding", "Result", "Source", "Verdict", "__version__", "ask", "check", "screen"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401  # what a module has is of any type
    """What is asked for, loaded then: the version is told without an engine."""
    if name in __all__:
        from checker import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
