"""Months and days: the days that months can have, and dates moved by months.

Source:
    grammar/README.md, "Months and days" and "Arithmetic".
"""

from __future__ import annotations

from bisect import bisect
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import ceil, floor
from typing import Final, TypeGuard

from offerkit.intervals import Interval
from offerkit.values import Duration, DurationFamily, Range, value_text

_CYCLE: Final = 4_800
"""Months after which the Gregorian calendar repeats itself: 400 years."""
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _length(month: int) -> int:
    """Return the days of a month, counted from January of the year 1."""
    years, rest = divmod(month, 12)
    year = years + 1
    leap = rest == 1 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[rest] + leap


_STARTS: Final = (0, *accumulate(map(_length, range(_CYCLE))))
"""Days before each month of a cycle."""
_CYCLE_DAYS: Final = _STARTS[-1]


def _start(month: int) -> int:
    """Return the days from the beginning of the year 1 to that of a month."""
    cycles, rest = divmod(month, _CYCLE)
    return cycles * _CYCLE_DAYS + _STARTS[rest]


@lru_cache(maxsize=1024)
def days_of(months: int) -> tuple[int, int]:
    """Return the fewest and the most days of consecutive months; negated for fewer than 0."""
    if months < 0:
        least, most = days_of(-months)
        return -most, -least
    cycles, rest = divmod(months, _CYCLE)
    found = [_start(first + rest) - _STARTS[first] for first in range(_CYCLE)] if rest else [0]
    return cycles * _CYCLE_DAYS + min(found), cycles * _CYCLE_DAYS + max(found)


def in_days(months: Interval) -> Interval:
    """Return the days that a duration between two numbers of months can have."""
    return Interval.of(
        None if months.low is None else days_of(floor(months.low))[0],
        None if months.high is None else days_of(ceil(months.high))[1],
    )


def is_in_months(value: object) -> TypeGuard[Duration]:
    """Return whether a value is a duration in months or years."""
    return isinstance(value, Duration) and value.unit.family is DurationFamily.MONTHS


def text_in_days(stated: Duration | Range[Duration]) -> str:
    """Return the days that a duration in months can have: ``1 year is 365 to 366 days``."""
    low, high = (stated.low, stated.high) if isinstance(stated, Range) else (stated, stated)
    days = in_days(Interval.of(low.base, high.base))
    verb = "is" if str(stated).startswith("1 ") else "are"
    return f"{value_text(stated)} {verb} {days.low} to {days.high} days"


def in_months(days: Interval) -> Interval:
    """Return the whole months between which durations of some days, not below 0, lie."""
    low, high = Fraction(0), None
    if days.low is not None:
        low = Fraction(_most(days.low))
    if days.high is not None:
        months = _most(days.high)
        high = Fraction(months if days_of(months)[0] >= days.high else months + 1)
    return Interval(low, high)


def _most(days: Fraction) -> int:
    """Return the most months that never have more than *days*."""
    months = floor(days * _CYCLE / _CYCLE_DAYS) + 1
    while months and days_of(months)[1] > days:
        months -= 1
    return months


def moved(dates: Interval, months: Interval) -> Interval:
    """Return the dates that are some months after others: days since the year 1, both ways.

    The day of the month stays, unless the month is shorter.
    """
    low = high = None
    if dates.low is not None and months.low is not None:
        low = Fraction(_moved(floor(dates.low), floor(months.low)))
    if dates.high is not None and months.high is not None:
        high = Fraction(_moved(ceil(dates.high), ceil(months.high)))
    return Interval(low, high)


def _moved(ordinal: int, months: int) -> int:
    # The first day of the year 1 has the ordinal 1.
    cycles, rest = divmod(ordinal - 1, _CYCLE_DAYS)
    month = bisect(_STARTS, rest) - 1
    target = cycles * _CYCLE + month + months
    return _start(target) + min(rest - _STARTS[month], _length(target % _CYCLE) - 1) + 1
