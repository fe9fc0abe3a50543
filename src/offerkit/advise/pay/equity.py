"""The value and the vesting schedule of the first grant of equity.

Source:
    docs/how-to/pay.md, "What equity is worth".
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, assert_never

from attrs import evolve

from offerkit.advise.pay.amounts import NOTHING, PayAmount
from offerkit.advise.pay.models import AsStated, AtCompanyValue, AtPrice, EquityBasis, UpToPreferred
from offerkit.advise.pay.reader import FactReader
from offerkit.advise.pay.vesting import VestingSchedule
from offerkit.intervals import ONE, UNIT
from offerkit.values import UNKNOWN

OPTIONS: Final = frozenset({"iso", "nso"})
"""Kinds of equity that are a right to buy shares at the strike price."""
_WHOLE_SHARES: Final = frozenset({"rsu", "rsa"})
"""Kinds that are worth the price of a share; others are worth what it exceeds the strike price."""


def vesting_schedule(reader: FactReader) -> VestingSchedule:
    """Return how the first grant vests; what is unknown of it is left open."""
    return VestingSchedule.of(
        reader.measure("equity.vesting").interval,
        reader.measure("equity.cliff").interval,
        yearly_shares(reader, "equity.schedule"),
    )


def yearly_shares(reader: FactReader, path: str) -> tuple[Fraction, ...]:
    """Return the shares of a schedule, with a sum of 1; empty if there is none."""
    schedule = reader.value(path)
    years = schedule if isinstance(schedule, tuple) else ()
    return tuple(Fraction(year.amount) / 100 for year in years)


def grant_value(reader: FactReader, basis: EquityBasis) -> PayAmount:
    """Return the value of the whole first grant, before vesting; at least 0."""
    if reader.value("equity.kind") == "none":
        return NOTHING
    match basis:
        case AsStated():
            return _stated_value(reader)
        case AtPrice(price=price):
            return _proceeds(reader, reader.money(price))
        case AtCompanyValue(value=value):
            # Up to that: new shares dilute the percentage, and preferred ones are paid first.
            gross = reader.amount("equity.percent").times(reader.money(value))
            net = _above_strike(reader, gross, reader.amount("equity.shares"))
        case UpToPreferred():
            net = _proceeds(reader, reader.amount("equity.preferred_price"))
        case _:
            assert_never(basis)
    return net.or_zero((reader.path("equity.value"),))


def _stated_value(reader: FactReader) -> PayAmount:
    """Return the stated value: from 0 up to it unless the equity can be sold today.

    Source:
        grammar/README.md, "Derived facts": ``equity.per_year``.
    """
    value = reader.amount("equity.value")
    if not reader.knows("equity.kind"):
        return PayAmount.within(UNIT, (reader.path("equity.kind"),)).times(value)
    liquid = reader.value("equity.liquid")
    if liquid is True:
        return value
    return value.or_zero((reader.path("equity.liquid"),) if liquid is UNKNOWN else ())


def _proceeds(reader: FactReader, price: PayAmount) -> PayAmount:
    per_share = _above_strike(reader, price, PayAmount.within(ONE))
    return reader.amount("equity.shares").times(per_share)


def _above_strike(reader: FactReader, gross: PayAmount, shares: PayAmount) -> PayAmount:
    """Return what *gross* exceeds the strike price of *shares*, or all of it for whole shares.

    Units of phantom stock pay all of a share, or what it exceeds a starting price; the strike
    price says which, and is 0 for the first.
    """
    kind = reader.value("equity.kind")
    if kind in _WHOLE_SHARES:
        return gross
    if kind is UNKNOWN:
        return gross.or_zero((reader.path("equity.kind"),))
    cost = reader.amount("equity.strike").times(shares)
    net = gross.minus(cost).at_least_zero()
    if net.interval.is_exact:
        return net
    # Even while the strike price is unknown, the gross amount is an upper bound.
    stated = None if gross.stated is None or net.high is None else net.interval
    return evolve(net, stated=stated)
