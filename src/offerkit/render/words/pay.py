"""Words for pay: the caveats of a table as sentences."""

from __future__ import annotations

from typing import Final, assert_never

from offerkit.advise.pay.models import (
    AdvertisedPay,
    AsStated,
    AtCompanyValue,
    AtPrice,
    BackLoaded,
    Caveat,
    ExerciseWindow,
    GeneralCaveat,
    GrantVesting,
    MatchVesting,
    NotCounted,
    SaleAcceleration,
    SignOnClawback,
    UpToPreferred,
)
from offerkit.advise.pay.vesting import Clawback
from offerkit.render.words.common import percent_text
from offerkit.values import UNKNOWN, FactValue, value_text

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
    GeneralCaveat.EARLY_EXERCISE: (
        "Options can be exercised before they vest (early exercise): if you leave, the company may "
        "buy back those that have not vested, at the price that you paid."
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
