"""Type checkers see every public name, although each is imported only when it is used."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "embed.py"
ROOT = PROGRAM.parents[2]


def test_the_program_runs() -> None:
    assert runpy.run_path(str(PROGRAM))["decision"].verdict.value == "consider"


def test_mypy_accepts_the_program_in_strict_mode() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", str(PROGRAM)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_pyright_accepts_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, str(PROGRAM)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    if "error" not in done.stdout:
        # It fetches its own engine on first use; without a network there is nothing to learn.
        pytest.skip(f"pyright could not run: {done.stderr[-200:]}")
    assert "0 errors" in done.stdout, done.stdout
