"""Vesting and the table of pay: what holds of every schedule, and of every offer."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any

import attrs
from attrs import evolve
from hypothesis import assume, event, given
from hypothesis import strategies as st

from offerkit.advise.pay.amounts import PayAmount
from offerkit.advise.pay.equity import vesting_schedule
from offerkit.advise.pay.models import PARTS
from offerkit.advise.pay.reader import FactReader
from offerkit.advise.pay.vesting import (
    MONTHS,
    Clawback,
    MatchVesting,
    VestingSchedule,
    clawback_fraction,
    refresh_grants_vested,
    refresh_grants_vesting_in,
    vested,
    vesting_between,
)
from offerkit.evaluate.facts import Facts, Scope, World
from offerkit.evaluate.quantities import measure_fact
from offerkit.intervals import ONE, UNIT, ZERO, Interval
from offerkit.model.offer import Offer, with_facts
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.pay import PayTable, pay_table
from offerkit.render.text.pay import render_pay
from offerkit.scales import Remoteness
from offerkit.values import UNKNOWN, Duration, DurationUnit, FactValue, Money, Pay, Percent, Period
from tests.lengths import fewer
from tests.strategies.offers import completions, offers

SCHEMA = schema_of()
GROUPS = ("pay.", "equity.", "hours.", "commute.", "remote.", "leave.")
PATHS = (
    *(p for p, info in SCHEMA.facts.items() if p.startswith(GROUPS) and not info.derived),
    "benefits.retirement_match",
    "benefits.retirement_vesting",
    "benefits.retirement_schedule",
    "contract.kind",
    "location.cost_index",
)
"""What a table reads."""

SHARES = st.lists(st.integers(0, 10), min_size=1, max_size=6).filter(any)
MONTH = st.integers(0, 84)


@st.composite
def spans(draw: st.DrawFn, least: int, most: int) -> Interval:
    """Intervals between whole months; some without an end."""
    low = draw(st.integers(least, most))
    high = draw(st.none() | st.integers(low, most))
    return Interval(Fraction(low), None if high is None else Fraction(high))


@st.composite
def inside(draw: st.DrawFn, interval: Interval) -> Fraction:
    """A length in an interval; whole or not."""
    assert interval.low is not None
    top = interval.low + 40 if interval.high is None else interval.high
    return draw(st.fractions(interval.low, top, max_denominator=4))


@st.composite
def schedules(draw: st.DrawFn, *, known: bool = False) -> VestingSchedule:
    """Vesting schedules; known in part unless all of them shall be."""
    months, cliff = draw(spans(1, 72)), draw(spans(0, 72))
    if known:
        months, cliff = (Interval.exact(draw(inside(part))) for part in (months, cliff))
    if draw(st.booleans()):
        return VestingSchedule.of(months, cliff)
    weights = draw(SHARES)
    return VestingSchedule.of(months, cliff, [Fraction(weight, sum(weights)) for weight in weights])


@st.composite
def chosen(draw: st.DrawFn, schedule: VestingSchedule) -> VestingSchedule:
    """A schedule that another one may turn out to be."""
    months, cliff = (
        Interval.exact(draw(inside(part))) for part in (schedule.months, schedule.cliff)
    )
    return evolve(schedule, months=months, cliff=cliff)


class TestAScheduleThatIsKnown:
    @given(schedules(known=True), MONTH)
    def test_more_has_vested_later(self, schedule: VestingSchedule, month: int) -> None:
        before, after = vested(schedule, month), vested(schedule, month + 1)
        assert before.is_exact
        assert after.is_exact
        assert (before.low or 0) <= (after.low or 0)
        assert after in UNIT

    @given(schedules(known=True))
    def test_nothing_before_the_cliff_and_all_at_the_end(self, schedule: VestingSchedule) -> None:
        assert schedule.cliff.low is not None
        assert schedule.months.low is not None
        first = min(schedule.cliff.low, schedule.months.low)
        event("cliff" if schedule.cliff.low else "no cliff")
        if first > 0:
            assert vested(schedule, -(-first // 1) - 1) == ZERO
        assert vested(schedule, -(-schedule.months.low // 1)) == ONE

    @given(schedules(known=True), MONTH, st.integers(1, 24))
    def test_what_vests_in_between_is_the_difference(
        self, schedule: VestingSchedule, start: int, length: int
    ) -> None:
        end = start + length
        difference = vested(schedule, end) + vested(schedule, start).scaled(Fraction(-1))
        assert vesting_between(schedule, start, end) == difference

    @given(schedules(known=True))
    def test_the_years_add_up(self, schedule: VestingSchedule) -> None:
        years = [vesting_between(schedule, MONTHS * n, MONTHS * (n + 1)) for n in range(8)]
        assert reduce(Interval.__add__, years) == vested(schedule, MONTHS * 8)

    @given(SHARES, st.integers(0, 5))
    def test_a_year_of_a_schedule_gives_its_share(self, weights: list[int], year: int) -> None:
        shares = [Fraction(weight, sum(weights)) for weight in weights]
        schedule = VestingSchedule.of(Interval.exact(1), ZERO, shares)
        expected = shares[year] if year < len(shares) else Fraction(0)
        assert vesting_between(schedule, MONTHS * year, MONTHS * (year + 1)) == Interval.exact(
            expected
        )


class TestAScheduleThatIsKnownInPart:
    @given(st.data(), schedules(), MONTH, st.integers(1, 24))
    def test_what_it_turns_out_to_be_lies_within(
        self, data: st.DataObject, schedule: VestingSchedule, start: int, length: int
    ) -> None:
        one = data.draw(chosen(schedule))
        assert vested(one, start) in vested(schedule, start)
        assert vesting_between(one, start, start + length) in vesting_between(
            schedule, start, start + length
        )

    @fewer(60)
    @given(
        st.tuples(st.integers(1, 30), st.integers(0, 12)),
        st.tuples(st.integers(0, 30), st.integers(0, 12)),
        st.integers(0, 3),
    )
    def test_it_is_no_wider_than_that(
        self, months: tuple[int, int], cliff: tuple[int, int], year: int
    ) -> None:
        ends = [Interval.of(low, low + more) for low, more in (months, cliff)]
        schedule = VestingSchedule(ends[0], ends[1])
        start, end = MONTHS * year, MONTHS * (year + 1)
        every = [
            vesting_between(VestingSchedule(Interval.exact(m), Interval.exact(c)), start, end)
            for m in range(months[0], sum(months) + 1)
            for c in range(cliff[0], sum(cliff) + 1)
        ]
        assert vesting_between(schedule, start, end) == reduce(Interval.hull, every)


class TestWhatVestsAtOnce:
    GROWTH = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(
        lambda by: Interval.of(1 + Fraction(by[0], 100), 1 + Fraction(sum(by), 100))
    )

    @given(st.data(), spans(0, 72), GROWTH, st.integers(0, 60), st.integers(1, 40))
    def test_what_it_turns_out_to_be_lies_within(
        self, data: st.DataObject, months: Interval, growth: Interval, start: int, more: int
    ) -> None:
        one = MatchVesting(
            Interval.exact(data.draw(inside(months))), growth=Interval.exact(growth.low or 1)
        )
        whole = MatchVesting(months, growth=growth)
        assert one.between(start, start + more) in whole.between(start, start + more)
        assert one.lost(start + more) in whole.lost(start + more)

    @given(st.integers(0, 72), st.none() | SHARES, st.integers(0, 20), st.integers(1, 90))
    def test_what_is_kept_and_what_is_lost_add_up(
        self, months: int, weights: list[int] | None, growth: int, month: int
    ) -> None:
        """The years and the months after them, and what is lost: all that was contributed."""
        pace = 1 + Fraction(growth, 100)
        shares = [Fraction(weight, sum(weights)) for weight in weights] if weights else []
        plan = MatchVesting(Interval.exact(months), tuple(shares), Interval.exact(pace))
        times = [*range(0, month, MONTHS), month]
        kept = [plan.between(a, b) for a, b in pairwise(times)]
        contributed = sum(pace ** (m // MONTHS) / MONTHS for m in range(month))
        assert reduce(Interval.__add__, kept) + plan.lost(month) == Interval.exact(contributed)


class TestASignOnBonus:
    @given(st.data(), spans(0, 48), st.integers(1, 60), st.sampled_from(Clawback))
    def test_what_it_turns_out_to_be_lies_within(
        self, data: st.DataObject, months: Interval, month: int, rule: Clawback
    ) -> None:
        one = clawback_fraction(Interval.exact(data.draw(inside(months))), month, rule)
        assert one in clawback_fraction(months, month, rule)
        assert clawback_fraction(months, month, rule) in clawback_fraction(
            months, month, Clawback.OPEN
        )

    @given(spans(0, 48), st.integers(1, 60), st.sampled_from(Clawback))
    def test_less_is_owed_later(self, months: Interval, month: int, rule: Clawback) -> None:
        now, later = (
            clawback_fraction(months, month, rule),
            clawback_fraction(months, month + 1, rule),
        )
        assert (later.low or 0) <= (now.low or 0)
        assert (later.high or 0) <= (now.high or 0)
        assert now in UNIT

    @given(st.integers(0, 48), st.integers(0, 12), st.sampled_from(Clawback))
    def test_nothing_when_it_is_over(self, months: int, more: int, rule: Clawback) -> None:
        assert clawback_fraction(Interval.exact(months), max(months + more, 1), rule) == ZERO


class TestLaterGrants:
    @given(st.data(), spans(1, 72), st.integers(1, 8))
    def test_what_it_turns_out_to_be_lies_within(
        self, data: st.DataObject, months: Interval, year: int
    ) -> None:
        one = Interval.exact(data.draw(inside(months)))
        assert refresh_grants_vesting_in(one, year) in refresh_grants_vesting_in(months, year)
        assert refresh_grants_vested(one, year) in refresh_grants_vested(months, year)

    @given(st.integers(1, 72), st.integers(1, 8))
    def test_it_is_the_sum_of_all_grants_made_so_far(self, months: int, year: int) -> None:
        schedule = VestingSchedule(Interval.exact(months))
        end = MONTHS * year
        grants = [
            vesting_between(schedule, end - MONTHS * made - MONTHS, end - MONTHS * made)
            for made in range(1, year)
        ]
        assert refresh_grants_vesting_in(Interval.exact(months), year) == reduce(
            Interval.__add__, grants, ZERO
        )


# --- the table -------------------------------------------------------------------------------


def amounts_of(table: PayTable) -> dict[str, PayAmount]:
    """Every amount of a table by where it stands."""
    holders: dict[str, Any] = {"whole": table.whole, "time": table.time}
    holders |= {f"{row.year}": row for row in table.years}
    holders |= {f"{row.year}.leaving": row.leaving for row in table.years}
    if table.leaving is not None:
        holders |= {"leaving": table.leaving, "leaving.leaving": table.leaving.leaving}
    return {
        f"{place}.{attribute.name}": getattr(holder, attribute.name)
        for place, holder in holders.items()
        for attribute in attrs.fields(type(holder))
        if isinstance(getattr(holder, attribute.name), PayAmount)
    }


def derived(offer: Offer, path: str) -> Interval:
    """What criteria would make of a derived fact."""
    scope = Scope("USD", basis=Period.HOUR if path == "pay.per_hour" else Period.YEAR)
    return measure_fact(FactPath(path), Facts(World(SCHEMA), offer), scope).interval


@given(offers(paths=PATHS, views=False))
def test_every_table_can_be_shown(offer: Offer) -> None:
    table = pay_table(offer, years=3, leave_after=30)
    event("open" if table.questions else "settled")
    page = render_pay(table, name="offer.toml")
    assert max(map(len, page.splitlines())) <= 80
    assert len(table.to_dict()["years"]) == 3


@given(offers(paths=PATHS, views=False))
def test_what_is_stated_is_part_of_what_may_be(offer: Offer) -> None:
    for amount in amounts_of(pay_table(offer, leave_after=7)).values():
        if amount.stated is not None:
            assert amount.stated in amount.interval
        assert amount.is_complete or amount.missing or amount.rates


@fewer(60)
@given(st.data(), offers(paths=PATHS, views=False))
def test_learning_never_widens_a_figure(data: st.DataObject, offer: Offer) -> None:
    price = data.draw(st.none() | st.just(Money(Decimal(12), "USD")))
    paths = data.draw(st.lists(st.sampled_from(PATHS), unique=True, min_size=1, max_size=8))
    learned = data.draw(completions(offer, paths=paths))
    # Without a schedule an even one is taken, and no raise; the notes say so.
    taken = ("equity.schedule", "benefits.retirement_schedule", "pay.yearly_raise")
    silent = [path for path in taken if SCHEMA.getter(FactPath(path))(offer) is UNKNOWN]
    learned = with_facts(learned, dict.fromkeys(silent, UNKNOWN))
    before, after = (
        amounts_of(pay_table(one, years=3, currency="USD", exit_price=price, leave_after=18))
        for one in (offer, learned)
    )
    event(f"{sum(before[name] != after[name] for name in before if name in after) // 10 * 10}+")
    for name in before.keys() & after.keys():
        assert after[name].interval in before[name].interval, name


@given(offers(paths=PATHS, views=False))
def test_the_whole_lies_within_the_sum_of_the_years(offer: Offer) -> None:
    table = pay_table(offer, years=4)
    for part in (*PARTS, "total"):
        years = [getattr(row, part).interval for row in table.years]
        assert getattr(table.whole, part).interval in reduce(Interval.__add__, years)


@given(offers(paths=PATHS, views=False))
def test_the_table_and_criteria_agree_on_every_offer(offer: Offer) -> None:
    """On equity of the first year too, but for a schedule that criteria leave open.

    The table takes equal parts, and says so; criteria wait for what could contradict them, and know
    neither raises nor what becomes one's own of a contribution by parts.
    """
    offer = with_facts(
        offer, {"pay.yearly_raise": UNKNOWN, "benefits.retirement_schedule": UNKNOWN}
    )
    table = pay_table(offer, currency="USD")
    for row in table.years:
        assert row.base.interval == derived(offer, "pay.yearly")
        assert row.bonus.interval == derived(offer, "pay.bonus")
        assert row.commission.interval == derived(offer, "pay.commission")
    assert table.time.paid.interval == derived(offer, "hours.paid")
    assert table.time.total.interval == derived(offer, "hours.year")
    assert table.time.commute_cost.interval == derived(offer, "commute.cost")
    first = table.years[0]
    equity = derived(offer, "equity.first_year")
    is_open = offer.equity.schedule is UNKNOWN and first.equity.interval != equity
    event(f"schedule: {'open' if is_open else 'as in the table'}")
    assert first.equity.interval in equity
    assert is_open or first.equity.interval == equity
    parts = [getattr(first, part).interval for part in PARTS if part != "commission"]
    whole = derived(offer, "pay.total_first_year")
    assert is_open or whole in reduce(Interval.__add__, parts)
    assert not whole.is_exact or reduce(Interval.__add__, parts) == whole


MONEY = st.integers(0, 500_000).map(lambda amount: Money(Decimal(amount), "USD"))
YEARLY = st.integers(0, 500_000).map(lambda amount: Pay(Decimal(amount), "USD", Period.YEAR))
SHARE = st.integers(0, 100).map(lambda amount: Percent(Decimal(amount)))


@st.composite
def plain_offers(draw: st.DrawFn) -> tuple[Offer, int]:
    """Offers whose equity vests evenly without a cliff, and the years over which it does."""
    years = draw(st.integers(1, 10))
    known: dict[str, FactValue] = {
        "pay.base": draw(YEARLY),
        "pay.bonus_target": draw(SHARE),
        "pay.bonus_paid": draw(SHARE | st.just(UNKNOWN)),
        "pay.bonus_guaranteed": draw(st.booleans() | st.just(UNKNOWN)),
        "pay.commission": Pay(Decimal(0), "USD", Period.YEAR),
        "pay.sign_on": draw(MONEY),
        "equity.kind": draw(st.sampled_from(["rsu", "nso", "none"])),
        "equity.value": draw(MONEY),
        "equity.vesting": Duration(Decimal(years), DurationUnit.YEAR),
        "equity.cliff": Duration(Decimal(0), DurationUnit.MONTH),
        "equity.liquid": draw(st.booleans() | st.just(UNKNOWN)),
        "equity.refresh": Pay(Decimal(0), "USD", Period.YEAR),
        "benefits.retirement_match": draw(SHARE),
        "benefits.retirement_vesting": Duration(Decimal(0), DurationUnit.MONTH),
        "location.cost_index": Decimal(draw(st.integers(50, 200))),
        "hours.week": Decimal(draw(st.integers(1, 60))),
        "hours.days_week": Decimal(draw(st.integers(1, 7))),
        "leave.days": Decimal(draw(st.integers(0, 40))),
        "commute.time": Duration(Decimal(draw(st.integers(0, 90))), DurationUnit.MINUTE),
        "remote.policy": draw(st.sampled_from(Remoteness)),
        "remote.days": Decimal(draw(st.integers(0, 7))),
    }
    return with_facts(Offer(), known), years


@given(plain_offers())
def test_a_year_is_what_the_derived_facts_say(plain: tuple[Offer, int]) -> None:
    offer, years = plain
    table = pay_table(offer, years=years)
    sign_on = table.years[0].sign_on.interval
    assert table.years[0].total.interval == derived(offer, "pay.total") + sign_on
    assert table.time.total.interval == derived(offer, "hours.year")
    for row in table.years:
        assert row.base.interval == derived(offer, "pay.yearly")
        assert row.bonus.interval == derived(offer, "pay.bonus")
        assert row.equity.interval == derived(offer, "equity.per_year")
    for row in table.years[1:]:
        assert row.total.interval == derived(offer, "pay.total")
        assert row.real.interval == derived(offer, "pay.real")
        assert row.per_hour.interval == derived(offer, "pay.per_hour")


@given(plain_offers())
def test_the_years_of_vesting_are_as_often_the_derived_facts(plain: tuple[Offer, int]) -> None:
    offer, years = plain
    whole = pay_table(offer, years=years).whole
    times = Fraction(years)
    assert whole.equity.interval == derived(offer, "equity.per_year").scaled(times)
    total = derived(offer, "pay.total").scaled(times) + whole.sign_on.interval
    assert whole.total.interval == total


@given(plain_offers(), st.integers(0, 120))
def test_a_cliff_changes_when_and_not_how_much(plain: tuple[Offer, int], cliff: int) -> None:
    offer, years = plain
    assume(cliff <= MONTHS * years and offer.equity.kind != "none")
    later = with_facts(offer, {"equity.cliff": Duration(Decimal(cliff), DurationUnit.MONTH)})
    assert pay_table(later, years=years).whole == pay_table(offer, years=years).whole
    reader = FactReader(Facts(World(SCHEMA), later), View.OFFERED, "USD")
    assert all(vested(vesting_schedule(reader), month) == ZERO for month in range(cliff))
