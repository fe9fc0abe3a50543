"""Derived facts of which every part is exactly known: the formulas, with numbers in them.

The semantics, which keep track of what is open, of where it comes from and of how it is converted,
are asked for all others.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final, NoReturn

from attrs import define, field

from offerkit import core as c
from offerkit.check.constants import amount_of, widest
from offerkit.evaluate.facts import BASIS, HUNDREDTH, Facts
from offerkit.forms import Exact, Form
from offerkit.model.derived import DERIVED
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View, fact_at
from offerkit.values import (
    DOES_NOT_APPLY,
    PER_YEAR,
    Duration,
    DurationFamily,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    one_end,
)

_FAMILIES: Final = frozenset({DurationFamily.CLOCK, DurationFamily.MONTHS})
"""Those in which formulas calculate; days and months are converted by the semantics."""


class _NotExactError(Exception):
    """A part is open, or in another unit."""


@define(eq=False)
class Known:
    """The derived facts of one offer, as far as all of their parts are exactly known."""

    facts: Facts
    _parts: dict[tuple[View, str | None], _ExactParts] = field(factory=dict, init=False)
    _found: dict[tuple[FactPath, str | None], Fraction | None] = field(factory=dict, init=False)

    def of(self, fact: FactPath, currency: str | None) -> Fraction | None:
        """Return a derived fact, pay in a currency and per what it is per; None if it is open."""
        key = fact, currency
        if key not in self._found:
            self._found[key] = self._work_out(*key)
        return self._found[key]

    def _work_out(self, fact: FactPath, currency: str | None) -> Fraction | None:
        view, offer = fact.view, self.facts.offer
        if view is not View.OFFERED and not isinstance(getattr(offer, view.value), Offer):
            return None
        parts = self._parts.get((view, currency))
        if parts is None:
            parts = self._parts[view, currency] = _ExactParts(self.facts, view, currency)
        try:
            found = parts.whole(fact.path)
        except (_NotExactError, ZeroDivisionError):
            return None
        return found.value if isinstance(found, Exact) else None


@define(eq=False)
class _ExactParts:
    """The facts of one view, as the formulas read them, while all are exactly known."""

    facts: Facts
    view: View
    currency: str | None
    _read: dict[str, Form] = field(factory=dict, init=False)
    _values: dict[str, FactValue] = field(factory=dict, init=False)

    def amount(self, path: str, *others: str, asked: str = "") -> Form:
        found = self._read.get(path)
        if found is None:
            found = self._read[path] = Exact(self._number(path))
        return found

    glance = amount

    def whole(self, path: str) -> Form:
        found = self._read.get(path)
        if found is None:
            found = self._read[path] = DERIVED[path].compute(self)
        return found

    def value(self, path: str) -> FactValue:
        found = self._values.get(path)
        if found is None:
            found = self._values[path] = self.facts.value(fact_at(path, self.view))
        return found

    def period(self, path: str) -> Period | None:
        value = one_end(self.value(path))
        return value.per if isinstance(value, Pay) else None

    def share(self, path: str, *, is_choice: bool = False) -> NoReturn:
        raise _NotExactError(path)

    def _number(self, path: str) -> Fraction:
        value = self.value(path)
        match value:
            case Decimal():
                return Fraction(value)
            case Percent(amount=amount):
                return Fraction(amount) * HUNDREDTH
            case Money(amount=amount, currency=currency) if currency == self.currency:
                return Fraction(amount)
            case Pay(amount=amount, currency=currency, per=per) if (
                currency == self.currency and per in PER_YEAR
            ):
                return Fraction(amount) if per is Period.YEAR else Fraction(amount) * PER_YEAR[per]
            case Duration() if value.unit.family in _FAMILIES:
                return Fraction(value.base)
            case _ if value is DOES_NOT_APPLY and self.facts.world.may_be_nothing(path):
                return Fraction(0)
        raise _NotExactError(path)


def beside(ref: c.FactRef, constant: c.Core) -> tuple[str | None, Fraction] | None:
    """Return the unit in which a derived fact is compared with a constant, and the constant in it.

    The unit is a currency, or None for a number. None if they stand in no such unit: pay per hour
    and pay per year do not.
    """
    amount = amount_of(constant)
    if amount is None:
        return None
    whole = widest(amount)
    if not isinstance(whole.unit, Pay):
        # A derived fact that is no pay is a number, and is compared with one.
        return None, whole.value
    alike = BASIS[whole.unit.per] is DERIVED[ref.fact.path].per
    return (whole.unit.currency, whole.value) if alike else None
