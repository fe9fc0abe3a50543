from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

from offerkit.cli.app import run

EXAMPLES = Path(__file__).parents[3] / "examples"


@frozen
class Ran:
    """What a run of the command came to."""

    code: int
    out: str
    err: str


Offerkit = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def examples(folder: Path) -> Path:
    """A working folder with the examples in it."""
    for path in EXAMPLES.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    return folder


@pytest.fixture
def offerkit(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Offerkit:
    """Runs the command in this process, in the working folder."""
    monkeypatch.setenv("COLUMNS", "80")

    def ran(*arguments: str | Path, stdin: str | bytes = b"") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return ran
