"""The command as a user runs it: what it prints where, and its exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checker import ask
from tests.commands import ASK, ROOT, claims, run


def test_a_failed_claim_is_exit_1(tmp_path: Path) -> None:
    """An implausible claim that nobody expected fails the run; one that is expected doesn't."""
    bad = "big | training_cost: $3B, hardware: H100"
    assert run("check", str(claims(tmp_path, bad))).returncode == 1
    assert run("check", str(claims(tmp_path, f"{bad} | expect: implausible"))).returncode == 0
    assert run("check", str(claims(tmp_path, "fine | chips: 16K H100 | expect: implausible"))).returncode == 1


def test_fail_on_moves_the_line(tmp_path: Path) -> None:
    """Strained claims fail only where that is asked for, and implausible ones may be let through."""
    path = claims(tmp_path, 'edge | chips: "140,000 H100"')
    assert run("check", str(path)).returncode == 0
    assert run("check", str(path), "--fail-on", "strained").returncode == 1
    big = claims(tmp_path, "big | chips: 500K H100")
    assert run("check", str(big), "--fail-on", "impossible").returncode == 0


def test_bad_input_is_exit_2_and_the_rest_is_judged(tmp_path: Path) -> None:
    """A broken claim is complained of on standard error; its neighbour is judged on standard output."""
    done = run("check", str(claims(tmp_path, "bad | chps: 5", "good | chips: 16K H100")))
    assert done.returncode == 2
    assert 'unknown quantity "chps"' in done.stderr
    assert "Plausible and not shown: one claim" in done.stdout


def test_nothing_to_judge_is_exit_2(tmp_path: Path) -> None:
    """An empty folder is no pass."""
    done = run("check", str(tmp_path))
    assert (done.returncode, done.stderr) == (2, "nothing to judge: no claims in the files given\n")


def test_accepting_a_verdict_and_what_ends_it(tmp_path: Path) -> None:
    """An accepted verdict passes until its day; one that fits no more, or has expired, fails."""
    big = "big | training_cost: $3B, hardware: H100 | accept: "
    fits = "{verdict: implausible, reason: known, until: 2099-01-01}"
    assert run("check", str(claims(tmp_path, big + fits))).returncode == 0
    assert run("check", str(claims(tmp_path, big + fits)), "--no-accept").returncode == 1
    assert run("check", str(claims(tmp_path, big + fits.replace("2099", "2020")))).returncode == 1
    assert run("check", str(claims(tmp_path, big + fits.replace("implausible", "strained")))).returncode == 1


def test_claims_that_contradict_each_other_fail_and_neither_is_called_implausible(tmp_path: Path) -> None:
    """Two fine figures about one run that can't both be so are a disagreement between them."""
    path = claims(tmp_path, "one | chips: 16K H100, duration: 3 months", "two | chip_hours: 300M H100-hours")
    path.write_text(path.read_text().replace("about: one", "about: it").replace("about: two", "about: it"))
    done = run("check", str(path), "--format", "json")
    (case,) = json.loads(done.stdout)["cases"]
    assert done.returncode == 1
    assert [c["verdict"] for c in case["claims"]] == ["plausible", "plausible"]
    assert case["disagreements"][0]["claims"] == ["one", "two"]


def test_links_that_lead_nowhere_or_in_a_circle(tmp_path: Path) -> None:
    """Both are input errors with place and line; the sound claim is judged."""
    path = claims(
        tmp_path,
        "a | chips: 5K H100 | links: {comparable_to: b}",
        "b | chips: 6K H100 | links: {comparable_to: a}",
        "c | chips: 7K H100 | links: {comparable_to: llama-9}",
        "d | chips: 8K H100",
    )
    done = run("check", str(path))
    assert done.returncode == 2
    assert "links go in a circle: a → b → a" in done.stderr
    assert 'comparable_to leads to "llama-9", which nobody knows' in done.stderr
    assert "Plausible and not shown: one claim" in done.stdout


def test_a_link_to_a_claim_with_a_fault(tmp_path: Path) -> None:
    """A link that leads nowhere for another claim's fault is told as what may mend itself."""
    path = claims(tmp_path, "a | chps: 5K", "b | chips: 6K H100 | links: {comparable_to: a}")
    assert "mend the other claims first; then name the `about` of a claim" in run("check", str(path)).stderr


