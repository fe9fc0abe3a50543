"""``offerkit check``: all errors in criteria and offer files."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import check_file, is_criteria, offers_in
from offerkit.cli.options import Root, Tables
from offerkit.cli.screen import HAS_ERRORS, OK, NothingGivenError, read_inputs, report
from offerkit.model.schema import schema_of
from offerkit.terminal import safe


def check(
    files: Annotated[
        list[str] | None,
        Parameter(name="file", help="Criteria and offer files; - for standard input."),
    ] = None,
    /,
    *,
    table: Tables = None,
    root: Root = None,
) -> int:
    """Find all errors in criteria and offer files.

    The extension tells which is which (.criteria for criteria; .toml, .json,
    .yaml, .html for offers); without one, the first word does. Offers may state
    the facts that the criteria files declare.

    For example:

        offerkit check my.criteria
        offerkit check my.criteria offers/*.toml
        offerkit check my.criteria --table offers.csv

    Exit codes: 0 no errors (warnings are possible), 1 errors, 2 a file cannot
    be read.
    """
    if not files and not table:
        raise NothingGivenError("give files to check, or a table of offers with --table.")
    inputs = read_inputs(files or (), table or ())
    offers = [given for given in inputs if not is_criteria(given)]
    checked = [(given, check_file(given, root)) for given in inputs if is_criteria(given)]
    good = [(given, schema) for given, schema in checked if schema is not None]
    for given, _ in good:
        print(f"{safe(given.name)}: no errors")
    if len(good) < len(checked):
        # The facts that they declare are unknown; offers would seem to have errors.
        for given in offers:
            print(f"{safe(given.name)}: not checked, because the criteria have errors")
        return HAS_ERRORS
    schema = schema_of().extended(
        info for _, own in good for path, info in own.facts.items() if path in own.own
    )
    fine = 0
    for given, found in [(given, [*offers_in([given], schema, None, None)]) for given in offers]:
        if None not in found:
            for offer in filter(None, found):
                report(offer.offer.notes)
            print(f"{safe(given.name)}: no errors")
            fine += 1
    return OK if fine == len(offers) else HAS_ERRORS
