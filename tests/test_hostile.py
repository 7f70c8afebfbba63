"""Text from claims, file names and packs acts on nobody's terminal and on no log, whichever command prints it."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.audit import check_paths, find, written
from checker.cli.commands import main
from checker.cli.terminal import FORMATS
from checker.explain.claim import Wanted
from checker.options import Beliefs, Options, book_for
from tests.commands import apart
from tests.small import SMALL

HOSTILE = "e\x1b[2K\x9b1A\r\n::error::x \u202e\u2066\u2028 ##[error]y ##vso[task]z \u200b\x85::warning::w \U000e0041"
UNSAFE = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
WRITTEN = HOSTILE.encode("unicode_escape").decode()
QUOTED = f'"{WRITTEN}"'
LONG = json.dumps("word " * 19 + "::error::wrapped" + " ::error::again" * 20)
"""Of these words one or another begins a line once it is wrapped."""
NAME = f"a{HOSTILE.replace('/', '')}.yaml"


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a file with a hostile name, and hostile words wherever a claim may have words."""
    folder = tmp_path_factory.mktemp("claims")
    entries = [
        f"  - id: {name}\n    statement: {said}\n    about: {QUOTED}\n"
        f"    source: {{title: {QUOTED}, url: {QUOTED}, date: 2024-12}}\n    values: {{{values}}}\n"
        for name, said, values in [
            ("big", QUOTED, 'training_cost: "$3B\\n", hardware: "H100\\x85"'),
            ("small", LONG, "training_compute: 1e22 FLOP"),
            ("large", LONG, "training_compute: 2e22 FLOP"),
            ("bad", QUOTED, f"{QUOTED}: {QUOTED}"),
            ("worse", QUOTED, f'training_cost: "$3{WRITTEN}"'),
        ]
    ]
    (folder / NAME).write_text("claims:\n" + "".join(entries), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with hostile words wherever it may have words."""
    folder = tmp_path_factory.mktemp("pack")
    (folder / "own.yaml").write_text(
        f"topic: {QUOTED}\nquantities:\n  gadgets: {{unit: chip, title: {QUOTED}, kinds: [training_run]}}\n"
        "relations:\n  - id: own-rule\n    formula: training_cost <= 1 * USD * tokens / tokens\n"
        "    tolerance: {typical: 1, accepted: 1, limit: 1}\n    when: {kind: training_run}\n"
        f"    says: {QUOTED}\n    why: {QUOTED}\n    wrong_when: [{QUOTED}]\n"
        f"    sources: [{{title: {QUOTED}, url: {QUOTED}, date: 2024-01-01}}]\n",
        encoding="utf-8",
    )
    return folder


def is_safe(done: Result) -> bool:
    """Whether nothing in what a run printed acts on anybody, and the run was no failure of the program."""
    said = done.stdout + done.stderr
    assert done.exit_code in (0, 1, 2)
    assert said
    return not UNSAFE.search(said) and not COMMAND.search(said)


@pytest.mark.parametrize("command", ["check", "explain big"])
def test_claims(command: str, claims: Path, pack: Path) -> None:
    """Statements, sources, subjects, values, keys and file names are shown with escapes; so are a pack's words."""
    done = CliRunner().invoke(main, [*command.split(), str(claims), "--rules", str(pack)])
    assert is_safe(done)
    assert "u202e" in done.stdout


def test_claims_in_every_format(claims: Path, pack: Path) -> None:
    """Every other format that claims are written in shows them so too, all or one of them, with all that is implied."""
    options = Options(Beliefs(rules=(pack,)), Wanted(implied=True, readings=True))
    book, _ = book_for(options.beliefs)
    assert book
    result = check_paths([claims], book, options)
    (one,) = (found for found in [find(result, "big")] if found)
    for form in (*FORMATS, "answer", "explained"):
        for some in (result, one) if form in FORMATS else (one,):
            text, _ = written(some, form)
            assert not UNSAFE.search(text), form
            assert not COMMAND.search(text), form
            assert "u202e" in text


def test_json_holds_what_was_said(claims: Path) -> None:
    """JSON escapes as JSON does: whoever reads it has every letter."""
    done = CliRunner().invoke(main, ["check", str(claims), "--format", "json"])
    (claim,) = [c for case in json.loads(done.stdout)["cases"] for c in case["claims"] if c["id"] == "big"]
    assert claim["statement"] == claim["source"]["title"] == HOSTILE
    assert claim["place"]["file"] == str(claims / NAME)


def test_complaints(claims: Path) -> None:
    """A complaint quotes its line with escapes, and the caret still stands below the faulty key."""
    done = CliRunner().invoke(main, ["check", str(claims)])
    assert is_safe(done)
    quoted, caret = next(
        (line, caret)
        for line, caret in zip(done.stderr.splitlines(), done.stderr.splitlines()[1:], strict=False)
        if "values: {training_cost" in line and caret.strip() == "^"
    )
    assert quoted[caret.index("^") :].startswith('"$3')


@pytest.mark.parametrize(
    "words",
    [
        ["rules"],
        ["rules", "own-rule"],
        ["rules", "gadgets"],
        ["rules", HOSTILE],
        ["graph"],
        ["graph", "--format", "mermaid"],
        ["schema"],
        ["schema", "rules"],
    ],
    ids=ascii,
)
def test_packs(words: list[str], pack: Path) -> None:
    """What is told of a pack, drawn of it or made from it is safe, and so is a name that nothing has."""
    assert is_safe(CliRunner().invoke(main, [*words, "--rules", str(pack)]))


@pytest.mark.parametrize("form", ["dot", "mermaid"])
def test_proofs(form: str, claims: Path, pack: Path) -> None:
    """A drawing of a proof is safe."""
    done = CliRunner().invoke(main, ["graph", "big", str(claims), "--format", form, "--rules", str(pack)])
    assert is_safe(done)
    assert "own-rule" in done.stdout


def test_questions_and_command_lines() -> None:
    """A question is answered with escapes, a broken one or a broken command refused with them."""
    for words in (
        [f"training_cost=$3B about={HOSTILE}"],
        [HOSTILE],
        ["chips=5K", "--assume", HOSTILE],
        ["chips=5K", "--as-of", HOSTILE],
        ["chips=5K", "--rules", HOSTILE],
    ):
        assert is_safe(CliRunner().invoke(main, ["ask", *words]))
    done = apart("check", f"--x{HOSTILE}")
    assert (done.returncode, UNSAFE.search(done.stderr), COMMAND.search(done.stderr)) == (2, None, None)


def test_bad_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with a pack is told with escapes."""
    monkeypatch.setattr("checker.options.shipped", lambda: SMALL)
    (tmp_path / "own.yaml").write_text(f"topic: x\nrelations:\n  - id: {QUOTED}\n    formula: {QUOTED}\n", "utf-8")
    assert is_safe(CliRunner().invoke(main, ["rules", "--rules", str(tmp_path)]))
