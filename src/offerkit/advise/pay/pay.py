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
from offerkit.advise.pay.equity import OPTIONS, grant_value, vesting_schedule, yearly_shares
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
    MatchVesting,
    VestingSchedule,
    clawback_fraction,
    refresh_grants_vested,
    refresh_grants_vested_at,
    refresh_grants_vesting_in,
    served,
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
from offerkit.records import Record
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, Money, Pay, one_end

MAX_YEARS: Final = 10
"""Most years that a table may have."""
LONGEST: Final = MAX_YEARS * MONTHS
"""Most months after which one may leave."""


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
    if leave_after is not None and not 1 <= leave_after <= LONGEST:
        raise ValueError(f"leave_after: expected 1 to {LONGEST} months, got {leave_after}")
    if currency is not None and currency not in CURRENCIES:
        raise ValueError(f"currency: {currency!r} is not an ISO 4217 currency")
    basis = basis or AsStated()
    facts = Facts(World(schema_of(type(offer))) if program is None else program.world, offer)
    first_currency = _first_currency(facts, view, basis)
    reader = FactReader(facts, view, currency or first_currency)
    prorated = reader.value("pay.sign_on_prorated")
    if clawback is Clawback.OPEN and isinstance(prorated, bool):
        clawback = Clawback.PRORATED if prorated else Clawback.FULL
    projection = _Projection(reader, basis, clawback)
    rows = tuple(projection.year(year) for year in range(1, years + 1))
    whole, time = projection.whole(years), projection.time
    leaving = None if leave_after is None else projection.leaving_after(leave_after)
    models: tuple[AttrsInstance, ...] = (*rows, whole, time, *(row.leaving for row in rows))
    models += () if leaving is None else (leaving, leaving.leaving)
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
class _Projection(Record):
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
    def growth(self) -> Interval:
        """Base salary of a year as a multiple of that of the year before: as stated, or 1."""
        if self.reader.value("pay.yearly_raise") in (UNKNOWN, DOES_NOT_APPLY):
            return ONE
        return self.reader.measure("pay.yearly_raise").interval + ONE

    @cached_property
    def match_vesting(self) -> MatchVesting:
        """How the employer's contributions become one's own."""
        return MatchVesting(
            self.reader.measure("benefits.retirement_vesting").interval,
            yearly_shares(self.reader, "benefits.retirement_schedule"),
            self.growth,
        )

    def _raised(self, start: int, end: int) -> PayAmount:
        """Return the years from month *start* to *end*, each as many times the first as it pays."""
        ends = [end_ for end_ in (self.growth.low, self.growth.high) if end_ is not None]
        years = [served(end, pace) - served(start, pace) for pace in ends]
        return self._within(Interval(min(years), max(years)), "pay.yearly_raise")

    def _bonus(self, start: int, end: int) -> PayAmount:
        """Return the bonus for the time from month *start* to *end*; a share of base pay rises."""
        is_amount = self.reader.knows("pay.bonus_amount")
        rests_on = ("pay.bonus_amount",) if is_amount else ("pay.base", "pay.bonus_target")
        bonus = self.reader.amount("pay.bonus", *rests_on)
        if is_amount:
            return bonus.scaled(Interval.exact(Fraction(end - start, MONTHS)))
        return bonus.times(self._raised(start, end))

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
        end = MONTHS * year
        start = end - MONTHS
        parts = self._parts(
            start,
            end,
            grants=vesting_between(self.schedule, start, end),
            refresh_grants=refresh_grants_vesting_in(self.schedule.months, year),
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
            leaving=self._leaving(end),
        )

    def whole(self, years: int) -> PayParts:
        """Return the first *years* together."""
        parts = self._parts(
            0,
            MONTHS * years,
            grants=vested(self.schedule, MONTHS * years),
            refresh_grants=refresh_grants_vested(self.schedule.months, years),
        )
        return PayParts(**parts)

    def _parts(
        self, start: int, end: int, *, grants: Interval, refresh_grants: Interval
    ) -> dict[str, PayAmount]:
        """Return the parts of pay from month *start* to *end*, and their total.

        The bonus is that of the whole years that end in that time.
        """
        reader = self.reader
        time = Interval.exact(Fraction(end - start, MONTHS))
        parts = {
            "base": self.base.times(self._raised(start, end)),
            "bonus": self._bonus(start, end // MONTHS * MONTHS),
            "commission": reader.amount("pay.commission").scaled(time),
            "sign_on": reader.amount("pay.sign_on").scaled(ZERO if start else ONE),
            "equity": self.grant.times(self._grant_fraction(grants)),
            "refreshers": self.refresh_grant.times(self._within(refresh_grants, "equity.vesting")),
            "retirement_match": self._matches(self.match_vesting.between(start, end)),
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
        vesting = () if self.match_vesting.yearly else ("benefits.retirement_vesting",)
        return self.match.times(self._within(count, *vesting, "pay.yearly_raise"))

    def _leaving(self, month: int) -> LeavingCost:
        """Return what leaving at the end of a month costs."""
        has_vested = vested(self.schedule, month)
        unvested = self._grant_fraction(_rest(1, has_vested))
        exercise_cost = None
        if self.reader.value("equity.kind") in OPTIONS:
            exercise_cost = self.exercise_cost.times(self._grant_fraction(has_vested))
        return LeavingCost(
            unvested=unvested,
            lost_equity=self.grant.times(unvested),
            lost_match=self._matches(self.match_vesting.lost(month)),
            sign_on_owed=self._sign_on_owed(month),
            exercise_cost=exercise_cost,
        )

    @cached_property
    def exercise_cost(self) -> PayAmount:
        """Cost of exercising the whole first grant, if it is options."""
        return self.reader.amount("equity.shares").times(self.reader.amount("equity.strike"))

    def leaving_after(self, month: int) -> LeavingAfter:
        """Return what leaving at the end of a month comes to."""
        reader = self.reader
        parts = self._parts(
            0,
            month,
            grants=vested(self.schedule, month),
            refresh_grants=refresh_grants_vested_at(self.schedule.months, month),
        )
        cost = self._leaving(month)
        # How help with moving is repaid is no question of the sign-on bonus.
        moving = self._owed("relocation.support", "relocation.clawback", month, Clawback.OPEN)
        training = reader.amount("contract.training_repayment")
        if not training.is_unknown:
            training = training.or_zero((reader.path("contract.training_repayment"),))
        # What nothing is known of is asked, and leaves the rest as it is known.
        owed = (cost.sign_on_owed, moving, training)
        return LeavingAfter(
            **parts,
            month=month,
            leaving=cost,
            vested=self._grant_fraction(vested(self.schedule, month)),
            unpaid_bonus=self._bonus(month // MONTHS * MONTHS, month),
            relocation_owed=moving,
            training_owed=training,
            net=parts["total"].minus(total(it for it in owed if not it.is_unknown)),
        )

    def _sign_on_owed(self, month: int) -> PayAmount:
        return self._owed("pay.sign_on", "pay.sign_on_clawback", month, self.rule)

    def _owed(self, amount: str, period: str, month: int, rule: Clawback) -> PayAmount:
        """Return the part of an amount to repay on leaving at the end of *month*."""
        fraction = clawback_fraction(self.reader.measure(period).interval, month, rule)
        return self.reader.amount(amount).times(self._within(fraction, period))

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


def vested_fraction(offer: Offer, month: int, view: View) -> PayAmount:
    """Return the fraction of the first grant that has vested at the end of *month*."""
    reader = FactReader(Facts(World(schema_of(type(offer))), offer), view, None)
    projection = _Projection(reader, AsStated(), Clawback.OPEN)
    return projection._grant_fraction(vested(projection.schedule, month))


def _rest(whole: int, part: Interval) -> Interval:
    return part.scaled(Fraction(-1)) + Interval.exact(whole)
