"""The sheets of an ``.xlsx`` workbook: the one module that imports openpyxl.

openpyxl tells how a cell is shown (as a percentage, a date, an amount of money), which faster
readers (python-calamine) do not: 0.15 and 15% would be the same cell. It is MIT-licensed, pure
Python, and takes 3 MB and about 20 µs for a cell.
"""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - its name says nothing

import openpyxl
from openpyxl.utils.cell import range_boundaries

from offerkit.amount_words import currencies_of
from offerkit.errors import OfferError
from offerkit.literals import EXACT
from offerkit.load import table_problems as problems
from offerkit.load.documents import without_control_characters
from offerkit.load.formats import MAX_CELLS, MAX_UNPACKED_BYTES
from offerkit.load.sheet import Cell, Sheet
from offerkit.span import Source
from offerkit.values import plain, unmistakable

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_DAMAGED: Final = (
    BadZipFile,
    ParseError,
    ZlibError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""Errors of openpyxl for files that are not workbooks, or damaged ones."""

_Values = dict[tuple[int, int], str | bool | date]


def read_workbook(name: str, data: bytes) -> list[Sheet]:
    """Return the sheets of a workbook that have cells, in its order.

    Raises:
        OfferError: it is not a workbook, is too large, or contains a forbidden character.

    Source:
        grammar/README.md, "Tables".
    """
    source = Source(name, "")
    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise OfferError([problems.table_too_large(source, MAX_UNPACKED_BYTES)])
            if sum(map(_merged, map(packed.read, packed.namelist()))) > MAX_CELLS:
                raise OfferError([problems.too_many_merged(source, MAX_CELLS)])
        formulas = _open(data, values=False)
        has_formulas = any(cell.data_type == "f" for sheet in formulas for cell in _cells(sheet))
        book = _open(data, values=True) if has_formulas else formulas
    except _DAMAGED as error:
        found = " ".join(str(error).split()) or type(error).__name__
        raise OfferError([problems.bad_workbook(source, found)]) from None
    sheets = []
    for sheet, stated in zip(book.worksheets, formulas.worksheets, strict=True):
        values = _values(sheet, stated)
        if len(values) > MAX_CELLS:
            raise OfferError([problems.too_many_cells(source.span(0, 0), MAX_CELLS)])
        if values:
            is_hidden = sheet.sheet_state != "visible"
            sheets.append(_with_places(name, sheet.title, values, is_hidden=is_hidden))
    return sheets


_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z0-9:$]+)")


def _merged(part: bytes) -> int:
    """Return how many cells are merged in a part of a workbook; openpyxl makes each of them."""
    areas = (range_boundaries(found[1].decode()) for found in _MERGED.finditer(part))
    return sum(
        (right - left + 1) * (bottom - top + 1)
        for left, top, right, bottom in areas
        if left and top and right and bottom
    )


def _open(data: bytes, *, values: bool) -> Workbook:
    with warnings.catch_warnings():
        # They are about what openpyxl would lose if it wrote the workbook.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(data), data_only=values)


def _cells(sheet: Worksheet) -> list[Any]:
    """Return the cells that are in the file; going through rows would make all others, too."""
    return [*getattr(sheet, "_cells", {}).values()]


def _values(sheet: Worksheet, stated: Worksheet) -> _Values:
    """Return the values of the cells by row and column; merged cells all have the value of one."""
    formulas = {(c.row, c.column): c.value for c in _cells(stated) if c.data_type == "f"}
    found: _Values = {}
    for cell in _cells(sheet):
        place = cell.row, cell.column
        value = _value(cell)
        # A formula whose last value is an empty text has the type of a text.
        if value is None and place in formulas and cell.data_type != "str":
            # openpyxl has objects for the formulas of several cells.
            value = str(getattr(formulas[place], "text", formulas[place]) or "=")
        if value is not None and value != "":
            found[place] = value
    rows, columns = ({place[of] for place in found} for of in (0, 1))
    for merged in sheet.merged_cells.ranges:
        first = found.get((merged.min_row, merged.min_col))
        if first is not None:
            down = [row for row in rows if merged.min_row <= row <= merged.max_row]
            across = [column for column in columns if merged.min_col <= column <= merged.max_col]
            found.update(dict.fromkeys(product(down, across), first))
    return dict(sorted(found.items()))


def _value(cell: Any) -> str | bool | date | None:
    """Return the value of a cell as its author would write it in an offer file."""
    match cell.value:
        case None | bool():
            return cell.value
        case int() | float() as number:
            return _shown(Decimal(repr(number)), cell.number_format or "")
        case datetime() as moment:
            if _without_day(cell.number_format or ""):
                return f"{moment:%B %Y}"
            return moment.date() if moment.time() == time() else moment
        case time() as clock:
            return _minutes(timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second))
        case timedelta() as duration:
            return _minutes(duration)
        case date() as day:
            return day
        case other:
            text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(other))
            return text.replace("\r\n", "\n").strip()


_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold, or the carriage return of a line break."""


def _without_day(number_format: str) -> bool:
    """Return whether a format shows no day: ``Jan 2027`` is stored as the first of January."""
    shown = _NOT_SHOWN.sub("", _LITERAL.sub("", number_format.partition(";")[0])).lower()
    return "d" not in shown and "m" in shown and "y" in shown


def _minutes(duration: timedelta) -> str:
    minutes, rest = divmod(duration, timedelta(minutes=1))
    return str(duration) if rest else f"{minutes} min"


# --- numbers ---------------------------------------------------------------------------------

_CURRENCY: Final = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?[^\]]*\]")
_LOCALES: Final = {
    0x409: "USD", 0x1009: "CAD", 0xC0C: "CAD", 0xC09: "AUD", 0x1409: "NZD", 0x4809: "SGD",
    0xC04: "HKD", 0x404: "TWD", 0x80A: "MXN", 0x2C0A: "ARS", 0x340A: "CLP", 0x240A: "COP",
    0x411: "JPY", 0x804: "CNY", 0x41D: "SEK", 0x414: "NOK", 0x814: "NOK", 0x406: "DKK",
    0x40F: "ISK", 0x4009: "INR",
}  # fmt: skip
"""Currencies of signs that several countries use, by the number of a language in Windows."""
_NOT_SHOWN: Final = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|([$€£¥₹%])')
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")


