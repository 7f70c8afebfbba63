"""What the pages show is so: each YAML block is judged, each command is run and its output compared."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from checker.audit import run_examples
from checker.bounds import unsaid, untrue
from checker.cli.commands import main
from checker.findings import Finding, Result
from checker.options import Beliefs, book_for
from checker.read.claim.claim_file import CLAIM
from checker.read.pack.topic import TOPIC
from checker.read.text.shapes import Either, Fields, Items, Names, Shape, Variants
from checker.report import json_shapes
from tests.commands import run

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SESSION = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
ELISION = "…\n"
OUR_FAULT = 3


class Block(NamedTuple):
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    body: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(*languages: str) -> list[Block]:
    """Every fenced block of the pages in one of these languages."""
    pages = {page: page.read_text(encoding="utf-8") for page in PAGES}
    found = [
        Block(page, text.count("\n", 0, match.start()) + 1, match[1], match[2])
        for page, text in pages.items()
        for match in FENCE.finditer(text)
    ]
    return [block for block in found if block.language in languages]


def checker(*words: str) -> subprocess.CompletedProcess[str]:
    """One run of the command line, without colour."""
    return run(*words, NO_COLOR="1", COLUMNS="120")


def matches(shown: str, printed: str) -> bool:
    """Whether an output is as shown; a line that holds only "…" stands for any lines."""
    pattern = "(?:.*\n)*".join(re.escape(part) for part in shown.split(ELISION))
    return re.fullmatch(pattern, printed) is not None


def refreshed(shown: str, printed: str) -> str:
    """What to show from now on: nothing where nothing was shown, and no more paragraphs than before an elision."""
    if not shown or ELISION not in shown:
        return printed if shown else ""
    paragraphs = shown.split(ELISION, maxsplit=1)[0].count("\n\n")
    return "".join(f"{paragraph}\n\n" for paragraph in printed.split("\n\n")[:paragraphs]) + ELISION


def is_topic(block: Block) -> bool:
    """Whether it is a rule file rather than claims."""
    return re.search("^topic:", block.body, re.MULTILINE) is not None


@pytest.mark.parametrize("block", [block for block in blocks("yaml") if not is_topic(block)], ids=str)
def test_claims_on_a_page_get_the_verdicts_they_expect(block: Block, tmp_path: Path) -> None:
    """Whoever copies claims from a page gets what the page says."""
    (tmp_path / "shown.yaml").write_text(block.body, encoding="utf-8")
    done = checker("check", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_rule_files_on_pages_hold_beside_the_shipped_rules(tmp_path: Path) -> None:
    """Their examples and largest figures hold together, as one pack; those of the shipped rules are tried elsewhere."""
    topics = [block for block in blocks("yaml") if is_topic(block)]
    assert len(topics) > 1
    for block in topics:
        (tmp_path / f"{block.page.stem}-{block.line}.yaml").write_text(block.body, encoding="utf-8")
    book, problems = book_for(Beliefs(rules=(tmp_path,)))
    assert book, problems
    own = str(tmp_path)
    examples = tuple(example for example in book.examples if example.place.file.startswith(own))
    assert examples
    assert run_examples(replace(book, examples=examples), Beliefs().today()) == []
    assert untrue([known for known in book.largest if known.place.file.startswith(own)], book, Beliefs().today()) == []
    assert unsaid(book) == []
    assert [q.id for q in book.quantities.values() if not (q.kinds or q.also)] == []


@pytest.mark.parametrize("block", blocks("console"), ids=str)
def test_commands_on_a_page_print_what_is_shown(block: Block, request: pytest.FixtureRequest) -> None:
    """Each `$ .venv/bin/checker …` prints what stands below it, to the letter; --golden writes it anew."""
    sessions = SESSION.findall(block.body)
    assert "".join(f"$ {command}\n{shown}" for command, shown in sessions) == block.body
    for command, shown in sessions:
        program, *words = shlex.split(command)
        assert program == ".venv/bin/checker"
        done = checker(*words)
        assert done.returncode < OUR_FAULT, done.stderr
        printed = done.stdout + done.stderr
        if request.config.getoption("--golden"):
            text, fresh = block.page.read_text(encoding="utf-8"), refreshed(shown, printed)
            block.page.write_text(text.replace(f"$ {command}\n{shown}", f"$ {command}\n{fresh}"), encoding="utf-8")
        else:
            assert not shown or matches(shown, printed), printed


@pytest.mark.parametrize("block", blocks("python"), ids=str)
def test_python_on_a_page_runs(block: Block) -> None:
    """What a page shows of the library works, and prints what stands beside it."""
    done = subprocess.run([sys.executable, "-c", block.body], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [said for said in re.findall(r"\)  # (.+)", block.body) if said not in done.stdout.splitlines()] == []


def test_pages_show_claims_rules_and_commands() -> None:
    """There is something to run: claims and rules on their pages, a question and its answer in the README."""
    assert {block.page.name for block in blocks("yaml")} >= {"claims.md", "rules.md"}
    assert any("ask 'training_cost=$3B" in block.body for block in blocks("console") if block.page.name == "README.md")


def keys(shape: Shape) -> set[str]:
    """Every key that a file of this shape may hold, at any depth."""
    match shape:
        case Fields():
            return set(shape.fields).union(*(keys(inner) for inner in shape.fields.values()))
        case Variants():
            return set().union(*(keys(inner) for inner in shape.by.values()))
        case Either():
            return set().union(*(keys(inner) for inner in shape.shapes))
        case Items():
            return keys(shape.item)
        case Names():
            return keys(shape.value)
        case _:
            return set()


def test_rule_pages_explain_every_key() -> None:
    """docs/rules.md names each key that a rule file may hold."""
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert sorted(key for key in keys(TOPIC) if not re.search(rf"`{key}`|\b{key}:", text)) == []


def test_claims_page_explains_every_key() -> None:
    """docs/claims.md names each key that a claim may have."""
    text = (ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    assert [key for key in CLAIM.fields if f"| `{key}` |" not in text] == []


def test_python_page_explains_what_comes_back() -> None:
    """docs/python.md names each key of a case and of a claim, and all that a finding and a result have."""
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    keys_of = (*json_shapes.Case.__struct_encode_fields__, *json_shapes.Claim.__struct_encode_fields__)
    assert [key for key in keys_of if f"| `{key}` |" not in text] == []
    names = {name for each in (Finding, Result) for name in vars(each) if not name.startswith("_")}
    assert sorted(name for name in names if not re.search(rf"`{name}(\(\))?`", text)) == []


def test_options_on_a_page_exist() -> None:
    """Each option that a page names is one of some command."""
    known = {name for command in main.commands.values() for option in command.params for name in option.opts}
    named = {option for page in PAGES for option in OPTION.findall(page.read_text(encoding="utf-8"))}
    assert named
    assert sorted(named - known - {"--help", "--version"}) == []


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\n", "a\n", True),
        ("a\n…\nc\n", "a\nb\nb\nc\n", True),
        ("a\n…\nc\n", "a\nb\n", False),
        ("a.\n", "ab\n", False),
    ],
)
def test_elisions_stand_for_whole_lines(shown: str, printed: str, same: bool) -> None:
    """The comparison forgives what is left out and nothing else."""
    assert matches(shown, printed) is same


@pytest.mark.parametrize(
    ("shown", "fresh"), [("", ""), ("old\n", "a\n\nb\n\nc\n"), ("old\n\nold\n\n…\n", "a\n\nb\n\n…\n")]
)
def test_golden_shows_as_much_as_before(shown: str, fresh: str) -> None:
    """An output that is written anew keeps its elision, and what it then shows matches what is printed."""
    assert refreshed(shown, "a\n\nb\n\nc\n") == fresh
    assert not fresh or matches(fresh, "a\n\nb\n\nc\n")
