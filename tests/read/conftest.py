"""What tests of reading share."""

import shutil
from pathlib import Path

import pytest

from tests.small import SMALL


@pytest.fixture(name="small")
def small_pack(tmp_path: Path) -> Path:
    """A copy of the small pack that a test may change."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))
