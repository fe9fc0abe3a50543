"""Offers held against the criteria that are to decide them.

A program can build an offer, or read it with other criteria: then a fact of its own may be of
another datatype or scale, or one that these criteria never read, and deciding would be wrong in
silence.
"""

from __future__ import annotations

from collections.abc import Mapping

from offerkit.arguments import shown
from offerkit.data import cached
from offerkit.model.fields import check_value
from offerkit.model.offer import Offer, has_fact
from offerkit.model.schema import Schema
from offerkit.text import listed, near
from offerkit.values import FactValue


def require(offer: object, name: str, offer_type: type[Offer], schema: Schema) -> None:
    """Check that criteria can decide an offer; this costs next to nothing without own facts.

    Args:
        offer: The offer.
        name: The name of the parameter.
        offer_type: The type of offers that the criteria were checked against.
        schema: The facts that they may read.

    Raises:
        TypeError: it is of another type, or one of its own facts is.
        ValueError: an own fact has a value that is not allowed, or the criteria do not declare it.
    """
    if not isinstance(offer, offer_type):
        wanted = f"an offer of type {offer_type.__name__}, which these criteria decide"
        raise TypeError(f"{name}: expected {wanted}, got {shown(offer)}")
    if offer.own:
        _require_own(offer.own, "", schema)
    for name_of_view, seen in (
        ("promised.", offer.promised),
        ("found.", offer.found),
        ("refused.", offer.refused),
        ("current.", offer.current),
    ):
        if isinstance(seen, Offer) and seen.own:
            _require_own(seen.own, name_of_view, schema)
    if schema.own:
        for path in _twice(type(offer), schema.own):
            given = type(offer).__name__
            raise TypeError(f"{name}: `{path}` is declared by these criteria and by {given}")


def _require_own(own: Mapping[str, FactValue], view: str, schema: Schema) -> None:
    for path, value in own.items():
        if path not in schema.own:
            found = near(path, schema.own)
            known = f"; did you mean {listed([f'`{it}`' for it in found], 'or')}?" if found else ""
            raise ValueError(f"own: these criteria declare no fact `{view}{path}`{known}")
        try:
            check_value(schema.facts[path], value)
        except (TypeError, ValueError) as wrong:
            raise type(wrong)(f"{view}{wrong}") from None


@cached
def _twice(offer_type: type[Offer], own: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in own if has_fact(offer_type, path)))
