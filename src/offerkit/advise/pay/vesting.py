"""Vesting by month: the fraction of a grant, a retirement match or a sign-on bonus that is yours.

Months are whole and counted from the first day of work. A fraction is an interval within 0..1,
exact if the vesting schedule is known; for a schedule known in part it is the narrowest interval
that contains the fraction under every schedule that is still possible.

Source:
    docs/how-to/pay.md, "What the numbers mean".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import partial, reduce
from typing import Final, TypeAlias, assert_never

from attrs import field, frozen

from offerkit.intervals import ONE, ZERO, Interval
from offerkit.records import Record
from offerkit.text import Named

MONTHS: Final = 12
"""Months in a year."""
_NOTHING: Final = Fraction(0)
_ALL: Final = Fraction(1)


@frozen
class VestingSchedule(Record):
    """A vesting schedule: nothing before the cliff, then everything accrued, then monthly.

    A grant accrues in equal monthly parts: over ``months``, or within each year of ``yearly``.
    The cliff ends with the vesting period at the latest.
    """

    months: Interval
    """Length of the vesting period, more than 0; that of ``yearly`` if there is one."""
    cliff: Interval = ZERO
    """Months before the first part vests."""
    yearly: tuple[Fraction, ...] = field(default=())
    """Fraction that vests in each year, with a sum of 1; empty for equal parts."""

    @classmethod
    def of(
        cls, months: Interval, cliff: Interval, yearly: Iterable[Fraction] = ()
    ) -> VestingSchedule:
        """Return a schedule; the length of *yearly* takes precedence over *months*."""
        years = tuple(yearly)
        return cls(Interval.exact(MONTHS * len(years)) if years else months, cliff, years)


def vested(schedule: VestingSchedule, month: int) -> Interval:
    """Return the fraction of a grant that has vested at the end of *month*, which is at least 0.

    A longer vesting period or cliff never vests more, so the ends of both give the result.
    """
    low = _vested_at(schedule, month, schedule.months.high, schedule.cliff.high)
    high = _vested_at(schedule, month, schedule.months.low, schedule.cliff.low)
    return Interval(low, high)


def _vested_at(
    schedule: VestingSchedule, month: int, months: Fraction | None, cliff: Fraction | None
) -> Fraction:
    """Return the fraction vested with a known period and cliff; None is an endless one."""
    begun = (cliff is not None and cliff <= month) or (months is not None and months <= month)
    return _accrued(schedule, month, months) if begun else _NOTHING


def _accrued(schedule: VestingSchedule, month: int, months: Fraction | None) -> Fraction:
    """Return the fraction accrued at the end of *month*, whatever the cliff."""
    if schedule.yearly:
        years, rest = divmod(month, MONTHS)
        whole = sum(schedule.yearly[:years], _NOTHING)
        started = schedule.yearly[years] if years < len(schedule.yearly) else _NOTHING
        return whole + started * rest / MONTHS
    if months is None:
        return _NOTHING
    return _ALL if months <= month else month / months


def vesting_between(schedule: VestingSchedule, start: int, end: int) -> Interval:
    """Return the fraction of a grant that vests after month *start*, until the end of *end*.

    The difference between two months is not monotone in the schedule: with a longer cliff, more
    vests in the year in which it ends and nothing in the years before. Each place in which the
    cliff may end is therefore a case of its own.

    Args:
        schedule: How the grant vests.
        start: The month after which to count, at least 0.
        end: The last month to count, after *start*.
    """
    return reduce(Interval.hull, _cases(schedule, start, end))


def _cases(schedule: VestingSchedule, start: int, end: int) -> Iterator[Interval]:
    """Yield the fraction that vests in between, for each place where the cliff may end."""
    months, cliff = schedule.months, schedule.cliff
    if _reaches_down_to(cliff, start):
        # The cliff is over: what accrues, which is most if the vesting period ends with *end*.
        closest = months.at_least(Fraction(end)).low if _exceeds(months, end) else months.high
        lengths = (months.low, months.high, closest)
        steps = [_accrued(schedule, end, m) - _accrued(schedule, start, m) for m in lengths]
        yield Interval(min(steps), max(steps))
    elif _reaches_down_to(months, start):
        yield ZERO
    if _exceeds(cliff, start) and _exceeds(months, start):
        if _reaches_down_to(cliff, end):
            # The cliff ends in between: everything accrued by *end* vests.
            yield Interval(
                _accrued(schedule, end, months.high), _accrued(schedule, end, months.low)
            )
        elif _reaches_down_to(months, end):
            yield ONE
    if _exceeds(cliff, end) and _exceeds(months, end):
        yield ZERO


def _reaches_down_to(interval: Interval, month: int) -> bool:
    """Return whether a length may be *month* or less."""
    return interval.low is None or interval.low <= month


def _exceeds(interval: Interval, month: int) -> bool:
    """Return whether a length may be more than *month*."""
    return interval.high is None or interval.high > month


@frozen
class MatchVesting(Record):
    """How contributions of an employer become one's own, and how they grow.

    All contributions so far are one's own after ``months``; or of each, the shares of ``yearly``
    for the whole years served. One is made each month, and those of a year are ``growth`` times
    those of the year before.
    """

    months: Interval
    """Months after which all are one's own; not read if there is a schedule."""
    yearly: tuple[Fraction, ...] = ()
    """Fraction that becomes one's own at the end of each year, with a sum of 1; or empty."""
    growth: Interval = ONE
    """Contributions of a year as a multiple of those of the year before, at least 1."""

    def between(self, start: int, end: int) -> Interval:
        """Return what becomes one's own after month *start*, until the end of *end*.

        As a multiple of the contributions of the first year.
        """
        return self._worst_to_best(
            lambda made, before, after: after * made(end) - before * made(start), start, end
        )

    def lost(self, month: int) -> Interval:
        """Return what is lost on leaving at the end of *month*, as such a multiple."""
        return self._worst_to_best(lambda made, _, after: (1 - after) * made(month), 0, month)

    def _worst_to_best(self, of: _OfContributions, start: int, end: int) -> Interval:
        """Return everything that an amount may be; none falls where contributions grow."""
        paces = [pace for pace in (self.growth.low, self.growth.high) if pace is not None]
        found = [
            of(partial(served, growth=pace), before, after)
            for pace in paces
            for before, after in self._shares(start, end)
        ]
        return Interval(min(found), max(found))

    def _shares(self, start: int, end: int) -> Iterator[tuple[Fraction, Fraction]]:
        """Yield the shares that are one's own at the ends of two months, as far as is open."""
        if self.yearly:
            before, after = (sum(self.yearly[: m // MONTHS], _NOTHING) for m in (start, end))
            yield before, after
            return
        if _reaches_down_to(self.months, start):
            yield _ALL, _ALL
        if _exceeds(self.months, start) and _reaches_down_to(self.months, end):
            yield _NOTHING, _ALL
        if _exceeds(self.months, end):
            yield _NOTHING, _NOTHING


_OfContributions: TypeAlias = Callable[[Callable[[int], Fraction], Fraction, Fraction], Fraction]


def served(month: int, growth: Fraction) -> Fraction:
    """Return the years that *month* months are, each counted *growth* times the year before."""
    years, rest = divmod(month, MONTHS)
    whole = sum((growth**year for year in range(years)), _NOTHING)
    return whole + growth**years * rest / MONTHS


class Clawback(Named):
    """How much of a sign-on bonus must be repaid on leaving before its clawback period is over."""

    FULL = "full"
    """All of it until the period is over."""
    PRORATED = "prorated"
    """The fraction of the period, in whole months, that was not served."""
    OPEN = "open"
    """Unknown: anything between the two."""


def clawback_fraction(months: Interval, month: int, rule: Clawback) -> Interval:
    """Return the fraction of a sign-on bonus to repay on leaving at the end of *month*.

    Args:
        months: Length of the clawback period.
        month: Months served, at least 1.
        rule: How the fraction shrinks.
    """
    running = Interval(
        _ALL if months.low is not None and months.low > month else _NOTHING,
        _ALL if _exceeds(months, month) else _NOTHING,
    )
    # The fraction of the period that is left grows with its length.
    least, most = (
        1 - month / end if end is not None and end > month else _NOTHING
        for end in (months.low, months.high)
    )
    unserved = Interval(least, _ALL if months.high is None else most)
    match rule:
        case Clawback.FULL:
            return running
        case Clawback.PRORATED:
            return unserved
        case Clawback.OPEN:
            return running.hull(unserved)
        case _:
            assert_never(rule)


def refresh_grants_vesting_in(months: Interval, year: int) -> Interval:
    """Return how much of the refresh grants vests in *year*, as a multiple of one grant.

    A grant is made at the end of each year and vests in equal monthly parts over *months*,
    without a cliff. The parts of all grants that vest in a year then add up to what the first
    grant has accrued so far.

    Args:
        months: Length of the vesting period of each grant, more than 0.
        year: Number of the year, from 1; nothing vests in the first.
    """
    return vested(VestingSchedule(months), MONTHS * (year - 1))


def refresh_grants_vested_at(months: Interval, month: int) -> Interval:
    """Return how much of the refresh grants has vested at the end of *month*, in such multiples."""
    granted = range(MONTHS, month, MONTHS)
    parts = (vested(VestingSchedule(months), month - at) for at in granted)
    return reduce(Interval.__add__, parts, ZERO)


def refresh_grants_vested(months: Interval, year: int) -> Interval:
    """Return how much of the refresh grants has vested by the end of *year*, in such multiples."""
    so_far = (refresh_grants_vesting_in(months, earlier) for earlier in range(1, year + 1))
    return reduce(Interval.__add__, so_far, ZERO)
