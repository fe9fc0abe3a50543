"""The days of months, and dates that are moved; see ``facts`` for what this is."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil, floor
from typing import Final

from tests.reference.ends import End, Known, added, within

CYCLE: Final = 4_800
"""Months after which the Gregorian calendar repeats itself."""
CYCLE_DAYS: Final = 146_097
"""Days in them."""


def days_in(month: int) -> int:
    """Return the days of a month of the Gregorian calendar, counted from January of the year 1."""
    year, index = month // 12 + 1, month % 12
    if index == 1:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if index in {3, 5, 8, 10} else 31


@cache
def fewest_and_most(months: int) -> tuple[int, int]:
    """“The fewest to the most days that *n* consecutive months can have”."""
    cycles, rest = divmod(months, CYCLE)
    days = sum(days_in(month) for month in range(rest))
    found = {days}
    for first in range(CYCLE):
        days += days_in(first + rest) - days_in(first)
        found.add(days)
    return cycles * CYCLE_DAYS + min(found), cycles * CYCLE_DAYS + max(found)


def days_of(months: Known, name: Hashable) -> Known:
    """Return a number of months in days, an unknown with a name: “Months and days”."""
    low = None if months.low is None else Fraction(_days(months.low)[0])
    high = None if months.high is None else Fraction(_days(months.high)[1])
    return within(name, low, high, months.missing)


def _days(months: Fraction) -> tuple[int, int]:
    """“The days of a duration below 0 are those of its opposite, negated.”"""
    if months < 0:
        low, high = _days(-months)
        return -high, -low
    return fewest_and_most(floor(months))[0], fewest_and_most(ceil(months))[1]


def moved(start: Known, by: Known, name: Hashable, *, in_months: bool) -> Known:
    """Return dates some days or months later: “Arithmetic”, “Months and days”.

    “A fraction of months or days moves a date to somewhere between its neighbours.”
    """
    if not in_months:
        dates = added(start, by)
        low, high = dates.low, dates.high
    else:
        low, high = _moved(start.low, by.low, floor), _moved(start.high, by.high, ceil)
    low = None if low is None else Fraction(floor(low))
    high = None if high is None else Fraction(ceil(high))
    return within(name, low, high, parts=(start, by))


def _moved(ordinal: End, months: End, whole: Callable[[Fraction], int]) -> End:
    """“To the same day of that month, or to its last day if it is shorter.”"""
    if ordinal is None or months is None:
        return None
    # The calendar repeats itself every 400 years, and `date` knows only 9,999 years.
    cycles, rest = divmod(whole(ordinal) - 1, CYCLE_DAYS)
    start = date.fromordinal(rest + 1)
    month = 12 * (start.year - 1) + start.month - 1 + whole(months)
    more, month = divmod(month, CYCLE)
    day = min(start.day, days_in(month))
    return Fraction(
        (cycles + more) * CYCLE_DAYS + date(month // 12 + 1, month % 12 + 1, day).toordinal()
    )
