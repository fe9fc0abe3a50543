"""Pay year by year: the value of an offer in each of its first years, part by part.

Every amount is exact, or an interval while something it depends on is open, and names what to
ask. The parts of a year are computed by the derived facts of criteria if there is one, so that
the table and a verdict always agree; the table adds what depends on the year: vesting, refresh
grants and the cost of leaving.

Source:
    docs/how-to/pay.md, "What the numbers mean"; grammar/README.md, "Derived facts".
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Final

from attrs import AttrsInstance, fields, frozen

from offerkit.advise.pay.amounts import NOTHING, PayAmount, total
from offerkit.advise.pay.caveats import caveats
from offerkit.advise.pay.equity import OPTIONS, grant_value, vesting_schedule
from offerkit.advise.pay.models import (
    AsStated,
    AtCompanyValue,
    AtPrice,
    ClawbackAmount,
    EquityBasis,
    LeavingAfter,
    LeavingCost,
    PayParts,
    PayQuestion,
    PayTable,
    PayYear,
    WorkTime,
)
from offerkit.advise.pay.reader import FactReader
from offerkit.advise.pay.vesting import (
    MONTHS,
    Clawback,
    VestingSchedule,
    clawback_fraction,
    contributions_vested,
    contributions_vested_at,
    contributions_vesting_in,
    refresh_grants_vested,
    refresh_grants_vested_at,
    refresh_grants_vesting_in,
    vested,
    vesting_between,
)
from offerkit.currencies import CURRENCIES
from offerkit.evaluate.facts import Facts, Measure, World
from offerkit.evaluate.program import Program
from offerkit.intervals import ONE, ZERO, Interval
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, Money, Pay, one_end

MAX_YEARS: Final = 10
"""Most years that a table may have."""


def pay(
    offer: Offer,
    *,
    years: int = 4,
    basis: EquityBasis | None = None,
    clawback: Clawback = Clawback.OPEN,
    program: Program | None = None,
    view: View = View.OFFERED,
    currency: str | None = None,
    leave_after: int | None = None,
) -> PayTable:
    """Return what *offer* pays in each of its first years, without ``PayTable.notes``.

    Args:
        offer: The offer, as far as it is known.
        years: Number of years, 1 to 10.
        basis: Basis on which to value equity; by default its stated value.
        clawback: How much of the sign-on bonus must be repaid.
        program: Criteria whose rates, assumptions and questions to use.
        view: The job offered, as promised, or the current one.
        currency: Currency of the amounts; by default that of the first amount stated.
        leave_after: Months after which to leave, 1 to 120, for ``PayTable.leaving``.

    Raises:
        ValueError: *years* or *leave_after* is out of bounds, or *currency* is not one of ISO 4217.

    Source:
        docs/how-to/pay.md.
    """
    if not 1 <= years <= MAX_YEARS:
        raise ValueError(f"years: expected 1 to {MAX_YEARS}, got {years}")
    if leave_after is not None and not 1 <= leave_after <= MAX_YEARS * MONTHS:
        most = MAX_YEARS * MONTHS
        raise ValueError(f"leave_after: expected 1 to {most} months, got {leave_after}")
    if currency is not None and currency not in CURRENCIES:
        raise ValueError(f"currency: {currency!r} is not an ISO 4217 currency")
    basis = basis or AsStated()
    facts = Facts(World(schema_of(type(offer))) if program is None else program.world, offer)
    first_currency = _first_currency(facts, view, basis)
    reader = FactReader(facts, view, currency or first_currency)
    projection = _Projection(reader, basis, clawback)
    rows = tuple(projection.year(year) for year in range(1, years + 1))
    whole, time = projection.whole(years), projection.time
    leaving = None if leave_after is None else projection.leaving_after(leave_after)
    models: tuple[AttrsInstance, ...] = (*rows, whole, time, *(row.leaving for row in rows))
    models += () if leaving is None else (leaving,)
    values = (getattr(model, a.name) for model in models for a in fields(type(model)))
    amounts = tuple(value for value in values if isinstance(value, PayAmount))
    missing = (fact for amount in amounts for fact in amount.missing)
    own = {} if program is None else dict(program.checked.questions)
    vocabulary = facts.world.schema.facts

    def asked(fact: FactPath) -> str:
        return own.get(fact.path, vocabulary[fact.path].question)

    return PayTable(
        view=view,
        currency=reader.currency,
        basis=basis,
        years=rows,
        whole=whole,
        time=time,
        clawback=projection.clawback_by_month(years),
        leaving=leaving,
        caveats=tuple(caveats(reader, basis, clawback)),
        questions=tuple(PayQuestion(fact=f, question=asked(f)) for f in dict.fromkeys(missing)),
        assumed={fact: facts.assumed[fact] for fact in sorted(facts.assumed, key=str)},
        rates=tuple(dict.fromkeys(pair for amount in amounts for pair in amount.rates)),
    )


_CURRENCY_FACTS: Final = (
    "pay.base",
    "pay.sign_on",
    "pay.commission",
    "equity.value",
    "equity.refresh",
    "equity.strike",
    "commute.cost",
)
"""The facts whose currency is that of a table: the first one that is stated."""


def _first_currency(facts: Facts, view: View, basis: EquityBasis) -> str | None:
    """Return the currency of the first amount that is stated, by the offer or by *basis*."""
    values = [facts.value(FactPath(path, view)) for path in _CURRENCY_FACTS]
    match basis:
        case AtPrice(price=price) | AtCompanyValue(value=price):
            values.append(price)
        case _:
            pass
    amounts = map(one_end, values)
    return next((it.currency for it in amounts if isinstance(it, Money | Pay)), None)


@frozen
class _Projection:
    """The parts of pay that do not depend on the year, and the years computed from them."""

    reader: FactReader
    basis: EquityBasis
    rule: Clawback

    @cached_property
    def schedule(self) -> VestingSchedule:
        """Vesting schedule of the first grant."""
        return vesting_schedule(self.reader)

    @cached_property
    def base(self) -> PayAmount:
        """Base salary of a year."""
        return self.reader.amount("pay.yearly", "pay.base")

    @cached_property
    def grant(self) -> PayAmount:
        """Value of the whole first grant."""
        return grant_value(self.reader, self.basis)

    @cached_property
    def refresh_grant(self) -> PayAmount:
        """Value of one refresh grant: 0 if there is no equity."""
        kind, liquid = (self.reader.value(path) for path in ("equity.kind", "equity.liquid"))
        if kind == "none":
            return NOTHING
        granted = self.reader.amount("equity.refresh")
        if kind is not UNKNOWN and liquid is True:
            return granted
        paths = (path for path in ("equity.kind", "equity.liquid") if not self.reader.knows(path))
        return granted.or_zero(map(self.reader.path, paths))

    @cached_property
    def match(self) -> PayAmount:
        """Employer contribution to retirement savings in a year."""
        return self.reader.amount("benefits.retirement_match").times(self.base)

    @cached_property
    def match_months(self) -> Interval:
        """Months after which the employer's contributions vest."""
        return self.reader.measure("benefits.retirement_vesting").interval

    @cached_property
    def time(self) -> WorkTime:
        """Hours and commute of a year; leave is what is paid and not worked."""
        reader, week = self.reader, ("hours.week", "hours.days_week")
        paid, total = reader.measure("hours.paid"), reader.measure("hours.year")
        days, way = reader.measure("commute.days"), reader.measure("commute.time")
        commute = Measure(days.form * way.form / 30, days.mentions + way.mentions)
        leave = (paid.form - total.form + commute.form).at_least(Fraction(0))
        is_unlimited = reader.value("leave.unlimited") is True
        taken = "leave.taken" if is_unlimited else "leave.days"
        return WorkTime(
            paid=reader.amount("hours.paid", "hours.week"),
            leave=reader.as_amount(Measure(leave, paid.mentions + total.mentions), *week, taken),
            commute=reader.as_amount(commute, "hours.days_week", taken, "commute.time"),
            total=reader.amount("hours.year", *week),
            commute_cost=reader.amount("commute.cost"),
        )

    def year(self, year: int) -> PayYear:
        """Return one year of the table."""
        parts = self._parts(
            years=ONE,
            sign_ons=ONE if year == 1 else ZERO,
            grants=vesting_between(self.schedule, MONTHS * (year - 1), MONTHS * year),
            refresh_grants=refresh_grants_vesting_in(self.schedule.months, year),
            matches=contributions_vesting_in(self.match_months, year),
        )
        amount, per_hour = parts["total"], self.time.total.inverse()
        index = self.reader.amount("location.cost_index").inverse()
        return PayYear(
            **parts,
            year=year,
            vested=self._grant_fraction(vested(self.schedule, MONTHS * year)),
            real=amount.times(index.scaled(Interval.exact(100))),
            per_hour=amount.times(per_hour),
            net_per_hour=amount.minus(self.time.commute_cost).times(per_hour),
            leaving=self._leaving(year),
        )

    def whole(self, years: int) -> PayParts:
        """Return the first *years* together."""
        parts = self._parts(
            years=Interval.exact(years),
            sign_ons=ONE,
            grants=vested(self.schedule, MONTHS * years),
            refresh_grants=refresh_grants_vested(self.schedule.months, years),
            matches=contributions_vested(self.match_months, years),
        )
        return PayParts(**parts)

    def _parts(
        self,
        *,
        years: Interval,
        sign_ons: Interval,
        grants: Interval,
        refresh_grants: Interval,
        matches: Interval,
    ) -> dict[str, PayAmount]:
        """Return the parts of pay, each as often as it is counted, and their total."""
        reader = self.reader
        is_amount = reader.knows("pay.bonus_amount")
        rests_on = ("pay.bonus_amount",) if is_amount else ("pay.base", "pay.bonus_target")
        bonus = reader.amount("pay.bonus", *rests_on)
        parts = {
            "base": self.base.scaled(years),
            "bonus": bonus.scaled(years),
            "commission": reader.amount("pay.commission").scaled(years),
            "sign_on": reader.amount("pay.sign_on").scaled(sign_ons),
            "equity": self.grant.times(self._grant_fraction(grants)),
            "refreshers": self.refresh_grant.times(self._within(refresh_grants, "equity.vesting")),
            "retirement_match": self._matches(matches),
        }
        return {**parts, "total": total(parts.values())}

    def _within(self, factor: Interval, *paths: str) -> PayAmount:
        """Return a factor that is left open by some facts."""
        missing = (fact for path in paths for fact in self.reader.measure(path).missing)
        return PayAmount.within(factor, dict.fromkeys(missing))

    def _grant_fraction(self, fraction: Interval) -> PayAmount:
        """Return a fraction of the first grant, open while the vesting schedule is."""
        paths = ("equity.cliff",) if self.schedule.yearly else ("equity.vesting", "equity.cliff")
        return self._within(fraction, *paths)

    def _matches(self, count: Interval) -> PayAmount:
        return self.match.times(self._within(count, "benefits.retirement_vesting"))

    def _leaving(self, year: int) -> LeavingCost:
        has_vested = vested(self.schedule, MONTHS * year)
        unvested = self._grant_fraction(_rest(1, has_vested))
        exercise_cost = None
        if self.reader.value("equity.kind") in OPTIONS:
            strike = self.reader.amount("equity.strike")
            price = self.reader.amount("equity.shares").times(strike)
            exercise_cost = price.times(self._grant_fraction(has_vested))
        return LeavingCost(
            unvested=unvested,
            lost_equity=self.grant.times(unvested),
            lost_match=self._matches(_rest(year, contributions_vested(self.match_months, year))),
            sign_on_owed=self._sign_on_owed(MONTHS * year),
            exercise_cost=exercise_cost,
        )

    def leaving_after(self, month: int) -> LeavingAfter:
        """Return what leaving at the end of a month comes to."""
        reader, served = self.reader, Interval.exact(Fraction(month, MONTHS))
        whole, rest = divmod(month, MONTHS)
        has_vested = self._grant_fraction(vested(self.schedule, month))
        is_amount = reader.knows("pay.bonus_amount")
        rests_on = ("pay.bonus_amount",) if is_amount else ("pay.base", "pay.bonus_target")
        bonus = reader.amount("pay.bonus", *rests_on)
        mine = contributions_vested_at(self.match_months, month)
        equity = self.grant.times(has_vested)
        parts = (
            self.base.scaled(served),
            bonus.scaled(Interval.exact(whole)),
            reader.amount("pay.commission").scaled(served),
            reader.amount("pay.sign_on"),
            equity,
            self.refresh_grant.times(
                self._within(
                    refresh_grants_vested_at(self.schedule.months, month), "equity.vesting"
                )
            ),
            self._matches(mine),
        )
        earned = total(parts)
        owed = self._sign_on_owed(month)
        moving = self._owed("relocation.support", "relocation.clawback", month)
        training = reader.amount("contract.training_repayment").or_zero(())
        # What nothing is known of is asked, and leaves the rest as it is known.
        repaid = total(it for it in (owed, moving, training) if it.stated is not None)
        exercise_cost = None
        if reader.value("equity.kind") in OPTIONS:
            price = reader.amount("equity.shares").times(reader.amount("equity.strike"))
            exercise_cost = price.times(has_vested)
        return LeavingAfter(
            month=month,
            earned=earned,
            vested=has_vested,
            equity=equity,
            lost_equity=self.grant.times(
                self._grant_fraction(_rest(1, vested(self.schedule, month)))
            ),
            unpaid_bonus=bonus.scaled(Interval.exact(Fraction(rest, MONTHS))),
            lost_match=self._matches(served + mine.scaled(Fraction(-1))),
            sign_on_owed=owed,
            relocation_owed=moving,
            training_owed=training,
            exercise_cost=exercise_cost,
            net=earned.minus(repaid),
        )

    def _owed(self, amount: str, until: str, month: int) -> PayAmount:
        """Return the part of an amount to repay on leaving at the end of *month*."""
        fraction = clawback_fraction(self.reader.measure(until).interval, month, self.rule)
        return self.reader.amount(amount).times(self._within(fraction, until))

    def _sign_on_owed(self, month: int) -> PayAmount:
        """Return the part of the sign-on bonus to repay on leaving at the end of *month*."""
        period = self.reader.measure("pay.sign_on_clawback").interval
        fraction = clawback_fraction(period, month, self.rule)
        return self.reader.amount("pay.sign_on").times(
            self._within(fraction, "pay.sign_on_clawback")
        )

    def clawback_by_month(self, years: int) -> tuple[ClawbackAmount, ...]:
        """Return the part of the sign-on bonus to repay, up to the month in which it is 0."""
        longest = self.reader.measure("pay.sign_on_clawback").interval.high
        if longest is None or self.reader.amount("pay.sign_on") == NOTHING:
            return ()
        last = min(-(-longest // 1), MONTHS * years)
        return tuple(
            ClawbackAmount(month=month, amount=self._sign_on_owed(month))
            for month in range(1, last + 1)
        )


def _rest(whole: int, part: Interval) -> Interval:
    return part.scaled(Fraction(-1)) + Interval.exact(whole)
