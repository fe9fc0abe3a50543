"""Where the command reads and writes: files, standard streams, the terminal."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TextIO

from attrs import frozen

from offerkit.diagnostics import Diagnostic
from offerkit.render.snippet import render_diagnostics
from offerkit.render.text.terminal import Style, paint, safe

STDIN: Final = "\0"
"""What ``-`` among the arguments becomes: to cyclopts it would be an option, and no file can be
called so."""
STDIN_NAME: Final = "<stdin>"

OK: Final = 0
HAS_ERRORS: Final = 1
WRONG_USAGE: Final = 2

_WIDEST: Final = 100
"""Longer lines are hard to read, however wide the terminal is."""


class UsageError(Exception):
    """The command line asks for something that cannot be done; its text is a whole sentence."""


def set_up_streams() -> None:
    """Make the standard streams take any text: what they cannot encode is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def has_colour(stream: TextIO) -> bool:
    """Whether *stream* is a terminal whose user wants colours (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return how many columns pages may take: the terminal's, 80 where there is none."""
    return min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)


def heading(text: str) -> str:
    """Return *text* as a heading for standard output."""
    return paint(text, Style.HEADING, has_colour(sys.stdout))


def say(text: str) -> None:
    """Write a line to standard error, behind all that was printed before."""
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Write diagnostics, if there are any, to standard error."""
    text = render_diagnostics(diagnostics, colour=has_colour(sys.stderr))
    if text:
        say(f"{text}\n")


@frozen
class Input:
    """What a file named on the command line holds."""

    name: str
    """The path as it was given, or ``<stdin>``."""
    data: bytes

    @property
    def suffix(self) -> str:
        """The file's extension in small letters, with its dot; empty for standard input."""
        return Path(self.name).suffix.lower()


_MOST: Final = 8 * 1024 * 1024 + 1
"""One byte more than the largest file that anything reads, a saved page."""


def read_input(name: str) -> Input:
    """Return what the file *name* holds; ``STDIN`` is standard input.

    Of what is larger than any file may be only so much is read that its reader can tell.

    Raises:
        UsageError: there is no such file, it is a folder, or it cannot be read.
    """
    if name == STDIN:
        return Input(STDIN_NAME, sys.stdin.buffer.read(_MOST))
    try:
        with Path(name).open("rb") as file:
            return Input(name, file.read(_MOST))
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {safe(name)}: {reason(error)}.") from error


def reason(error: OSError | ValueError) -> str:
    """Return why the system refused, in plain words."""
    match error:
        case FileNotFoundError():
            return "there is no such file"
        case IsADirectoryError():
            return "it is a folder"
        case PermissionError():
            return "you may not"
        case OSError(strerror=str(text)):
            return safe(text)
        case _:
            return "no file can be called that"


def one_stdin(names: Iterable[str]) -> None:
    """Check that standard input is asked for at most once.

    Raises:
        UsageError: it is there more than once.
    """
    if list(names).count(STDIN) > 1:
        raise UsageError("standard input can be read only once: give - for one file.")
