"""What a whole grant of equity is worth, and on whose word.

Source:
    docs/how-to/pay.md, "What equity is worth".
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from attrs import evolve, frozen

from offerkit.advise.pay.amounts import NOTHING, Figure, Noting, Sheet, exact, share, total
from offerkit.advise.pay.vesting import MONTHS, Plan
from offerkit.intervals import ONE, Interval
from offerkit.values import UNKNOWN, Money, Range, grouped

OPTIONS: Final = frozenset({"iso", "nso"})
"""Kinds that are a right to buy shares at the strike price."""
_WHOLE_SHARES: Final = frozenset({"rsu", "rsa"})
"""Kinds that are worth all of a share; of the others, what it exceeds the strike price."""


@frozen
class AsStated:
    """``equity.value``, as the offer states it: from 0 up to it unless it can be sold today."""


@frozen
class AtPrice:
    """What the shares bring when they are sold at a price that you name."""

    price: Money | Range[Money]


@frozen
class AtCompanyValue:
    """At most the stated share of a whole company, at a value that you name."""

    value: Money | Range[Money]


@frozen
class UpToPreferred:
    """At most what the shares would bring at the price that investors last paid.

    They bought preferred shares, which are paid before common ones: their price is not what
    common shares are worth, and never a lower bound of it.
    """


Basis: TypeAlias = AsStated | AtPrice | AtCompanyValue | UpToPreferred
"""On what the worth of a grant rests."""


def price_text(price: Money | Range[Money]) -> str:
    """Return a price as people read it, a range with its currency named once."""
    return (
        f"{grouped(price.low.amount)} to {price.high}" if isinstance(price, Range) else str(price)
    )


def plan_of(sheet: Sheet) -> Plan:
    """Return how the first grant vests; what nobody has said of it is left open."""
    schedule = sheet.value("equity.schedule")
    years = schedule if isinstance(schedule, tuple) else ()
    return Plan.of(
        sheet.measured("equity.vesting").interval,
        sheet.measured("equity.cliff").interval,
        (Fraction(year.amount) / 100 for year in years),
    )


def vested_part(sheet: Sheet, plan: Plan, interval: Interval) -> Figure:
    """Return a share of the first grant as a figure: open while its plan is."""
    paths = ("equity.cliff",) if plan.schedule else ("equity.vesting", "equity.cliff")
    missing = dict.fromkeys(fact for path in paths for fact in sheet.measured(path).missing)
    return share(interval, missing)


def worth(sheet: Sheet, basis: Basis) -> Figure:
    """Return what the whole first grant is worth, before vesting: never below 0."""
    if sheet.value("equity.kind") == "none":
        return NOTHING
    match basis:
        case AsStated():
            return _as_stated(sheet)
        case AtPrice(price=price):
            return _at_price(sheet, sheet.money(price))
        case AtCompanyValue(value=value):
            return _at_company_value(sheet, sheet.money(value))
        case UpToPreferred():
            return _up_to(_at_price(sheet, sheet.figure("equity.preferred_price")), sheet)
        case _:
            assert_never(basis)


def _as_stated(sheet: Sheet) -> Figure:
    """Return what the derived fact would be of a grant that vests within a year: all of it."""
    a_year = {"equity.vesting": Interval.exact(MONTHS)}
    measured = Noting(sheet, a_year, {"equity.schedule": UNKNOWN}).compute("equity.per_year")
    return sheet.as_figure(measured, "equity.value")


def _at_price(sheet: Sheet, price: Figure) -> Figure:
    return sheet.figure("equity.shares").times(_over_strike(sheet, price, exact(ONE)))


def _at_company_value(sheet: Sheet, value: Figure) -> Figure:
    """Return a share of the company; from 0, for new shares make every share smaller."""
    whole = sheet.figure("equity.percent").times(value)
    return _up_to(_over_strike(sheet, whole, sheet.figure("equity.shares")), sheet)


def _over_strike(sheet: Sheet, gross: Figure, shares: Figure) -> Figure:
    """Return what is left of *gross* after the strike price of *shares*, or all of it.

    Units of phantom stock pay all of a share or what it exceeds a starting price; the strike
    says which, being 0 for the first.
    """
    kind = sheet.value("equity.kind")
    if kind in _WHOLE_SHARES:
        return gross
    if kind is UNKNOWN:
        return gross.or_nothing((sheet.fact("equity.kind"),))
    cost = sheet.figure("equity.strike").times(shares)
    left = (gross.interval + cost.interval.scaled(Fraction(-1))).at_least(Fraction(0))
    if left.is_exact:
        return exact(left)
    stated = None if gross.stated is None or left.high is None else left
    return evolve(total((gross, cost)), interval=left, stated=stated)


def _up_to(figure: Figure, sheet: Sheet) -> Figure:
    return figure.or_nothing((sheet.fact("equity.value"),))
