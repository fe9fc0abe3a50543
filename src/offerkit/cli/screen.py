"""Input and output of the command: files, standard streams, the terminal."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TextIO

from attrs import frozen

from offerkit.diagnostics import Diagnostic
from offerkit.load.offers import numbered
from offerkit.load.tables import parted
from offerkit.load.write import replace_file
from offerkit.snippet import render_diagnostics
from offerkit.terminal import safe

STDIN: Final = "\0"
"""Stand-in for ``-`` among the arguments: cyclopts would take ``-`` for an option, and no file
can have this name."""
STDIN_NAME: Final = "<stdin>"

OK: Final = 0
HAS_ERRORS: Final = 1
WRONG_USAGE: Final = 2

_MAX_WIDTH: Final = 100
"""Longer lines are hard to read, however wide the terminal is."""


class UsageError(Exception):
    """A command line that asks for something impossible; its text is a whole sentence."""


class NothingGivenError(UsageError):
    """A command line without the files that it is about."""


class HasErrorsError(Exception):
    """The end of a command whose files have errors; they have been reported by then."""


def wrong_argument(error: ValueError, options: Mapping[str, str]) -> UsageError:
    """Return the error of an argument of the API in the words of the command line.

    Args:
        error: Its message names arguments.
        options: Patterns of those names, with the options that replace them.
    """
    message = str(error)
    for pattern, option in options.items():
        message = re.sub(pattern, option, message)
    return UsageError(f"{safe(message)}.")


# --- output ----------------------------------------------------------------------------------


def set_up_streams() -> None:
    """Make the standard streams escape what their encoding lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def has_colour(stream: TextIO) -> bool:
    """Return whether *stream* is a terminal whose user wants colours (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return the number of columns to use: the terminal's, 80 without one, at most 100."""
    return min(shutil.get_terminal_size((80, 24)).columns, _MAX_WIDTH)


def print_page(render: Callable[..., str], result: object, **options: Any) -> None:
    """Print a result as *render* lays it out for this terminal, given further *options*."""
    print(render(result, width=width(), colour=has_colour(sys.stdout), **options))


def print_json(data: Mapping[str, Any]) -> None:
    """Print one JSON object on a line."""
    # Escaped to ASCII: nothing in a file can then act on a terminal.
    print(json.dumps(data))


def say(text: str) -> None:
    """Write a line to standard error, after everything printed before."""
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Write diagnostics, if there are any, to standard error."""
    text = render_diagnostics(diagnostics, colour=has_colour(sys.stderr))
    if text:
        say(f"{text}\n")


# --- files -----------------------------------------------------------------------------------


@frozen
class Input:
    """Content of a file named on the command line."""

    name: str
    """Argument as given, or ``<stdin>``."""
    data: bytes
    posting: int | None = None
    """Number of the job posting in it to read, if the argument ends in ``#`` and a number."""
    chosen: str = ""
    """Of a table, the sheet or the offer to read that the argument names behind ``#``."""
    is_table: bool = False

    @property
    def path(self) -> str:
        """Path of the file: the name without the part behind ``#``."""
        if self.posting is not None:
            return self.name.rpartition("#")[0]
        return self.name.removesuffix(f"#{self.chosen}") if self.chosen else self.name

    @property
    def suffix(self) -> str:
        """Extension in lower case, with its dot; empty for standard input."""
        return Path(self.path).suffix.lower()


_MAX_READ: Final = 8 * 1024 * 1024 + 1
"""One byte more than the largest file that anything accepts: a saved page, or a table."""


def read_inputs(names: Iterable[str], tables: Iterable[str] = ()) -> list[Input]:
    """Return the content of files, then of tables of offers; ``STDIN`` is standard input.

    Of a file that is too large, just enough is read to tell that it is.

    Raises:
        UsageError: standard input is named twice; a file does not exist, is a folder, or cannot
            be read.
    """
    names, tables = list(names), list(tables)
    if [*names, *tables].count(STDIN) > 1:
        raise UsageError("standard input can be read only once: use - for one file only.")
    return [*map(_read, names), *(_read(name, is_table=True) for name in tables)]


def _read(name: str, *, is_table: bool = False) -> Input:
    if name == STDIN:
        return Input(STDIN_NAME, sys.stdin.buffer.read(_MAX_READ), is_table=is_table)
    try:
        path, posting = (name, None) if is_table else numbered(name)
        path, chosen = parted(name) if is_table else (path, "")
        with Path(path).open("rb") as file:
            return Input(name, file.read(_MAX_READ), posting, chosen, is_table)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {safe(name)}: {reason(error)}.") from error


def replace(path: Path, data: bytes) -> None:
    """Make *data* the content of an existing file, whole or not at all.

    Permissions are kept; if *path* is a link, its target is replaced.

    Raises:
        UsageError: the folder or the file cannot be written to.
    """
    try:
        path.stat()
        if not os.access(path, os.W_OK):
            raise PermissionError
        replace_file(path, data)
    except OSError as error:
        raise UsageError(f"cannot write {safe(str(path))}: {reason(error)}.") from error


def reason(error: OSError | ValueError) -> str:
    """Return why the system refused, in plain words."""
    match error:
        case FileNotFoundError():
            return "the file does not exist"
        case IsADirectoryError():
            return "it is a folder"
        case PermissionError():
            return "permission denied"
        case OSError(strerror=str(text)):
            return safe(text)
        case _:
            return "this is not a valid file name"
