"""``offerkit diff``: how two sets of criteria decide."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Annotated

from attrs import evolve
from cyclopts import Parameter

from offerkit.cli.loading import criteria_in
from offerkit.cli.options import Json, Root
from offerkit.cli.screen import (
    Input,
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
    pairs = [(_before(given, git), given) for given in inputs] if git else [(*inputs,)]
    shown = False
    for old, new in pairs:
        if old is None:
            show(f"{new.name}: not in {git}")
            criteria_in(new, root)
            continue
        before = criteria_in(old, root, f"{old.name} in {git}" if git else None)
        found = before.compare_with(criteria_in(new, root))
        if json:
            print_json(found.to_dict())
        else:
            if shown:
                show("")
            print_page(render_difference, found)
        shown = True


def _before(given: Input, revision: str) -> Input | None:
    """Return a file as it was in a revision of git; None if it was not there.

    Raises:
        UsageError: git is not installed, the folder is in no repository, or there is no such
            revision.
    """
    folder, name = Path(given.path).parent, Path(given.path).name
    # An option is no revision.
    if (
        revision.startswith("-")
        or _git(folder, "rev-parse", "--verify", f"{revision}^{{commit}}") is None
    ):
        raise UsageError(f"{given.name}: git has no revision {revision} here.")
    data = _git(folder, "show", f"{revision}:./{name}")
    return None if data is None else evolve(given, data=data)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git says; None if it says no."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False
        )
    except OSError as error:
        raise UsageError("git is not installed, or cannot be run.") from error
    return done.stdout if done.returncode == 0 else None
