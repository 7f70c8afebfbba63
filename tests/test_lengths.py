"""How long what is printed is where nobody wants reasons."""

from pathlib import Path

from tests.commands import run


def test_a_quiet_run_prints_no_proof(tmp_path: Path) -> None:
    """--quiet has a line for a claim that fails, and one that counts."""
    file = tmp_path / "a.yaml"
    file.write_text(
        "claims:\n- {id: big, about: big, statement: Big., source: {title: A page, date: 2024-12}, "
        "values: {training_cost: $3B, hardware: H100}}\n"
    )
    told = run("check", str(file), "--quiet").stdout.splitlines()
    assert len(told) == 2
    assert "big: implausible; FAILED: it needs 3.4x" in told[0]
