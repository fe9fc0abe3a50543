"""Stated facts and literals as intervals, in one unit; see ``facts`` for what this is."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from offerkit.datatypes import Datatype, DateType, DurationType, OrdinalType, PayType, PercentType
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    AtLeast,
    AtMost,
    Duration,
    DurationFamily,
    DurationUnit,
    Money,
    Pay,
    Percent,
    Period,
    Range,
)
from tests.reference.ends import End, Known, single, times, within
from tests.reference.facts import World
from tests.reference.gates import missing_of, read_as, value_of
from tests.reference.months import days_of

WEEKS: Final = 52
"""“Pay and periods”: weeks in a year."""
PERIODS: Final = {Period.WEEK: WEEKS, Period.MONTH: 12, Period.YEAR: 1}
"""“Pay and periods”: periods in a year by definition."""
PAY: Final = frozenset({"pay.base"})
"""The amounts of pay that rules of derived facts read."""
MONTHS: Final = frozenset({DurationFamily.MONTHS})
HOURS: Final = {Period.HOUR: "hours.paid", Period.DAY: "hours.paid_days"}
"""“Pay and periods”: how many of the others are in a year."""
LENGTHS: Final = {
    DurationUnit.MINUTE: Fraction(1),
    DurationUnit.HOUR: Fraction(60),
    DurationUnit.DAY: Fraction(1),
    DurationUnit.WEEK: Fraction(7),
    DurationUnit.MONTH: Fraction(1),
    DurationUnit.YEAR: Fraction(12),
}
"""“Datatypes”: how many minutes, days or months a unit has."""


@frozen
class Unit:
    """The unit of a comparison of amounts, and the view whose hours convert its literals."""

    currency: str | None = None
    per: Period = Period.YEAR
    literals: View = View.OFFERED
    in_months: bool = False
    """“Months and days”: whether durations by the calendar are in months, and not in days."""


PLAIN: Final = Unit()


SHARES: Final = """
    company.layoffs_last_year work.meetings clients.largest_share team.senior_share travel.share
    equity.percent benefits.retirement_match location.tax_rate pay.employer_part
    pay.holiday_allowance
    """.split()
BOUNDS: Final[dict[str, tuple[Fraction, End]]] = {
    **dict.fromkeys(SHARES, (Fraction(0), Fraction(1))),
    "hours.week": (Fraction(1), Fraction(168)),
    "hours.days_week": (Fraction(1, 2), Fraction(7)),
    "remote.days": (Fraction(0), Fraction(7)),
    **dict.fromkeys(
        ("leave.days", "leave.public_holidays", "leave.sick_days", "leave.taken", "leave.unpaid"),
        (Fraction(0), Fraction(366)),
    ),
    "pay.days_year": (Fraction(7), Fraction(366)),
    "contract.workload": (Fraction(1, 100), Fraction(1)),
    "pay.bonus_paid": (Fraction(0), Fraction(2)),
    "travel.nights": (Fraction(0), Fraction(31)),
    "commute.time": (Fraction(0), Fraction(12 * 60)),
    "equity.vesting": (Fraction(1), None),
    "location.cost_index": (Fraction(1), None),
}
"""“Quantities and ranges”: the facts with bounds narrower than from 0 up, in base units."""


def measure_stated(
    fact: FactPath,
    world: World,
    unit: Unit = PLAIN,
    datatype: Datatype | None = None,
    missing: str = "",
) -> Known:
    """Return a fact that is not derived: “Quantities and ranges”.

    It is missing if it is unknown or a range, and so is another fact that would do instead.
    """
    fact = read_as(fact, world)
    value = value_of(fact, world)
    facts = [*missing_of(fact, world), *([FactPath(missing, fact.view)] if missing else [])]
    if value in (UNKNOWN, DOES_NOT_APPLY):
        # What does not apply is no quantity; whether it does is for ``applying`` to say.
        return anything(fact, facts, datatype, world, unit)
    low, high = ends(value)
    known = single(base(unit_end(value))) if low == high else within(fact, low, high, facts)
    return convert(unit_end(value), fact, fact.view, world, unit, known)


def anything(
    fact: FactPath,
    missing: list[FactPath],
    datatype: Datatype | None,
    world: World,
    unit: Unit,
) -> Known:
    """“An unknown fact is the interval of all values it can have”."""
    low: End
    high: End
    low, high = BOUNDS.get(fact.path, (Fraction(0), None))
    if isinstance(datatype, DateType):
        low = None
    own = world.own.get(fact.path)
    if own is not None:
        share = 100 if isinstance(datatype, PercentType) else 1
        low, high = (None if it is None else Fraction(it) / share for it in (own.low, own.high))
    if own is not None and own.unit is not None:
        known = within(fact, low, high, missing)
        return convert(own.unit, fact, fact.view, world, unit, known)
    if isinstance(datatype, OrdinalType):
        high = Fraction(len(datatype.scale.levels) - 1)
    # Pay that is unknown per hour is not the same number as pay that is unknown per year.
    is_pay = isinstance(datatype, PayType) or fact.path in PAY
    name = (fact, unit.per) if is_pay else fact
    known = within(name, low, high, missing)
    only_months = isinstance(datatype, DurationType) and datatype.families == MONTHS
    return days_of(known, (name, "days")) if only_months and not unit.in_months else known


def ends(value: object) -> tuple[End, End]:
    """Return the ends of a value in base units: one that is open is None."""
    match value:
        case Range(low=low, high=high):
            return base(low), base(high)
        case AtLeast(low=low):
            return base(low), None
        case AtMost(high=high):
            return None, base(high)
        case _:
            return base(value), base(value)


def unit_end(value: object) -> object:
    """Return a value, or of a range one of its ends, which are in one unit."""
    match value:
        case Range(low=end) | AtLeast(low=end) | AtMost(high=end):
            return end
        case _:
            return value


def base(value: object) -> Fraction:
    """Return a value in base units, an amount as it is stated."""
    match value:
        case Percent(amount=amount):
            return Fraction(amount) / 100
        case Money(amount=amount) | Pay(amount=amount):
            return Fraction(amount)
        case Duration(amount=amount, unit=unit):
            return Fraction(amount) * LENGTHS[unit]
        case date():
            return Fraction(value.toordinal())
        case Ordinal() | Level():
            return Fraction(value.rank)
        case Decimal() | Fraction():
            return Fraction(value)
        case _:
            raise TypeError(value)


def convert(
    value: object,
    name: Hashable,
    view: View,
    world: World,
    unit: Unit,
    known: Known | None = None,
) -> Known:
    """Return a value in the unit of its comparison; *view* is the view whose hours it uses.

    The days of its months have a name of their own. If no more is *known* than an interval, *value*
    is one of its ends.
    """
    known = known or single(base(value))
    if isinstance(value, Duration) and value.unit.family in MONTHS and not unit.in_months:
        return days_of(known, (name, "days"))
    if isinstance(value, Pay):
        is_fare = isinstance(name, FactPath) and name.path == "commute.cost"
        known = _to_period(known, value.per, view, world, unit, is_fare=is_fare)
    if isinstance(value, Money | Pay):
        known = _to_currency(known, value.currency, world, unit)
    return known


def _to_period(
    known: Known, per: Period, view: View, world: World, unit: Unit, *, is_fare: bool
) -> Known:
    """“Pay and periods”: as it is in its own period, otherwise per year."""
    return known if per is unit.per else times(known, a_year(per, view, world, is_fare=is_fare))


def a_year(per: Period, view: View, world: World, *, is_fare: bool = False) -> Known:
    """“Pay and periods”: how many hours or days, weeks or months are a year.

    “A fare is paid on the days on which one goes.”
    """
    from tests.reference.derived import measure

    if per in PERIODS:
        return single(PERIODS[per])
    path = "commute.days" if is_fare and per is Period.DAY else HOURS[per]
    return measure(FactPath(path, view), world, PLAIN)


def _to_currency(known: Known, currency: str, world: World, unit: Unit) -> Known:
    """“Currencies”: through a stated rate; without one, only the sign is known."""
    if unit.currency in {None, currency}:
        return known
    rate = world.rates.get((currency, str(unit.currency)))
    if rate is not None:
        return times(known, single(rate))
    pair = (currency, str(unit.currency))
    return times(known, within(pair, Fraction(0), None, rates=[frozenset(pair)]))
