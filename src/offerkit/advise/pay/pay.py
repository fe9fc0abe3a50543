"""Pay year by year: what an offer comes to in each of the first years, part by part.

Every amount is exact, an interval while anything it rests on is open, and names what to ask. What
a year is made of is computed by the derived facts of criteria wherever there is one, so that the
table and a verdict never disagree; the table goes further where time matters, with vesting, later
grants and what is lost on leaving.

Source:
    docs/how-to/pay.md, "What the numbers mean"; grammar/README.md, "Derived facts".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import attrs
from attrs import field, frozen

from offerkit.advise.pay.amounts import (
    NOTHING,
    Figure,
    Sheet,
    currencies,
    difference,
    inverse,
    share,
    total,
)
from offerkit.advise.pay.caveats import notes_on
from offerkit.advise.pay.equity import (
    OPTIONS,
    AsStated,
    AtCompanyValue,
    AtPrice,
    Basis,
    UpToPreferred,
    plan_of,
    price_text,
    vested_part,
    worth,
)
from offerkit.advise.pay.vesting import (
    MONTHS,
    Clawback,
    Plan,
    kept,
    kept_in,
    owed,
    refreshed,
    refreshed_until,
    vested,
    vesting_in,
)
from offerkit.currencies import CURRENCIES
from offerkit.data import Data, Key, keys, to_dict, value_to_dict
from offerkit.evaluate.facts import Facts, RatePair, World
from offerkit.intervals import ONE, Interval
from offerkit.model.derived import WEEKS
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, FactValue, Money, Range

if TYPE_CHECKING:
    from offerkit.evaluate.program import Program

FORMAT: Final = "offerkit/pay/1"
"""The name of the schema of ``PayTable.to_dict``."""
MOST_YEARS: Final = 10
"""How many years a table may have."""

_AMOUNTS: Final = (
    "pay.base",
    "pay.sign_on",
    "pay.commission",
    "equity.value",
    "equity.refresh",
    "equity.strike",
    "commute.cost",
)
"""The facts whose currency is that of a table, the first that is stated."""


@frozen(kw_only=True)
class PayParts:
    """What is paid, part by part, in the currency of the table and before tax."""

    base: Figure
    bonus: Figure
    """Target × the share that is paid, from none to all of it while nobody says."""
    commission: Figure
    sign_on: Figure
    """In the first year."""
    equity: Figure
    """What vests of the first grant."""
    refreshers: Figure
    """What vests of later grants."""
    retirement_match: Figure
    """What the employer adds to retirement savings, once it can no longer be lost."""
    total: Figure
    """The sum of the parts."""


PARTS: Final = tuple(
    attribute.name for attribute in attrs.fields(PayParts) if attribute.name != "total"
)
"""The parts of pay that the total is the sum of, in order."""


@frozen(kw_only=True)
class Leaving:
    """What it comes to if you leave at the end of a year."""

    unvested: Figure
    """The share of the first grant that is lost, from 0 to 1."""
    lost_equity: Figure
    """What that share is worth."""
    lost_match: Figure
    """What the employer added to retirement savings and takes back."""
    sign_on_owed: Figure
    """What is owed back of the sign-on bonus."""
    exercise_cost: Figure | None
    """What buying all vested options costs, within ``equity.exercise_window``; None where the
    grant is not known to be options."""


@keys("year", *PARTS, "total vested real per_hour net_per_hour leaving")
@frozen(kw_only=True)
class PayYear(PayParts):
    """One year of a table."""

    year: int
    """From 1 up."""
    vested: Figure
    """The share of the first grant that has vested by the end of the year, from 0 to 1."""
    real: Figure
    """The total at the prices of the reference city: ÷ ``location.cost_index`` × 100."""
    per_hour: Figure
    """The total for each hour that the job takes, the way to work included."""
    net_per_hour: Figure
    """The same after what the way to work costs."""
    leaving: Leaving


@frozen(kw_only=True)
class WorkTime:
    """What a year of the job takes, in hours, and what getting there costs."""

    paid: Figure
    """Hours that are paid: ``hours.week`` × 52."""
    leave: Figure
    """Hours of these that are paid vacation."""
    commute: Figure
    """Hours on the way to work and back, on the days that are worked."""
    total: Figure
    """``hours.year``: the hours that the job takes."""
    commute_cost: Figure
    """Money a year."""


@frozen(kw_only=True)
class Owed:
    """What is owed back of the sign-on bonus on leaving at the end of a month."""

    month: int
    """From 1 up."""
    amount: Figure


@frozen(kw_only=True)
class Question:
    """What to ask, to close an open figure."""

    fact: FactPath
    question: str


_BASES: Final[dict[type[Basis], str]] = {
    AsStated: "as_stated",
    AtPrice: "at_price",
    AtCompanyValue: "at_company_value",
    UpToPreferred: "up_to_preferred",
}


def _price(basis: Basis) -> str | None:
    match basis:
        case AtPrice(price=amount) | AtCompanyValue(value=amount):
            return price_text(amount)
        case _:
            return None


def _assumed(table: PayTable) -> list[Data]:
    return [
        {"fact": str(fact), "value": value_to_dict(value)} for fact, value in table.assumed.items()
    ]


@keys(
    Key("view", form=lambda view: view.value or "offered"),
    "currency",
    Key("basis", form=lambda basis: _BASES[type(basis)]),
    Key("price", "basis", _price, doc="The price or company value that you named, as text."),
    "years whole time clawback notes questions",
    Key("assumed", "", _assumed, doc="Each ``fact`` that the criteria assumed, and its ``value``."),
    Key("missing_rates", "rates"),
    format=FORMAT,
)
@frozen(kw_only=True)
class PayTable:
    """Pay year by year, as far as it is known; made by ``pay_table``."""

    view: View
    """Which pay: that of the offer, of what was promised, or of the present job."""
    currency: str | None
    """Of all amounts; None where no amount is stated."""
    basis: Basis
    """On what the worth of equity rests."""
    years: tuple[PayYear, ...]
    whole: PayParts
    """All years together. A part may be narrower than the sum of its years: what vests in which
    year can be open when it is certain that it does."""
    time: WorkTime
    clawback: tuple[Owed, ...]
    """By month, as long as something is owed back and the table lasts; empty when nothing ever
    is, or nobody says how long."""
    notes: tuple[str, ...]
    """What the numbers take for granted and what they leave out, in sentences."""
    questions: tuple[Question, ...]
    """What to ask, each once, in the order of the parts it opens."""
    assumed: Mapping[FactPath, FactValue] = field(hash=False)
    """What criteria assumed, as far as it was used."""
    rates: tuple[RatePair, ...]
    """Pairs of currencies whose rate is needed and not stated."""

    def to_dict(self) -> dict[str, Any]:
        """Return the table as JSON-ready data; shares are from 0 to 1."""
        return to_dict(self)


def pay_table(
    offer: Offer,
    *,
    years: int = 4,
    exit_price: Money | Range[Money] | None = None,
    company_value: Money | Range[Money] | None = None,
    up_to_preferred: bool = False,
    clawback: Clawback = Clawback.OPEN,
    program: Program | None = None,
    view: View = View.OFFERED,
    currency: str | None = None,
) -> PayTable:
    """Return what *offer* pays in each of its first years.

    Args:
        offer: As far as it is known.
        years: How many years, 1..10.
        exit_price: What a share is sold for. Without it equity is worth its stated value, and
            from 0 up to it unless it can be sold today.
        company_value: What the whole company is sold for, where the offer states a share of it
            in percent.
        up_to_preferred: Whether to take the price that investors last paid as the most that
            common shares may be worth.
        clawback: How much of the sign-on bonus is owed back, if the offer's text says so.
        program: Whose rates and assumptions to use, and whose words for questions.
        view: Which job: the one offered, as promised, or the present one.
        currency: In which to calculate; that of the base pay, or of the first amount stated.

    Raises:
        ValueError: *years* is out of bounds, *currency* is not one of ISO 4217, or equity has
            more than one price.

    Source:
        docs/how-to/pay.md.
    """
    if not 1 <= years <= MOST_YEARS:
        raise ValueError(f"years: expected 1 to {MOST_YEARS}, got {years}")
    if currency is not None and currency not in CURRENCIES:
        raise ValueError(f"currency: {currency!r} is not an ISO 4217 currency")
    basis = _basis(exit_price, company_value, up_to_preferred=up_to_preferred)
    sheet = _sheet(offer, basis, program, view, currency)
    made = _Maker(sheet, basis, clawback)
    rows = tuple(made.year(year) for year in range(1, years + 1))
    whole, time = made.whole(years), made.time
    figures = tuple(_figures(*rows, whole, time, *(row.leaving for row in rows)))
    return PayTable(
        view=view,
        currency=sheet.currency,
        basis=basis,
        years=rows,
        whole=whole,
        time=time,
        clawback=made.clawbacks(years),
        notes=notes_on(sheet, basis, clawback),
        questions=_questions(sheet, figures, program),
        assumed={fact: sheet.facts.assumed[fact] for fact in sorted(sheet.facts.assumed, key=str)},
        rates=tuple(dict.fromkeys(pair for figure in figures for pair in figure.rates)),
    )


def _basis(
    exit_price: Money | Range[Money] | None,
    company_value: Money | Range[Money] | None,
    *,
    up_to_preferred: bool,
) -> Basis:
    chosen: list[Basis] = []
    if exit_price is not None:
        chosen.append(AtPrice(exit_price))
    if company_value is not None:
        chosen.append(AtCompanyValue(company_value))
    if up_to_preferred:
        chosen.append(UpToPreferred())
    if len(chosen) > 1:
        raise ValueError(
            "equity has one price: give only one of exit_price, company_value and up_to_preferred"
        )
    return chosen[0] if chosen else AsStated()


def _sheet(
    offer: Offer,
    basis: Basis,
    program: Program | None,
    view: View,
    currency: str | None,
) -> Sheet:
    world = World(schema_of(type(offer))) if program is None else program.world
    facts = Facts(world, offer)
    stated = list(currencies(facts, view, _AMOUNTS))
    match basis:
        case AtPrice(price=amount) | AtCompanyValue(value=amount):
            stated.append((amount.low if isinstance(amount, Range) else amount).currency)
        case _:
            pass
    return Sheet(facts, view, currency or next(iter(stated), None))


@frozen(slots=False)
class _Maker:
    """What stays the same from year to year, and how a year is made of it."""

    sheet: Sheet
    basis: Basis
    rule: Clawback
    plan: Plan = field(init=False)
    grant: Figure = field(init=False)
    refresh: Figure = field(init=False)
    match: Figure = field(init=False)
    time: WorkTime = field(init=False)

    @plan.default
    def _plan(self) -> Plan:
        return plan_of(self.sheet)

    @grant.default
    def _grant(self) -> Figure:
        return worth(self.sheet, self.basis)

    @refresh.default
    def _refresh(self) -> Figure:
        """Return what a later grant is worth: none where there is no equity."""
        if self.sheet.value("equity.kind") == "none":
            return NOTHING
        kind, liquid = (self.sheet.value(path) for path in ("equity.kind", "equity.liquid"))
        granted = self.sheet.figure("equity.refresh")
        if kind is not UNKNOWN and liquid is True:
            return granted
        paths = (p for p in ("equity.kind", "equity.liquid") if self.sheet.value(p) is UNKNOWN)
        return granted.or_nothing(map(self.sheet.fact, paths))

    @match.default
    def _match(self) -> Figure:
        return self.sheet.figure("benefits.retirement_match").times(_base(self.sheet))

    @time.default
    def _time(self) -> WorkTime:
        return _work_time(self.sheet)

    def year(self, year: int) -> PayYear:
        """Return one year of the table."""
        parts = self._parts(
            Interval.exact(1),
            ONE if year == 1 else Interval.exact(0),
            vesting_in(self.plan, MONTHS * (year - 1), MONTHS * year),
            refreshed(self.plan.months, year),
            kept_in(self._match_months, year),
        )
        amount = parts["total"]
        per_hour = inverse(self.time.total)
        index = inverse(self.sheet.figure("location.cost_index")).scaled(Interval.exact(100))
        return PayYear(
            **parts,
            year=year,
            vested=self._share(vested(self.plan, MONTHS * year)),
            real=amount.times(index),
            per_hour=amount.times(per_hour),
            net_per_hour=difference(amount, self.time.commute_cost).times(per_hour),
            leaving=self._leaving(year),
        )

    def whole(self, years: int) -> PayParts:
        """Return the first *years* together."""
        return PayParts(
            **self._parts(
                Interval.exact(years),
                ONE,
                vested(self.plan, MONTHS * years),
                refreshed_until(self.plan.months, years),
                kept(self._match_months, years),
            )
        )

    @property
    def _match_months(self) -> Interval:
        return self.sheet.measured("benefits.retirement_vesting").interval

    def _parts(
        self, times: Interval, signs: Interval, grant: Interval, grants: Interval, match: Interval
    ) -> dict[str, Figure]:
        """Return the parts of pay, each so many times what it is in a year, and their sum."""
        sheet = self.sheet
        parts = {
            "base": _base(sheet).scaled(times),
            "bonus": sheet.figure("pay.bonus", "pay.base", "pay.bonus_target").scaled(times),
            "commission": sheet.figure("pay.commission").scaled(times),
            "sign_on": sheet.figure("pay.sign_on").scaled(signs),
            "equity": self.grant.times(self._share(grant)),
            "refreshers": self.refresh.times(self._part("equity.vesting", grants)),
            "retirement_match": self.match.times(self._part("benefits.retirement_vesting", match)),
        }
        return {**parts, "total": total(parts.values())}

    def _share(self, interval: Interval) -> Figure:
        return vested_part(self.sheet, self.plan, interval)

    def _part(self, path: str, interval: Interval) -> Figure:
        """Return how often something is counted, which hangs on one fact."""
        return share(interval, self.sheet.measured(path).missing)

    def _leaving(self, year: int) -> Leaving:
        so_far = vested(self.plan, MONTHS * year)
        unvested = self._share(_rest(so_far, 1))
        lost = _rest(kept(self._match_months, year), year)
        return Leaving(
            unvested=unvested,
            lost_equity=self.grant.times(unvested),
            lost_match=self.match.times(self._part("benefits.retirement_vesting", lost)),
            sign_on_owed=self.owed(MONTHS * year),
            exercise_cost=self._exercise_cost(so_far),
        )

    def _exercise_cost(self, so_far: Interval) -> Figure | None:
        if self.sheet.value("equity.kind") not in OPTIONS:
            return None
        price = self.sheet.figure("equity.shares").times(self.sheet.figure("equity.strike"))
        return price.times(self._share(so_far))

    def owed(self, month: int) -> Figure:
        """Return what is owed back of the sign-on bonus on leaving at the end of *month*."""
        period = self.sheet.measured("pay.sign_on_clawback")
        part = owed(period.interval, month, self.rule)
        return self.sheet.figure("pay.sign_on").times(share(part, period.missing))

    def clawbacks(self, years: int) -> tuple[Owed, ...]:
        """Return what is owed back by month, to the month in which it can only be nothing."""
        longest = self.sheet.measured("pay.sign_on_clawback").interval.high
        if longest is None or self.sheet.figure("pay.sign_on") == NOTHING:
            return ()
        last = min(-(-longest // 1), MONTHS * years)
        return tuple(Owed(month=m, amount=self.owed(m)) for m in range(1, int(last) + 1))


def _base(sheet: Sheet) -> Figure:
    return sheet.figure("pay.yearly", "pay.base")


def _rest(part: Interval, whole: int) -> Interval:
    return part.scaled(Fraction(-1)) + Interval.exact(whole)


def _work_time(sheet: Sheet) -> WorkTime:
    week, days = sheet.figure("hours.week"), sheet.figure("hours.days_week")
    leave, way = sheet.figure("leave.days"), sheet.figure("commute.time")
    worked = difference(days.scaled(Interval.exact(WEEKS)), leave).at_least_nothing()
    return WorkTime(
        paid=week.scaled(Interval.exact(WEEKS)),
        leave=leave.times(week.times(inverse(days))),
        commute=worked.times(way).scaled(Interval.exact(Fraction(2, 60))),
        total=sheet.figure("hours.year", "hours.week", "hours.days_week"),
        commute_cost=sheet.figure("commute.cost"),
    )


# --- what to ask -----------------------------------------------------------------------------


def _figures(*holders: Any) -> Iterator[Figure]:
    """Yield the figures that attrs objects hold."""
    for holder in holders:
        values = (getattr(holder, attribute.name) for attribute in attrs.fields(type(holder)))
        yield from (value for value in values if isinstance(value, Figure))


def _questions(
    sheet: Sheet, figures: Iterable[Figure], program: Program | None
) -> tuple[Question, ...]:
    own = {} if program is None else dict(program.checked.questions)
    infos = sheet.facts.world.schema.facts
    missing = dict.fromkeys(fact for figure in figures for fact in figure.missing)
    return tuple(
        Question(fact=fact, question=own.get(fact.path, infos[fact.path].question))
        for fact in missing
    )


__all__ = [
    "Leaving",
    "Owed",
    "PayParts",
    "PayTable",
    "PayYear",
    "Question",
    "WorkTime",
    "pay_table",
]
