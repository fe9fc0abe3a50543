"""Sheets of cells with their places, from CSV; what the cells mean is for others to say.

``csv`` of the standard library gives no places, and ``csv.Sniffer`` guesses the separator from
letters and quotes that have nothing to do with it. ``workbook`` reads the same from ``.xlsx``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import Final

from attrs import frozen

from offerkit.errors import OfferError
from offerkit.load import table_problems as problems
from offerkit.load.documents import without_control_characters
from offerkit.load.formats import MAX_CELLS, MAX_TABLE_BYTES
from offerkit.load.pages import MARKS
from offerkit.load.problems import not_utf8
from offerkit.records import Record
from offerkit.span import Source, Span


@frozen
class Cell(Record):
    """A cell that is not empty."""

    row: int
    """From 1, as spreadsheet programs count."""
    column: int
    """From 1."""
    value: str | bool | date
    """Numbers are texts, as the author would write them: ``60000``, ``15%``, ``€60000``."""
    span: Span

    @property
    def text(self) -> str:
        """Its value as text, on one line."""
        return " ".join(str(self.value).split())


@frozen
class Sheet(Record):
    """Cells of a table, by rows."""

    title: str
    """Name of the sheet in its workbook; empty for CSV."""
    source: Source
    cells: tuple[Cell, ...]
    is_hidden: bool = False


def column_name(number: int) -> str:
    """Return the letters of a column, by its number from 1."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


# --- the text --------------------------------------------------------------------------------


def _read_text(name: str, data: bytes | str) -> Source:
    """Return the text of a CSV file: in the encoding of its mark, UTF-8, or Windows-1252.

    Raises:
        OfferError: it is too large, is not text, or contains a forbidden character.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > MAX_TABLE_BYTES:
        raise OfferError([problems.table_too_large(Source(name, ""), MAX_TABLE_BYTES)])
    if isinstance(data, str):
        return without_control_characters(Source(name, data.removeprefix("\ufeff")))
    mark, marked = next(((m, e) for m, e in MARKS if raw.startswith(m)), (b"", ""))
    text, wrong = "", 0
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            text = raw[len(mark) :].decode(encoding)
            break
        except UnicodeDecodeError as error:
            wrong = error.start
    else:
        readable = Source(name, raw.decode("latin-1"))
        raise OfferError([not_utf8(readable, wrong)])
    if "\0" in text[:8]:
        raise OfferError([not_utf8(Source(name, text), 0)])
    return without_control_characters(Source(name, text))


# --- CSV -------------------------------------------------------------------------------------

_SEPARATORS: Final = "\t;|,"
_SAMPLE: Final = 100
"""Number of rows by which the separator is found."""
_SAYS: Final = re.compile(r"\"?sep=(.)\"?[ \t]*(?:\r\n?|\n|\Z)")
"""First line that names the separator, for Excel."""
_QUOTED: Final = re.compile(r' *"((?:[^"]|"")*+)("?)')

_Piece = tuple[str, int, int]
"""Text of a cell, and the offsets of its beginning and end."""


def read_csv(name: str, data: bytes | str) -> Sheet:
    """Return the cells of a CSV text.

    Raises:
        OfferError: the text is too large, is not text, has more than ``MAX_CELLS`` cells or a
            quote that nothing closes.

    Source:
        grammar/README.md, "Tables".
    """
    source = _read_text(name, data)
    said = _SAYS.match(source.text)
    start = said.end() if said else 0
    separator = said[1] if said else max(_SEPARATORS, key=lambda mark: _fit(source, mark))
    cells: list[Cell] = []
    for row, pieces in enumerate(_rows(source, separator, start), 1):
        for column, (text, begin, end) in enumerate(pieces, 1):
            if value := text.strip():
                value = value.replace("\r\n", "\n").replace("\r", "\n")
                cells.append(Cell(row, column, value, source.span(begin, end)))
        if len(cells) > MAX_CELLS:
            raise OfferError([problems.too_many_cells(cells[-1].span, MAX_CELLS)])
    return Sheet("", source, tuple(cells))


def _fit(source: Source, separator: str) -> tuple[int, int]:
    """Return how well a text has rows of cells with a separator between them.

    The first row has the headings, in which a separator is seldom part of the text: counted are
    the rows with as many cells as it has, then its cells.
    """
    counts: list[int] = []
    # With another separator, quotes may be in the wrong places.
    with suppress(OfferError):
        counts.extend(
            len(pieces)
            for pieces in islice(_rows(source, separator, 0), _SAMPLE)
            if len(pieces) > 1 or pieces[0][0].strip()
        )
    wide = counts[0] if counts else 0
    return (counts.count(wide), wide) if wide > 1 else (0, wide)


def _rows(source: Source, separator: str, at: int) -> Iterator[list[_Piece]]:
    """Yield the rows of a CSV text, each with at least one cell.

    Raises:
        OfferError: a quoted cell does not end, or does not end with its quote.
    """
    text = source.text
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*+")
    row: list[_Piece] = []
    while True:
        start, quoted = at, _QUOTED.match(text, at)
        match = plain.match(text, at if quoted is None else quoted.end())
        assert match is not None
        at, value = match.end(), match[0]
        if quoted is not None:
            if not quoted[2]:
                first = quoted.start(1) - 1
                raise OfferError([problems.open_quote(source.span(first, first + 1))])
            if value.strip():
                raise OfferError([problems.behind_quote(source.span(match.start(), at))])
            value = quoted[1].replace('""', '"')
        row.append((value, start, at))
        if text.startswith(separator, at):
            at += 1
            continue
        yield row
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
        if at >= len(text):
            return
