"""``offerkit negotiate``: what to ask for."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from offerkit.advise.negotiate.negotiate import BUDGET
from offerkit.cli.loading import decide_file
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, OfferFile, Root, Tables, Today
from offerkit.cli.screen import UsageError, print_json, print_page
from offerkit.evaluate.verdict import Verdict
from offerkit.render.text.negotiate import render_negotiate


def negotiate(
    criteria: CriteriaFile,
    offer: OfferFile | None = None,
    /,
    *,
    goal: Annotated[
        Literal["consider", "accept"] | None,
        Parameter(help="Verdict to reach: consider or accept; by default the next better one."),
    ] = None,
    budget: Annotated[int, Parameter(help="Maximum number of search steps, at least 1.")] = BUDGET,
    table: Tables = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Find the least you can ask for to reach a verdict.

    The lines of your criteria that begin with `negotiable` say what you can ask
    for, how much of it, and how hard that is. For example:

        offerkit negotiate my.criteria offer.toml
        offerkit negotiate my.criteria offer.toml --goal accept

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    if budget < 1:
        raise UsageError("--budget: expected at least 1 step.")
    decision, name = decide_file(criteria, offer, root, current, table, today)
    found = decision.negotiate(None if goal is None else Verdict(goal), budget)
    if json:
        print_json(found.to_dict(file=name))
    else:
        print_page(render_negotiate, found, name=name)
