"""Parameters that several subcommands take, each declared once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from cyclopts import Parameter

CriteriaFile: TypeAlias = Annotated[str, Parameter(help="Criteria file, or - for standard input.")]
OfferFile: TypeAlias = Annotated[
    str,
    Parameter(help="Offer file (TOML, JSON, YAML or a saved job page), or - for standard input."),
]
OfferFiles: TypeAlias = Annotated[
    list[str],
    Parameter(
        name="offer",
        help="Offer files (TOML, JSON, YAML or saved job pages); - for standard input.",
    ),
]
Staying: TypeAlias = Annotated[
    bool | None,
    Parameter(
        name="--staying",
        negative="--no-staying",
        help="Include staying in your current job as an option, or leave it out. By default it is "
        "included if an offer describes it under `current`.",
    ),
]
Root: TypeAlias = Annotated[
    str | None,
    Parameter(
        help="Folder whose files `use` may read. By default the nearest folder, from that of the "
        "criteria up, with an offerkit.toml; without one, the folder of the criteria."
    ),
]
CurrentJob: TypeAlias = Annotated[
    str | None,
    Parameter(
        name="--current",
        help="File with the facts of your current job (TOML, JSON or YAML), for offers that do "
        "not state them.",
    ),
]
Tables: TypeAlias = Annotated[
    list[str] | None,
    Parameter(
        name="--table",
        help="Table of offers (CSV or .xlsx), one in each row or column: all of them, or the one "
        "named after a #, as in offers.csv#Acme; - for standard input.",
    ),
]
Json: TypeAlias = Annotated[
    bool, Parameter(help="Print JSON instead of text: one object on a line.")
]
