"""The words of a table of pay: its caveats as sentences."""

from __future__ import annotations

from typing import Final, assert_never

from offerkit.advise.pay.models import (
    AdvertisedPay,
    AsStated,
    AtCompanyValue,
    AtPrice,
    Caveat,
    ExerciseWindow,
    GeneralCaveat,
    GrantVesting,
    MatchVesting,
    SaleAcceleration,
    SignOnClawback,
    UpToPreferred,
)
from offerkit.advise.pay.vesting import Clawback
from offerkit.values import UNKNOWN, FactValue, show, value_text

_GENERAL: Final = {
    GeneralCaveat.BEFORE_TAX: "Before tax, at today's terms: no raise is counted.",
    GeneralCaveat.BONUS_UNKNOWN: (
        "The bonus is anything from none to its target: nobody has said how much is paid."
    ),
    GeneralCaveat.CLAWBACK_UNKNOWN: (
        "Nobody has said how long the sign-on bonus is owed back; up to all of it may be."
    ),
    GeneralCaveat.REFRESH_IGNORED: (
        "equity.refresh is not counted, for equity.kind says that there is no equity."
    ),
    GeneralCaveat.OPTION_GAIN: (
        "An option is worth what the price exceeds its strike price, and never less than 0."
    ),
    GeneralCaveat.PREFERRED_PRICE_IGNORED: (
        "equity.preferred_price is what investors paid for preferred shares, not what common "
        "shares are worth; nothing is counted by it."
    ),
    GeneralCaveat.CLIFF_TOO_LONG: (
        "The cliff is longer than the vesting, which cannot be: the vesting is taken."
    ),
    GeneralCaveat.REFRESH_GRANTS: (
        "A later grant is taken to be made at the end of each year, and to vest in equal parts by "
        "month over the time of the first, without a cliff, at its value on that day."
    ),
    GeneralCaveat.MATCH_VESTING_UNKNOWN: (
        "The retirement match counts in the year in which it can no longer be lost; nobody has "
        "said which that is."
    ),
}
_CLAWBACK: Final = {
    Clawback.FULL: "all of it until that is over",
    Clawback.PRORATED: "the share of the months not served",
    Clawback.OPEN: "from the share of the months not served up to all of it; ask which",
}
_ACCELERATION: Final[dict[FactValue, str]] = {
    "single": "If the company is sold, all of the grant vests at once.",
    "double": "If the company is sold and you are let go, all of the grant vests at once.",
    "none": "If the company is sold, nothing vests sooner.",
}


def caveat_text(caveat: Caveat) -> str:
    """Return a caveat as a sentence."""
    match caveat:
        case GeneralCaveat():
            return _GENERAL[caveat]
        case AdvertisedPay(pay=pay):
            return f"What is advertised ({show(pay)}) is not taken for base pay."
        case SignOnClawback(period=period, rule=rule):
            return (
                f"The sign-on bonus is owed back on leaving within {show(period)}: "
                f"{_CLAWBACK[rule]}."
            )
        case AsStated():
            return (
                "Equity is worth from nothing up to its stated value: shares that nobody buys may "
                "come to nothing."
            )
        case AtPrice(price=price):
            return f"Every share of the first grant is taken to be sold for {value_text(price)}."
        case AtCompanyValue(value=value):
            return (
                f"Equity is worth at most its percentage of {value_text(value)}: new shares make "
                "each share of the company smaller, and preferred ones are paid first."
            )
        case UpToPreferred():
            return (
                "What investors paid for preferred shares is taken as the most that a share of "
                "yours is worth; it is not what common shares are worth."
            )
        case GrantVesting():
            return _vesting_text(caveat)
        case ExerciseWindow(window=window):
            within = (
                f"within {show(window)}"
                if window is not UNKNOWN
                else "in a time that nobody has said"
            )
            return (
                f"Options that have vested must be bought {within} after leaving, or they are lost."
            )
        case SaleAcceleration(trigger=trigger):
            return _ACCELERATION[trigger]
        case MatchVesting(period=period):
            return (
                f"The retirement match can be lost until {show(period)} are over; all of it so "
                "far counts in that year."
            )
        case _:
            assert_never(caveat)


def _vesting_text(vesting: GrantVesting) -> str:
    if vesting.schedule is not UNKNOWN:
        how = f"{show(vesting.schedule)} a year, each year's share in equal parts by month"
    elif vesting.period is not UNKNOWN:
        how = f"in equal parts by month over {show(vesting.period)}, for no schedule is stated"
    else:
        how = "in equal parts by month, nobody has said over how long"
    if vesting.cliff is None:
        begins = ""
    elif vesting.cliff is UNKNOWN:
        begins = "; where a cliff ends nobody has said"
    else:
        begins = f"; nothing before {show(vesting.cliff)}, then at once what has accrued"
    return f"The grant vests {how}{begins}."
