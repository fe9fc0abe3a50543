"""The derived facts; see ``facts`` for what this is. Every function is a row of “Derived facts”."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from offerkit.paths import FactPath, View
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, Duration, FactValue, Pay, Period
from tests.reference import ends as q
from tests.reference.amounts import MONTHS, WEEKS, Unit, a_year, measure_stated, unit_end
from tests.reference.ends import Known
from tests.reference.facts import World, has_no_job
from tests.reference.gates import is_single, missing_of, value_of
from tests.reference.months import days_of


@frozen(eq=False)
class Parts:
    """The parts of a derived fact, all in one view."""

    view: View
    world: World
    unit: Unit

    def amount(self, path: str, missing: str = "") -> Known:
        """Return a part that is a quantity: “an unknown part is the interval of all its values”.

        “Outside a `current` that is not there, what its formula reads of a part that does not
        apply is 0.”
        """
        is_gone = self.view is View.CURRENT and has_no_job(self.world)
        if self.value(path) is DOES_NOT_APPLY and not is_gone:
            return q.ZERO
        return measure_stated(FactPath(path, self.view), self.world, self.unit, missing=missing)

    def value(self, path: str) -> FactValue:
        """Return a part that is not a quantity."""
        return value_of(FactPath(path, self.view), self.world)

    def quietly(self, path: str) -> Known:
        """Return a part that is not missing because of this."""
        return evolve(self.amount(path), read=frozenset())

    def share(self, path: str) -> Known:
        """Return “a share from 0 to 1 that a fact leaves open”."""
        fact = FactPath(path, self.view)
        missing = [] if is_single(self.value(path)) else [*missing_of(fact, self.world)]
        name = ("share", path, self.view)
        return q.within(name, Fraction(0), Fraction(1), missing)


# --- “Weeks” -------------------------------------------------------------------------------------

BY_TIME: Final = {Period.HOUR, Period.DAY}


def period(parts: Parts) -> Period | None:
    """Return what `pay.base` is per; None while it is unknown."""
    value = unit_end(parts.value("pay.base"))
    return value.per if isinstance(value, Pay) else None


def kind_is_alone(parts: Parts) -> Known:
    """“`"contractor"` or `"freelance"`”, as a share: 1, 0, or left open."""
    kind = parts.value("contract.kind")
    if kind is UNKNOWN:
        return parts.share("contract.kind")
    return q.single(kind in {"contractor", "freelance"})


def leave_is_unpaid(parts: Parts) -> Known:
    """“Leave is unpaid if the kind … and `pay.base` is per hour or per day”, as a share."""
    per = period(parts)
    by_time = parts.share("pay.base") if per is None else q.single(per in BY_TIME)
    return q.times(kind_is_alone(parts), by_time)


def weeks(days_off: Known, week: Known) -> Known:
    """52 − days off ÷ `hours.days_week`; “none of these numbers of weeks is below 1”."""
    off = q.times(q.over(days_off, week), q.single(-1))
    return q.at_least(q.added(q.single(WEEKS), off), Fraction(1))


def weeks_worked(parts: Parts) -> Known:
    """52 − (the days of leave + `leave.unpaid`) ÷ `hours.days_week`, or by `pay.days_year`."""
    week, unpaid = parts.amount("hours.days_week"), leave_is_unpaid(parts)
    if parts.value("pay.days_year") is not UNKNOWN:
        employed = q.added(q.single(1), q.times(kind_is_alone(parts), q.single(-1)))
        taken = q.times(q.times(parts.amount("leave.days"), employed), q.single(-1))
        days = q.added(parts.amount("pay.days_year"), taken)
        return q.at_least(q.over(days, week), Fraction(1))
    days_off = parts.amount("leave.days")
    if unpaid.low == 1 and parts.value("leave.days") is UNKNOWN:
        # “`pay.days_year` is missing in their place.”
        days_off = q.times(parts.share("pay.days_year"), q.single(366))
    return weeks(q.added(days_off, parts.amount("leave.unpaid")), week)


def weeks_paid(parts: Parts) -> Known:
    """“52 − `leave.unpaid` ÷ `hours.days_week`; but where leave is unpaid, the weeks worked.”"""
    week = parts.amount("hours.days_week")
    if parts.value("pay.days_year") is not UNKNOWN:
        return q.over(parts.amount("pay.days_year"), week)
    unpaid = leave_is_unpaid(parts)
    if unpaid.low == 1:
        return weeks_worked(parts)
    every = weeks(parts.amount("leave.unpaid"), week)
    # “Then only the kind is missing …, and neither the days of leave nor those of a week.”
    off = q.added(parts.quietly("leave.days"), parts.amount("leave.unpaid"))
    worked = weeks(off, parts.quietly("hours.days_week"))
    between = q.added(every, q.times(worked, q.single(-1)))
    return q.added(every, q.times(q.times(unpaid, between), q.single(-1)))


def days_gone(parts: Parts) -> Known:
    """“`hours.days_week` − `remote.days`, at least 0”; all of a week are 7."""
    home = q.times(parts.amount("remote.days"), q.single(-1))
    if home.high == -7:
        return q.ZERO
    return q.at_least(q.added(parts.amount("hours.days_week"), home), Fraction(0))


def paid_days(parts: Parts) -> Known:
    """“The weeks paid × `hours.days_week`; `pay.days_year` if that is stated.”"""
    return q.times(weeks_paid(parts), parts.amount("hours.days_week"))


def paid_hours(parts: Parts) -> Known:
    """“The weeks paid × `hours.week`.”"""
    return q.times(weeks_paid(parts), parts.amount("hours.week"))


def commute_days(parts: Parts) -> Known:
    """“The weeks worked × the days of a week on which one goes.”"""
    return q.times(weeks_worked(parts), days_gone(parts))


def hours(parts: Parts) -> Known:
    """“The weeks worked × (`hours.week` + the days on which one goes × 2 × `commute.time`).”"""
    way = q.times(
        q.times(days_gone(parts), parts.amount("commute.time")), q.single(Fraction(2, 60))
    )
    return q.times(weeks_worked(parts), q.added(parts.amount("hours.week"), way))


# --- pay -----------------------------------------------------------------------------------------


def yearly(parts: Parts) -> Known:
    """“`pay.base` per year, less `leave.unpaid`.”

    “Of pay for any other period … × (52 − `leave.unpaid` ÷ `hours.days_week`) ÷ 52.”
    """
    unpaid = parts.amount("leave.unpaid")
    if unpaid.high == 0 or period(parts) in {None, *BY_TIME}:
        return parts.amount("pay.base")
    share = q.times(weeks(unpaid, parts.amount("hours.days_week")), q.single(Fraction(1, WEEKS)))
    return q.times(parts.amount("pay.base"), share)


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


def grant(parts: Parts) -> Known:
    """`equity.value`; 0 if `equity.kind` is `"none"`.

    “Unless `equity.liquid` is yes, equity is worth from 0 up to that part of its value.”
    """
    kind = parts.value("equity.kind")
    if kind == "none":
        return q.ZERO
    worth = parts.amount("equity.value")
    if kind is UNKNOWN:
        worth = q.times(worth, parts.share("equity.kind"))
    is_liquid = parts.value("equity.liquid") is True
    return worth if is_liquid else q.times(worth, parts.share("equity.liquid"))


def equity(parts: Parts) -> Known:
    """`equity.value` ÷ the years over which it vests, at least 1."""
    years = q.times(vesting(parts), q.single(Fraction(1, 12)))
    return q.over(grant(parts), q.at_least(years, Fraction(1)))


def vesting(parts: Parts) -> Known:
    """“The length of `equity.schedule` or, if there is none, `equity.vesting`”, in months.

    A single `equity.vesting` settles it, because a schedule must agree with it.
    """
    schedule = parts.value("equity.schedule")
    if isinstance(schedule, tuple) and schedule:
        return q.single(12 * len(schedule))
    is_open = schedule is UNKNOWN
    return parts.amount("equity.vesting", missing="equity.schedule" if is_open else "")


def within_a_year(time: Known, *, in_months: bool = True) -> bool | None:
    """Return whether a time is at most 12 months; None while that is open."""
    year = q.single(12)
    return q.less_equal(time, year if in_months else days_of(year, "a year"))


def first_equity(parts: Parts) -> Known:
    """`equity.value` × the share that vests in the first year."""
    ends, begins = within_a_year(vesting(parts)), within_a_year(parts.amount("equity.cliff"))
    if ends:
        return grant(parts)
    if ends is False and begins is False:
        return q.ZERO
    if ends is None:
        return q.times(grant(parts), parts.share("equity.vesting"))
    schedule = parts.value("equity.schedule")
    share = parts.share("equity.schedule")
    if isinstance(schedule, tuple):
        share = q.single(Fraction(schedule[0].amount) / 100)
    elif schedule is not UNKNOWN:
        # “In equal parts if there is no schedule.”
        share = q.over(q.single(12), vesting(parts))
    begun = q.single(1) if begins else parts.share("equity.cliff")
    return q.times(q.times(grant(parts), share), begun)


def match(parts: Parts) -> Known:
    """`benefits.retirement_match` × `pay.yearly`."""
    return q.times(parts.amount("benefits.retirement_match"), yearly(parts))


def total_first_year(parts: Parts) -> Known:
    """`pay.cash_first_year` + `equity.first_year` + the match, “if that is yours in the year”."""
    path = "benefits.retirement_vesting"
    time = unit_end(parts.value(path))
    in_months = not isinstance(time, Duration) or time.unit.family in MONTHS
    mine = within_a_year(parts.amount(path), in_months=in_months)
    share = parts.share("benefits.retirement_vesting") if mine is None else q.single(mine)
    return q.added(cash_first_year(parts), first_equity(parts), q.times(match(parts), share))


def employers_part(parts: Parts) -> Known:
    """“`pay.employer_part` if the kind … and 0 for the other kinds”, of `pay.yearly`."""
    alone = kind_is_alone(parts)
    read = parts.amount if alone.is_single else parts.quietly
    return q.times(q.times(yearly(parts), read("pay.employer_part")), alone)


def as_employed(parts: Parts) -> Known:
    """`pay.total` − `pay.yearly` × the employer's part that you pay alone."""
    return q.added(total(parts), q.times(employers_part(parts), q.single(-1)))


