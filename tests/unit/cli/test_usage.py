"""The command line as a whole: help, wrong usage, streams."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import offerkit as package
from offerkit.cli import main, screen
from offerkit.cli.app import COMMANDS
from offerkit.load.formats import MAX_PAGE_BYTES
from offerkit.syntax.source import MAX_BYTES
from tests.unit.cli.conftest import EXAMPLES, Offerkit

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


@pytest.mark.parametrize("flag", ["--help", "-h", "help"])
def test_help_names_every_command(offerkit: Offerkit, flag: str) -> None:
    ran = offerkit(flag)
    assert ran.code == 0
    wide = max(map(len, COMMANDS))
    for command, (purpose, _) in COMMANDS.items():
        assert f"    {command:<{wide}} {purpose}\n" in ran.out
    assert all(len(line) <= 100 for line in ran.out.splitlines())


def test_without_a_command_help_is_shown_and_the_code_is_2(offerkit: Offerkit) -> None:
    ran = offerkit()
    assert (ran.code, ran.out) == (2, offerkit("--help").out)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_shows_how_to_use_it(offerkit: Offerkit, command: str) -> None:
    ran = offerkit(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: offerkit {command}")
    assert f"\n    offerkit {command}" in ran.out
    assert "Exit codes: 0" in ran.out
    assert ran.err == ""


def test_version(offerkit: Offerkit) -> None:
    assert offerkit("--version").out == f"{package.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence", "help_command"),
    [
        (("decid",), "unknown command `decid`; did you mean `decide`?", "offerkit --help"),
        (("\x1b[2J",), "unknown command `\\u{1b}[2J`", "offerkit --help"),
        (("decide",), "criteria", "offerkit decide --help"),
        (("decide", "a.criteria"), "offer", "offerkit decide --help"),
        (("format", "--chek", "x"), "--check", "offerkit format --help"),
        (("check",), "file", "offerkit check --help"),
        (("new", "a", "b"), "b", "offerkit new --help"),
        (("--jsn",), "--jsn", "offerkit --help"),
    ],
)
def test_wrong_usage(
    offerkit: Offerkit, arguments: tuple[str, ...], sentence: str, help_command: str
) -> None:
    ran = offerkit(*arguments)
    first, second = ran.err.splitlines()
    assert ran.code == 2
    assert first.startswith("offerkit: ")
    assert sentence.lower() in first.lower()
    assert second == f"For help: {help_command}"
    assert ran.out == ""


def test_standard_input_is_read_once_only(offerkit: Offerkit) -> None:
    ran = offerkit("decide", "-", "-")
    assert (ran.code, ran.out) == (2, "")
    assert "standard input can be read only once" in ran.err


def test_missing_cyclopts_is_one_plain_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "cyclopts", None)
    monkeypatch.delitem(sys.modules, "offerkit.cli.app")
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert 'pip install "offerkit[cli]"' in err


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


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no file without an end here")
def test_a_file_without_an_end_is_refused(folder: Path, offerkit: Offerkit) -> None:
    assert max(MAX_PAGE_BYTES, MAX_BYTES) < screen._MAX_READ
    (folder / "endless.criteria").symlink_to("/dev/zero")
    (folder / "endless.toml").symlink_to("/dev/zero")
    ran = offerkit("check", "endless.criteria")
    assert (ran.code, ran.err.count("error[file-too-large]")) == (1, 1)
    ran = offerkit("check", "endless.toml")
    assert (ran.code, ran.err.count("error[file-too-large]")) == (1, 1)


def test_of_a_long_standard_input_no_more_is_read_than_need_be(offerkit: Offerkit) -> None:
    ran = offerkit("check", "-", stdin="# " + "x" * 9_000_000)
    assert (ran.code, ran.err.count("error[file-too-large]")) == (1, 1)


def test_an_argument_too_many_is_named(offerkit: Offerkit) -> None:
    ran = offerkit("facts", "manager", "team", "pay")
    assert ran.code == 2
    assert ran.err.splitlines()[0] == "offerkit: unexpected `team pay`"
