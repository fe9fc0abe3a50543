"""What facts are: amounts with their units, ranges, sets known in part, and not knowing."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from offerkit.scales import Level, Ordinal
from offerkit.text import fold


class Unknown(enum.Enum):
    """The type of ``UNKNOWN``; an enum, so that type checkers narrow on ``is UNKNOWN``."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __str__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
"""The value of a fact that nobody has stated."""


class Period(enum.Enum):
    """What a pay is paid per."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


PER_YEAR: Final = {Period.WEEK: 52, Period.MONTH: 12, Period.YEAR: 1}
"""How many there are in a year, by definition; days and hours depend on the offer."""


class DurationFamily(enum.Enum):
    """Durations compare within their family."""

    CLOCK = "minutes or hours"
    DAYS = "days or weeks"
    MONTHS = "months or years"


_UNITS: Final = {
    "min": (DurationFamily.CLOCK, 1),
    "hours": (DurationFamily.CLOCK, 60),
    "days": (DurationFamily.DAYS, 1),
    "weeks": (DurationFamily.DAYS, 7),
    "months": (DurationFamily.MONTHS, 1),
    "years": (DurationFamily.MONTHS, 12),
}


class DurationUnit(enum.Enum):
    """A unit of time; the value is its canonical spelling."""

    MINUTE = "min"
    HOUR = "hours"
    DAY = "days"
    WEEK = "weeks"
    MONTH = "months"
    YEAR = "years"

    family: DurationFamily
    factor: int

    def __init__(self, spelling: str) -> None:
        self.family, self.factor = _UNITS[spelling]


UNIT_SPELLINGS: Final[dict[str, DurationUnit]] = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), DurationUnit.MINUTE),
    **dict.fromkeys(("h", "hour", "hours"), DurationUnit.HOUR),
    **dict.fromkeys(("day", "days"), DurationUnit.DAY),
    **dict.fromkeys(("week", "weeks"), DurationUnit.WEEK),
    **dict.fromkeys(("month", "months"), DurationUnit.MONTH),
    **dict.fromkeys(("year", "years"), DurationUnit.YEAR),
}
"""Every way to write a unit of time, in criteria and in offers."""


@frozen
class Percent:
    """A share in percent: ``Percent(Decimal(15))`` is 15%."""

    amount: Decimal

    def __str__(self) -> str:
        return f"{plain(self.amount)}%"


@frozen
class Money:
    """A one-off amount of money."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{grouped(self.amount)} {self.currency}"


@frozen
class Pay:
    """Money per period, as it was stated: ``Pay(Decimal(60000), "USD", Period.YEAR)``."""

    amount: Decimal
    currency: str
    per: Period

    def __str__(self) -> str:
        return f"{grouped(self.amount)} {self.currency} per {self.per.value}"


@frozen
class Duration:
    """A length of time, as it was stated: ``Duration(Decimal(45), DurationUnit.MINUTE)``."""

    amount: Decimal
    unit: DurationUnit

    @property
    def base(self) -> Decimal:
        """The length in the base unit of its family: minutes, days or months."""
        return self.amount * self.unit.factor

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{plain(self.amount)} {unit.removesuffix('s') if self.amount == 1 else unit}"


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@frozen
class Range(Generic[T_co]):
    """A quantity known to lie between two ends, both included; of one unit and currency."""

    low: T_co
    high: T_co

    def __str__(self) -> str:
        return f"{self.low}..{self.high}"


@frozen
class AtLeast(Generic[T_co]):
    """What a derived fact comes to at least, while nobody can say how much at most.

    Offers hold none: what they state has two ends.
    """

    low: T_co

    def __str__(self) -> str:
        return f"at least {self.low}"


@frozen
class AtMost(Generic[T_co]):
    """What a calculation comes to at most, while nobody can say how little at least."""

    high: T_co

    def __str__(self) -> str:
        return f"at most {self.high}"


@frozen
class TextSet:
    """A set of text known in part: what it must contain and what it may contain.

    ``at_most`` is None when nothing is ruled out. A set that is wholly known is a plain
    ``frozenset`` instead.
    """

    at_least: frozenset[str] = frozenset()
    at_most: frozenset[str] | None = field(default=None)

    @at_most.validator
    def _holds_at_least(self, _: object, at_most: frozenset[str] | None) -> None:
        if at_most is not None and not set(map(fold, self.at_least)) <= set(map(fold, at_most)):
            raise ValueError("at_most must contain all of at_least")

    def __str__(self) -> str:
        must = f"at least {braces(self.at_least)}"
        return must if self.at_most is None else f"{must}, at most {braces(self.at_most)}"


Fact: TypeAlias = T | Range[T] | Unknown
"""A quantity or an ordinal: its value, a range it lies in, or ``UNKNOWN``."""

Choice: TypeAlias = T | Unknown
"""A text, a yes/no or a list: its value or ``UNKNOWN``; these have no ranges."""

Texts: TypeAlias = frozenset[str] | TextSet | Unknown
"""A set of text: wholly known, known in part, or ``UNKNOWN``."""

Scalar: TypeAlias = bool | str | Decimal | Percent | Money | Pay | Duration | date | Ordinal | Level
"""A single known value of any datatype but a set or a list."""

FactValue: TypeAlias = (
    Scalar | Range[Scalar] | frozenset[str] | TextSet | tuple[Percent, ...] | Unknown
)
"""Whatever a fact can hold."""

Shown: TypeAlias = FactValue | AtLeast[Scalar] | AtMost[Scalar]
"""Whatever a fact or a calculation can come to, as people read it."""


def plain(number: Decimal) -> str:
    """Return *number* in full digits: no exponent, no trailing zeros after the point."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grouped(number: Decimal) -> str:
    """Return *number* in full digits with thousands separated by commas."""
    whole, point, rest = plain(number).partition(".")
    return f"{int(whole):,}" + point + rest if whole not in {"-0"} else f"-0{point}{rest}"


def braces(texts: Iterable[str]) -> str:
    """Return texts as criteria write a set: quoted, sorted, in braces."""
    return "{" + ", ".join(f'"{text}"' for text in sorted(texts)) + "}"


def show(value: Shown) -> str:
    """Return a fact's value as a person reads it; texts are quoted."""
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return f'"{value}"'
        case frozenset():
            return braces(value)
        case tuple():
            return ", ".join(map(str, value))
        case Decimal():
            return grouped(value)
        case Range(low=low, high=high):
            return f"{show(low)}..{show(high)}"
        case AtLeast(low=low):
            return f"at least {show(low)}"
        case AtMost(high=high):
            return f"at most {show(high)}"
        case _:
            return str(value)


def value_text(value: Shown) -> str:
    """Return a fact's value as a person reads it, a range with its unit named once."""
    if not isinstance(value, Range):
        return show(value)
    (low, unit), (high, other) = _amount_and_unit(value.low), _amount_and_unit(value.high)
    return f"{low} to {high}{unit}" if unit == other else f"{show(value.low)} to {show(value.high)}"


def _amount_and_unit(value: Scalar) -> tuple[str, str]:
    match value:
        case Percent():
            unit = "%"
        case Money():
            unit = f" {value.currency}"
        case Pay():
            unit = f" {value.currency} per {value.per.value}"
        case Duration():
            unit = f" {value.unit.value}"
        case _:
            return show(value), ""
    return grouped(value.amount), unit
