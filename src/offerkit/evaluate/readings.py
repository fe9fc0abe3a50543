"""Readable values of derived facts, and the parts they were computed from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Final

from offerkit import core as c
from offerkit.check.constants import as_fact_value, exact_decimal, is_date
from offerkit.core import datatype_of
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentType,
)
from offerkit.evaluate.facts import HUNDREDTH, Facts, Tracing
from offerkit.evaluate.findings import Reading, SetAside
from offerkit.evaluate.semantics import QuantityInterval, grade_meeting, quantity
from offerkit.literals import EXACT, rounded
from offerkit.model.derived import DERIVED, PAID, Derived
from offerkit.paths import FactPath, View
from offerkit.scales import Level
from offerkit.values import (
    DOES_NOT_APPLY,
    PER_YEAR,
    UNKNOWN,
    AtLeast,
    AtMost,
    Duration,
    DurationFamily,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    Scalar,
    one_end,
    show,
    unit_of,
)

_PLACES: Final = 2
"""Decimals shown of a value without an exact decimal."""


class DerivedReadings:
    """The derived facts of one offer, each computed once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._found: dict[FactPath, Reading] = {}

    def of(self, fact: FactPath) -> Reading:
        """Return the value of a derived fact, with the parts that it was computed from.

        A range is rounded outwards if its ends have no exact decimal. The value is ``AtLeast`` if
        it has no upper bound, and ``UNKNOWN`` if nothing is known about it. Irrelevant parts (such
        as hours if pay is per year) are left out.
        """
        found = self._found.get(fact)
        if found is None:
            derived = DERIVED[fact.path]
            facts = Tracing(self.facts.world, self.facts.offer)
            measured = quantity(c.ref_to(fact, derived.datatype), facts)
            self.facts.assumed.update(facts.assumed)
            parts = tuple(self._parts(derived, fact.view, facts.read, measured.missing))
            found = Reading(fact, fact_value(measured), None, False, parts)
            self._found[fact] = found
        return found

    def _parts(
        self, derived: Derived, view: View, read: set[FactPath], missing: Collection[FactPath]
    ) -> Iterator[Reading]:
        for path in derived.parts:
            part = FactPath(path, view)
            if path in DERIVED:
                if part in read or path not in PAID:
                    yield self.of(part)
            elif part in read:
                yield from known_or_missing((part,), missing, self.facts)


def known_or_missing(
    read: Iterable[FactPath], missing: Collection[FactPath], facts: Facts
) -> Iterator[Reading]:
    """Yield the readings of facts, without those that nobody states and that do not matter."""
    for fact in read:
        reading = stated_reading(fact, facts)
        if reading.value is not facts.world.schema.facts[fact.path].unstated or fact in missing:
            yield reading


def stated_reading(fact: FactPath, facts: Facts) -> Reading:
    """Return a fact as stated by the offer, otherwise as assumed by the criteria.

    Behind gates that may be closed, with the facts on which it hangs.
    """
    name = str(fact)
    source, inherited = facts.offer.sources.get(name), name in facts.offer.inherited
    value = facts.stated(fact)
    assumed = value is not UNKNOWN and facts.said(fact) is UNKNOWN
    if fact.path not in facts.world.gates:
        return Reading(fact, value, source, assumed, (), inherited)
    behind = facts.behind(fact)
    closed, stated = behind.closed, behind.stated
    gates = (closed,) if closed else behind.undecided if stated is not UNKNOWN else ()
    on = [facts.fact_of(gate, fact.view) for gate in gates]
    if closed and closed.same_as:
        on.append(FactPath(closed.same_as, fact.view))
    parts = tuple(stated_reading(part, facts) for part in on)
    set_aside = None
    if gates and not inherited and stated not in (behind.value, UNKNOWN):
        because = " or ".join(gate.words(fact.view) for gate in gates)
        if closed is not None:
            because = f"{parts[0].fact} is {show(parts[0].value)}"
        set_aside = SetAside(stated, because, closed is not None)
    if closed is not None:
        return Reading(fact, behind.value, parts=parts, set_aside=set_aside)
    return Reading(fact, behind.value, source, assumed, parts, inherited, set_aside)


