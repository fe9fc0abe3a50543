"""``offerkit compare``: offers side by side, and what can be said of their order."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from offerkit.advise.compare.compare import SAMPLES
from offerkit.advise.compare.comparison import STAYING
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
from offerkit.render.data_compare import comparison_to_dict
from offerkit.render.text.compare import render_comparison
from offerkit.render.text.terminal import safe


def compare(
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
    current: Annotated[
        bool | None,
        Parameter(
            negative="--no-current",
            help="Insist on staying as an option, or leave it out; else it is one where an offer "
            "describes the present job under `current`.",
        ),
    ] = None,
    samples: Annotated[
        int, Parameter(help="How many other weightings to draw, up to 1,000,000.")
    ] = SAMPLES,
    seed: Annotated[int, Parameter(help="Where to begin drawing.")] = 0,
    json: Annotated[
        bool, Parameter(negative=(), help="Print data instead of a page: one JSON object.")
    ] = False,
) -> int:
    """Compare offers, and the present job, by your criteria.

    For example:

        offerkit compare my.criteria offers/*.toml
        offerkit compare my.criteria acme.toml counter.toml --current
        offerkit compare my.criteria acme.toml other.toml --samples 10000 --json

    Exit codes: 0 compared, 1 a file has errors, 2 wrong usage or a file that
    cannot be read.
    """
    one_stdin((criteria, *offers))
    inputs = [read_input(name) for name in offers]
    mine = load_criteria(criteria)
    if mine is None:
        return HAS_ERRORS
    loaded = [load_offer(given, mine.schema) for given in inputs]
    found = [offer for offer in loaded if offer is not None]
    if len(found) < len(loaded):
        return HAS_ERRORS
    try:
        named = zip(names_of([given.name for given in inputs]), found, strict=True)
        comparison = mine.compare(named, include_current=current, samples=samples, seed=seed)
    except ValueError as error:
        raise UsageError(f"{safe(as_options(str(error)))}.") from error
    if len(comparison.options) < 2:
        raise UsageError("there is nothing to compare it with: give two offers or more.")
    if json:
        print(json_module.dumps(comparison_to_dict(comparison)))
    else:
        print(render_comparison(comparison, width=width(), colour=has_colour(sys.stdout)))
    return OK


def names_of(files: Sequence[str]) -> list[str]:
    """Return what to call offers: their files without folder and extension, where that is enough.

    Where two would be called the same, or one as staying is, each of these goes by its whole path.
    """
    stems = [Path(file).stem for file in files]
    return [
        file if stem == STAYING or stems.count(stem) > 1 else stem
        for file, stem in zip(files, stems, strict=True)
    ]


def as_options(message: str) -> str:
    """Return a message about arguments of the API in the words of the command line."""
    for name, option in (("include_current:", "--current:"), ("samples:", "--samples:")):
        message = message.replace(name, option)
    return message
