"""``offerkit procon``: the pros and cons of an offer, in two columns."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import decide_file
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, OfferFile, Root, Tables
from offerkit.cli.screen import print_json, print_page
from offerkit.render.text.procon import render_procon


def procon(
    criteria: CriteriaFile,
    offer: OfferFile | None = None,
    /,
    *,
    cancel: Annotated[
        bool, Parameter(help="Cancel pros and cons of equal weight, step by step, as Franklin did.")
    ] = False,
    table: Tables = None,
    current: CurrentJob = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """List the pros and cons of an offer, in two columns with weights.

    For example:

        offerkit procon my.criteria offer.toml
        offerkit procon my.criteria offer.toml --cancel

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    decision, name = decide_file(criteria, offer, root, current, table)
    found = decision.procon()
    if json:
        print_json(found.to_dict(cancel=cancel, file=name))
    else:
        print_page(render_procon, found, cancel=cancel, name=name)
