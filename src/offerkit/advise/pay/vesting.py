"""Vesting by month: which share of a grant, of a match, of a sign-on bonus is yours by then.

Months are whole and counted from the first day of work; a share is an interval within 0..1, exact
where the plan is known. The formulas read one plan; a plan that is known in part gives the
narrowest interval that holds what every plan it may turn out to be gives.

Source:
    docs/how-to/pay.md, "What the numbers mean".
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import reduce
from typing import Final, assert_never

from attrs import field, frozen

from offerkit.intervals import ONE, ZERO, Interval

MONTHS: Final = 12
"""Months in a year."""
_NOTHING: Final = Fraction(0)
_ALL: Final = Fraction(1)


@frozen
class Plan:
    """How a grant vests: nothing before the cliff, then what has accrued, then monthly.

    It accrues by month, in equal parts: over ``months``, or with a schedule over each year of it.
    No part can vest after the whole has, so that a cliff ends with the vesting at the latest.
    """

    months: Interval
    """How long the grant vests, more than 0; with a schedule, the years that it has."""
    cliff: Interval = ZERO
    """How many months pass before the first part vests."""
    schedule: tuple[Fraction, ...] = field(default=())
    """The share of each year, with a sum of 1; empty: even."""

    @classmethod
    def of(cls, months: Interval, cliff: Interval, schedule: Iterable[Fraction] = ()) -> Plan:
        """Return the plan with these parts; the length of a schedule goes before *months*."""
        years = tuple(schedule)
        return cls(Interval.exact(MONTHS * len(years)) if years else months, cliff, years)


def vested(plan: Plan, month: int) -> Interval:
    """Return the share of a grant that has vested at the end of *month*, which is at least 0.

    The longer the vesting and the cliff, the less: the ends of the plan give the ends of it.
    """
    low = _vested_at(plan, month, plan.months.high, plan.cliff.high)
    high = _vested_at(plan, month, plan.months.low, plan.cliff.low)
    return Interval(low, high)


def _vested_at(plan: Plan, month: int, months: Fraction | None, cliff: Fraction | None) -> Fraction:
    """Return the share vested with a vesting and a cliff of known length (None: endless)."""
    begun = (cliff is not None and cliff <= month) or (months is not None and months <= month)
    return _accrued(plan, month, months) if begun else _NOTHING


def _accrued(plan: Plan, month: int, months: Fraction | None) -> Fraction:
    """Return the share accrued at the end of *month*, whatever the cliff."""
    if plan.schedule:
        years, rest = divmod(month, MONTHS)
        whole = sum(plan.schedule[:years], _NOTHING)
        started = plan.schedule[years] if years < len(plan.schedule) else _NOTHING
        return whole + started * rest / MONTHS
    if months is None:
        return _NOTHING
    return _ALL if months <= month else month / months


def vesting_in(plan: Plan, start: int, end: int) -> Interval:
    """Return the share of a grant that vests after month *start* and until the end of *end*.

    The difference of two times is not monotone in the plan: with a longer cliff more vests in
    the year in which it ends, and nothing in the years before. So each case of where the cliff
    ends is looked at by itself.

    Args:
        plan: How it vests.
        start: The month after which the stretch begins, at least 0.
        end: The last month of the stretch, after *start*.
    """
    return reduce(Interval.hull, _cases(plan, start, end))


def _cases(plan: Plan, start: int, end: int) -> Iterator[Interval]:
    """Yield what may vest from *start* to *end*, for each place where the cliff may end."""
    months, cliff = plan.months, plan.cliff
    if _reaches_down_to(cliff, start):
        # The cliff is over before: what accrues, most where the vesting ends just with it.
        lengths = (months.low, months.high, _within(months, end))
        steps = [_accrued(plan, end, m) - _accrued(plan, start, m) for m in lengths]
        yield Interval(min(steps), max(steps))
    elif _reaches_down_to(months, start):
        yield ZERO
    if _exceeds(cliff, start) and _exceeds(months, start):
        if _reaches_down_to(cliff, end):
            # The cliff ends in between: all that has accrued by the end vests in it.
            yield Interval(_accrued(plan, end, months.high), _accrued(plan, end, months.low))
        elif _reaches_down_to(months, end):
            yield ONE
    if _exceeds(cliff, end) and _exceeds(months, end):
        yield ZERO


def _reaches_down_to(interval: Interval, month: int) -> bool:
    """Whether a length may be *month* or less."""
    return interval.low is None or interval.low <= month


def _exceeds(interval: Interval, month: int) -> bool:
    """Whether a length may be more than *month*."""
    return interval.high is None or interval.high > month


def _within(interval: Interval, month: int) -> Fraction | None:
    """Return the length in the interval that is next to *month*."""
    return interval.at_least(Fraction(month)).low if _exceeds(interval, month) else interval.high


def kept(months: Interval, year: int) -> Interval:
    """Return how many of the yearly contributions until the end of *year* can be kept by then.

    Contributions that vest in one go: none before *months* are over, then all.
    """
    over = _at_once(months, MONTHS * year)
    return over.scaled(Fraction(year))


def kept_in(months: Interval, year: int) -> Interval:
    """Return how many of the yearly contributions become one's own in *year*, which is from 1 up.

    None while they can still be lost; in the year that ends this, all so far; then one a year.
    """
    start, end = MONTHS * (year - 1), MONTHS * year
    counts = []
    if _reaches_down_to(months, start):
        counts.append(Interval.exact(1))
    if _exceeds(months, start) and _reaches_down_to(months, end):
        counts.append(Interval.exact(year))
    if _exceeds(months, end):
        counts.append(ZERO)
    return reduce(Interval.hull, counts)


def _at_once(months: Interval, month: int) -> Interval:
    """Return whether *months* are over at the end of *month*, as 0 or 1 or either."""
    low = _NOTHING if _exceeds(months, month) else _ALL
    return Interval(low, _ALL if _reaches_down_to(months, month) else _NOTHING)


class Clawback(enum.Enum):
    """What is owed back of a sign-on bonus on leaving before its period is over."""

    FULL = "full"
    """All of it until the period is over, then nothing."""
    PRORATED = "prorated"
    """The share of the period, in whole months, that is not served."""
    OPEN = "open"
    """Nobody has said which: anything from the one to the other."""


def owed(months: Interval, month: int, rule: Clawback) -> Interval:
    """Return the share of a sign-on bonus owed back on leaving at the end of *month*.

    Args:
        months: The period in which it is owed back.
        month: How many months were served, at least 1.
        rule: How it shrinks.
    """
    running = Interval(
        _ALL if months.low is not None and months.low > month else _NOTHING,
        _ALL if _exceeds(months, month) else _NOTHING,
    )
    match rule:
        case Clawback.FULL:
            return running
        case Clawback.PRORATED:
            return _unserved(months, month)
        case Clawback.OPEN:
            return running.hull(_unserved(months, month))
        case _:
            assert_never(rule)


def _unserved(months: Interval, month: int) -> Interval:
    """Return the share of a period that is left after *month*: more in a longer period."""
    high = _ALL if months.high is None else _left(months.high, month)
    return Interval(_left(months.low or _NOTHING, month), high)


def _left(months: Fraction, month: int) -> Fraction:
    return 1 - month / months if months > month else _NOTHING


def refreshed(months: Interval, year: int) -> Interval:
    """Return how much vests in *year* of later grants, in yearly grants.

    One grant is made at the end of each year, and vests by month in equal parts over *months*,
    without a cliff. What vests in a year of all grants made so far is then what one grant has
    accrued since the first was made.

    Args:
        months: How long each grant vests, more than 0.
        year: From 1 up; nothing vests in the first.
    """
    return vested(Plan(months), MONTHS * (year - 1))


def refreshed_until(months: Interval, year: int) -> Interval:
    """Return how much has vested of later grants by the end of *year*, in yearly grants."""
    so_far = (refreshed(months, earlier) for earlier in range(1, year + 1))
    return reduce(Interval.__add__, so_far, ZERO)
