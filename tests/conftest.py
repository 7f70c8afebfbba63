"""What all tests share: hypothesis profiles and golden files."""

import os
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

settings.register_profile("house", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --golden."""
    parser.addoption("--golden", action="store_true", help="write golden files anew instead of comparing with them")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """A function that compares a text with a golden file, or writes the file where --golden was given."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--golden"):
            path.write_text(text, encoding="utf-8")
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = kept.splitlines(keepends=True), text.splitlines(keepends=True)
        moved = "".join(unified_diff(*lines, f"{path.name}, as it was", "as it is now", n=1))
        if moved or kept != text:
            pytest.fail(f"{path} differs; `make golden` writes it anew\n{moved}", pytrace=False)

    return compare
