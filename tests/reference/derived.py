"""The derived facts; see ``facts`` for what this is. Every function is a row of “Derived facts”."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Final

from attrs import evolve, field, frozen

from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, FactValue, Period
from tests.reference import ends as q
from tests.reference.amounts import WEEKS, Unit, a_year, measure_stated
from tests.reference.ends import Known
from tests.reference.facts import World, value_of


@frozen(eq=False)
class Parts:
    """The parts of a derived fact, all in one view, and those that were used so far."""

    view: View
    world: World
    unit: Unit
    used: list[Known] = field(factory=list)

    def amount(self, path: str) -> Known:
        """Return a part that is a quantity: “an unknown part is the interval of all its values”."""
        known = measure_stated(FactPath(path, self.view), self.world, self.unit)
        self.used.append(known)
        return known

    def value(self, path: str) -> FactValue:
        """Return a part that is not a quantity."""
        fact = FactPath(path, self.view)
        found = value_of(fact, self.world)
        if found is UNKNOWN:
            self.used.append(Known(None, None, frozenset({fact})))
        return found


def yearly(parts: Parts) -> Known:
    """`pay.base` per year."""
    return parts.amount("pay.base")


def bonus(parts: Parts) -> Known:
    """(`pay.yearly` × `pay.bonus_target` + `pay.bonus_amount`) × the share that is paid.

    A bonus of 0 settles it. “While only one of the two is known, the other is not read; while
    neither is, the bonus is anything from 0, and `pay.bonus_target` is missing.”
    """
    share, amount = (
        value_of(FactPath(path, parts.view), parts.world) is not UNKNOWN
        for path in ("pay.bonus_target", "pay.bonus_amount")
    )
    at_target = parts.amount("pay.bonus_amount") if amount else q.ZERO
    if share or not amount:
        target = parts.amount("pay.bonus_target")
        if target != q.ZERO:
            at_target = q.added(at_target, q.times(yearly(parts), target))
    if not share and not amount:
        at_target = q.added(at_target, Known(Fraction(0), None))
    return q.ZERO if at_target == q.ZERO else q.times(at_target, share_paid(parts))


def share_paid(parts: Parts) -> Known:
    """“100% if guaranteed, `pay.bonus_paid` if not, between the two if the offer does not say”."""
    guaranteed = parts.value("pay.bonus_guaranteed")
    if guaranteed is True:
        return q.single(1)
    paid = parts.amount("pay.bonus_paid")
    return paid if guaranteed is False else q.between(paid, q.single(1))


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
    value = parts.amount("equity.value")
    if value == q.ZERO:
        return q.ZERO
    liquid = parts.value("equity.liquid")
    vested = q.over(value, vesting_years(parts))
    return vested if kind is not UNKNOWN and liquid is True else q.between(q.ZERO, vested)


def vesting_years(parts: Parts) -> Known:
    """“The length of `equity.schedule` or, if there is none, `equity.vesting`”.

    A single `equity.vesting` settles it, because a schedule must agree with it.
    """
    schedule = value_of(FactPath("equity.schedule", parts.view), parts.world)
    if isinstance(schedule, tuple) and schedule:
        return q.single(len(schedule))
    vesting = parts.amount("equity.vesting")
    if not vesting.is_single:
        parts.value("equity.schedule")
    return q.times(vesting, q.single(Fraction(1, 12)))


def total(parts: Parts) -> Known:
    """`pay.cash` + `equity.per_year` + `benefits.retirement_match` × `pay.yearly`."""
    match = q.times(parts.amount("benefits.retirement_match"), yearly(parts))
    return q.added(cash(parts), equity(parts), match)


def real(parts: Parts) -> Known:
    """`pay.total` ÷ `location.cost_index` × 100."""
    return q.times(q.over(total(parts), parts.amount("location.cost_index")), q.single(100))


def hours(parts: Parts) -> Known:
    """Return the hours of a year, “from 1 to 8,760”; the ends are at ends of the parts.

    (days_week × 52 − leave) × (week ÷ days_week + 2 × commute) grows or shrinks in each part.
    """
    paths = ("hours.week", "hours.days_week", "leave.days", "commute.time")
    known = [parts.amount(path) for path in paths]
    found = []
    for ends in product(*((it.low, it.high) for it in known)):
        week, days, leave, commute = (end for end in ends if end is not None)
        exact = (days * WEEKS - leave) * (week / days + 2 * commute / 60)
        found.append(min(max(exact, Fraction(1)), Fraction(8_760)))
    return Known(min(found), max(found))


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
    """Return the ends of a derived fact.

    “All amounts of pay are per year”, but `pay.per_hour` is per hour. “If a derived fact leaves a
    comparison open, its parts that are unknown or ranges are missing.”
    """
    parts = Parts(fact.view, world, evolve(unit, per=Period.YEAR, in_months=True))
    found = RULES[fact.path](parts)
    if fact.path == "pay.per_hour" and unit.per is not Period.HOUR:
        hours = a_year(Period.HOUR, fact.view, world)
        return q.times(q.result(found.low, found.high, parts.used), hours)
    return q.result(found.low, found.high, parts.used)
