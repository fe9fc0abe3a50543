"""Parameters that several subcommands take, each declared once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from cyclopts import Parameter

CriteriaFile: TypeAlias = Annotated[
    str, Parameter(help="The criteria file, or - for standard input.")
]
OfferFile: TypeAlias = Annotated[
    str,
    Parameter(help="The offer file: TOML, JSON, YAML, a saved job page; - for standard input."),
]
OfferFiles: TypeAlias = Annotated[
    list[str],
    Parameter(
        name="offer", help="Offer files: TOML, JSON, YAML, a saved job page; - for standard input."
    ),
]
Json: TypeAlias = Annotated[bool, Parameter(help="Print data instead of a page: one JSON object.")]
