"""``offerkit counter``: what a counter-offer mends, changes and leaves as it is."""

from __future__ import annotations

import json as json_module
import sys
from typing import Annotated

from cyclopts import Parameter

from offerkit.advise.counter import CounterReview
from offerkit.cli.loading import load_criteria, load_offer
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    UsageError,
    has_colour,
    one_stdin,
    read_input,
    width,
)
from offerkit.errors import NotACounterError
from offerkit.render.text.counter import render_counter
from offerkit.render.text.terminal import safe


def counter(
    criteria: Annotated[str, Parameter(help="The criteria file, or - for standard input.")],
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
    json: Annotated[
        bool, Parameter(negative=(), help="Print data instead of a page: one JSON object.")
    ] = False,
) -> int:
    """Say what a counter-offer fixes of why you want to leave, and what it changes.

    For example:

        offerkit counter my.criteria counter.toml
        offerkit counter my.criteria counter.toml offer.toml
        offerkit counter my.criteria counter.toml --json

    Exit codes: 0 said, 1 a file has errors, 2 wrong usage, which includes an offer
    that is no counter-offer and a file that cannot be read.
    """
    names = [name for name in (offer, new_offer) if name is not None]
    one_stdin((criteria, *names))
    inputs = [read_input(name) for name in names]
    mine = load_criteria(criteria)
    if mine is None:
        return HAS_ERRORS
    found = [load_offer(given, mine.schema) for given in inputs]
    loaded = [each for each in found if each is not None]
    if len(loaded) < len(found):
        return HAS_ERRORS
    try:
        counter, *others = loaded
        review = mine.decide(counter).counter(*others)
    except NotACounterError as error:
        wrong = inputs[0] if loaded[0].offer.kind != "counter" else inputs[-1]
        raise UsageError(f"{safe(wrong.name)}: {error}.") from error
    _print(review, [given.name for given in inputs], json=json)
    return OK


def _print(review: CounterReview, names: list[str], *, json: bool) -> None:
    name, new_name = (*names, None)[:2]
    if json:
        files = {"file": name, "new_file": new_name}
        print(json_module.dumps({**review.to_dict(), **files}))
        return
    page = render_counter(
        review, width=width(), colour=has_colour(sys.stdout), name=name, new_name=new_name
    )
    print(page)
