"""The command line as a whole: help, wrong usage, streams."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import offerkit as package
from offerkit.cli import main, screen
from offerkit.cli.app import COMMANDS
from offerkit.load.formats import MAX_PAGE_BYTES
from offerkit.syntax.source import MAX_BYTES
from tests.unit.cli.conftest import Offerkit


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
