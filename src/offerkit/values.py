"""Values of facts: amounts with units, ranges, sets; ``UNKNOWN`` and ``DOES_NOT_APPLY``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final, Generic, TypeAlias, TypeVar

from attrs import Attribute, field, frozen
from attrs.validators import optional

from offerkit.arguments import is_a, shown
from offerkit.currencies import CURRENCIES
from offerkit.literals import MAX_DIGITS, reads_as_thousands, rounded
from offerkit.records import Record
from offerkit.scales import Level, Ordinal
from offerkit.text import Named, fold


class Unknown(Named):
    """The type of ``UNKNOWN``; an enum, so that type checkers narrow on ``is UNKNOWN``."""

    UNKNOWN = "unknown"
    """The only member."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN
"""Value of a fact that is not stated."""


class DoesNotApply(Named):
    """The type of ``DOES_NOT_APPLY``, an enum like ``Unknown``."""

    DOES_NOT_APPLY = "does not apply"
    """The only member."""

    def __repr__(self) -> str:
        return "DOES_NOT_APPLY"


DOES_NOT_APPLY: Final = DoesNotApply.DOES_NOT_APPLY
"""Value of a fact about something that is not there, such as a manager nobody has."""


class Period(Named):
    """Period that an amount of pay is for."""

    HOUR = "hour"
    """An hour of work."""
    DAY = "day"
    """A day of work."""
    WEEK = "week"
    """A week; 52 are a year."""
    MONTH = "month"
    """A month; 12 are a year."""
    YEAR = "year"
    """A year."""


PER_YEAR: Final = {Period.WEEK: 52, Period.MONTH: 12, Period.YEAR: 1}
"""Number of periods in a year, by definition; days and hours depend on the offer."""


class DurationFamily(Named):
    """Family of units; durations compare only within their family."""

    CLOCK = "minutes or hours"
    """Minutes and hours."""
    DAYS = "days or weeks"
    """Days and weeks."""
    MONTHS = "months or years"
    """Months and years."""


_UNITS: Final = {
    "min": (DurationFamily.CLOCK, 1),
    "hours": (DurationFamily.CLOCK, 60),
    "days": (DurationFamily.DAYS, 1),
    "weeks": (DurationFamily.DAYS, 7),
    "months": (DurationFamily.MONTHS, 1),
    "years": (DurationFamily.MONTHS, 12),
}


class DurationUnit(Named):
    """A unit of time; the value is its canonical spelling."""

    MINUTE = "min"
    """A minute."""
    HOUR = "hours"
    """60 minutes."""
    DAY = "days"
    """A day of the calendar."""
    WEEK = "weeks"
    """7 days."""
    MONTH = "months"
    """A month of the calendar."""
    YEAR = "years"
    """12 months."""

    family: DurationFamily
    factor: int

    def __init__(self, spelling: str) -> None:
        self.family, self.factor = _UNITS[spelling]

    def spelling(self, amount: Decimal) -> str:
        """Return the spelling for an amount of the unit: the singular for 1."""
        plural = str(self._value_)
        return plural.removesuffix("s") if amount == 1 else plural


BASE_UNITS: Final = {unit.family: unit for unit in DurationUnit if unit.factor == 1}
"""The unit of each family in which lengths are compared: minutes, days, months."""
UNIT_SPELLINGS: Final[dict[str, DurationUnit]] = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), DurationUnit.MINUTE),
    **dict.fromkeys(("h", "hour", "hours"), DurationUnit.HOUR),
    **dict.fromkeys(("day", "days"), DurationUnit.DAY),
    **dict.fromkeys(("week", "weeks"), DurationUnit.WEEK),
    **dict.fromkeys(("month", "months"), DurationUnit.MONTH),
    **dict.fromkeys(("year", "years"), DurationUnit.YEAR),
}
"""Units of time by every accepted spelling, in criteria and in offers."""

