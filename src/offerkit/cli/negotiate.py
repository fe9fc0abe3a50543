"""``offerkit negotiate``: what to ask for."""

from __future__ import annotations

import json as json_module
import sys
from typing import Annotated, Literal

from cyclopts import Parameter

from offerkit.advise.negotiate.negotiate import BUDGET
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
from offerkit.evaluate.verdict import Verdict
from offerkit.render.text.negotiate import render_negotiate


def negotiate(
    criteria: Annotated[str, Parameter(help="The criteria file, or - for standard input.")],
    offer: Annotated[
        str,
        Parameter(help="The offer file: TOML, JSON, YAML, a saved job page; - for standard input."),
    ],
    /,
    *,
    goal: Annotated[
        Literal["consider", "accept"], Parameter(help="The verdict to bring it to, at least.")
    ] = "consider",
    budget: Annotated[
        int, Parameter(help="How many steps the search may take, at least 1.")
    ] = BUDGET,
    json: Annotated[
        bool, Parameter(negative=(), help="Print data instead of a page: one JSON object.")
    ] = False,
) -> int:
    """Say what to ask for: the cheapest changes that bring the verdict to a goal.

    What may be asked for, within which bounds and how hard it is, say the lines
    that begin with `negotiable` in your criteria. For example:

        offerkit negotiate my.criteria offer.toml
        offerkit negotiate my.criteria offer.toml --goal accept

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file that
    cannot be read.
    """
    one_stdin((criteria, offer))
    if budget < 1:
        raise UsageError("--budget: expected at least 1 step.")
    given = read_input(offer)
    mine = load_criteria(criteria)
    if mine is None:
        return HAS_ERRORS
    found = load_offer(given, mine.schema)
    if found is None:
        return HAS_ERRORS
    negotiation = mine.decide(found).negotiate(Verdict(goal), budget)
    if json:
        print(json_module.dumps(negotiation.to_dict(file=given.name)))
    else:
        colour = has_colour(sys.stdout)
        print(render_negotiate(negotiation, width=width(), colour=colour, name=given.name))
    return OK
