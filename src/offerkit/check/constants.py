"""Arithmetic on what the author wrote: exact, done once, before any offer is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from attrs import frozen

from offerkit.core import Constant, Core, Scaled
from offerkit.datatypes import (
    Datatype,
    DurationType,
    MoneyType,
    Number,
    PayType,
    PercentType,
)
from offerkit.literals import MAX_DIGITS
from offerkit.scales import Level, Ordinal
from offerkit.span import Span
from offerkit.values import (
    PER_YEAR,
    Duration,
    DurationFamily,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    Scalar,
    TextSet,
    Unknown,
)

_LARGEST: Final = Fraction(10**MAX_DIGITS)
# A factor such as 1/3 is kept as it is; one with more binary digits than this came out of
# dividing again and again, and would make every later step slower.
_FINEST_BITS: Final = 192
_EXACT_DIGITS: Final = 28  # what the default decimal context keeps


@frozen
class PlainUnit:
    """The unit of a number."""


@frozen
class PercentUnit:
    """The unit of a percentage."""


@frozen
class MoneyUnit:
    """The unit of a one-off amount."""

    currency: str


@frozen
class PayUnit:
    """The unit of a pay."""

    currency: str
    per: Period


Unit: TypeAlias = PlainUnit | PercentUnit | MoneyUnit | PayUnit | DurationUnit

_BASE_UNITS: Final = {
    DurationFamily.CLOCK: DurationUnit.MINUTE,
    DurationFamily.DAYS: DurationUnit.DAY,
    DurationFamily.MONTHS: DurationUnit.MONTH,
}


@frozen
class Amount:
    """A constant quantity: exact, in a unit."""

    value: Fraction
    unit: Unit

    @property
    def fits(self) -> bool:
        """Whether the amount is small and coarse enough to calculate on with."""
        fine = self.value.denominator.bit_length() <= _FINEST_BITS
        return fine and abs(self.value) < _LARGEST

    def times(self, factor: Fraction) -> Amount:
        """Return the amount multiplied, in the same unit."""
        return Amount(self.value * factor, self.unit)


def is_constant(core: Core) -> bool:
    """Whether an expression is a value the author wrote, whether or not a decimal writes it."""
    return isinstance(core, Constant) or (
        isinstance(core, Scaled) and isinstance(core.operand, Constant)
    )


def amount_of(core: Core) -> Amount | None:
    """Return the amount of a constant quantity; None for anything else, dates included."""
    if isinstance(core, Scaled):
        inner = amount_of(core.operand)
        return None if inner is None else inner.times(core.factor)
    if not isinstance(core, Constant):
        return None
    match core.value:
        case bool():
            return None
        case Fraction() | Decimal() as number:
            return Amount(Fraction(number), PlainUnit())
        case Percent(amount=amount):
            return Amount(Fraction(amount), PercentUnit())
        case Money(amount=amount, currency=currency):
            return Amount(Fraction(amount), MoneyUnit(currency))
        case Pay(amount=amount, currency=currency, per=per):
            return Amount(Fraction(amount), PayUnit(currency, per))
        case Duration(amount=amount, unit=unit):
            return Amount(Fraction(amount), unit)
        case _:
            return None


def constant(amount: Amount, span: Span) -> Core:
    """Return *amount* as an expression.

    That is a ``Constant`` wherever a decimal writes the amount, and otherwise a multiple of
    one unit, which is exact too.
    """
    datatype = _datatype(amount.unit)
    if isinstance(amount.unit, PlainUnit):
        return Constant(amount.value, datatype, span=span)
    exact = exact_decimal(amount.value)
    if exact is not None:
        return Constant(_value(exact, amount.unit), datatype, span=span)
    one = Constant(_value(Decimal(1), amount.unit), datatype, span=span)
    return Scaled(one, amount.value, datatype, span=span)


def _value(number: Decimal, unit: Unit) -> Scalar:
    match unit:
        case PlainUnit():
            return number
        case PercentUnit():
            return Percent(number)
        case MoneyUnit(currency=currency):
            return Money(number, currency)
        case PayUnit(currency=currency, per=per):
            return Pay(number, currency, per)
        case DurationUnit():
            return Duration(number, unit)
        case _:
            assert_never(unit)


def _datatype(unit: Unit) -> Datatype:
    match unit:
        case PlainUnit():
            return Number()
        case PercentUnit():
            return PercentType()
        case MoneyUnit():
            return MoneyType()
        case PayUnit():
            return PayType()
        case DurationUnit():
            return DurationType(frozenset({unit.family}))
        case _:
            assert_never(unit)


def exact_decimal(value: Fraction) -> Decimal | None:
    """Return *value* as a decimal of at most 28 digits, or None where there is none."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator) if rest == 1 else ""
    if not 0 < len(digits) <= _EXACT_DIGITS:
        return None
    # Built from its digits, because arithmetic would round to the context's precision.
    return Decimal((int(value < 0), tuple(map(int, digits)), -places))


def in_one_unit(amounts: Sequence[Amount]) -> list[Amount] | None:
    """Return the amounts in one unit, or None where that takes an offer or a rate.

    Source:
        grammar/README.md, "Pay and periods": months and weeks are parts of a year by
        definition; hours and days depend on the offer.
    """
    if len({amount.unit for amount in amounts}) == 1:
        return list(amounts)
    wide = [_widest(amount) for amount in amounts]
    return wide if len({amount.unit for amount in wide}) == 1 else None


def _widest(amount: Amount) -> Amount:
    match amount.unit:
        case PayUnit(currency=currency, per=per) if per in PER_YEAR:
            return Amount(amount.value * PER_YEAR[per], PayUnit(currency, Period.YEAR))
        case DurationUnit() as unit:
            return Amount(amount.value * unit.factor, _BASE_UNITS[unit.family])
        case _:
            return amount


def add(amounts: Sequence[Amount]) -> Amount | None:
    """Return the sum of one or more amounts, or None where it takes an offer or a rate."""
    same = in_one_unit(amounts)
    if same is None:
        return None
    return Amount(sum((amount.value for amount in same), Fraction(0)), same[0].unit)


def ordered(cores: Sequence[Core]) -> list[Fraction] | None:
    """Return numbers in the order of the constants, or None where they do not compare yet."""
    values = [core.value if isinstance(core, Constant) else None for core in cores]
    dates = [value for value in values if isinstance(value, date)]
    levels = [value for value in values if isinstance(value, Level | Ordinal)]
    if len(dates) == len(cores):
        return [Fraction(value.toordinal()) for value in dates]
    if len(levels) == len(cores):
        return [Fraction(level.rank) for level in levels]
    amounts = [amount for core in cores if (amount := amount_of(core)) is not None]
    same = in_one_unit(amounts) if len(amounts) == len(cores) else None
    return None if same is None else [amount.value for amount in same]


def as_fact_value(core: Constant) -> FactValue | None:
    """Return a constant as an offer would hold it; None where no exact decimal writes it."""
    value = core.value
    return exact_decimal(value) if isinstance(value, Fraction) else value


def as_range(low: FactValue, high: FactValue) -> FactValue:
    """Return the range from *low* to *high*, both of one quantity or scale."""
    if isinstance(low, Range | TextSet | Unknown | frozenset | tuple):
        raise TypeError("a range has two single values as its ends")
    if isinstance(high, Range | TextSet | Unknown | frozenset | tuple):
        raise TypeError("a range has two single values as its ends")
    return low if low == high else Range(low, high)