OWN_UNITS: Final[dict[str, DurationUnit]] = {
    "remote.days": DurationUnit.DAY,
    "pay.days_year": DurationUnit.DAY,
    "leave.days": DurationUnit.DAY,
    "leave.sick_days": DurationUnit.DAY,
    "leave.taken": DurationUnit.DAY,
    "leave.unpaid": DurationUnit.DAY,
    "hours.week": DurationUnit.HOUR,
    "hours.days_week": DurationUnit.DAY,
    "hours.paid_days": DurationUnit.DAY,
    "hours.paid": DurationUnit.HOUR,
    "commute.days": DurationUnit.DAY,
    "hours.year": DurationUnit.HOUR,
}
"""What the numbers of a fact count, by path; ``grammar/README.md``, "Own units"."""


# --- values that check themselves --------------------------------------------------------------


def _is_exact(value: object, attribute: Attribute[Any], amount: object) -> None:
    if not isinstance(amount, Decimal):
        name = f"{type(value).__name__}.{attribute.name}"
        is_number = isinstance(amount, float | int) and not isinstance(amount, bool)
        exact = f'Decimal("{amount}")' if is_number else "Decimal"
        raise TypeError(f"{name}: expected an exact {exact}, got {shown(amount)}")
    _require_size(value, attribute, amount)


_LONGEST: Final = 1_000
"""Digits before and behind the point beyond which nobody could read a number."""
_WIDE: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def _require_size(value: object, attribute: Attribute[Any], amount: Decimal) -> None:
    is_finite = amount.is_finite()
    if not is_finite or abs(amount.adjusted()) > _LONGEST:
        words = f"number of at most {_LONGEST} digits" if is_finite else "finite number"
        name = f"{type(value).__name__}.{attribute.name}"
        raise ValueError(f"{name}: expected a {words}, got {amount}")


def _is_currency(value: object, attribute: Attribute[Any], currency: object) -> None:
    if isinstance(currency, str) and currency in CURRENCIES:
        return
    name = f"{type(value).__name__}.{attribute.name}"
    if not isinstance(currency, str):
        raise TypeError(f'{name}: expected a code such as "USD", got {shown(currency)}')
    raise ValueError(f"{name}: {shown(currency)} is not an ISO 4217 currency")


def _is_end(value: object, attribute: Attribute[Any], end: object) -> None:
    if not isinstance(end, _ENDS) or isinstance(end, datetime):
        name = f"{type(value).__name__}.{attribute.name}"
        of = "; a range of ranges" if isinstance(end, Range | AtLeast | AtMost) else ""
        words = "a quantity, a date or a level; of anything else there are no ranges"
        raise TypeError(f"{name}: expected {words}, got {shown(end)}{of}")
    if isinstance(end, Decimal):
        _require_size(value, attribute, end)


def _is_set(value: object, attribute: Attribute[Any], texts: object) -> None:
    if not isinstance(texts, frozenset) or not all(isinstance(text, str) for text in texts):
        name = f"{type(value).__name__}.{attribute.name}"
        raise TypeError(f"{name}: expected a frozenset of str, got {shown(texts)}")


@frozen
class Percent(Record):
    """A share in percent: ``Percent(Decimal(15))`` is 15%."""

    amount: Decimal = field(validator=_is_exact)
    """The share, 100 for all of it."""

    def __str__(self) -> str:
        return f"{plain(self.amount)}%"


@frozen
class Money(Record):
    """A one-off amount of money."""

    amount: Decimal = field(validator=_is_exact)
    """The amount, in whole units of the currency."""
    currency: str = field(validator=_is_currency)
    """Currency code of three capital letters: ``USD``."""

    def __str__(self) -> str:
        return f"{grouped(self.amount)} {self.currency}"


@frozen
class Pay(Record):
    """Money per period, as it was stated: ``Pay(Decimal(60000), "USD", Period.YEAR)``."""

    amount: Decimal = field(validator=_is_exact)
    """The amount, in whole units of the currency."""
    currency: str = field(validator=_is_currency)
    """Currency code of three capital letters: ``USD``."""
    per: Period = field(validator=is_a(Period, "a Period, such as Period.YEAR"))
    """The period that it is for."""

    def __str__(self) -> str:
        return f"{grouped(self.amount)} {self.currency} per {self.per._value_}"


