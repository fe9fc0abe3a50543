"""``offerkit format``: criteria files in their canonical layout."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    STDIN,
    Input,
    UsageError,
    one_stdin,
    read_input,
    reason,
    report,
    say,
)
from offerkit.criteria import format_criteria
from offerkit.errors import DiagnosticError
from offerkit.render.text.terminal import safe


def format(  # noqa: A001 - the name of the command
    files: Annotated[
        list[str],
        Parameter(name="file", help="Criteria files; - formats standard input to standard output."),
    ],
    /,
    *,
    check: Annotated[
        bool, Parameter(negative=(), help="Write nothing; exit with 1 if a file would change.")
    ] = False,
) -> int:
    """Put criteria files into the one canonical layout, in place; comments are kept.

    A file with syntax errors is left as it is. Files are replaced as a whole:
    an interrupted command never leaves half a file.

    For example:

        offerkit format my.criteria
        offerkit format --check *.criteria
        offerkit format - < my.criteria

    Exit codes: 0 done, 1 errors in a file (or with --check: a file would
    change), 2 a file cannot be read or written.
    """
    one_stdin(files)
    inputs = [(name, read_input(name)) for name in files]
    # All of them, whatever the first comes to.
    codes = [_format(name, given, check=check) for name, given in inputs]
    return max(codes, default=OK)


def _format(name: str, given: Input, *, check: bool) -> int:
    try:
        formatted = format_criteria(given.data, name=given.name).encode("utf-8")
    except DiagnosticError as error:
        report(error.diagnostics)
        return HAS_ERRORS
    if check:
        return _would_change(given, formatted)
    if name == STDIN:
        sys.stdout.write(formatted.decode("utf-8"))
    elif formatted != given.data:
        replace(Path(name), formatted)
        say(f"{safe(name)}: formatted")
    return OK


def _would_change(given: Input, formatted: bytes) -> int:
    if formatted == given.data:
        return OK
    say(f"{safe(given.name)}: would be formatted")
    return HAS_ERRORS


def replace(path: Path, data: bytes) -> None:
    """Make *data* the content of the file at *path*, whole or not at all.

    The file keeps its permissions; where *path* is a link, what it points to is replaced.

    Raises:
        UsageError: the folder or the file cannot be written to.
    """
    target = path.resolve()
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
        if not os.access(target, os.W_OK):
            raise PermissionError
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(mode)
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"cannot write {safe(str(path))}: {reason(error)}.") from error
