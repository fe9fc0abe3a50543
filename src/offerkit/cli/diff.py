"""``offerkit diff``: how two sets of criteria decide."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.git import before
from offerkit.cli.loading import criteria_in
from offerkit.cli.options import Json, Root
from offerkit.cli.screen import (
    NothingGivenError,
    UsageError,
    print_json,
    print_page,
    read_inputs,
)
from offerkit.cli.streams import show
from offerkit.render.text.examine import render_difference


def diff(
    files: Annotated[
        list[str] | None,
        Parameter(name="file", help="Two criteria files, or with --git any number."),
    ] = None,
    /,
    *,
    git: Annotated[
        str | None,
        Parameter(
            name="--git",
            help="Compare each file with itself in this revision, such as HEAD. Files that it uses "
            "are read as they are now.",
        ),
    ] = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Compare two sets of criteria: stricter, laxer, or alike.

    Shows an offer that the two decide differently, as small as possible, and
    the statements that make the difference.

    For example:

        offerkit diff old.criteria new.criteria
        offerkit diff my.criteria --git HEAD

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    if not files or (git is None and len(files) == 1):
        raise NothingGivenError("give two criteria files, or one with --git and a revision.")
    if git is None and len(files) > 2:
        raise UsageError(f"{len(files)} files are given, and this command compares two of them.")
    inputs = read_inputs(files)
    pairs = [(before(given, git), given) for given in inputs] if git else [(*inputs,)]
    shown = False
    for old, new in pairs:
        if old is None:
            show(f"{new.name}: not in {git}")
            criteria_in(new, root)
            continue
        was = criteria_in(old, root, f"{old.name} in {git}" if git else None)
        found = was.compare_with(criteria_in(new, root))
        if json:
            print_json(found.to_dict())
        else:
            if shown:
                show("")
            print_page(render_difference, found)
        shown = True