@frozen
class Duration(Record):
    """A length of time, as it was stated: ``Duration(Decimal(45), DurationUnit.MINUTE)``."""

    amount: Decimal = field(validator=_is_exact)
    """How many of the unit."""
    unit: DurationUnit = field(
        validator=is_a(DurationUnit, "a DurationUnit, such as DurationUnit.MINUTE")
    )
    """The unit of time."""

    @property
    def base(self) -> Decimal:
        """Length in the base unit of its family: minutes, days or months."""
        return _WIDE.multiply(self.amount, self.unit.factor)

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.unit.spelling(self.amount)}"


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@frozen
class Range(Record, Generic[T_co]):
    """A quantity known to be between two ends, both included, in one unit and currency."""

    low: T_co = field(validator=_is_end)
    """The lower end."""
    high: T_co = field(validator=_is_end)
    """The upper end, at least ``low``."""

    def __attrs_post_init__(self) -> None:
        if _measure(self.low) != _measure(self.high):
            raise ValueError(f"both ends of a range have one unit, got {self}")
        if is_after(self.low, self.high):
            raise ValueError(f"a range runs from low to high, got {self}")

    def __str__(self) -> str:
        return f"{self.low}..{self.high}"


@frozen
class AtLeast(Record, Generic[T_co]):
    """A quantity known to be at or above a low end; there is no upper end."""

    low: T_co = field(validator=_is_end)
    """The low end."""

    def __str__(self) -> str:
        return f"at least {self.low}"


@frozen
class AtMost(Record, Generic[T_co]):
    """A quantity known to be at or below a high end; there is no lower end."""

    high: T_co = field(validator=_is_end)
    """The high end."""

    def __str__(self) -> str:
        return f"at most {self.high}"


@frozen
class TextSet(Record):
    """A partly known set of text: the texts it must contain and those it may contain.

    ``at_most`` is None if nothing is ruled out. A fully known set is a plain ``frozenset``.
    """

    at_least: frozenset[str] = field(default=frozenset(), validator=_is_set)
    """Texts that are certainly in it."""
    at_most: frozenset[str] | None = field(default=None, validator=optional(_is_set))
    """Texts that may be in it, all of ``at_least`` among them; None if any text may be."""

    def __attrs_post_init__(self) -> None:
        at_most = self.at_most
        if at_most is not None and not set(map(fold, self.at_least)) <= set(map(fold, at_most)):
            raise ValueError("at_most must contain all of at_least")

    def __str__(self) -> str:
        must = f"at least {braces(self.at_least)}"
        return must if self.at_most is None else f"{must}, at most {braces(self.at_most)}"


Fact: TypeAlias = T | Range[T] | AtLeast[T] | AtMost[T] | Unknown
"""A quantity or an ordinal: a value, a range, or ``UNKNOWN``.

A range has an open end only if the fact has no bound there."""

Choice: TypeAlias = T | Unknown
"""A text, a yes/no or a list: a value or ``UNKNOWN``; these have no ranges."""

Texts: TypeAlias = frozenset[str] | TextSet | Unknown
"""A set of text: fully known, partly known, or ``UNKNOWN``."""

Scalar: TypeAlias = bool | str | Decimal | Percent | Money | Pay | Duration | date | Ordinal | Level
"""A single known value of any datatype except sets and lists."""

_ENDS: Final = (Decimal, Percent, Money, Pay, Duration, date, Ordinal, Level)
"""The types of values that may be the ends of a range."""

FactValue: TypeAlias = (
    Scalar
    | Range[Scalar]
    | AtLeast[Scalar]
    | AtMost[Scalar]
    | frozenset[str]
    | TextSet
    | tuple[Percent, ...]
    | Unknown
    | DoesNotApply
)
"""Any value that a fact can have."""


def ends_of(value: Any) -> tuple[Any, Any]:
    """Return the ends of a quantity or level: both are itself if it is no range; None if open."""
    match value:
        case Range(low=low, high=high):
            return low, high
        case AtLeast(low=low):
            return low, None
        case AtMost(high=high):
            return None, high
        case _:
            return value, value


