"""A built wheel, installed elsewhere, answers by itself: it carries the rules, the tables and the program."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
QUESTION = "training_cost=$3B hardware=H100 date=2024-12"


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    """What a command prints, started in a folder; the test fails with its complaint where it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without the network."""
    pytest.importorskip("hatchling", reason="the build back-end is not installed; `make test` installs it")
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, folder=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds nothing but the installed wheel."""
    target = tmp_path_factory.mktemp("installed")
    install = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    run(sys.executable, *install, "--target", target, wheel, folder=target)
    return target


@pytest.fixture(scope="session")
def places(elsewhere: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the installed program: its own folder, and a cache that begins empty."""
    return {"PYTHONPATH": str(elsewhere), "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}


def test_wheel_carries_all_of_the_rules_and_nothing_else(wheel: Path) -> None:
    """The wheel holds the package, every rule file and table, and no test, cache or stray file."""
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = {
        str(path.relative_to(ROOT)) for path in (ROOT / "checker").rglob("*") if path.suffix in {".py", ".typed"}
    }
    rules = {f"checker/_{path.relative_to(ROOT)}" for path in (ROOT / "rules").rglob("*") if path.is_file()}
    assert carried == package | rules


def test_installed_program_answers_elsewhere(elsewhere: Path, places: dict[str, str], tmp_path: Path) -> None:
    """From another folder the installed command calls $3B for one run implausible."""
    answer = run(elsewhere / "bin" / "checker", "ask", QUESTION, "--format", "json", folder=tmp_path, **places)
    (case,) = json.loads(answer)["cases"]
    assert case["verdict"] == "implausible"
    assert "fits-largest-system" in case["conflicts"][0]["rules"]


def test_installed_rules_are_the_wheel_s_own(elsewhere: Path, tmp_path: Path) -> None:
    """The rules are those inside the installed package; there is no checkout to fall back on."""
    program = "from checker.read.pack.compiled import shipped; print(shipped())"
    printed = run(sys.executable, "-c", program, folder=tmp_path, PYTHONPATH=str(elsewhere))
    assert Path(printed.strip()) == elsewhere / "checker" / "_rules"


def test_installed_library_answers_as_often_as_asked(places: dict[str, str], tmp_path: Path) -> None:
    """From Python the same question gets the same answer the second time, and a file after it."""
    program = f"""
import checker
given = dict(word.split("=") for word in {QUESTION!r}.split())
print(checker.ask(given).verdict, checker.ask(given).verdict)
for turn in range(2):
    print(len(checker.check([{str(ROOT / "tests" / "golden" / "disagreement.yaml")!r}])) > 0)
"""
    printed = run(sys.executable, "-c", program, folder=tmp_path, **places)
    assert printed.split() == ["implausible", "implausible", "True", "True"]


def test_installed_package_is_typed_and_quotes_its_sources(elsewhere: Path) -> None:
    """Whoever gets a copy gets the licence, the credit for the data, and types for their own checks."""
    licences = {path.name for path in elsewhere.glob("checker-*.dist-info/licenses/*")}
    assert licences == {"LICENSE", "NOTICE"}
    assert (elsewhere / "checker" / "py.typed").exists()
