"""Derived facts: what follows from others, as an interval while any of them is open.

No part is replaced by something that learning could contradict: a part nobody stated is every
value it can have. A formula is plain arithmetic on its parts: what it is written out as knows how
it depends on each of them, and so its ends (``forms``).

Source:
    grammar/README.md, "Derived facts".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final, Protocol, TypeAlias

from attrs import field, frozen

from offerkit.calendar import days_of, is_in_months
from offerkit.datatypes import Datatype, Number, PayType
from offerkit.forms import Form
from offerkit.intervals import Interval
from offerkit.records import Record
from offerkit.values import OWN_UNITS, UNKNOWN, Duration, FactValue, Period, ends_of

WEEKS: Final = 52
"""Weeks in a year, by definition."""
HOURS: Final[Mapping[Period, str]] = {Period.HOUR: "hours.paid", Period.DAY: "hours.paid_days"}
"""The derived facts that say how many hours and days of a year are paid."""
FARES: Final[Mapping[Period, str]] = {**HOURS, Period.DAY: "commute.days"}
"""The same for ``commute.cost``: a fare is paid on the days on which one goes."""
LEAST_WEEKS: Final = Fraction(1)
"""Pay per hour is per some hour: leave never takes all of the year."""
FIRST_YEAR: Final = 12
"""Months of the first year."""
FOLLOWING: Final = frozenset({"pay.days_year", "pay.bonus_amount"})
"""Facts that an offer need not state, because others say the same: asked only if missing."""
ALONE: Final = frozenset({"contractor", "freelance"})
"""The kinds of contract in which nobody pays for leave, nor a part of taxes and premiums."""


class Parts(Protocol):
    """The facts of one view, as the formulas read them."""

    def amount(self, path: str, *others: str, asked: str = "") -> Form:
        """Return a fact in the unit in which the formulas calculate.

        Pay per year and money in one currency; percentages as shares of 1; minutes; months; a
        number as it is. While it is open, *others* are missing too, because each of them would do;
        or only *asked*, which settles it.
        """
        ...

    def whole(self, path: str) -> Form:
        """Return another derived fact, per year if it is pay; it is worked out once for all."""
        ...

    def value(self, path: str) -> FactValue:
        """Return a fact as it was stated."""
        ...

    def glance(self, path: str) -> Form:
        """Return what ``amount`` returns, but do not have it missing while it is open."""
        ...

    def period(self, path: str) -> Period | None:
        """Return what the pay of a fact is per; None while it is unknown."""
        ...

    def share(self, path: str, *, is_choice: bool = False) -> Form:
        """Return a share from 0 to 1 of which no more is known, or that it is a *choice* of these.

        While the fact *path* is unknown, it is missing: what it turns out to be decides.
        """
        ...


Compute: TypeAlias = Callable[[Parts], Form]


@frozen
class Derived(Record):
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
    """Returns it, pay in the currency of the parts."""
    straight: tuple[str, ...] = ()
    """The stated facts in which it is a straight line while all others stay as they are."""
    per: Period = Period.YEAR
    """What a derived pay is per."""
    everyday: str = ""
    """Words that people use for it, with commas between them."""
    leaves_out: tuple[str, ...] = ()
    """The stated facts that it could be thought to count, and does not."""
    least: Decimal = Decimal(0)
    """The least that it is in any offer."""
    typical: int | str = "60k USD per year"
    """A number or an amount whose size says what is meant, for examples."""


ZERO: Final = Form.of(0)
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
    everyday: str = "",
    leaves_out: str = "",
    least: str = "0",
    typical: int | str = "60k USD per year",
) -> Callable[[Compute], Compute]:
    """Declare a fact that the decorated function computes.

    The arguments are as in ``Derived``, paths with spaces between them.
    """

    def declare(compute: Compute) -> Compute:
        split = (tuple(paths.split()) for paths in (parts, straight, leaves_out))
        on, in_, without = split
        said = path, datatype, on, question, formula, compute, in_, per, everyday, without
        _DECLARED[path] = Derived(*said, Decimal(least), typical)
        return compute

    return declare


# --- days and hours ------------------------------------------------------------------------------

_LEAVE: Final = "leave.days leave.unpaid"
_WEEKS: Final = f"hours.days_week contract.kind pay.base pay.days_year {_LEAVE}"


def _alone(parts: Parts) -> Form:
    """Return 1 if nobody employs the candidate, otherwise 0; one of the two while that is open."""
    kind = parts.value("contract.kind")
    if kind is UNKNOWN:
        return parts.share("contract.kind", is_choice=True)
    return Form.of(kind in ALONE)


def _unpaid(parts: Parts) -> Form:
    """Return the share of the days of leave that is unpaid: all, none, or left open."""
    alone, per = _alone(parts), Period.HOUR
    if not alone.is_zero:
        found = parts.period("pay.base")
        if found is None:
            return alone * parts.share("pay.base")
        per = found
    return alone if per in HOURS else ZERO


def _leave_of_ones_own(parts: Parts) -> Form:
    """Return the days of leave of somebody who is not paid for them.

    The days that are paid are what one asks about, and what a contract says.
    """
    if parts.value("leave.days") is UNKNOWN:
        return parts.share("pay.days_year") * 366
    return parts.amount("leave.days")


def _weeks(days_off: Form, read: Callable[[str], Form]) -> Form:
    """Return the weeks of a year less some days; *read* gives the days of a week."""
    if days_off.is_zero:
        return Form.of(WEEKS)
    return (WEEKS - days_off / read("hours.days_week")).at_least(LEAST_WEEKS)


def _paid_weeks(parts: Parts) -> Form:
    if parts.value("pay.days_year") is not UNKNOWN:
        return parts.amount("pay.days_year") / parts.amount("hours.days_week")
    unpaid, off = _unpaid(parts), parts.amount("leave.unpaid")
    if unpaid == Form.of(1):
        return _weeks(off + _leave_of_ones_own(parts), parts.amount)
    every = _weeks(off, parts.amount)
    if unpaid.is_zero:
        return every
    # What settles this is asked, and neither the days of leave nor those of a week.
    worked = _weeks(off + parts.glance("leave.days"), parts.glance)
    return every - unpaid * (every - worked)


def _worked_weeks(parts: Parts) -> Form:
    if parts.value("pay.days_year") is UNKNOWN:
        is_own = _unpaid(parts) == Form.of(1)
        leave = _leave_of_ones_own(parts) if is_own else parts.amount("leave.days")
        return _weeks(parts.amount("leave.unpaid") + leave, parts.amount)
    leave = (1 - _alone(parts)) * parts.amount("leave.days")
    worked = (parts.amount("pay.days_year") - leave) / parts.amount("hours.days_week")
    return worked.at_least(LEAST_WEEKS)


def _days_gone(parts: Parts) -> Form:
    """Return on how many days of a week one goes to work."""
    home = parts.amount("remote.days")
    if home.interval == Interval.exact(7):
        return ZERO
    return (parts.amount("hours.days_week") - home).at_least(Fraction(0))


@derived(
    "hours.paid_days",
    "How many days of a year are paid?",
    "pay.days_year; or hours.days_week * 52 - leave.unpaid, less days of leave that are unpaid",
    _WEEKS,
    datatype=Number(OWN_UNITS["hours.paid_days"]),
    least="0.5",
    typical=260,
)
def _paid_days(parts: Parts) -> Form:
    if parts.value("pay.days_year") is not UNKNOWN:
        return parts.amount("pay.days_year")
    return parts.amount("hours.days_week") * _paid_weeks(parts)


@derived(
    "hours.paid",
    "How many hours of a year are paid?",
    "hours.paid_days * hours.week / hours.days_week",
    f"hours.week {_WEEKS}",
    datatype=Number(OWN_UNITS["hours.paid"]),
    least="1",
    typical=2080,
)
def _paid_hours(parts: Parts) -> Form:
    return parts.amount("hours.week") * _paid_weeks(parts)


@derived(
    "commute.days",
    "On how many days of a year do I go to work?",
    "the days worked, less remote.days",
    f"{_WEEKS} remote.days",
    datatype=Number(OWN_UNITS["commute.days"]),
    typical=200,
)
def _commute_days(parts: Parts) -> Form:
    gone = _days_gone(parts)
    return gone if gone.is_zero else _worked_weeks(parts) * gone


@derived(
    "hours.year",
    "How many hours a year does the job take, the way to work included?",
    "the days worked * hours.week / hours.days_week + commute.days * 2 * commute.time",
    f"hours.week {_WEEKS} remote.days commute.time",
    datatype=Number(OWN_UNITS["hours.year"]),
    least="1",
    everyday="hours per year, yearly hours, annual hours, hours in year",
    typical=1800,
)
def _hours(parts: Parts) -> Form:
    hours, way = parts.amount("hours.week"), parts.amount("commute.time")
    if not way.is_zero:
        hours += _days_gone(parts) * way / 30
    return _worked_weeks(parts) * hours


# --- pay -----------------------------------------------------------------------------------------

_CASH: Final = "pay.base pay.bonus_target pay.bonus_amount pay.bonus_paid"
_TOTAL: Final = f"{_CASH} equity.value benefits.retirement_match"
_LEFT_OUT: Final = """
    pay.commission pay.sign_on equity.refresh hours.on_call_pay benefits.learning relocation.support
    commute.cost benefits.health_premium pay.employer_part pay.bonus_first_year pay.at_target
    pay.allowances pay.holiday_allowance pay.retention
    """


@derived(
    "pay.yearly",
    "What is the base pay per year?",
    "pay.base per year, less leave.unpaid",
    "pay.base hours.paid hours.paid_days leave.unpaid",
    "pay.base",
    everyday="base pay per year, pay per year, yearly pay, salary per year",
)
def _yearly(parts: Parts) -> Form:
    base, unpaid = parts.amount("pay.base"), parts.amount("leave.unpaid")
    if unpaid.is_zero or parts.period("pay.base") in {None, *HOURS}:
        return base
    return base * _weeks(unpaid, parts.amount) / WEEKS


@derived(
    "pay.bonus",
    "What does the bonus come to in a year?",
    "(pay.yearly * pay.bonus_target + pay.bonus_amount) * the share of it that is paid",
    "pay.yearly pay.bonus_target pay.bonus_amount pay.bonus_paid pay.bonus_guaranteed",
    _CASH,
    everyday="bonus amount, bonus money, bonus value, expected bonus",
    typical="6k USD per year",
)
def _bonus(parts: Parts) -> Form:
    earned = _target_bonus(parts)
    if earned.is_zero:
        return earned
    guaranteed = parts.value("pay.bonus_guaranteed")
    if guaranteed is True:
        return earned
    unpaid = 1 - parts.amount("pay.bonus_paid")
    if guaranteed is UNKNOWN:
        unpaid *= parts.share("pay.bonus_guaranteed")
    return earned * (1 - unpaid)


def _target_bonus(parts: Parts) -> Form:
    """Return the bonus at target. It is stated in one of two ways; the share is asked for."""
    is_share = parts.value("pay.bonus_target") is not UNKNOWN
    is_amount = parts.value("pay.bonus_amount") is not UNKNOWN
    if is_amount and not is_share:
        return parts.amount("pay.bonus_amount")
    target = parts.amount("pay.bonus_target")
    share = target if target.is_zero else parts.whole("pay.yearly") * target
    if is_share and not is_amount:
        return share
    return share + parts.amount("pay.bonus_amount", asked="" if is_amount else "pay.bonus_target")


@derived(
    "pay.cash_first_year",
    "How much cash is it in the first year?",
    "pay.cash + pay.sign_on",
    "pay.cash pay.sign_on",
    f"{_CASH} pay.sign_on",
    everyday="first year cash, cash in first year, first year pay",
)
def _cash_first_year(parts: Parts) -> Form:
    return parts.whole("pay.cash") + parts.amount("pay.sign_on")


@derived(
    "pay.cash",
    "How much cash is it in a usual year?",
    "pay.yearly + pay.bonus",
    "pay.yearly pay.bonus",
    _CASH,
    everyday="cash, total cash, cash compensation, cash pay",
)
def _cash(parts: Parts) -> Form:
    return parts.whole("pay.yearly") + parts.whole("pay.bonus")


@derived(
    "equity.per_year",
    "What is the equity that vests in a year worth?",
    "equity.value / the years of vesting, at least 1; less, if it cannot be sold",
    "equity.kind equity.value equity.schedule equity.vesting equity.liquid",
    "equity.value",
    everyday="equity per year, yearly equity, annual equity, stock per year, rsus per year",
    typical="5k USD per year",
)
def _equity(parts: Parts) -> Form:
    worth = _worth(parts)
    if worth.is_zero:
        return worth
    years = (_vesting(parts) / FIRST_YEAR).at_least(Fraction(1))
    return worth / years


def _worth(parts: Parts) -> Form:
    """Return what the grant is worth: from nothing, unless it can be sold today."""
    kind = parts.value("equity.kind")
    worth = ZERO if kind == "none" else parts.amount("equity.value")
    if worth.is_zero:
        return worth
    if kind is UNKNOWN:
        worth *= parts.share("equity.kind")
    return worth if parts.value("equity.liquid") is True else worth * parts.share("equity.liquid")


def _vesting(parts: Parts) -> Form:
    """Return over how many months the grant vests."""
    schedule = parts.value("equity.schedule")
    if isinstance(schedule, tuple) and schedule:
        return Form.of(FIRST_YEAR * len(schedule))
    others = ("equity.schedule",) if schedule is UNKNOWN else ()
    return parts.amount("equity.vesting", *others)


@derived(
    "equity.first_year",
    "What is the equity that vests in the first year worth?",
    "equity.value * the share that vests in the first year; less, if it cannot be sold",
    "equity.kind equity.value equity.schedule equity.vesting equity.cliff equity.liquid",
    "equity.value",
    typical="5k USD per year",
)
def _first_equity(parts: Parts) -> Form:
    worth, months = _worth(parts), _vesting(parts).interval
    if worth.is_zero or _is_within(months):
        return worth
    cliff, schedule = parts.amount("equity.cliff").interval, parts.value("equity.schedule")
    may_end, may_last = _may_be_within(months), not _is_within(cliff)
    if not may_end and not _may_be_within(cliff):
        return ZERO
    if may_end:
        return worth * parts.share("equity.vesting")
    if isinstance(schedule, tuple):
        worth *= Fraction(schedule[0].amount) / 100
    elif schedule is UNKNOWN:
        worth *= parts.share("equity.schedule")
    else:
        # There is no schedule: it vests in equal parts.
        worth = worth * FIRST_YEAR / _vesting(parts)
    return worth * parts.share("equity.cliff") if may_last else worth


def _is_within(months: Interval) -> bool:
    """Return whether a time certainly ends within the first year."""
    return months.high is not None and months.high <= FIRST_YEAR


def _may_be_within(months: Interval) -> bool:
    return months.low is None or months.low <= FIRST_YEAR


@derived(
    "pay.total",
    "What is the whole pay worth in a year?",
    "pay.cash + equity.per_year + benefits.retirement_match * pay.yearly",
    "pay.cash equity.per_year benefits.retirement_match",
    _TOTAL,
    leaves_out=_LEFT_OUT,
    everyday=(
        "total compensation, total comp, total pay, tc, package, pay package, total salary, "
        "all in pay, overall pay, total package, whole pay"
    ),
)
def _total(parts: Parts) -> Form:
    return parts.whole("pay.cash") + parts.whole("equity.per_year") + _match(parts)


def _match(parts: Parts) -> Form:
    return parts.amount("benefits.retirement_match") * parts.whole("pay.yearly")


@derived(
    "pay.total_first_year",
    "What is the whole pay worth in the first year?",
    "pay.cash_first_year + equity.first_year + benefits.retirement_match * pay.yearly, if it is "
    "mine by then",
    "pay.cash_first_year equity.first_year benefits.retirement_match benefits.retirement_vesting",
    f"{_TOTAL} pay.sign_on",
    leaves_out=_LEFT_OUT,
)
def _total_first_year(parts: Parts) -> Form:
    paid, match = (
        parts.whole("pay.cash_first_year") + parts.whole("equity.first_year"),
        _match(parts),
    )
    if match.is_zero:
        return paid
    months = parts.amount("benefits.retirement_vesting").interval
    if _is_within(months):
        return paid + match
    shortest, _ = ends_of(parts.value("benefits.retirement_vesting"))
    # In months, 367 days are 12 at least; by the calendar they are more.
    in_days = isinstance(shortest, Duration) and not is_in_months(shortest)
    if not _may_be_within(months) or (in_days and shortest.base > days_of(FIRST_YEAR)[1]):
        return paid
    return paid + match * parts.share("benefits.retirement_vesting")


@derived(
    "pay.real",
    "What is the whole pay worth at the prices of my reference city?",
    "pay.total / location.cost_index * 100",
    "pay.total location.cost_index",
    _TOTAL,
    everyday=(
        "real pay, adjusted salary, purchasing power, salary adjusted for cost of living, "
        "adjusted pay, real salary"
    ),
)
def _real(parts: Parts) -> Form:
    return parts.whole("pay.total") / parts.amount("location.cost_index") * 100


@derived(
    "pay.per_hour",
    "What is the whole pay per hour that the job takes?",
    "pay.total / hours.year",
    "pay.total hours.year",
    _TOTAL,
    per=Period.HOUR,
    everyday=(
        "hourly rate, hourly wage, hourly pay, per hour, pay per hour, wage per hour, hourly, "
        "rate per hour, hourly salary, rate"
    ),
    typical="30 USD per hour",
)
def _per_hour(parts: Parts) -> Form:
    return parts.whole("pay.total") / parts.whole("hours.year")


def _alone_pays(parts: Parts) -> Form:
    """Return the employer's part of taxes and premiums that nobody else pays."""
    alone = _alone(parts)
    if alone.is_zero:
        return alone
    read = parts.amount if alone.interval.is_exact else parts.glance
    return parts.whole("pay.yearly") * read("pay.employer_part") * alone


