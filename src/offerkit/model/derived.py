"""Derived facts: what follows from others, as an interval while any of them is open.

No part is replaced by something that learning could contradict: a part nobody stated is every
value it can have. All the formulas are monotone in each part, so the ends of the parts give the
ends of the result, and narrower parts give a narrower result.

Source:
    grammar/README.md, "Derived facts".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, Protocol, TypeAlias

from attrs import field, frozen

from offerkit.datatypes import Datatype, Number, PayType
from offerkit.intervals import ONE, ZERO, Interval
from offerkit.values import UNKNOWN, FactValue, Period

WEEKS: Final = 52
"""Weeks in a year, by definition."""
HOURS: Final[Mapping[Period, str]] = {Period.HOUR: "hours.week", Period.DAY: "hours.days_week"}
"""The facts that say how many hours and days of a week are paid, and so of a year."""
MOST_HOURS: Final = Fraction(8_760)
"""Hours in a year, awake or asleep; nobody works or commutes longer."""
LEAST_HOURS: Final = Fraction(1)
"""Pay per hour is per some hour: leave never takes all of the year."""


class Parts(Protocol):
    """The facts of one view, as the formulas read them."""

    def amount(self, path: str) -> Interval:
        """Return what a fact may be, in the unit in which the formulas calculate.

        Pay per year and money in one currency; percentages as shares of 1; minutes; months; a
        number as it is. An unknown fact is the interval of its bounds.
        """
        ...

    def value(self, path: str) -> FactValue:
        """Return a fact as it was stated; while it is unknown, the result waits for it."""
        ...

    def peek(self, path: str) -> FactValue:
        """Return a fact as it was stated, without waiting for it."""
        ...


Compute: TypeAlias = Callable[[Parts], Interval]


@frozen
class Derived:
    """A fact that is computed from others."""

    path: str
    datatype: Datatype
    parts: tuple[str, ...]
    """The facts it is computed from, derived ones among them."""
    question: str
    """What it is, as a question; the questions that matter are those of its parts."""
    formula: str
    """How it comes of its parts, in a line; paths stand in it without a view."""
    compute: Compute = field(eq=False, repr=False)
    """Returns what it may be, pay in the currency of the parts."""
    straight: tuple[str, ...] = ()
    """The stated facts in which it is a straight line while all others stay as they are."""
    per: Period = Period.YEAR
    """What a derived pay is per."""


_PAY: Final = PayType()
_DECLARED: Final[dict[str, Derived]] = {}

DERIVED: Final[Mapping[str, Derived]] = _DECLARED
"""Every derived fact by its path, in the order of the vocabulary."""


def derived(
    path: str,
    question: str,
    formula: str,
    parts: str,
    straight: str = "",
    *,
    datatype: Datatype = _PAY,
    per: Period = Period.YEAR,
) -> Callable[[Compute], Compute]:
    """Declare a fact that the decorated function computes.

    The arguments are as in ``Derived``, paths with spaces between them.
    """

    def declare(compute: Compute) -> Compute:
        _DECLARED[path] = Derived(
            path, datatype, (*parts.split(),), question, formula, compute, (*straight.split(),), per
        )
        return compute

    return declare


_CASH: Final = "pay.base pay.bonus_target pay.bonus_amount pay.bonus_paid"
_TOTAL: Final = f"{_CASH} equity.value benefits.retirement_match"


@derived(
    "pay.yearly",
    "What is the base pay per year?",
    "pay.base per year",
    "pay.base hours.week hours.days_week",
    "pay.base",
)
def _yearly(parts: Parts) -> Interval:
    return parts.amount("pay.base")


@derived(
    "pay.bonus",
    "What does the bonus come to in a year?",
    "(pay.yearly * pay.bonus_target + pay.bonus_amount) * the share of it that is paid",
    "pay.yearly pay.bonus_target pay.bonus_amount pay.bonus_paid pay.bonus_guaranteed",
    _CASH,
)
def _bonus(parts: Parts) -> Interval:
    earned = _target_bonus(parts)
    if earned == ZERO:
        return ZERO
    guaranteed = parts.value("pay.bonus_guaranteed")
    if guaranteed is True:
        return earned
    paid = parts.amount("pay.bonus_paid")
    return earned * (paid.hull(ONE) if guaranteed is UNKNOWN else paid)


def _target_bonus(parts: Parts) -> Interval:
    """Return the bonus at target. It is stated in one of two ways; the share is asked for."""
    is_share = parts.peek("pay.bonus_target") is not UNKNOWN
    is_amount = parts.peek("pay.bonus_amount") is not UNKNOWN
    amount = parts.amount("pay.bonus_amount") if is_amount else ZERO
    if is_amount and not is_share:
        return amount
    target = parts.amount("pay.bonus_target")
    share = ZERO if target == ZERO else _yearly(parts) * target
    return share + (amount if is_share else Interval.of(0, None))


@derived(
    "pay.cash_first_year",
    "How much cash is it in the first year?",
    "pay.cash + pay.sign_on",
    "pay.cash pay.sign_on",
    f"{_CASH} pay.sign_on",
)
def _cash_first_year(parts: Parts) -> Interval:
    return _cash(parts) + parts.amount("pay.sign_on")


@derived(
    "pay.cash",
    "How much cash is it in a usual year?",
    "pay.yearly + pay.bonus",
    "pay.yearly pay.bonus",
    _CASH,
)
def _cash(parts: Parts) -> Interval:
    return _yearly(parts) + _bonus(parts)


@derived(
    "equity.per_year",
    "What is the equity that vests in a year worth?",
    "equity.value / the years of vesting; less, if it cannot be sold",
    "equity.kind equity.value equity.schedule equity.vesting equity.liquid",
    "equity.value",
)
def _equity(parts: Parts) -> Interval:
    """Return what vests in a year: from nothing, unless it can be sold today."""
    kind = parts.value("equity.kind")
    if kind == "none":
        return ZERO
    value = parts.amount("equity.value")
    if value == ZERO:
        return ZERO
    schedule = parts.peek("equity.schedule")
    if isinstance(schedule, tuple) and schedule:
        years = Interval.exact(len(schedule))
    else:
        years = parts.amount("equity.vesting").scaled(Fraction(1, 12))
        if not years.is_exact:
            parts.value("equity.schedule")
    yearly = value * years.inverse()
    liquid = parts.value("equity.liquid")
    return yearly if kind is not UNKNOWN and liquid is True else yearly.hull(ZERO)


@derived(
    "pay.total",
    "What is the whole pay worth in a year?",
    "pay.cash + equity.per_year + benefits.retirement_match * pay.yearly",
    "pay.cash equity.per_year benefits.retirement_match",
    _TOTAL,
)
def _total(parts: Parts) -> Interval:
    paid = _cash(parts) + _equity(parts)
    return paid + parts.amount("benefits.retirement_match") * _yearly(parts)


@derived(
    "pay.real",
    "What is the whole pay worth at the prices of my reference city?",
    "pay.total / location.cost_index * 100",
    "pay.total location.cost_index",
    _TOTAL,
)
def _real(parts: Parts) -> Interval:
    index = parts.amount("location.cost_index")
    return _total(parts) * index.inverse().scaled(Fraction(100))


@derived(
    "hours.year",
    "How many hours a year does the job take, the way to work included?",
    "(hours.days_week * 52 - leave.days) * (hours.week / hours.days_week + 2 * commute.time)",
    "hours.week hours.days_week leave.days commute.time",
    datatype=Number(),
)
def _hours(parts: Parts) -> Interval:
    week, days = parts.amount("hours.week"), parts.amount("hours.days_week")
    leave, commute = parts.amount("leave.days"), parts.amount("commute.time")
    low = _hours_at(week.low, days.low, leave.high, commute.low)
    high = _hours_at(week.high, days.high, leave.low, commute.high)
    return Interval(low, high).at_least(LEAST_HOURS).at_most(MOST_HOURS)


def _hours_at(
    week: Fraction | None, days: Fraction | None, leave: Fraction | None, commute: Fraction | None
) -> Fraction | None:
    """Return the hours of a year from one end of each part; None where an end is open.

    (days × 52 − leave) × (week ÷ days + 2 × commute) grows with week, days and commute and
    shrinks with leave, so one choice of ends gives the least and the other the most.
    """
    if week is None or not days or leave is None or commute is None:
        return None
    working_days = max(days * WEEKS - leave, Fraction(0))
    return working_days * (week / days + 2 * commute / 60)


@derived(
    "pay.per_hour",
    "What is the whole pay per hour that the job takes?",
    "pay.total / hours.year",
    "pay.total hours.year",
    _TOTAL,
    per=Period.HOUR,
)
def _per_hour(parts: Parts) -> Interval:
    return _total(parts) * _hours(parts).inverse()


def base_parts(path: str) -> tuple[str, ...]:
    """Return the stated facts that a derived fact rests on, each once, in order."""
    found: dict[str, None] = {}
    for part in DERIVED[path].parts:
        found.update(dict.fromkeys(base_parts(part) if part in DERIVED else (part,)))
    return tuple(found)
