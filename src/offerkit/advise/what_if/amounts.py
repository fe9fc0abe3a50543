"""Amounts in base units and in the units of quantities."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from offerkit.check.constants import exact_decimal
from offerkit.evaluate.facts import HUNDREDTH
from offerkit.evaluate.quantities import base_of
from offerkit.literals import rounded
from offerkit.values import Duration, Money, Pay, Percent, Scalar


def amount_in(base: Fraction, unit: Scalar) -> Scalar:
    """Return an amount in base units as a value in the unit of *unit*.

    Exact if a decimal can hold it, otherwise rounded to two decimals.
    """
    if isinstance(unit, date):
        return date.fromordinal(round(base))
    amount = base / size_of(unit)
    exact = exact_decimal(amount)
    return with_amount(rounded(amount, 2) if exact is None else exact, unit)


def size_of(unit: Scalar) -> Fraction:
    """Return the size of the unit of a quantity, in base units."""
    match unit:
        case Percent():
            return HUNDREDTH
        case Duration(unit=length):
            return base_of(Duration(Decimal(1), length))
        case _:
            return Fraction(1)


def with_amount(amount: Decimal, unit: Scalar) -> Scalar:
    """Return an amount in the unit of *unit*."""
    match unit:
        case Percent() | Money() | Pay() | Duration():
            return evolve(unit, amount=amount)
        case _:
            return amount
