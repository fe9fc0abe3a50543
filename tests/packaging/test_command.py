"""The command as a program of its own: its streams, its colours, a reader that leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import offerkit as package

EXAMPLES = Path(__file__).parents[2] / "examples"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1])}
COMMAND = [sys.executable, "-m", "offerkit"]


def spawned(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=EXAMPLES,
        env={**ENVIRONMENT, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_the_module_is_the_command() -> None:
    ran = spawned("--version")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"{package.__version__}\n", "")


def test_a_reader_that_leaves_early_is_no_error() -> None:
    with subprocess.Popen(
        [*COMMAND, "facts"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


def test_a_stream_that_cannot_encode_a_text_gets_it_escaped(tmp_path: Path) -> None:
    offer = tmp_path / "offer.toml"
    offer.write_text('[company]\nname = "Zoë 日本"\n', encoding="utf-8")
    ran = spawned("decide", "candidate.criteria", str(offer), PYTHONIOENCODING="ascii")
    assert ran.returncode == 0
    assert "Zo\\xeb \\u65e5\\u672c" in ran.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("variables", "coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals_whose_user_wants_it(
    variables: dict[str, str], coloured: bool
) -> None:
    import pty

    ours, theirs = pty.openpty()
    clean = {name: value for name, value in ENVIRONMENT.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [*COMMAND, "decide", "candidate.criteria", "half-known.toml"],
        cwd=EXAMPLES,
        env={**clean, **variables},
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(theirs)
        shown = b""
        # Linux says "input/output error" once the other end is closed.
        while chunk := _read(ours):
            shown += chunk
        assert process.wait(timeout=60) == 0
    os.close(ours)
    assert b"FIND OUT" in shown
    assert (b"\x1b[" in shown) is coloured


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:
        return b""


def test_no_colour_in_a_pipe() -> None:
    ran = spawned("decide", "candidate.criteria", "half-known.toml", TERM="xterm")
    assert "\x1b" not in ran.stdout
