"""``offerkit report``: decisions, or a comparison, as a page for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from offerkit.cli.compare import alternatives, compare_files
from offerkit.cli.loading import day_given, load_files
from offerkit.cli.options import (
    CriteriaFile,
    CurrentJob,
    Instead,
    OfferFiles,
    Root,
    Staying,
    Tables,
    Today,
)
from offerkit.cli.screen import STDIN, HasErrorsError, UsageError, write
from offerkit.cli.streams import put, say, show
from offerkit.load.tables import parted


def report(
    criteria: CriteriaFile,
    offers: OfferFiles | None = None,
    /,
    *,
    table: Tables = None,
    output: Annotated[
        str | None,
        Parameter(name=("--output", "-o"), help="File to write; by default the page is printed."),
    ] = None,
    force: Annotated[bool, Parameter(help="Overwrite the file if it already exists.")] = False,
    title: Annotated[str | None, Parameter(help="Title of the page.")] = None,
    name: Annotated[str | None, Parameter(help="Name of the person whom it is for.")] = None,
    date: Annotated[str | None, Parameter(help="Date of the report, such as 2026-11-26.")] = None,
    staying: Staying = None,
    instead: Instead = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
) -> None:
    """Write a report for the browser: a single file with everything in it.

    For one offer it shows the verdict with all reasons, what to find out, and what
    to negotiate. For several, it begins with a comparison. One offer is compared
    with staying only if you give --staying.

    For example:

        offerkit report my.criteria offer.toml -o page.html
        offerkit report my.criteria offers/*.toml -o page.html --force
        offerkit report my.criteria counter.toml --staying > page.html
        offerkit report my.criteria offer.toml --title "Spring offers" --name Kim

    Exit codes: 0 written, 1 a file has errors, or the page already exists
    (nothing is written), 2 wrong usage, or a file cannot be read or written.
    """
    inputs = (
        criteria,
        *(offers or ()),
        *(instead or ()),
        *(parted(name)[0] for name in table or ()),
    )
    target = None if output in {None, STDIN} else _target(output, inputs)
    if target is not None and not force and _is_there(target):
        say(f"offerkit: {target} already exists; use --force to overwrite it.")
        raise HasErrorsError
    about: dict[str, Any] = {"title": title, "person": name, "day": day_given("--date", date)}
    mine, found = load_files(criteria, offers or (), root, current, table, today)
    others = alternatives(mine, instead or (), root, today)
    if len(found) == 1 and not staying and not others:
        page = mine.decide(found[0].offer).report(name=found[0].file, **about)
    else:
        page = compare_files(mine, found, staying=staying, instead=others).report(**about)
    if target is None:
        # ASCII is valid in every encoding that the stream may have.
        put(page.encode("ascii", "xmlcharrefreplace").decode("ascii"))
    else:
        write(target, page.encode("utf-8"), new=not (force and _is_there(target)))
        show(f"Wrote {target}.")


def _target(output: str, inputs: Sequence[str]) -> Path:
    """Return the path to write to.

    Raises:
        UsageError: it is a folder, or one of the input files.
    """
    target = Path(output)
    for name in inputs:
        try:
            same = target.samefile(name)
        except (OSError, ValueError):
            continue
        if same:
            raise UsageError(f"{output} is an input file: choose another file to write to.")
    if _is_there(target) and target.is_dir():
        raise UsageError(f"cannot write {output}: it is a folder.")
    return target


def _is_there(target: Path) -> bool:
    try:
        return target.exists() or target.is_symlink()
    except (OSError, ValueError):
        return False  # writing to it reports why
