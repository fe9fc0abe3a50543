"""The door for output: what goes out, what it looks like, and what happens if it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from offerkit.cli import streams
from offerkit.cli.streams import put, say, show, standard_streams
from offerkit.diagnostics import error, warning
from offerkit.snippet import MOST_SHOWN, render_diagnostics
from offerkit.span import Source
from offerkit.terminal import LONGEST_LINE, Style, cut, paint, safe_line
from tests.unit.cli.conftest import Offerkit

SRC = Path(streams.__file__).parents[2]
HOSTILE = "a\x1b[2J\u202eb\nerror: c\x9b\u2066"
IN_FOLDERS = pytest.mark.skipif(sys.platform == "win32", reason="files have no such names there")
FULL = pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no full device")


# --- lines ---------------------------------------------------------------------------------------


def test_whatever_is_in_a_line_stays_on_it(capsys: pytest.CaptureFixture[str]) -> None:
    with standard_streams():
        show(HOSTILE, "second")
        say(HOSTILE)
        put("data\n\x1b")
    out, err = capsys.readouterr()
    shown = "a\\u{1b}[2J\\u{202e}b\\nerror: c\\u{9b}\\u{2066}"
    assert (out, err) == (f"{shown}\nsecond\ndata\n\x1b", f"{shown}\n")


def test_styles_are_kept_only_where_they_are_wanted() -> None:
    line = f"{paint('a', Style.BAD, True)}{HOSTILE}"
    assert safe_line(line, colour=True).startswith("\x1b[1;31ma\x1b[0ma\\u{1b}[2J")
    assert "\x1b" not in safe_line(line, colour=False)


def test_the_middle_of_a_long_line_is_cut() -> None:
    assert cut("x" * LONGEST_LINE) == "x" * LONGEST_LINE
    short = cut("a" * 5_000 + "z" * 5_000)
    assert len(short) == LONGEST_LINE
    assert short.startswith("aaa")
    assert short.endswith("zzz")
    assert " ... " in short


@IN_FOLDERS
@pytest.mark.parametrize(
    "command",
    [
        ("check", "{bad}.criteria"),
        ("check", "{good}.criteria", "{good}.toml", "{bad}.toml"),
        ("decide", "{good}.criteria", "{good}.toml"),
        ("decide", "{good}.toml", "{good}.criteria"),
        ("decide", "{good}.criteria", "{bad}.toml"),
        ("decide", "{good}.criteria", "{none}"),
        ("explain", "{good}.criteria", "{good}.toml", "{none}"),
        ("explain", "{good}.criteria", "{good}.toml", "--format", "markdown"),
        ("questions", "{good}.criteria", "{good}.toml"),
        ("negotiate", "{good}.criteria", "{good}.toml"),
        ("procon", "{good}.criteria", "{good}.toml"),
        ("compare", "{good}.criteria", "{good}.toml", "plain.toml"),
        ("compare", "{good}.criteria", "{good}.toml", "{good}.toml"),
        ("report", "{good}.criteria", "{good}.toml", "-o", "{none}.html"),
        ("report", "{good}.criteria", "{good}.toml", "-o", "{good}.toml"),
        ("report", "{good}.criteria", "{good}.toml", "-o", "{none}/page.html"),
        ("counter", "{good}.criteria", "{good}.toml"),
        ("answer", "{good}.criteria", "{good}.toml", "--template", "{bad}.toml"),
        ("answer", "--show-template", "{none}"),
        ("pay", "{good}.toml", "--exit-price", "{none}"),
        ("pay", "{good}.toml", "--current", "{good}.toml", "--currency", "{none}"),
        ("check", "{good}.criteria", "--root", "{none}"),
        ("format", "{worse}.criteria"),
        ("format", "{ugly}.criteria", "--check"),
        ("format", "{ugly}.criteria"),
        ("schema", "{bad}.criteria"),
        ("facts", "{none}"),
        ("new", "{none}"),
        ("new", "{good}.toml"),
        ("new", "--from", "{good}.toml"),
        ("{none}",),
        ("decide", "--{none}"),
    ],
)
def test_names_of_files_act_on_no_terminal(
    folder: Path, offerkit: Offerkit, command: tuple[str, ...]
) -> None:
    names = {kind: f"{kind}{HOSTILE}" for kind in ("good", "bad", "ugly", "worse", "none")}
    files = {
        "{good}.criteria": "pro if visa.needed\n",
        "{bad}.criteria": "pro if a.b\n",
        "{ugly}.criteria": "pro   if visa.needed\n",
        "{worse}.criteria": "pro if\n",
        "{good}.toml": "visa.needed = true\n",
        "{bad}.toml": "visa.needed = 3\n",
        "plain.toml": "visa.needed = false\n",
    }
    for name, text in files.items():
        (folder / name.format(**names)).write_text(text)
    ran = offerkit(*(argument.format(**names) for argument in command))
    assert ran.out + ran.err
    unsafe = {char for char in ran.out + ran.err if unicodedata.category(char) in {"Cc", "Cf"}}
    assert unsafe <= {"\n"}
    # What stands behind a line break in a name begins no line.
    assert not any(line.startswith("error: c") for line in (ran.out + ran.err).splitlines())


def test_very_long_words_are_cut(folder: Path, offerkit: Offerkit) -> None:
    long = "x" * 60_000
    (folder / "a.criteria").write_text(
        f'pro "{long}" if visa.needed\nfact a.b: yes/no ask "{long}"\ndealbreaker if a.b'
    )
    (folder / "bad.criteria").write_text(f"pro if {long}\npro if a.{long}\n")
    (folder / "a.toml").write_text(
        f'company.name = "{long}"\nvisa.needed = true\n[sources]\n"visa.needed" = "{long}"'
    )
    (folder / "bad.toml").write_text(f'"{long}" = 3\nmanager.presence = "{long}"')
    for arguments in (
        ("decide", "a.criteria", "a.toml"),
        ("explain", "a.criteria", "a.toml"),
        ("explain", "a.criteria", "a.toml", "--format", "markdown"),
        ("explain", "a.criteria", "a.toml", long),
        ("questions", "a.criteria", "a.toml"),
        ("procon", "a.criteria", "a.toml"),
        ("compare", "a.criteria", "a.toml", "a.toml"),
        ("report", "a.criteria", "a.toml"),
        ("check", "bad.criteria", "bad.toml"),
        ("check", "bad.toml"),
        ("check", long),
        ("facts", long),
        (long,),
        ("decide", f"--{long}"),
    ):
        ran = offerkit(*arguments)
        assert len(ran.out) < 40_000, arguments[0]
        assert len(ran.out + ran.err) > 0, arguments[0]
        assert len(ran.err) < 6 * LONGEST_LINE, arguments[0]


@pytest.mark.parametrize("mistakes", [MOST_SHOWN, MOST_SHOWN + 1, 1_900])
def test_so_many_mistakes_and_how_many_more(
    folder: Path, offerkit: Offerkit, mistakes: int
) -> None:
    (folder / "a.criteria").write_text("pro if a.b\n" * mistakes)
    err = offerkit("check", "a.criteria").err
    assert err.count("error[") == MOST_SHOWN
    more = mistakes - MOST_SHOWN
    assert (f"\n… and {more:,} more\n" in err) == (more > 0)


def test_errors_are_shown_before_warnings() -> None:
    at = Source("a", "text").span(0, 4)
    found = [warning("advice", "better not", at)] * (2 * MOST_SHOWN) + [error("wrong", "no", at)]
    text = render_diagnostics(found)
    assert text.startswith("error[wrong]")
    assert text.count("warning[") == MOST_SHOWN - 1
    assert text.endswith("\n\n… and 201 more")
    assert render_diagnostics(found[-MOST_SHOWN:]).startswith("warning")


def test_so_many_notes_and_how_many_more(folder: Path, offerkit: Offerkit) -> None:
    countries = ", ".join(f'"{index}?"' for index in range(2_000))
    page = '<script type="application/ld+json">{"@type": "JobPosting", "title": "x", '
    (folder / "a.html").write_text(f'{page}"employmentType": [{countries}]}}</script>')
    (folder / "a.criteria").write_text("pro if visa.needed")
    for arguments in (
        ("check", "a.html"),
        ("decide", "a.criteria", "a.html"),
        ("report", "a.criteria", "a.html"),
    ):
        ran = offerkit(*arguments)
        assert "and 1,800 more" in ran.out + ran.err
        assert len(ran.out + ran.err) < 90_000
    assert offerkit("new", "--from", "a.html").code == 0
    assert len((folder / "offer.toml").read_text()) < 90_000
    assert offerkit("check", "offer.toml").code == 0


# --- streams -------------------------------------------------------------------------------------


def run(redirections: str, *arguments: str) -> tuple[int, str, str]:
    """Run the command in a shell with *redirections*; return its exit code, output and messages."""
    command = f'"$0" -m offerkit "$@" {redirections}'
    ran = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONUNBUFFERED": ""},
    )
    return ran.returncode, ran.stdout, ran.stderr


ALL = [("--help",), ("decide", "--help"), ("--version",), ("facts", "pay"), ("schema",)]
SHELL = pytest.mark.skipif(not Path("/bin/sh").exists(), reason="there is no shell")


@SHELL
@FULL
@pytest.mark.parametrize("arguments", ALL, ids=" ".join)
def test_a_full_disk_is_said(arguments: tuple[str, ...]) -> None:
    said = "offerkit: cannot write to standard output: No space left on device.\n"
    assert run(">/dev/full", *arguments) == (2, "", said)


@SHELL
@pytest.mark.parametrize("arguments", ALL, ids=" ".join)
def test_a_missing_output_is_said(arguments: tuple[str, ...]) -> None:
    said = "offerkit: cannot write to standard output: it is closed.\n"
    assert run(">&-", *arguments) == (2, "", said)


@SHELL
@pytest.mark.parametrize("arguments", ALL, ids=" ".join)
def test_a_closed_pipe_is_no_mistake(arguments: tuple[str, ...]) -> None:
    script = '{ sleep 0.3; "$0" -m offerkit "$@"; echo $? >&2; } | true'
    ran = subprocess.run(
        ["/bin/sh", "-c", script, sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    )
    assert ran.stderr == "141\n"


@SHELL
@FULL
@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-"])
def test_without_messages_the_exit_code_is_the_same(redirection: str) -> None:
    assert run(redirection, "nothing") == (2, "", "")
    assert run(f"{redirection} >&-", "--help") == (2, "", "")


@SHELL
def test_a_missing_input_is_said() -> None:
    said = "offerkit: cannot read -: there is no standard input.\n"
    assert run("<&-", "check", "-") == (2, "", said)
