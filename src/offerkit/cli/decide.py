"""``offerkit decide``: a verdict on every offer, as text or JSON."""

from __future__ import annotations

from typing import Annotated, Final

from cyclopts import Parameter

from offerkit.cli.loading import day_given, load_job, offers_in, on_day, read_files
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, OfferFiles, Root, Tables, Today
from offerkit.cli.screen import HAS_ERRORS, OK, print_json, print_page, width
from offerkit.cli.streams import show
from offerkit.evaluate.verdict import Verdict
from offerkit.render.text.decide import render_decision

VERDICT_CODES: Final = {
    Verdict.ACCEPT: 0,
    Verdict.CONSIDER: 10,
    Verdict.FIND_OUT: 11,
    Verdict.DECLINE: 12,
}
"""Exit codes of ``--exit-verdict``; the highest, if there are several offers."""


def decide(
    criteria: CriteriaFile,
    offers: OfferFiles | None = None,
    /,
    *,
    table: Tables = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
    json: Json = False,
    exit_verdict: Annotated[
        bool,
        Parameter(
            help="Exit with a code for the verdict: accept 0, consider 10, find out 11, decline "
            "12; the highest if there are several offers.",
        ),
    ] = False,
) -> int:
    """Decide offers by your criteria, with reasons.

    Pay is compared as offers state it: taxes and insurance are not deducted, unless
    your criteria read a fact that does, such as `pay.net`.

    For example:

        offerkit decide my.criteria offer.toml
        offerkit decide my.criteria offers/*.toml --json
        offerkit decide my.criteria --table offers.csv
        curl -s https://example.org/job.html | offerkit decide my.criteria -
        offerkit decide my.criteria offer.toml --exit-verdict && echo "say yes"

    Exit codes: 0 decided, 1 a file has errors (other offers are still decided),
    2 wrong usage or a file cannot be read.
    """
    day = day_given("--today", today)
    mine, inputs = read_files(criteria, offers or (), root, table)
    verdicts: list[Verdict] = []
    has_errors = False
    for given in offers_in(inputs, mine.schema, root, load_job(current, mine.schema)):
        if given is None:
            has_errors = True
            continue
        decision = mine.decide(on_day(given, day).offer)
        if json:
            print_json(decision.to_dict(file=given.file))
        else:
            if verdicts:
                show("", "-" * width(), "")
            print_page(render_decision, decision.questions(), name=given.file)
        verdicts.append(decision.verdict)
    if has_errors:
        return HAS_ERRORS
    return max(VERDICT_CODES[verdict] for verdict in verdicts) if exit_verdict else OK
