"""``offerkit prices``: what the weights of criteria are worth in pay."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import load_criteria_file
from offerkit.cli.options import CriteriaFile, Json, Root
from offerkit.cli.screen import print_json, print_page, wrong_argument
from offerkit.render.text.prices import render_prices


def prices(
    criteria: CriteriaFile,
    /,
    *,
    measure: Annotated[
        str | None,
        Parameter(
            name="--in",
            help="Label of the preference to measure by; by default the first one of pay.",
        ),
    ] = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Show what your weights are worth: a day of leave, ten minutes of the way.

    Two changes are worth the same if they change the score by as much. Look at
    the prices before you decide: if one is not what you mean, change the weight.

    For example:

        offerkit prices my.criteria
        offerkit prices my.criteria --in "Time off"

    Exit codes: 0 shown, 1 the criteria have errors, 2 wrong usage or the file
    cannot be read.
    """
    mine = load_criteria_file(criteria, root)
    try:
        found = mine.prices(measure)
    except ValueError as error:
        raise wrong_argument(error, {"measure:": "--in:"}) from error
    if json:
        print_json(found.to_dict())
    else:
        print_page(render_prices, found)
