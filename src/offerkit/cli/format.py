"""``offerkit format``: criteria files in their standard layout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from offerkit.checking import format_criteria
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    STDIN,
    Input,
    read_inputs,
    report,
    write,
)
from offerkit.cli.streams import put, say
from offerkit.errors import DiagnosticError


def format(  # noqa: A001 - the name of the command
    files: Annotated[
        list[str],
        Parameter(name="file", help="Criteria files; - formats standard input to standard output."),
    ],
    /,
    *,
    check: Annotated[
        bool, Parameter(help="Write nothing; exit with 1 if a file would change.")
    ] = False,
) -> int:
    """Format criteria files in place, in the one standard layout; comments are kept.

    A file with syntax errors is left unchanged. Files are replaced as a whole:
    an interrupted command never leaves half a file.

    For example:

        offerkit format my.criteria
        offerkit format --check *.criteria
        offerkit format - < my.criteria

    Exit codes: 0 formatted, 1 a file has errors (with --check: or would change),
    2 a file cannot be read or written.
    """
    # All files are read first, and each is formatted whether or not others have errors.
    pairs = zip(files, read_inputs(files), strict=True)
    return max([_format(name, given, check=check) for name, given in pairs], default=OK)


def _format(name: str, given: Input, *, check: bool) -> int:
    try:
        formatted = format_criteria(given.data, name=given.name).encode("utf-8")
    except DiagnosticError as error:
        report(error.diagnostics)
        return HAS_ERRORS
    changed = formatted != given.data
    if check and changed:
        say(f"{given.name}: would be formatted")
        return HAS_ERRORS
    if check:
        return OK
    if name == STDIN:
        put(formatted.decode("utf-8"))
    elif changed:
        write(Path(name), formatted)
        say(f"{name}: formatted")
    return OK
