"""Words for pay: the caveats of a table as sentences."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, assert_never

from offerkit.advise.pay.amounts import PayAmount
from offerkit.advise.pay.models import (
    AdvertisedPay,
    AsStated,
    AtCompanyValue,
    AtPrice,
    BackLoaded,
    Caveat,
    EarlyExercise,
    ExerciseWindow,
    GeneralCaveat,
    GrantVesting,
    MatchVesting,
    NotCounted,
    SaleAcceleration,
    SignOnClawback,
    UpToPreferred,
    YearlyRaise,
)
from offerkit.advise.pay.vesting import Clawback
from offerkit.intervals import Interval
from offerkit.literals import rounded
from offerkit.render.words.common import percent_text
from offerkit.values import UNKNOWN, FactValue, grouped, value_text

_GENERAL: Final = {
    GeneralCaveat.BEFORE_TAX: "Amounts are before tax and at today's terms; no raise is included.",
    GeneralCaveat.BONUS_UNKNOWN: (
        "The bonus ranges from nothing to twice its target because its payout is unknown."
    ),
    GeneralCaveat.CLAWBACK_UNKNOWN: (
        "The clawback period of the sign-on bonus is unknown; you may have to repay all of it."
    ),
    GeneralCaveat.OPTION_GAIN: (
        "An option is worth the price of a share minus its strike price, and never less than 0."
    ),
    GeneralCaveat.PREFERRED_PRICE_IGNORED: (
        "equity.preferred_price is not counted: it is what investors paid for preferred shares, "
        "not what common shares are worth."
    ),
    GeneralCaveat.CLIFF_TOO_LONG: (
        "The cliff is longer than the vesting period, which cannot be right; the vesting period "
        "is used."
    ),
    GeneralCaveat.REFRESH_GRANTS: (
        "One refresh grant is assumed at the end of each year, at its value on that day, vesting "
        "in equal monthly parts over the same period as the first grant, without a cliff."
    ),
    GeneralCaveat.MATCH_VESTING_UNKNOWN: (
        "The retirement match is counted in the year in which it vests, which is unknown."
    ),
}
_CLAWBACK: Final = {
    Clawback.FULL: "repay all of the sign-on bonus.",
    Clawback.PRORATED: "repay the sign-on bonus in proportion to the months not served.",
    Clawback.OPEN: "repay between a prorated part and all of the sign-on bonus; ask which.",
}
_ACCELERATION: Final[dict[FactValue, str]] = {
    "single": "If the company is sold, the whole grant vests at once (single trigger).",
    "double": (
        "If the company is sold and you are let go, the whole grant vests at once (double trigger)."
    ),
    "none": "If the company is sold, nothing vests early.",
}


def amount_text(amount: PayAmount, places: int = 0) -> str:
    """Return an amount as people read it: ``60,000``, ``0..5,000``, ``60,000+``, ``unknown``."""
    if amount.stated is None:
        return "unknown"
    return interval_text(amount.stated, places) + ("" if amount.is_complete else "+")


def interval_text(interval: Interval, places: int) -> str:
    """Return the ends of an amount, ranges rounded outwards."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return "unknown"
    if low == high:
        return grouped(rounded(low, places))
    unit = 10**places
    bottom, top = (low * unit // 1, -(-high * unit // 1))
    ends = [grouped(rounded(Fraction(end, unit), places)) for end in (bottom, top)]
    return ends[0] if ends[0] == ends[1] else "..".join(ends)


def caveat_text(caveat: Caveat) -> str:
    """Return a caveat as a sentence."""
    match caveat:
        case GeneralCaveat():
            return _GENERAL[caveat]
        case AdvertisedPay(pay=pay):
            return f"The advertised pay ({value_text(pay)}) is not counted as base salary."
        case SignOnClawback(period=period, rule=rule):
            return f"If you leave within {value_text(period)}, you {_CLAWBACK[rule]}"
        case AsStated():
            return (
                "Equity is worth between nothing and its stated value: shares that cannot be sold "
                "may turn out to be worthless."
            )
        case AtPrice(price=price):
            return f"Every share of the first grant is assumed to be sold at {value_text(price)}."
        case AtCompanyValue(value=value):
            return (
                f"Equity is worth at most its percentage of {value_text(value)}: new shares dilute "
                "it, and preferred shares are paid first."
            )
        case UpToPreferred():
            return (
                "The price that investors paid for preferred shares is the upper limit for yours; "
                "it is not what common shares are worth."
            )
        case GrantVesting():
            return _vesting_text(caveat)
        case BackLoaded(schedule=schedule, first=first):
            return (
                f"The schedule is back-loaded ({value_text(schedule)}): only {percent_text(first)} "
                "of the grant vests in the first half of the time."
            )
        case ExerciseWindow(window=window):
            rest = "or they are lost"
            if window is UNKNOWN:
                return f"Vested options must be exercised after leaving, {rest}; ask how soon."
            return (
                f"Vested options must be exercised within {value_text(window)} of leaving, {rest}."
            )
        case SaleAcceleration(trigger=trigger):
            return _ACCELERATION[trigger]
        case EarlyExercise(cost=cost, currency=currency):
            all_of = f", all of them for {amount_text(cost)} {currency}"
            all_of = "" if cost.is_unknown else all_of
            return (
                f"Options can be exercised before they vest (early exercise){all_of}. If you "
                "leave, the company may buy back those that have not vested, at the price that you "
                "paid."
            )
        case MatchVesting(period=tuple() as schedule):
            return (
                f"Of the retirement match, {value_text(schedule)} becomes yours by year: of all "
                "contributions so far, at the end of each year."
            )
        case YearlyRaise(by=by):
            return (
                f"Amounts are before tax. Base pay rises by {value_text(by)} a year from the "
                "second year on, and with it what is a share of it."
            )
        case MatchVesting(period=period):
            return (
                f"The retirement match vests after {value_text(period)}; all contributions until "
                "then are counted in that year."
            )
        case NotCounted(fact=fact, stated=stated, because=because):
            return f"{fact} ({value_text(stated)}) does not count: {because}."
        case _:
            assert_never(caveat)


def _vesting_text(vesting: GrantVesting) -> str:
    if vesting.schedule is not UNKNOWN:
        how = f"{value_text(vesting.schedule)} by year, in equal monthly parts within each year"
    elif vesting.period is not UNKNOWN:
        how = f"in equal monthly parts over {value_text(vesting.period)} (no schedule is stated)"
    else:
        how = "in equal monthly parts over an unknown period"
    if vesting.cliff is None:
        begins = ""
    elif vesting.cliff is UNKNOWN:
        begins = ", after a cliff of unknown length, if any"
    else:
        cliff = value_text(vesting.cliff)
        begins = f", after a cliff of {cliff}: everything accrued by then vests at once"
    return f"The grant vests {how}{begins}."
