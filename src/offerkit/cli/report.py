"""``offerkit report``: decisions, or a comparison, as a page for the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from offerkit.cli.compare import alternatives, compare_files
from offerkit.cli.loading import day_given, load_all, more_criteria, read_sets
from offerkit.cli.options import (
    CriteriaFile,
    Criterias,
    CurrentJob,
    Instead,
    Root,
    Staying,
    Tables,
    Today,
)
from offerkit.cli.screen import HAS_ERRORS, OK, STDIN, HasErrorsError, UsageError, reason, write
from offerkit.cli.streams import put, say, show
from offerkit.load.files import parted


def report(
    criteria: CriteriaFile,
    offers: Criterias | None = None,
    /,
    *,
    table: Tables = None,
    output: Annotated[
        str | None,
        Parameter(
            name=("--output", "-o"),
            help="File to write; by default the page is printed. With several criteria files, "
            "the folder for a page of each.",
        ),
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
) -> int:
    """Write a report for the browser: a single file with everything in it.

    For one offer it shows the verdict with all reasons, what to find out, and what
    to negotiate. For several, it begins with a comparison. One offer is compared
    with staying only if you give --staying.

    For example:

        offerkit report my.criteria offer.toml -o page.html
        offerkit report my.criteria offers/*.toml -o page.html --force
        offerkit report my.criteria counter.toml --staying > page.html
        offerkit report my.criteria offer.toml --title "Spring offers" --name Kim
        offerkit report clients/*.criteria offers/*.toml -o pages

    Exit codes: 0 written, 1 a file has errors, or the page already exists
    (nothing is written), 2 wrong usage, or a file cannot be read or written.
    """
    files = (
        criteria,
        *(offers or ()),
        *(instead or ()),
        *(parted(name)[0] for name in table or ()),
    )
    more = more_criteria(criteria, offers or ())
    if more and output in {None, STDIN}:
        raise UsageError("several criteria make a page each: give a folder for them with --output.")
    if not more and output not in {None, STDIN}:
        _may_be_written(_target(str(output), files), force=force)
    about: dict[str, Any] = {"title": title, "person": name, "day": day_given("--date", date)}
    sets, inputs, has_errors = read_sets(criteria, offers or (), root, table)
    pages: dict[str, str] = {}
    for shown, mine in sets.items():
        found = load_all(inputs, mine.schema, root, current, today)
        others = alternatives(mine, instead or (), root, today)
        if len(found) == 1 and not staying and not others:
            pages[shown] = mine.decide(found[0].offer).report(name=found[0].file, **about)
        else:
            pages[shown] = compare_files(mine, found, staying=staying, instead=others).report(
                **about
            )
    if output is None or output == STDIN:
        for page in pages.values():
            # ASCII is valid in every encoding that the stream may have.
            put(page.encode("ascii", "xmlcharrefreplace").decode("ascii"))
    elif more:
        _write_all(Path(output), pages, files, force=force)
    else:
        _write(_target(output, files), *pages.values(), force=force)
    return HAS_ERRORS if has_errors else OK


def _write_all(
    folder: Path, pages: Mapping[str, str], files: Sequence[str], *, force: bool
) -> None:
    """Write a page for each criteria, all or none; the folder is made if there is none."""
    targets = {
        # `a/kim.criteria` beside `b/kim.criteria` is `a-kim.html`.
        _target(str(folder / f"{'-'.join(Path(name).with_suffix('').parts)}.html"), files): page
        for name, page in pages.items()
    }
    for target in targets:
        _may_be_written(target, force=force)
    try:
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot write to {folder}: {reason(error)}.") from error
    for target, page in targets.items():
        _write(target, page, force=force)


def _write(target: Path, page: str, *, force: bool) -> None:
    write(target, page.encode("utf-8"), new=not (force and _is_there(target)))
    show(f"Wrote {target}.")


def _may_be_written(target: Path, *, force: bool) -> None:
    """Say so and stop if there is a file already, which is only overwritten by force."""
    if not force and _is_there(target):
        say(f"offerkit: {target} already exists; use --force to overwrite it.")
        raise HasErrorsError


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
