"""``offerkit coverage``: what criteria said of a set of offers."""

from __future__ import annotations

from offerkit.cli.loading import load_files
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, OfferFiles, Root, Tables, Today
from offerkit.cli.screen import print_json, print_page
from offerkit.render.text.examine import render_coverage


def coverage(
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
    """Show what criteria said of offers: which rules ever held, and what decided.

    How many offers came to each verdict, how often each statement held, was
    open, or ruled an offer out, and for which facts verdicts wait.

    For example:

        offerkit coverage my.criteria offers/*.toml
        offerkit coverage my.criteria --table offers.csv

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    mine, given = load_files(criteria, offers or (), root, current, table, today)
    found = mine.coverage(one.offer for one in given)
    if json:
        print_json(found.to_dict())
    else:
        print_page(render_coverage, found)
