"""Units in which the value of a fact can be compared with a constant in place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from offerkit import core as c
from offerkit.check.constants import amount_of, exact_decimal
from offerkit.core import datatype_of
from offerkit.datatypes import DateType, DurationType, MoneyType, Number, PayType, PercentType
from offerkit.evaluate.generated.lines import Lines
from offerkit.records import Record
from offerkit.values import PER_YEAR, Duration, DurationUnit, Money, Pay, Percent


@frozen
class Variant(Record):
    """A unit in which a value may be stated, and the constant in that unit."""

    test: str
    """Condition on ``{v}``; empty if there is nothing to test."""
    amount: Decimal | date | int | Fraction


@frozen
class Line(Record):
    """The class of the values of a datatype, and the attribute to compare."""

    kind: type
    amount: str
    """Attribute to compare; empty for the value itself."""
    same_unit: str = ""
    """Further condition on ``{a}`` and ``{b}``; empty if there is only one unit."""


LINES: Final[Mapping[type, Line]] = {
    Number: Line(Decimal, ""),
    PercentType: Line(Percent, ".amount"),
    MoneyType: Line(Money, ".amount", " and {a}.currency == {b}.currency"),
    PayType: Line(Pay, ".amount", " and {a}.per is {b}.per and {a}.currency == {b}.currency"),
    DurationType: Line(Duration, ".amount", " and {a}.unit is {b}.unit"),
    DateType: Line(date, ""),
}


def variants(text: Lines, core: c.Core) -> list[Variant]:
    """Return a constant in each unit in which it can be compared in place."""
    if isinstance(core, c.Constant) and isinstance(core.value, date):
        return [Variant("", core.value)]
    amount = amount_of(core)
    if amount is None:
        return []
    match datatype_of(core):
        case PayType():
            return _pay_variants(text, amount.value, amount.unit)
        case MoneyType() if isinstance(amount.unit, Money):
            currency = text.constant(amount.unit.currency)
            return [Variant(f"{{v}}.currency == {currency}", _decimal(amount.value))]
        case DurationType() if isinstance(amount.unit, Duration):
            return _duration_variants(text, amount.value, amount.unit.unit)
        case _:
            return [Variant("", _decimal(amount.value))]


def _pay_variants(text: Lines, value: Fraction, unit: Any) -> list[Variant]:
    currency = f"{{v}}.currency == {text.constant(unit.currency)}"
    found = {unit.per: value}
    if unit.per in PER_YEAR:
        found |= {p: value * PER_YEAR[unit.per] / of for p, of in PER_YEAR.items()}
    return [
        Variant(f"{{v}}.per is {text.constant(period)} and {currency}", _decimal(amount))
        for period, amount in found.items()
    ]


def _duration_variants(text: Lines, value: Fraction, unit: DurationUnit) -> list[Variant]:
    alike = (one for one in DurationUnit if one.family is unit.family)
    found = {one: value * unit.factor / one.factor for one in (unit, *alike)}
    return [
        Variant(f"{{v}}.unit is {text.constant(one)}", _decimal(amount))
        for one, amount in found.items()
    ]


def _decimal(value: Fraction) -> Decimal | Fraction:
    """Return a number as a decimal if possible, which compares faster."""
    exact = exact_decimal(value)
    return value if exact is None else exact
