"""Formats of offer files, their limits, and the data of a file in any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias, get_args

from attrs import frozen

from offerkit.load.locate import Places
from offerkit.span import Source

Format: TypeAlias = Literal["toml", "json", "yaml", "html"]
"""What an offer can be read from."""

FORMATS: Final[tuple[Format, ...]] = get_args(Format)
SUFFIXES: Final[dict[str, Format]] = {
    ".toml": "toml",
    ".json": "json",
    ".jsonld": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".html": "html",
    ".htm": "html",
}
"""The format of a file by the end of its name."""

MAX_BYTES: Final = 256 * 1024
"""The most bytes an offer file may have; ``grammar/README.md``, "Limits"."""
MAX_PAGE_BYTES: Final = 8 * 1024 * 1024
"""The most bytes a saved page may have; most of a page is not the posting."""
MAX_DEPTH: Final = 32
MAX_VALUES: Final = 20_000
"""The most values that aliases may make of a YAML file."""


@frozen
class Document:
    """The data of a file, and a way to find where in the text a value stands."""

    source: Source
    data: Any
    places: Callable[[], Places]
    """Costs a walk over the text; asked only when there is something to report."""
