"""Sources told by number."""

import pytest

from checker.report.citing import References, in_brackets, opens_links
from tests.report.samples import EPOCH, META


def test_a_source_keeps_its_number() -> None:
    """Numbers run in the order in which sources are first cited, and the list holds each once."""
    references = References()
    assert [references.cite(source) for source in (META, EPOCH, META)] == ["[1]", "[2]", "[1]"]
    assert references.listed() == [
        ("[1] Meta", ""),
        ("[2] Epoch AI, GPU clusters, March 2026", "https://epoch.ai/data/gpu-clusters"),
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["assumed", "few last longer", "Epoch AI"], " (assumed; few last longer; Epoch AI)"),
        (["assumed", "[2]"], " (assumed [2])"),
        (["[2]"], " [2]"),
        ([""], ""),
        ([], ""),
    ],
)
def test_brackets(parts: list[str], expected: str) -> None:
    """The number of a source is no part of a list."""
    assert in_brackets(parts) == expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"VTE_VERSION": "4999"}, False),
        ({"VTE_VERSION": "7003"}, True),
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "xterm-kitty"}, True),
    ],
)
def test_terminals_that_open_links(environ: dict[str, str], expected: bool) -> None:
    """Links are written only to a terminal that is known to open them."""
    assert opens_links(environ) is expected
