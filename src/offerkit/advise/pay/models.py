"""A table of pay and the parts it is made of."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final, TypeAlias

import attrs
from attrs import field, frozen

from offerkit.advise.pay.amounts import PayAmount
from offerkit.advise.pay.vesting import Clawback
from offerkit.data import Data, Key, keys, to_dict, value_to_dict
from offerkit.forms import RatePair
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.text import Named
from offerkit.values import FactValue, Money, Range, value_text

FORMAT: Final = "offerkit/pay/1"
"""The name of the schema of ``PayTable.to_dict``."""


# --- what equity is worth ----------------------------------------------------------------------


@frozen
class AsStated(Record):
    """``equity.value`` as stated by the offer: from 0 up to it unless it can be sold today."""


@frozen
class AtPrice(Record):
    """The proceeds of selling every share at a price that you name."""

    price: Money | Range[Money]
    """Price of one share."""


@frozen
class AtCompanyValue(Record):
    """At most the stated percentage of a company, at a value that you name."""

    value: Money | Range[Money]
    """Value of the whole company."""


@frozen
class UpToPreferred(Record):
    """At most the proceeds at the price that investors last paid.

    They bought preferred shares, which are paid before common ones: their price is not what
    common shares are worth, and never a lower bound of it.
    """


EquityBasis: TypeAlias = AsStated | AtPrice | AtCompanyValue | UpToPreferred
"""The basis on which a grant is valued."""

_BASIS_NAMES: Final[dict[type[EquityBasis], str]] = {
    AsStated: "as_stated",
    AtPrice: "at_price",
    AtCompanyValue: "at_company_value",
    UpToPreferred: "up_to_preferred",
}


# --- caveats -----------------------------------------------------------------------------------


class GeneralCaveat(Named):
    """A caveat without values."""

    BEFORE_TAX = enum.auto()
    """Amounts are before tax, and no raise is included."""
    BONUS_UNKNOWN = enum.auto()
    """The share of the bonus that is paid is unknown."""
    CLAWBACK_UNKNOWN = enum.auto()
    """The clawback period of the sign-on bonus is unknown."""
    OPTION_GAIN = enum.auto()
    """An option is worth what the price exceeds its strike price."""
    PREFERRED_PRICE_IGNORED = enum.auto()
    """The price of preferred shares is stated and not used."""
    CLIFF_TOO_LONG = enum.auto()
    """The cliff is longer than the vesting."""
    REFRESH_GRANTS = enum.auto()
    """When refresh grants are made, and how they vest, is assumed."""
    MATCH_VESTING_UNKNOWN = enum.auto()
    """The year in which the retirement match vests is unknown."""


@frozen
class AdvertisedPay(Record):
    """Advertised pay is stated, which is not base salary."""

    pay: FactValue
    """``pay.range``."""


@frozen
class SignOnClawback(Record):
    """The sign-on bonus must be repaid on leaving early."""

    period: FactValue
    """``pay.sign_on_clawback``."""
    rule: Clawback


@frozen
class GrantVesting(Record):
    """How the first grant is assumed to vest."""

    schedule: FactValue
    """``equity.schedule``, or unknown."""
    period: FactValue
    """``equity.vesting``, or unknown."""
    cliff: FactValue | None
    """``equity.cliff``, or unknown; None if there is none."""


@frozen
class BackLoaded(Record):
    """Less of the grant vests in the first half of the schedule than in the second."""

    schedule: FactValue
    """``equity.schedule``."""
    first: Fraction
    """Share of the grant that vests in the first half, from 0 to less than 1/2."""


@frozen
class ExerciseWindow(Record):
    """Vested options must be exercised soon after leaving."""

    window: FactValue
    """``equity.exercise_window``, or unknown."""


@frozen
class SaleAcceleration(Record):
    """What a sale of the company changes in the vesting."""

    trigger: FactValue
    """``equity.acceleration``: ``"none"``, ``"single"`` or ``"double"``."""


@frozen
class EarlyExercise(Record):
    """Options can be exercised before they vest, and be bought back on leaving."""

    cost: PayAmount
    """Cost of exercising all of them."""
    currency: str | None
    """The currency of that cost, which is that of the table."""


@frozen
class MatchVesting(Record):
    """The retirement match is lost on leaving early."""

    period: FactValue
    """``benefits.retirement_vesting``, or its schedule by year."""


@frozen
class YearlyRaise(Record):
    """Base salary rises each year, as agreed."""

    by: FactValue
    """``pay.yearly_raise``."""


@frozen
class NotCounted(Record):
    """A fact is stated that hangs on another one, by which there is nothing to it."""

    fact: FactPath
    stated: FactValue
    because: str
    """What that other one is: ``equity.kind is "none"``."""


Caveat: TypeAlias = (
    GeneralCaveat
    | AdvertisedPay
    | SignOnClawback
    | EquityBasis
    | GrantVesting
    | BackLoaded
    | ExerciseWindow
    | EarlyExercise
    | SaleAcceleration
    | MatchVesting
    | YearlyRaise
    | NotCounted
)
"""Something that a table takes for granted or leaves out."""


# --- the table ---------------------------------------------------------------------------------


@frozen(kw_only=True)
class PayParts(Record):
    """Pay by part, in the currency of the table and before tax."""

    base: PayAmount
    """Base salary."""
    bonus: PayAmount
    """Target bonus × the share that is paid, from none to twice that while it is unknown."""
    commission: PayAmount
    """Commission, as stated."""
    sign_on: PayAmount
    """Sign-on bonus, in the first year."""
    equity: PayAmount
    """Value of the part of the first grant that vests."""
    refreshers: PayAmount
    """Value of the parts of refresh grants that vest."""
    retirement_match: PayAmount
    """Employer contributions to retirement savings, counted when they can no longer be lost."""
    total: PayAmount
    """Sum of the parts."""


PARTS: Final = tuple(
    attribute.name for attribute in attrs.fields(PayParts) if attribute.name != "total"
)
"""The parts of pay whose sum is the total, in order."""


@frozen(kw_only=True)
class LeavingCost(Record):
    """What you lose, repay or must buy if you leave at the end of a year."""

    unvested: PayAmount
    """Fraction of the first grant that is lost, from 0 to 1."""
    lost_equity: PayAmount
    """Value of that fraction."""
    lost_match: PayAmount
    """Employer contributions to retirement savings that are lost."""
    sign_on_owed: PayAmount
    """Part of the sign-on bonus to repay."""
    exercise_cost: PayAmount | None
    """Cost of exercising all vested options, within ``equity.exercise_window``; None if the
    grant is not known to be options."""


@keys("year", *PARTS, "total vested real per_hour net_per_hour leaving")
@frozen(kw_only=True)
class PayYear(PayParts):
    """One year of a table."""

    year: int
    """Number of the year, from 1."""
    vested: PayAmount
    """Fraction of the first grant that has vested by the end of the year, from 0 to 1."""
    real: PayAmount
    """Total at the prices of the reference city: ÷ ``location.cost_index`` × 100."""
    per_hour: PayAmount
    """Total per hour that the job takes, commuting included."""
    net_per_hour: PayAmount
    """The same after the cost of commuting."""
    leaving: LeavingCost
    """Cost of leaving at the end of the year."""


@frozen(kw_only=True)
class WorkTime(Record):
    """Hours that the job takes in a year, and the cost of commuting."""

    paid: PayAmount
    """``hours.paid``: the hours of a year that are paid."""
    leave: PayAmount
    """Paid hours that are vacation."""
    commute: PayAmount
    """Hours of commuting both ways, on the days on which one goes."""
    total: PayAmount
    """``hours.year``: hours worked and commuting."""
    commute_cost: PayAmount
    """Cost of commuting per year, in the currency of the table."""


@keys(
    "month",
    *PARTS,
    "total vested unpaid_bonus leaving relocation_owed training_owed net",
)
@frozen(kw_only=True)
class LeavingAfter(PayParts):
    """What you have earned, lose and owe if you leave at the end of a month.

    The parts are what is yours until then, before anything is repaid.
    """

    month: int
    """Number of the month, from 1."""
    vested: PayAmount
    """Fraction of the first grant that has vested, from 0 to 1."""
    unpaid_bonus: PayAmount
    """Bonus for the months since the last whole year, which is often not paid to those who have
    left."""
    leaving: LeavingCost
    """What is lost, and what is to be repaid of the sign-on bonus."""
    relocation_owed: PayAmount
    """Part of the help with moving to repay."""
    training_owed: PayAmount
    """What may have to be repaid for training: from nothing to all of it."""
    net: PayAmount
    """Total, less what is known to be repaid."""


@frozen(kw_only=True)
class ClawbackAmount(Record):
    """The part of the sign-on bonus to repay if you leave at the end of a month."""

    month: int
    """Number of the month, from 1."""
    amount: PayAmount
    """Amount to repay."""


@frozen(kw_only=True)
class PayQuestion(Record):
    """A question whose answer settles open amounts, or narrows them."""

    fact: FactPath
    """Fact to ask about."""
    question: str
    """The question in words: that of the criteria, or the vocabulary's."""


