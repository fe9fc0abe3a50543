"""``offerkit questions``: what to find out before answering."""

from __future__ import annotations

from offerkit.cli.loading import decide_file
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, OfferFile, Root, Tables
from offerkit.cli.screen import print_json, print_page
from offerkit.render.text.questions import render_questions


def questions(
    criteria: CriteriaFile,
    offer: OfferFile | None = None,
    /,
    *,
    table: Tables = None,
    current: CurrentJob = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """List what to ask the employer, then what to find out yourself.

    Both begin with the most decisive question.

    For example:

        offerkit questions my.criteria offer.toml
        offerkit questions my.criteria offer.toml --json

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    decision, name = decide_file(criteria, offer, root, current, table)
    found = decision.questions()
    if json:
        print_json(found.to_dict(file=name))
    else:
        print_page(render_questions, found, name=name)
