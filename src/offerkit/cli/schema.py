"""``offerkit schema``: the JSON Schema of offer files."""

from __future__ import annotations

import json
from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import check_file
from offerkit.cli.options import Root
from offerkit.cli.screen import HasErrorsError, read_inputs
from offerkit.cli.streams import put
from offerkit.model.json_schema import offer_json_schema
from offerkit.model.schema import Schema, schema_of


def schema(
    criteria: Annotated[
        str | None, Parameter(help="Criteria file with facts of its own to include.")
    ] = None,
    /,
    *,
    root: Root = None,
) -> None:
    """Print the JSON Schema of offer files; editors complete and check them by it.

    Save it beside your offers and name it in the first line of each:

        offerkit schema > offer.schema.json
        #:schema ./offer.schema.json

    For example:

        offerkit schema
        offerkit schema my.criteria > offer.schema.json

    Exit codes: 0 printed, 1 the criteria have errors, 2 the file cannot be read.
    """
    facts = None if criteria is None else check_file(read_inputs([criteria])[0], root)
    if criteria is None:
        facts = schema_of()
    if facts is None:
        raise HasErrorsError
    put(f"{schema_text(facts)}\n")


def schema_text(facts: Schema) -> str:
    """Return the JSON Schema of offer files with *facts*, as text."""
    return json.dumps(offer_json_schema(facts), indent=2)
