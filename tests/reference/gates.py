"""What hangs on another fact; see ``facts`` for what this is. The table is that of the section."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from attrs import evolve, frozen

from offerkit.paths import FactPath, View
from offerkit.scales import Frequency, Remoteness
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    AtLeast,
    AtMost,
    Duration,
    DurationUnit,
    FactValue,
    Percent,
    Range,
    TextSet,
)
from tests.reference.facts import DETAILS, World, folded, may_not_apply, said

NONE: Final = Decimal(0)
"""“An amount of 0, in any currency and for any period”."""
NO_TIME: Final = Duration(NONE, DurationUnit.DAY)
NO_SHARE: Final = Percent(NONE)
NO_TEXTS: Final = frozenset[str]()


@frozen
class Row:
    """A row of the table for one of the facts behind the gate."""

    gate: str
    closed_at: tuple[Any, ...]
    then: FactValue = UNKNOWN
    same_as: str = ""
    """The fact that it is the same as, instead of *then*."""

    def may_hide(self, fact: FactPath) -> bool:
        """“Behind `equity.kind` and `pay.bonus_target` of the offer itself”."""
        return self.gate in {"equity.kind", "pay.bonus_target"} and fact.view is View.OFFERED


_NO_GRANT: Final = ("equity.kind", ("none",))
_NO_OPTIONS: Final = ("equity.kind", ("none", "rsu"))
_REMOTE: Final = ("remote.policy", (Remoteness.REMOTE,))
_ON_SITE: Final = ("remote.policy", (Remoteness.ONSITE,))
_NO_CLIENTS: Final = ("clients.count", (0,))
_NO_BONUS: Final = ("pay.bonus_target", (0,))
_SELF_EMPLOYED: Final = ("contract.kind", ("contractor", "freelance"))
_GRANT: Final = "preferred_price vesting cliff schedule acceleration liquid".split()
_OPTIONS: Final = "strike exercise_window early_exercise".split()

ROWS: Final[dict[str, tuple[Row, ...]]] = {
    "company.runway": (Row("company.profitable", (True,), DOES_NOT_APPLY),),
    "role.predecessor_left": (Row("role.is_new", (True,), DOES_NOT_APPLY),),
    "clients.names": (Row(*_NO_CLIENTS, DOES_NOT_APPLY),),
    "clients.industries": (Row(*_NO_CLIENTS, DOES_NOT_APPLY),),
    "clients.contact": (Row(*_NO_CLIENTS, DOES_NOT_APPLY),),
    "clients.fit": (Row(*_NO_CLIENTS, DOES_NOT_APPLY),),
    "clients.largest_share": (Row(*_NO_CLIENTS, DOES_NOT_APPLY),),
    "remote.days": (Row(*_REMOTE, Decimal(7)), Row(*_ON_SITE, NONE)),
    "remote.where": (Row(*_ON_SITE, NO_TEXTS),),
    "commute.time": (Row(*_REMOTE, Duration(NONE, DurationUnit.MINUTE)),),
    "commute.cost": (Row(*_REMOTE, NONE),),
    "travel.nights": (Row("travel.share", (0,), NONE),),
    "relocation.support": (Row("relocation.required", (False,), NONE),),
    "visa.sponsored": (Row("visa.needed", (False,), True),),
    "pay.bonus_paid": (Row(*_NO_BONUS, NO_SHARE),),
    "pay.bonus_guaranteed": (Row(*_NO_BONUS, DOES_NOT_APPLY),),
    "pay.sign_on_clawback": (Row("pay.sign_on", (0,), NO_TIME),),
    "benefits.retirement_schedule": (Row("benefits.retirement_match", (0,), DOES_NOT_APPLY),),
    "pay.sign_on_prorated": (Row("pay.sign_on", (0,), DOES_NOT_APPLY),),
    "relocation.clawback": (Row("relocation.support", (0,), NO_TIME),),
    "pay.overtime_paid": (Row("hours.overtime", (Frequency.NEVER,), True),),
    "equity.value": (Row(*_NO_GRANT, NONE),),
    "equity.shares": (Row(*_NO_GRANT, NONE),),
    "equity.percent": (Row(*_NO_GRANT, NO_SHARE),),
    "equity.refresh": (Row(*_NO_GRANT, NONE),),
    **{f"equity.{name}": (Row(*_NO_GRANT, DOES_NOT_APPLY),) for name in _GRANT},
    **{f"equity.{name}": (Row(*_NO_OPTIONS, DOES_NOT_APPLY),) for name in _OPTIONS},
    "benefits.retirement_match": (Row(*_SELF_EMPLOYED, NO_SHARE),),
    "benefits.retirement_vesting": (Row("benefits.retirement_match", (0,), NO_TIME),),
    "leave.days": (Row("leave.unlimited", (True,), same_as="leave.taken"),),
    "leave.sick_days": (Row(*_SELF_EMPLOYED, NONE),),
    "leave.parental": (Row(*_SELF_EMPLOYED, NO_TIME),),
    "hours.on_call_pay": (Row("hours.on_call", (Frequency.NEVER,), NONE),),
    "contract.duration": (Row("contract.kind", ("permanent",), DOES_NOT_APPLY),),
    "leave.public_holidays": (Row(*_SELF_EMPLOYED, NONE),),
    "contract.probation": (Row(*_SELF_EMPLOYED, NO_TIME),),
    "contract.notice_probation": (Row(*_SELF_EMPLOYED, NO_TIME),),
    "contract.probation_extension": (Row(*_SELF_EMPLOYED, NO_TIME),),
    "contract.garden_leave": (Row(*_SELF_EMPLOYED, NO_TIME),),
    "contract.noncompete_length": (Row("contract.noncompete", (False,), NO_TIME),),
}


def hangs_on(path: str) -> frozenset[str]:
    """Return a fact with all facts on which it hangs, or that it may be the same as."""
    on = set[str]()
    for row in ROWS.get(path, ()):
        on |= {row.gate, *([row.same_as] if row.same_as else [])}
        on |= {"pay.bonus_amount"} if row.gate == "pay.bonus_target" else set()
    return frozenset({path}).union(*map(hangs_on, on))


def read_as(fact: FactPath, world: World) -> FactPath:
    """Return the fact that one is the same as, or itself."""
    for row in ROWS.get(fact.path, ()):
        if row.same_as and is_closed(row, fact, world) is True:
            return read_as(FactPath(row.same_as, fact.view), world)
    return fact


def is_detail(path: str) -> bool:
    """Return whether a fact is a detail of something that there may not be."""
    return path in DETAILS or any(row.then is DOES_NOT_APPLY for row in ROWS.get(path, ()))


def value_of(fact: FactPath, world: World) -> FactValue:
    """Return the value of a fact that is not derived, as far as its gates leave it any."""
    value = said(fact, world)
    if value is DOES_NOT_APPLY:
        return value
    for row in ROWS.get(fact.path, ()):
        if is_closed(row, fact, world) is True:
            return value_of(FactPath(row.same_as, fact.view), world) if row.same_as else row.then
    for row in undecided(fact, world):
        value = _either(value, row.then)
    return value


def is_closed(row: Row, fact: FactPath, world: World) -> bool | None:
    """Return whether the gate of a fact is closed; None while that is not settled."""
    value = value_of(_gate(row, fact, world), world)
    if value is UNKNOWN:
        return None
    if value is DOES_NOT_APPLY:
        return True
    bottom, top = _ends(value)
    closing = [
        (bottom is None or bottom <= at) and (top is None or at <= top)
        for at in map(_amount, row.closed_at)
    ]
    if bottom == top:
        return any(closing)
    return None if any(closing) else False


def undecided(fact: FactPath, world: World) -> Iterator[Row]:
    """Yield the rows of a fact whose gates may be closed.

    “A fact behind it that is stated or assumed says that the gate is open”, but for two gates.
    """
    is_open = said(fact, world) is UNKNOWN
    for row in ROWS.get(fact.path, ()):
        if (row.may_hide(fact) or is_open) and is_closed(row, fact, world) is None:
            yield row


def missing_of(fact: FactPath, world: World) -> frozenset[FactPath]:
    """Return the facts that keep a fact open whose value is not a single one."""
    for row in ROWS.get(fact.path, ()):
        if is_closed(row, fact, world) is True:
            other = FactPath(row.same_as, fact.view)
            return missing_of(other, world) if row.same_as else frozenset()
    itself = frozenset[FactPath]() if is_single(said(fact, world)) else frozenset({fact})
    gates = (
        missing_of(_gate(r, fact, world), world) for r in undecided(fact, world) if r.may_hide(fact)
    )
    return itself.union(*gates)


def doubts_of(fact: FactPath, world: World) -> frozenset[FactPath]:
    """Return the facts that leave open whether a fact applies."""
    value = said(fact, world)
    if value is DOES_NOT_APPLY or any(is_closed(row, fact, world) for row in _rows(fact)):
        return frozenset()
    rows = [row for row in undecided(fact, world) if row.then is DOES_NOT_APPLY]
    itself = may_not_apply(fact, world) or any(not row.may_hide(fact) for row in rows)
    gates = (missing_of(_gate(row, fact, world), world) for row in rows if row.may_hide(fact))
    own = frozenset({fact} if itself and value is UNKNOWN else ())
    return own.union(*gates)


def _rows(fact: FactPath) -> tuple[Row, ...]:
    return ROWS.get(fact.path, ())


def _gate(row: Row, fact: FactPath, world: World) -> FactPath:
    """Return the fact of a gate; “a bonus is 0 if it is 0 in the way in which it is stated”."""
    gate, amount = FactPath(row.gate, fact.view), FactPath("pay.bonus_amount", fact.view)
    is_amount = row.gate == "pay.bonus_target" and said(gate, world) is UNKNOWN
    return amount if is_amount and said(amount, world) is not UNKNOWN else gate


def _ends(value: Any) -> tuple[Any, Any]:
    match value:
        case Range(low=low, high=high):
            return _amount(low), _amount(high)
        case AtLeast(low=low):
            return _amount(low), None
        case AtMost(high=high):
            return None, _amount(high)
        case _:
            return _amount(value), _amount(value)


def _amount(value: Any) -> Any:
    if isinstance(value, str):
        return folded(value)
    return getattr(value, "rank", getattr(value, "amount", value))


def _either(value: Any, then: FactValue) -> FactValue:
    """Return all values from one to the other; whether it applies is known apart from these."""
    if value is UNKNOWN or then in (DOES_NOT_APPLY, value):
        return value  # type: ignore[no-any-return]
    if isinstance(value, AtLeast | AtMost):
        return UNKNOWN
    low, high = (value.low, value.high) if isinstance(value, Range) else (value, value)
    if not _amount(high):
        return value  # type: ignore[no-any-return]
    # All that may hide what is stated behind them make it an amount of 0.
    return Range(NONE if isinstance(low, Decimal) else evolve(low, amount=NONE), high)


def is_single(value: FactValue) -> bool:
    """Return whether a value is known to be one."""
    if isinstance(value, Range):
        return bool(_amount(value.low) == _amount(value.high))
    return value is not UNKNOWN and not isinstance(value, TextSet | AtLeast | AtMost)