def test_explain_tells_what_is_wrong_with_other_claims(tmp_path: Path) -> None:
    """What it counts it also names, since the claim may have been judged without a neighbour."""
    done = run("explain", "a", str(claims(tmp_path, "a | chips: 5K H100", "b | chps: 6K H100")))
    assert (done.returncode, "1 input problem" in done.stdout) == (0, True)
    assert 'unknown quantity "chps"' in done.stderr


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    """A name that nothing has leads to the one that may have been meant."""
    assert (
        run("rules", "fits-largest").stderr == 'nothing is called "fits-largest"; did you mean fits-largest-system?\n'
    )
    assert run("rules", "qwertz").stderr == 'nothing is called "qwertz"; `checker rules` lists everything\n'


SOUND = """topic: Odd things
kinds: {thing: a thing}
quantities:
  oddness: {unit: "1", title: how odd it is, kinds: [thing]}
assumptions:
  - {id: no-odder, quantity: oddness, typical: 1-2, accepted: 1-3, limit: 1-9, why: So it is., wrong_when: [],
     sources: [{title: A report, date: 2024}]}
largest: [{quantity: oddness, kind: thing, value: "2", name: It, date: 2024, source: {title: A report, date: 2024}}]
examples: [{given: {oddness: "5"}, verdict: implausible, because: [no-odder]}]
"""


