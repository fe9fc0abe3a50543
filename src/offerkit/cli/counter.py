"""``offerkit counter``: a review of a counter-offer."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import load_files
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, Root
from offerkit.cli.screen import UsageError, print_json, print_page
from offerkit.errors import NotACounterError
from offerkit.render.text.counter import render_counter


def counter(
    criteria: CriteriaFile,
    offer: Annotated[
        str,
        Parameter(
            name="counter",
            help="Counter-offer, with your current job under [current]; - for standard input.",
        ),
    ],
    new_offer: Annotated[
        str | None,
        Parameter(
            name="new-offer",
            help="Offer that your employer is countering; - for standard input.",
        ),
    ] = None,
    /,
    *,
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
    names = [offer] if new_offer is None else [offer, new_offer]
    mine, [(name, countered), *new] = load_files(criteria, names, root, current)
    new_name, other = new[0] if new else (None, None)
    try:
        review = mine.decide(countered).counter(other)
    except NotACounterError as error:
        wrong = name if countered.offer.kind != "counter" or new_name is None else new_name
        raise UsageError(f"{wrong}: {error}.") from error
    if json:
        print_json({**review.to_dict(), "file": name, "new_file": new_name})
    else:
        print_page(render_counter, review, name=name, new_name=new_name)
