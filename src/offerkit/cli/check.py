"""``offerkit check``: all errors in criteria and offer files."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import check_file, is_criteria, load_offer, schema_in
from offerkit.cli.options import Root
from offerkit.cli.screen import HAS_ERRORS, OK, read_inputs, report
from offerkit.cli.streams import show
from offerkit.model.schema import schema_of


def check(
    files: Annotated[
        list[str],
        Parameter(name="file", help="Criteria and offer files; - for standard input."),
    ],
    /,
    *,
    root: Root = None,
) -> int:
    """Find all errors in criteria and offer files.

    The extension tells which is which (.criteria for criteria; .toml, .json,
    .yaml, .html for offers); without one, the first word does. Offers may state
    the facts that the criteria files declare.

    For example:

        offerkit check my.criteria
        offerkit check my.criteria offers/*.toml

    Exit codes: 0 no errors (warnings are possible), 1 errors, 2 a file cannot
    be read.
    """
    inputs = read_inputs(files)
    offers = [given for given in inputs if not is_criteria(given)]
    checked = [(given, check_file(given, root)) for given in inputs if is_criteria(given)]
    good = [(given, schema) for given, schema in checked if schema is not None]
    for given, _ in good:
        show(f"{given.name}: no errors")
    wrong = [given for given, criteria in checked if criteria is None]
    schemas = [schema for _, schema in good] + [schema_in(given, root) for given in wrong]
    schema = schema_of().extended(
        info for own in schemas for path, info in own.facts.items() if path in own.own
    )
    checked_offers = [
        (given, load_offer(given, schema, own_unknown=bool(wrong))) for given in offers
    ]
    for given, offer in checked_offers:
        report(offer.notes if offer is not None else ())
        # Facts that are lost in errors are not missed in an offer.
        if wrong:
            show(f"{given.name}: not checked in full, because the criteria have errors")
        elif offer is not None:
            show(f"{given.name}: no errors")
    failed = wrong or any(offer is None for _, offer in checked_offers)
    return HAS_ERRORS if failed else OK
