"""The habits of the house, each test listing every offender with its path."""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parent.parent
FOLDERS = ("checker", "rules", "claims", "tests", "docs", "benchmarks")
MODULE_LINES = 300
FUNCTION_LINES = 40
TEXT = {".py", ".md", ".yaml", ".toml", ".csv"}
MARKS = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
SCAFFOLD = re.compile(r"\.\./sha" + r"red\b|/wo" + r"rk/")
DATED = re.compile(r"## \d+\.\d+\.\d+")
NAMED_PATH = re.compile(r"(?<![\w./-])((?:" + "|".join(FOLDERS) + r"|\.ci)/[\w./*-]*)")
LINKED_PATH = re.compile(r"\]\((?!https?:)([^)#]+)")
EPOCH = re.compile(r"epoch\.ai/data/([a-z-]+)")
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)(?=[`\s]|$)", re.MULTILINE)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def files(*suffixes: str, under: tuple[str, ...] = FOLDERS) -> list[Path]:
    """Every file of the house below some folders, less caches."""
    found = (path for folder in under for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)
    return sorted(path for path in found if "__pycache__" not in path.parts)


def pages() -> list[Path]:
    """Every page of prose."""
    return sorted([*ROOT.glob("*.md"), *files(".md", under=("docs",))])


def shown(path: Path) -> str:
    """A path as one would open it from the top of the checkout."""
    return str(path.relative_to(ROOT))


class Definition(NamedTuple):
    """A function or class: where it stands, its lines, and whether it needs and has a docstring."""

    where: str
    lines: int
    is_function: bool
    public: bool
    documented: bool


def definitions(node: ast.AST, where: str, *, public: bool = True) -> Iterator[Definition]:
    """Every function and class below a node; what is nested in a function is never public.

    Decorators count as lines of what they decorate, but for tests, where they hold tables of cases.
    """
    in_tests = where.startswith("tests/")
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from definitions(child, where, public=public)
            continue
        is_class = isinstance(child, ast.ClassDef)
        open_name = public and not child.name.startswith("_")
        first = min([child.lineno, *(decorator.lineno for decorator in child.decorator_list if not in_tests)])
        lines = (child.end_lineno or first) - first + 1
        yield Definition(
            f"{where}:{first} {child.name}", lines, not is_class, open_name, bool(ast.get_docstring(child))
        )
        yield from definitions(child, where, public=open_name and is_class)


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def all_definitions() -> list[Definition]:
    """Every function and class of the house."""
    found = (definitions(tree(path), shown(path)) for path in files(".py"))
    return [definition for each in found for definition in each]


def project() -> dict[str, Any]:
    """pyproject.toml as data."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_modules_are_short() -> None:
    """No module has more than 300 lines."""
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(".py")}
    assert {path: lines for path, lines in lengths.items() if lines > MODULE_LINES} == {}


def test_functions_are_short() -> None:
    """No function has more than 40 lines, its docstring included."""
    long = {each.where: each.lines for each in all_definitions() if each.is_function and each.lines > FUNCTION_LINES}
    assert long == {}


def test_public_names_are_documented() -> None:
    """Every module, class and function that others may use, and every test, has a docstring."""
    bare = [shown(path) for path in files(".py") if not ast.get_docstring(tree(path))]
    bare += [each.where for each in all_definitions() if each.public and not each.documented]
    assert bare == []


def test_definitions_are_found_where_they_stand() -> None:
    """The measure itself counts decorators and docstrings, and sees what is nested as private."""
    source = 'class A:\n    @property\n    def b(self):\n        """Doc."""\n        def c(): ...\n\ndef _d(): ...\n'
    assert [tuple(each) for each in definitions(ast.parse(source), "x.py")] == [
        ("x.py:1 A", 5, False, True, False),
        ("x.py:2 b", 4, True, True, True),
        ("x.py:5 c", 1, True, False, False),
        ("x.py:7 _d", 1, True, False, False),
    ]


@pytest.mark.parametrize("pattern", [MARKS, SCAFFOLD], ids=["unfinished", "scaffold"])
def test_nothing_is_left_lying_about(pattern: re.Pattern[str]) -> None:
    """No file speaks of work left undone, nor of folders that only its makers had."""
    everything = [*files(*TEXT), *(path for path in ROOT.iterdir() if path.suffix in TEXT)]
    assert offending_lines(everything, lambda line: bool(pattern.search(line))) == []


def offending_lines(paths: list[Path], offends: Callable[[str], bool]) -> list[str]:
    """Place and text of each line that offends."""
    numbered = ((path, enumerate(path.read_text(encoding="utf-8").splitlines(), 1)) for path in paths)
    return [f"{shown(path)}:{number} {line}" for path, lines in numbered for number, line in lines if offends(line)]


def test_paths_in_prose_exist() -> None:
    """Each path that a page names leads somewhere from the top of the checkout, and each link from the page."""
    missing = []
    for page in pages():
        text = page.read_text(encoding="utf-8")
        named = [(match, ROOT) for match in NAMED_PATH.findall(text)]
        linked = [(match, page.parent) for match in LINKED_PATH.findall(text)]
        missing += [f"{shown(page)}: {path}" for path, base in named + linked if not leads_somewhere(base, path)]
    assert missing == []


def leads_somewhere(base: Path, path: str) -> bool:
    """Whether a path, or a pattern with stars, is that of a file or folder."""
    path = path.rstrip(".")
    return any(base.glob(path)) if "*" in path else (base / path).exists()


def test_make_targets_in_prose_exist() -> None:
    """Each `make something` that a page names is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        shown(page): set(MAKE.findall("\n".join(CODE.findall(page.read_text(encoding="utf-8"))))) for page in pages()
    }
    assert {page: found - targets for page, found in named.items() if found - targets} == {}


def the_map() -> str:
    """A table with one line for each package and module: its path, and what it says it is in its first paragraph."""
    lines = ["| module | what it is |", "|---|---|"]
    for path in files(".py", under=("checker",)):
        text = ast.get_docstring(tree(path)) or ""
        name = shown(path).removesuffix("__init__.py")
        lines.append(f"| `{name}` | {' '.join(text.split(chr(10) * 2)[0].split()).replace('|', chr(92) + '|')} |")
    return "\n".join(lines)


def test_contributing_maps_every_module(request: pytest.FixtureRequest) -> None:
    """CONTRIBUTING.md has a line for each module and each package, in their own words; --golden writes them anew."""
    page = ROOT / "CONTRIBUTING.md"
    before, map_and_after = page.read_text(encoding="utf-8").split("<!-- map, written by make golden -->\n")
    found, after = map_and_after.split("\n<!-- end of map -->")
    if request.config.getoption("--golden"):
        page.write_text(f"{before}<!-- map, written by make golden -->\n{the_map()}\n<!-- end of map -->{after}")
    else:
        lines, fresh = found.splitlines(), the_map().splitlines()
        assert [line for line in fresh if line not in lines] == []
        assert [line for line in lines if line not in fresh] == []


def yaml_files(folder: str) -> dict[str, Any]:
    """The content of each YAML file at the top of a folder; never nothing."""
    texts = {shown(path): path.read_text(encoding="utf-8") for path in (ROOT / folder).glob("*.yaml")}
    found = {name: yaml.load(text, LOADER) for name, text in texts.items()}  # noqa: S506  # either loader is a safe one
    assert found
    return found


def test_topics_have_examples() -> None:
    """Each rule file that states something about the world tests it by examples of its own."""
    beliefs = ("relations", "lookups", "assumptions")
    believing = {path: topic for path, topic in yaml_files("rules").items() if any(topic.get(each) for each in beliefs)}
    assert [path for path, topic in believing.items() if not topic.get("examples")] == []


def test_data_sets_are_credited() -> None:
    """Each data set of Epoch AI that a rule or table cites by address stands in NOTICE, as its licence asks."""
    cited = {
        match for path in files(".yaml", ".csv", under=("rules",)) for match in EPOCH.findall(path.read_text("utf-8"))
    }
    credited = set(EPOCH.findall((ROOT / "NOTICE").read_text(encoding="utf-8")))
    assert cited
    assert sorted(cited - credited) == []


def test_claims_are_expected_to_be_something() -> None:
    """Each claim of claims/ says what an expert would make of it."""
    claims = [(path, claim) for path, file in yaml_files("claims").items() for claim in file["claims"]]
    assert [f"{path} {claim['id']}" for path, claim in claims if not claim.keys() & {"expect", "accept"}] == []


def test_silenced_rules_have_reasons() -> None:
    """Each lint rule that is switched off in pyproject.toml says why beside it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    silenced = re.findall(r'^ +"[A-Z]+[0-9]*", *.*$', text, re.MULTILINE)
    assert silenced
    assert [line for line in silenced if not re.search(r"# \w.{10}", line)] == []


def test_outside_libraries_have_one_door() -> None:
    """Each library that the package imports is declared, and a contract says where it may be imported.

    msgspec, of which all records are made, may be imported anywhere.
    """
    trees = [ast.walk(tree(path)) for path in files(".py", under=("checker",))]
    nodes = [node for tree in trees for node in tree]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "checker" for node in nodes if isinstance(node, ast.ImportFrom)}
    outside = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"checker"}
    declared = {re.split(r"[^\w-]", each)[0].replace("pyyaml", "yaml") for each in project()["project"]["dependencies"]}
    contracts = project()["tool"]["importlinter"]["contracts"]
    doors = {module for contract in contracts for module in contract.get("protected_modules", ())}
    assert outside == declared == doors | {"msgspec"}


def test_hooks_run_what_is_installed() -> None:
    """Each pre-commit hook starts a tool that `make test` has put into .venv/."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    entries = [hook["entry"].split()[0] for repository in config["repos"] for hook in repository["hooks"]]
    installed = {f".venv/bin/{path.name}" for path in Path(sys.executable).parent.iterdir()}
    assert [entry for entry in entries if entry not in installed] == []


def test_changelog_tells_of_verdicts() -> None:
    """Each release in CHANGELOG.md, this one first, has a heading for verdicts that moved."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version = re.search(r'__version__ = "(.+)"', (ROOT / "checker/__init__.py").read_text(encoding="utf-8"))
    assert version
    releases = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    assert [release.split("\n")[0] for release in releases if "\n### Verdicts\n" not in release] == []
    assert any(release.startswith(f"## {version[1]}") for release in releases)
    assert DATED.match(releases[-1])
