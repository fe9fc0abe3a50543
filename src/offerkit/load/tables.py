"""Reading of the offers in tables: CSV files, and the sheets of ``.xlsx`` workbooks."""

from __future__ import annotations

from functools import cache
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, overload

from offerkit.arguments import checks_arguments
from offerkit.errors import OfferError
from offerkit.load import table_problems as problems
from offerkit.load.formats import MAX_TABLE_BYTES
from offerkit.load.problems import missing_library
from offerkit.model.offer import Offer, OfferT
from offerkit.model.schema import Schema, schema_of
from offerkit.span import Source
from offerkit.text import fold

if TYPE_CHECKING:
    from offerkit.load.files import FilesIn
    from offerkit.load.sheet import Sheet
    from offerkit.load.table import Table


@overload
def load_offers(
    path: str | PathLike[str],
    *,
    schema: Schema | None = ...,
    sheet: str | None = ...,
    root: str | PathLike[str] | None = ...,
    current: Offer | None = ...,
) -> dict[str, Offer]: ...
@overload
def load_offers(
    path: str | PathLike[str],
    *,
    offer_type: type[OfferT],
    schema: Schema | None = ...,
    sheet: str | None = ...,
    root: str | PathLike[str] | None = ...,
    current: Offer | None = ...,
) -> dict[str, OfferT]: ...
@checks_arguments
def load_offers(
    path: str | PathLike[str],
    *,
    offer_type: type[Offer] = Offer,
    schema: Schema | None = None,
    sheet: str | None = None,
    root: str | PathLike[str] | None = None,
    current: Offer | None = None,
) -> dict[str, Any]:
    """Return the offers in a table, by their names.

    Args:
        path: A CSV file, or an ``.xlsx`` workbook (with openpyxl: ``offerkit[sheets]``).
        offer_type: See ``load_offer``.
        schema: See ``load_offer``.
        sheet: Name of the sheet in a workbook; by default the only visible one with headings
            about facts.
        root: See ``load_offer``.
        current: Your current job, as an offer; the table then states none.

    Raises:
        OfferError: the table has errors; ``diagnostics`` lists them, each with its ``cell``.
        OSError: the file cannot be opened.
        ValueError: the file is not in *root*.

    Source:
        grammar/README.md, "Tables".
    """
    from offerkit.load.files import project_of

    name = fspath(path)
    with Path(name).open("rb") as file:
        data = file.read(MAX_TABLE_BYTES + 1)
    project = project_of(Path(name).parent, root)
    facts = schema_of(offer_type) if schema is None else schema
    sheets = sheets_in(name, data)
    return _offers_of(table_of(sheets, offer_type, facts, sheet, job=current, project=project))


@overload
def read_offers(
    data: str | bytes,
    *,
    name: str = ...,
    schema: Schema | None = ...,
    sheet: str | None = ...,
    current: Offer | None = ...,
) -> dict[str, Offer]: ...
@overload
def read_offers(
    data: str | bytes,
    *,
    offer_type: type[OfferT],
    name: str = ...,
    schema: Schema | None = ...,
    sheet: str | None = ...,
    current: Offer | None = ...,
) -> dict[str, OfferT]: ...
@checks_arguments
def read_offers(
    data: str | bytes,
    *,
    offer_type: type[Offer] = Offer,
    name: str = "<table>",
    schema: Schema | None = None,
    sheet: str | None = None,
    current: Offer | None = None,
) -> dict[str, Any]:
    """Return the offers in the text of a CSV file, or in the bytes of a workbook, by their names.

    Args:
        data: The content of the file.
        offer_type: See ``load_offer``.
        name: Name of the table in diagnostics.
        schema: See ``load_offer``.
        sheet: See ``load_offers``.
        current: Your current job, as an offer; the table then states none.

    Raises:
        OfferError: the table has errors; ``diagnostics`` lists them, each with its ``cell``.

    Source:
        grammar/README.md, "Tables".
    """
    facts = schema_of(offer_type) if schema is None else schema
    return _offers_of(table_of(sheets_in(name, data), offer_type, facts, sheet, job=current))


def _offers_of(table: Table[Any]) -> dict[str, Any]:
    if table.mistakes:
        raise OfferError(table.mistakes)
    return {row.name: row.offer for row in table.rows}


_WORKBOOK: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Beginning of .xls files, and of workbooks with a password."""


def sheets_in(name: str, data: str | bytes) -> list[Sheet]:
    """Return the sheets of a table that have cells: one for CSV, those of a workbook.

    Raises:
        OfferError: the file cannot be read, or has no cells.
    """
    source = Source(name, "")
    if isinstance(data, bytes) and data.startswith(_OLD):
        found = "this is an old Excel file (.xls), or it has a password"
        raise OfferError([problems.bad_workbook(source, found)])
    if isinstance(data, bytes) and data.startswith(_WORKBOOK):
        if len(data) > MAX_TABLE_BYTES:
            raise OfferError([problems.table_too_large(source, MAX_TABLE_BYTES)])
        try:
            from offerkit.load.workbook import read_workbook
        except ImportError:
            instead = "save the sheet as CSV"
            raise OfferError([missing_library(source, "openpyxl", "sheets", instead)]) from None
        sheets = read_workbook(name, data)
    else:
        from offerkit.load.sheet import read_csv

        sheets = [sheet for sheet in [read_csv(name, data)] if sheet.cells]
    if not sheets:
        raise OfferError([problems.empty_table(source)])
    return sheets


def table_of(
    sheets: list[Sheet],
    offer_type: type[OfferT],
    schema: Schema,
    title: str | None,
    *,
    job: Offer | None = None,
    project: tuple[FilesIn, str] | None = None,
) -> Table[OfferT]:
    """Return the offers in one of the sheets of a file, and what is wrong with them.

    Args:
        sheets: At least one sheet.
        offer_type: Type of the offers.
        schema: The facts that they may state.
        title: Name of a sheet; by default the only visible one with headings about facts.
        job: Your current job, as an offer.
        project: What a cell may name as the file of your current job: see ``project_of``.

    Raises:
        OfferError: there is no such sheet, or several have offers; or the file of the current
            job has errors.
    """
    from offerkit.load.offers import offer_in
    from offerkit.load.present import read_present
    from offerkit.load.table import has_headings, offers_of

    source = sheets[0].source
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    if title is not None:
        possible = [sheet for sheet in sheets if fold(sheet.title) == fold(title)]
        if not possible:
            titles = [sheet.title for sheet in shown if sheet.title]
            raise OfferError([problems.no_such_sheet(source, title, titles)])
    elif len(shown) > 1:
        possible = [sheet for sheet in shown if has_headings(sheet, schema)] or shown[:1]
    else:
        possible = shown or sheets[:1]
    if len(possible) > 1:
        titles = [sheet.title for sheet in possible]
        raise OfferError([problems.several_sheets(source, titles)])

    @cache
    def read_job(named: str) -> Offer:
        assert project is not None
        return read_present(
            named,
            *project,
            Path(source.name).parent,
            lambda *file: offer_in(*file, offer_type=offer_type, schema=schema),
        )

    reads = None if project is None else read_job
    return offers_of(possible[0], offer_type, schema, job=job, read_job=reads)