def fact_value(found: QuantityInterval) -> FactValue | AtLeast[Scalar]:
    """Return a quantity or level as the value of a fact; see ``DerivedReadings.of``."""
    if not found.applies:
        return DOES_NOT_APPLY
    interval = found.interval.scaled(_as_shown(found.datatype))
    low, high = interval.low, interval.high
    if isinstance(found.datatype, DateType):
        low, high = (end if end is None or is_date(int(end)) else None for end in (low, high))
    needs_currency = isinstance(found.datatype, MoneyType | PayType)
    if low is None or (needs_currency and found.currency is None):
        return UNKNOWN
    if high is None:
        return AtLeast(_scalar(_rounded(low, ROUND_FLOOR), found)) if low > 0 else UNKNOWN
    if low == high:
        return _scalar(_rounded(low, None), found)
    ends = _rounded(low, ROUND_FLOOR), _rounded(high, ROUND_CEILING)
    return Range(_scalar(ends[0], found), _scalar(ends[1], found))


def quantity_value(found: QuantityInterval) -> FactValue:
    """Return the value of an expression as shown to people.

    Like ``fact_value``, but ``AtMost`` if there is no lower bound.
    """
    high = found.interval.high
    if found.interval.low is not None or high is None or not found.applies:
        return fact_value(found)
    if isinstance(found.datatype, MoneyType | PayType) and found.currency is None:
        return UNKNOWN
    if isinstance(found.datatype, DateType) and not is_date(int(high)):
        return UNKNOWN
    end = high * _as_shown(found.datatype)
    return AtMost(_scalar(_rounded(end, ROUND_CEILING), found))


def graded_value(preference: c.CheckedPreference, facts: Facts) -> FactValue:
    """Return what a preference grades, in the unit of its ends; see ``quantity_value``."""
    subject = preference.subject
    if isinstance(subject, c.FactRef) and subject.fact.path not in DERIVED:
        value, end = facts.value(subject.fact), as_fact_value(preference.worst)
        if value is UNKNOWN or unit_of(one_end(value)) == unit_of(end):
            return value
    met, datatype = grade_meeting(preference, facts), datatype_of(preference.subject)
    if met is None:
        return quantity_value(quantity(preference.subject, facts))
    scope = met.scope
    if isinstance(datatype, DurationType):
        family = DurationFamily.MONTHS if scope.in_months else DurationFamily.DAYS
        datatype = DurationType(frozenset({family}))
    interval = met.measures[0].interval
    return quantity_value(QuantityInterval(interval, datatype, scope.currency, scope.basis))


def states_wage(reading: Reading) -> bool:
    """Return whether a fact states pay per hour or per day."""
    value = one_end(reading.value)
    return isinstance(value, Pay) and value.per not in PER_YEAR


def _as_shown(datatype: Datatype) -> Fraction:
    """Return the number of shown units in a base unit of a datatype."""
    return 1 / HUNDREDTH if isinstance(datatype, PercentType) else Fraction(1)


def _rounded(value: Fraction, direction: str | None) -> Decimal:
    """Return a number as a decimal, rounded only if it has no exact decimal."""
    exact = exact_decimal(value)
    if exact is not None:
        return exact
    if direction is None:
        return rounded(value, _PLACES)
    scaled = value * 10**_PLACES
    whole = scaled.__floor__() if direction == ROUND_FLOOR else scaled.__ceil__()
    return Decimal(f"{whole}e-{_PLACES}")


def _scalar(amount: Decimal, found: QuantityInterval) -> Scalar:
    match found.datatype:
        case MoneyType():
            return Money(amount, found.currency or "")
        case PayType():
            return Pay(amount, found.currency or "", found.per or Period.YEAR)
        case Number():
            return amount
        case PercentType():
            return Percent(amount)
        case DurationType(families=families):
            return _duration(amount, families)
        case DateType():
            return date.fromordinal(int(amount))
        case OrdinalType(scale=scale):
            return Level(scale, int(amount))
        case datatype:
            raise TypeError(f"not a quantity: {datatype}")


def _duration(amount: Decimal, families: frozenset[DurationFamily]) -> Duration:
    """Return an amount of minutes, days or months in the largest unit of which it is a whole."""
    small, large = next(units for family, units in _UNITS.items() if family in families)
    if amount and not EXACT.remainder(amount, large.factor):
        return Duration(EXACT.divide(amount, large.factor), large)
    return Duration(amount, small)


_UNITS: Final = {
    DurationFamily.CLOCK: (DurationUnit.MINUTE, DurationUnit.HOUR),
    DurationFamily.DAYS: (DurationUnit.DAY, DurationUnit.WEEK),
    DurationFamily.MONTHS: (DurationUnit.MONTH, DurationUnit.YEAR),
}
