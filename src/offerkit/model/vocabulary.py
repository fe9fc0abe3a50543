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
    """Return what is known of a fact in words: datatype, terms, and what it hangs on."""
    match info.datatype:
        case OrdinalType(scale=scale):
            datatype = str(scale)
        case YesNo():
            datatype = "yes or no"
        case _:
            datatype = str(info.datatype)
    if info.may_not_apply:
        datatype += "; may not apply"
    if info.derived:
        without = f"; leaves out {', '.join(info.leaves_out)}" if info.leaves_out else ""
        return f"{datatype}; derived from {', '.join(info.parts)}{without}"
    parts = [datatype]
    if info.negotiable is not Negotiability.NOT_A_TERM:
        parts.append(f"{info.negotiable.value} negotiable")
    return "; ".join([*parts, *(gate.effect for gate in info.gates)])
