"""Descriptions of facts: datatype, negotiability, an example of a value."""

from __future__ import annotations

from typing import Final, assert_never

from offerkit.datatypes import (
    DateType,
    DurationType,
    ErrorType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentListType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.model.fields import FactInfo, Negotiability
from offerkit.values import DurationFamily

_DURATIONS: Final = {
    DurationFamily.CLOCK: '"45 min"',
    DurationFamily.DAYS: '"4 weeks"',
    DurationFamily.MONTHS: '"4 years"',
}


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


def example(info: FactInfo) -> str:
    """Return a value of the fact, written as in an offer file in TOML."""
    if info.typical is not None:
        return str(info.typical)
    match info.datatype:
        case YesNo():
            return "true"
        case Number():
            return "3"
        case PercentType():
            return '"15%"'
        case MoneyType():
            return '"5k USD"'
        case PayType():
            return '"60k USD per year"'
        case DurationType(families=families):
            return next(text for family, text in _DURATIONS.items() if family in families)
        case DateType():
            return "2026-12-01"
        case OrdinalType(scale=scale):
            return f'"{scale.levels[len(scale.levels) // 2]}"'
        case TextType(values=values):
            return '"..."' if values is None else f'"{values[0]}"'
        case TextSetType():
            return '["...", "..."]'
        case PercentListType():
            return '["25%", "25%", "25%", "25%"]'
        case ErrorType():
            raise AssertionError("no fact has this datatype")
        case _:
            assert_never(info.datatype)
