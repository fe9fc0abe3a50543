"""``offerkit watch``: decide offers, and again at each change of a file that was read."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import sleep
from typing import Annotated, TypeAlias

from cyclopts import Parameter

from offerkit.cli.decide import decide
from offerkit.cli.options import CriteriaFile, CurrentJob, OfferFiles, Root, Tables, Today
from offerkit.cli.screen import OK, STDIN, HasErrorsError, UsageError, saying_once, width
from offerkit.cli.streams import say, show
from offerkit.load.files import NOTED, numbered, parted


def watch(
    criteria: CriteriaFile,
    offers: OfferFiles | None = None,
    /,
    *,
    table: Tables = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
    every: Annotated[int, Parameter(help="Seconds from one look at the files to the next.")] = 1,
) -> int:
    """Decide offers, and again whenever one of the files changes, until you press Ctrl+C.

    Files that the criteria use, and that of your current job, are watched too.

    For example:

        offerkit watch my.criteria offer.toml
        offerkit watch my.criteria --table offers.csv --every 5

    Exit codes: 0 you have ended it, 2 wrong usage or a file cannot be read at the
    start.
    """
    if STDIN in (criteria, *(offers or ()), *(table or ()), current):
        raise UsageError("standard input cannot be watched: give files.")
    if every < 1:
        raise UsageError(f"--every: expected at least 1 second, got {every}.")
    named = [criteria, *(numbered(name)[0] for name in offers or ())]
    named += [parted(name)[0] for name in table or ()]
    named += [] if current is None else [current]
    is_first = True
    try:
        while True:
            # What a file was before it was read: no change in between is missed.
            seen = {Path(name): _stamp(Path(name)) for name in named}
            token = NOTED.set(partial(_note, seen))
            try:
                with saying_once():
                    decide(criteria, offers, table=table, current=current, today=today, root=root)
            except HasErrorsError:
                pass
            except UsageError as error:
                # An editor may be about to put a file in place of the old one.
                if is_first:
                    raise
                say(f"offerkit: {error}")
            finally:
                NOTED.reset(token)
            is_first = False
            while all(_stamp(path) == stamp for path, stamp in seen.items()):
                sleep(every)
            show("", "=" * width(), "")
    except KeyboardInterrupt:
        return OK


Stamp: TypeAlias = tuple[int, int, int] | None
"""What changes with the content of a file; None if it cannot be looked at."""


def _note(seen: dict[Path, Stamp], path: Path) -> None:
    seen.setdefault(path, _stamp(path))


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
