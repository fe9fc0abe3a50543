"""Reading offers from files and from text in memory."""

from __future__ import annotations

from collections.abc import Collection
from os import PathLike, fspath
from pathlib import Path
from typing import Any, overload

from offerkit.diagnostics import Diagnostic, sort_diagnostics
from offerkit.errors import OfferError
from offerkit.load import problems
from offerkit.load.documents import read_document, read_text
from offerkit.load.formats import MAX_BYTES, MAX_PAGE_BYTES, SUFFIXES, Document, Format
from offerkit.load.problems import MAX_MISTAKES, Problem
from offerkit.model.offer import Offer, OfferT
from offerkit.model.schema import Schema, schema_of
from offerkit.span import Source


@overload
def load_offer(
    path: str | PathLike[str], *, schema: Schema | None = ..., ignore: Collection[str] = ...
) -> Offer: ...
@overload
def load_offer(
    path: str | PathLike[str],
    *,
    offer_type: type[OfferT],
    schema: Schema | None = ...,
    ignore: Collection[str] = ...,
) -> OfferT: ...
def load_offer(
    path: str | PathLike[str],
    *,
    offer_type: type[Any] = Offer,
    schema: Schema | None = None,
    ignore: Collection[str] = (),
) -> Any:
    """Return the offer in a file; its extension determines the format.

    Args:
        path: A ``.toml``, ``.json`` or ``.yaml`` file, or a saved ``.html`` page with a
            schema.org job posting in it.
        offer_type: ``Offer``, or a subclass with groups of your own.
        schema: Facts that the file may state, ``criteria.schema`` if criteria declare facts of
            their own; by default those of the offer type.
        ignore: Top-level tables of the file that are not part of the offer.

    Raises:
        OfferError: the file has errors; ``diagnostics`` lists them.
        OSError: the file cannot be opened.

    Source:
        grammar/README.md, "Offer files".
    """
    name, suffix = fspath(path), Path(path).suffix
    kind = SUFFIXES.get(suffix.lower())
    if kind is None:
        raise OfferError([problems.unknown_format(Source(name, ""), suffix)])
    with Path(path).open("rb") as file:
        data = file.read(_limit(kind) + 1)
    offer: Offer = read_offer(
        data, format=kind, name=name, offer_type=offer_type, schema=schema, ignore=ignore
    )
    return offer


@overload
def read_offer(
    data: str | bytes,
    *,
    format: Format = ...,
    name: str = ...,
    schema: Schema | None = ...,
    ignore: Collection[str] = ...,
) -> Offer: ...
@overload
def read_offer(
    data: str | bytes,
    *,
    offer_type: type[OfferT],
    format: Format = ...,
    name: str = ...,
    schema: Schema | None = ...,
    ignore: Collection[str] = ...,
) -> OfferT: ...
def read_offer(
    data: str | bytes,
    *,
    offer_type: type[Any] = Offer,
    format: Format = "toml",  # noqa: A002 - the word for it
    name: str = "<offer>",
    schema: Schema | None = None,
    ignore: Collection[str] = (),
) -> Any:
    """Return the offer in a text.

    Args:
        data: The content of an offer file; bytes are read as UTF-8.
        offer_type: See ``load_offer``.
        format: The format of the text.
        name: Name of the text in diagnostics.
        schema: See ``load_offer``.
        ignore: See ``load_offer``.

    Raises:
        OfferError: the text has errors; ``diagnostics`` lists them.

    Source:
        grammar/README.md, "Offer files".
    """
    # cattrs takes longer to import than everything else; only reading needs it.
    from offerkit.load.posting import offer_of_posting, postings_in
    from offerkit.load.reader import WrongDataError, offer_of

    facts = schema_of(offer_type) if schema is None else schema
    document = read_document(read_text(name, data, _limit(format)), format)
    postings = postings_in(document.data) if format in {"json", "html"} else []
    try:
        if len(postings) > 1:
            second = document.places().span(postings[1][0])
            raise OfferError([problems.several_postings(second)])
        if postings:
            return offer_of_posting(*postings[0], offer_type, facts)
        tables = document.data
        if isinstance(tables, dict):
            tables = {key: value for key, value in tables.items() if key not in ignore}
        return offer_of(tables, offer_type, facts)
    except WrongDataError as wrong:
        raise OfferError(_placed(wrong.found, document)) from None


def _limit(kind: Format) -> int:
    return MAX_PAGE_BYTES if kind == "html" else MAX_BYTES


def _placed(found: Collection[Problem], document: Document) -> tuple[Diagnostic, ...]:
    """Return the problems with their places in the text, in order, at most ``MAX_MISTAKES``."""
    places = document.places()
    placed = sort_diagnostics(
        problem.at(places.span(problem.where, on_key=problem.on_key)) for problem in found
    )
    if len(placed) <= MAX_MISTAKES:
        return placed
    rest = placed[MAX_MISTAKES].primary.span
    return (*placed[:MAX_MISTAKES], problems.too_many_mistakes(rest, MAX_MISTAKES))