def _shown(number: Decimal, number_format: str) -> str:
    """Return a number with what its format shows beside it: ``15%``, ``€60000``, ``45 min``.

    The number is the exact one of the shortest text that the file's binary number has.
    """
    first = number_format.partition(";")[0]
    # `[$€-407]` is a sign with a language, and other brackets are conditions and colours.
    first = _NOT_SHOWN.sub("", _CURRENCY.sub(_sign, first))
    pieces = [(m.start(), m[1] or m[2] or m[3] or "") for m in _LITERAL.finditer(first)]
    digits = re.search("[0#?]", _LITERAL.sub(lambda m: " " * len(m[0]), first))
    if digits is None or _SCALED.search(first):
        # With a comma behind its digits, thousands are shown: not the number that is meant.
        pieces = []
    middle = digits.start() if digits else 0
    if any(text == "%" for _, text in pieces):
        return f"{plain(EXACT.multiply(number, 100))}%"
    text = unmistakable(number)
    before = "".join(piece for at, piece in pieces if at < middle).strip()
    behind = "".join(piece for at, piece in pieces if at > middle).strip()
    return " ".join(filter(None, (before, text, behind)))


def _sign(found: re.Match[str]) -> str:
    """Return the sign of a currency in a format; its code if its language settles that."""
    code = _LOCALES.get(int(found[2] or "0", 16), "")
    return f'"{code}"' if code in currencies_of(found[1]) else f'"{found[1]}"'


# --- places ----------------------------------------------------------------------------------


def _with_places(name: str, title: str, values: _Values, *, is_hidden: bool) -> Sheet:
    """Return a sheet with the places of its cells in a text of its rows: a line for each."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    row, at = 1, 0
    for (its_row, _), value in values.items():
        between = "\n" * (its_row - row) or (" | " if pieces else "")
        text = " ".join(str(value).split()) or " "
        pieces += (between, text)
        places.append((at + len(between), at + len(between) + len(text)))
        row, at = its_row, at + len(between) + len(text)
    source = without_control_characters(Source(name, "".join(pieces)))
    cells = (
        Cell(*place, value, source.span(*span))
        for (place, value), span in zip(values.items(), places, strict=True)
    )
    return Sheet(title, source, tuple(cells), is_hidden)
