"""Formats of offer files, their limits, and the data of a file in any of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from attrs import frozen

from offerkit.records import Record
from offerkit.span import Source

if TYPE_CHECKING:
    from offerkit.load.locate import Places

Format: TypeAlias = Literal["toml", "json", "yaml", "html", "letter"]
"""Format of an offer file."""

FORMATS: Final[tuple[Format, ...]] = get_args(Format)
SUFFIXES: Final[dict[str, Format]] = {
    ".toml": "toml",
    ".json": "json",
    ".jsonld": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".html": "html",
    ".htm": "html",
    ".txt": "letter",
    ".text": "letter",
    ".md": "letter",
    ".eml": "letter",
    ".docx": "letter",
    ".pdf": "letter",
}
"""Format of a file by its extension."""

MAX_BYTES: Final = 256 * 1024
"""Maximum size of an offer file in bytes; ``grammar/README.md``, "Limits"."""
MAX_PAGE_BYTES: Final = 8 * 1024 * 1024
"""Maximum size of a saved page in bytes; most of a page is not the posting."""
MAX_LETTER_PAGES: Final = 50
"""Maximum number of pages of a PDF letter."""
MAX_LETTER_UNPACKED_BYTES: Final = 1024 * 1024
"""Maximum size of the text of a document with what says how it looks, unpacked, in bytes."""
MAX_TABLE_BYTES: Final = 8 * 1024 * 1024
"""Maximum size of a table of offers in bytes."""
MAX_UNPACKED_BYTES: Final = 64 * 1024 * 1024
"""Maximum size of what is packed in a workbook, in bytes."""
MAX_CELLS: Final = 500_000
"""Maximum number of cells of a table."""
MAX_OFFERS: Final = 10_000
"""Maximum number of offers in a table."""
MAX_DEPTH: Final = 32
"""Maximum nesting of tables and lists."""
MAX_VALUES: Final = 20_000
"""Maximum number of values in a YAML file, after following aliases."""


_ZIP: Final = b"PK\x03\x04"
"""Beginning of documents of word processors."""
OLD_DOCUMENT: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Beginning of old ones, and of those with a password."""


def is_pdf(data: bytes) -> bool:
    """Return whether a file is a PDF file, by its beginning."""
    return b"%PDF-" in data[:1_024]


def is_document(data: bytes) -> bool:
    """Return whether a file is a PDF file or a document of a word processor, by its beginning."""
    return data.startswith((_ZIP, OLD_DOCUMENT)) or is_pdf(data)


@frozen
class Document(Record):
    """Data of a file, with the places of its values in the text."""

    source: Source
    data: Any
    places: Callable[[], Places]
    """Function that scans the text; called only if there is something to report."""
