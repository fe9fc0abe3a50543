"""``offerkit procon``: what speaks for and against an offer, in two columns."""

from __future__ import annotations

import json as json_module
import sys
from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import load_criteria, load_offer
from offerkit.cli.screen import HAS_ERRORS, OK, has_colour, one_stdin, read_input, width
from offerkit.render.text.procon import render_procon


def procon(
    criteria: Annotated[str, Parameter(help="The criteria file, or - for standard input.")],
    offer: Annotated[
        str,
        Parameter(help="The offer file: TOML, JSON, YAML, a saved job page; - for standard input."),
    ],
    /,
    *,
    cancel: Annotated[
        bool,
        Parameter(negative=(), help="Strike out what is equal, step by step: Franklin's algebra."),
    ] = False,
    json: Annotated[
        bool, Parameter(negative=(), help="Print data instead of a page: one JSON object.")
    ] = False,
) -> int:
    """List what speaks for and against an offer, in two columns with weights.

    For example:

        offerkit procon my.criteria offer.toml
        offerkit procon my.criteria offer.toml --cancel

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file that
    cannot be read.
    """
    one_stdin((criteria, offer))
    given = read_input(offer)
    mine = load_criteria(criteria)
    decided = None if mine is None else load_offer(given, mine.schema)
    if mine is None or decided is None:
        return HAS_ERRORS
    found = mine.decide(decided).procon()
    if json:
        print(json_module.dumps(found.to_dict(cancel=cancel, file=given.name)))
        return OK
    colour = has_colour(sys.stdout)
    print(render_procon(found, cancel=cancel, width=width(), colour=colour, name=given.name))
    return OK