def _assumed(table: PayTable) -> list[Data]:
    return [
        {"fact": str(fact), "value": value_to_dict(value)} for fact, value in table.assumed.items()
    ]


@keys(
    Key("view", form=lambda view: view.value or "offered"),
    "currency",
    Key("basis", form=lambda basis: _BASIS_NAMES[type(basis)]),
    Key("price", form=value_text),
    "years whole time clawback leaving notes questions",
    Key(
        "assumed",
        "",
        _assumed,
        doc="Each ``fact`` that the criteria assumed, and its ``value``.",
        gives=[{"fact": "str", "value": "FactValue"}],
    ),
    Key("missing_rates", "rates"),
    format=FORMAT,
)
@frozen(kw_only=True)
class PayTable(Record):
    """Pay year by year, as far as it is known; made by ``pay_table`` and ``Decision.pay``."""

    view: View
    """Job whose pay is shown: the one offered, as promised, or the current one."""
    currency: str | None
    """Currency of all amounts, or None if the offer states no amount."""
    basis: EquityBasis
    """Basis on which equity is valued."""
    years: tuple[PayYear, ...]
    """The years, from the first."""
    whole: PayParts
    """All years together. A part may be narrower than the sum of its years: it can be certain
    that something vests and open in which year."""
    time: WorkTime
    """Hours and commute of a year."""
    clawback: tuple[ClawbackAmount, ...]
    """Part of the sign-on bonus to repay, by month, for as long as any of it is owed and the
    table lasts; empty if nothing ever is, or the clawback period has no known end."""
    leaving: LeavingAfter | None = None
    """What leaving after the given number of months comes to; None if none was given."""
    caveats: tuple[Caveat, ...]
    """What the amounts take for granted and leave out, as data."""
    notes: tuple[str, ...] = ()
    """What the amounts take for granted and leave out, in sentences."""
    questions: tuple[PayQuestion, ...]
    """Questions to ask, each once, in the order of the parts that they settle."""
    assumed: Mapping[FactPath, FactValue] = field(hash=False)
    """Assumptions of the criteria that were used."""
    rates: tuple[RatePair, ...]
    """Pairs of currencies whose exchange rate is needed and not stated."""

    @property
    def price(self) -> Money | Range[Money] | None:
        """The price of a share or value of the company that you named, as text."""
        match self.basis:
            case AtPrice(price=price) | AtCompanyValue(value=price):
                return price
            case _:
                return None

    def to_dict(self) -> dict[str, Any]:
        """Return the table as JSON-ready data; shares are from 0 to 1."""
        return to_dict(self)