def as_employed_per_hour(parts: Parts) -> Known:
    """`pay.as_employed` ÷ `hours.year`."""
    return q.over(as_employed(parts), hours(parts))


def net(parts: Parts) -> Known:
    """(`pay.cash` − the employer's part) × (100% − `location.tax_rate`)."""
    kept = q.added(q.single(1), q.times(parts.amount("location.tax_rate"), q.single(-1)))
    return q.times(q.added(cash(parts), q.times(employers_part(parts), q.single(-1))), kept)


def total(parts: Parts) -> Known:
    """`pay.cash` + `equity.per_year` + `benefits.retirement_match` × `pay.yearly`."""
    return q.added(cash(parts), equity(parts), match(parts))


def real(parts: Parts) -> Known:
    """`pay.total` ÷ `location.cost_index` × 100."""
    return q.times(q.over(total(parts), parts.amount("location.cost_index")), q.single(100))


def per_hour(parts: Parts) -> Known:
    """`pay.total` ÷ `hours.year`."""
    return q.over(total(parts), hours(parts))


_WEEKS: Final = "hours.days_week contract.kind pay.base pay.days_year leave.days leave.unpaid"
_PAID: Final = f"{_WEEKS} hours.week"
_HOURS: Final = f"{_PAID} remote.days commute.time"
_BONUS: Final = f"{_PAID} pay.bonus_target pay.bonus_amount pay.bonus_paid pay.bonus_guaranteed"
_EQUITY: Final = "equity.kind equity.value equity.schedule equity.vesting equity.liquid"
_ALL: Final = f"{_BONUS} {_EQUITY} benefits.retirement_match"
PARTS: Final[dict[str, str]] = {
    "hours.paid_days": _WEEKS,
    "hours.paid": _PAID,
    "commute.days": f"{_WEEKS} remote.days",
    "hours.year": _HOURS,
    "pay.yearly": _PAID,
    "pay.bonus": _BONUS,
    "pay.cash": _BONUS,
    "pay.cash_first_year": f"{_BONUS} pay.sign_on",
    "equity.per_year": _EQUITY,
    "equity.first_year": f"{_EQUITY} equity.cliff",
    "pay.total": _ALL,
    "pay.total_first_year": f"{_ALL} pay.sign_on equity.cliff benefits.retirement_vesting",
    "pay.real": f"{_ALL} location.cost_index",
    "pay.per_hour": f"{_ALL} {_HOURS}",
    "pay.as_employed": f"{_ALL} pay.employer_part",
    "pay.as_employed_per_hour": f"{_ALL} {_HOURS} pay.employer_part",
    "pay.net": f"{_BONUS} pay.employer_part location.tax_rate",
}
"""The stated facts of which each derived fact is computed."""


