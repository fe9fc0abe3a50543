"""Evaluation of quantities and levels to intervals in base units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from attrs import evolve, field, frozen

from offerkit import calendar
from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.datatypes import DurationType, MoneyType, OrdinalType, PayType, Quantity
from offerkit.evaluate.facts import (
    BASIS,
    HUNDREDTH,
    PLAIN,
    Facts,
    Measure,
    RatePair,
    Scope,
    StatedAmount,
    missing_of,
    months_of,
    rates_of,
)
from offerkit.evaluate.sets import text_bounds
from offerkit.intervals import ANY, POSITIVE, Interval, greatest, least, total
from offerkit.model.derived import DERIVED, HOURS, WEEKS
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.values import (
    PER_YEAR,
    UNKNOWN,
    AtLeast,
    AtMost,
    DoesNotApply,
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
    ends_of,
    one_end,
)

ConstantValue: TypeAlias = Scalar | frozenset[str] | Fraction
"""What a constant holds."""


def measure(core: c.Core, facts: Facts, scope: Scope = PLAIN) -> Measure:
    """Return the possible values of a quantity or level, in base units and the unit of the scope.

    Base units are shares of 1 for percentages, minutes, days or months by the scope, days since
    year 1 for dates, and ranks for levels.

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
        case c.Moved():
            return _moved(core, facts, scope)
        case c.Scaled(operand=c.Constant(value=Duration() as value), factor=factor):
            whole = Interval.exact(base_of(value) * factor)
            return _convert(whole, value, scope.view, facts, scope)
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
    return Measure(interval, missing_of(parts), rates_of(parts), months_of(parts))


def _combine(
    operation: Callable[[Iterable[Interval]], Interval],
    operands: tuple[c.Core, ...],
    facts: Facts,
    scope: Scope,
) -> Measure:
    parts = [measure(operand, facts, scope) for operand in operands]
    return settle(operation(part.interval for part in parts), parts)


def _moved(core: c.Moved, facts: Facts, scope: Scope) -> Measure:
    """Return the dates that are a duration after others.

    Source:
        grammar/README.md, "Months and days".
    """
    start = measure(core.date, facts, scope)
    months = in_months(facts.world.amounts(core.by), facts)
    by = measure(core.by, facts, evolve(PLAIN, in_months=months))
    dates = calendar.moved(start.interval, by.interval, in_months=months)
    return settle(dates, (start, by))


def base_of(value: ConstantValue) -> Fraction:
    """Return a quantity or level in its base unit, apart from currency and period of pay.

    Durations are in minutes, days or months.

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
        case Duration():
            return Fraction(value.base)
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
        grammar/README.md, "Pay and periods", "Currencies" and "Months and days".
    """
    if calendar.is_in_months(value) and not scope.in_months:
        found = Measure(calendar.in_days(interval))
        return found if found.interval.is_exact else evolve(found, months=(value,))
    if isinstance(value, Duration) and value.unit.family is DurationFamily.DAYS and scope.in_months:
        return Measure(calendar.in_months(interval))
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
        case Unknown() | DoesNotApply():
            bounds = facts.bounds(fact)
            if facts.world.schema.facts[fact.path].datatype == _IN_MONTHS and not scope.in_months:
                bounds = calendar.in_days(bounds)
            return Measure(bounds, (fact,))
        case Range() | AtLeast() | AtMost() as stated:
            low, high = (None if end is None else base_of(end) for end in ends_of(stated))
            found = _measure_between(Interval.of(low, high), one_end(stated), fact, facts, scope)
            return evolve(found, months=(stated,)) if found.months else found
        case frozenset() | TextSet() | tuple():
            raise TypeError(f"not a quantity: {fact}")
        case value:
            return _convert(Interval.exact(base_of(value)), value, fact.view, facts, scope)


_IN_MONTHS: Final = DurationType(frozenset({DurationFamily.MONTHS}))


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
        measured = measure_fact(FactPath(path, self.view), self.facts, self.scope)
        self.measured.append(measured)
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
    parts = _Parts(fact.view, facts, evolve(scope, basis=Period.YEAR, in_months=True))
    found = settle(derived.compute(parts), parts.measured)
    if derived.per is not Period.YEAR and scope.basis is not derived.per:
        factor, missing = a_year(derived.per, fact.view, facts)
        found = settle(found.interval * factor, (found, Measure(factor, missing)))
    if len(found.missing) < 2:
        return found
    order = facts.world.order
    return evolve(found, missing=tuple(sorted(found.missing, key=lambda one: order[one.path])))


# --- the unit of a comparison --------------------------------------------------------------------


def stated_amounts(amount: StatedAmount, facts: Facts) -> Iterator[Scalar]:
    """Yield the stated values of an amount: none for an unknown fact."""
    match amount:
        case c.Constant(value=value):
            if isinstance(value, Money | Pay | Duration):
                yield value
        case FactPath(path=path, view=view) if path in DERIVED:
            for part in DERIVED[path].parts:
                if isinstance(facts.world.schema.facts[part].datatype, MoneyType | PayType):
                    yield from stated_amounts(FactPath(part, view), facts)
        case FactPath():
            stated = one_end(facts.value(amount))
            if isinstance(stated, Money | Pay | Duration):
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


def in_months(found: Iterable[StatedAmount], facts: Facts) -> bool:
    """Return whether the durations of a comparison are compared in months, otherwise in days.

    They are if all are in months; zero is in both families.

    Source:
        grammar/README.md, "Months and days".
    """
    any_months = False
    for amount in found:
        supposed = facts.stretch(amount) if isinstance(amount, FactPath) else None
        stated = list(stated_amounts(amount, facts)) if supposed is None else [supposed.unit]
        if any(calendar.is_in_months(value) for value in stated):
            any_months = True
        elif isinstance(amount, FactPath) and not stated:
            if facts.world.schema.facts[amount.path].datatype != _IN_MONTHS:
                return False
            any_months = True
        elif supposed is not None or any(not _is_zero(value) for value in stated):
            return False
    return any_months


def _is_zero(value: Scalar) -> bool:
    return isinstance(value, Duration) and value.amount == 0