def checked(pack: Path, monkeypatch: pytest.MonkeyPatch, *changes: tuple[str, str]) -> tuple[int, str, str]:
    """What `rules --check` leaves behind for a pack of its own in place of the shipped one."""
    text = SOUND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (pack / "odd.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("checker.options.shipped", lambda: pack)
    done = run("rules", "--check")
    return done.returncode, done.stdout, done.stderr


def test_a_sound_pack_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was tried is counted, and the exit code says that all is well."""
    said = "1 of 1 examples hold\n1 largest known figures: no bound is missing\n"
    assert checked(tmp_path, monkeypatch) == (0, said, "")


def test_an_example_and_a_bound_that_fail_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each complaint names its place, and one is enough for the run to fail."""
    code, said, wrong = checked(
        tmp_path, monkeypatch, ('{oddness: "5"}', '{oddness: "2"}'), ('value: "2"', 'value: "5"')
    )
    assert (code, said) == (2, "0 of 1 examples hold\n1 largest known figures: 1 complaints about bounds\n")
    assert "odd.yaml:8:" in wrong
    assert "example fails: plausible, where implausible is expected\n  oddness=2\n" in wrong
    assert "oddness of thing: 5 (It) is known, and implausible\n" in wrong


def test_a_quantity_of_no_kind_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No question about it alone would know what is meant."""
    extra = ("assumptions:", '  strangeness: {unit: "1", title: how strange it is}\nassumptions:')
    code, _, wrong = checked(tmp_path, monkeypatch, extra)
    instead = "  write kinds: or also: with those that do\n"
    assert (code, wrong) == (2, f"strangeness (Odd things): no kind of subject has it\n{instead}")


def test_ask_never_fails_a_claim() -> None:
    """Whatever the verdict, a question that could be read ends with 0."""
    done = run("ask", ASK)
    assert done.returncode == 0
    assert done.stdout.startswith("Implausible as the cost of one training run: $3B, chip H100, December 2024.")


def test_own_assumptions_are_used_and_recorded() -> None:
    """--assume changes the answer and stands in the output; a wrong one is refused."""
    done = run("ask", ASK, "--assume", "chip_hour_price=$8/hour", "--format", "json")
    assert json.loads(done.stdout)["assumed"] == ["chip_hour_price=$8/hour"]
    assert json.loads(done.stdout)["cases"][0]["verdict"] == "strained"
    wrong = run("ask", ASK, "--assume", "mfoo=3")
    assert (wrong.returncode, 'unknown quantity "mfoo"' in wrong.stderr) == (2, True)


def test_as_of_forgets_what_came_later() -> None:
    """In August 2024 nobody knew of a system of 100K H100."""
    done = run("ask", "chips=90K hardware=H100 date=2024-12", "--as-of", "2024-08", "--format", "json")
    assert json.loads(done.stdout)["cases"][0]["verdict"] != "plausible"


def test_a_question_without_a_figure_is_refused_from_python_too() -> None:
    """Nothing asked is nothing answered."""
    with pytest.raises(ValueError, match="there is no question: write one such as"):
        ask("")
    with pytest.raises(ValueError, match="the question has no figure"):
        ask({"date": "2024-12"})


def test_the_summary_counts_what_quiet_hides(tmp_path: Path) -> None:
    """--quiet shows only claims that fail; the summary counts all of them."""
    done = run("check", str(claims(tmp_path, "good | chips: 16K H100")), "--quiet", "--format", "json")
    assert json.loads(done.stdout)["cases"] == []
    assert json.loads(done.stdout)["summary"]["plausible"] == 1


def test_a_new_claim_is_sound_and_needs_a_name_that_can_be_one(tmp_path: Path) -> None:
    """What `new` prints can be judged as it stands; a name that is no id is refused."""
    path = tmp_path / "new.yaml"
    path.write_text(run("new", "my-claim").stdout, encoding="utf-8")
    assert run("check", str(path)).returncode == 0
    wrong = run("new", "my claim")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith('"my claim" is no id')


def test_a_quiet_run_counts_what_a_full_one_does() -> None:
    """Verdicts without reasons are the verdicts with them."""
    full, quiet = run("check", "claims/seed.yaml"), run("check", "claims/seed.yaml", "--quiet")
    assert quiet.stdout.strip() in full.stdout.splitlines()


@pytest.mark.parametrize(
    "words", [["check"], ["frobnicate"], ["check", "claims", "--format", "xml"], ["ask"]], ids=" ".join
)
def test_bad_usage_is_exit_2(words: list[str]) -> None:
    """Usage errors name what is wrong, without a traceback."""
    done = run(*words)
    assert (done.returncode, "Error:" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_our_own_fault_is_exit_3_and_one_sentence() -> None:
    """An exception that nobody foresaw asks for a report and shows no trace."""
    program = (
        "import checker.audit\n"
        "def broken(*_):\n    raise RuntimeError('boom')\n"
        "checker.audit.ask_words = broken\n"
        "from checker.cli import run\nimport sys\nsys.argv = ['checker', 'ask', 'chips=5']\nrun()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "failed, and that is our fault: RuntimeError: boom" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_question_loads_no_more_than_it_needs() -> None:
    """Neither what reads options nor what reads rule files, and of Python itself nothing that takes a while."""
    spared = {
        *("click", "csv", "networkx", "numpy", "pint", "platformdirs", "yaml"),
        *("_hashlib", "ast", "calendar", "difflib", "inspect", "json", "locale", "secrets", "shutil", "tempfile"),
        *("ipaddress", "platform", "traceback", "urllib.parse"),
        *("checker.cli.commands", "checker.read.pack.rules"),
    }
    for _ in range(2):  # the first may have to compile the pack
        command = [sys.executable, "-X", "importtime", "-m", "checker", "ask", ASK]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "checker.cli.asking" in loaded
    assert loaded & spared == set()


def test_whoever_wants_what_the_start_spares_gets_it_whole() -> None:
    """Addresses of paths, the system's name, and types that msgspec knows of others."""
    program = (
        "from checker.__main__ import _load_lightly\n_load_lightly()\n"
        "import msgspec, pathlib, platform, typing_extensions, urllib.parse, uuid\n"
        "assert pathlib.Path('/a b').as_uri() == 'file:///a%20b' == 'file://' + urllib.parse.quote('/a b')\n"
        "assert platform.python_version() and typing_extensions.TypedDict and uuid.getnode()\n"
        "one = uuid.uuid4()\nassert msgspec.json.decode(msgspec.json.encode(one), type=uuid.UUID) == one\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_every_command_has_help_with_an_example() -> None:
    """--help of each command shows how it is typed."""
    for command in ("check", "ask", "explain", "rules", "graph", "new", "schema"):
        assert f"checker {command} " in run(command, "--help").stdout


@pytest.mark.parametrize("command", ["check", "ask", "explain"])
def test_judging_commands_tell_their_exit_codes(command: str) -> None:
    """--help says what each exit code means."""
    told = " ".join(run(command, "--help").stdout.split())
    assert "Exit code: 0 " in told
    assert ", 3 our own fault." in told
    assert ("whatever the verdict" in told) == (command != "check")


def test_a_graver_claim_hides_no_disagreement(tmp_path: Path) -> None:
    """Two claims that can't both be so are told, though a third one is implausible by itself."""
    entries = [
        "p | parameters: 405B, tokens: 15T",
        "c | training_compute: 1.2e26 FLOP",
        "a | chips: 500K, hardware: H100",
    ]
    path = claims(tmp_path, *entries)
    text = path.read_text()
    for name in "pca":
        text = text.replace(f"about: {name}\n", "about: it\n")
    path.write_text(text)
    (case,) = json.loads(run("check", str(path), "--format", "json").stdout)["cases"]
    assert [d["claims"] for d in case["disagreements"]] == [["c", "p"]]


def test_a_giver_that_contradicts_itself_gives_nothing(tmp_path: Path) -> None:
    """What is comparable to an impossible run is judged without it."""
    path = claims(
        tmp_path,
        'giver | training_compute: 1e32 FLOP, hardware: H100, chips: "10"',
        "taker | training_compute: 1e25 FLOP | links: {comparable_to: giver}",
    )
    done = run("check", str(path), "--implied")
    assert "giver: impossible" in done.stdout
    assert "taker: plausible" in done.stdout
