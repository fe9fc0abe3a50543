"""Pay year by year: the documented functions and models.

>>> from offerkit import Offer
>>> from offerkit.pay import pay_table
>>> pay_table(Offer()).years[0].total.is_unknown
True
"""

from __future__ import annotations

from attrs import evolve

from offerkit.advise.pay.amounts import PayAmount
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
    UpToPreferred,
    WorkTime,
)
from offerkit.advise.pay.pay import LONGEST, pay, vested_fraction
from offerkit.advise.pay.vesting import Clawback
from offerkit.arguments import checks_arguments
from offerkit.model.offer import Offer
from offerkit.paths import View
from offerkit.render.words.pay import caveat_text
from offerkit.values import Money, Range


@checks_arguments
def pay_table(
    offer: Offer,
    *,
    years: int = 4,
    exit_price: Money | Range[Money] | None = None,
    company_value: Money | Range[Money] | None = None,
    up_to_preferred: bool = False,
    clawback: Clawback = Clawback.OPEN,
    view: View = View.OFFERED,
    currency: str | None = None,
    leave_after: int | None = None,
) -> PayTable:
    """Return what *offer* pays in each of its first years.

    With criteria, ask the decision instead: ``criteria.decide(offer).pay()``.

    Args:
        offer: The offer, as far as it is known.
        years: Number of years, 1 to 10.
        exit_price: Price at which a share is sold. By default equity has its stated value, and
            may be worth anything from 0 up to it unless it can be sold today.
        company_value: Price at which the whole company is sold, for equity stated as a
            percentage of it.
        up_to_preferred: Whether to value common shares at up to the price that investors last
            paid for preferred ones.
        clawback: How much of the sign-on bonus must be repaid, if the offer says so.
        view: The job offered, as promised, or the current one.
        currency: Currency of the amounts; by default that of base salary, or of the first amount
            stated.
        leave_after: Months after which to leave, 1 to 120, for ``PayTable.leaving``.

    Raises:
        ValueError: *years* or *leave_after* is out of bounds, *currency* is not one of ISO 4217,
            or equity has more than one price.

    Source:
        docs/how-to/pay.md.
    """
    return with_notes(
        pay(
            offer,
            years=years,
            basis=basis_of(exit_price, company_value, up_to_preferred=up_to_preferred),
            clawback=clawback,
            view=view,
            currency=currency,
            leave_after=leave_after,
        )
    )


def basis_of(
    exit_price: Money | Range[Money] | None,
    company_value: Money | Range[Money] | None,
    *,
    up_to_preferred: bool,
) -> EquityBasis:
    """Return the basis on which to value equity; raise ``ValueError`` if it has two prices."""
    chosen: list[EquityBasis] = []
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
    return next(iter(chosen), AsStated())


def with_notes(table: PayTable) -> PayTable:
    """Return a table with its caveats in sentences."""
    return evolve(table, notes=tuple(map(caveat_text, table.caveats)))


@checks_arguments
def vested_at(offer: Offer, month: int, *, view: View = View.OFFERED) -> PayAmount:
    """Return the fraction of the first grant that is yours on leaving at the end of *month*.

    From 0 to 1, by the cliff and the schedule; a range while they are open. What else leaving then
    comes to is ``PayTable.leaving`` of ``pay_table(offer, leave_after=month)``.

    Args:
        offer: The offer, as far as it is known.
        month: Whole months from the first day, 0 to 120.
        view: The job offered, as promised, or the current one.

    Raises:
        ValueError: *month* is out of bounds.

    Source:
        docs/how-to/pay.md.
    """
    if not 0 <= month <= LONGEST:
        raise ValueError(f"month: expected 0 to {LONGEST}, got {month}")
    return vested_fraction(offer, month, view)


__all__ = [
    "AsStated",
    "AtCompanyValue",
    "AtPrice",
    "Clawback",
    "ClawbackAmount",
    "EquityBasis",
    "LeavingAfter",
    "LeavingCost",
    "PayAmount",
    "PayParts",
    "PayQuestion",
    "PayTable",
    "PayYear",
    "UpToPreferred",
    "View",
    "WorkTime",
    "pay_table",
    "vested_at",
]
