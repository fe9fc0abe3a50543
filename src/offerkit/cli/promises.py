"""``offerkit promises``: what was said about a job, against what is in writing."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import NO_OFFER, load_all, one_or_none, read_files
from offerkit.cli.options import CurrentJob, Json, OfferFile, Root, Today
from offerkit.cli.screen import NothingGivenError, print_json, print_page, read_inputs
from offerkit.promises import promises as review_of
from offerkit.render.text.promises import render_promises


def promises(
    offer: OfferFile | None = None,
    letter: Annotated[
        str | None,
        Parameter(
            help="Letter or contract to hold against what was said; by default the offer itself."
        ),
    ] = None,
    /,
    *,
    criteria: Annotated[
        str | None,
        Parameter(help="Criteria file, to decide with what turned out as well."),
    ] = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Hold what was said about a job against what is in writing.

    What was said is under [promised] in the offer file; with a letter, also what
    the offer itself states. What turned out in the job is under [found].

    For example:

        offerkit promises offer.toml
        offerkit promises offer.toml letter.txt
        offerkit promises letter.txt contract.pdf
        offerkit promises offer.toml --criteria my.criteria --json

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    mine, names = None, one_or_none(offer, letter)
    if criteria is not None:
        mine, inputs = read_files(criteria, names, root, None)
    elif names:
        inputs = read_inputs(names)
    else:
        raise NothingGivenError(NO_OFFER)
    said, *written = load_all(inputs, None if mine is None else mine.schema, root, current, today)
    file = written[0].file if written else None
    held_to = written[0].offer if written else None
    if mine is None:
        review = review_of(said.offer, held_to)
    else:
        review = mine.decide(said.offer).promises(held_to)
    if json:
        print_json({**review.to_dict(), "file": said.file, "letter_file": file})
    else:
        print_page(render_promises, review, name=file)