@derived(
    "pay.as_employed",
    "What is the whole pay worth, less what an employer pays for employees?",
    "pay.total - pay.yearly * pay.employer_part, if contract.kind is contractor or freelance",
    "pay.total pay.yearly pay.employer_part contract.kind",
    _TOTAL,
)
def _as_employed(parts: Parts) -> Form:
    return parts.whole("pay.total") - _alone_pays(parts)


@derived(
    "pay.as_employed_per_hour",
    "What is the whole pay per hour, less what an employer pays for employees?",
    "pay.as_employed / hours.year",
    "pay.as_employed hours.year",
    _TOTAL,
    per=Period.HOUR,
    typical="30 USD per hour",
)
def _as_employed_per_hour(parts: Parts) -> Form:
    return parts.whole("pay.as_employed") / parts.whole("hours.year")


@derived(
    "pay.net",
    "How much cash is left in a usual year after taxes and premiums?",
    "(pay.cash - the employer's part as in pay.as_employed) * (100% - location.tax_rate)",
    "pay.cash pay.yearly pay.employer_part contract.kind location.tax_rate",
    f"{_CASH} location.tax_rate",
    everyday="net, net pay, net salary, take home, take home pay, pay after tax, after tax",
    typical="40k USD per year",
)
def _net(parts: Parts) -> Form:
    return (parts.whole("pay.cash") - _alone_pays(parts)) * (1 - parts.amount("location.tax_rate"))


@cache
def base_parts(path: str) -> tuple[str, ...]:
    """Return the stated facts that a derived fact rests on, each once, in order."""
    found: dict[str, None] = {}
    for part in DERIVED[path].parts:
        found.update(dict.fromkeys(base_parts(part) if part in DERIVED else (part,)))
    return tuple(found)


def left_out(path: str) -> tuple[str, ...]:
    """Return the stated facts that a derived fact could be thought to count, and does not."""
    found = list(DERIVED[path].leaves_out)
    for part in DERIVED[path].parts:
        found += left_out(part) if part in DERIVED else ()
    counted = base_parts(path)
    return tuple(dict.fromkeys(one for one in found if one not in counted))


PAID: Final = frozenset((*HOURS.values(), *FARES.values()))
"""The derived facts by which pay per hour and per day becomes pay per year."""
CONVERTING: Final = frozenset(part for paid in PAID for part in base_parts(paid)) - {"pay.base"}
"""The stated facts by which pay per hour and per day becomes pay per year."""
