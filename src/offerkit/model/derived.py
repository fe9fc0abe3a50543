"""Derived facts: what follows from others, as an interval while any of them is open.

No part is replaced by something that learning could contradict: a part nobody stated is every
value it can have. A formula is plain arithmetic on its parts: what it is written out as knows how
it depends on each of them, and so its ends (``forms``).

Source:
    grammar/README.md, "Derived facts".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, Protocol, TypeAlias

from attrs import field, frozen

from offerkit.datatypes import Datatype, Number, PayType
from offerkit.forms import Form
from offerkit.values import OWN_UNITS, UNKNOWN, FactValue, Period

WEEKS: Final = 52
"""Weeks in a year, by definition."""
HOURS: Final[Mapping[Period, str]] = {Period.HOUR: "hours.week", Period.DAY: "hours.days_week"}
"""The facts that say how many hours and days of a week are paid, and so of a year."""
LEAST_WEEKS: Final = Fraction(1)
"""Pay per hour is per some hour: leave never takes all of the year."""


class Parts(Protocol):
    """The facts of one view, as the formulas read them."""

    def amount(self, path: str, *others: str, asked: str = "") -> Form:
        """Return a fact in the unit in which the formulas calculate.

        Pay per year and money in one currency; percentages as shares of 1; minutes; months; a
        number as it is. While it is open, *others* are missing too, because each of them would do;
        or only *asked*, which settles it.
        """
        ...

    def value(self, path: str) -> FactValue:
        """Return a fact as it was stated."""
        ...

    def share(self, path: str) -> Form:
        """Return a share from 0 to 1 of which no more is known.

        While the fact *path* is unknown, it is missing: what it turns out to be decides.
        """
        ...


Compute: TypeAlias = Callable[[Parts], Form]


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
    """Returns it, pay in the currency of the parts."""
    straight: tuple[str, ...] = ()
    """The stated facts in which it is a straight line while all others stay as they are."""
    per: Period = Period.YEAR
    """What a derived pay is per."""


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
def _yearly(parts: Parts) -> Form:
    return parts.amount("pay.base")


@derived(
    "pay.bonus",
    "What does the bonus come to in a year?",
    "(pay.yearly * pay.bonus_target + pay.bonus_amount) * the share of it that is paid",
    "pay.yearly pay.bonus_target pay.bonus_amount pay.bonus_paid pay.bonus_guaranteed",
    _CASH,
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
    share = target if target.is_zero else _yearly(parts) * target
    if is_share and not is_amount:
        return share
    return share + parts.amount("pay.bonus_amount", asked="" if is_amount else "pay.bonus_target")


@derived(
    "pay.cash_first_year",
    "How much cash is it in the first year?",
    "pay.cash + pay.sign_on",
    "pay.cash pay.sign_on",
    f"{_CASH} pay.sign_on",
)
def _cash_first_year(parts: Parts) -> Form:
    return _cash(parts) + parts.amount("pay.sign_on")


@derived(
    "pay.cash",
    "How much cash is it in a usual year?",
    "pay.yearly + pay.bonus",
    "pay.yearly pay.bonus",
    _CASH,
)
def _cash(parts: Parts) -> Form:
    return _yearly(parts) + _bonus(parts)


@derived(
    "equity.per_year",
    "What is the equity that vests in a year worth?",
    "equity.value / the years of vesting; less, if it cannot be sold",
    "equity.kind equity.value equity.schedule equity.vesting equity.liquid",
    "equity.value",
)
def _equity(parts: Parts) -> Form:
    """Return what vests in a year: from nothing, unless it can be sold today."""
    kind = parts.value("equity.kind")
    value = ZERO if kind == "none" else parts.amount("equity.value")
    if value.is_zero:
        return value
    yearly = value / _vesting_years(parts)
    if kind is UNKNOWN:
        yearly *= parts.share("equity.kind")
    return yearly if parts.value("equity.liquid") is True else yearly * parts.share("equity.liquid")


def _vesting_years(parts: Parts) -> Form:
    schedule = parts.value("equity.schedule")
    if isinstance(schedule, tuple) and schedule:
        return Form.of(len(schedule))
    others = ("equity.schedule",) if schedule is UNKNOWN else ()
    return parts.amount("equity.vesting", *others) / 12


@derived(
    "pay.total",
    "What is the whole pay worth in a year?",
    "pay.cash + equity.per_year + benefits.retirement_match * pay.yearly",
    "pay.cash equity.per_year benefits.retirement_match",
    _TOTAL,
)
def _total(parts: Parts) -> Form:
    paid = _cash(parts) + _equity(parts)
    return paid + parts.amount("benefits.retirement_match") * _yearly(parts)


@derived(
    "pay.real",
    "What is the whole pay worth at the prices of my reference city?",
    "pay.total / location.cost_index * 100",
    "pay.total location.cost_index",
    _TOTAL,
)
def _real(parts: Parts) -> Form:
    return _total(parts) / parts.amount("location.cost_index") * 100


@derived(
    "hours.year",
    "How many hours a year does the job take, the way to work included?",
    "(52 - leave.days / hours.days_week) * (hours.week + hours.days_week * 2 * commute.time)",
    "hours.week hours.days_week leave.days commute.time",
    datatype=Number(OWN_UNITS["hours.year"]),
)
def _hours(parts: Parts) -> Form:
    days = parts.amount("hours.days_week")
    weeks = (WEEKS - parts.amount("leave.days") / days).at_least(LEAST_WEEKS)
    return weeks * (parts.amount("hours.week") + days * parts.amount("commute.time") / 30)


@derived(
    "pay.per_hour",
    "What is the whole pay per hour that the job takes?",
    "pay.total / hours.year",
    "pay.total hours.year",
    _TOTAL,
    per=Period.HOUR,
)
def _per_hour(parts: Parts) -> Form:
    return _total(parts) / _hours(parts)


def base_parts(path: str) -> tuple[str, ...]:
    """Return the stated facts that a derived fact rests on, each once, in order."""
    found: dict[str, None] = {}
    for part in DERIVED[path].parts:
        found.update(dict.fromkeys(base_parts(part) if part in DERIVED else (part,)))
    return tuple(found)
