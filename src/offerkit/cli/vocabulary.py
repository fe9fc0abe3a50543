"""Facts in words: what a fact is, which values it takes, an example of one."""

from __future__ import annotations

from typing import Final, assert_never

from offerkit.datatypes import (
    Datatype,
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
    """Return the datatype of a fact in words, and whether it is negotiable or derived."""
    if info.derived:
        return f"{_datatype(info.datatype)}; derived from {', '.join(info.parts)}"
    if info.negotiable is Negotiability.NOT_A_TERM:
        return _datatype(info.datatype)
    return f"{_datatype(info.datatype)}; {info.negotiable.value} negotiable"


def _datatype(datatype: Datatype) -> str:
    match datatype:
        case OrdinalType(scale=scale):
            return str(scale)
        case YesNo():
            return "yes or no"
        case _:
            return str(datatype)


def example(info: FactInfo) -> str:
    """Return a value of the fact as an offer file in TOML writes it."""
    return _example(info.datatype) if info.typical is None else str(info.typical)


def _example(datatype: Datatype) -> str:
    match datatype:
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
            assert_never(datatype)
