"""``offerkit check``: all errors in criteria and offer files."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import check_file, is_criteria, offers_in, schema_in
from offerkit.cli.options import Root, Tables
from offerkit.cli.screen import HAS_ERRORS, OK, NothingGivenError, read_inputs, report
from offerkit.cli.streams import show
from offerkit.model.schema import schema_of


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
        show(f"{given.name}: no errors")
    wrong = [given for given, criteria in checked if criteria is None]
    schemas = [schema for _, schema in good] + [schema_in(given, root) for given in wrong]
    schema = schema_of().extended(
        info for own in schemas for path, info in own.facts.items() if path in own.own
    )
    failed = bool(wrong)
    for given, found in [
        (given, [*offers_in([given], schema, root, own_unknown=bool(wrong))]) for given in offers
    ]:
        report(note for offer in found if offer is not None for note in offer.offer.notes)
        # Facts that are lost in errors are not missed in an offer.
        if wrong:
            show(f"{given.name}: not checked in full, because the criteria have errors")
        elif None not in found:
            show(f"{given.name}: no errors")
        failed = failed or None in found
    return HAS_ERRORS if failed else OK
