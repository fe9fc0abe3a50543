"""Parameters that several subcommands take, each declared once."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from cyclopts import Parameter

CriteriaFile: TypeAlias = Annotated[str, Parameter(help="Criteria file, or - for standard input.")]
OfferFile: TypeAlias = Annotated[
    str,
    Parameter(
        help="Offer file (TOML, JSON, YAML, a saved job page or a letter), or - for standard input."
    ),
]
OfferFiles: TypeAlias = Annotated[
    list[str],
    Parameter(
        name="offer",
        help="Offer files (TOML, JSON, YAML, saved job pages or letters); - for standard input.",
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
Instead: TypeAlias = Annotated[
    list[str] | None,
    Parameter(
        name="--instead",
        help="What you may do instead, such as work part time or look on: a file like that of an "
        "offer. A criteria file here decides the files after it; without one, CRITERIA does.",
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
Today: TypeAlias = Annotated[
    str | None,
    Parameter(
        help="Day on which you decide, such as 2026-11-26; criteria read it as `offer.today`."
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
Layout: TypeAlias = Annotated[
    Literal["text", "json", "csv", "markdown"],
    Parameter(
        name="--format",
        help="Output format: text (default), json (one object on a line), csv or markdown (a row "
        "for each offer).",
    ),
]
Criterias: TypeAlias = Annotated[
    list[str],
    Parameter(
        name="offer",
        help="Offer files (TOML, JSON, YAML, saved job pages or letters); - for standard input. "
        "Further criteria files, with the extension .criteria, are used one after the other.",
    ),
]
Json: TypeAlias = Annotated[
    bool, Parameter(help="Print JSON instead of text: one object on a line.")
]
