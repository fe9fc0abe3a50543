"""The derived facts; see ``facts`` for what this is. Every function is a row of “Derived facts”."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, FactValue, Period
from tests.reference import ends as q
from tests.reference.amounts import WEEKS, Unit, a_year, measure_stated
from tests.reference.ends import Known
from tests.reference.facts import World
from tests.reference.gates import missing_of, value_of


@frozen(eq=False)
class Parts:
    """The parts of a derived fact, all in one view."""

    view: View
    world: World
    unit: Unit

    def amount(self, path: str, missing: str = "") -> Known:
        """Return a part that is a quantity: “an unknown part is the interval of all its values”."""
        return measure_stated(FactPath(path, self.view), self.world, self.unit, missing=missing)

    def value(self, path: str) -> FactValue:
        """Return a part that is not a quantity."""
        return value_of(FactPath(path, self.view), self.world)

    def share(self, path: str) -> Known:
        """Return “a share from 0 to 1 that a fact leaves open”."""
        fact = FactPath(path, self.view)
        missing = [*missing_of(fact, self.world)] if self.value(path) is UNKNOWN else []
        name = ("share", path, self.view)
        return q.within(name, Fraction(0), Fraction(1), missing)


def yearly(parts: Parts) -> Known:
    """`pay.base` per year."""
    return parts.amount("pay.base")


def bonus(parts: Parts) -> Known:
    """(`pay.yearly` × `pay.bonus_target` + `pay.bonus_amount`) × the share that is paid.

    “While only one of the two is known, the other is not read; while neither is, the bonus is
    anything from 0, and `pay.bonus_target` is missing.”
    """
    target, amount = (FactPath(f"pay.bonus_{way}", parts.view) for way in ("target", "amount"))
    by_share = q.times(yearly(parts), parts.amount(target.path))
    by_amount = parts.amount(amount.path)
    if parts.value(amount.path) is UNKNOWN:
        if parts.value(target.path) is not UNKNOWN:
            return q.times(by_share, share_paid(parts))
        by_amount = q.within(amount, Fraction(0), None, [target])
    elif parts.value(target.path) is UNKNOWN:
        return q.times(by_amount, share_paid(parts))
    return q.times(q.added(by_share, by_amount), share_paid(parts))


def share_paid(parts: Parts) -> Known:
    """“100% if guaranteed, `pay.bonus_paid` if not, between the two if the offer does not say”."""
    guaranteed = parts.value("pay.bonus_guaranteed")
    if guaranteed is True:
        return q.single(1)
    paid = parts.amount("pay.bonus_paid")
    if guaranteed is not UNKNOWN:
        # `no`, or as `no`: “What does not apply”, a guarantee of nothing.
        return paid
    share = parts.share("pay.bonus_guaranteed")
    return q.added(q.single(1), q.times(share, q.added(paid, q.single(-1))))


def cash(parts: Parts) -> Known:
    """`pay.yearly` + `pay.bonus`."""
    return q.added(yearly(parts), bonus(parts))


def cash_first_year(parts: Parts) -> Known:
    """`pay.cash` + `pay.sign_on`."""
    return q.added(cash(parts), parts.amount("pay.sign_on"))


def equity(parts: Parts) -> Known:
    """`equity.value` ÷ the years over which it vests; 0 if `equity.kind` is `"none"`.

    “Unless `equity.liquid` is yes, equity is worth from 0 up to that part of its value.”
    """
    kind = parts.value("equity.kind")
    if kind == "none":
        return q.ZERO
    vested = q.over(parts.amount("equity.value"), vesting_years(parts))
    if kind is UNKNOWN:
        vested = q.times(vested, parts.share("equity.kind"))
    is_liquid = parts.value("equity.liquid") is True
    return vested if is_liquid else q.times(vested, parts.share("equity.liquid"))


def vesting_years(parts: Parts) -> Known:
    """“The length of `equity.schedule` or, if there is none, `equity.vesting`”.

    A single `equity.vesting` settles it, because a schedule must agree with it.
    """
    schedule = parts.value("equity.schedule")
    if isinstance(schedule, tuple) and schedule:
        return q.single(len(schedule))
    is_open = schedule is UNKNOWN
    months = parts.amount("equity.vesting", missing="equity.schedule" if is_open else "")
    return q.times(months, q.single(Fraction(1, 12)))


def total(parts: Parts) -> Known:
    """`pay.cash` + `equity.per_year` + `benefits.retirement_match` × `pay.yearly`."""
    match = q.times(parts.amount("benefits.retirement_match"), yearly(parts))
    return q.added(cash(parts), equity(parts), match)


def real(parts: Parts) -> Known:
    """`pay.total` ÷ `location.cost_index` × 100."""
    return q.times(q.over(total(parts), parts.amount("location.cost_index")), q.single(100))


def hours(parts: Parts) -> Known:
    """Return the weeks worked × the hours of a week, with the way."""
    days = parts.amount("hours.days_week")
    leave = q.over(parts.amount("leave.days"), q.times(days, q.single(-1)))
    weeks = q.at_least(q.added(q.single(WEEKS), leave), Fraction(1))
    way = q.times(q.times(days, parts.amount("commute.time")), q.single(Fraction(2, 60)))
    return q.times(weeks, q.added(parts.amount("hours.week"), way))


def per_hour(parts: Parts) -> Known:
    """`pay.total` ÷ `hours.year`."""
    return q.over(total(parts), hours(parts))


RULES: Final[dict[str, Callable[[Parts], Known]]] = {
    "pay.yearly": yearly,
    "pay.bonus": bonus,
    "pay.cash": cash,
    "pay.cash_first_year": cash_first_year,
    "equity.per_year": equity,
    "pay.total": total,
    "pay.real": real,
    "hours.year": hours,
    "pay.per_hour": per_hour,
}
_CASH: Final = ("pay.base", "pay.bonus_amount")
_TOTAL: Final = (*_CASH, "equity.value")
AMOUNTS: Final = {
    "pay.yearly": ("pay.base",),
    "pay.bonus": _CASH,
    "pay.cash": _CASH,
    "pay.cash_first_year": (*_CASH, "pay.sign_on"),
    "equity.per_year": ("equity.value",),
    "pay.total": _TOTAL,
    "pay.real": _TOTAL,
    "hours.year": (),
    "pay.per_hour": _TOTAL,
}
"""The parts of each derived fact that are amounts."""


def measure(fact: FactPath, world: World, unit: Unit) -> Known:
    """Return a derived fact.

    “All amounts of pay are per year”, but `pay.per_hour` is per hour.
    """
    parts = Parts(fact.view, world, evolve(unit, per=Period.YEAR, in_months=True))
    found = RULES[fact.path](parts)
    if fact.path == "pay.per_hour" and unit.per is not Period.HOUR:
        return q.times(found, a_year(Period.HOUR, fact.view, world))
    return found
