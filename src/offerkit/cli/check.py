"""``offerkit check``: every mistake in criteria and offer files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import is_criteria, load_offer, parse
from offerkit.cli.screen import HAS_ERRORS, OK, Input, one_stdin, read_input
from offerkit.criteria import Criteria
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema, schema_of
from offerkit.render.text.terminal import safe


def check(
    files: Annotated[
        list[str],
        Parameter(name="file", help="Criteria and offer files; - for standard input."),
    ],
    /,
) -> int:
    """Find the mistakes in criteria and offer files, all of them at once.

    Which is which is told by the extension (.criteria for criteria; .toml,
    .json, .yaml, .html for offers), else by the first word. Facts that the
    criteria given declare are known when the offers given are checked.

    For example:

        offerkit check my.criteria
        offerkit check my.criteria offers/*.toml

    Exit codes: 0 nothing wrong (there may be warnings), 1 errors, 2 a file
    cannot be read.
    """
    one_stdin(files)
    inputs = [read_input(name) for name in files]
    checked = [(given, parse(given)) for given in inputs if is_criteria(given)]
    offers = [given for given in inputs if not is_criteria(given)]
    good = [criteria for _, criteria in checked if criteria is not None]
    _say_fine(given for given, criteria in checked if criteria is not None)
    if len(good) < len(checked):
        # The facts they declare are not known, so that offers would seem to have errors.
        for given in offers:
            print(f"{safe(given.name)}: not looked at, for the criteria have errors")
        return HAS_ERRORS
    schema = _schema(good)
    fine = [given for given in offers if load_offer(given, schema) is not None]
    _say_fine(fine)
    return OK if len(fine) == len(offers) else HAS_ERRORS


def _say_fine(inputs: Iterable[Input]) -> None:
    for given in inputs:
        print(f"{safe(given.name)}: no mistakes")


def _schema(checked: list[Criteria[Offer]]) -> Schema:
    """Return the vocabulary with the facts that any of the criteria declare."""
    schemas = [criteria.schema for criteria in checked]
    own = (info for schema in schemas for path, info in schema.facts.items() if path in schema.own)
    return schema_of().extended(own)
