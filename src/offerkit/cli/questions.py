"""``offerkit questions``: what to find out before answering."""

from __future__ import annotations

from offerkit.cli.compare import compare_files
from offerkit.cli.loading import load_files
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, OfferFiles, Root, Tables, Today
from offerkit.cli.screen import print_json, print_page
from offerkit.render.text.compare import render_open_order
from offerkit.render.text.questions import render_questions


def questions(
    criteria: CriteriaFile,
    offers: OfferFiles | None = None,
    /,
    *,
    table: Tables = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """List what to ask the employer, then what to find out yourself.

    Both begin with the most decisive question. For several offers, list what
    settles which of them is ahead: a fact, whose it is, and from which value on.

    For example:

        offerkit questions my.criteria offer.toml
        offerkit questions my.criteria acme.toml borealis.toml
        offerkit questions my.criteria offer.toml --json

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    mine, given = load_files(criteria, offers or (), root, current, table, today)
    if len(given) > 1:
        order = compare_files(mine, given, staying=False, samples=0).open_order()
        if json:
            print_json(order.to_dict())
        else:
            print_page(render_open_order, order)
        return
    name = given[0].file
    found = mine.decide(given[0].offer).questions()
    if json:
        print_json(found.to_dict(file=name))
    else:
        print_page(render_questions, found, name=name)
