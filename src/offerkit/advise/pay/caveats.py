"""What a table of pay takes for granted, in sentences: nothing is assumed without saying so.

Source:
    docs/how-to/pay.md, "What the numbers mean".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from offerkit.advise.pay.amounts import NOTHING, Sheet
from offerkit.advise.pay.equity import (
    OPTIONS,
    AsStated,
    AtCompanyValue,
    AtPrice,
    Basis,
    UpToPreferred,
    price_text,
)
from offerkit.advise.pay.vesting import Clawback
from offerkit.values import UNKNOWN, FactValue, show


def notes_on(sheet: Sheet, basis: Basis, rule: Clawback) -> tuple[str, ...]:
    """Return what the numbers of a table rest on, in its order of parts; whole sentences."""
    return (
        "Before tax, at today's terms: no raise is counted.",
        *_base(sheet),
        *_sign_on(sheet, rule),
        *_equity(sheet, basis),
        *_match(sheet),
    )


def _known(value: FactValue) -> bool:
    return value is not UNKNOWN


def _base(sheet: Sheet) -> Iterator[str]:
    if not _known(sheet.value("pay.base")) and _known(sheet.value("pay.range")):
        yield f"What is advertised ({show(sheet.value('pay.range'))}) is not taken for base pay."
    guaranteed, paid = sheet.value("pay.bonus_guaranteed"), sheet.value("pay.bonus_paid")
    if guaranteed is not True and _known(sheet.value("pay.bonus_target")) and not _known(paid):
        yield "The bonus is anything from none to its target: nobody has said how much is paid."


def _sign_on(sheet: Sheet, rule: Clawback) -> Iterator[str]:
    amount, period = sheet.figure("pay.sign_on"), sheet.value("pay.sign_on_clawback")
    if amount.is_unknown or amount == NOTHING:
        return
    if not _known(period):
        yield "Nobody has said how long the sign-on bonus is owed back; up to all of it may be."
        return
    if sheet.measured("pay.sign_on_clawback").interval.high == 0:
        return
    yield f"The sign-on bonus is owed back on leaving within {show(period)}: {_OWED[rule]}."


_OWED: Final = {
    Clawback.FULL: "all of it until that is over",
    Clawback.PRORATED: "the share of the months not served",
    Clawback.OPEN: "from the share of the months not served up to all of it; ask which",
}


def _equity(sheet: Sheet, basis: Basis) -> Iterator[str]:
    kind = sheet.value("equity.kind")
    if kind == "none":
        if sheet.figure("equity.refresh") != NOTHING and _known(sheet.value("equity.refresh")):
            yield "equity.refresh is not counted, for equity.kind says that there is no equity."
        return
    if not any(_known(sheet.value(f"equity.{name}")) for name in _SAID):
        return
    yield from _worth(sheet, basis)
    yield from _vesting(sheet)
    yield from _refreshers(sheet)
    yield from _ends(sheet)


_SAID: Final = ("kind", "value", "shares", "percent", "refresh", "vesting", "schedule")


def _worth(sheet: Sheet, basis: Basis) -> Iterator[str]:
    match basis:
        case AsStated():
            if sheet.value("equity.liquid") is not True:
                yield (
                    "Equity is worth from nothing up to its stated value: shares that nobody "
                    "buys may come to nothing."
                )
        case AtPrice(price=price):
            yield f"Every share of the first grant is taken to be sold for {price_text(price)}."
        case AtCompanyValue(value=value):
            yield (
                f"Equity is worth at most its percentage of {price_text(value)}: new "
                "shares make each share of the company smaller, and preferred ones are paid first."
            )
        case UpToPreferred():
            yield (
                "What investors paid for preferred shares is taken as the most that a share of "
                "yours is worth; it is not what common shares are worth."
            )
    if not isinstance(basis, AsStated) and sheet.value("equity.kind") in OPTIONS:
        yield "An option is worth what the price exceeds its strike price, and never less than 0."
    if not isinstance(basis, UpToPreferred) and _known(sheet.value("equity.preferred_price")):
        yield (
            "equity.preferred_price is what investors paid for preferred shares, not what "
            "common shares are worth; nothing is counted by it."
        )


def _vesting(sheet: Sheet) -> Iterator[str]:
    schedule, cliff = sheet.value("equity.schedule"), sheet.value("equity.cliff")
    vesting = sheet.value("equity.vesting")
    if _known(schedule):
        how = f"{show(schedule)} a year, each year's share in equal parts by month"
    elif _known(vesting):
        how = f"in equal parts by month over {show(vesting)}, for no schedule is stated"
    else:
        how = "in equal parts by month, nobody has said over how long"
    begins = (
        "; where a cliff ends nobody has said"
        if not _known(cliff)
        else f"; nothing before {show(cliff)}, then at once what has accrued"
        if sheet.measured("equity.cliff").interval.high
        else ""
    )
    yield f"The grant vests {how}{begins}."
    ends, starts = sheet.measured("equity.vesting").interval, sheet.measured("equity.cliff")
    if ends.high is not None and starts.interval.low and starts.interval.low > ends.high:
        yield "The cliff is longer than the vesting, which cannot be: the vesting is taken."


def _refreshers(sheet: Sheet) -> Iterator[str]:
    if _known(sheet.value("equity.refresh")) and sheet.figure("equity.refresh") != NOTHING:
        yield (
            "A later grant is taken to be made at the end of each year, and to vest in equal "
            "parts by month over the time of the first, without a cliff, at its value on that day."
        )


def _ends(sheet: Sheet) -> Iterator[str]:
    """Yield what happens to equity when you leave or the company is sold."""
    if sheet.value("equity.kind") in OPTIONS:
        window = sheet.value("equity.exercise_window")
        within = f"within {show(window)}" if _known(window) else "in a time that nobody has said"
        yield f"Options that have vested must be bought {within} after leaving, or they are lost."
    match sheet.value("equity.acceleration"):
        case "single":
            yield "If the company is sold, all of the grant vests at once."
        case "double":
            yield "If the company is sold and you are let go, all of the grant vests at once."
        case "none":
            yield "If the company is sold, nothing vests sooner."
        case _:
            pass


def _match(sheet: Sheet) -> Iterator[str]:
    amount = sheet.figure("benefits.retirement_match")
    if amount.is_unknown or amount == NOTHING:
        return
    period = sheet.value("benefits.retirement_vesting")
    if not _known(period):
        yield (
            "The retirement match counts in the year in which it can no longer be lost; nobody "
            "has said which that is."
        )
    elif sheet.measured("benefits.retirement_vesting").interval.high:
        yield (
            f"The retirement match can be lost until {show(period)} are over; all of it so far "
            "counts in that year."
        )
