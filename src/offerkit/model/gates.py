"""Gates: facts at some values of which there is nothing to others, which hang on them.

Source:
    grammar/README.md, "What hangs on another fact".
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, Final

from attrs import evolve, frozen

from offerkit.datatypes import Datatype, DurationType, PercentType
from offerkit.kleene import Kleene
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.scales import Level, Ordinal, Remoteness
from offerkit.text import fold
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
    Unknown,
    amount_of,
    ends_of,
    show,
)


@frozen
class Gate(Record):
    """A fact on which another one hangs: at some of its values, there is nothing behind it.

    Source:
        grammar/README.md, "What hangs on another fact".
    """

    fact: str
    """Path of the fact, without a view; it is read in the view of the one behind it."""
    closed_by: tuple[str | bool | Decimal | Ordinal, ...]
    """The values of that fact at which the gate is closed; 0 for an amount of 0 in any unit."""
    gives: Any = 0
    """The value behind a closed gate; 0 for an amount of 0 in the unit of the fact behind it."""
    same_as: str = ""
    """Path of the fact whose value it is instead; empty if it is ``gives``."""
    instead: str = ""
    """Path of a fact that says the same in another way; it is read if the gate's is unknown."""
    may_hide: bool = False
    """Whether what an offer states behind it leaves open whether it is closed; see ``hides``."""

    first: bool = False
    """Whether the question for what is behind it takes for granted that it is open.

    Then its own question is asked first: whether there is a clause, and then how long it binds.
    """

    @property
    def effect(self) -> str:
        """What is behind it if it is closed, as a phrase: ``0 min if remote.policy is remote``."""
        return f"{self.same_as or show(self.gives)} if {self.words(View.OFFERED)}"

    def hides(self, view: View) -> bool:
        """Return whether it may be closed, while its own fact is unknown, by what is behind it.

        Otherwise something stated behind it says that it is open: nobody travels to a job that is
        done from elsewhere, and of what was promised or is at present you know what it is.
        """
        return self.may_hide and view is View.OFFERED

    def words(self, view: View) -> str:
        """Return what closes it, as a phrase: ``current.equity.kind is none``."""
        values = " or ".join(dict.fromkeys(show(value) for value in self.closed_by))
        return f"{FactPath(self.fact, view)} is {values}"

    def closed(self, value: FactValue) -> Kleene:
        """Return whether a value of the gate's fact closes it."""
        if value is UNKNOWN:
            return Kleene.UNKNOWN
        if value is DOES_NOT_APPLY:
            return Kleene.TRUE
        closing = _places_of(self.closed_by)
        if not isinstance(value, Range | AtLeast | AtMost):
            return Kleene.of(_place(value) in closing)
        low, high = (None if end is None else _place(end) for end in ends_of(value))
        if low == high:
            return Kleene.of(low in closing)
        between = any(
            (low is None or low <= place) and (high is None or place <= high) for place in closing
        )
        return Kleene.UNKNOWN if between else Kleene.FALSE


@cache
def _places_of(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(map(_place, values))


def _place(value: Any) -> Any:
    """Return a value in a form in which it can be compared with others of its fact."""
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, Ordinal | Level):
        return value.rank
    amount = amount_of(value)
    return value if amount is None else amount


def nothing(datatype: Datatype, gives: FactValue | int) -> FactValue:
    """Return a value behind a closed gate; an amount of 0 money is a number, in any currency."""
    if not isinstance(gives, int) or isinstance(gives, bool):
        return gives
    match datatype:
        case PercentType():
            return Percent(Decimal(gives))
        case DurationType(families=families):
            return Duration(Decimal(gives), next(u for u in DurationUnit if u.family in families))
        case _:
            return Decimal(gives)


def either(value: FactValue, nothing: FactValue) -> FactValue:
    """Return the least that is known of a fact that is *value* or, behind a closed gate, *nothing*.

    One that may not apply is *value*: whether it applies is known apart from what it is then.
    """
    if value in (UNKNOWN, nothing) or nothing is DOES_NOT_APPLY:
        return value
    low, high = ends_of(value)
    amounts = amount_of(low), amount_of(high), amount_of(nothing)
    if None in amounts:
        return UNKNOWN
    least, most, amount = (amount or Decimal(0) for amount in amounts)
    if least == most == amount:
        return value
    bottom = low if least <= amount else _with_amount(low, amount)
    return Range(bottom, high if amount <= most else _with_amount(high, amount))


def _with_amount(value: Any, base: Decimal) -> Any:
    """Return another amount, in base units, in the unit of a value."""
    if isinstance(value, Decimal):
        return base
    return evolve(value, amount=base / value.unit.factor if isinstance(value, Duration) else base)


def is_exact(value: FactValue) -> bool:
    """Return whether a fact is known to have one value."""
    match value:
        case Range(low=low, high=high):
            return low == high
        case TextSet(at_least=at_least, at_most=at_most):
            return at_most is not None and set(map(fold, at_least)) == set(map(fold, at_most))
        case _:
            return not isinstance(value, Unknown | AtLeast | AtMost)


# --- gates before several facts ----------------------------------------------------------------

ZERO: Final = Decimal(0)
REMOTE: Final = (Gate("remote.policy", (Remoteness.REMOTE,)),)
NO_GRANT: Final = (Gate("equity.kind", ("none",), may_hide=True, first=True),)
OF_A_GRANT: Final = (Gate("equity.kind", ("none",), DOES_NOT_APPLY, may_hide=True, first=True),)
OF_OPTIONS: Final = (
    Gate("equity.kind", ("none", "rsu"), DOES_NOT_APPLY, may_hide=True, first=True),
)
_BONUS: Final = Gate(
    "pay.bonus_target", (ZERO,), instead="pay.bonus_amount", may_hide=True, first=True
)
NO_BONUS: Final = (_BONUS,)
OF_A_BONUS: Final = (evolve(_BONUS, gives=DOES_NOT_APPLY),)
NO_CLIENTS: Final = Gate("clients.count", (ZERO,), DOES_NOT_APPLY)
SELF_EMPLOYED: Final = (Gate("contract.kind", ("contractor", "freelance")),)
