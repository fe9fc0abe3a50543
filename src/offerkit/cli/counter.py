"""``offerkit counter``: what a counter-offer mends, changes and leaves as it is."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.advise.counter import NotACounterError
from offerkit.cli.loading import load_files
from offerkit.cli.options import CriteriaFile, Json
from offerkit.cli.screen import UsageError, print_json, print_page
from offerkit.render.text.counter import render_counter
from offerkit.render.text.terminal import safe


def counter(
    criteria: CriteriaFile,
    offer: Annotated[
        str,
        Parameter(
            name="counter",
            help="The counter-offer, with the present job under [current]; - for standard input.",
        ),
    ],
    new_offer: Annotated[
        str | None,
        Parameter(
            name="new-offer",
            help="The offer that made your employer counter; - for standard input.",
        ),
    ] = None,
    /,
    *,
    json: Json = False,
) -> None:
    """Say what a counter-offer fixes of why you want to leave, and what it changes.

    For example:

        offerkit counter my.criteria counter.toml
        offerkit counter my.criteria counter.toml offer.toml
        offerkit counter my.criteria counter.toml --json

    Exit codes: 0 said, 1 a file has errors, 2 wrong usage, which includes an offer
    that is no counter-offer and a file that cannot be read.
    """
    names = [offer] if new_offer is None else [offer, new_offer]
    mine, [(name, countered), *new] = load_files(criteria, names)
    new_name, other = new[0] if new else (None, None)
    try:
        review = mine.decide(countered).counter(other)
    except NotACounterError as error:
        wrong = name if countered.offer.kind != "counter" or new_name is None else new_name
        raise UsageError(f"{safe(wrong)}: {error}.") from error
    if json:
        print_json({**review.to_dict(), "file": name, "new_file": new_name})
    else:
        print_page(render_counter, review, name=name, new_name=new_name)
