"""``offerkit deadlines``: what to ask of whom first, and by when."""

from __future__ import annotations

from datetime import datetime

from offerkit.advise.deadlines import timetable
from offerkit.cli.loading import day_given, load_files
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, OfferFiles, Root, Tables, Today
from offerkit.cli.screen import print_json, print_page
from offerkit.render.text.deadlines import render_deadlines


def deadlines(
    criteria: CriteriaFile,
    offers: OfferFiles | None = None,
    /,
    *,
    table: Tables = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Show when offers have to be answered, and what to do first.

    Counts from --today, or else from the day that the clock shows. The verdicts
    read the day only if it is given.

    For example:

        offerkit deadlines my.criteria a.toml b.toml
        offerkit deadlines my.criteria a.toml b.toml --today 2026-11-26

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    mine, found = load_files(criteria, offers or [], root, current, table, today)
    day = day_given("--today", today) or datetime.now().astimezone().date()
    decided = [(given.file, mine.decide(given.offer)) for given in found]
    shown = timetable(decided, day)
    if json:
        print_json(shown.to_dict())
    else:
        print_page(render_deadlines, shown)
