"""Exact arithmetic on constants, done once, before any offer is read."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import evolve, frozen

from offerkit.calendar import moved
from offerkit.core import Constant, Core, Scaled, datatype_of, is_open
from offerkit.datatypes import (
    Bounds,
    Datatype,
    DurationType,
    ErrorType,
    MoneyType,
    Number,
    PayType,
    PercentType,
)
from offerkit.intervals import Interval
from offerkit.literals import MAX_DIGITS
from offerkit.records import Record
from offerkit.scales import Level, Ordinal
from offerkit.span import Span
from offerkit.values import (
    BASE_UNITS,
    PER_YEAR,
    AtLeast,
    AtMost,
    DoesNotApply,
    Duration,
    DurationFamily,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    TextSet,
    Unknown,
)

_LARGEST: Final = Fraction(10**MAX_DIGITS)
# A factor such as 1/3 is kept as it is. One with more binary digits than this is the result of
# repeated division, and would slow down every later step.
_FINEST_BITS: Final = 192
_EXACT_DIGITS: Final = 28  # what the default decimal context keeps
_ONE: Final = Decimal(1)
_NOT_SINGLE: Final = (AtLeast, AtMost, DoesNotApply, Range, TextSet, Unknown, frozenset, tuple)

Unit: TypeAlias = Decimal | Percent | Money | Pay | Duration
"""A unit, as the value that is one of it: ``1``, 1 %, 1 USD, 1 USD per year, 1 hour."""

_DATATYPES: Final[dict[type[Unit], Datatype]] = {
    Decimal: Number(),
    Percent: PercentType(),
    Money: MoneyType(),
    Pay: PayType(),
}


@frozen
class ExactAmount(Record):
    """A constant quantity: an exact number of a unit."""

    value: Fraction
    unit: Unit = _ONE

    @property
    def fits(self) -> bool:
        """Whether the amount is small and coarse enough for further arithmetic."""
        fine = self.value.denominator.bit_length() <= _FINEST_BITS
        return fine and abs(self.value) < _LARGEST

    def times(self, factor: Fraction) -> ExactAmount:
        """Return the amount multiplied by *factor*, in the same unit."""
        return ExactAmount(self.value * factor, self.unit)


def is_constant(core: Core) -> bool:
    """Return whether an expression has the same value for every offer."""
    return isinstance(core, Constant) or (
        isinstance(core, Scaled) and isinstance(core.operand, Constant)
    )


def amount_of(core: Core) -> ExactAmount | None:
    """Return the amount of a constant quantity; None for anything else, dates included."""
    if isinstance(core, Scaled):
        inner = amount_of(core.operand)
        return None if inner is None else inner.times(core.factor)
    if not isinstance(core, Constant):
        return None
    match core.value:
        case Fraction() | Decimal() as number:
            return ExactAmount(Fraction(number))
        case Percent() | Money() | Pay() | Duration() as value:
            return ExactAmount(Fraction(value.amount), evolve(value, amount=_ONE))
        case _:
            return None


def constant(amount: ExactAmount, span: Span) -> Core:
    """Return *amount* as an expression.

    The result is a ``Constant`` if a decimal can express the amount, otherwise an exact multiple
    of one unit.
    """
    unit = amount.unit
    if isinstance(unit, Decimal):
        return Constant(amount.value, Number(), span=span)
    datatype = (
        DurationType(frozenset({unit.unit.family}))
        if isinstance(unit, Duration)
        else _DATATYPES[type(unit)]
    )
    exact = exact_decimal(amount.value)
    if exact is not None:
        return Constant(evolve(unit, amount=exact), datatype, span=span)
    return Scaled(Constant(unit, datatype, span=span), amount.value, datatype, span=span)


def exact_decimal(value: Fraction) -> Decimal | None:
    """Return *value* as a decimal of at most 28 digits, or None if there is none."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator) if rest == 1 else ""
    if not 0 < len(digits) <= _EXACT_DIGITS:
        return None
    # Built from its digits: arithmetic would round to the context's precision.
    return Decimal((int(value < 0), tuple(map(int, digits)), -places))


