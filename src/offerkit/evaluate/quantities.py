"""Evaluation of quantities and levels to intervals in base units."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial, reduce
from operator import add
from typing import Final, TypeAlias, assert_never

from attrs import evolve, field, frozen

from offerkit import calendar
from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.data import with_room
from offerkit.datatypes import DurationType, MoneyType, OrdinalType, PayType, Quantity
from offerkit.evaluate.facts import (
    BASIS,
    HUNDREDTH,
    PLAIN,
    Facts,
    Measure,
    Scope,
    ScopePair,
    Sides,
    StatedAmount,
    World,
    needs_unit,
)
from offerkit.evaluate.sets import folding, text_bounds
from offerkit.forms import Form, Symbol, opaque
from offerkit.intervals import POSITIVE, UNIT, Interval, greatest, least, less_equal
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED, FARES, HOURS, ZERO, base_parts
from offerkit.paths import FactPath, View, fact_at
from offerkit.records import Record
from offerkit.scales import Level, Ordinal
from offerkit.values import (
    DOES_NOT_APPLY,
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

_ONCE: Final = Fraction(1)
ConstantValue: TypeAlias = Scalar | frozenset[str] | Fraction
"""What a constant holds."""


def measure(core: c.Core, facts: Facts, scope: Scope) -> Measure:
    """Return a quantity or level, in base units and the unit of the scope.

    Base units are shares of 1 for percentages, minutes, days or months by the scope, days since
    year 1 for dates, and ranks for levels.

    Raises:
        TypeError: *core* is neither; this does not happen for checked operands.

    Source:
        grammar/README.md, "Quantities and ranges".
    """
    match core:
        case c.Constant(value=value):
            return _literal(value, _ONCE, core, facts, scope)
        case c.FactRef(fact=fact):
            return measured(fact, facts, scope)
        case c.LetRef(index=index):
            return _measure_let(index, facts, scope)
        case c.Sum(terms=terms):
            return _total([measure(term, facts, scope) for term in terms])
        case c.Moved():
            return _moved(core, facts, scope)
        case c.Scaled(operand=c.Constant(value=Duration() as value), factor=factor):
            return _literal(value, factor, core, facts, scope)
        case c.Scaled(operand=operand, factor=factor):
            part = measure(operand, facts, scope)
            return Measure(part.form.scaled(factor), part.mentions)
        case c.Product(written_out=written_out):
            one, other = (measure(factor, facts, scope) for factor in c.children(core))
            form = one.form * other.form if written_out else one.form.times(other.form)
            return Measure(form, one.mentions + other.mentions)
        case c.Quotient(dividend=dividend, divisor=divisor) if needs_unit(datatype_of(divisor)):
            return _ratio(dividend, divisor, facts)
        case c.Quotient(dividend=dividend, divisor=divisor, written_out=written_out):
            one, other = (measure(part, facts, scope) for part in (dividend, divisor))
            form = one.form / other.form if written_out else one.form.per(other.form)
            return Measure(form, one.mentions + other.mentions)
        case c.Minimum() | c.Maximum():
            return _least(core, facts, scope)
        case c.SizeOf(operand=operand):
            texts = text_bounds(operand, facts, folding(operand))
            most = None if texts.may is None else len(texts.may)
            return _symbol(core, Interval.of(len(texts.must), most), texts.missing)
        case c.Or() | c.And() | c.Count() | c.Not() | c.Less() | c.LessEqual() | c.Equal():
            raise TypeError(f"not a quantity: {core}")
        case c.Member() | c.Overlaps() | c.Within():
            raise TypeError(f"not a quantity: {core}")
        case _:
            assert_never(core)


def _measure_let(index: int, facts: Facts, scope: Scope) -> Measure:
    bindings, measures = facts.world.bindings, facts.measures

    def is_done(at: int) -> bool:
        is_line = isinstance(datatype_of(bindings[at]), Quantity | OrdinalType)
        return (at, scope) in measures or not is_line

    for at in facts.world.lets_in_turn(index, is_done):
        measures[at, scope] = measure(bindings[at], facts, scope)
    return measures[index, scope]


def _total(parts: Sequence[Measure]) -> Measure:
    form, mentions = reduce(add, [part.form for part in parts]), _mentions(parts)
    for part in parts:
        # With a number added, the same is open.
        if part.form.symbols is form.symbols and len(part.mentions) == len(mentions):
            return Measure(form, mentions, part.like or part)
    return Measure(form, mentions)


def _mentions(parts: Iterable[Measure]) -> tuple[Symbol, ...]:
    return tuple(symbol for part in parts for symbol in part.mentions)


def _symbol(key: Hashable, interval: Interval, missing: tuple[FactPath, ...] = ()) -> Measure:
    """Return something of which only an interval is known; an exact one is a number."""
    if interval.is_exact:
        return Measure(Form.of(interval.low or 0), ())
    symbol = Symbol(key, interval, missing)
    return Measure(Form.within(symbol), (symbol,))


def _least(core: c.Minimum | c.Maximum, facts: Facts, scope: Scope) -> Measure:
    """Return the least or the greatest of some quantities.

    One that is certainly the least is the result, so that it is still the fact that it is.
    """
    parts = [measure(operand, facts, scope) for operand in core.operands]
    intervals = [part.interval for part in parts]
    is_least = isinstance(core, c.Minimum)
    found = (least if is_least else greatest)(intervals)
    for at, part in enumerate(parts):
        others = parts[:at] + parts[at + 1 :]
        if all(_is_least(*((part, other) if is_least else (other, part))) for other in others):
            return part
    return Measure(opaque((core, scope), found, [part.form for part in parts]), _mentions(parts))


def _is_least(one: Measure, other: Measure) -> bool:
    """Return whether the one is certainly at most the other, as a comparison of them finds."""
    if less_equal(one.interval, other.interval) is Kleene.TRUE:
        return True
    if one.form.symbols.isdisjoint(other.form.symbols):
        return False
    return less_equal((one.form - other.form).sign, Interval.exact(0)) is Kleene.TRUE


def _moved(core: c.Moved, facts: Facts, scope: Scope) -> Measure:
    """Return the dates that are a duration after others.

    Source:
        grammar/README.md, "Months and days".
    """
    start = measure(core.date, facts, scope)
    months = in_months(facts.world.amounts(core.by), facts)
    by = measure(core.by, facts, evolve(PLAIN, in_months=months))
    dates = calendar.moved(start.interval, by.interval, in_months=months)
    return Measure(opaque(core, dates, (start.form, by.form)), _mentions((start, by)))


def _ratio(dividend: c.Core, divisor: c.Core, facts: Facts) -> Measure:
    """Return how many times an amount another is, both in a unit that only they have in common.

    Source:
        grammar/README.md, "Arithmetic" and "A fact used twice".
    """
    sides = facts.world.amounts(dividend), facts.world.amounts(divisor)
    found = tuple(dict.fromkeys(sides[0] + sides[1]))
    views, months = (literal_view(sides[1]), literal_view(sides[0])), in_months(found, facts)
    ratios: list[Measure] = []
    for currency in currencies(found, facts):
        by_period: list[Measure] = []
        for basis in bases(found, facts):
            in_unit = Scope(currency, basis, views[0], months)
            one = measure(dividend, facts, in_unit)
            other = measure(divisor, facts, evolve(in_unit, view=views[1]))
            by_period.append(Measure(one.form.per(other.form), one.mentions + other.mentions))
        ratios.append(_one_of(Interval.hull, by_period))
        if not ratios[-1].rates:
            break
    # Rates that contradict each other leave nothing in common: then the first currency counts.
    return _one_of(lambda a, b: a.intersection(b) or a, ratios)


def _one_of(combine: Callable[[Interval, Interval], Interval], ratios: list[Measure]) -> Measure:
    """Return a ratio that was measured in several units, with what leaves it open in the first."""
    ends = reduce(combine, (ratio.interval for ratio in ratios))
    if len(ratios) == 1:
        return ratios[0]
    form = opaque(tuple(ratio.form.key for ratio in ratios), ends, [ratios[0].form])
    return Measure(form, ratios[0].mentions)


def literal_view(other: Iterable[StatedAmount]) -> View:
    """Return the view whose hours convert a literal: that of the other side, if it has one."""
    views = {amount.view for amount in other if isinstance(amount, FactPath)}
    return views.pop() if len(views) == 1 else View.OFFERED


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


def _literal(
    value: ConstantValue, factor: Fraction, core: c.Core, facts: Facts, scope: Scope
) -> Measure:
    """Return a constant times a factor: what arithmetic makes of one is one.

    Unless the hours of an offer convert it, it is worked out once for all offers.
    """
    known = facts.world.literals
    key = id(core), scope.currency, scope.basis, scope.in_months
    if key in known:
        return known[key][1]
    whole = Interval.exact(base_of(value) * factor)
    # Two mentions of one month need not be the same month.
    found = _convert(whole, value, (core, core.span), (), scope.view, facts, scope)
    if not isinstance(value, Pay) or value.per in PER_YEAR or value.per is scope.basis:
        with_room(known)[key] = core, found
    return found


def _convert(
    interval: Interval,
    value: ConstantValue,
    key: Hashable,
    missing: tuple[FactPath, ...],
    view: View,
    facts: Facts,
    scope: Scope,
    hours: Mapping[Period, str] = HOURS,
) -> Measure:
    """Return an amount in the unit of *value* in the unit of the scope.

    Without a rate only its sign is known.

    Source:
        grammar/README.md, "Pay and periods", "Currencies" and "Months and days".
    """
    if isinstance(value, Duration):
        months = calendar.is_in_months(value)
        if months and not scope.in_months:
            symbol = Symbol((key, "days"), calendar.in_days(interval), missing, (), (value,))
            return Measure(Form.within(symbol), (symbol,))
        if not months and value.unit.family is DurationFamily.DAYS and scope.in_months:
            return _symbol((key, "months"), calendar.in_months(interval), missing)
    found = _symbol(key, interval, missing)
    form, mentions = found.form, found.mentions
    if form.is_zero:
        # Nothing is nothing in every unit: what a day or an hour comes to does not bear on it.
        return found
    if isinstance(value, Pay) and value.per is not scope.basis:
        if value.per in PER_YEAR:
            form = form.scaled(Fraction(PER_YEAR[value.per]))
        else:
            whole = measure_fact(fact_at(hours[value.per], view), facts, PLAIN)
            form, mentions = form * whole.form, mentions + whole.mentions
    if isinstance(value, Money | Pay) and scope.currency not in {None, value.currency}:
        pair = (value.currency, scope.currency or "")
        rate = facts.world.rates.get(pair)
        if rate is None:
            symbol = Symbol(pair, POSITIVE, rates=(pair,))
            form, mentions = form * Form.within(symbol), (*mentions, symbol)
        else:
            form = form.scaled(rate)
    return Measure(form, mentions)


def measured(fact: FactPath, facts: Facts, scope: Scope) -> Measure:
    """Return a fact as ``measure_fact`` does; it is kept with the facts."""
    found = facts.measures.get((fact, scope))
    if found is None:
        found = facts.measures[fact, scope] = measure_fact(fact, facts, scope)
    return found


def measure_fact(fact: FactPath, facts: Facts, scope: Scope) -> Measure:
    """Return a stated or derived fact, in the unit of the scope."""
    if facts.world.schema.facts[fact.path].derived:
        return _measure_derived(fact, facts, scope)
    if fact.path in facts.world.gates:
        closed = facts.behind(fact).closed
        if closed is not None and closed.same_as:
            return measure_fact(fact_at(closed.same_as, fact.view), facts, scope)
    supposed = facts.stretch(fact)
    if supposed is not None:
        interval, unit = supposed.interval, supposed.unit
        missing = facts.missing(fact)
        return _convert(interval, unit, fact, missing, fact.view, facts, scope, hours_of(fact))
    match facts.value(fact):
        case Unknown() | DoesNotApply():
            info, bounds = facts.world.schema.facts[fact.path], facts.bounds(fact)
            missing = facts.missing(fact)
            in_unit, datatype = info.bounds.unit, info.datatype
            if in_unit is not None:
                return _convert(bounds, in_unit, fact, missing, fact.view, facts, scope)
            if isinstance(datatype, PayType):
                # What is unknown per hour is not the same number as what is unknown per year.
                return _symbol((fact, scope.basis), bounds, missing)
            if datatype == _IN_MONTHS and not scope.in_months:
                return _symbol((fact, "days"), calendar.in_days(bounds), missing)
            return _symbol(fact, bounds, missing)
        case Range() | AtLeast() | AtMost() as stated:
            low, high = (None if end is None else base_of(end) for end in ends_of(stated))
            ends = Interval.of(low, high)
            missing = () if ends.is_exact else facts.missing(fact)
            end = one_end(stated)
            found = _convert(ends, end, fact, missing, fact.view, facts, scope, hours_of(fact))
            if not any(symbol.months for symbol in found.mentions):
                return found
            mentions = (evolve(symbol, months=(stated,)) for symbol in found.mentions)
            return Measure(found.form, tuple(mentions))
        case frozenset() | TextSet() | tuple():
            raise TypeError(f"not a quantity: {fact}")
        case value:
            whole = Interval.exact(base_of(value))
            return _convert(whole, value, fact, (), fact.view, facts, scope, hours_of(fact))


def hours_of(fact: FactPath) -> Mapping[Period, str]:
    """Return how many hours and days of a year a fact is paid for, by derived facts."""
    return FARES if fact.path == "commute.cost" else HOURS


_IN_MONTHS: Final = DurationType(frozenset({DurationFamily.MONTHS}))


@frozen
class _Parts(Record):
    """The facts of one view, as read by derived facts, and what they mention."""

    view: View
    facts: Facts
    scope: Scope
    """Unit of the formulas, per year."""
    mentions: list[Symbol] = field(factory=list)

    def amount(self, path: str, *others: str, asked: str = "") -> Form:
        fact = fact_at(path, self.view)
        if _may_be_nothing(fact, self.facts) and self.facts.value(fact) is DOES_NOT_APPLY:
            return ZERO
        measured = measure_fact(fact, self.facts, self.scope)
        too = tuple(fact_at(other, self.view) for other in (asked, *others) if other)
        for symbol in measured.mentions:
            own = () if asked else symbol.missing
            self.mentions.append(evolve(symbol, missing=own + too) if too else symbol)
        return measured.form

    def whole(self, path: str) -> Form:
        measured = _measure_derived(fact_at(path, self.view), self.facts, self.scope)
        self.mentions.extend(measured.mentions)
        return measured.form

    def value(self, path: str) -> FactValue:
        return self.facts.value(fact_at(path, self.view))

    def glance(self, path: str) -> Form:
        return measure_fact(fact_at(path, self.view), self.facts, self.scope).form

    def period(self, path: str) -> Period | None:
        value = one_end(self.value(path))
        return value.per if isinstance(value, Pay) else None

    def share(self, path: str, *, is_choice: bool = False) -> Form:
        fact = fact_at(path, self.view)
        symbol = Symbol(("share", fact), UNIT, self.facts.missing(fact), is_choice=is_choice)
        self.mentions.append(symbol)
        return Form.within(symbol)


def _measure_derived(fact: FactPath, facts: Facts, scope: Scope) -> Measure:
    """Return a derived fact; the facts it misses are its parts.

    Source:
        grammar/README.md, "Derived facts".
    """
    return facts.once(fact, (scope.currency, scope.basis), lambda: _work_out(fact, facts, scope))


def _work_out(fact: FactPath, facts: Facts, scope: Scope) -> Measure:
    derived = DERIVED[fact.path]
    parts = _Parts(fact.view, facts, evolve(scope, basis=Period.YEAR, in_months=True))
    if derived.per is Period.YEAR or scope.basis is derived.per:
        form = derived.compute(parts)
    else:
        of_its_own = _measure_derived(fact, facts, evolve(scope, basis=derived.per))
        whole = measure_fact(fact_at(HOURS[derived.per], fact.view), facts, PLAIN)
        form = of_its_own.form * whole.form
        parts.mentions.extend(of_its_own.mentions + whole.mentions)
    order, symbols = facts.world.order, form.symbols
    found = [symbol for symbol in parts.mentions if symbol in symbols]
    named = (evolve(symbol, missing=(part,)) for symbol in found for part in symbol.missing)
    unnamed = (symbol for symbol in found if not symbol.missing)
    mentions = (*sorted(named, key=lambda one: order[one.missing[0].path]), *unnamed)
    return Measure(form, mentions)


# --- what does not apply -------------------------------------------------------------------------


def applying(facts: Facts, *cores: c.Core) -> tuple[Kleene, tuple[FactPath, ...]]:
    """Return whether a relation of expressions applies, and the facts that leave that open.

    It does not if one of the facts in them does not. Of a derived fact these are its parts, apart
    from details that may be nothing.

    Source:
        grammar/README.md, "What does not apply".
    """
    doubts: dict[FactPath, None] = {}
    for fact in facts.world.doubtful(*cores):
        if fact.path in DERIVED:
            applies, on = facts.once(fact, "applying", partial(_derived_applying, fact, facts))
        else:
            applies = Kleene.of(facts.value(fact) is not DOES_NOT_APPLY)
            on = facts.doubts(fact)
        if applies is Kleene.FALSE:
            return applies, ()
        doubts.update(dict.fromkeys(on))
    return Kleene.UNKNOWN if doubts else Kleene.TRUE, tuple(doubts)


def _derived_applying(fact: FactPath, facts: Facts) -> tuple[Kleene, tuple[FactPath, ...]]:
    # Details may be nothing: whether they apply makes no difference.
    parts = [part for part in facts.world.sources(fact) if not _may_be_nothing(part, facts)]
    bases = {fact_at(path, fact.view) for path in base_parts(fact.path)}
    if any(facts.value(part) is DOES_NOT_APPLY for part in parts if part in bases):
        return Kleene.FALSE, ()
    doubts: dict[FactPath, None] = {}
    if any(map(facts.doubts, parts)):
        mentions = _measure_derived(fact, facts, PLAIN).mentions
        for part in dict.fromkeys(part for symbol in mentions for part in symbol.missing):
            if not _may_be_nothing(part, facts):
                doubts.update(dict.fromkeys(facts.doubts(part)))
    return Kleene.TRUE, tuple(doubts)


def _may_be_nothing(part: FactPath, facts: Facts) -> bool:
    """Return whether a part of a derived fact is nothing if it does not apply."""
    return facts.world.may_be_nothing(part.path)


# --- the unit of a comparison --------------------------------------------------------------------


def stated_amounts(amount: StatedAmount, facts: Facts) -> Iterator[Scalar]:
    """Yield the stated values of an amount.

    None for an unknown fact, unless its bounds are in a unit: then one of it.
    """
    match amount:
        case c.Constant(value=value):
            assert isinstance(value, Money | Pay | Duration)
            yield value
        case FactPath(path=path) if path in DERIVED:
            yield from facts.once(amount, "amounts", partial(_amounts_of, amount, facts))
        case FactPath():
            told = facts.value(amount)
            if told is UNKNOWN:
                told = facts.world.schema.facts[amount.path].bounds.unit or UNKNOWN
            stated = one_end(told)
            if isinstance(stated, Money | Pay | Duration):
                yield stated
        case _:
            assert_never(amount)


def _amounts_of(derived: FactPath, facts: Facts) -> tuple[Scalar, ...]:
    """Return the stated values of the parts of a derived fact."""
    return tuple(
        stated
        for part in DERIVED[derived.path].parts
        if isinstance(facts.world.schema.facts[part].datatype, MoneyType | PayType)
        for stated in stated_amounts(fact_at(part, derived.view), facts)
    )


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
        # Behind a closed gate is an amount of 0, which is for any period.
        is_unknown = isinstance(amount, FactPath) and facts.value(amount) is UNKNOWN
        open_ |= is_unknown and not stated
    if len(known) != 1:
        return (Period.YEAR,)
    (basis,) = known
    return (basis, Period.YEAR) if open_ and basis is not Period.YEAR else (basis,)


def sides_of(left: c.Core, right: c.Core, world: World) -> Sides:
    """Return what the two sides of a comparison say of their unit; it is worked out once."""
    known = world.sides.get((id(left), id(right)))
    if known is None:
        one, other = world.amounts(left), world.amounts(right)
        views = literal_view(other), literal_view(one)
        found = Sides(_by_unit(one + other, world), views, bool(one))
        known = with_room(world.sides)[id(left), id(right)] = (left, right), found
    return known[1]


def sides_of_grade(preference: c.CheckedPreference, world: World) -> Sides:
    """Return what the ends and the subject of a preference say of its unit."""
    known = world.sides.get((id(preference), 0))
    if known is None:
        subject = world.amounts(preference.subject)
        ends = world.amounts(preference.worst) + world.amounts(preference.best)
        view = literal_view(subject)
        found = Sides(_by_unit(ends + subject, world), (view, view), bool(subject))
        known = with_room(world.sides)[id(preference), 0] = preference, found
    return known[1]


def _by_unit(found: Iterable[StatedAmount], world: World) -> tuple[StatedAmount, ...]:
    """Return the first of amounts for each unit: one tuple wherever they are the same."""
    units: dict[Hashable, StatedAmount] = {}
    for amount in found:
        units.setdefault(_unit_of(amount), amount)
    return world.units.setdefault(tuple(units), tuple(units.values()))


def _unit_of(amount: StatedAmount) -> Hashable:
    """Return what the unit of a comparison depends on: of a constant only its own unit."""
    match amount:
        case c.Constant(value=Money(currency=currency)):
            return currency
        case c.Constant(value=Pay(currency=currency, per=per)):
            return currency, per
        case c.Constant(value=Duration(unit=unit, amount=whole)):
            return unit, not whole
        case _:
            return amount


def scopes_of(found: Sides, facts: Facts) -> tuple[tuple[ScopePair, ...], ...]:
    """Return the units in which sides may have to be compared, for each currency those of periods.

    They are worked out once for an offer.
    """
    key = id(found.amounts), found.views
    known = facts.scopes.get(key)
    if known is None:
        months, periods = in_months(found.amounts, facts), bases(found.amounts, facts)
        known = facts.scopes[key] = tuple(
            tuple(
                (Scope(currency, basis, one, months), Scope(currency, basis, other, months))
                for one, other in (found.views,)
                for basis in periods
            )
            for currency in currencies(found.amounts, facts)
        )
    return known


def in_months(found: Iterable[StatedAmount], facts: Facts) -> bool:
    """Return whether the durations of a comparison are compared in months, otherwise in days.

    They are if all are in months; zero is in both families.

    Source:
        grammar/README.md, "Months and days".
    """
    any_months = False
    for amount in found:
        supposed = facts.stretch(amount) if isinstance(amount, FactPath) else None
        stated = list(stated_amounts(amount, facts))
        if any(calendar.is_in_months(value) for value in stated):
            any_months = True
        elif isinstance(amount, FactPath) and not stated:
            if facts.world.schema.facts[amount.path].datatype != _IN_MONTHS:
                return False
            any_months = True
        elif supposed is not None or any(not _is_zero(value, amount, facts) for value in stated):
            return False
    return any_months


def _is_zero(value: Scalar, amount: StatedAmount, facts: Facts) -> bool:
    if not isinstance(value, Duration) or value.amount:
        return False
    # A range from zero is not zero: its other end tells the family.
    return not isinstance(amount, FactPath) or ends_of(facts.value(amount)) == (value, value)
