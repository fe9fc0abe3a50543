"""Input and output of the command: files, standard streams, the terminal."""

from __future__ import annotations

import errno
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from offerkit.cli.streams import has_colour, put, say, show
from offerkit.diagnostics import Diagnostic
from offerkit.records import Record
from offerkit.snippet import render_diagnostics

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
    return UsageError(f"{message}.")


# --- output ----------------------------------------------------------------------------------


def width() -> int:
    """Return the number of columns to use: the terminal's, 80 without one, at most 100."""
    return min(shutil.get_terminal_size((80, 24)).columns, _MAX_WIDTH)


def print_page(render: Callable[..., str], result: object, **options: Any) -> None:
    """Print a result as *render* lays it out for this terminal, given further *options*."""
    print_parts(lambda *given, **more: [render(*given, **more)], result, **options)


def print_parts(render: Callable[..., Iterable[str]], result: object, **options: Any) -> None:
    """Likewise print a page of several parts, each as soon as it is known."""
    for part in render(result, width=width(), colour=has_colour(sys.stdout), **options):
        show(*part.split("\n"))
        sys.stdout.flush()


def print_json(data: Mapping[str, Any]) -> None:
    """Print one JSON object on a line."""
    # Escaped to ASCII: nothing in a file can then act on a terminal.
    put(f"{json.dumps(data)}\n")


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Write diagnostics, if there are any, to standard error."""
    said = _SAID.get()
    if said is not None:
        diagnostics = [found for found in dict.fromkeys(diagnostics) if found not in said]
        said.update(diagnostics)
    text = render_diagnostics(diagnostics, colour=has_colour(sys.stderr))
    if text:
        say(*text.split("\n"), "")


_SAID: Final[ContextVar[set[Diagnostic] | None]] = ContextVar("said", default=None)


@contextmanager
def saying_once() -> Iterator[None]:
    """Report within what is wrong once, even if it is found by each of several criteria."""
    token = _SAID.set(set())
    try:
        yield
    finally:
        _SAID.reset(token)


# --- files -----------------------------------------------------------------------------------


@frozen
class Input(Record):
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


def read_inputs(
    names: Iterable[str], tables: Iterable[str] = (), beside: Iterable[str] = ()
) -> list[Input]:
    """Return the content of files, of tables of offers, and of others; ``STDIN`` is standard input.

    Of a file that is too large, just enough is read to tell that it is.

    Raises:
        UsageError: standard input is named twice; a file does not exist, is a folder, or cannot
            be read.
    """
    named = [
        (name, is_table)
        for of, is_table in ((names, False), (tables, True), (beside, False))
        for name in of
    ]
    if [name for name, _ in named].count(STDIN) > 1:
        raise UsageError("standard input can be read only once: use - for one file only.")
    return [_read(name, is_table=is_table) for name, is_table in named]


def _read(name: str, *, is_table: bool = False) -> Input:
    # Here, so that help is shown without what reads offers.
    from offerkit.load.files import numbered, parted

    try:
        if name == STDIN:
            if sys.stdin is None:
                raise UsageError("cannot read -: there is no standard input.")
            return Input(STDIN_NAME, sys.stdin.buffer.read(_MAX_READ), is_table=is_table)
        path, posting = (name, None) if is_table else numbered(name)
        path, chosen = parted(name) if is_table else (path, "")
        with Path(path).open("rb") as file:
            return Input(name, file.read(_MAX_READ), posting, chosen, is_table)
    except (OSError, ValueError) as error:
        shown = "-" if name == STDIN else name
        why = reason(error)
        if isinstance(error, FileNotFoundError) and not is_table and parted(name)[1]:
            why += "; an offer of a table is given with --table"
        raise UsageError(f"cannot read {shown}: {why}.") from error


def write(path: Path, data: bytes, *, new: bool = False) -> None:
    """Make *data* the content of a file; see ``load.saving.write_file``.

    Raises:
        UsageError: the folder or the file cannot be written to; something is there already, and
            *new* is true.
    """
    from offerkit.load.saving import write_file

    try:
        write_file(path, data, new=new)
    except (OSError, ValueError) as error:
        why = reason(error, "the folder does not exist")
        raise UsageError(f"cannot write {path}: {why}.") from error


_PLAIN: Final = {
    errno.ELOOP: "its links form a circle",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ENOTDIR: "a folder of its path is a file",
    errno.ENXIO: "nothing reads from it",
}
"""What the system says, in plainer words."""


def reason(error: OSError | ValueError, missing: str = "the file does not exist") -> str:
    """Return why the system refused, in plain words; *missing* if something does not exist."""
    match error:
        case FileNotFoundError():
            return missing
        case FileExistsError():
            return "it already exists"
        case IsADirectoryError():
            return "it is a folder"
        case PermissionError():
            return "permission denied"
        case OSError(errno=number, strerror=str(text)):
            return _PLAIN.get(number or 0, text)
        case OSError():
            return "it is not a file"
        case _:
            return "this is not a valid file name"
