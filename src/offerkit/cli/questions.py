"""``offerkit questions``: what to ask before answering."""

from __future__ import annotations

import json as json_module
import sys
from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import load_criteria, load_offer
from offerkit.cli.screen import HAS_ERRORS, OK, has_colour, one_stdin, read_input, width
from offerkit.render.text.questions import render_questions


def questions(
    criteria: Annotated[str, Parameter(help="The criteria file, or - for standard input.")],
    offer: Annotated[
        str,
        Parameter(help="The offer file: TOML, JSON, YAML, a saved job page; - for standard input."),
    ],
    /,
    *,
    json: Annotated[
        bool, Parameter(negative=(), help="Print data instead of a page: one JSON object.")
    ] = False,
) -> int:
    """Say what to ask before answering, in the order of what it decides.

    For example:

        offerkit questions my.criteria offer.toml
        offerkit questions my.criteria offer.toml --json

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file that
    cannot be read.
    """
    one_stdin((criteria, offer))
    given = read_input(offer)
    mine = load_criteria(criteria)
    if mine is None:
        return HAS_ERRORS
    found = load_offer(given, mine.schema)
    if found is None:
        return HAS_ERRORS
    asked = mine.decide(found).questions()
    if json:
        print(json_module.dumps(asked.to_dict(file=given.name)))
    else:
        print(
            render_questions(asked, width=width(), colour=has_colour(sys.stdout), name=given.name)
        )
    return OK
