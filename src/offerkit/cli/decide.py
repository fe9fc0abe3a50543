"""``offerkit decide``: a verdict on every offer, as a page or as data."""

from __future__ import annotations

import json as json_module
import sys
from typing import Annotated, Final

from cyclopts import Parameter

from offerkit.cli.loading import load_criteria, load_offer
from offerkit.cli.screen import HAS_ERRORS, OK, has_colour, one_stdin, read_input, width
from offerkit.criteria import Decision
from offerkit.evaluate.verdict import Verdict
from offerkit.render.text.decide import render_decision

VERDICT_CODES: Final = {
    Verdict.ACCEPT: 0,
    Verdict.CONSIDER: 10,
    Verdict.FIND_OUT: 11,
    Verdict.DECLINE: 12,
}
"""The exit codes of ``--exit-verdict``; of several offers, the highest."""


def decide(
    criteria: Annotated[str, Parameter(help="The criteria file, or - for standard input.")],
    offers: Annotated[
        list[str],
        Parameter(
            name="offer",
            help="Offer files: TOML, JSON, YAML, a saved job page; - for standard input.",
        ),
    ],
    /,
    *,
    json: Annotated[
        bool,
        Parameter(negative=(), help="Print data instead of pages: one JSON object a line."),
    ] = False,
    exit_verdict: Annotated[
        bool,
        Parameter(
            negative=(),
            help="Exit with the verdict: accept 0, consider 10, find out 11, decline 12; "
            "the highest where there are several offers.",
        ),
    ] = False,
) -> int:
    """Decide offers by your criteria, and say why.

    For example:

        offerkit decide my.criteria offer.toml
        offerkit decide my.criteria offers/*.toml --json
        curl -s https://example.org/job.html | offerkit decide my.criteria -
        offerkit decide my.criteria offer.toml --exit-verdict && echo "say yes"

    Exit codes: 0 decided, 1 a file has errors (the other offers are decided all
    the same), 2 wrong usage or a file that cannot be read.
    """
    one_stdin((criteria, *offers))
    inputs = [read_input(name) for name in offers]
    mine = load_criteria(criteria)
    if mine is None:
        return HAS_ERRORS
    loaded = ((given.name, load_offer(given, mine.schema)) for given in inputs)
    codes = []
    for name, offer in loaded:
        if offer is None:
            codes.append(HAS_ERRORS)
            continue
        decision = mine.decide(offer)
        first = set(codes) <= {HAS_ERRORS}
        _print(decision, name, json=json, first=first)
        codes.append(VERDICT_CODES[decision.verdict] if exit_verdict else OK)
    return HAS_ERRORS if HAS_ERRORS in codes else max(codes, default=OK)


def _print(decision: Decision, name: str, *, json: bool, first: bool) -> None:
    if json:
        # Escaped to ASCII: nothing in a file can then act on a terminal either.
        print(json_module.dumps(decision.to_dict(file=name)))
        return
    if not first:
        print(f"\n{'-' * width()}\n")
    print(
        render_decision(
            decision.questions(), width=width(), colour=has_colour(sys.stdout), name=name
        )
    )
