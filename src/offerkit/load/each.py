"""Reading of several offers, each by itself: one that cannot be read keeps no other from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, overload

from offerkit.arguments import checks_arguments, shown
from offerkit.errors import OfferError
from offerkit.load.documents import read_document, read_text
from offerkit.load.formats import MAX_TABLE_BYTES
from offerkit.load.offers import offer_in
from offerkit.load.problems import bad_syntax
from offerkit.model.offer import Offer, OfferT
from offerkit.model.schema import Schema, schema_of


@overload
def read_each(
    data: Iterable[Mapping[str, object]] | str | bytes,
    *,
    name: str = ...,
    schema: Schema | None = ...,
    current: Offer | None = ...,
    today: date | None = ...,
) -> Iterator[Offer | OfferError]: ...
@overload
def read_each(
    data: Iterable[Mapping[str, object]] | str | bytes,
    *,
    offer_type: type[OfferT],
    name: str = ...,
    schema: Schema | None = ...,
    current: Offer | None = ...,
    today: date | None = ...,
) -> Iterator[OfferT | OfferError]: ...
@checks_arguments
def read_each(
    data: Iterable[Any] | str | bytes,
    *,
    offer_type: type[Offer] = Offer,
    name: str = "<offers>",
    schema: Schema | None = None,
    current: Offer | None = None,
    today: date | None = None,
) -> Iterator[Any]:
    """Yield the offers of a list or of JSON Lines, each read by itself.

    Of one that has errors comes the ``OfferError``, as a value: the others are read all the same.

    Args:
        data: Mappings, as ``read_offer`` takes them; or a text, or bytes in UTF-8: a JSON list of
            offers, or JSON Lines, one offer a line. Empty lines are skipped.
        offer_type: See ``load_offer``.
        name: Name of the data in diagnostics; the offers are ``name#1``, ``name#2`` and so on.
        schema: See ``load_offer``.
        current: Your current job, as an offer; the data then states none.
        today: See ``load_offer``.

    Raises:
        OfferError: a text is neither a JSON list nor JSON Lines, or it is over the limit.
        TypeError: an argument is of another type, or one of the data is no mapping.

    Source:
        grammar/README.md, "Offer files".
    """
    facts = schema_of(offer_type) if schema is None else schema
    given: dict[str, Any] = {"offer_type": offer_type, "schema": facts, "job": current}
    for number, one in enumerate(_items(data, name), 1):
        if not isinstance(one, Mapping | str):
            raise TypeError(f"data: expected mappings, got {shown(one)} as number {number}")
        try:
            yield offer_in(one, "json", f"{name}#{number}", today=today, **given)
        except OfferError as wrong:
            yield wrong


def _items(data: Iterable[Any] | str | bytes, name: str) -> Iterator[Any]:
    """Yield the data of each offer, or its text."""
    if not isinstance(data, str | bytes):
        yield from data
        return
    source = read_text(name, data, MAX_TABLE_BYTES)
    start = source.text.lstrip()[:1]
    if start == "[":
        yield from read_document(source, "json").data
    elif start in {"{", ""}:
        yield from filter(str.strip, source.text.split("\n"))
    else:
        expected = "expected a list of offers, or one offer a line"
        raise OfferError([bad_syntax(source.span(0, 1), "JSON", expected)])