def one_end(value: Any) -> Any:
    """Return a value, or of a range an end that it has; it tells the unit."""
    low, high = ends_of(value)
    return high if low is None else low


def unit_of(value: object) -> object:
    """Return what two ends of a range must have in common."""
    match value:
        case Pay(currency=currency, per=per):
            return currency, per
        case Money(currency=currency):
            return currency
        case Duration(unit=unit):
            return unit
        case Level(scale=scale):
            return scale
        case _:
            return type(value)


def _measure(value: object) -> object:
    """Return what makes two values comparable: durations of a family are, in whatever unit."""
    return value.unit.family if isinstance(value, Duration) else unit_of(value)


def is_after(low: Any, high: Any) -> bool:
    """Whether *low* is greater than *high*, both values of one datatype and unit."""
    amount, other = amount_of(low), amount_of(high)
    return bool(low > high) if amount is None or other is None else amount > other


def amount_of(value: object) -> Decimal | None:
    """Return a quantity's amount in the unit of its ``Bounds``; None where it has none."""
    match value:
        case Decimal():
            return value
        case Duration():
            return value.base
        case Percent(amount=amount) | Money(amount=amount) | Pay(amount=amount):
            return amount
        case _:
            return None


def plain(number: Decimal) -> str:
    """Return *number* in full digits: no exponent, no trailing zeros after the point."""
    text = str(number)  # several times quicker, and the same without an exponent
    return trimmed(f"{number:f}" if "e" in text.lower() else text)


def unmistakable(number: Decimal) -> str:
    """Return *number* in full digits that nobody can read as thousands: `1.2340`."""
    text = plain(number)
    return f"{text}0" if reads_as_thousands(text) else text


def trimmed(text: str) -> str:
    """Return the digits of a number without zeros at the end of a fraction."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def written_weight(weight: Fraction, *, in_percent: bool = False) -> str:
    """Return a weight as criteria write it: ``3``, ``1.5``, ``35%``."""
    number = plain(rounded(weight, MAX_DIGITS))
    return f"{number}%" if in_percent else number


def grouped(number: Decimal) -> str:
    """Return *number* in full digits with thousands separated by commas."""
    return trimmed(f"{number:,f}")


def braces(texts: Iterable[str]) -> str:
    """Return texts in the notation of a set: quoted, sorted, in braces."""
    return "{" + ", ".join(f'"{text}"' for text in sorted(texts)) + "}"


def show(value: FactValue) -> str:
    """Return a value as shown to people; texts are quoted."""
    kind: Any = type(value)
    return shown_by(kind)(value)


@cache
def shown_by(kind: type) -> Callable[[Any], str]:
    """Return what shows the values of a type."""
    return next(_SHOWN[base] for base in kind.__mro__ if base in _SHOWN)


_SHOWN: Final[dict[type, Callable[[Any], str]]] = {
    bool: lambda value: "yes" if value else "no",
    str: '"{}"'.format,
    frozenset: braces,
    tuple: lambda items: ", ".join(map(str, items)),
    Decimal: grouped,
    Range: lambda value: f"{show(value.low)}..{show(value.high)}",
    AtLeast: lambda value: f"at least {show(value.low)}",
    AtMost: lambda value: f"at most {show(value.high)}",
    object: str,
}


def value_text(value: FactValue) -> str:
    """Return a fact's value as a person reads it, a range with its unit named once."""
    return range_text(value) if isinstance(value, Range) else show(value)


def range_text(value: Range[Scalar]) -> str:
    """Return a range as a person reads it, with its unit named once."""
    (low, unit), (high, other) = _amount_and_unit(value.low), _amount_and_unit(value.high)
    return f"{low} to {high}{unit}" if unit == other else f"{show(value.low)} to {show(value.high)}"


def _amount_and_unit(value: Scalar) -> tuple[str, str]:
    match value:
        case Percent():
            unit = "%"
        case Money():
            unit = f" {value.currency}"
        case Pay():
            unit = f" {value.currency} per {value.per._value_}"
        case Duration():
            unit = f" {value.unit._value_}"
        case _:
            return show(value), ""
    return grouped(value.amount), unit
