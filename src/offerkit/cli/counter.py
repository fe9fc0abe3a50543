"""``offerkit counter``: a review of a counter-offer."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import load_files, one_or_none, only
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, Root, Tables
from offerkit.cli.screen import UsageError, print_json, print_page
from offerkit.errors import NotACounterError
from offerkit.render.text.counter import render_counter


def counter(
    criteria: CriteriaFile,
    offer: Annotated[
        str | None,
        Parameter(
            name="counter",
            help="Counter-offer, with your current job under [current]; - for standard input.",
        ),
    ] = None,
    new_offer: Annotated[
        str | None,
        Parameter(
            name="new-offer",
            help="Offer that your employer is countering; - for standard input.",
        ),
    ] = None,
    /,
    *,
    table: Tables = None,
    current: CurrentJob = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Review a counter-offer: its changes, and which reasons to leave it addresses.

    For example:

        offerkit counter my.criteria counter.toml
        offerkit counter my.criteria counter.toml offer.toml
        offerkit counter my.criteria counter.toml --json

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage, including an offer
    that is not a counter-offer, or a file cannot be read.
    """
    mine, found = load_files(criteria, one_or_none(offer, new_offer), root, current, table)
    if table:
        # In a table, the offers say themselves which of them is the counter-offer.
        found = sorted(found, key=lambda given: given.offer.offer.kind != "counter")
    countered, *new = found
    if len(new) > 1:
        only(found)
    other = new[0] if new else None
    try:
        review = mine.decide(countered.offer).counter(None if other is None else other.offer)
    except NotACounterError as error:
        is_first = countered.offer.offer.kind != "counter" or other is None
        wrong = countered if is_first or other is None else other
        raise UsageError(f"{wrong.file}: {error}.") from error
    new_file = None if other is None else other.file
    if json:
        print_json({**review.to_dict(), "file": countered.file, "new_file": new_file})
    else:
        print_page(render_counter, review, name=countered.file, new_name=new_file)
