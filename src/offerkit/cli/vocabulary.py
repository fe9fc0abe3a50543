"""Descriptions of facts: datatype, negotiability, an example of a value."""

from __future__ import annotations

from offerkit.datatypes import (
    OrdinalType,
    YesNo,
)
from offerkit.model.examples import example
from offerkit.model.fields import FactInfo, Negotiability

__all__ = ["describe", "example"]


def describe(info: FactInfo) -> str:
    """Return the datatype of a fact in words, and whether it is negotiable or derived."""
    match info.datatype:
        case OrdinalType(scale=scale):
            datatype = str(scale)
        case YesNo():
            datatype = "yes or no"
        case _:
            datatype = str(info.datatype)
    if info.derived:
        return f"{datatype}; derived from {', '.join(info.parts)}"
    if info.negotiable is Negotiability.NOT_A_TERM:
        return datatype
    return f"{datatype}; {info.negotiable.value} negotiable"
