"""``offerkit analyze``: what is probably not meant in criteria, whatever the offer."""

from __future__ import annotations

from offerkit.cli.loading import criteria_in
from offerkit.cli.options import CriteriaFile, Json, Root
from offerkit.cli.screen import print_json, print_page, read_inputs
from offerkit.render.text.examine import render_analysis


def analyze(criteria: CriteriaFile, /, *, root: Root = None, json: Json = False) -> None:
    """Find what is probably not meant in criteria, whatever the offer.

    Rules that never hold or always do, that another one makes idle, dealbreakers
    that leave no offer, thresholds out of reach, weights and facts without effect.
    What an offer can show is shown by one.

    For example:

        offerkit analyze my.criteria

    Exit codes: 0 shown, 1 the file has errors, 2 wrong usage or the file cannot
    be read.
    """
    [given] = read_inputs([criteria])
    found = criteria_in(given, root).analysis()
    if json:
        print_json(found.to_dict())
    else:
        print_page(render_analysis, found)
