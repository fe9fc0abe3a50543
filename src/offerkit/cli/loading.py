"""From a name on the command line to criteria and offers; mistakes are reported on the way."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from offerkit.cli.screen import STDIN_NAME, Input, UsageError, read_input, report
from offerkit.criteria import Criteria, parse_criteria
from offerkit.errors import DiagnosticError
from offerkit.load import read_offer
from offerkit.load.files import FilesIn
from offerkit.load.formats import SUFFIXES, Format
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema

CRITERIA_SUFFIX: Final = ".criteria"


def load_criteria(name: str) -> Criteria[Offer] | None:
    """Return the criteria in the file *name*; None once it is reported.

    Raises:
        UsageError: the file cannot be read, or is an offer by its name.
    """
    return parse(read_input(name))


def parse(given: Input) -> Criteria[Offer] | None:
    """Return the criteria that *given* holds, its warnings reported; None once errors are.

    Raises:
        UsageError: by its name *given* is an offer.
    """
    if given.suffix in SUFFIXES:
        raise UsageError(f"{given.name} is an offer by its name; criteria come first, then offers")
    folder = Path() if given.name == STDIN_NAME else Path(given.name).parent
    try:
        criteria = parse_criteria(given.data, name=given.name, resolve=FilesIn(folder))
    except DiagnosticError as error:
        report(error.diagnostics)
        return None
    report(criteria.warnings)
    return criteria


def load_offer(given: Input, schema: Schema | None) -> Offer | None:
    """Return the offer that *given* holds; None once its errors are reported.

    Raises:
        UsageError: by its name *given* holds criteria.
    """
    if given.suffix == CRITERIA_SUFFIX:
        raise UsageError(f"{given.name} holds criteria by its name; an offer stands here")
    try:
        return read_offer(given.data, format=format_of(given), name=given.name, schema=schema)
    except DiagnosticError as error:
        report(error.diagnostics)
        return None


_YAML: Final = re.compile(rb"(?:#[^\n]*\n|\s)*+(?:---|[A-Za-z_\"'$]+[ \t]*:)")
"""How YAML begins and TOML cannot: with `---`, or a key and a colon."""


def format_of(given: Input) -> Format:
    """Return what an offer is written in: by its extension, else by how it begins."""
    known = SUFFIXES.get(given.suffix)
    if known is not None:
        return known
    beginning = given.data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith(b"<"):
        return "html"
    # A list of objects begins a JSON file; `[` and a name, a TOML table.
    if re.match(rb"\{|\[\s*\{", beginning):
        return "json"
    return "yaml" if _YAML.match(beginning) else "toml"


_STATEMENT: Final = re.compile(
    r"(?:use|scale|fact|let|rate|assume|dealbreaker|pro|con|caution|prefer|leaving|negotiable"
    r"|ask|decline|accept)\b(?!\s*[.=\]])"
)


def is_criteria(given: Input) -> bool:
    """Whether a file holds criteria: by its extension, else by its first words."""
    if given.suffix == CRITERIA_SUFFIX:
        return True
    if given.suffix in SUFFIXES:
        return False
    text = given.data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return _STATEMENT.match(first) is not None
