"""``offerkit report``: decisions, or a comparison, as a page for the browser."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from offerkit.advise.compare.comparison import Comparison
from offerkit.cli.compare import as_options, names_of
from offerkit.cli.format import replace
from offerkit.cli.loading import load_criteria, load_offer
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    STDIN,
    UsageError,
    one_stdin,
    read_input,
    reason,
    say,
)
from offerkit.criteria import Criteria
from offerkit.evaluate.program import Ruling
from offerkit.model.offer import Offer
from offerkit.render.html.report import report_page
from offerkit.render.text.terminal import safe


def report(
    criteria: Annotated[str, Parameter(help="The criteria file, or - for standard input.")],
    offers: Annotated[
        list[str],
        Parameter(
            name="offer",
            help="Offer files: TOML, JSON, YAML, a saved job page; - for standard input.",
        ),
    ],
    /,
    *,
    output: Annotated[
        str | None,
        Parameter(name=("--output", "-o"), help="Where to write the page; else it is printed."),
    ] = None,
    force: Annotated[
        bool, Parameter(negative=(), help="Overwrite the page if it is there already.")
    ] = False,
    current: Annotated[
        bool | None,
        Parameter(
            negative="--no-current",
            help="Compare with staying in the present job too, as the offers describe it under "
            "`current`; as it is, where there are several offers and any of them does.",
        ),
    ] = None,
) -> int:
    """Write a report for the browser: one file that needs nothing else.

    Of one offer: the verdict and all that led to it, what to ask, what to ask for.
    Of several: that for each, and before it how they compare.

    For example:

        offerkit report my.criteria offer.toml -o page.html
        offerkit report my.criteria offers/*.toml -o page.html --force
        offerkit report my.criteria counter.toml --current > page.html

    Exit codes: 0 written, 1 a file has errors, or the page is there already
    (nothing is written), 2 wrong usage or a file that cannot be read or written.
    """
    one_stdin((criteria, *offers))
    inputs = [read_input(name) for name in offers]
    target = None if output in {None, STDIN} else _target(output, (criteria, *offers))
    if target is not None and not force and _is_there(target):
        say(f"offerkit: {safe(str(target))} is there already; --force overwrites it.")
        return HAS_ERRORS
    mine = load_criteria(criteria)
    if mine is None:
        return HAS_ERRORS
    loaded = [load_offer(given, mine.schema) for given in inputs]
    found = [offer for offer in loaded if offer is not None]
    if len(found) < len(loaded):
        return HAS_ERRORS
    files = [given.name for given in inputs]
    shown = _shown(mine, files, found, current=current)
    _write(report_page(shown, name=files[0]), target, force=force)
    return OK


def _target(output: str, inputs: Sequence[str]) -> Path:
    """Return where to write.

    Raises:
        UsageError: that is a folder, or one of the files that are read.
    """
    target = Path(output)
    for name in inputs:
        try:
            same = target.samefile(name)
        except (OSError, ValueError):
            continue
        if same:
            raise UsageError(f"{safe(output)} is read from: name another file to write to.")
    if _is_there(target) and target.is_dir():
        raise UsageError(f"cannot write {safe(output)}: it is a folder.")
    return target


def _is_there(target: Path) -> bool:
    try:
        return target.exists() or target.is_symlink()
    except (OSError, ValueError):
        return False  # writing to it says why not


def _shown(
    criteria: Criteria[Offer], files: Sequence[str], offers: Sequence[Offer], current: bool | None
) -> Ruling | Comparison:
    if len(offers) == 1 and not current:
        return criteria.decide(offers[0])
    named = zip(names_of(files), offers, strict=True)
    try:
        return criteria.compare(named, include_current=current)
    except ValueError as error:
        raise UsageError(f"{safe(as_options(str(error)))}.") from error


def _write(page: str, target: Path | None, *, force: bool) -> None:
    """Write the page whole: where that fails, what was there is as it was.

    Raises:
        UsageError: it cannot be written, or has just appeared and *force* is not set.
    """
    if target is None:
        # In ASCII: right in whatever encoding the stream has.
        sys.stdout.write(page.encode("ascii", "xmlcharrefreplace").decode("ascii"))
        return
    data = page.encode("utf-8")
    if force and _is_there(target):
        replace(target, data)
    else:
        try:
            with target.open("xb") as file:
                file.write(data)
        except FileExistsError as error:
            raise UsageError(f"{safe(str(target))} is there already.") from error
        except FileNotFoundError as error:
            why = "there is no such folder"
            raise UsageError(f"cannot write {safe(str(target))}: {why}.") from error
        except (OSError, ValueError) as error:
            raise UsageError(f"cannot write {safe(str(target))}: {reason(error)}.") from error
    print(f"Wrote {safe(str(target))}.")