def in_one_unit(amounts: Sequence[ExactAmount]) -> list[ExactAmount] | None:
    """Return the amounts in one unit, or None if converting them needs an offer or a rate.

    Source:
        grammar/README.md, "Pay and periods": months and weeks are parts of a year by
        definition; hours and days depend on the offer.
    """
    if len({amount.unit for amount in amounts}) == 1:
        return list(amounts)
    whole = [widest(amount) for amount in amounts]
    return whole if len({amount.unit for amount in whole}) == 1 else None


def widest(amount: ExactAmount) -> ExactAmount:
    """Return an amount in the unit to which others convert: per year; minutes, days, months."""
    match amount.unit:
        case Pay(per=per) as pay if per in PER_YEAR:
            return ExactAmount(amount.value * PER_YEAR[per], evolve(pay, per=Period.YEAR))
        case Duration(unit=unit):
            base = Duration(_ONE, BASE_UNITS[unit.family])
            return ExactAmount(amount.value * unit.factor, base)
        case _:
            return amount


def add(amounts: Sequence[ExactAmount]) -> ExactAmount | None:
    """Return the sum of one or more amounts, or None if it needs an offer or a rate."""
    same = in_one_unit(amounts)
    if same is None:
        return None
    return ExactAmount(sum((amount.value for amount in same), Fraction(0)), same[0].unit)


def in_own_unit(cores: Sequence[Core]) -> list[Core]:
    """Return operands with constants as plain numbers if they are in the unit that others count.

    Source:
        grammar/README.md, "Own units".
    """
    counted = {d.unit for core in cores if isinstance(d := datatype_of(core), Number)}
    return [_plain(core, counted) for core in cores]


def _plain(core: Core, counted: Container[DurationUnit | None]) -> Core:
    if not isinstance(datatype_of(core), DurationType):
        return core
    if is_open(core) and counted != {None}:
        return Constant(False, ErrorType(), span=core.span)  # it depends on the value that is set
    amount = amount_of(core)
    if amount is None or not isinstance(amount.unit, Duration) or amount.unit.unit not in counted:
        return core
    return Constant(amount.value, Number(), span=core.span)


def ordered(cores: Sequence[Core]) -> list[Fraction] | None:
    """Return numbers in the order of the constants, or None if they do not compare yet."""
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


def bounds_between(low: Core, high: Core) -> Bounds:
    """Return the bounds from one constant to another of the same unit, or convertible to it."""
    ends = [core.value for core in (low, high) if isinstance(core, Constant)]
    days = [Decimal(end.toordinal()) for end in ends if isinstance(end, date)]
    if len(days) == 2:
        return Bounds(days[0], days[1])
    same = in_one_unit([amount for core in (low, high) if (amount := amount_of(core)) is not None])
    assert same is not None
    unit = same[0].unit
    size = unit.unit.factor if isinstance(unit, Duration) else 1
    first, last = (exact_decimal(amount.value * size) for amount in same)
    return Bounds(first, last, unit if isinstance(unit, Money | Pay) else None)


def moved_date(start: Core, by: Core) -> int | None:
    """Return the ordinal of a constant date that is moved by a constant duration.

    None if that is not a whole number of days or months.
    """
    amount = amount_of(by)
    assert isinstance(start, Constant)
    assert isinstance(start.value, date)
    assert amount is not None
    unit = amount.unit
    assert isinstance(unit, Duration)
    start_at, length = start.value.toordinal(), amount.value * unit.unit.factor
    in_months = unit.unit.family is DurationFamily.MONTHS
    found = moved(Interval.exact(start_at), Interval.exact(length), in_months=in_months)
    return int(found.low) if found.is_exact and found.low is not None else None


def is_date(ordinal: int) -> bool:
    """Return whether a day is one that a date can name: in the years 1 to 9999."""
    return 1 <= ordinal <= date.max.toordinal()


def as_fact_value(core: Constant) -> FactValue | None:
    """Return a constant as an offer would hold it; None if no exact decimal expresses it."""
    value = core.value
    return exact_decimal(value) if isinstance(value, Fraction) else value


def as_range(low: FactValue, high: FactValue) -> FactValue:
    """Return the range from *low* to *high*, both of one quantity or scale."""
    assert not isinstance(low, _NOT_SINGLE)
    assert not isinstance(high, _NOT_SINGLE)
    return low if low == high else Range(low, high)
