"""Evaluation of quantities and levels to intervals in base units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, assert_never

from attrs import evolve, field, frozen

from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.datatypes import DurationType, MoneyType, OrdinalType, PayType, Quantity
from offerkit.evaluate.facts import (
    BASIS,
    DAYS_A_MONTH,
    HUNDREDTH,
    PLAIN,
    Facts,
    Measure,
    RatePair,
    Scope,
    StatedAmount,
    missing_of,
    rates_of,
)
from offerkit.evaluate.sets import text_bounds
from offerkit.intervals import ANY, POSITIVE, ZERO, Interval, greatest, least, total
from offerkit.model.derived import DERIVED, HOURS, WEEKS
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.values import (
    PER_YEAR,
    UNKNOWN,
    Duration,
    DurationFamily,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    Scalar,
    TextSet,
    Unknown,
)

ConstantValue: TypeAlias = Scalar | frozenset[str] | Fraction
"""What a constant holds."""


def measure(core: c.Core, facts: Facts, scope: Scope = PLAIN) -> Measure:
    """Return the possible values of a quantity or level, in base units and the unit of the scope.

    Base units are shares of 1 for percentages, minutes, days, days since year 1 for dates, and
    ranks for levels.

    Raises:
        TypeError: *core* is neither; this does not happen for checked operands.

    Source:
        grammar/README.md, "Quantities and ranges".
    """
    match core:
        case c.Constant(value=value):
            return _convert(Interval.exact(base_of(value)), value, scope.view, facts, scope)
        case c.FactRef(fact=fact):
            return measure_fact(fact, facts, scope)
        case c.LetRef(index=index):
            return _measure_let(index, facts, scope)
        case c.Sum(terms=terms):
            return _combine(total, terms, facts, scope)
        case c.Scaled(operand=operand, factor=factor):
            parts = (measure(operand, facts, scope),)
            return settle(parts[0].interval.scaled(factor), parts)
        case c.Share(scalar=scalar, quantity=quantity):
            pair = (measure(scalar, facts, scope), measure(quantity, facts, scope))
            return settle(pair[0].interval * pair[1].interval, pair)
        case c.Minimum(operands=operands):
            return _combine(least, operands, facts, scope)
        case c.Maximum(operands=operands):
            return _combine(greatest, operands, facts, scope)
        case c.SizeOf(operand=operand):
            texts = text_bounds(operand, facts)
            most = None if texts.may is None else len(texts.may)
            return Measure(Interval.of(len(texts.must), most), texts.missing)
        case c.Or() | c.And() | c.Not() | c.Less() | c.LessEqual() | c.Equal():
            raise TypeError(f"not a quantity: {core}")
        case c.Member() | c.Overlaps() | c.Within():
            raise TypeError(f"not a quantity: {core}")
        case _:
            assert_never(core)


def _measure_let(index: int, facts: Facts, scope: Scope) -> Measure:
    # In order, so that a long chain of names is not a deep recursion.
    for at, value in enumerate(facts.world.bindings[: index + 1]):
        is_line = isinstance(datatype_of(value), Quantity | OrdinalType)
        if is_line and (at, scope) not in facts.measures:
            facts.measures[at, scope] = measure(value, facts, scope)
    return facts.measures[index, scope]


def settle(interval: Interval, parts: Iterable[Measure]) -> Measure:
    """Return an interval that came out of *parts*; a single value misses nothing."""
    if interval.is_exact:
        return Measure(interval)
    parts = tuple(parts)
    return Measure(interval, missing_of(parts), rates_of(parts))


def _combine(
    operation: Callable[[Iterable[Interval]], Interval],
    operands: tuple[c.Core, ...],
    facts: Facts,
    scope: Scope,
) -> Measure:
    parts = [measure(operand, facts, scope) for operand in operands]
    return settle(operation(part.interval for part in parts), parts)


def base_of(value: ConstantValue) -> Fraction:
    """Return a quantity or level in its base unit, apart from currency and period of pay.

    Raises:
        TypeError: the value is neither a quantity nor a level.
    """
    match value:
        case Ordinal() | Level():
            return Fraction(value.rank)
        case Decimal() | Fraction():
            return Fraction(value)
        case Percent(amount=amount):
            return Fraction(amount) * HUNDREDTH
        case Money(amount=amount) | Pay(amount=amount):
            return Fraction(amount)
        case Duration(unit=unit):
            months = unit.family is DurationFamily.MONTHS
            return Fraction(value.base) * (DAYS_A_MONTH if months else 1)
        case date():
            return Fraction(value.toordinal())
        case bool() | str() | frozenset():
            raise TypeError(f"not a quantity: {value}")
        case _:
            assert_never(value)


def _convert(
    interval: Interval, value: ConstantValue, view: View, facts: Facts, scope: Scope
) -> Measure:
    """Return amounts of the unit of *value* in the unit of the scope.

    Without a rate only their sign is known.

    Source:
        grammar/README.md, "Pay and periods" and "Currencies".
    """
    missing: tuple[FactPath, ...] = ()
    if isinstance(value, Pay):
        if value.per in PER_YEAR:
            interval = interval.scaled(Fraction(PER_YEAR[value.per]))
        elif value.per is not scope.basis:
            factor, missing = a_year(value.per, view, facts)
            interval = interval * factor
    rates: tuple[RatePair, ...] = ()
    if isinstance(value, Money | Pay) and scope.currency not in {None, value.currency}:
        pair = (value.currency, scope.currency or "")
        rate = facts.world.rates.get(pair)
        if rate is None:
            interval, rates = interval * POSITIVE, (pair,)
        else:
            interval = interval.scaled(rate)
    return Measure(interval) if interval.is_exact else Measure(interval, missing, rates)


def a_year(per: Period, view: View, facts: Facts) -> tuple[Interval, tuple[FactPath, ...]]:
    """Return the number of paid hours or days in a year.

    Source:
        grammar/README.md, "Pay and periods".
    """
    measured = measure_fact(FactPath(HOURS[per], view), facts, PLAIN)
    return measured.interval.scaled(Fraction(WEEKS)), measured.missing


def measure_fact(fact: FactPath, facts: Facts, scope: Scope) -> Measure:
    """Return the possible values of a stated or derived fact, in the unit of the scope."""
    if facts.world.schema.facts[fact.path].derived:
        return _measure_derived(fact, facts, scope)
    supposed = facts.stretch(fact)
    if supposed is not None:
        return _measure_between(supposed.interval, supposed.unit, fact, facts, scope)
    match facts.value(fact):
        case Unknown():
            return Measure(facts.bounds(fact), (fact,))
        case Range(low=low, high=high):
            ends = Interval.of(base_of(low), base_of(high))
            return _measure_between(ends, low, fact, facts, scope)
        case frozenset() | TextSet() | tuple():
            raise TypeError(f"not a quantity: {fact}")
        case value:
            return _convert(Interval.exact(base_of(value)), value, fact.view, facts, scope)


def _measure_between(
    ends: Interval, unit: Scalar, fact: FactPath, facts: Facts, scope: Scope
) -> Measure:
    """Return a fact that lies between two ends, which are in the unit of *unit*."""
    found = _convert(ends, unit, fact.view, facts, scope)
    if ends.is_exact or found.interval.is_exact:
        return found
    return evolve(found, missing=tuple(dict.fromkeys((fact, *found.missing))))


@frozen
class _Parts:
    """The facts of one view, as read by derived facts, and what left them open."""

    view: View
    facts: Facts
    scope: Scope
    """Unit of the formulas, per year."""
    measured: list[Measure] = field(factory=list)

    def amount(self, path: str) -> Interval:
        fact = FactPath(path, self.view)
        measured = measure_fact(fact, self.facts, self.scope)
        self.measured.append(measured)
        datatype = self.facts.world.schema.facts[path].datatype
        if isinstance(datatype, DurationType) and DurationFamily.MONTHS in datatype.families:
            return measured.interval.scaled(1 / DAYS_A_MONTH)
        return measured.interval

    def value(self, path: str) -> FactValue:
        value = self.peek(path)
        if value is UNKNOWN:
            self.measured.append(Measure(ANY, (FactPath(path, self.view),)))
        return value

    def peek(self, path: str) -> FactValue:
        return self.facts.value(FactPath(path, self.view))


def _measure_derived(fact: FactPath, facts: Facts, scope: Scope) -> Measure:
    """Return the possible values of a derived fact; the facts it misses are its parts.

    Source:
        grammar/README.md, "Derived facts".
    """
    derived = DERIVED[fact.path]
    parts = _Parts(fact.view, facts, evolve(scope, basis=Period.YEAR))
    found = settle(derived.compute(parts), parts.measured)
    if derived.per is Period.YEAR or scope.basis is derived.per or found.interval == ZERO:
        return found
    factor, missing = a_year(derived.per, fact.view, facts)
    return settle(found.interval * factor, (found, Measure(factor, missing)))


# --- the unit of a comparison --------------------------------------------------------------------


def stated_amounts(amount: StatedAmount, facts: Facts) -> Iterator[Scalar]:
    """Yield the stated values of an amount: none for an unknown fact."""
    match amount:
        case c.Constant(value=value):
            if isinstance(value, Money | Pay):
                yield value
        case FactPath(path=path, view=view) if path in DERIVED:
            for part in DERIVED[path].parts:
                if isinstance(facts.world.schema.facts[part].datatype, MoneyType | PayType):
                    yield from stated_amounts(FactPath(part, view), facts)
        case FactPath():
            stated = facts.value(amount)
            stated = stated.low if isinstance(stated, Range) else stated
            if isinstance(stated, Money | Pay):
                yield stated
        case _:
            assert_never(amount)


def currencies(found: tuple[StatedAmount, ...], facts: Facts) -> tuple[str | None, ...]:
    """Return the currencies of amounts, those of constants first.

    A comparison is evaluated in each of them and settled if one of them settles it: depending on
    the stated rates, amounts may be comparable in one currency and not in another.
    """
    written_first = sorted(found, key=lambda amount: isinstance(amount, FactPath))
    names = (
        stated.currency
        for amount in written_first
        for stated in stated_amounts(amount, facts)
        if isinstance(stated, Money | Pay)
    )
    return tuple(dict.fromkeys(names)) or (None,)


def bases(found: tuple[StatedAmount, ...], facts: Facts) -> tuple[Period, ...]:
    """Return the pay periods in which amounts may have to be compared.

    There are two if a fact is unknown and all others are stated per hour (or per day): if it is per
    hour too, hours are compared, otherwise years. The comparison is then settled only if it is
    settled in both.

    Source:
        grammar/README.md, "Pay and periods".
    """
    known: set[Period] = set()
    open_ = False
    for amount in found:
        if isinstance(amount, FactPath) and amount.path in DERIVED:
            known.add(DERIVED[amount.path].per)
            continue
        stated = [value for value in stated_amounts(amount, facts) if isinstance(value, Pay)]
        known.update(BASIS[value.per] for value in stated)
        open_ |= not stated
    if len(known) != 1:
        return (Period.YEAR,)
    (basis,) = known
    return (basis, Period.YEAR) if open_ and basis is not Period.YEAR else (basis,)
