"""The caveats of a table of pay: everything that it takes for granted or leaves out.

Source:
    docs/how-to/pay.md, "What the numbers mean".
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from offerkit.advise.pay.amounts import NOTHING
from offerkit.advise.pay.equity import OPTIONS, yearly_shares
from offerkit.advise.pay.models import (
    AdvertisedPay,
    AsStated,
    BackLoaded,
    Caveat,
    EarlyExercise,
    EquityBasis,
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
from offerkit.advise.pay.reader import FactReader
from offerkit.advise.pay.vesting import Clawback
from offerkit.evaluate.readings import stated_reading
from offerkit.values import DOES_NOT_APPLY, UNKNOWN


def caveats(reader: FactReader, basis: EquityBasis, rule: Clawback) -> Iterator[Caveat]:
    """Yield the caveats of a table, in the order of its parts."""
    if reader.value("pay.yearly_raise") is not DOES_NOT_APPLY and _pays(reader, "pay.yearly_raise"):
        yield YearlyRaise(reader.value("pay.yearly_raise"))
    else:
        yield GeneralCaveat.BEFORE_TAX
    if reader.knows("pay.range") and not reader.knows("pay.base"):
        yield AdvertisedPay(reader.value("pay.range"))
    is_guaranteed = reader.value("pay.bonus_guaranteed") is True
    if (
        not is_guaranteed
        and (reader.knows("pay.bonus_target") or reader.knows("pay.bonus_amount"))
        and not reader.knows("pay.bonus_paid")
    ):
        yield GeneralCaveat.BONUS_UNKNOWN
    if _pays(reader, "pay.sign_on"):
        if not reader.knows("pay.sign_on_clawback"):
            yield GeneralCaveat.CLAWBACK_UNKNOWN
        elif reader.measure("pay.sign_on_clawback").interval.high != 0:
            yield SignOnClawback(reader.value("pay.sign_on_clawback"), rule)
    if reader.value("equity.kind") != "none":
        yield from _equity(reader, basis)
    if _pays(reader, "benefits.retirement_match"):
        if yearly_shares(reader, "benefits.retirement_schedule"):
            yield MatchVesting(reader.value("benefits.retirement_schedule"))
        elif not reader.knows("benefits.retirement_vesting"):
            yield GeneralCaveat.MATCH_VESTING_UNKNOWN
        elif reader.measure("benefits.retirement_vesting").interval.high:
            yield MatchVesting(reader.value("benefits.retirement_vesting"))
    yield from _not_counted(reader)


def _not_counted(reader: FactReader) -> Iterator[Caveat]:
    """Yield the facts about money and the way to work that are stated and do not count."""
    for path in reader.facts.world.gates:
        if path.partition(".")[0] in {"pay", "equity", "commute"} or path in _OTHERS:
            aside = stated_reading(reader.path(path), reader.facts).set_aside
            if aside is not None and aside.surely:
                yield NotCounted(reader.path(path), aside.stated, aside.because)


_OTHERS: Final = ("benefits.retirement_match", "benefits.retirement_vesting", "leave.days")


def _pays(reader: FactReader, path: str) -> bool:
    """Return whether a fact is a known amount other than 0."""
    amount = reader.amount(path)
    return not amount.is_unknown and amount != NOTHING


def _is_stated(reader: FactReader, path: str) -> bool:
    """Return whether a fact is stated, and not as 0; its amount may lack an exchange rate."""
    return reader.knows(path) and reader.amount(path) != NOTHING


_EVEN: Final = Fraction(49, 100)
"""Least that vests in the first half of a schedule of equal parts, rounded to whole percents."""
_EQUITY_FACTS = ("kind", "value", "shares", "percent", "refresh", "vesting", "schedule")


def _equity(reader: FactReader, basis: EquityBasis) -> Iterator[Caveat]:
    values = (reader.value(f"equity.{name}") for name in _EQUITY_FACTS)
    if all(value is UNKNOWN or value is DOES_NOT_APPLY for value in values):
        return
    is_option = reader.value("equity.kind") in OPTIONS
    if not isinstance(basis, AsStated):
        yield basis
        if is_option:
            yield GeneralCaveat.OPTION_GAIN
    elif reader.value("equity.liquid") is not True:
        yield basis
    if not isinstance(basis, UpToPreferred) and reader.knows("equity.preferred_price"):
        yield GeneralCaveat.PREFERRED_PRICE_IGNORED
    period, cliff = (reader.measure(f"equity.{name}").interval for name in ("vesting", "cliff"))
    yield GrantVesting(
        schedule=reader.value("equity.schedule"),
        period=reader.value("equity.vesting"),
        cliff=None if cliff.high == 0 else reader.value("equity.cliff"),
    )
    shares = yearly_shares(reader, "equity.schedule")
    first = sum(shares[: len(shares) // 2]) + sum(shares[len(shares) // 2 :][: len(shares) % 2]) / 2
    if shares and first < _EVEN:
        yield BackLoaded(reader.value("equity.schedule"), Fraction(first))
    if period.high is not None and cliff.low is not None and cliff.low > period.high:
        yield GeneralCaveat.CLIFF_TOO_LONG
    if _is_stated(reader, "equity.refresh"):
        yield GeneralCaveat.REFRESH_GRANTS
    if is_option:
        yield ExerciseWindow(reader.value("equity.exercise_window"))
        if reader.value("equity.early_exercise") is True:
            cost = reader.amount("equity.shares").times(reader.amount("equity.strike"))
            yield EarlyExercise(cost, reader.currency)
    trigger = reader.value("equity.acceleration")
    if trigger is not UNKNOWN and trigger is not DOES_NOT_APPLY:
        yield SaleAcceleration(trigger)
