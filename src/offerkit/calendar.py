"""Months and days: the days that months can have, and dates moved by months.

Source:
    grammar/README.md, "Months and days" and "Arithmetic".
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Final, TypeGuard

from offerkit.intervals import Interval
from offerkit.values import AtLeast, AtMost, Duration, DurationFamily, Range, ends_of, value_text

_CYCLE: Final = 4_800
"""Months after which the Gregorian calendar repeats itself: 400 years."""
_CYCLE_DAYS: Final = 146_097
"""Days in them."""


def _start(month: int) -> int:
    """Return the days from the beginning of the year 1 to that of a month."""
    cycles, rest = divmod(month, _CYCLE)
    return cycles * _CYCLE_DAYS + date(rest // 12 + 1, rest % 12 + 1, 1).toordinal() - 1


@lru_cache(maxsize=1024)
def days_of(months: int) -> tuple[int, int]:
    """Return the fewest and the most days of consecutive months; negated for fewer than 0."""
    if months < 0:
        least, most = days_of(-months)
        return -most, -least
    cycles, rest = divmod(months, _CYCLE)
    starts = [_start(month) for month in range(_CYCLE + rest)]
    found = [end - start for start, end in zip(starts, starts[rest:], strict=False)]
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


def text_in_days(stated: Duration | Range[Duration] | AtLeast[Duration] | AtMost[Duration]) -> str:
    """Return the days that a duration in months can have: ``1 year is 365 to 366 days``."""
    days = in_days(Interval.of(*(None if end is None else end.base for end in ends_of(stated))))
    verb = "is" if str(stated).startswith("1 ") else "are"
    most = f"{days.low} to {days.high}" if days.high is not None else f"{days.low} or more"
    return f"{value_text(stated)} {verb} {most} days"


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


def moved(dates: Interval, by: Interval, *, in_months: bool = True) -> Interval:
    """Return the dates that are some months, or days, after others: days since the year 1.

    By months, the day of the month stays, unless the month is shorter. A fraction moves a date to
    between its neighbours.
    """
    if not in_months:
        return (dates + by).outwards()
    low = high = None
    if dates.low is not None and by.low is not None:
        low = Fraction(_moved(floor(dates.low), floor(by.low)))
    if dates.high is not None and by.high is not None:
        high = Fraction(_moved(ceil(dates.high), ceil(by.high)))
    return Interval(low, high)


def _moved(ordinal: int, months: int) -> int:
    # A date knows the years 1 to 9999 only. The first day of the year 1 has the ordinal 1.
    cycles, rest = divmod(ordinal - 1, _CYCLE_DAYS)
    day = date.fromordinal(rest + 1)
    target = cycles * _CYCLE + (day.year - 1) * 12 + day.month - 1 + months
    return min(_start(target) + day.day, _start(target + 1))


_MONTHS: Final = {
    word: number
    for number, names in enumerate(
        "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,"
        "september sept sep,october oct,november nov,december dec".split(","),
        1,
    )
    for word in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY: Final = r"[0-9]{1,2}(?:st|nd|rd|th)?"
OTHER_DATE: Final = re.compile(
    rf"(?P<day>{_DAY})\.?(?:[ \t]+of)?[ \t-]+(?P<month>{_MONTH})\.?,?[ \t-]+(?P<year>[0-9]{{4}})\b"
    rf"|(?P<month_>{_MONTH})\.?[ \t]+(?P<day_>{_DAY}),?[ \t]+(?P<year_>[0-9]{{4}})\b"
    r"|(?P<a>[0-9]{1,4})(?P<sep>[./-])[ \t]?(?P<b>[0-9]{1,2})(?P=sep)[ \t]?(?P<c>[0-9]{1,4})"
    r"(?![0-9])",
    re.IGNORECASE,
)
"""A date that is not written YYYY-MM-DD."""


def dates_in(text: str) -> tuple[str, ...]:
    """Return the dates that a text in another form may mean, each as YYYY-MM-DD.

    There are two where the day and the month may be swapped, and none if the text is no date.
    """
    match = OTHER_DATE.fullmatch(text.strip())
    if match is None:
        return ()
    word = match["month"] or match["month_"]
    if word:
        year = match["year"] or match["year_"]
        day = re.sub("[a-z]+", "", match["day"] or match["day_"], flags=re.IGNORECASE)
        orders = [(year, str(_MONTHS[word.lower()]), day)]
    elif len(match["a"]) > 2:
        orders = [(match["a"], match["b"], match["c"])]
    else:
        orders = [(match["c"], match["b"], match["a"]), (match["c"], match["a"], match["b"])]
    found = []
    for numbers in orders:
        try:
            found.append(date(*map(int, numbers)).isoformat())
        except ValueError:
            continue
    return tuple(dict.fromkeys(one for one in found if not one.startswith("00")))
