"""Text of documents: the one module that imports mammoth and pypdf, each where it is used.

Of the libraries that read .docx files, mammoth keeps what people see: text in fields to fill in
and inserted text, which python-docx leaves out, and no deleted text. Of those that read PDF files,
pypdf with the layout of the page keeps the columns of tables, in pure Python without dependencies;
pdfplumber does so less often and takes five times as long. The figures are in the documentation,
“From a letter to an offer”.
"""

from __future__ import annotations

import logging
import re
from io import BytesIO
from typing import Any, Final
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - its name says nothing

from offerkit.errors import OfferError
from offerkit.load import found_problems as problems
from offerkit.load.formats import MAX_LETTER_PAGES, MAX_LETTER_UNPACKED_BYTES, OLD_DOCUMENT, is_pdf
from offerkit.load.markup import laid_out
from offerkit.load.problems import missing_library
from offerkit.span import Source

_DAMAGED: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    ExpatError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    StopIteration,
    SyntaxError,
    TypeError,
    ValueError,
    ZlibError,
)
"""Errors of the libraries for files that are not documents, or damaged ones."""
_MOST: Final = f"{MAX_LETTER_UNPACKED_BYTES // 1024 // 1024} MiB of text and layout, unpacked"
_INSTEAD: Final = "save its text as .txt"


def document_text(name: str, data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a document, and what of it has no text that can be read.

    Raises:
        OfferError: it has a password or no text, is damaged or too large, or the library for it is
            not installed.
    """
    source = Source(name, "")
    try:
        if is_pdf(data):
            return _pdf(source, data)
        if data.startswith(OLD_DOCUMENT):
            raise OfferError([problems.with_password(source, ", or of the old format .doc")])
        return _word(source, data), ()
    except _DAMAGED:
        kind = "a PDF file" if is_pdf(data) else "a Word document (.docx)"
        raise OfferError([problems.bad_document(source, kind)]) from None


# --- .docx -------------------------------------------------------------------------------------

_DECLARES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def _word(source: Source, data: bytes) -> str:
    with ZipFile(BytesIO(data)) as packed:
        parts = [part for part in packed.infolist() if _PART.search(part.filename)]
        if sum(part.file_size for part in parts) > MAX_LETTER_UNPACKED_BYTES:
            raise OfferError([problems.document_too_large(source, _MOST)])
        # Documents declare no entities; those of hostile ones would grow.
        if any(_DECLARES.search(packed.read(part)) for part in parts):
            raise OfferError([problems.bad_document(source, "a Word document (.docx)")])
    try:
        import mammoth
    except ImportError:
        raise OfferError([missing_library(source, "mammoth", "letters", _INSTEAD)]) from None
    page = mammoth.convert_to_html(
        BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {})
    ).value
    # Tabs and rows of spaces make columns, other than in a page.
    text = laid_out(re.sub(r"\t| {2,}", "\u2003\u2003", page))
    if not text:
        raise OfferError([problems.pictures_only(source)])
    return text


_PART: Final = re.compile(
    r"(?:\.rels|Types\].xml|(?<!theme|fonts)/(?!settings|theme|font|web)[^/]*\.xml)$", re.IGNORECASE
)
"""Parts that mammoth may open; the others are not, such as pictures and fonts."""

# --- PDF ---------------------------------------------------------------------------------------


class _Log(logging.Handler):
    """Keeps what pypdf says of text that it leaves out; it would go to the terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.is_incomplete = False

    def emit(self, record: logging.LogRecord) -> None:
        self.is_incomplete = self.is_incomplete or "incomplete" in record.getMessage()


def _pdf(source: Source, data: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        import pypdf
        from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
    except ImportError:
        raise OfferError([missing_library(source, "pypdf", "letters", _INSTEAD)]) from None
    log, logger = _Log(), logging.getLogger("pypdf")
    was = logger.propagate
    logger.addHandler(log)
    logger.propagate = False
    try:
        with pypdf.apply_configuration(**_LIMITS):
            reader = pypdf.PdfReader(BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise OfferError([problems.with_password(source)])
            if len(reader.pages) > MAX_LETTER_PAGES:
                most = f"{MAX_LETTER_PAGES} pages"
                raise OfferError([problems.document_too_large(source, most)])
            pages, left_out = list[list[str]](), list[str]()
            room = MAX_LETTER_UNPACKED_BYTES
            for number, page in enumerate(reader.pages, 1):
                log.is_incomplete = False
                contents = page.get_contents()
                room -= 0 if contents is None else len(contents.get_data())
                if room < 0:
                    raise OfferError([problems.document_too_large(source, _MOST)])
                pages.append(_lines(page))
                if not pages[-1] or log.is_incomplete:
                    left_out.append(f"{'a part of ' if pages[-1] else ''}page {number}")
    except DependencyError:
        raise OfferError([problems.with_password(source)]) from None
    except LimitReachedError:
        raise OfferError([problems.document_too_large(source, _MOST)]) from None
    except PyPdfError:
        raise OfferError([problems.bad_document(source, "a PDF file")]) from None
    finally:
        logger.removeHandler(log)
        logger.propagate = was
    if not any(pages):
        raise OfferError([problems.pictures_only(source)])
    return _joined(pages), tuple(left_out)


_LIMITS: Final[dict[str, Any]] = {
    "array_based_stream_maximum_output_length": MAX_LETTER_UNPACKED_BYTES,
    "lzw_maximum_output_length": MAX_LETTER_UNPACKED_BYTES,
    "run_length_maximum_output_length": MAX_LETTER_UNPACKED_BYTES,
    "zlib_maximum_output_length": MAX_LETTER_UNPACKED_BYTES,
}
"""What one stream of a file may unpack to; the text of a page is a few KiB."""


def _lines(page: Any) -> list[str]:
    """Return the lines of a page with their columns, without those around all of them."""
    text = page.extract_text(extraction_mode="layout") or page.extract_text()
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    for index, line in enumerate(lines[:-1]):
        # A label that stands in the middle of its cell comes behind the first line of the other.
        above, row = _ABOVE.match(line), _ROW.match(lines[index + 1])
        goes_on = line.endswith(",") or (row and lines[index + 1][row.end()].islower())
        if above and row and above.end() == row.end() and goes_on:
            lines[index] = row[0] + line[above.end() :]
            lines[index + 1] = above[0] + lines[index + 1][row.end() :]
    return lines


_ABOVE: Final = re.compile(r" {8,}(?=\S)")
_ROW: Final = re.compile(r"(?: ?\S+(?: \S+)* {2,}){1,2}(?=\S)")


def _joined(pages: list[list[str]]) -> str:
    """Return the text of pages without headers and footers; sentences go on in the next page."""
    if len(pages) > 1:
        for edge in (0, -1):
            for _ in range(_MOST_OF_A_HEADER):
                ends = [re.sub(r"\d+", "0", page[edge].strip()) for page in pages if page]
                repeated = {end for end in ends if ends.count(end) > 1}
                for page in pages:
                    if page and re.sub(r"\d+", "0", page[edge].strip()) in repeated:
                        page.pop(edge)
                        while page and not page[edge]:
                            page.pop(edge)
    text = ""
    for page in (page for page in pages if page):
        goes_on = text and text[-1] not in ".:!?" and page[0].lstrip()[:1].islower()
        text += ("\n" if goes_on else "\n\n" if text else "") + "\n".join(page)
    return text


_MOST_OF_A_HEADER: Final = 3
"""Number of lines in a header or footer."""