def parts_of(path: str) -> frozenset[str]:
    """Return the stated facts that a fact is computed from, or itself."""
    return frozenset(PARTS[path].split() if path in PARTS else [path])


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
    "hours.paid_days": paid_days,
    "hours.paid": paid_hours,
    "commute.days": commute_days,
    "equity.first_year": first_equity,
    "pay.total_first_year": total_first_year,
    "pay.as_employed": as_employed,
    "pay.as_employed_per_hour": as_employed_per_hour,
    "pay.net": net,
}
PER_HOUR: Final = {"pay.per_hour", "pay.as_employed_per_hour"}
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
    "hours.paid_days": (),
    "hours.paid": (),
    "commute.days": (),
    "equity.first_year": ("equity.value",),
    "pay.total_first_year": ("pay.base", "pay.sign_on", "equity.value"),
    "pay.as_employed": _TOTAL,
    "pay.as_employed_per_hour": _TOTAL,
    "pay.net": ("pay.base",),
}
"""The parts of each derived fact that are amounts."""


def measure(fact: FactPath, world: World, unit: Unit) -> Known:
    """Return a derived fact.

    “All amounts of pay are per year”, but some are per hour.
    """
    parts = Parts(fact.view, world, evolve(unit, per=Period.YEAR, in_months=True))
    found = RULES[fact.path](parts)
    if fact.path in PER_HOUR and unit.per is not Period.HOUR:
        return q.times(found, a_year(Period.HOUR, fact.view, world))
    return found
