"""Examples of values that facts can have, for blank offers and for hints."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, assert_never

from offerkit.amount_words import likely_periods
from offerkit.amounts import Beside, Unclear, read_amount, written
from offerkit.calendar import dates_in
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
from offerkit.model.fields import Better, FactInfo
from offerkit.text import fold
from offerkit.values import AtLeast, AtMost, DurationFamily, Range, Unknown

_DURATIONS: Final = {
    DurationFamily.CLOCK: '"45 min"',
    DurationFamily.DAYS: '"4 weeks"',
    DurationFamily.MONTHS: '"4 years"',
}


def example(info: FactInfo) -> str:
    """Return a value of the fact, written as in an offer file in TOML."""
    if info.typical is not None:
        return f'"{info.typical}"' if isinstance(info.typical, str) else str(info.typical)
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
            # The declaration of the fact is broken: what can always be stated.
            return '"unknown"'
        case _:
            assert_never(info.datatype)


def criteria_example(info: FactInfo, currency: str) -> str:
    """Return a value of the fact, written as in criteria, in a currency if it has one."""
    value = example(info)
    match info.datatype:
        case TextType(values=values):
            return next((f'"{value}"' for value in values or () if value != "none"), '"..."')
        case TextSetType():
            return '{"...", "..."}'
        case YesNo():
            return "yes"
        case _:
            return value.strip('"').replace("USD", currency)


def condition(path: str, info: FactInfo, currency: str, *, against: bool = False) -> str:
    """Return a condition that reads a fact, as criteria write it: ``leave.days >= 25``.

    Args:
        path: The path of the fact, with its view.
        info: What is known of the fact.
        currency: The currency of amounts.
        against: Whether it is to speak against the offer, where one way is better.
    """
    worse = Better.MORE if against else Better.LESS
    value = criteria_example(info, currency)
    match info.datatype:
        case YesNo():
            return path
        case TextSetType():
            return f'"..." in {path}'
        case TextType():
            return f"{path} = {value}"
        case _:
            return f"{path} {'<=' if info.better is worse else '>='} {value}"


def in_criteria(text: str, info: FactInfo, currency: str) -> tuple[str, ...]:
    """Return what a text can mean as a value of a fact, as criteria write it.

    Args:
        text: An amount, a level or a text, perhaps in the form of another language or of offers.
        info: What is known of the fact.
        currency: The currency of amounts that state none.
    """
    word = fold(text.strip('"'))
    match info.datatype:
        case OrdinalType(scale=scale):
            return (word,) if word in scale else ()
        case TextType():
            return (f'"{word}"',) if text.startswith('"') else ()
        case DateType():
            return dates_in(text.strip('"'))
        case YesNo():
            said = "yes" if word in {"yes", "true"} else "no"
            return (said,) if word in {"yes", "true", "no", "false"} else ()
        case Number() | PercentType() | MoneyType() | PayType() | DurationType():
            return _amounts_in(text, info, currency)
        case _:
            return ()


def _amounts_in(text: str, info: FactInfo, currency: str) -> tuple[str, ...]:
    read = read_amount(text, info.datatype)
    texts = read.texts if isinstance(read, Unclear) else ()
    # Lakhs and crores are of rupees, whatever the currency of the file is.
    if isinstance(read, Unclear) and read.code == "missing-currency" and " INR" not in texts[0]:
        read = read_amount(text, info.datatype, Beside(currency))
    if isinstance(read, Range | AtLeast | AtMost | Unknown):
        return ()
    texts = read.texts if isinstance(read, Unclear) else (written(read),)
    texts = tuple(one for one in texts if f" {currency}" in one) or texts
    if not isinstance(info.datatype, PayType) or len(texts) < 2:
        return texts
    largest = max(Decimal(one.partition(" ")[0]) for one in texts)
    likely = tuple(f" per {per.value}" for per in likely_periods(largest))
    return tuple(one for one in texts if one.endswith(likely)) or texts
